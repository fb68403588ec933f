"""A sheet as a reading by hand looks at it: as it came, or turned so that records that stand in columns stand
in rows. Headings are words, alone and joined over several rows."""

import re
from collections.abc import Iterator, Sequence

import numpy as np

from ieo_metrics.reading.cells.cell_addresses import column_number
from ieo_metrics.reading.sheets import Column, Sheet
from ieo_metrics.recognising.normalise_heading import heading_words

_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")


def column_of(cells: Sequence[object]) -> Column:
    """A column of the given cells, each distinct one held once."""
    place: dict[tuple[type, object], int] = {}
    codes = [place.setdefault((type(cell), cell), len(place)) for cell in cells]
    return Column([cell for _, cell in place], np.array(codes, dtype=np.int32))


def _turned(sheet: Sheet) -> Sheet:
    """The sheet with its rows as columns."""
    columns = tuple(column_of([column.at(row) for column in sheet.columns]) for row in range(sheet.height))
    return sheet._replace(first_row=sheet.first_column, first_column=sheet.first_row, columns=columns)


class SheetView:
    """A sheet, turned or not. Rows and columns are indices into `sheet`; `place` gives them as Excel has
    them. `merged`: top, left, bottom and right of merged ranges."""

    def __init__(self, sheet: Sheet, turned: bool = False) -> None:
        self.original, self.turned = sheet, turned
        self.sheet = _turned(sheet) if turned else sheet
        self.height, self.width = self.sheet.height, len(self.sheet.columns)
        self.merged = tuple(self._merged())
        self._words: dict[tuple[type, object], str] = {}

    def _merged(self) -> Iterator[tuple[int, int, int, int]]:
        for reference in self.original.merged:
            if m := _RANGE.fullmatch(reference):
                left, right = (column_number(m[n].encode()) - self.original.first_column for n in (1, 3))
                top, bottom = (int(m[n]) - self.original.first_row for n in (2, 4))
                yield (left, top, right, bottom) if self.turned else (top, left, bottom, right)

    def at(self, row: int, column: int) -> object:
        """A cell; None also outside of the sheet."""
        inside = 0 <= row < self.height and 0 <= column < self.width
        return self.sheet.columns[column].at(row) if inside else None

    def is_filled(self, row: int, column: int) -> bool:
        """Whether a cell holds something that can be seen."""
        value = self.at(row, column)
        return value is not None and (not isinstance(value, str) or bool(value.strip()))

    def words(self, row: int, column: int) -> str:
        """A cell as a heading is compared; "" where it is blank."""
        return self.words_of(self.at(row, column))

    def words_of(self, value: object) -> str:
        """What a cell holds as a heading is compared."""
        if value is None:
            return ""
        key = (type(value), value)
        if key not in self._words:
            said = f"{value:.15g}" if isinstance(value, float) else str(value)
            self._words[key] = heading_words(said)
        return self._words[key]

    def place(self, row: int, column: int) -> tuple[int, int]:
        """Excel's row and column of a cell."""
        if self.turned:
            row, column = column, row
        return self.original.first_row + row, self.original.first_column + column

    def index_of(self, row: int, column: int) -> tuple[int, int]:
        """The indices of Excel's row and column."""
        row, column = row - self.original.first_row, column - self.original.first_column
        return (column, row) if self.turned else (row, column)

    def merged_around(self, row: int, column: int) -> tuple[int, int, int, int]:
        """The merged range in which a cell is, or the cell itself: top, left, bottom, right."""
        return next(
            (m for m in self.merged if m[0] <= row <= m[2] and m[1] <= column <= m[3]),
            (row, column, row, column),
        )

    def upper_headings(self, row: int) -> list[int]:
        """For each column, the column whose cell of an upper heading row stands over it: its own, that of
        the merged range, or without any the next filled one to the left. One heading alone is over its own
        column only."""
        if any(top <= row <= bottom and right > left for top, left, bottom, right in self.merged):
            return [self.merged_around(row, column)[1] for column in range(self.width)]
        filled = [column for column in range(self.width) if self.is_filled(row, column)]
        if len(filled) < 2:
            return list(range(self.width))
        out, last = [], -1
        for column in range(self.width):
            last = column if self.is_filled(row, column) else last
            out.append(last if last >= 0 else column)
        return out

    def headings(self, top: int, rows: int) -> list[list[tuple[int, int]]]:
        """For each column, the cells that head it, from above: one of each heading row that says
        something."""
        over = [self.upper_headings(top + n) for n in range(rows - 1)]
        over += [list(range(self.width))] if rows else []
        return [
            [(top + n, over[n][column]) for n in range(rows) if self.is_filled(top + n, over[n][column])]
            for column in range(self.width)
        ]

    def joined(self, cells: list[tuple[int, int]]) -> str:
        """The words of a heading, from above."""
        return " ".join(filter(None, (self.words(row, column) for row, column in cells)))
