"""What the second implementation takes and gives: returns of plain rows in, one answer per measure, period
and area out."""

import unicodedata
from dataclasses import dataclass
from datetime import date

BAD = "BAD"  # a cell that held something unreadable, impossible or out of range; None is a blank cell
Row = dict[str, object]


@dataclass
class PlainReturn:
    """One accepted return. `tables`: canonical rows in file order; `covers`: for each table the quarters as
    (starting year, number)."""

    programme: str
    provider: str
    dated: date
    tables: dict[str, list[Row]]
    covers: dict[str, set[tuple[int, int]]]


@dataclass(frozen=True)
class Answer:
    """One cell of the result; everything is None, with the marker x, where no return covers."""

    value: float | None = None
    numerator: float | None = None
    denominator: int | None = None
    left_out: int | None = None
    lower: float | None = None
    upper: float | None = None
    marker: str = ""

    def short(self) -> tuple:
        """What a golden case states: value, numerator, denominator, left out, marker."""
        return self.value, self.numerator, self.denominator, self.left_out, self.marker


def is_given(value: object) -> bool:
    """Whether a cell holds a usable value at all."""
    return value is not None and value != BAD


def is_date(value: object) -> bool:
    return isinstance(value, date)


def is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def reference(value: object) -> str | None:
    """A reference as it is compared (NFKC, trimmed, case-folded); None where a row names nobody."""
    if not is_given(value):
        return None
    return unicodedata.normalize("NFKC", str(value)).strip().casefold() or None


def plain_text(value: object) -> str | None:
    """A school's name, URN or cohort as it is compared: as a reference, and inner spaces count as one."""
    if not is_given(value):
        return None
    return " ".join(unicodedata.normalize("NFKC", str(value)).casefold().split()) or None
