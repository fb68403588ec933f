"""The SVRP workbook: the quarter, every trend with its chart, and where the numbers come from.

The officer's own is not disclosure-controlled, and says so first; the one for sharing is. No row about a
person is ever in either.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from types import MappingProxyType

from ieo_metrics.exports.pack.content import NOTHING_RECORDED, Recorded, Revised
from ieo_metrics.exports.workbook.chart_data_sheets import chart_data, chart_limits
from ieo_metrics.exports.workbook.decisions_sheet import decisions_sheet
from ieo_metrics.exports.workbook.figures_by_quarter import Figures
from ieo_metrics.exports.workbook.headings_and_language import tag_workbook
from ieo_metrics.exports.workbook.section_sheets import section_sheets
from ieo_metrics.exports.workbook.sheet_content import Page
from ieo_metrics.exports.workbook.sources_and_quality_sheets import (
    quality_sheet,
    quality_sheet_shared,
    received_time,
    revisions_sheet,
    sources_sheet,
    sources_sheet_shared,
)
from ieo_metrics.exports.workbook.summary_sheet import summary_sheet
from ieo_metrics.exports.workbook.text_sheets import (
    FOR_SHARING,
    NOT_FOR_SHARING,
    OFFICERS,
    contents_sheet,
    cover_lines,
    definitions_sheet,
    notes_sheet,
    workbook_title,
)
from ieo_metrics.exports.workbook.trend_sheets import trend_sheets
from ieo_metrics.exports.workbook.writer import Writer, open_book
from ieo_metrics.framework.configuration.targets import Target
from ieo_metrics.framework.configuration.unit_look import PLAIN_LOOK, UnitLook
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.group.sections.section import Section
from ieo_metrics.measuring.compute_measures import Results
from ieo_metrics.pipeline import Collection
from ieo_metrics.statistics.control_charts.chart_events import ChartEvent


def svrp_workbook(
    results: Results,
    collection: Collection,
    quarter: Quarter,
    hidden: str | None = None,
    revised: Sequence[Revised] = (),
    targets: Sequence[Target] = (),
    events: Mapping[str, Sequence[ChartEvent]] = MappingProxyType({}),
    protection: str = "",
    look: UnitLook = PLAIN_LOOK,
    issued: str = "",
    recorded: Recorded = NOTHING_RECORDED,
    sections: Sequence[Section] = (),
) -> bytes:
    """The workbook as bytes; the same results, collection and quarter give the same bytes. `hidden`: of
    results that disclosure control has been through, what it hides, in words: then the workbook is for
    sharing, and says nothing of files either. `revised`: what is another figure than was issued; without any
    there is no sheet of it. `targets`: those that were set; `events`: by ref, what happened up to the
    quarter; `protection`: of the officer's, the report on what is hidden in the one for sharing; `look`: of
    the unit; `issued`: which issue it is, and of which day, in words; `recorded`: what was recorded for the
    board; without decisions there is no sheet of them; `sections`: about the group's other work."""
    figures, for_sharing = Figures(results, quarter, events, targets), hidden is not None
    data, limits = chart_data(figures), chart_limits(figures)
    pages = [
        notes_sheet(results.settings, hidden, protection),
        summary_sheet(figures, quarter, recorded, corrected=bool(revised), for_sharing=for_sharing),
        *([decisions_sheet(recorded.decisions)] if recorded.decisions else []),
        *section_sheets(sections),
        *trend_sheets(figures, data, limits, recorded.comments, for_sharing=for_sharing),
        definitions_sheet(),
        *([revisions_sheet(revised, quarter)] if revised else []),
        *_origins(collection, hidden),
        data,
        limits,
    ]
    pages = [contents_sheet(pages, hidden), *pages]
    if hidden is None:
        # A sheet may be printed or copied alone.
        pages = [replace(page, title=f"{OFFICERS}. {page.title}") for page in pages]
    made = max(accepted_return.made for accepted_return in collection.returns)
    out = BytesIO()
    with open_book(out) as book:
        # No author: the property is left blank. `created` from the data, else the clock would be in the
        # bytes.
        book.set_properties(
            {
                "title": workbook_title(quarter),
                "subject": look.name,
                "comments": NOT_FOR_SHARING if hidden is None else FOR_SHARING,
                "created": _created(collection, made, hidden),
            }
        )
        writer = Writer(book, look)
        writer.cover(cover_lines(quarter, figures.quarters, made, collection.trail, hidden, look, issued))
        for page in pages:
            writer.page(page)
    return tag_workbook(out.getvalue(), {level: style.xf_index for level, style in writer.headings.items()})


def _origins(collection: Collection, hidden: str | None) -> list[Page]:
    if hidden is not None:
        return [sources_sheet_shared(collection), quality_sheet_shared(collection)]
    return [sources_sheet(collection), quality_sheet(collection)]


def _created(collection: Collection, made: dt.date, hidden: str | None) -> dt.datetime:
    """When the newest file came; for sharing, the date of the latest return: when a file came is the
    officer's own business, and another time on the command line each time."""
    midnight = dt.datetime.combine(made, dt.time())
    return max((received_time(file) for file in collection.files if hidden is None), default=midnight)
