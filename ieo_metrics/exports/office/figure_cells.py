"""The content of the SVRP workbook's cells: numbers with their format, and shorthand where there is no
number."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ieo_metrics.framework.figure_markers import HIDDEN, NOBODY, NOT_COVERED
from ieo_metrics.framework.measures import Measure

# How numbers are shown: Excel's number formats by the name of the way. U+2212 is quoted, since it is not
# Excel's own minus.
SHOWN = {
    "whole": "#,##0",
    "percent": "0%",
    "percent, one decimal": "0.0%",
    "change": '+0.0;"−"0.0;0.0',
    "reach": "0.0",  # how far an interval of changes reaches: no direction
    "sum of changes": '+#,##0;"−"#,##0;0',
    "date": "d mmmm yyyy",
    "date and time": "d mmmm yyyy hh:mm",
}
DECIMALS_FROM = 100  # young people in the denominator
NONE = "none"  # of a field that somebody might look for; a marker or note that is not there is blank
IN_EVERY_COLUMN = (HIDDEN, NOT_COVERED)  # markers that stand for all numbers of a row

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_MOST_CHARACTERS = 32_767  # of a cell


class Number(NamedTuple):
    """A number and its format, one of SHOWN."""

    value: float
    shown: str


class Link(NamedTuple):
    """Words that lead to another sheet of the workbook."""

    text: str
    sheet: str


Row = Mapping[str, Any]  # of Results.frame


def clean_text(text: str) -> str:
    """Text that a cell can hold: no control characters, no halves of characters, not too long."""
    return _CONTROL.sub(" ", text.encode("utf-8", "replace").decode("utf-8"))[:_MOST_CHARACTERS]


def shorthand(markers: str) -> str:
    """`[p]`, `[p] [r]`, or nothing."""
    return " ".join(f"[{m}]" for m in markers if m.isalpha())


def is_number(value: object) -> bool:
    """Whether there is a number: not None, NaN or NA."""
    return isinstance(value, (int, float)) and value == value


def shown_as(measure: Measure, row: Row) -> str:
    """The way in which the measure's value and interval of that row are shown."""
    if measure.counts:
        return "whole"
    if measure.statistic.signed:
        return "change"
    n = row["denominator"]
    return "percent, one decimal" if is_number(n) and n >= DECIMALS_FROM else "percent"


def figure_cell(measure: Measure, row: Row | None, column: str) -> Number | str:
    """The number of one column of a row, or the shorthand that says why there is none. No row: no return
    covers the quarter."""
    if row is None:
        return f"[{NOT_COVERED}]"
    if hidden := next((m for m in row["marker"] if m in IN_EVERY_COLUMN), ""):
        return f"[{hidden}]"
    if not is_number(row[column]):
        return f"[{HIDDEN}]" if column == "left_out" else f"[{NOBODY}]"
    if column in ("value", "lower", "upper"):
        return Number(float(row[column]), shown_as(measure, row))
    return Number(
        float(row[column]),
        "sum of changes" if column == "numerator" and measure.statistic.signed else "whole",
    )


def mostly_hidden(cells: Sequence[Number | str]) -> bool:
    """Whether more than half of a column tells no more than that it is hidden."""
    return 2 * sum(cell == f"[{HIDDEN}]" for cell in cells) > len(cells)


def number_of_words(words: str, measure: Measure) -> Number | str:
    """A figure that was said in words, `62%`, `+1.4`, `−0.6`, `1,204`, as the number that was shown;
    shorthand as it is."""
    bare = words.replace(",", "").replace("−", "-")
    try:
        value = float(bare.removesuffix("%"))
    except ValueError:
        return words
    if measure.statistic.percent:
        return Number(value / 100, "percent, one decimal" if "." in bare else "percent")
    return Number(value, "whole" if measure.counts else "change")


def cell_in_words(number: Number) -> str:
    """The number as it is shown, for a sentence: 68%, +1.4, −0.6 or 1,204."""
    value, shown = number
    if shown == "change":
        return f"{value:+.1f}".replace("-", "−")
    return {"percent": f"{value:.0%}", "percent, one decimal": f"{value:.1%}"}.get(shown, f"{value:,.0f}")
