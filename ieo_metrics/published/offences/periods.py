"""Quarters, months and years as published tables of offences write them.

A calendar year's quarter ("Q1 2024") may be meant as the financial year's: it is no period here, and asked
about. So is 2011-12, which may be a month or a financial year.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ieo_metrics.framework.dates.dates_in_text import (
    LONG_YEAR,
    MONTHS,
    SHORT_YEAR,
    dates_in,
    in_short,
    starts_in,
)
from ieo_metrics.framework.dates.days import MONTH_NAMES
from ieo_metrics.framework.dates.quarters import Quarter, first_day, label, quarter, quarter_of, year_of
from ieo_metrics.framework.dates.quarters_in_text import quarters_stated

_EARLIEST_LAST_DAY = 28
QUARTERS = "quarter"  # the role of a column of quarters
_ISO_MONTH = re.compile(r"(20\d\d)[-/](0[1-9]|1[0-2])")
_FINANCIAL_YEAR = re.compile(rf"(?:{LONG_YEAR}|{SHORT_YEAR})")
_CALENDAR_YEAR = re.compile(r"(?:19|20)\d\d")
_BARE_QUARTER = re.compile(r"q([1-4])")
_CALENDAR_QUARTER = re.compile(r"q([1-4])[\s,/-]*(20\d\d)|(20\d\d)[\s,/-]*q([1-4])")
_BARE_MONTH = re.compile(rf"({'|'.join(MONTHS)})[a-z]*\.?")
_MONTH_AND_YEAR = re.compile(
    r"[a-z]{3,9}\.?[\s,'-]*(?:20)?\d\d|(?:\d{1,2}\s)?[a-z]{3,9}\.?[\s,-]*20\d\d|[\d/.-]{6,10}"
)
# Sums of more than a quarter, shares and changes are no numbers of offences of a period.
NOT_A_COUNT = re.compile(
    r"year ending|12 months|twelve months|year to date|\bytd\b|rolling|cumulative|average|\bmean\b"
    r"|change|\brate\b|per (?:1,?000|100,?000|head)|%|percent|per cent|difference|target|forecast",
    re.I,
)
# What a line above a table says where it says it of every number in it; "number and rate" tells of both.
_NO_COUNTS = re.compile(
    r"rolling|cumulative|year to date|\bytd\b|(?:12|twelve) months? (?:to|ending|up to)|in thousands"
    r"|thousands\)|\(0{3}s?\)|\b000s\b|per (?:1,?000|10,?000|100,?000|head|capita)|\brates?\b",
    re.I,
)
_COUNTS_TOO = re.compile(r"\b(?:numbers?|counts?|volumes?)\b", re.I)


def says_no_counts(line: str) -> bool:
    """Whether a line says that the numbers of a table are sums of more than a quarter, thousands or rates."""
    return bool(_NO_COUNTS.search(line)) and not _COUNTS_TOO.search(line)


@dataclass(frozen=True, order=True)
class Period:
    """A quarter, or one month of it (1 to 12; 0 for the whole quarter)."""

    quarter: Quarter
    month: int = 0

    @property
    def in_words(self) -> str:
        """`2023/24 Q1`, `April 2023`."""
        if not self.month:
            return label(self.quarter)
        start = first_day(self.quarter)
        return f"{MONTH_NAMES[self.month - 1]} {start.year}"


@dataclass(frozen=True)
class Said:
    """What one cell says of a period; several together may name one. `financial`, `calendar`: the year in
    which it begins; `number`: of a quarter."""

    period: Period | None = None
    financial: int | None = None
    calendar: int | None = None
    number: int | None = None
    month: int | None = None
    counted_month: int | None = None
    disagrees: bool | None = None

    @property
    def within_a_year(self) -> bool:
        """Whether a quarter or a month is said, even without its year."""
        return bool(self.period or self.number or self.month or self.counted_month or self.disagrees)

    def __bool__(self) -> bool:
        return self != Said()

    def with_(self, other: "Said") -> "Said":
        """Both together."""
        pairs = zip(vars(self).values(), vars(other).values(), strict=True)
        return Said(*(mine if mine is not None else its for mine, its in pairs))

    @property
    def named(self) -> Period | None:
        """The period that is named, None where something lacks or two readings are possible."""
        if self.disagrees:
            return None
        if self.period:
            return self.period
        if self.month and self.financial is not None:
            return _of_month(self.financial + (self.month < 4), self.month)
        if (self.month or self.counted_month) and self.calendar is not None:
            return _of_month(self.calendar, self.month or self.counted_month or 0)
        if self.number and self.financial is not None:
            return Period(quarter(self.financial, self.number))
        return None

    @property
    def is_whole_year(self) -> bool:
        """Whether a year is named and nothing within it."""
        year = self.financial if self.financial is not None else self.calendar
        return year is not None and not self.within_a_year


def said_together(cells: Sequence[Said]) -> Said:
    """What several cells of a row say. A month beside its quarter is the month; the first and the last month
    of a quarter, as where it begins and ends, are the quarter."""
    together = Said()
    for said in cells:
        together = together.with_(said)
    periods = {said.period for said in cells if said.period}
    months = sorted(period.month for period in periods if period.month)
    if len(periods) > 1:
        quarters = {period.quarter for period in periods}
        if len(quarters) > 1 or len(months) > 2:
            return Said(disagrees=True)
        (own,) = quarters
        if len(months) == 1:
            return Said(Period(own, months[0]))
        begins = first_day(own).month
        return Said(Period(own)) if months == [begins, begins + 2] else Said(disagrees=True)
    years = {said.financial for said in cells} - {None}
    if periods and years and {year_of(period.quarter) for period in periods} != years:
        return Said(disagrees=True)
    return together


def _of_month(year: int, month: int) -> Period:
    return Period(quarter_of(dt.date(year, month, 1)), month)


def _stands_for_month(day: int | None) -> bool:
    """A month is written as its first or last day, or as none."""
    return day is None or day == 1 or day >= _EARLIEST_LAST_DAY


def said_of_period(cell: object, heading: str = "") -> Said:
    """What a cell says of a period. `heading`: the role of its column (`quarter`, `year`, `month`), in which
    a bare number is one; in a column of quarters a month or day stands for the quarter that begins or ends
    with it."""
    said = _said(cell, heading)
    if heading == QUARTERS and said.period and said.period.month:
        return Said(Period(said.period.quarter)) if said.period.month % 3 != 2 else Said()
    return said


def _said(cell: object, heading: str) -> Said:
    if isinstance(cell, dt.date):
        return Said(_of_month(cell.year, cell.month)) if _stands_for_month(cell.day) else Said()
    if isinstance(cell, float):
        return _said_by_number(cell, heading)
    return _said_by_text(cell, heading) if isinstance(cell, str) else Said()


def _said_by_number(number: float, heading: str) -> Said:
    if not number.is_integer():
        return Said()
    if heading == "quarter" and 1 <= number <= 4:
        return Said(number=int(number))
    if heading == "month" and 1 <= number <= 12:
        return Said(counted_month=int(number))
    return Said(calendar=int(number)) if heading == "year" and 1990 <= number <= 2100 else Said()


@lru_cache(maxsize=4096)
def _said_by_text(text: str, heading: str) -> Said:
    if NOT_A_COUNT.search(text):
        return Said()
    short = in_short(text).strip()
    if stated := quarters_stated(text):
        return Said(Period(stated[0])) if len(stated) == 1 else Said()
    if iso := _ISO_MONTH.fullmatch(short):
        year, month = int(iso[1]), int(iso[2])
        return Said() if month == year % 100 + 1 else Said(_of_month(year, month))
    if _FINANCIAL_YEAR.fullmatch(short) and (year := starts_in(short)):
        return Said(financial=year)
    if bare := _BARE_QUARTER.fullmatch(short):
        return Said(number=int(bare[1]))
    if bare := _BARE_MONTH.fullmatch(short):
        return Said(month=MONTHS[bare[1]])
    if _CALENDAR_YEAR.fullmatch(short):
        return Said(calendar=int(short))
    if both := _CALENDAR_QUARTER.fullmatch(short):  # which may be the financial year's: it names no period
        return Said(number=int(both[1] or both[4]), calendar=int(both[2] or both[3]))
    written = dates_in(short)
    stands = len(written) == 1 and _stands_for_month(written[0].day) and _MONTH_AND_YEAR.fullmatch(short)
    if stands and written[0].year:
        return Said(_of_month(written[0].year, written[0].month))
    return _said_by_number(float(short), heading) if short.isdecimal() and len(short) <= 4 else Said()
