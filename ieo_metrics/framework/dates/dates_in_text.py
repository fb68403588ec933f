"""The days, months and years in a line of text that people write above a table: found, not judged.

All is found in a text in short (`in_short`): one spelling, small letters, each quarter as q1 to q4.
"""

import re
from typing import NamedTuple

from ieo_metrics.framework.words.text_normalisation import in_one_form

MONTHS = {
    m: i
    for i, m in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], start=1
    )
}


_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
_NAMED_NUMBERS = {
    word: n
    for n, words in enumerate(
        ("first 1st one i", "second 2nd two ii", "third 3rd three iii", "fourth 4th four iv"), 1
    )
    for word in words.split()
}
_ORDINAL = r"(?:first|1st|second|2nd|third|3rd|fourth|4th)"
_ORDINALS = rf"\b({_ORDINAL}(?:\s*(?:,\s*and\b|,|and\b|to\b|[&+-])\s*{_ORDINAL})*)\s+(?:quarters?|qtrs?|q)(?![a-z0-9])"
_IN_WORDS = r"\b(?:quarter|qtr)[\s.:]*(one|two|three|four|iii|ii|iv|i)(?![a-z0-9])"
_IN_DIGITS = (
    # Never the day of a date: "quarter: 1 July 2024", "quarter 1/7/2024".
    rf"\b(?:q[\s.]*|(?:quarters?|qtrs?)[\s.:]*(?![1-4](?:st|nd|rd|th)?\s*(?:of\s+)?{_MONTH}))([1-4])"
    r"(?!\d|[/.]\d|-\d\d?-\d)"
)
_FINANCIAL_WORDS = r"\b(?:f\.?\s?y\.?|(?:financial|fiscal)(?: year)?)[\s:]*(?=\d)"
_WEEKDAY = r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?\s+(?=\d)"


# Half-years, where a year stands behind: "H1 2024/25", "first half of 2024/25".
_HALVES = (
    r"\b(?:h([12])|half[\s-]?year[\s.:]*([12])|(first|1st|second|2nd) half(?:[\s-]year)?)"
    r"(?=[\s,:.(]*(?:of )?(?:the )?(?:f\.?y\.? ?|financial year )?\d\d)"
)
_BEHIND_A_YEAR = r"(?<=\d)(?=q[1-4](?!\d))"  # "2024q2"
_LONGEST_LINE = 1_000  # what says a quarter is short


def _quarters_of_half(half: re.Match[str]) -> str:
    return "q1 to q2" if (half[1] or half[2] or half[3])[0] in "1f" else "q3 to q4"


def in_short(text: str) -> str:
    """A text in one spelling and small letters, each quarter in it as q1 to q4, and without the words that
    say no more: FY, and the days of the week."""
    text = in_one_form(text[:_LONGEST_LINE]).casefold().replace("_", " ")
    text = re.sub(_HALVES, _quarters_of_half, re.sub(_BEHIND_A_YEAR, " ", text))
    text = re.sub(_ORDINALS, lambda m: re.sub(_ORDINAL, lambda n: f"q{_NAMED_NUMBERS[n[0]]}", m[1]), text)
    text = re.sub(_IN_WORDS, lambda m: f"q{_NAMED_NUMBERS[m[1]]}", text)
    return re.sub(_WEEKDAY, "", re.sub(_FINANCIAL_WORDS, "", re.sub(_IN_DIGITS, r"q\1", text)))


# A day and month before another number are no financial year: 09/10/2024.
# Neither is a year before a day: 1 July 2024 - 30 September 2024.
_NO_DAY = rf"(?!\d|(?:st|nd|rd|th)?\s*(?:of\s+)?{_MONTH})"
LONG_YEAR = rf"(?<!\d)(?<!\d[/.])20\d\d\s*[/-]\s*(?:20)?\d\d{_NO_DAY}(?![/.-]\d)"
SHORT_YEAR = r"(?<!\d)(?<!\d[/.])(?<!\d\d-)\d\d\s*[/-]\s*\d\d(?!\d|\s*[/.-]\s*\d)"
YEAR = rf"(?:{LONG_YEAR}|{SHORT_YEAR})"

_A_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_ONE_YEAR = rf"(?:20\d\d|\d\d)(?!\d|(?:st|nd|rd|th)?\s*(?:of\s+)?\b{_MONTH}|[/.]\d)"
_DATE = (
    r"(?<!\d)(?<!\d[/.])(?P<d>\d{1,2})\s?(?P<sign>[/.-])\s?(?P<m>\d{1,2})\s?(?P=sign)\s?(?P<y>20\d\d|\d\d)(?!\d)|"
    r"(?<!\d)(?P<iso>20\d\d-\d\d-\d\d)(?!\d)|"
    rf"\b(?P<name>{_MONTH})\s*(?P<day>{_A_DAY}),?\s+(?P<year>20\d\d)(?![\d/])|"
    rf"(?:(?<![\dq])(?P<of>{_A_DAY})[\s-]*(?:of\s+)?)?(?<![a-z])(?P<month>{_MONTH})"
    rf"(?:[\s,.)]*(?P<financial>{YEAR})|(?:-|[\s,.]*'?)(?P<then>{_ONE_YEAR}))?"
)


def starts_in(year: str) -> int:
    """The calendar year in which a written financial year starts; 0 where the second is not the next."""
    begins, ends = (int(part) for part in re.split(r"\s*[/-]\s*", year))
    begins += 2000 if begins < 100 else 0
    return begins if (begins + 1) % 100 == ends % 100 else 0


class Written(NamedTuple):
    """A day, or a month, as it is written. `day`, `year`: None where they are left out."""

    start: int
    end: int
    day: int | None
    month: int
    year: int | None


def _written(m: re.Match[str]) -> Written | None:
    if numbers := (m["iso"].split("-")[::-1] if m["iso"] else m.group("d", "m", "y") if m["d"] else None):
        day, month, year = (int(part) for part in numbers)
        full = year + 2000 if year < 100 else year
        return Written(m.start(), m.end(), day, month, full) if 1 <= month <= 12 else None
    named = MONTHS[(m["name"] or m["month"])[:3]]
    said = m["day"] or m["of"]
    on = int(re.sub(r"\D", "", said)) if said else None
    if m["financial"]:
        starts = starts_in(m["financial"])
        return Written(m.start(), m.end(), on, named, starts + (named < 4)) if starts else None
    then = m["year"] or m["then"]
    if then and on is None and len(then) == 2 and 28 <= int(then) <= 31:
        return None  # "July - Sept 30": a day rather than a year
    in_full = (int(then) + 2000 if len(then) == 2 else int(then)) if then else None
    return Written(m.start(), m.end(), on, named, in_full)


def dates_in(text: str) -> list[Written]:
    """The days and months that a text in short names, in its order."""
    return [found for m in re.finditer(_DATE, text) if (found := _written(m))]
