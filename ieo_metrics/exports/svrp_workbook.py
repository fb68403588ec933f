"""The SVRP workbook for the officer: the quarter, every trend with its chart, and where the numbers come from.

Not disclosure-controlled, and it says so first. Figures and counts only: no row about a person is ever in it.
"""

import datetime as dt
from io import BytesIO

from ieo_metrics.exports.svrp_finish import finished
from ieo_metrics.exports.svrp_origins import quality, received, sources
from ieo_metrics.exports.svrp_trends import Figures, chart_data, summary, trends
from ieo_metrics.exports.svrp_words import NOT_FOR_SHARING, UNIT, contents, cover, definitions, notes, title
from ieo_metrics.exports.svrp_writer import Writer, open_book
from ieo_metrics.framework.quarters import Quarter
from ieo_metrics.measuring.compute import Results
from ieo_metrics.walk import Collection


def svrp_workbook(results: Results, collection: Collection, quarter: Quarter) -> bytes:
    """The workbook as bytes; the same results, collection and quarter give the same bytes."""
    figures = Figures(results)
    data = chart_data(figures)
    pages = [
        notes(results.settings),
        summary(figures, quarter),
        *trends(figures, data),
        definitions(),
        sources(collection),
        quality(collection),
        data,
    ]
    pages = [contents(pages), *pages]
    made = max(one.made for one in collection.returns)
    out = BytesIO()
    with open_book(out) as book:
        # No author: the property is left blank. `created` from the data, else the clock would be in the bytes.
        book.set_properties({"title": title(quarter), "subject": UNIT, "comments": NOT_FOR_SHARING, "created": _latest(collection, made)})
        writer = Writer(book)
        writer.cover(cover(quarter, figures.quarters, made))
        for page in pages:
            writer.page(page)
    return finished(out.getvalue(), {level: style.xf_index for level, style in writer.headings.items()})


def _latest(collection: Collection, made: dt.date) -> dt.datetime:
    """When the newest file came."""
    return max((received(file) for file in collection.files), default=dt.datetime.combine(made, dt.time()))
