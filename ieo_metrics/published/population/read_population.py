"""A downloaded table of people, in any of the layouts of the Office for National Statistics, as one value.

Each table of each sheet is a heading row, rows of areas, and numbers of which the row, the column and the
lines above say whom they count: so the layouts need no reader of their own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from pathlib import PurePath

from ieo_metrics.framework.dates.days import today
from ieo_metrics.framework.words.code_lists import normalised
from ieo_metrics.framework.words.list_in_words import list_in_words
from ieo_metrics.published.count_cells import Count, read_count
from ieo_metrics.published.population.ages import ages_in
from ieo_metrics.published.population.areas_of_rows import AreasOfRows
from ieo_metrics.published.population.groups import EVERYBODY, EthnicGroup, ethnic_group_named, sex_named
from ieo_metrics.published.population.headings import AREA_ROLES, Told, role_of, told_by
from ieo_metrics.published.population.lines_above import is_in_thousands, title_above
from ieo_metrics.published.population.observations import Counted, Observations
from ieo_metrics.published.population.population_table import PopulationTable
from ieo_metrics.published.population.sum_to_districts import counts_by_district
from ieo_metrics.published.population.table_columns import (
    TableColumns,
    area_above,
    columns_under,
    dates_among_ages,
    lacks_only_ages,
)
from ieo_metrics.published.sheet_grid import Grid, as_text, grid_of
from ieo_metrics.published.what_was_understood import Notes, Trouble, Understood
from ieo_metrics.reading.sheets import Workbook

EXPECTED = (
    "a table with a row for each area (or for each area, sex and age), a column of area codes or names, and "
    "ages as headings or in a column of their own"
)
_GET_ANOTHER = (
    "Download the mid-year estimates of local authorities by single year of age (MYE2 or MYEB1), a table of "
    "Nomis, or a custom table of the 2021 Census, for Hampshire, the Isle of Wight, Portsmouth and "
    "Southampton."
)
_READERS: dict[str, tuple[str, Callable[[str], Told | None]]] = {
    "age": ("an age or ages, such as 10 to 14 or 90+", lambda text: _only(Told(ages=ages_in(text)))),
    "sex": ("persons, males or females", lambda text: _only(Told(sex=sex_named(text)))),
    "ethnicity": ("an ethnic group of the census", lambda text: _only(Told(ethnic=ethnic_group_named(text)))),
    "year": ("a year", lambda text: told_by(text[:4]) if text[:4].isdigit() else told_by(text)),
}
_COUNTS_PEOPLE = ("value", "count", "number", "persons", "usual residents")
_NOBODY_ASKED = ("does not apply", "not applicable")  # of an ethnic group: people outside the question


def _only(told: Told) -> Told | None:
    return None if told == Told() else told


def read_population(workbook: Workbook) -> Understood[PopulationTable]:
    """A workbook as a table of people. Where it holds several years, the latest that is not to come;
    what else is left out is said. Troubles name file, sheet and cell; with any of them there is no table."""
    notes = Notes()
    observations = Observations(notes)
    sheets = {
        sheet.name: _SheetReading(grid_of(sheet, workbook.name), sheet.visible, observations)
        for sheet in workbook.sheets
    }
    titles = {name: sheet.titles() for name, sheet in sheets.items()}
    _say_what_else_there_is(sheets, notes)
    if not observations.numbers and not notes.troubles:
        lacks_ages = any(sheet.lacks_ages for sheet in sheets.values())
        found = "people without their ages" if lacks_ages else "no table of people of our districts"
        notes.trouble(Trouble(workbook.name, "", "", found, EXPECTED, _GET_ANOTHER))
    if notes.troubles:
        return Understood(None, tuple(notes.troubles), tuple(notes.left_out))
    observations.say_what_is_marked()
    year = _year_read({counted.year for counted in observations.numbers}, workbook.name, notes)
    if notes.troubles:
        return Understood(None, tuple(notes.troubles), tuple(notes.left_out))
    numbers = {counted: number for counted, number in observations.numbers.items() if counted.year == year}
    # A sheet for each edition has a title for each: that of the numbers which are read.
    own = titles[observations.sheet_of(next(iter(numbers)))]
    every = chain(own, *titles.values())
    title = next((title for title in every if title), PurePath(workbook.name).stem)
    counts = counts_by_district(numbers, notes)
    return Understood(PopulationTable(title, year, counts, tuple(notes.left_out)), (), tuple(notes.left_out))


def _say_what_else_there_is(sheets: Mapping[str, "_SheetReading"], notes: Notes) -> None:
    seen = {name: sheet for name, sheet in sheets.items() if sheet.visible}
    others = [f"{sheet.other_rows:,} on {name}" for name, sheet in seen.items() if sheet.other_rows]
    if others:
        notes.leave_out(f"Rows of other areas are left out: {list_in_words(others)}.")
    if without := [name for name, sheet in seen.items() if not sheet.has_table]:
        sheet = "sheet" if len(without) == 1 else "sheets"
        notes.leave_out(f"There is no table of people by age on the {sheet} {list_in_words(without)}.")


def _year_read(years: set[int], file: str, notes: Notes) -> int:
    """The latest year that is not to come: a projection is no number of the people who are here."""
    this_year = today().year
    here = sorted(year for year in years if year <= this_year)
    if not here:
        notes.trouble(
            Trouble(
                file,
                "",
                "",
                f"projections for {min(years)} and later alone",
                f"an estimate or census of {this_year} or before",
                _GET_ANOTHER,
            )
        )
        return 0
    if others := sorted(years - {here[-1]}):
        names = list_in_words([str(year or "no year") for year in others])
        notes.leave_out(
            f"The file holds several years: {here[-1] or 'no year'} is read, and {names} left out."
        )
    return here[-1]


@dataclass
class _SheetReading:
    """One sheet, row by row: a heading row begins a table, of which there may be several."""

    grid: Grid
    visible: bool
    observations: Observations
    has_table: bool = False
    lacks_ages: bool = False
    other_rows: int = 0
    _titles: list[str] = field(default_factory=list)

    @property
    def _notes(self) -> Notes:
        return self.observations.notes

    def titles(self) -> list[str]:
        """Read the sheet; the titles of its tables."""
        if not self.visible:
            self._notes.leave_out(f"The sheet {self.grid.sheet} is hidden, and was not read.")
            return []
        columns: TableColumns | None = None
        areas: AreasOfRows | None = None
        least = 0
        for row, cells in enumerate(self.grid.rows):
            if _may_be_heading(cells) and (found := columns_under(self.grid, row, least)):
                columns, areas = found, self._begin(found, least)
                least = row + 1
            elif columns and areas and self._read_row(row, columns, areas):
                least = row + 1
            elif columns is None and _may_be_heading(cells):
                self.lacks_ages |= lacks_only_ages(self.grid, row)
        self.has_table = columns is not None
        return self._titles

    def _begin(self, columns: TableColumns, least: int) -> AreasOfRows:
        row = columns.heading_row
        self._titles.append(title_above(self.grid, row))
        for column in dates_among_ages(self.grid, columns):
            self._notes.trouble(
                self.grid.trouble(
                    row,
                    column,
                    "ages, such as 10 to 14",
                    "A spreadsheet program has made a date of ages. Download the file again and upload it "
                    "without opening it, or write the ages into the cell as text.",
                )
            )
        if twice := self.grid.beside_another(row, columns.headed, columns.numbers):
            self._notes.trouble(twice)
        if is_in_thousands(self.grid, row, least):
            self._notes.trouble(
                self.grid.sheet_trouble(
                    "numbers in thousands", "numbers of people", "Download the table in whole people."
                )
            )
        if columns.unread:
            headings = list_in_words([as_text(self.grid.rows[row][column]) for column in columns.unread])
            self._notes.leave_out(f"Sheet {self.grid.sheet}: columns that were not read: {headings}.")
        return AreasOfRows(self.grid, columns, area_above(self.grid, columns, least), self._notes)

    def _read_row(self, row: int, columns: TableColumns, areas: AreasOfRows) -> bool:
        """Whether the row has numbers."""
        cells = self.grid.rows[row]
        if not any(
            isinstance(cells[column], float) or read_count(cells[column]).readable
            for column in columns.numbers
        ):
            return False
        area = areas.area_of(row)
        if area is None:
            self.other_rows += 1
            return True
        told = self._told_of_row(row, columns)
        if told is None:
            return True
        for column, of_column in columns.numbers.items():
            count = Count(None, "the cell is blank") if cells[column] is None else read_count(cells[column])
            if not count.readable:
                self._notes.trouble(
                    self.grid.trouble(
                        row,
                        column,
                        "a whole number of people",
                        "Correct the cell, or download the table again.",
                    )
                )
                continue
            all_told = _together(told, of_column, columns.above)
            if all_told.ages is not None:
                ethnic = all_told.ethnic or EthnicGroup(EVERYBODY)
                counted = Counted(area, all_told.ages, all_told.sex or EVERYBODY, ethnic, all_told.year or 0)
                self.observations.add(counted, count, self.grid, row, column)
        return True

    def _told_of_row(self, row: int, columns: TableColumns) -> Told | None:
        """Of whom a row tells; None where it is left out."""
        told, cells = Told(), self.grid.rows[row]
        for role, column in columns.dimensions.items():
            text = as_text(cells[column])
            if role == "measure" and normalised(text) not in _COUNTS_PEOPLE:
                self._notes.leave_out(f"Rows of “{text}” are no numbers of people, and are left out.")
                return None
            if role not in _READERS:
                continue
            if role == "ethnicity" and normalised(text) in _NOBODY_ASKED:
                self._notes.leave_out(f"Rows of “{text}” are left out.")
                return None
            expected, reader = _READERS[role]
            read = reader(text)
            if read is None:
                self._notes.trouble(
                    self.grid.trouble(row, column, expected, "Correct the cell, or delete the row.")
                )
                return None
            told = told.completed_by(read)
        return told


@lru_cache(maxsize=65536)
def _together(of_row: Told, of_column: Told, above: Told) -> Told:
    return of_row.completed_by(of_column).completed_by(above)


def _may_be_heading(cells: tuple[object, ...]) -> bool:
    return any(isinstance(cell, str) and role_of(cell) in (*AREA_ROLES, "age") for cell in cells)
