"""What in a text surely points at somebody: e-mail addresses, telephone and NHS numbers, postcodes and dates
of birth.

Only what has a form of its own is found. A name, or a story that everybody knows, is for those to see who
write and read.
"""

import re
from collections.abc import Iterator

YOUNGEST = 5  # years before the first quarter: whoever has a date of birth in what is shared is older
E_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+\.\w[\w.]*")
TELEPHONE = re.compile(
    r"(?<!\d)(?<!\d[.,])\(?(?:(?:\+|\b00)44[ -]?(?:\(0\)[ -]?)?\d|0\d)(?:[ )-]{0,2}\d){8,9}(?!\d|[.,]\d)"
)
NHS = re.compile(r"(?<!\d)(?<!\d[.,])\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d|[.,]\d)")
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


def personal_details_in(text: str, earliest: int = 0) -> Iterator[tuple[str, str]]:
    """(what it is, as it stands there) of what in a text points at somebody. `earliest`: a day of a year
    before it can only be one of birth."""
    for what, pattern in (
        ("an e-mail address", E_MAIL),
        ("a telephone number", TELEPHONE),
        ("a postcode", POSTCODE),
    ):
        if found := pattern.search(text):
            yield what, found[0]
    if found := next((one for one in NHS.finditer(text) if is_nhs(one[0])), None):
        yield "an NHS number", found[0]
    if found := BIRTH.search(text) or next(
        (day for day in DAY.finditer(text) if _before(day[0], earliest)), None
    ):
        yield "a date of birth", found[0]


def _before(day: str, earliest: int) -> bool:
    year = _WHOLE_YEAR.search(day)
    return year is not None and int(year[0]) < earliest


def is_nhs(text: str) -> bool:
    """Whether the last of ten digits is the check digit of the others, modulo 11. Source: NHS Data
    Dictionary, NHS number."""
    digits = [int(c) for c in text if c.isdigit()]
    check = 11 - sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits, strict=False)) % 11
    return len(set(digits)) > 1 and digits[-1] == check % 11
