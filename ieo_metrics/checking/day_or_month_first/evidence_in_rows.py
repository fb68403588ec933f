"""What the other date of each row, and the quarters that are stated, tell of the order in which a column
of dates was typed: swapped by Excel, a date stands behind the one that it should be before, or outside the
quarter, and in its place again once day and month change places."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ieo_metrics.checking.day_or_month_first.evidence_in_column import ENOUGH, Doubt, day_of, days_of_rows
from ieo_metrics.framework.dates.quarters import Quarter, quarters_of

FEWEST = 3  # dates in the wrong place, from which on it is hardly chance
MENDED = 4  # times as many are in the wrong place as before, once day and month change places


@dataclass(frozen=True)
class DatesOfRows:
    """A column of dates row by row, NaT where there is none: as it stands, and with day and month in each
    other's place in its date cells, or in its dates as text."""

    as_it_is: np.ndarray
    cells_turned: np.ndarray
    texts_turned: np.ndarray

    @staticmethod
    def of(values: Sequence[object], codes: np.ndarray) -> "DatesOfRows":
        """From a column's distinct cells, and which of them each row is."""
        as_it_is = days_of_rows(values, codes)
        has_cells = any(day_of(value) for value in values)
        has_texts = any(isinstance(value, str) for value in values)
        return DatesOfRows(
            as_it_is,
            days_of_rows(values, codes, turn_cells=True) if has_cells else as_it_is,
            days_of_rows(values, codes, turn_texts=True) if has_texts else as_it_is,
        )


def _once_each(*columns: DatesOfRows) -> list[DatesOfRows]:
    """The columns without rows that are the same in all of them: many who started on one day are one mistake,
    or none."""
    parts = [days for dates in columns for days in (dates.as_it_is, dates.cells_turned, dates.texts_turned)]
    rows = pd.DataFrame(dict(enumerate(parts))).drop_duplicates().index.to_numpy()
    return [
        DatesOfRows(dates.as_it_is[rows], dates.cells_turned[rows], dates.texts_turned[rows])
        for dates in columns
    ]


def _are_mended(before: int, after: int) -> bool:
    return before >= FEWEST and after * MENDED <= before


def _doubt(seen: str, of_cells: bool, of_the_hand: bool = True) -> Doubt:
    return Doubt(seen, not of_cells, of_cells, half_mended=not of_cells, of_the_hand=of_the_hand)


def doubt_of_quarters(dates: DatesOfRows, stated: Sequence[Quarter]) -> Doubt | None:
    """Dates outside the quarters that the sheet states, and inside them in the other order."""
    if not stated:
        return None
    (dates,) = _once_each(dates)
    for turned in (dates.cells_turned, dates.texts_turned):
        moved = turned != dates.as_it_is
        moved &= ~np.isnat(dates.as_it_is)
        before, after = (
            int((~np.isin(quarters_of(days[moved]), stated)).sum()) for days in (dates.as_it_is, turned)
        )
        if _are_mended(before, after) and before * 2 >= moved.sum():
            seen = f"{before:,} dates are outside the quarter that is stated, and inside it read month first"
            return _doubt(seen, turned is dates.cells_turned)
    return None


def doubt_of_pairs(dates: DatesOfRows, other: DatesOfRows, is_first: bool) -> Doubt | None:
    """Dates on the wrong side of the other date of their row, and on the right one in the other order; or on
    the same day of the month as that only in the other order. `is_first`: whether the column is the first
    of the two."""

    def wrong(own: np.ndarray, others: np.ndarray) -> int:
        return int((own > others if is_first else own < others).sum())

    dates, other = _once_each(dates, other)
    before = wrong(dates.as_it_is, other.as_it_is)
    ways = (
        (dates.cells_turned, other.as_it_is),
        (dates.texts_turned, other.as_it_is),
        (dates.cells_turned, other.cells_turned),
        (dates.texts_turned, other.texts_turned),
    )
    for own, others in ways:
        moved = (own != dates.as_it_is) & ~np.isnat(own) & ~np.isnat(other.as_it_is)
        if not moved.any():
            continue
        # Where it agrees with the other date as that stands, that one is right.
        of_cells, of_the_hand = own is dates.cells_turned, others is not other.as_it_is
        if _are_mended(before, wrong(own, others)):
            seen = f"{before:,} dates are on the wrong side of the other date of their row unless "
            return _doubt(f"{seen}read month first", of_cells, of_the_hand)
        same, same_turned = (
            int((_day_of_month(days[moved]) == _day_of_month(other.as_it_is[moved])).sum())
            for days in (dates.as_it_is, own)
        )
        if moved.sum() >= ENOUGH and same_turned * 4 >= moved.sum() * 3 and same * MENDED <= same_turned:
            seen = (
                f"{same_turned:,} dates are on the day of the month of the other date of their row only if "
            )
            return _doubt(f"{seen}read month first", of_cells, of_the_hand)
    return None


def _day_of_month(days: np.ndarray) -> np.ndarray:
    return np.asarray((days - days.astype("datetime64[M]")).astype(np.int64))
