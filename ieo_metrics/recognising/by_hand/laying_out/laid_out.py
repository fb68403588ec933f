"""A region laid out: one record a row, one column a heading, and beside each cell the place where it stands
in the provider's sheet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from ieo_metrics.framework.layouts import ColumnSpec
from ieo_metrics.reading.sheets import Column, Sheet
from ieo_metrics.recognising.by_hand.laying_out.sheet_view import SheetView, column_of

NOWHERE = -1
At = tuple[int, int]  # row and column, as indices of the view


class Trouble(NamedTuple):
    """Something about a region that is asked or said. `code`: of a problem; `at`: its cell, None where it is
    about the whole sheet; `words`: what fills in its sentences."""

    code: str
    at: At | None
    found: str = ""
    field: str = ""
    words: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class LaidColumn:
    """One column of n cells. `slot`: None for a column that the table does not need; `rows`, `columns`: where
    each cell stands, `NOWHERE` for one that stands nowhere; `heading_at`: where its heading stands;
    `heading_row`: the row that holds its cells, where they are headings of a grid."""

    heading: str
    slot: ColumnSpec | None
    cells: Column
    rows: np.ndarray
    columns: np.ndarray
    heading_at: At | None = None
    heading_row: int | None = None


@dataclass(frozen=True)
class LaidOut:
    """A region as rows. `used`: the cells of the region, as a bool for each of the view's; `top`: its first
    row; `own`: the column whose cell stands for its row, None where that is the score or the date; `judged`:
    its totals and notes are not among its rows; `labelled`: each value has a label of its own."""

    columns: tuple[LaidColumn, ...]
    used: np.ndarray
    top: int
    own: int | None = None
    troubles: tuple[Trouble, ...] = ()
    judged: bool = False
    labelled: bool = False

    @property
    def height(self) -> int:
        return len(self.columns[0].rows) if self.columns else 0


def gathered(sheet: Sheet, rows: np.ndarray, columns: np.ndarray) -> Column:
    """The cells at the given rows and columns of a sheet, as one column; blank where the column is
    `NOWHERE`."""
    values: dict[tuple[type, object], int] = {(type(None), None): 0}
    codes = np.zeros(len(rows), dtype=np.int32)
    for j in np.unique(columns[columns >= 0]).tolist():
        here = columns == j
        own = sheet.columns[j].codes[rows[here]]
        table = np.zeros(len(sheet.columns[j].values), dtype=np.int32)
        for code in np.unique(own).tolist():
            value = sheet.columns[j].values[code]
            table[code] = values.setdefault((type(value), value), len(values))
        codes[here] = table[own]
    return Column([value for _, value in values], codes)


def cells_at(
    view: SheetView,
    heading: str,
    slot: ColumnSpec | None,
    rows: np.ndarray,
    columns: np.ndarray,
    heading_at: At | None,
) -> LaidColumn:
    """A column of the cells that stand at these places of the view."""
    cells = gathered(view.sheet, rows, columns)
    return LaidColumn(heading, slot, cells, np.where(columns < 0, NOWHERE, rows), columns, heading_at)


def said_beside(
    heading: str, slot: ColumnSpec, said: Sequence[object], places: Sequence[At], row: int
) -> LaidColumn:
    """A column of values that headings across say, in this row of theirs."""
    at = np.array(places, dtype=np.int64).reshape(-1, 2)
    return LaidColumn(heading, slot, column_of(said), at[:, 0], at[:, 1], heading_row=row)


def in_one_column(heading: str, slot: ColumnSpec, value: object, height: int) -> LaidColumn:
    """A column that holds the same value in every row, which stands nowhere."""
    nowhere = np.full(height, NOWHERE, dtype=np.int64)
    return LaidColumn(heading, slot, Column([value], np.zeros(height, dtype=np.int32)), nowhere, nowhere)


def used_cells(view: SheetView, columns: Iterable[LaidColumn]) -> np.ndarray:
    """Which cells of the view stand in the columns or head them."""
    used = np.zeros((view.height, view.width), dtype=bool)
    for column in columns:
        held = column.rows >= 0
        used[column.rows[held], column.columns[held]] = True
        if column.heading_at:
            used[column.heading_at] = True
    return used
