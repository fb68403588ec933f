"""Days that are whole months or years from another."""

import numpy as np

from ieo_metrics.checking.day_or_month_first.evidence_in_column import DaysOfCells
from ieo_metrics.framework.dates.add_months import add_months

YEARS_OUT = (1, -1)  # last year's year in January, and next year's in December
FEWEST_EVEN, SHARE_EVEN = 5, 3 / 4  # rows as many whole months from their other date as others are


def years_later(days: np.ndarray, years: int) -> np.ndarray:
    """The same day so many years later; 1 March where that year has no 29 February."""
    months = days.astype("datetime64[M]")
    return np.asarray((months + 12 * years).astype("datetime64[D]") + (days - months.astype("datetime64[D]")))


def as_many_months_after(dates: DaysOfCells, other: DaysOfCells) -> np.ndarray | None:
    """The days as many whole months from the other date of their row as nearly all are, as the end of a
    follow-up is; None where there is no such number."""
    month, others_month = (
        each.as_it_is.astype("datetime64[M]").astype(np.int64)[each.codes] for each in (dates, other)
    )
    days, others = (each.as_it_is[each.codes] for each in (dates, other))
    known, gaps = ~np.isnat(days) & ~np.isnat(others), month - others_month
    if known.sum() < FEWEST_EVEN:
        return None
    usual, fewest = int(np.median(gaps[known])), max(FEWEST_EVEN, SHARE_EVEN * known.sum())
    if usual == 0 or (known & (gaps == usual)).sum() < fewest:
        return None
    due = add_months(other.as_it_is, usual)[other.codes]
    return due if (known & (days == due)).sum() >= fewest else None
