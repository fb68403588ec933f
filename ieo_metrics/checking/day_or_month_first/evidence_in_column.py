"""What speaks against reading a column of dates day first: dates that are in the calendar in one order only,
what Excel does with dates of the other order, the order of the rows, and what came back of an earlier list of
fixes. Each rule gives a doubt with what was seen, or nothing."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from ieo_metrics.framework.dates.numpy_days import numpy_days
from ieo_metrics.framework.record_tables import Field
from ieo_metrics.reading.cells.cell_dates import InNumbers, in_numbers, read_date
from ieo_metrics.reading.cells.cell_values import read_cell

SEVERAL = 2
MANY = 8  # different dates, none with a day above 12: by chance once in 1,500 columns
ENOUGH = 5  # different dates, from which on their order, or that all are low, is hardly chance
RARE = 0.01  # what chance makes less often than this is asked about
SHARE_LOW = 12 / 30.4  # of the days of a month, those that could be a month too
_DATE = Field("", "date")


class Doubt(NamedTuple):
    """Why a column is in question. `texts`, `cells`: whether its dates as text and its date cells are in
    doubt; `half_mended`: its days above 12 may have been mended, and are no proof of day first;
    `of_the_hand`: it speaks of who wrote the dates, and so for the other columns too; `part`: which rows it
    is of, if of some only, so that no order is that of the whole column; `years`: how many years later the
    `days` of those rows were meant, where that is the doubt."""

    seen: str
    texts: bool
    cells: bool
    half_mended: bool = False
    of_the_hand: bool = False
    part: str = ""
    years: int = 0
    days: frozenset[dt.date] = frozenset()


@dataclass(frozen=True)
class Dates:
    """What a column of dates holds, each date once. Of dates in numbers: `only_day` and `only_month` are in
    the calendar in one order only, `either` in both, `same` are one day in both (05/05). `cells`: date cells;
    `words`: dates of any other form. `forms`: how those that could be either are written, and `sure_forms`
    those that are day first only. `mended`: dates that a list of fixes had named as month first, and are day
    first now. `falls`: how often the rows leave the order of their dates, read day first and month first, and
    how often the date changes."""

    only_day: frozenset[dt.date]
    only_month: frozenset[dt.date]
    either: frozenset[dt.date]
    same: frozenset[dt.date]
    cells: frozenset[dt.date]
    words: frozenset[dt.date]
    forms: frozenset[str]
    sure_forms: frozenset[str]
    mended: frozenset[dt.date]
    falls: tuple[int, int, int] = field(default=(0, 0, 0))
    cell_falls: tuple[int, int, int] = field(default=(0, 0, 0))

    @property
    def low(self) -> frozenset[dt.date]:
        """The dates in numbers that could be either, or are one day in both orders."""
        return self.either | self.same


def day_of(value: object) -> dt.date | None:
    """The day of a date cell; None for any other."""
    if type(value) is dt.date:  # as most are
        return value
    return value.date() if isinstance(value, dt.datetime) else value if isinstance(value, dt.date) else None


def turned(day: dt.date) -> dt.date | None:
    """A day with day and month in each other's place, where that is another day."""
    return dt.date(day.year, day.day, day.month) if day.day <= 12 and day.day != day.month else None


class DaysOfCells(NamedTuple):
    """A column of dates. Of each distinct cell, NaT where it is none: the day as it stands, and with day and
    month in each other's place in date cells, or in dates as text; `codes`: which of the cells each row is;
    `is_cell`: which are date cells."""

    as_it_is: np.ndarray
    cells_turned: np.ndarray
    texts_turned: np.ndarray
    codes: np.ndarray
    is_cell: np.ndarray

    @staticmethod
    def of(values: Sequence[object], codes: np.ndarray) -> "DaysOfCells":
        """From a column's distinct cells, and which of them each row is."""
        as_it_is = numpy_days(map(day_of, values))
        cells_turned, texts_turned = _turned_days(as_it_is), as_it_is.copy()
        is_cell = ~np.isnat(as_it_is)
        for place, value in enumerate(values):
            if isinstance(value, str):
                as_it_is[place] = cells_turned[place] = _day_in(value, month_first=False)
                texts_turned[place] = _day_in(value, month_first=True)
        return DaysOfCells(as_it_is, cells_turned, texts_turned, codes, is_cell)

    def distinct(self, which: np.ndarray) -> list[dt.date]:
        """The days of some of the distinct cells, as they stand, each once."""
        return list(dict.fromkeys(self.as_it_is[which].tolist()))


