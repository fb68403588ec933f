"""Months and quarters as headings: "Jul", "July 2024", "Jul-24", "Q2 2024/25", a real date. A month or quarter
without its year takes it from what is stated beside it, or is unknown."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import NamedTuple

from ieo_metrics.framework.dates.dates_in_text import Written, dates_in, in_short
from ieo_metrics.framework.dates.quarters import Quarter, first_day, year_of
from ieo_metrics.framework.dates.quarters_in_text import quarters_stated

_HAS_YEAR = re.compile(r"\d\d")
_ANY_YEAR = 2000  # for seeing whether a text would be a quarter, if it had a year
_ONLY_SIGNS = re.compile(r"\W*")
LONGEST = 60  # in letters: what is longer is a sentence


class Period(NamedTuple):
    """What a heading names: its first day, or None where its year is not known. `sort`: "day", "month" or
    "quarter"; `month`: 1 to 12, of a quarter its first."""

    sort: str
    month: int
    day: dt.date | None


def _year_of_month(month: int, stated: Sequence[Quarter]) -> int | None:
    """The calendar year of a month in the one financial year of the stated quarters."""
    years = {year_of(q) for q in stated}
    return years.pop() + (month < 4) if len(years) == 1 else None


def _of_month(written: Written, stated: Sequence[Quarter]) -> Period:
    year = written.year or _year_of_month(written.month, stated)
    return Period("month", written.month, dt.date(year, written.month, 1) if year else None)


def _quarter_without_year(text: str, stated: Sequence[Quarter]) -> Period | None:
    years = {year_of(q) for q in stated}
    year = years.pop() if len(years) == 1 else _ANY_YEAR
    named = [] if _HAS_YEAR.search(text) else quarters_stated(f"{text} {year}/{(year + 1) % 100:02d}")
    if len(named) != 1:
        return None
    day = first_day(named[0])
    return Period("quarter", day.month, None if year == _ANY_YEAR else day)


def _in_words(text: str, stated: Sequence[Quarter]) -> Period | None:
    named = quarters_stated(text)
    if len(named) == 1:
        return Period("quarter", first_day(named[0]).month, first_day(named[0]))
    if found := _quarter_without_year(text, stated):
        return found
    short = in_short(text)
    dates = dates_in(short)
    if len(dates) != 1 or not _ONLY_SIGNS.fullmatch(short[: dates[0].start] + short[dates[0].end :]):
        return None
    (written,) = dates
    if written.day is None:
        return _of_month(written, stated)
    try:
        day = dt.date(written.year, written.month, written.day) if written.year else None
    except ValueError:
        return None
    return Period("day", written.month, day) if day else None


def period_named(said: object, stated: Sequence[Quarter] = ()) -> Period | None:
    """The day, month or quarter that a cell names and nothing else; None where it names none. `stated`: the
    quarters that are stated beside it."""
    if isinstance(said, dt.datetime):
        said = said.date()
    if isinstance(said, dt.date):
        return Period("month" if said.day == 1 else "day", said.month, said)
    if not isinstance(said, str) or len(said) > LONGEST:
        return None
    if found := _in_words(said, stated):
        return found
    # A year over its months: "2024 Jul" is read as "Jul 2024".
    first, _, rest = said.strip().partition(" ")
    return _in_words(f"{rest} {first}", stated) if first[:1].isdigit() and rest else None


def in_order(periods: Sequence[Period]) -> bool:
    """Whether months and quarters follow each other as they stand: where years were taken from elsewhere and
    they do not, the years are wrong."""
    days = [period.day for period in periods if period.day]
    return days == sorted(days) or days == sorted(days, reverse=True)
