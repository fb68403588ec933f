"""The quarters that people write above a table, in the name of a sheet or on the command line: "RESET Q3 2023/24",
"Jul-Sep 2024", "quarter ending 30 September 2024"."""

import datetime as dt
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from ieo_metrics.framework.dates.dates_in_text import (
    LONG_YEAR,
    SHORT_YEAR,
    YEAR,
    Written,
    dates_in,
    in_short,
    starts_in,
)
from ieo_metrics.framework.dates.quarters import Quarter, last_day, number_of, quarter, quarter_of

_GAP = r"(?:[\s,.:;()/-]|\b(?:of|the|in|for)\b)*"
# Years 10/11 of a school in front of "Q1 2024/25" are not the year of that quarter.
_FINANCIAL = (
    rf"\bq([1-4])(?!\d){_GAP}({YEAR})|({LONG_YEAR}){_GAP}q([1-4])(?!\d)|"
    rf"({SHORT_YEAR}){_GAP}q([1-4])(?!\d)(?!{_GAP}{LONG_YEAR})"
)
_SEVERAL = r"(q[1-4](?:\s*(?:,\s*and\b|to\b|and\b|[-&,+])\s*q?[1-4](?![\d/.]|st|nd|rd|th)){1,20})"
_SEVERAL_THEN_YEAR = rf"\b{_SEVERAL}{_GAP}({YEAR})"
_YEAR_THEN_SEVERAL = rf"({YEAR}){_GAP}{_SEVERAL}(?!{_GAP}{YEAR})"
_ENDS_IN_YEAR = rf"{YEAR}{_GAP}$"
_BARE = r"\bq([1-4])(?!\d)"

_TO = r"\s*(?:-|to|until|till|through|thru|up to)\s*"
_BETWEEN = r"\s*(?:-|to|until|till|through|thru|up to|and|/)\s*"  # of two days
_AND = r"\s*(?:,\s*and\b|,|/|&|\+|-|\band\b)?\s*"
_OF_A_QUARTER = r"\b(?:q([1-4])|quarter|qtr|(?:three|3)[\s-]months?(?: period)?)[\s:(]*"
_ENDING = (
    rf"(?:{_OF_A_QUARTER}(?:ending|ended|ends|(?:to (?:the )?)?end(?: of)?|up to|to|until)(?: date)?(?: on)?"
    r"|\bq\s?/?\s?e(?:nd(?:ing|ed|s)?)?)[\s:.,(-]*$"
)
_BEGINNING = rf"{_OF_A_QUARTER}(?:beginning|begins|began|starting|starts|started|start|commencing|from)(?: date)?(?: on)?[\s:.,(-]*$"
# Words that say when something is done with a return, not what it covers.
_ASIDE = (
    r"\b(?:(?:submit(?:ted)?|due|sen[dt]|returned|received|deadline)(?:\s+(?:date|is|was|in|by|on|the))*|"
    r"(?:next|following|previous|prior|last|replaces|supersedes)"
    r"(?:\s+(?:return|report|quarter|qtr|submission|data|period|due|is|was|in|by|on|for|the))*)\W*$"
)
_RANGE_JOINS = r"[\s)\]]*(?:to|until|till|through|thru|(?:and )?up to|-)[\s(\[]*"
_LIST_JOINS = r"[\s)\]]*(?:(?:[,;&+/|]|,?\s*\band\b|\bplus\b)[\s(\[]*)?"
_OF_A_REPORT = r"\b(?:report(?:ing|s)?|returns?|periods?|quarterly|monitoring|covers?|covering)\b"
_IN_TEMPLATES = r"Reporting quarter: (20\d\d)/(\d\d) Q([1-4])(?: to (20\d\d)/(\d\d) Q([1-4]))?"
_LONGEST = 80  # quarters of one range


class _Named(NamedTuple):
    """Quarters that a text names at one place. `by_months`: in months or days, beside which the number may be
    the calendar's."""

    start: int
    end: int
    quarters: list[Quarter]
    by_months: bool = False


def _before(text: str, at: int) -> str:
    """The words in front of a place in a text: enough of them, so that a long text is not read again and
    again."""
    return text[max(0, at - 100) : at]


