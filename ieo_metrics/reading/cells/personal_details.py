"""Personal details that have a form of their own, in one table: e-mail addresses, telephone and NHS numbers,
postcodes, dates of birth.

Cells that are shown and texts that are kept read the same table. A name, or a story that everybody knows, has
no such form: it is left to the people who write and read.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

YOUNGEST = 5  # years before the first quarter: whoever has a date of birth in what is shared is older
SHORTEST_REFERENCE = 4  # of a person, in letters and digits: a shorter one is met by chance
FEWEST_DIGITS = 10  # of a telephone or NHS number
_GAP = r"[\s()\-\u2010-\u2015]"  # white space, brackets, and hyphens or dashes of any kind
_GAPS, _END = _GAP + "{0,3}", r"(?!\d|[.,]\d)"
# Not within a number, nor within a day: of 2024-07-08 nothing is dialled.
_IN_TEXT, _IN_CELL = r"(?<!\d)(?<!\d[.,-])", r"(?<!\w)(?<!\d[.,-])"  # AE0123456789 is a reference in a cell
_FROM_ABROAD = rf"(?:\+|\b00){_GAP}?44{_GAPS}(?:\(0\){_GAPS})?\d(?:{_GAPS}\d){{8,9}}"
_OTHER_COUNTRY = rf"\+{_GAP}?[1-9](?:{_GAPS}\d){{9,13}}"
_AT_HOME = rf"0(?:\d\d|7(?!-\d\d-){_GAPS}\d)(?:{_GAPS}\d){{7,8}}"
_DIALLED = rf"\(?(?:{_FROM_ABROAD}|{_OTHER_COUNTRY}|{_AT_HOME}){_END}"
TELEPHONE, TELEPHONE_IN_CELL = _IN_TEXT + _DIALLED, _IN_CELL + _DIALLED
# 023.8059.1234, 01983/821000
DOTTED = rf"(?<![\w.,/])(?=(?:[./ ]?\d){{10,11}}{_END})0\d{{2,4}}[./]\d{{3,4}}[./ ]?\d{{3,4}}{_END}"
# A workbook takes the + or the 0 from a mobile number; without the 0 only the words before it tell.
_MOBILE = rf"7[1-9]\d\d{_GAP}?\d{{3}}{_GAP}?\d{{3}}{_END}"
_SAID_BEFORE = (
    r"\b(?:tel|(?:tele)?phoned?|mob|mobile|contact|call(?:ed)?|ring|rang|text(?:ed)?|whatsapp)\b\W{0,3}"
    r"(?:(?:no|number|is|on|him|her|them)\b\W{0,3}){0,2}"
)
MOBILE = rf"(?i:(?:(?<![\w.,-])44{_GAP}?|{_SAID_BEFORE}){_MOBILE})"
E_MAIL = r"(?<![\w.+-])[\w.+-]+@[\w-]+\.\w[\w.]*"
# What stands at once around the sign: enough for hiding a cell, and quick in a word of 32,767 letters.
E_MAIL_IN_CELL = r"[^\s@]@[^\s@]{1,255}?\.[^\s@]"
# As it is printed, and as people group it; by twos it would be any list of ages.
_GROUPINGS = ((3, 3, 4), (3, 4, 3), (4, 3, 3), (5, 5))
_TEN = "|".join(_GAPS.join(rf"\d{{{size}}}" for size in sizes) for sizes in _GROUPINGS)
NHS, NHS_IN_CELL = (rf"{before}(?:{_TEN})(?!\d|[.,/]\d)" for before in (_IN_TEXT, _IN_CELL))
NHS_IN_GROUPS = rf"\b\d{{3}}{_GAP}\d{{3}}{_GAP}\d{{4}}\b"  # it is one, even if mistyped
# In small letters never an ordinal: "W12 8th" is no postcode.
_OUT, _IN = r"\b(?:GIR|[A-PR-UWYZ][A-HK-Y]?\d[A-Z\d]?)\s{0,2}", r"\d[ABD-HJLNP-UW-Z]{2}\b"
POSTCODE = rf"{_OUT}{_IN}|(?i:{_OUT}(?!\d(?:st|nd|rd|th)\b){_IN})"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"(?:(?:19|20)\d\d|\d\d)(?!\d)"
# A whole day as it is written, with its year; in capitals or not.
DAY = (
    rf"(?:(?<!\d)\d{{1,2}}[/.-]\d{{1,2}}[/.-]{_YEAR}|(?<!\d)(?:19|20)\d\d-\d\d-\d\d(?!\d)"
    rf"|(?<!\d)\d{{1,2}}(?:st|nd|rd|th)?(?: of)?[ -]{_MONTH},?[ -]{_YEAR}|\b{_MONTH} "
    rf"\d{{1,2}}(?:st|nd|rd|th)?,? {_YEAR})"
)
_BORN = r"\b(?:born|birth(?:day|date|s)?|d\.?o\.?b)\b"
BIRTH = rf"(?i:{_BORN}\.?[^.;]{{0,30}}?{DAY}|{DAY}(?:\W{{0,3}}{_BORN}|[^.;]{{0,15}}?\bbirth(?:day|date)\b))"
_WHOLE_YEAR = r"(?<!\d)(?:19|20)\d\d(?!\d)"


def is_nhs(text: str) -> bool:
    """Whether the last of ten digits is the check digit of the others, modulo 11. Source: NHS Data
    Dictionary, NHS number."""
    digits = [int(c) for c in text if c.isdigit()]
    check = 11 - sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits, strict=False)) % 11
    return len(set(digits)) > 1 and digits[-1] == check % 11


@dataclass(frozen=True)
class PersonalDetail:
    """One way to write a personal detail. `form`: a regular expression; `in_cells`, `in_texts`: where it is
    looked for; `is_valid`: what else must hold of what was found."""

    name: str
    form: str
    in_cells: bool = True
    in_texts: bool = True
    is_valid: Callable[[str], bool] = bool

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The form, compiled when it is first looked for: few returns hold anything that is long enough."""
        return re.compile(self.form)

    def written_in(self, text: str) -> str | None:
        """The first such detail in a text, as it is written there."""
        found = self.pattern.search(text)
        while found and not self.is_valid(found[0]):
            found = self.pattern.search(text, found.start() + 1)
        return found and found[0]


