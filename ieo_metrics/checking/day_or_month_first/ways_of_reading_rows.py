"""A column of dates row by row, in each way in which it may be meant."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ieo_metrics.checking.day_or_month_first.evidence_in_column import DaysOfCells
from ieo_metrics.framework.dates.quarters import Quarter, quarters_of


class Way(NamedTuple):
    """One way of reading a column of dates, row by row: the days, NaT where there is none, the quarter of
    each, and whether that is one of those stated. What the calendar says is asked of the distinct cells:
    they are far fewer than the rows."""

    days: np.ndarray
    quarters: np.ndarray
    is_stated: np.ndarray

    @staticmethod
    def of(
        days: np.ndarray, codes: np.ndarray, stated: Sequence[Quarter], quarters: np.ndarray | None = None
    ) -> "Way":
        """`quarters`: those of the days, where they are known."""
        quarters = quarters_of(days) if quarters is None else quarters
        return Way(days[codes], quarters[codes], np.isin(quarters, stated)[codes])


class WaysOfRows(NamedTuple):
    """A column of dates as it stands, and with day and month in each other's place in its date cells, or in
    its dates as text."""

    as_it_is: Way
    cells_turned: Way
    texts_turned: Way

    @staticmethod
    def of(dates: DaysOfCells, stated: Sequence[Quarter]) -> "WaysOfRows":
        as_it_is = Way.of(dates.as_it_is, dates.codes, stated)
        return WaysOfRows(
            as_it_is,
            *(
                as_it_is
                if np.array_equal(way, dates.as_it_is, equal_nan=True)
                else Way.of(way, dates.codes, stated)
                for way in (dates.cells_turned, dates.texts_turned)
            ),
        )