def _day_in(text: str, month_first: bool) -> dt.date | None:
    found = read_date(text, _DATE, month_first).value
    return found if isinstance(found, dt.date) else None


def _turned_days(days: np.ndarray) -> np.ndarray:
    """`turned` of each of an array of days; the day itself where that is no other."""
    months, years = days.astype("datetime64[M]"), days.astype("datetime64[Y]")
    day, month = (days - months).astype(np.int64), (months - years).astype(np.int64)  # from 0
    other_way = (years.astype("datetime64[M]") + day).astype("datetime64[D]") + month
    return np.where(day < 12, other_way, days)


def dates_of(values: Sequence[object], days: DaysOfCells, flagged: Iterable[str]) -> Dates:
    """What a column holds. `values`: its distinct cells, and `days` their days; `flagged`: the cells that a
    list of fixes had named as month first."""
    numbers, in_words = list[InNumbers](), list[object]()
    for text in (value for value in values if isinstance(value, str)):
        if found := in_numbers(text):
            numbers.append(found)
        else:
            in_words.append(read_cell(text, _DATE).value)
    both = [numeric_date for numeric_date in numbers if numeric_date.day_first and numeric_date.month_first]
    sure = [
        numeric_date for numeric_date in numbers if numeric_date.day_first and not numeric_date.month_first
    ]
    only_day = frozenset(numeric_date.day_first for numeric_date in sure if numeric_date.day_first)
    only_month = frozenset(
        numeric_date.month_first
        for numeric_date in numbers
        if numeric_date.month_first and not numeric_date.day_first
    )
    either = frozenset(
        numeric_date.day_first
        for numeric_date in both
        if numeric_date.day_first and numeric_date.day_first != numeric_date.month_first
    )
    same = frozenset(
        numeric_date.day_first
        for numeric_date in both
        if numeric_date.day_first and numeric_date.day_first == numeric_date.month_first
    )
    cells = frozenset(days.distinct(days.is_cell))
    words = frozenset(day for day in in_words if isinstance(day, dt.date))
    was = [found for text in flagged if (found := in_numbers(text))]
    named = frozenset(
        numeric_date.month_first
        for numeric_date in was
        if numeric_date.month_first and not numeric_date.day_first
    )
    may_be_turned = days.is_cell & (days.cells_turned != days.as_it_is)
    return Dates(
        only_day,
        only_month,
        either,
        same,
        cells,
        words,
        frozenset(numeric_date.form for numeric_date in both),
        frozenset(numeric_date.form for numeric_date in sure),
        (named - only_month) & (only_day | cells | words),
        _falls(days, days.texts_turned) if len(either) >= ENOUGH else (0, 0, 0),
        _falls(days, days.cells_turned) if len(days.distinct(may_be_turned)) >= ENOUGH else (0, 0, 0),
    )


def _falls(days: DaysOfCells, other_way: np.ndarray) -> tuple[int, int, int]:
    def leaves_order(days: np.ndarray) -> int:
        steps = np.diff(days).astype(np.int64)
        return int(min((steps < 0).sum(), (steps > 0).sum()))

    by_day, by_month = days.as_it_is[days.codes], other_way[days.codes]
    readable = ~np.isnat(by_day) & ~np.isnat(by_month)
    by_day, by_month = by_day[readable], by_month[readable]
    changes = int(((by_day[1:] != by_day[:-1]) | (by_month[1:] != by_month[:-1])).sum())
    return leaves_order(by_day), leaves_order(by_month), changes


def _number(count: int, one: str) -> str:
    return f"{count:,} {one}{'' if count == 1 else 's'}"


def _are_low(days: Iterable[dt.date]) -> bool:
    return all(day.day <= 12 for day in days)


def _swapped_cells(dates: Dates) -> bool:
    """Whether the date cells look as if Excel had taken one order for the other: all have a day of 12 or
    less, and what it could not take stayed text."""
    cells = dates.cells - dates.mended
    could_not = dates.only_day | dates.only_month | dates.mended
    few = len(could_not) // 10 if len(cells) >= ENOUGH else 0
    return (
        len(cells) >= SEVERAL and _are_low(cells) and len(dates.low) <= few and any(turned(d) for d in cells)
    )


def _only_month_first(dates: Dates) -> Doubt | None:
    """Dates that can only be month first, and none, or fewer, that can only be day first. What came back
    mended counts as what it was."""
    month, day = dates.only_month | dates.mended, dates.only_day - dates.mended
    if not month or (day and not SEVERAL <= len(month) > len(day)):
        return None
    seen = (
        f"{_number(len(dates.mended), 'date')} that could only be month first came back day first, and the "
        "others may still be month first"
        if dates.mended
        else f"{_number(len(month), 'different date')} can only be month first, and "
        f"{f'only {len(day):,}' if day else 'none'} can only be day first"
    )
    return Doubt(seen, bool(dates.either), _swapped_cells(dates), bool(dates.mended), of_the_hand=True)


