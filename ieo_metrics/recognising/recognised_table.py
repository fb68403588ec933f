"""One table on one sheet, as it was recognised: its columns and rows, and where each of its cells stands."""

import re
from typing import NamedTuple

import numpy as np

from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.layouts import ColumnSpec, Layout
from ieo_metrics.reading.cells.cell_addresses import cell_address, column_letters, column_number
from ieo_metrics.reading.sheets import Sheet

_END = r"([A-Z]{1,3})(\d{1,7})"
FIRST_LAID_OUT_ROW = 2_000_000  # no sheet has so many rows


class Places(NamedTuple):
    """Where the cells of a table stand that was laid out from a region read by hand.

    `sheet`: as it came; `top`: the index of the region's first row; `rows`, `columns`: Excel's numbers, for
    each row of the laid out sheet (its heading first) and each of its columns; `own`: the column whose cell
    stands for its whole row, None where it is that of the score or the date; `headings`: where the slots
    stand, by a column's letters, a row's number, or the cell of a label.
    """

    sheet: Sheet
    top: int
    rows: np.ndarray
    columns: np.ndarray
    own: int | None
    headings: dict[str, str]

    def several_within(self, reference: str, rows: np.ndarray) -> bool:
        """Whether a range such as B2:C5 holds several cells that some of the rows read."""
        ends = [re.fullmatch(_END, end) for end in reference.split(":")]
        if len(ends) != 2 or not all(ends):
            return False
        (left, right), (top, bottom) = (
            [column_number(end[1].encode()) for end in ends if end],
            [int(end[2]) for end in ends if end],
        )
        here, across = self.rows[rows], self.columns[rows]
        inside = (here >= top) & (here <= bottom) & (across >= left) & (across <= right)
        return len({*zip(here[inside].tolist(), across[inside].tolist(), strict=True)}) > 1


class Recognised(NamedTuple):
    """One table on one sheet. `rows`: indices of its data rows, `totals`: of its totals rows; `columns`:
    index of a column → its slot; `may_count`: indices of columns that were not read and may be a number of
    sessions or people; `unclear`: (row, column) of the words that may make their rows totals, which are left
    out until somebody says what they are. `places`: where the table was laid out by hand; then `sheet` is
    the laid out one, whose rows have numbers that no sheet has, so that they are told apart in all checks."""

    sheet: Sheet
    layout: Layout
    header: int
    columns: dict[int, ColumnSpec]
    rows: np.ndarray
    stated: tuple[Quarter, ...]
    totals: tuple[int, ...] = ()
    may_count: tuple[int, ...] = ()
    unclear: tuple[tuple[int, int], ...] = ()
    places: Places | None = None

    @property
    def as_it_came(self) -> tuple[Sheet, int]:
        """The provider's own sheet, and the index of the table's first row in it."""
        return (self.places.sheet, self.places.top) if self.places else (self.sheet, self.header)

    def cell(self, row: int, column: int) -> str:
        """The address of a cell, as Excel shows it. `row`, `column`: indices into the sheet."""
        if self.places:
            return cell_address(int(self.places.rows[row, column]), int(self.places.columns[row, column]))
        return cell_address(self.row_number(row), self.sheet.first_column + column)

    def letter(self, column: int) -> str:
        """The letters of a column, or of that in which its heading stands."""
        if self.places:
            return column_letters(int(self.places.columns[self.header, column]))
        return column_letters(self.sheet.first_column + column)

    def row_number(self, row: int) -> int:
        """The row number that Excel shows; of a table laid out by hand, the one by which its row is told
        apart."""
        return self.sheet.first_row + row

    def row_in_words(self, number: int) -> str:
        """What a row is called that `row_number` gave: `17`, or `5, column F` where another row stands beside
        it."""
        if self.places is None:
            return str(number)
        at, own = number - self.sheet.first_row, self.places.own or 0
        row, column = self.places.rows[at, own], self.places.columns[at, own]
        alone = (self.places.rows[1:, own] == row).sum() == 1
        return str(row) if alone else f"{row}, column {column_letters(int(column))}"

    @property
    def headings(self) -> dict[str, str]:
        """Excel's letters to slots; of a table laid out by hand, as `Places` says."""
        if self.places:
            return self.places.headings
        return {self.letter(index): slot.name for index, slot in sorted(self.columns.items())}
