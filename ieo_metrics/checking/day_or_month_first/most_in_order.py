"""The longest run of rows that are in order, where each may have one of several numbers."""

from bisect import bisect_right
from collections.abc import Sequence


def most_in_order(options: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """The longest run of rows (in their order, with gaps) whose numbers never go down, each with one
    of its numbers: (row, which of its numbers). Such as days, of which each row may mean one of two."""
    ends: list[int] = []
    held: list[tuple[int, int]] = []  # for each length, the row and option that ends its best run
    before: dict[tuple[int, int], tuple[int, int] | None] = {}
    for row, numbers in enumerate(options):
        # The higher number first, so that a row is never taken behind itself.
        for which in sorted(range(len(numbers)), key=lambda option: -numbers[option]):
            at = bisect_right(ends, numbers[which])
            before[row, which] = held[at - 1] if at else None
            ends[at : at + 1], held[at : at + 1] = [numbers[which]], [(row, which)]
    out: list[tuple[int, int]] = []
    last = held[-1] if held else None
    while last is not None:
        out.append(last)
        last = before[last]
    return out[::-1]
