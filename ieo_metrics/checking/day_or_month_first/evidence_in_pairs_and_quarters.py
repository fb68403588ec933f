"""What the other date of each row, and the quarters that are stated, tell of the order in which a column
of dates was typed: swapped by Excel, a date stands behind the one that it should be before, or outside the
quarter, and in its place again once day and month change places."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from ieo_metrics.checking.day_or_month_first.evidence_in_column import ENOUGH, DaysOfCells, Doubt
from ieo_metrics.framework.dates.quarters import Quarter, quarters_of

FEWEST = 3  # dates in the wrong place, from which on it is hardly chance
_AS_IT_IS, _CELLS_TURNED, _TEXTS_TURNED = range(3)
MENDED = 4  # times as many are in the wrong place as before, once day and month change places


class _Rows(NamedTuple):
    """A column's days in some rows, as they stand, and with day and month in each other's place in its date
    cells, or in its dates as text (`_AS_IT_IS`, `_CELLS_TURNED`, `_TEXTS_TURNED`); and on which day of its
    month each is."""

    days: np.ndarray
    of_month: np.ndarray


def _once_each(*columns: DaysOfCells) -> list[_Rows]:
    """The columns without rows that are the same in all of them: many who started on one day are one mistake,
    or none."""
    distinct, codes = [], []
    for column in columns:
        ways = np.array([column.as_it_is, column.cells_turned, column.texts_turned])
        order = np.lexsort(ways.view(np.int64))
        in_order, is_new = ways.view(np.int64)[:, order], np.ones(len(order), dtype=bool)
        is_new[1:] = (in_order[:, 1:] != in_order[:, :-1]).any(axis=0)
        place = np.empty(len(order), dtype=np.int64)
        place[order] = np.cumsum(is_new) - 1
        distinct.append(ways[:, order[is_new]])
        codes.append(place[column.codes])
    sizes = [days.shape[1] for days in distinct]
    places = np.unravel_index(pd.unique(np.ravel_multi_index(codes, sizes)), sizes)
    return [
        _Rows(days[:, place], _day_of_month(days)[:, place])
        for days, place in zip(distinct, places, strict=True)
    ]


def _are_mended(before: int, after: int) -> bool:
    return before >= FEWEST and after * MENDED <= before


def _doubt(seen: str, of_cells: bool, of_the_hand: bool = True) -> Doubt:
    return Doubt(seen, not of_cells, of_cells, half_mended=not of_cells, of_the_hand=of_the_hand)


def doubt_of_quarters(dates: DaysOfCells, stated: Sequence[Quarter]) -> Doubt | None:
    """Dates outside the quarters that the sheet states, and inside them in the other order."""
    outside = ~np.isin(quarters_of(dates.as_it_is), stated)
    if not stated or np.count_nonzero(outside) < FEWEST:
        return None
    (days, _) = _once_each(dates)[0]
    as_it_is = days[_AS_IT_IS]
    for turned in (_CELLS_TURNED, _TEXTS_TURNED):
        moved = (days[turned] != as_it_is) & ~np.isnat(as_it_is)
        if moved.sum() < FEWEST:
            continue
        before, after = (
            int((~np.isin(quarters_of(days[way][moved]), stated)).sum()) for way in (_AS_IT_IS, turned)
        )
        if _are_mended(before, after) and before * 2 >= moved.sum():
            seen = f"{before:,} dates are outside the quarter that is stated, and inside it read month first"
            return _doubt(seen, turned == _CELLS_TURNED)
    return None


def doubts_of_pairs(first: DaysOfCells, second: DaysOfCells) -> tuple[Doubt | None, Doubt | None]:
    """What the two dates of each row tell of either column."""
    of_first, of_second = _once_each(first, second)
    return _doubt_of_pairs(of_first, of_second, True), _doubt_of_pairs(of_second, of_first, False)


def _doubt_of_pairs(dates: _Rows, other: _Rows, is_first: bool) -> Doubt | None:
    """Dates on the wrong side of the other date of their row, and on the right one in the other order; or on
    the same day of the month as that only in the other order. `is_first`: whether the column is the first
    of the two."""
    (days, of_month), (others, others_of_month) = dates, other

    def wrong(own: int, of_other: int) -> int:
        return int((days[own] > others[of_other] if is_first else days[own] < others[of_other]).sum())

    def on_same_day(own: int) -> int:
        return int((of_month[own] == others_of_month[_AS_IT_IS])[moved].sum())

    before = wrong(_AS_IT_IS, _AS_IT_IS)
    for own, of_other in (
        (_CELLS_TURNED, _AS_IT_IS),
        (_TEXTS_TURNED, _AS_IT_IS),
        (_CELLS_TURNED, _CELLS_TURNED),
        (_TEXTS_TURNED, _TEXTS_TURNED),
    ):
        moved = (days[own] != days[_AS_IT_IS]) & ~np.isnat(days[own]) & ~np.isnat(others[_AS_IT_IS])
        if not moved.any():
            continue
        # Where it agrees with the other date as that stands, that one is right.
        of_cells, of_the_hand = own == _CELLS_TURNED, of_other != _AS_IT_IS
        if _are_mended(before, wrong(own, of_other)):
            seen = f"{before:,} dates are on the wrong side of the other date of their row unless "
            return _doubt(f"{seen}read month first", of_cells, of_the_hand)
        same, same_turned = on_same_day(_AS_IT_IS), on_same_day(own)
        if moved.sum() >= ENOUGH and same_turned * 4 >= moved.sum() * 3 and same * MENDED <= same_turned:
            seen = (
                f"{same_turned:,} dates are on the day of the month of the other date of their row only if "
            )
            return _doubt(f"{seen}read month first", of_cells, of_the_hand)
    return None


def _day_of_month(days: np.ndarray) -> np.ndarray:
    return np.asarray((days - days.astype("datetime64[M]")).astype(np.int64))
