"""Rows of cells to columns, each as its distinct values and a code for each row."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import count, islice
from operator import itemgetter

MARK = "\ue000"  # before, and between, what a cell shows and its formula: see `unseen`
_TRUE, _FALSE = object(), object()
_AT_ONCE = (
    256  # rows; so many cells stay in the processor's cache, and their memory is used again for the next
)


class Encoded:
    """`values`: each distinct cell once, None where empty; `codes`: for each row, into `values`."""

    def __init__(self, values: list[object], codes: "array[int]") -> None:
        self.values = values
        self.codes = codes

    @property
    def empty(self) -> int | None:
        """The code of the empty cells."""
        return self.values.index(None) if None in self.values else None

    def as_message(self, marked: bool) -> tuple[list[object], bytes, dict[int, tuple[str, str]]]:
        """Values, codes, and which values are errors: (what the cell shows, formula)."""
        errors = {}
        if marked:
            for code, value in enumerate(self.values):
                if type(value) is str and value.startswith(MARK):
                    _, shows, formula = value.split(MARK, 2)
                    errors[code] = (shows, formula)
        return self.values, self.codes.tobytes(), errors


def encode_cells(rows: Iterable[Sequence[object]], width: int, booleans: bool) -> list[Encoded]:
    """The columns of rows of `width` cells. `booleans`: whether there may be any, which makes it slower.

    Each column has a dictionary that gives every new cell the next number; it is asked for each cell in turn,
    all in C.
    """
    rows = iter(rows)
    indexes: list[defaultdict[object, int]] = [defaultdict(count().__next__) for _ in range(width)]
    codes = [array("i") for _ in range(width)]
    while some := list(islice(rows, _AT_ONCE)):
        for index, column, cells in zip(indexes, codes, zip(*some, strict=True), strict=True):
            if booleans and bool in set(map(type, cells)):  # True == 1 would be one key
                cells = tuple((_TRUE if c else _FALSE) if type(c) is bool else c for c in cells)
            found = itemgetter(*cells)(index)  # sooner than asking for one cell after the other
            column.fromlist(list(found) if len(cells) > 1 else [found])  # sooner than by `extend`
    return [Encoded(list(_delivered(index)), column) for index, column in zip(indexes, codes, strict=True)]


def _delivered(distinct: Iterable[object]) -> Iterator[object]:
    for cell in distinct:
        if type(cell) is str:
            yield cell or None  # calamine says "" for empty
        elif type(cell) is int or type(cell) is float:
            yield cell + 0.0  # whole numbers are int in .xls and float elsewhere; and -0 is 0
        elif type(cell) is object:
            yield cell is _TRUE
        else:
            yield cell