PERSONAL_DETAILS = (
    PersonalDetail("an e-mail address", E_MAIL, in_cells=False),
    PersonalDetail("an e-mail address", E_MAIL_IN_CELL, in_texts=False),
    PersonalDetail("a telephone number", TELEPHONE, in_cells=False),
    PersonalDetail("a telephone number", TELEPHONE_IN_CELL, in_texts=False),
    PersonalDetail("a telephone number", DOTTED),
    PersonalDetail("a telephone number", MOBILE),
    PersonalDetail("a postcode", POSTCODE, in_cells=False),  # a column may ask for the area of one
    PersonalDetail("an NHS number", NHS, in_cells=False, is_valid=is_nhs),
    PersonalDetail("an NHS number", NHS_IN_CELL, in_texts=False, is_valid=is_nhs),
    PersonalDetail("an NHS number", NHS_IN_GROUPS, in_texts=False),
    PersonalDetail("a date of birth", BIRTH, in_cells=False),  # columns of days ask for days
)
# An organisation has a mailbox, a number and a place, and may say so.
OF_ORGANISATIONS = ("an e-mail address", "a telephone number", "a postcode")
_OF_CELLS = tuple(detail for detail in PERSONAL_DETAILS if detail.in_cells)
_OF_TEXTS = tuple(detail for detail in PERSONAL_DETAILS if detail.in_texts)


def looks_personal(text: str) -> bool:
    """Whether a cell holds a telephone number, an NHS number or an e-mail address, and is not to be shown."""
    if "@" not in text and (len(text) < FEWEST_DIGITS or len(re.findall(r"\d", text)) < FEWEST_DIGITS):
        return False
    return any(detail.written_in(text) for detail in _OF_CELLS)


def own_details(text: str) -> list[str]:
    """Every address and telephone number in a text that an organisation may say of itself, as it is written
    there."""
    found: list[str] = []
    while there := [words for kind, words in personal_details_in(text).items() if kind in OF_ORGANISATIONS]:
        found += there
        for words in there:
            text = text.replace(words, " ")
    return found


def personal_details_in(text: str, earliest: int = 0) -> dict[str, str]:
    """By what it is, the first of each kind of personal detail in a text, as it is written there. `earliest`:
    a day of a year before it can only be one of birth."""
    there: dict[str, str] = {}
    for detail in _OF_TEXTS:
        if detail.name not in there and (found := detail.written_in(text)):
            there[detail.name] = found
    for day in re.findall(DAY, text, re.I):
        if _before(day, earliest):
            there.setdefault("a date of birth", day)
    return there


def _before(day: str, earliest: int) -> bool:
    year = re.search(_WHOLE_YEAR, day)
    return year is not None and int(year[0]) < earliest
