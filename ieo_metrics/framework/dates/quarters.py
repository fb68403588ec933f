"""Financial quarters. A quarter is one whole number, so that ranges and gaps are arithmetic: 4 x the starting
year + (0 to 3).

2023/24 Q1 is 1 April to 30 June 2023. Dates only, no times. Pandas' own quarter labels name the year in which
the financial year ends (2026Q1 for April 2025), so the labels are ours.
"""

import datetime as dt
import re

import numpy as np

Quarter = int

SPANS = {1: "Apr–Jun", 2: "Jul–Sep", 3: "Oct–Dec", 4: "Jan–Mar"}
MONTHS = {
    m: i
    for i, m in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], start=1
    )
}


def quarter(year: int, number: int) -> Quarter:
    """The quarter `number` (1 to 4) of the financial year that starts in April of `year`."""
    return 4 * year + number - 1


def year_of(q: Quarter) -> int:
    """The calendar year in which the quarter's financial year starts."""
    return q // 4


def number_of(q: Quarter) -> int:
    """1 to 4."""
    return q % 4 + 1


def label(q: Quarter) -> str:
    """`2023/24 Q1`."""
    return f"{year_of(q)}/{(year_of(q) + 1) % 100:02d} Q{number_of(q)}"


def label_with_months(q: Quarter) -> str:
    """`2023/24 Q1 (Apr–Jun 2023)`."""
    return f"{label(q)} ({SPANS[number_of(q)]} {first_day(q).year})"


def first_day(q: Quarter) -> dt.date:
    """The first day of a quarter."""
    month = 3 * (number_of(q) - 1) + 4
    return dt.date(year_of(q) + (month > 12), (month - 1) % 12 + 1, 1)


def last_day(q: Quarter) -> dt.date:
    """The last day of a quarter."""
    return first_day(q + 1) - dt.timedelta(days=1)


def quarter_of(day: dt.date) -> Quarter:
    """The quarter of a date."""
    return (day.year * 12 + day.month - 4) // 3


