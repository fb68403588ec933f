"""A downloaded table of offences by quarter or month, in the Home Office's layout or a constabulary's own.

A number's period, area and offence are said by its row, its heading and what stands over it, so one reader
takes them long, across and down.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import PurePath
from typing import Any

from ieo_metrics.framework.words.list_in_words import list_in_words
from ieo_metrics.published.count_cells import Count, read_count
from ieo_metrics.published.names_in_cells import without_marks, without_notes
from ieo_metrics.published.offences.offence_columns import (
    OffenceColumns,
    columns_of_offences,
    periods_in_headings,
    said_of_row,
)
from ieo_metrics.published.offences.offence_table import OffenceTable, Whose
from ieo_metrics.published.offences.periods import NOT_A_COUNT, Period, Said, says_no_counts
from ieo_metrics.published.offences.rows_of_series import RowsOfSeries, all_added_up
from ieo_metrics.published.population.areas import area_named, area_of_code
from ieo_metrics.published.sheet_grid import LONGEST_TITLE, Grid, as_text, grid_of
from ieo_metrics.published.what_was_understood import Notes, Trouble, Understood
from ieo_metrics.reading.cells.personal_details import looks_personal, personal_details_in
from ieo_metrics.reading.cells.sanitise_for_display import cell_as_shown, cut_short
from ieo_metrics.reading.sheets import Workbook

_MOST_SHOWN = 4
# Where no table has begun by then, none does: a long sheet of something else is told at once.
_MOST_LINES_ABOVE = 200
_WHEN_MADE = re.compile(r"\b(?:as at|extracted|published|updated|released|data (?:to|from))\b", re.I)
EXPECTED = "a table with quarters or months, across or down, and whole numbers of offences"
_GET_ANOTHER = (
    "Use the Home Office's open data table of police recorded crime by force (or by community safety "
    "partnership), or the constabulary's own table with its quarters written as 2023/24 Q1, or its months as "
    "April 2023."
)
_WRITE_THE_YEAR = (
    "Write the quarter with its financial year, such as 2023/24 Q1, or the month with its year, such as "
    "April 2023."
)


@dataclass
class _Gathered:
    """What has been read of all sheets."""

    notes: Notes
    titles: list[str] = field(default_factory=list)
    rows: dict[Whose, RowsOfSeries] = field(default_factory=dict)
    seen: dict[tuple[Any, ...], tuple[Count, Grid, int, int]] = field(default_factory=dict)


def read_offences(workbook: Workbook) -> Understood[OffenceTable]:
    """A workbook as a table of offences. Troubles name file, sheet and cell; with any of them there is no
    table."""
    gathered = _Gathered(Notes())
    grids = []
    for sheet in workbook.sheets:
        if sheet.visible:
            grids.append(grid_of(sheet, workbook.name))
        else:
            gathered.notes.leave_out(f"The sheet {sheet.name} is hidden, and was not read.")
    with_table = [grid for grid in grids if _heading_rows(grid)]
    for grid in grids:
        if grid not in with_table:
            gathered.notes.leave_out(f"The sheet {grid.sheet} holds no table of offences by period.")
    for grid in with_table:
        _read_sheet(grid, gathered, several=len(with_table) > 1)
    notes = gathered.notes
    if not gathered.rows and not notes.troubles:
        found = "no table of offences by quarter or month"
        notes.trouble(Trouble(workbook.name, "", "", found, EXPECTED, _GET_ANOTHER))
    if notes.troubles:
        return Understood(None, tuple(notes.troubles), tuple(notes.left_out))
    covers = (_title(grid, len(grid.rows)) for grid in grids if grid not in with_table)
    title = next((title for title in (*gathered.titles, *covers) if title), PurePath(workbook.name).stem)
    recorded, said = all_added_up(gathered.rows)
    left_out = tuple(notes.left_out)
    return Understood(OffenceTable(title, recorded, left_out, said), (), left_out)


def _heading_rows(grid: Grid) -> dict[int, OffenceColumns]:
    """The heading rows of a sheet's tables: the first of any kind, and after it each row of periods."""
    found: dict[int, OffenceColumns] = {}
    for row in range(len(grid.rows)):
        if not found and row > _MOST_LINES_ABOVE:
            break
        if found and not (next(iter(found.values())).across and periods_in_headings(grid, row)):
            continue
        if columns := columns_of_offences(grid, row):
            found[row] = columns
            if not columns.across:
                break
    return found