def _by_number(text: str) -> Iterator[_Named]:
    for m in re.finditer(_FINANCIAL, text):
        number, year = m[1] or m[4] or m[6], starts_in(m[2] or m[3] or m[5])
        if year:
            yield _Named(m.start(), m.end(), [quarter(year, int(number))])


def _is_first(date: Written) -> bool:
    return date.month % 3 == 1 and date.day in (None, 1)


def _is_last(date: Written) -> bool:
    if date.month % 3 or date.year is None:
        return False
    return date.day in (None, last_day(quarter_of(dt.date(date.year, date.month, 1))).day)


def _range_of(first: Written, last: Written) -> list[Quarter]:
    """The whole quarters from one day or month to another; none where they are not a quarter's first and
    last."""
    same_kind = (first.day is None) == (last.day is None)
    if not same_kind or not _is_first(first) or not _is_last(last) or last.year is None:
        return []
    begun = first.year or last.year - (last.month < first.month)
    q, last_q = (quarter_of(dt.date(year, d.month, 1)) for year, d in ((begun, first), (last.year, last)))
    return list(range(q, last_q + 1)) if last_q - q < _LONGEST else []


def _by_months(text: str) -> Iterator[_Named]:
    """ "Jul-Sep 2024", "July, August and September 2024", "1 July 2024 to 30 September 2024"."""
    dates = dates_in(text)
    at = 0
    while at < len(dates) - 1:
        run = at
        while (
            run + 1 < len(dates)
            and dates[run].day is None is dates[run + 1].day
            and dates[run + 1].month == dates[run].month % 12 + 1
            and re.fullmatch(_AND, text[dates[run].end : dates[run + 1].start])
        ):
            run += 1
        joins = _TO if dates[at].day is None else _BETWEEN
        is_pair = re.fullmatch(joins, text[dates[at].end : dates[at + 1].start])
        last = run if run > at + 1 else at + 1 if is_pair else at
        if last > at and (quarters := _range_of(dates[at], dates[last])):
            yield _Named(dates[at].start, dates[last].end, quarters, by_months=True)
        at = max(last, at + 1)


def _by_end(text: str) -> Iterator[_Named]:
    """ "Quarter ending 30 September 2024": a day that is a quarter's last, or for "from" its first."""
    for date in dates_in(text):
        for words, fits in ((_ENDING, _is_last), (_BEGINNING, _is_first)):
            before = _before(text, date.start)
            m = re.search(words, before)
            if m and date.year is not None and fits(date):
                q = quarter_of(dt.date(date.year, date.month, 1))
                if m[1] in (None, str(number_of(q))):
                    yield _Named(date.start - len(before) + m.start(), date.end, [q], by_months=True)


def _year_to_each(text: str) -> str:
    """A text in short in which "q1 to q4 2023/24" has the year behind each."""

    def each(several: str, year: str) -> str:
        return re.sub(r"q?([1-4])", rf"q\1 {year}", several)

    def unless_after_a_year(m: re.Match[str]) -> str:
        return m[0] if re.search(_ENDS_IN_YEAR, _before(text, m.start())) else each(m[1], m[2])

    text = re.sub(_SEVERAL_THEN_YEAR, unless_after_a_year, text)
    return re.sub(_YEAR_THEN_SEVERAL, lambda m: each(m[2], m[1]), text)


def _named_in(text: str) -> list[_Named]:
    return sorted((*_by_number(text), *_by_months(text), *_by_end(text)))


def _joined(text: str, named: list[_Named]) -> list[Quarter]:
    """The quarters of a text that names them in one list or range; [] where another is named beside, such as
    that in which the return was sent: which of them is covered is a question."""
    found, end = list[Quarter](), 0
    for one in named:
        between = text[end : one.start]
        if not set(one.quarters) <= set(found):
            if re.search(_ASIDE, _before(text, one.start)):
                return []
            if found and found[-1] < one.quarters[0] and re.fullmatch(_RANGE_JOINS, between):
                found += range(found[-1] + 1, one.quarters[0])
            elif found and (one.start < end or not re.fullmatch(_LIST_JOINS, between)):
                return []
            found += one.quarters
        end = max(end, one.end)
    numbers = {number_of(q) for q in found}
    numbers |= {number_of(q) % 4 + 1 for one in named if one.by_months for q in one.quarters}
    bare = (m for m in re.finditer(_BARE, text) if not any(one.start <= m.start() < one.end for one in named))
    beside = {int(m[1]) for m in bare}
    # All four are what there is to choose from, and none of them is meant.
    return [] if beside - numbers and len(beside) < 4 else list(dict.fromkeys(found))


