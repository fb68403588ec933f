"""What tells that day and month changed places in some rows of a column only, as where a list was begun on
one computer and went on in another: rows that are in their place among the others, on the right side of the
other date of their row, not after the return, or inside the quarter, only in the other order."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

import numpy as np
import pandas as pd

from ieo_metrics.checking.day_or_month_first.evidence_in_block import as_long_after, near_the_others
from ieo_metrics.checking.day_or_month_first.evidence_in_column import DaysOfCells
from ieo_metrics.checking.day_or_month_first.evidence_in_pairs_and_quarters import FEWEST
from ieo_metrics.framework.dates.quarters import Quarter, quarters_of

FEWEST_IN_ORDER = 12  # dates, from which on their order is hardly chance
FEWEST_FAR = 6  # dates out of order, from which on it tells how they come in order, however far apart
NEAR_DAYS = 14  # between the neighbours of a date, into which it hardly falls by chance
NEVER = -1
MOST_ROWS = 20_000  # that are put in order: a longer column in no order would take long, and tells nothing
IN_NO_ORDER = 0.45  # of its changes go down: rows in no order go down as often as up


class _DaysOfRows(NamedTuple):
    """A column of dates row by row, NaT where there is none: as it stands, and with day and month in each
    other's place in its date cells, or in its dates as text."""

    as_it_is: np.ndarray
    cells_turned: np.ndarray
    texts_turned: np.ndarray


def _row_by_row(days: DaysOfCells) -> _DaysOfRows:
    return _DaysOfRows(*(way[days.codes] for way in (days.as_it_is, days.cells_turned, days.texts_turned)))


@dataclass(frozen=True)
class RowsInPart:
    """Rows of a column (indices among those of its table) whose day and month may have changed places, and
    what was seen of them, to be said behind their number."""

    rows: np.ndarray
    seen: str


