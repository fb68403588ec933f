"""The number in a cell of a published table, or the mark that stands for one that is not given."""

import math
import re
from functools import lru_cache
from typing import NamedTuple

# What publishers write where a number is not given. Source: Government Analysis Function, Using symbols and
# shorthand in tables (2023), and the marks in use before it.
MARKS: dict[str, str] = {
    "[c]": "confidential",
    "[x]": "not available",
    "..": "not available",
    ":": "not available",
    "[z]": "not applicable",
    ".": "not applicable",
    "[low]": "below what is shown",
    "[u]": "of low reliability, and not shown",
    "n/a": "not available",
    "na": "not available",
    "*": "hidden",
    "!": "not available",
    "-": "a dash, which may mean none or not available",
}
_NUMBER = re.compile(
    # Not 1.000, which is a thousand where a comma stands before decimals.
    r"(?P<number>\d+|\d{1,3}(?:[, ]\d{3})+)(?:\.0{1,2})?\s*"
    r"(?:\[(?:[a-z]|(?:note )?\d{1,2})\]|\([a-z0-9]{1,2}\)|[rpe])*"
)


class Count(NamedTuple):
    """A cell of counts. `number`: None where none is given; `mark`: then why, in words; `readable`: whether
    it is one or the other."""

    number: int | None
    mark: str = ""
    readable: bool = True


def read_count(cell: object) -> Count:
    """A whole number that is not below 0, with thousands separators and marks of a footnote or a revision if
    it has them; or the mark of one that is not given. Raises nothing."""
    if isinstance(cell, float) and math.isfinite(cell) and cell >= 0 and abs(cell - round(cell)) < 1e-9:
        return Count(round(cell))
    return _read_text(cell) if isinstance(cell, str) else _UNREADABLE


@lru_cache(maxsize=65536)
def _read_text(text: str) -> Count:
    word = text.casefold()
    # A letter alone is the mark that others write in brackets.
    mark = MARKS.get(word) or MARKS.get(f"[{word}]")
    if mark:
        return Count(None, mark)
    found = _NUMBER.fullmatch(word)
    return Count(int(re.sub(r"\D", "", found["number"]))) if found else _UNREADABLE


_UNREADABLE = Count(None, readable=False)
