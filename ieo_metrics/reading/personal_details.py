"""Personal details that have a form of their own, in one table: e-mail addresses, telephone and NHS numbers,
postcodes, dates of birth.

Cells that are shown and texts that are kept read the same table. A name, or a story that everybody knows, has
no such form: it is left to the people who write and read.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

YOUNGEST = 5  # years before the first quarter: whoever has a date of birth in what is shared is older
FEWEST_DIGITS = 10  # of a telephone or NHS number
_GAP = r"[\s()\-\u2010-\u2015]"  # white space, brackets, and hyphens or dashes of any kind
_COUNTRY = rf"(?:\+|\b00){_GAP}?44{_GAP}{{0,2}}(?:\(0\){_GAP}?)?\d"
_DIALLED = rf"\(?(?:{_COUNTRY}|0\d)(?:{_GAP}{{0,2}}\d){{8,9}}(?!\d|[.,]\d)"
TELEPHONE = re.compile(rf"(?<!\d)(?<!\d[.,]){_DIALLED}")
TELEPHONE_IN_CELL = re.compile(rf"(?<!\w)(?<!\d[.,]){_DIALLED}")  # AE0123456789 is a reference
E_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+\.\w[\w.]*")
# What stands at once around the sign: enough for hiding a cell, and quick in a word of 32,767 letters.
E_MAIL_IN_CELL = re.compile(r"[^\s@]@[^\s@]{1,255}?\.[^\s@]")
_TEN = rf"\d{{3}}{_GAP}?\d{{3}}{_GAP}?\d{{4}}(?!\d|[.,]\d)"
NHS = re.compile(rf"(?<!\d)(?<!\d[.,]){_TEN}")
NHS_IN_CELL = re.compile(rf"(?<!\w)(?<!\d[.,]){_TEN}")
NHS_IN_GROUPS = re.compile(rf"\b\d{{3}}{_GAP}\d{{3}}{_GAP}\d{{4}}\b")  # it is one, even if mistyped
# In small letters only with its space, and never an ordinal: "W12 8th" is no postcode.
_OUT, _IN = r"\b(?:GIR|[A-PR-UWYZ][A-HK-Y]?\d[A-Z\d]?)", r"\d[ABD-HJLNP-UW-Z]{2}\b"
POSTCODE = re.compile(rf"{_OUT} ?{_IN}|(?i:{_OUT} (?!\d(?:st|nd|rd|th)\b){_IN})")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"(?:(?:19|20)\d\d|\d\d)(?!\d)"
# A whole day as it is written, with its year.
_DAY = (
    rf"(?:(?<!\d)\d{{1,2}}[/.-]\d{{1,2}}[/.-]{_YEAR}|(?<!\d)(?:19|20)\d\d-\d\d-\d\d(?!\d)"
    rf"|(?<!\d)\d{{1,2}}(?:st|nd|rd|th)?(?: of)?[ -]{_MONTH},?[ -]{_YEAR}|\b{_MONTH} "
    rf"\d{{1,2}}(?:st|nd|rd|th)?,? {_YEAR})"
)
_BORN = r"\b(?:born|birth(?:day|date|s)?|d\.?o\.?b)\b"
BIRTH = re.compile(
    rf"{_BORN}\.?[^.;]{{0,30}}?{_DAY}|{_DAY}(?:\W{{0,3}}{_BORN}|[^.;]{{0,15}}?\bbirth(?:day|date)\b)", re.I
)
DAY = re.compile(_DAY, re.I)
_WHOLE_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def is_nhs(text: str) -> bool:
    """Whether the last of ten digits is the check digit of the others, modulo 11. Source: NHS Data
    Dictionary, NHS number."""
    digits = [int(c) for c in text if c.isdigit()]
    check = 11 - sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits, strict=False)) % 11
    return len(set(digits)) > 1 and digits[-1] == check % 11


@dataclass(frozen=True)
class PersonalDetail:
    """One way to write a personal detail. `in_cells`, `in_texts`: where it is looked for; `is_valid`: what
    else must hold of what was found."""

    name: str
    pattern: re.Pattern[str]
    in_cells: bool = True
    in_texts: bool = True
    is_valid: Callable[[str], bool] = bool

    def written_in(self, text: str) -> str | None:
        """The first such detail in a text, as it is written there."""
        return next((found[0] for found in self.pattern.finditer(text) if self.is_valid(found[0])), None)


PERSONAL_DETAILS = (
    PersonalDetail("an e-mail address", E_MAIL, in_cells=False),
    PersonalDetail("an e-mail address", E_MAIL_IN_CELL, in_texts=False),
    PersonalDetail("a telephone number", TELEPHONE, in_cells=False),
    PersonalDetail("a telephone number", TELEPHONE_IN_CELL, in_texts=False),
    PersonalDetail("a postcode", POSTCODE, in_cells=False),  # a column may ask for the area of one
    PersonalDetail("an NHS number", NHS, in_cells=False, is_valid=is_nhs),
    PersonalDetail("an NHS number", NHS_IN_CELL, in_texts=False, is_valid=is_nhs),
    PersonalDetail("an NHS number", NHS_IN_GROUPS, in_texts=False),
)
_OF_CELLS = tuple(detail for detail in PERSONAL_DETAILS if detail.in_cells)
_OF_TEXTS = tuple(detail for detail in PERSONAL_DETAILS if detail.in_texts)


def looks_personal(text: str) -> bool:
    """Whether a cell holds a telephone number, an NHS number or an e-mail address, and is not to be shown."""
    if "@" not in text and len(re.findall(r"\d", text)) < FEWEST_DIGITS:
        return False
    return any(detail.written_in(text) for detail in _OF_CELLS)


def personal_details_in(text: str, earliest: int = 0) -> Iterator[tuple[str, str]]:
    """(what it is, as it is written) of each kind of personal detail in a text. `earliest`: a day of a year
    before it can only be one of birth."""
    for detail in _OF_TEXTS:
        if found := detail.written_in(text):
            yield detail.name, found
    days = (day for day in DAY.finditer(text) if _before(day[0], earliest))
    if born := BIRTH.search(text) or next(days, None):
        yield "a date of birth", born[0]


def _before(day: str, earliest: int) -> bool:
    year = _WHOLE_YEAR.search(day)
    return year is not None and int(year[0]) < earliest
