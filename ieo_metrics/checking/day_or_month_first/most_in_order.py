"""The longest run of rows that are in order, where each may have one of several numbers."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np


class _Last(NamedTuple):
    """The last row of a run, which of its numbers stands there, and the run before it."""

    row: int
    which: int
    before: "_Last | None"


def most_in_order(options: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """The longest run of rows (in their order, with gaps) whose numbers never go down, each with one
    of its numbers, which differ: (row, which of its numbers). Such as days, of which each row may mean one of
    two."""
    ends: list[int] = []
    held: list[_Last] = []  # for each length, the row and option that ends its best run
    for row, numbers in enumerate(options):
        # The higher number first, so that a row is never taken behind itself.
        for which in sorted(range(len(numbers)), key=lambda option: -numbers[option]):
            at = bisect_right(ends, numbers[which])
            ends[at : at + 1] = [numbers[which]]
            held[at : at + 1] = [_Last(row, which, held[at - 1] if at else None)]
    out: list[tuple[int, int]] = []
    last = held[-1] if held else None
    while last is not None:
        out.append((last.row, last.which))
        last = last.before
    return out[::-1]


def many_in_order(numbers: Sequence[int]) -> int:
    """How many rows are in the longest run whose numbers never go down."""
    ends: list[int] = []
    for number in numbers:
        at = bisect_right(ends, number)
        ends[at : at + 1] = [number]
    return len(ends)


def neighbours_apart(own: np.ndarray, other: np.ndarray) -> int:
    """How many rows at least are in no run that never goes down: of two neighbours that go down whichever of
    their numbers is meant, one. Nearly every column that is in no order is told by this, far more quickly."""
    apart = np.flatnonzero(np.minimum(own[:-1], other[:-1]) > np.maximum(own[1:], other[1:]))
    starts = np.flatnonzero(np.diff(apart, prepend=-2) > 1)
    return int(((np.diff(starts, append=len(apart)) + 1) // 2).sum())
