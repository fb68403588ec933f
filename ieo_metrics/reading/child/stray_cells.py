"""Which cells stand so far from the rest that they cannot belong to it: a space typed into XFD1048576 by a
slip of the hand."""

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import chain

from ieo_metrics.reading import limits
from ieo_metrics.reading.child.dictionary_encoding import Encoded, encode_cells

Filled = Mapping[int, Iterable[int]]  # of each column, the rows of its filled cells


class Box:
    """The rectangle that holds the most cells without a gap too wide."""

    def __init__(self, filled: Filled) -> None:
        self.top, self.bottom = _fullest(Counter(chain.from_iterable(filled.values())), limits.GAP_ROWS)
        within = Counter(
            {column: sum(self.top <= row <= self.bottom for row in rows) for column, rows in filled.items()}
        )
        self.left, self.right = _fullest(+within, limits.GAP_COLUMNS)

    @property
    def area(self) -> int:
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)

    def outside(self, filled: Filled) -> list[tuple[int, int]]:
        """(row, column) of the strays, by row."""
        return sorted(
            (row, column)
            for column, rows in filled.items()
            for row in rows
            if not (self.top <= row <= self.bottom and self.left <= column <= self.right)
        )


def without_strays(columns: list[Encoded]) -> tuple[list[Encoded], int, int, list[tuple[int, int]]]:
    """The columns without strays, how many rows and columns went in front, and the strays: (row, column)
    counted from 0."""
    if len(columns) <= limits.GAP_COLUMNS and not (columns and all(map(_has_gap, columns))):
        return columns, 0, 0, []
    filled = {}
    for j, column in enumerate(columns):
        empty = column.empty
        filled[j] = [i for i, code in enumerate(column.codes) if code != empty]
    box = Box(filled)
    strays = box.outside(filled)
    if not strays:
        return columns, 0, 0, []
    kept = [
        map(c.values.__getitem__, c.codes[box.top : box.bottom + 1])
        for c in columns[box.left : box.right + 1]
    ]
    return encode_cells(zip(*kept, strict=True), len(kept), booleans=True), box.top, box.left, strays


def _has_gap(column: Encoded) -> bool:
    """Whether a column could be empty for too many rows. Bytes are searched quicker than a loop looks."""
    if len(column.codes) <= limits.GAP_ROWS or column.empty is None:
        return False
    return array("i", [column.empty] * limits.GAP_ROWS).tobytes() in column.codes.tobytes()


def _fullest(counts: Counter[int], gap: int) -> tuple[int, int]:
    """First and last of the stretch that holds the most, of stretches that wider gaps than `gap` part."""
    best, best_count = (0, 0), 0
    start, last, count = 0, None, 0
    for position in sorted(counts):
        if last is None or position - last > gap + 1:
            start, count = position, 0
        count += counts[position]
        last = position
        if count > best_count:
            best, best_count = (start, position), count
    return best