def _most_in_order(options: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """The longest run of rows (in their order, with gaps) whose days never go down, each with one of its
    days: (row, which of its days)."""
    ends: list[int] = []
    held: list[tuple[int, int]] = []  # for each length, the row and option that ends its best run
    before: dict[tuple[int, int], tuple[int, int] | None] = {}
    for row, days in enumerate(options):
        # The later day first, so that a row is never taken behind itself.
        for which in sorted(range(len(days)), key=lambda option: -days[option]):
            at = bisect_right(ends, days[which])
            before[row, which] = held[at - 1] if at else None
            ends[at : at + 1], held[at : at + 1] = [days[which]], [(row, which)]
    out: list[tuple[int, int]] = []
    last = held[-1] if held else None
    while last is not None:
        out.append(last)
        last = before[last]
    return out[::-1]


def _out_of_order(as_it_is: np.ndarray, turned: np.ndarray, near: int) -> np.ndarray:
    """The rows that are in the order of all the others only when turned; none where that is no more than
    chance. `as_it_is`, `turned`: days or quarters, of rows that have both; `near`: one row alone tells where
    its neighbours are no further apart than this, NEVER for never."""
    none = np.zeros(0, dtype=np.int64)
    changed = (np.diff(as_it_is) != 0) | (np.diff(turned) != 0)
    changes = np.concatenate([[0], np.flatnonzero(changed) + 1])[: len(as_it_is)]
    own, other = as_it_is[changes], turned[changes]
    steps = np.diff(own)
    down, up = int((steps < 0).sum()), int((steps > 0).sum())
    if not FEWEST_IN_ORDER <= len(own) <= MOST_ROWS or not min(down, up):
        return none
    if len(own) > 200 and min(down, up) > IN_NO_ORDER * (down + up):
        return none
    sign = 1 if up >= down else -1
    days = [(sign * a, sign * b) if a != b else (sign * a,) for a, b in zip(own.tolist(), other.tolist())]
    chosen = _most_in_order(days)
    apart, left = len(own) - len(_most_in_order([day[:1] for day in days])), len(own) - len(chosen)
    # At either end of the rows nearly every date would be in its place.
    day_of = [days[row][which] for row, which in chosen]
    mended = [
        place
        for place in range(1, len(chosen) - 1)
        if not day_of[place - 1] <= days[chosen[place][0]][0] <= day_of[place + 1]
    ]
    if left * 10 > len(own) or len(mended) * 2 < apart or not mended:
        return none
    between = [day_of[place + 1] - day_of[place - 1] for place in mended]
    if not any(gap <= near for gap in between) and (len(mended) < FEWEST_FAR or len(mended) * 4 < apart * 3):
        return none
    return changes[[chosen[place][0] for place in mended]]


def _where(condition: np.ndarray) -> np.ndarray:
    return np.flatnonzero(condition)


@dataclass(frozen=True)
class Around:
    """What stands around a column of dates. `other`: the other date of each row, where there is one, and
    `is_first`: whether the column is the first of the two; `people`: whose row each is, where the rows say
    so; `repeated`: whether all rows of a person have the same date, as of a first reading; `stated`: the
    quarters that are stated, and `fewest_outside`: from how many rows on their standing outside them tells,
    0 for never; `made`: the return's own date."""

    other: DaysOfCells | None
    is_first: bool
    people: np.ndarray | None
    repeated: bool
    stated: Sequence[Quarter]
    fewest_outside: int
    made: dt.date


def rows_in_part(dates: DaysOfCells, around: Around) -> RowsInPart | None:
    """The rows of a column that are likely to have changed day and month, and why."""
    by_row, other = _row_by_row(dates), None if around.other is None else _row_by_row(around.other)
    for seen, rows in chain(_found(by_row, other, around), _found_in_block(by_row, other, around)):
        if len(rows):
            return RowsInPart(rows, seen)
    return None


def _found(dates: _DaysOfRows, other: _DaysOfRows | None, around: Around) -> Iterator[tuple[str, np.ndarray]]:
    stated, made = around.stated, around.made
    known = ~np.isnat(dates.as_it_is)
    for turned in (dates.cells_turned, dates.texts_turned):
        moved = known & (turned != dates.as_it_is) & ~np.isnat(turned)
        if not moved.any():
            continue
        readable = _where(known & ~np.isnat(turned))
        own, others = (days[readable].astype(np.int64) for days in (dates.as_it_is, turned))
        yield "in the order of the others", readable[_out_of_order(own, others, NEAR_DAYS)]
        own, others = (quarters_of(days[readable]).astype(np.int64) for days in (dates.as_it_is, turned))
        yield "in the order of the others", readable[_out_of_order(own, others, NEVER)]
        if other is not None:
            yield (
                "on the right side of the other date",
                _wrong_side(dates.as_it_is, turned, other, around.is_first),
            )
        # A day in a quarter that the return states is not late, whatever day the return bears.
        late = known & (dates.as_it_is > np.datetime64(made))
        late &= ~np.isin(quarters_of(dates.as_it_is), stated)
        yield "not after the return", _mostly(late, moved & (turned <= np.datetime64(made)), FEWEST)
        if stated and around.fewest_outside:
            outside = known & ~np.isin(quarters_of(dates.as_it_is), stated)
            inside = moved & np.isin(quarters_of(turned), stated)
            yield "inside the quarter that is stated", _mostly(outside, inside, around.fewest_outside)


def _found_in_block(
    dates: _DaysOfRows, other: _DaysOfRows | None, around: Around
) -> Iterator[tuple[str, np.ndarray]]:
    for turned in (dates.cells_turned, dates.texts_turned):
        known = ~np.isnat(dates.as_it_is) & ~np.isnat(turned)
        if not (known & (turned != dates.as_it_is)).any():
            continue
        own, others = (days[known].astype(np.int64) for days in (dates.as_it_is, turned))
        yield "near the dates around them", _where(known)[near_the_others(own, others)]
        if around.people is None:
            continue
        if around.repeated:
            found = _as_in_another_row(own, others, around.people[known])
            yield "the same as in the person's other rows", _where(known)[found]
        if other is not None:
            known &= ~np.isnat(other.as_it_is)
            sign = -1 if around.is_first else 1
            own, others = (
                sign * (days[known] - other.as_it_is[known]).astype(np.int64)
                for days in (dates.as_it_is, turned)
            )
            found = as_long_after(own, others, around.people[known])
            yield "as far from the other date of their row as others are", _where(known)[found]


def _as_in_another_row(as_it_is: np.ndarray, turned: np.ndarray, people: np.ndarray) -> np.ndarray:
    """The rows whose date is, once turned, that of another row of the same person, as the date of a first
    reading is in all of them."""
    moved, has = _where(as_it_is != turned), pd.MultiIndex.from_arrays([people, as_it_is])
    return moved[pd.MultiIndex.from_arrays([people[moved], turned[moved]]).isin(has)]


def _mostly(wrong: np.ndarray, mended: np.ndarray, fewest: int) -> np.ndarray:
    """The rows in the wrong place that are in the right one when turned, where those are nearly all of the
    wrong ones."""
    both = wrong & mended
    share = 1 if wrong.sum() < FEWEST else 3 / 4
    return _where(both if both.sum() >= max(fewest, share * wrong.sum()) else np.zeros_like(both))


def _wrong_side(as_it_is: np.ndarray, turned: np.ndarray, other: _DaysOfRows, is_first: bool) -> np.ndarray:
    def wrong(own: np.ndarray, others: np.ndarray) -> np.ndarray:
        return own > others if is_first else own < others

    now = wrong(as_it_is, other.as_it_is)
    mended = np.zeros_like(now)
    for others in (other.as_it_is, other.cells_turned, other.texts_turned):
        mended |= now & (turned != as_it_is) & ~wrong(turned, others) & ~np.isnat(others)
    return _mostly(now, mended, FEWEST)