def quarters_stated(text: str) -> list[Quarter]:
    """The quarters that a text names, in its order: "RESET Q3 2023/24", "Jul-Sep 2024", "Q1 2023/24 to Q4
    2023/24", "quarter ending 30 September 2024".

    A range that is joined by "to" or a dash gives every quarter in it. A quarter without its financial year
    ("Q2", "Q2 2024", which may be calendar or financial) is not a statement, and neither are two of which one
    is not covered ("Q2 2024/25, submitted Q3 2024/25"): nothing is guessed.
    """
    if not any(map(str.isdigit, text)):  # as most lines above a table
        return []
    if stated := _as_in_templates(text):
        return stated
    short = _year_to_each(in_short(text))
    return _joined(short, _named_in(short))


def _as_in_templates(text: str) -> list[Quarter]:
    """The quarters of a text in the words of our templates, which needs no other pattern; [] of any other."""
    said = re.fullmatch(_IN_TEMPLATES, text)
    ends = [end for end in (said.groups()[:3], said.groups()[3:]) if end[0]] if said else []
    if not ends or any((int(year) + 1) % 100 != int(then) for year, then, _ in ends):
        return []
    first, *_, last = [quarter(int(year), int(number)) for year, _, number in (ends[0], ends[-1])]
    return list(range(first, last + 1)) if last - first < _LONGEST else []


def quarters_named(text: str) -> list[Quarter]:
    """Every quarter that a text names with its year, wherever it stands and whatever is said of it."""
    return [q for one in _named_in(_year_to_each(in_short(text))) for q in one.quarters]


def names_quarter_without_year(text: str) -> bool:
    """Whether a text names a quarter but not which financial year's, which is a question."""
    short = in_short(text)
    names_one = bool(re.search(_BARE, short)) or _names_months_of_a_quarter(short)
    return names_one and not quarters_stated(text) and not names_another_quarter(text)


def _names_months_of_a_quarter(text: str) -> bool:
    """Whether a text in short says of a report that it is of the months of a quarter, without their year:
    "Reporting period: July to September"."""
    months = dates_in(text) if re.search(_OF_A_REPORT, text) else []
    return any(
        first.year is last.year is first.day is last.day is None
        and last.month == first.month + 2
        and first.month % 3 == 1
        and re.fullmatch(_TO, text[first.end : last.start])
        for first, last in pairwise(months)
    )


def names_another_quarter(text: str) -> bool:
    """Whether a text names a quarter with its year, and beside it another one, or when it was sent, so that
    which of them is covered is a question."""
    return not quarters_stated(text) and bool(_named_in(_year_to_each(in_short(text))))


_NOT_OF_A_CALENDAR_YEAR = r"\bq([1-4])(?!\d|\s*,?\s*20\d\d)"


def quarter_in_parts(quarter_said_in: str, year_said_in: str) -> list[Quarter]:
    """The quarter that is stated in two places: "Q2" on the sheet, and the one financial year "2024/25" in
    its title."""
    found = (m[0] for m in re.finditer(LONG_YEAR, in_short(year_said_in)))
    years = {year: said for said in found if (year := starts_in(said))}
    if len(years) != 1 or names_another_quarter(quarter_said_in):
        return []
    (said,) = years.values()
    without_year = re.sub(LONG_YEAR, " ", in_short(quarter_said_in))
    return quarters_stated(re.sub(_NOT_OF_A_CALENDAR_YEAR, rf"q\1 {said}", without_year))


def parse_quarters(text: str) -> list[Quarter]:
    """The quarters of `2023/24 Q1` or `2023/24 Q1..2023/24 Q4`, as written on the command line. Raises
    ValueError."""
    ends = [quarters_stated(part) for part in text.split("..")]
    if len(ends) > 2 or any(len(e) == 0 for e in ends) or ends[0][0] > ends[-1][-1]:
        raise ValueError(
            f'"{text}" is not a quarter such as 2023/24 Q1, or a range such as 2023/24 Q1..2023/24 Q4'
        )
    return list(range(ends[0][0], ends[-1][-1] + 1)) if len(ends) == 2 else ends[0]
