"""Financial quarters. A quarter is one whole number, so that ranges and gaps are arithmetic: 4 x the starting
year + (0 to 3).

2023/24 Q1 is 1 April to 30 June 2023. Dates only, no times. Pandas' own quarter labels name the year in which
the financial year ends (2026Q1 for April 2025), so the labels are ours.
"""

import datetime as dt

import numpy as np

Quarter = int

FEW_DAYS = 1_000  # of which the calendar is asked one by one
SPANS = {1: "Apr–Jun", 2: "Jul–Sep", 3: "Oct–Dec", 4: "Jan–Mar"}


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


def four_quarters_label(last: Quarter) -> str:
    """`2023/24 Q2 to 2024/25 Q1`: four quarters, by the last of them."""
    return f"{label(last - 3)} to {label(last)}"


def stretch_in_words(first: Quarter, last: Quarter) -> str:
    """`2023/24 Q1 to 2023/24 Q4`; a single quarter alone."""
    return " to ".join(dict.fromkeys((label(first), label(last))))


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
    days = days.astype("datetime64[D]")
    missing = np.isnat(days)
    if missing.all():
        return np.full(days.shape, -1, dtype=np.int32)
    if days.size < FEW_DAYS:
        months = days.astype("datetime64[M]").astype(np.int64)
        return np.where(missing, -1, months // 3 + (1970 * 4 - 1)).astype(np.int32)
    # The calendar is asked for the first day of each quarter; for each of many days it takes far longer.
    numbers = days.view(np.int64)
    known = numbers[~missing] if missing.any() else numbers
    ends = np.array([known.min(), known.max()]).view("datetime64[D]")
    first, last = ends.astype("datetime64[M]").astype(np.int64) // 3  # quarters since 1970
    starts = (3 * np.arange(first, last + 2)).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    of_each_day = np.repeat(np.arange(first, last + 1, dtype=np.int32), np.diff(starts)) + (1970 * 4 - 1)
    place = numbers - starts[0]
    place[missing] = len(of_each_day)
    return np.asarray(np.append(of_each_day, np.int32(-1))[place])
