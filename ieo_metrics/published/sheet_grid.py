"""A sheet of a published table as a grid of cells, with merged cells filled and notes of its place."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from ieo_metrics.framework.words.text_normalisation import in_one_form
from ieo_metrics.published.what_was_understood import Trouble
from ieo_metrics.reading.cells.cell_addresses import cell_address, column_number
from ieo_metrics.reading.cells.sanitise_for_display import cell_as_shown
from ieo_metrics.reading.sheets import Sheet

LONGEST_TITLE = 200  # in characters


@dataclass(frozen=True)
class Grid:
    """The cells of one sheet. `rows`: of each row its cells, blank ones as None, text in one form; the first
    of them is Excel's row `first_row` and column `first_column`."""

    file: str
    sheet: str
    first_row: int
    first_column: int
    rows: tuple[tuple[Any, ...], ...]

    def address(self, row: int, column: int) -> str:
        """As Excel shows it: `F17`."""
        return cell_address(self.first_row + row, self.first_column + column)

    def trouble(self, row: int, column: int, expected: str, to_do: str, found: str = "") -> Trouble:
        """What is wrong with one cell."""
        shown = found or cell_as_shown(self.rows[row][column])
        return Trouble(self.file, self.sheet, self.address(row, column), shown, expected, to_do)

    def sheet_trouble(self, found: str, expected: str, to_do: str) -> Trouble:
        """What is wrong with the sheet as a whole."""
        return Trouble(self.file, self.sheet, "", found, expected, to_do)

    def texts_above(self, row: int, least: int = 0) -> Iterator[tuple[int, list[str]]]:
        """Row by row, the texts (and whole numbers, such as a year) above a row, from the row `least` on."""
        for place in range(least, row):
            if texts := [text for cell in self.rows[place] if (text := as_text(cell))]:
                yield place, texts

    def beside_another(self, row: int, places: Collection[int], numbers: Collection[int]) -> Trouble | None:
        """What is wrong with a heading row in which a heading of what the numbers are of stands again behind
        numbers: a second table beside the first, whose rows need not be about the same. `places`: of such
        headings; `numbers`: the columns of numbers."""
        first: dict[str, int] = {}
        for column in sorted(places):
            heading = as_text(self.rows[row][column]).casefold()
            before = first.setdefault(heading, column)
            if heading and any(before < number < column for number in numbers):
                return self.trouble(
                    row,
                    column,
                    "one table to the sheet, or tables under each other",
                    "Move the table that begins here under the other, or onto a sheet of its own.",
                )
        return None

    @cached_property
    def width(self) -> int:
        """In columns."""
        return len(self.rows[0]) if self.rows else 0


def as_text(cell: object) -> str:
    """A cell's text as it looks; of a whole number its digits; nothing of anything else."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float) and cell.is_integer():
        return f"{cell:.0f}"
    return ""


def grid_of(sheet: Sheet, file: str) -> Grid:
    """A sheet as a grid. Merged cells hold in all of them what the first holds."""
    columns = [[_cell(value) for value in column.values] for column in sheet.columns]
    by_column = [
        [values[code] for code in column.codes.tolist()]
        for values, column in zip(columns, sheet.columns, strict=True)
    ]
    for merged in sheet.merged:
        _fill(by_column, merged, sheet.first_row, sheet.first_column)
    return Grid(file, sheet.name, sheet.first_row, sheet.first_column, tuple(zip(*by_column, strict=True)))


def _cell(value: object) -> object:
    if isinstance(value, str):
        return in_one_form(value) or None
    return (
        float(value) if isinstance(value, (int, float, np.number)) and not isinstance(value, bool) else value
    )


def _fill(by_column: list[list[Any]], merged: str, first_row: int, first_column: int) -> None:
    ends = [_place(end) for end in merged.replace("$", "").split(":")]
    (top, left), (bottom, right) = ends[0], ends[-1]
    top, bottom = top - first_row, bottom - first_row
    left, right = left - first_column, right - first_column
    if not (0 <= left < len(by_column) and 0 <= top < len(by_column[left])):
        return
    value = by_column[left][top]
    for column in by_column[left : right + 1]:
        column[top : bottom + 1] = [value] * len(column[top : bottom + 1])


def _place(address: str) -> tuple[int, int]:
    letters = address.rstrip("0123456789")
    return int(address[len(letters) :]), column_number(letters.encode("ascii"))
