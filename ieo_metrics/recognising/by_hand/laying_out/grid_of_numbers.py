"""Grids of numbers: months, quarters, schools or kinds across, and kinds, schools or cohorts down. Each
number is a row of its own. Where its date is a month or a quarter, it is dated to the first day of it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from ieo_metrics.framework.dates.periods_in_headings import in_order
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.reading.cells.cell_values import read_cell
from ieo_metrics.reading.cells.sanitise_for_display import cell_as_shown
from ieo_metrics.recognising.by_hand.constants_for_sheet_block import field_of
from ieo_metrics.recognising.by_hand.hand_reading import NOT_NEEDED, HandReading
from ieo_metrics.recognising.by_hand.laying_out.grid_headings import (
    cells_of_slot,
    headings_across,
    is_date,
    labels_of,
    period_of,
    said_in,
)
from ieo_metrics.recognising.by_hand.laying_out.in_rows import end_of_rows
from ieo_metrics.recognising.by_hand.laying_out.laid_out import (
    NOWHERE,
    At,
    LaidOut,
    Trouble,
    cells_at,
    said_beside,
)
from ieo_metrics.recognising.by_hand.laying_out.periods_of_grid import (
    first_days_of_labels,
    is_told_again,
    quarters_of_months,
)
from ieo_metrics.recognising.by_hand.laying_out.sheet_view import SheetView, column_of
from ieo_metrics.recognising.by_hand.laying_out.where_headings_stand import Place
from ieo_metrics.recognising.mappings.mapping import Mapping
from ieo_metrics.recognising.match_headings_to_layouts import Fit, HeadingRow
from ieo_metrics.recognising.note_rows import notes_of
from ieo_metrics.recognising.totals_rows import UNCLEAR_TOTAL, is_plain_total, totals_of

_UNCLEAR = "mapping-by-hand-heading"


class _Across(NamedTuple):
    """A column of numbers: for each slot across, what its heading says and where that stands."""

    column: int
    said: tuple[object, ...]
    places: tuple[At, ...]


class _Grid:
    """One grid at one place, as it is being read."""

    def __init__(
        self,
        view: SheetView,
        reading: HandReading,
        place: Place,
        stated: Sequence[Quarter],
        mapping: Mapping,
    ) -> None:
        self.view, self.reading, self.place = view, reading, place
        self.stated, self.mapping = stated, mapping
        self.labels = labels_of(reading, place)
        self.numbers = field_of(reading, reading.slots[reading.numbers])
        self.troubles: list[Trouble] = []
        self.end = end_of_rows(view, reading, place)
        self.cells = headings_across(view, reading, place)
        self.across = self._across()
        labels_end = min((heading_across.column for heading_across in self.across), default=place.left)
        self.others = [j for j in range(place.left, labels_end) if j not in self.labels]
        within = range(place.first_row, self.end)
        self.first_days = {
            column: first_days_of_labels(view, within, column, stated)
            for column, slot in self.labels.items()
            if is_date(reading, slot.name)
        }
        self.rows = self._rows()

    def _has_numbers(self, column: int) -> bool:
        return any(self.view.is_filled(row, column) for row in range(self.place.first_row, self.end))

    def _ask(self, column: int, at: At, found: object, expected: str) -> None:
        words = {"expected": expected}
        if self._has_numbers(column):
            self.troubles.append(Trouble(_UNCLEAR, at, cell_as_shown(found), "", words))

    def _across(self) -> list[_Across]:
        """The columns of numbers whose headings are understood; each other is asked about, if it holds
        anything, and a total is set aside."""
        out = []
        out_of_order, of_months = self._months_out_of_order(), self._quarters_of_months()
        for column, cells in self.cells.items():
            total = next((cell for cell in cells if is_plain_total(str(self.view.at(*cell)))), None)
            if total is not None:
                self.troubles.append(Trouble("totals-column", total, cell_as_shown(self.view.at(*total))))
                continue
            said, places = list[object](), list[At]()
            for n, name in enumerate(self.reading.across):
                own = cells_of_slot(self.reading, self.place, cells, n)
                if not name:
                    continue
                at = own[-1] if own else (self.place.first_row - 1, column)
                places.append(at)
                if not own:
                    self._ask(column, at, None, "a heading over each number")
                elif not is_date(self.reading, name):
                    said.append(said_in(self.view, own)[0])
                elif (found := period_of(self.view, own, self.stated)) is None:
                    self._ask(column, at, said_in(self.view, own)[0], "a month or a quarter")
                elif found.day is None or (out_of_order and not self._has_year(own)):
                    self._ask(column, at, said_in(self.view, own)[0], f"a {found.sort} with its year")
                elif is_told_again(found, of_months):
                    expected = "months or quarters; say of the others that they are not needed"
                    self._ask(column, at, said_in(self.view, own)[0], expected)
                else:
                    said.append(found.day)
            if len(said) == len(places):
                out.append(_Across(column, tuple(said), tuple(places)))
        return [] if self._counts_several_things(out) else out

    def _counts_several_things(self, across: Sequence[_Across]) -> bool:
        """Whether different words that no slot takes head the numbers, such as pupils and staff under each
        month: then it is asked which are meant."""
        first = ""
        for heading_across in across:
            for cell in self._taken_by_no_slot(self.cells[heading_across.column]):
                word = self.view.words(*cell)
                if first and word != first and self._has_numbers(heading_across.column):
                    expected = "one kind of number; say of the others that they are not needed"
                    self._ask(heading_across.column, cell, self.view.at(*cell), expected)
                    return True
                first = first or word
        return False

    def _taken_by_no_slot(self, cells: Sequence[At]) -> list[At]:
        """The cells of a heading that say nothing of a slot: those of a row that is none, and beside a cell
        that is a month or quarter by itself the others, if they hold a word."""
        if len(self.reading.across) > 1:
            beside = [cell for cell in cells if not self.reading.across[cell[0] - self.place.top]]
        elif is_date(self.reading, self.reading.across[0]):
            periods = [cell for cell in cells if period_of(self.view, [cell], self.stated)]
            beside = [cell for cell in cells if periods and cell not in periods]
        else:
            beside = []
        return [cell for cell in beside if any(ch.isalpha() for ch in self.view.words(*cell))]

    def _has_year(self, cells: list[At]) -> bool:
        found = period_of(self.view, cells, ())
        return found is not None and found.day is not None

    def _quarters_of_months(self) -> set[Quarter]:
        """The quarters of which months stand across."""
        each = [
            cells_of_slot(self.reading, self.place, cells, n)
            for cells in self.cells.values()
            for n, name in enumerate(self.reading.across)
            if is_date(self.reading, name)
        ]
        return quarters_of_months(period_of(self.view, own, self.stated) for own in each)

    def _months_out_of_order(self) -> bool:
        """Whether months that took their year from the stated quarter do not follow each other with it."""
        for n, name in enumerate(self.reading.across):
            if is_date(self.reading, name):
                each = [cells_of_slot(self.reading, self.place, cells, n) for cells in self.cells.values()]
                found = [period_of(self.view, own, self.stated) for own in each if not self._has_year(own)]
                if not in_order([period for period in found if period]):
                    return True
        return False

    def _rows(self) -> list[int]:
        """The rows of the grid that are no totals and no notes."""
        slot = self.reading.slots[self.reading.numbers]
        columns = {**self.labels, **{heading_across.column: slot for heading_across in self.across}}
        inside = np.zeros(self.view.height, dtype=bool)
        inside[self.place.first_row : self.end] = True
        if not columns:
            return []
        fit = Fit(self.reading.table_layout, HeadingRow(self.place.top), columns, {})
        totals = totals_of(self.view.sheet, fit, inside, self.mapping)
        said = {row: min(columns) for row in totals.rows if not self._is_dated(row)}
        said |= {
            row: column
            for row in range(self.place.first_row, self.end)
            for column in self.labels
            if is_plain_total(str(self.view.at(row, column)))
        }
        for code, found in (("totals-row", said), (UNCLEAR_TOTAL, dict(totals.unclear))):
            for row, column in found.items():
                at = next((row, j) for j in (column, *range(self.view.width)) if self.view.is_filled(row, j))
                field = self.labels[at[1]].field if at[1] in self.labels and row not in said else ""
                self.troubles.append(Trouble(code, at, cell_as_shown(self.view.at(*at)), field))
                inside[row] = False
        for row in np.flatnonzero(notes_of(self.view.sheet, fit, inside)).tolist():
            at = next((row, j) for j in range(self.view.width) if self.view.is_filled(row, j))
            self.troubles.append(Trouble("note-row", at, cell_as_shown(self.view.at(*at))))
            inside[row] = False
        return [int(row) for row in np.flatnonzero(inside)]

    def _is_dated(self, row: int) -> bool:
        """Whether a label of a row is a month or quarter that is a date of its own."""
        return any(self.view.at(row, column) in days for column, days in self.first_days.items())

    def label(self, row: int, column: int) -> object:
        """A label as it is read: a month or quarter in words is its first day."""
        value = self.view.at(row, column)
        return self.first_days.get(column, {}).get(value, value)

    def filled(self) -> list[tuple[int, _Across]]:
        """Each number, row by row. A word for nothing in its place is none."""
        out = []
        for row in self.rows:
            for heading_across in self.across:
                value = self.view.at(row, heading_across.column)
                read = read_cell(value, self.numbers)
                if not read.blank:
                    out.append((row, heading_across))
                elif read.code:
                    found = cell_as_shown(value)
                    self.troubles.append(
                        Trouble(read.code, (row, heading_across.column), found, self.numbers.name)
                    )
        return out


def lay_out_grid(
    view: SheetView, reading: HandReading, places: list[Place], stated: Sequence[Quarter], mapping: Mapping
) -> LaidOut:
    """One row for each number. A label that is merged over several rows is that of each."""
    grids = [_Grid(view, reading, place, stated, mapping) for place in places]
    cells = [(grid, row, heading_across) for grid in grids for row, heading_across in grid.filled()]
    laid = []
    for key in (key for key in reading.columns if reading.columns[key] in reading.slots):
        at = [view.merged_around(row, grid.place.columns[key])[:2] for grid, row, _ in cells]
        rows, columns = _as_arrays(at)
        heading = (places[0].first_row - 1, places[0].columns[key])
        slot = reading.slots[reading.columns[key]]
        laid_column = cells_at(view, key, slot, rows, columns, heading)
        if is_date(reading, slot.name):
            said = [grid.label(*where) for (grid, _, _), where in zip(cells, at, strict=True)]
            laid_column = replace(laid_column, cells=column_of(said))
        laid.append(laid_column)
    # Labels that are not needed tell rows apart all the same.
    for n in range(max((len(grid.others) for grid in grids), default=0)):
        rows, columns = _as_arrays(
            [(row, grid.others[n] if n < len(grid.others) else NOWHERE) for grid, row, _ in cells]
        )
        laid.append(cells_at(view, NOT_NEEDED, None, rows, columns, None))
    named = [name for name in reading.across if name]
    for n, name in enumerate(named):
        said, at_heading = (
            [heading_across.said[n] for _, _, heading_across in cells],
            [heading_across.places[n] for _, _, heading_across in cells],
        )
        row = places[0].top + (reading.across.index(name) if len(reading.across) > 1 else places[0].rows - 1)
        laid.append(said_beside(name, reading.slots[name], said, at_heading, row))
    rows, columns = _as_arrays([(row, heading_across.column) for _, row, heading_across in cells])
    laid.append(cells_at(view, reading.numbers, reading.slots[reading.numbers], rows, columns, None))
    used = np.zeros((view.height, view.width), dtype=bool)
    for grid in grids:
        right = max([*grid.cells, grid.place.last]) + 1
        used[grid.place.top : grid.end, grid.place.left : right] = True
    troubles = [trouble for grid in grids for trouble in grid.troubles]
    by_period = (at for grid, row, heading_across in cells for at in _first_days(grid, row, heading_across))
    if first := next(by_period, None):
        troubles.append(Trouble("date-by-period", first, cell_as_shown(view.at(*first))))
    top = min(place.top for place in places)
    return LaidOut(tuple(laid), used, top, len(laid) - 1, tuple(troubles), judged=True)


def _first_days(grid: _Grid, row: int, across: _Across) -> list[At]:
    """Where a heading or label stands that is a month or quarter, and not a day of its own."""
    named = [name for name in grid.reading.across if name]
    headings = [
        at
        for name, said, at in zip(named, across.said, across.places, strict=True)
        if is_date(grid.reading, name) and isinstance(said, dt.date) and said.day == 1
    ]
    return headings + [
        (row, column) for column, days in grid.first_days.items() if grid.view.at(row, column) in days
    ]


def _as_arrays(at: Sequence[At]) -> tuple[np.ndarray, np.ndarray]:
    both = np.array(at, dtype=np.int64).reshape(-1, 2)
    return both[:, 0], both[:, 1]