def _taken_by_excel(dates: Dates) -> Doubt | None:
    """Date cells with days up to 12, and text with days above: Excel took day first for month first."""
    if len(dates.only_day) < SEVERAL or dates.only_month or not _swapped_cells(dates):
        return None
    seen = (
        f"{_number(len(dates.cells), 'different date')} in date cells, all with a day of 12 or less, and "
        f"{_number(len(dates.only_day), 'different date')} as text, all with a day above 12, as happens "
        "where Excel takes dates month first"
    )
    return Doubt(seen, texts=False, cells=True)


def _none_above_12(dates: Dates) -> Doubt | None:
    """Many dates in numbers, and no day above 12 in the whole column."""
    if len(dates.low) < MANY or dates.only_day or not _are_low(dates.cells | dates.words):
        return None
    return Doubt(f"{len(dates.low):,} different dates, and no day above 12", texts=True, cells=False)


def _may_be_one_form(form: str, other: str) -> bool:
    """Of a form of which only the sign is known, the noughts cannot be told."""
    return form == other or (form[0] == other[0] and 1 in (len(form), len(other)))


def _two_forms(dates: Dates) -> Doubt | None:
    """All days up to 12 in one form, and all above 12 in others, as where only those were written again."""
    low, high = dates.low, dates.only_day | dates.cells | dates.words
    if (
        min(len(low), len(high)) <= SEVERAL
        or dates.only_month
        or any(day.day <= 12 for day in high)
        or SHARE_LOW ** len(low) * (1 - SHARE_LOW) ** len(high) > RARE
        or not all(_may_be_one_form(one, other) for one in dates.forms for other in dates.forms)
        or any(_may_be_one_form(one, other) for one in dates.forms for other in dates.sure_forms)
    ):
        return None
    seen = (
        f"{_number(len(low), 'different date')}, all with a day of 12 or less, and "
        f"{_number(len(high), 'different date')} in another form, all with a day above 12, as where only "
        "those were written again"
    )
    return Doubt(seen, texts=True, cells=False, half_mended=True, of_the_hand=True)


def _rows_in_order(dates: Dates) -> Doubt | None:
    """Rows that are in the order of their dates read month first, and not read day first; or far more so,
    since a row is added late or a table is in blocks."""
    seen = "the rows are in the order of their dates read month first, and not read day first"
    if _speak_for_month_first(dates.falls):
        return Doubt(seen, texts=True, cells=False, half_mended=bool(dates.only_day), of_the_hand=True)
    if _speak_for_month_first(dates.cell_falls):
        return Doubt(seen, texts=False, cells=True, of_the_hand=True)
    return None


def _speak_for_month_first(falls: tuple[int, int, int]) -> bool:
    by_day, by_month, changes = falls
    return bool(by_day and not by_month) or (by_month * 4 <= changes and by_day >= 2 * by_month + 3)


_RULES = (_only_month_first, _taken_by_excel, _none_above_12, _two_forms, _rows_in_order)


def doubt_about(dates: Dates) -> Doubt | None:
    """What speaks against day first in a column, if it holds anything that could be either."""
    doubts = (doubt for rule in _RULES if (doubt := rule(dates)))
    return next((doubt for doubt in doubts if (doubt.texts and dates.either) or doubt.cells), None)


def doubt_beside(dates: Dates, others: Iterable[Doubt]) -> Doubt | None:
    """The doubt about a column beside one that speaks for month first: the same hand wrote both. Its own days
    above 12 settle it, unless those of the other were mended; then only the order of its rows does, as of
    date cells, which Excel has swapped in both."""
    others = [doubt for doubt in others if doubt.of_the_hand]
    of_texts = [doubt for doubt in others if doubt.texts]
    mended = any(doubt.half_mended for doubt in of_texts)
    settled = _in_order_as_it_is(dates.falls) or (dates.only_day and not mended)
    texts = bool(of_texts and dates.either and not settled)
    cells = any(doubt.cells for doubt in others) and any(map(turned, dates.cells))
    cells = cells and not _in_order_as_it_is(dates.cell_falls)
    seen = "another column of dates in this table may be month first"
    return Doubt(seen, texts, cells) if texts or cells else None


def _in_order_as_it_is(falls: tuple[int, int, int]) -> bool:
    by_day, by_month, _ = falls
    return not by_day and bool(by_month)