def quarters_of(days: np.ndarray) -> np.ndarray:
    """The quarter of each date of a datetime64 array, as int32; −1 where there is no date."""
    months = days.astype("datetime64[M]")
    out = ((months.astype(np.int64) + 1970 * 12 - 3) // 3).astype(np.int32)
    out[np.isnat(months)] = -1
    return out


_ENDS = r"(?!\d|\s*[/.-]\s*\d)"  # a day and month before another number are no financial year
_YEAR = r"(?:(20\d\d)\s*[/–-]\s*(?:20)?(\d\d)|(\d\d)\s*[/–-]\s*(\d\d))"
_FINANCIAL = re.compile(
    rf"(?:q(?:uarter|tr)?\s*\.?\s*([1-4])\D{{0,6}}?{_YEAR}{_ENDS}|(?<!\d)(?<!\d[/.-]){_YEAR}\D{{0,6}}?q(?:uarter|tr)?\s*\.?\s*([1-4])(?!\d))",
    re.I,
)
_SPAN = re.compile(
    r"\b(apr|jul|oct|jan)[a-z]*\.?(?:\s+(20\d\d))?\s*(?:-|–|—|/|to|until)\s*(?:\d\d?(?:st|nd|rd|th)?\s+)?(jun|sep|dec|mar)[a-z]*\.?\s+(20\d\d)(?!\d)",
    re.I,
)
_DAYS = re.compile(
    r"\b0?1[/.](0?[147]|10)[/.](20\d\d)\s*(?:-|–|—|to|until)\s*3[01][/.](0?[369]|12)[/.](20\d\d)\b", re.I
)
_SEVERAL = (
    r"(q(?:uarter|tr)?\s*[1-4](?:\s*(?:,\s*and|to|-|–|—|&|and|,)\s*(?:q(?:uarter|tr)?\s*)?[1-4](?!\d))+)"
)
_SEVERAL_THEN_YEAR = re.compile(rf"{_SEVERAL}\D{{0,6}}?{_YEAR}{_ENDS}", re.I)
_YEAR_THEN_SEVERAL = re.compile(rf"(?<!\d){_YEAR}\D{{0,6}}?{_SEVERAL}", re.I)
_BARE = re.compile(r"\bq(?:uarter|tr)?\s*[1-4]\b(?:\s+20\d\d)?", re.I)


def _year(m: re.Match[str], at: int) -> str:
    return f"{m[at] or m[at + 2]}/{m[at + 1] or m[at + 3]}"


def _each_with_year(several: str, year: str) -> str:
    """ "Q1 to Q4" or "Q1, Q2 and Q3" with the year behind each."""
    return re.sub(r"(?:q(?:uarter|tr)?\s*)?([1-4])", rf"Q\1 {year}", several, flags=re.I)


def quarters_stated(text: str) -> list[Quarter]:
    """The quarters that a text names, in its order: "RESET Q3 2023/24", "Jul-Sep 2024", "Q1 2023/24 to Q4
    2023/24".

    A range that is joined by "to" or a dash gives every quarter in it. A quarter without its financial year
    ("Q2", "Q2 2024", which may be calendar or financial) is not a statement: nothing is guessed.
    """
    text = _SEVERAL_THEN_YEAR.sub(lambda m: _each_with_year(m[1], _year(m, 2)), text)
    text = _YEAR_THEN_SEVERAL.sub(lambda m: _each_with_year(m[5], _year(m, 1)), text)
    found: list[tuple[int, int, Quarter]] = []
    for m in _FINANCIAL.finditer(text):
        start, end = next(
            ((a, b) for a, b in ((m[2], m[3]), (m[4], m[5]), (m[6], m[7]), (m[8], m[9])) if a), ("", "")
        )
        year = int(start) + (2000 if len(start) == 2 else 0)
        if (year + 1) % 100 == int(end):
            found.append((m.start(), m.end(), quarter(year, int(m[1] or m[10]))))
    for m in _SPAN.finditer(text):
        first, last, year = MONTHS[m[1].lower()], MONTHS[m[3].lower()], int(m[4])
        begun = int(m[2]) if m[2] else year - (last < first)
        q, last_q = quarter_of(dt.date(begun, first, 1)), quarter_of(dt.date(year, last, 1))
        found.extend((m.start(), m.end(), each) for each in range(q, last_q + 1) if last_q - q < 80)
    for m in _DAYS.finditer(text):
        q, last_q = (quarter_of(dt.date(int(m[i + 1]), int(m[i]), 1)) for i in (1, 3))
        found.extend((m.start(), m.end(), each) for each in range(q, last_q + 1) if last_q - q < 80)
    found.sort()
    out = [q for _, _, q in found]
    if (
        len(out) == 2
        and out[0] < out[1]
        and re.fullmatch(
            r"\W*(?:to|until|till|through|(?:and )?up to|[-–—])\W*", text[found[0][1] : found[1][0]], re.I
        )
    ):
        return list(range(out[0], out[1] + 1))
    return list(dict.fromkeys(out))


def names_quarter_without_year(text: str) -> bool:
    """Whether a text names a quarter but not which financial year's, which is a question."""
    return not quarters_stated(text) and bool(_BARE.search(text))


_FINANCIAL_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*[/–-]\s*(?:20)?(\d\d)(?!\d)")
_NUMBER = re.compile(r"\bq(?:uarter|tr)?\s*\.?\s*([1-4])\b(?!\s*[,]?\s*20\d\d)", re.I)


def quarter_in_parts(quarter_said_in: str, year_said_in: str) -> list[Quarter]:
    """The quarter that is stated in two places: "Q2" on the sheet, and the one financial year "2024/25" in
    its title."""
    years = {int(m[1]) for m in _FINANCIAL_YEAR.finditer(year_said_in) if (int(m[1]) + 1) % 100 == int(m[2])}
    numbers = dict.fromkeys(int(n) for n in _NUMBER.findall(quarter_said_in))
    return [quarter(next(iter(years)), number) for number in numbers] if len(years) == 1 else []


def parse_quarters(text: str) -> list[Quarter]:
    """The quarters of `2023/24 Q1` or `2023/24 Q1..2023/24 Q4`, as written on the command line. Raises
    ValueError."""
    ends = [quarters_stated(part) for part in text.split("..")]
    if len(ends) > 2 or any(len(e) == 0 for e in ends) or ends[0][0] > ends[-1][-1]:
        raise ValueError(
            f'"{text}" is not a quarter such as 2023/24 Q1, or a range such as 2023/24 Q1..2023/24 Q4'
        )
    return list(range(ends[0][0], ends[-1][-1] + 1)) if len(ends) == 2 else ends[0]
