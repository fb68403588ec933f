"""The SVRP workbook: the quarter, every trend with its chart, and where the numbers come from.

The officer's own is not disclosure-controlled, and says so first; the one for sharing is. No row about a person is ever in either.
"""

import datetime as dt
from io import BytesIO

from ieo_metrics.exports.svrp_finish import finished
from ieo_metrics.exports.svrp_origins import quality, quality_shared, received, sources, sources_shared
from ieo_metrics.exports.svrp_page import Page
from ieo_metrics.exports.svrp_trends import Figures, chart_data, summary, trends
from ieo_metrics.exports.svrp_words import FOR_SHARING, NOT_FOR_SHARING, UNIT, contents, cover, definitions, notes, title
from ieo_metrics.exports.svrp_writer import Writer, open_book
from ieo_metrics.framework.quarters import Quarter
from ieo_metrics.measuring.compute import Results
from ieo_metrics.walk import Collection


def svrp_workbook(results: Results, collection: Collection, quarter: Quarter, hidden: str = "") -> bytes:
    """The workbook as bytes; the same results, collection and quarter give the same bytes. `hidden`: of results that disclosure control
    has been through, how much it hid, in words: then the workbook is for sharing, and says nothing of files either."""
    figures = Figures(results)
    data = chart_data(figures)
    pages = [
        notes(results.settings, hidden),
        summary(figures, quarter),
        *trends(figures, data),
        definitions(),
        *_origins(collection, hidden),
        data,
    ]
    pages = [contents(pages, hidden), *pages]
    made = max(one.made for one in collection.returns)
    out = BytesIO()
    with open_book(out) as book:
        # No author: the property is left blank. `created` from the data, else the clock would be in the bytes.
        book.set_properties(
            {"title": title(quarter), "subject": UNIT, "comments": FOR_SHARING if hidden else NOT_FOR_SHARING, "created": _latest(collection, made)}
        )
        writer = Writer(book)
        writer.cover(cover(quarter, figures.quarters, made, collection.trail, hidden))
        for page in pages:
            writer.page(page)
    return finished(out.getvalue(), {level: style.xf_index for level, style in writer.headings.items()})


def _origins(collection: Collection, hidden: str) -> list[Page]:
    if hidden:
        return [sources_shared(collection), quality_shared(collection, collection.settings.small_number_threshold)]
    return [sources(collection), quality(collection)]


def _latest(collection: Collection, made: dt.date) -> dt.datetime:
    """When the newest file came."""
    return max((received(file) for file in collection.files), default=dt.datetime.combine(made, dt.time()))
