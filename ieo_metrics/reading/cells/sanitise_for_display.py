"""A cell's content as a person may see it: short, inert, and with personal details hidden."""

import datetime as dt
import re

from ieo_metrics.framework.dates.days import day_in_words
from ieo_metrics.framework.words.text_normalisation import marks_that_print_nothing, visible
from ieo_metrics.reading.cells.personal_details import looks_personal
from ieo_metrics.reading.sheets import CellError

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
LONGEST_SHOWN = 60


def cell_as_shown(value: object) -> str:
    """A cell's content as a person may see it: short, inert, and with personal details hidden."""
    if value is None:
        return "blank"
    if isinstance(value, CellError):
        return value.shows or f"a formula without a result: {cell_as_shown(value.formula)}"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime):
        return f"{day_in_words(value)} {value:%H:%M}"
    if isinstance(value, dt.date):
        return day_in_words(value)
    text = f"{value:.15g}" if isinstance(value, float) else _CONTROL.sub("", str(value)).strip()
    if looks_personal(visible(text)):
        return "not shown: it looks personal"
    marks = marks_that_print_nothing(str(value)) if isinstance(value, str) else ()
    return cut_short(text, LONGEST_SHOWN) + (f" (with {' and '.join(marks[:2])})" if marks else "")


def cut_short(text: str, longest: int) -> str:
    """A text that ends in … where it is too long."""
    return text if len(text) <= longest else text[: longest - 1] + "…"