@dataclass
class _SheetReading:
    """One sheet, of which the heading rows are known."""

    grid: Grid
    gathered: _Gathered
    area: str  # of a sheet without a column of areas, beside other sheets: its name
    _without_period: dict[str, int] = field(default_factory=dict)  # what stands in its place, and where first

    _series: dict[tuple[Any, ...], list[Whose]] = field(default_factory=dict)
    _said: dict[tuple[Any, ...], Said] = field(default_factory=dict)

    def read(self) -> None:
        """Add what the sheet holds."""
        headings = _heading_rows(self.grid)
        first = next(iter(headings))
        self.gathered.titles.append(_title(self.grid, first))
        columns = headings[first]
        self._refuse_what_is_no_count(columns)
        for row in range(first, len(self.grid.rows)):
            if row in headings:
                columns = headings[row]
                self._say_what_is_no_count(columns)
            else:
                self._read_row(row, columns)
        if self._without_period:
            shown = [f"{said} (row {row})" for said, row in self._without_period.items()][:_MOST_SHOWN]
            more = f" and {more} more" if (more := len(self._without_period) - len(shown)) > 0 else ""
            self._leave_out(f"rows that name no quarter or month: {', '.join(shown)}{more}")

    def _refuse_what_is_no_count(self, columns: OffenceColumns) -> None:
        """Where a line above the table, or the heading of its periods, says of all its numbers that they are
        not those of one quarter or month; and where a second table stands beside it."""
        named = (*columns.periods, *columns.texts, *columns.codes)
        if twice := self.grid.beside_another(columns.heading_row, named, columns.numbers):
            self.gathered.notes.trouble(twice)
        headings = self.grid.rows[columns.heading_row]
        places = [
            (columns.heading_row, column)
            for column in columns.periods
            if NOT_A_COUNT.search(as_text(headings[column]))
        ]
        for row in range(columns.heading_row):
            texts = {cell: column for column, cell in enumerate(self.grid.rows[row]) if as_text(cell)}
            places += [(row, column) for cell, column in texts.items() if says_no_counts(as_text(cell))][
                : len(texts) == 1
            ]
        for place in places:
            self.gathered.notes.trouble(
                self.grid.trouble(
                    *place,
                    "numbers of offences, each of one quarter or month",
                    "Upload a table of such numbers; delete these words if they are.",
                )
            )

    def _say_what_is_no_count(self, columns: OffenceColumns) -> None:
        years = [
            as_text(self.grid.rows[columns.heading_row][column])
            for column, said in columns.numbers.items()
            if said.is_whole_year and not columns.periods
        ]
        if left := [*columns.not_counts, *years]:
            self._leave_out(f"columns that are no numbers of a quarter or month: {list_in_words(left)}")

    def _leave_out(self, what: str) -> None:
        self.gathered.notes.leave_out(f"Sheet {self.grid.sheet}: {what}.")

    def _read_row(self, row: int, columns: OffenceColumns) -> None:
        cells = self.grid.rows[row]
        filled = [cells[column] for column in columns.numbers if cells[column] is not None]
        if not filled or (columns.across and not any(read_count(cell).readable for cell in filled)):
            return  # a note, or nothing
        of_row = self._said_of_row(row, columns)
        if columns.periods and not of_row.within_a_year and not (columns.across and of_row):
            said = " ".join(cell_as_shown(cells[column]) for column in columns.periods)
            self._without_period.setdefault(said, self.grid.first_row + row)
            return
        for column, of_column in columns.numbers.items():
            said_of_number = of_row.with_(of_column)
            if said_of_number.is_whole_year:
                continue
            if period := said_of_number.named:
                self._read_number(row, column, period, columns)
            elif cells[column] is not None:
                self._trouble_of_period(row, column, columns)

    def _said_of_row(self, row: int, columns: OffenceColumns) -> Said:
        cells = self.grid.rows[row]
        key = (columns.heading_row, *(cells[column] for column in columns.periods))
        if key not in self._said:
            self._said[key] = said_of_row(self.grid, row, columns.periods)
        return self._said[key]

    def _trouble_of_period(self, row: int, column: int, columns: OffenceColumns) -> None:
        in_heading = columns.across and not columns.periods
        at = (columns.heading_row, column) if in_heading else (row, min(columns.periods, default=column))
        cells = [] if in_heading else [self.grid.rows[row][place] for place in columns.periods]
        found = list_in_words([cell_as_shown(cell) for cell in cells if cell is not None])
        self.gathered.notes.trouble(
            self.grid.trouble(
                *at, "one quarter of a financial year, or a month of a year", _WRITE_THE_YEAR, found
            )
        )

    def _read_number(self, row: int, column: int, period: Period, columns: OffenceColumns) -> None:
        cells = self.grid.rows[row]
        count = Count(None, "the cell is blank") if cells[column] is None else read_count(cells[column])
        if not count.readable:
            self.gathered.notes.trouble(
                self.grid.trouble(
                    row,
                    column,
                    "a whole number of offences",
                    "Write the number into the cell, or .. where there is none, and upload the file again.",
                )
            )
            return
        texts = *(_plain(cells[text]) for text in columns.texts), *(cells[code] for code in columns.codes)
        area, offence = columns.labels.get(column, ("", ""))
        if (texts, area, offence) not in self._series:
            self._series[texts, area, offence] = self._series_of(row, columns, area, offence)
        every = self._series[texts, area, offence]
        # Two sheets may hold the same numbers: only where nothing else says the area does the sheet's name.
        key = (*every, texts, period)
        if key in self.gathered.seen:
            self._compare_with_before(key, count, row, column)
            return
        self.gathered.seen[key] = (count, self.grid, row, column)
        for whose in every:
            by_row = self.gathered.rows.setdefault(whose, RowsOfSeries()).by_row
            by_row.setdefault(texts, {})[period] = count

    def _series_of(self, row: int, columns: OffenceColumns, area: str, offence: str) -> list[Whose]:
        """The series to which a row's number belongs: that of its offence, and of each group that it is
        in."""
        if self._is_personal(row, columns):
            return []
        cells = self.grid.rows[row]
        names = [known.name if (known := area_of_code(n)) else n for n in _names(cells, columns.areas)]
        area = area or ", ".join(names) or self.area
        offences = dict.fromkeys(_names(cells, columns.offences) or [offence])
        return [Whose(area, name) for name in offences]

    def _is_personal(self, row: int, columns: OffenceColumns) -> bool:
        """Whether a text that would name a series holds somebody's details: a published table has none."""
        for column in columns.texts:
            if looks_personal(as_text(self.grid.rows[row][column])):
                self.gathered.notes.trouble(
                    self.grid.trouble(
                        row,
                        column,
                        "the name of an area or an offence",
                        "Upload a table of numbers of offences, in which nobody is named.",
                    )
                )
                return True
        return False

    def _compare_with_before(self, key: tuple[Any, ...], count: Count, row: int, column: int) -> None:
        before, grid, *place = self.gathered.seen[key]
        if before.number != count.number:
            where = f"{grid.sheet} {grid.address(*place)}"
            self.gathered.notes.trouble(
                self.grid.trouble(
                    row,
                    column,
                    f"the number of {where}, which is for the same area, offence and period",
                    "Delete the one that is not meant, or add a column that tells them apart.",
                )
            )
        else:
            self._leave_out("numbers that stand in the file already are counted once")


def _read_sheet(grid: Grid, gathered: _Gathered, several: bool) -> None:
    _SheetReading(grid, gathered, grid.sheet if several else "").read()


def _plain(cell: object) -> object:
    return _name(cell) if isinstance(cell, str) else cell


@lru_cache(maxsize=4096)
def _name(text: str) -> str:
    """Without what hangs on it; of an area of ours also a number."""
    return without_notes(text) if area_named(text) else without_marks(text)


def _names(cells: Sequence[Any], columns: Sequence[int]) -> list[str]:
    return [_name(text) for column in columns if (text := as_text(cells[column]))]


def _title(grid: Grid, row: int) -> str:
    """The first line above the table, with the one that says when it was made."""
    lines = [texts[0] for _, texts in grid.texts_above(row) if not personal_details_in(texts[0])]
    made = next((line for line in lines[1:] if _WHEN_MADE.search(line)), "")
    return cut_short(", ".join(line for line in (lines[0] if lines else "", made) if line), LONGEST_TITLE)
