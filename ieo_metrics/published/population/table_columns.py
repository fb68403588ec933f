"""The columns of one table of people: a heading row, and what each column under it holds."""

import datetime as dt
import re
from dataclasses import dataclass

from ieo_metrics.published.population.areas import area_named, names_an_area
from ieo_metrics.published.population.headings import AREA_ROLES, Told, role_of, told_by
from ieo_metrics.published.population.lines_above import told_above
from ieo_metrics.published.sheet_grid import Grid, as_text

_DATE_OF_AGES = re.compile(r"\d{1,2}-[A-Z][a-z]{2}|[A-Z][a-z]{2}-\d{2}")
_MOST_ROWS_OF_HEADINGS = 2  # above the heading row: sex or year over the ages


@dataclass(frozen=True)
class TableColumns:
    """The heading row of a table, counted within the grid, and its columns. `dimensions`: by role (code,
    name, age, sex, ethnicity, year, measure) the column; `headed`: every column with such a role; `numbers`:
    by column, of whom it tells; `above`: of whom the lines above the table say that all of it tells."""

    heading_row: int
    dimensions: dict[str, int]
    headed: tuple[int, ...]
    numbers: dict[int, Told]
    above: Told
    unread: tuple[int, ...]  # columns with a heading that is not known


def columns_under(grid: Grid, row: int, least: int) -> TableColumns | None:
    """The columns under a row, None where it is not a heading row. `least`: the row under the table
    before."""
    headings = [as_text(cell) for cell in grid.rows[row]]
    if any(names_an_area(heading) for heading in headings if heading):
        return None
    roles = [role_of(heading) if heading else "" for heading in headings]
    dimensions: dict[str, int] = {}
    for column, role in enumerate(roles):
        if role and role not in ("ignored", "count"):
            dimensions.setdefault(role, column)
    area = next((dimensions[role] for role in AREA_ROLES if role in dimensions), None)
    above = told_above(grid, row, least)
    if area is None and _area_above(grid, row, least) is None:
        return None
    if "name" not in dimensions and "kind" in dimensions:  # "geography" alone is the area's name
        dimensions["name"] = dimensions["kind"]
    numbers = {}
    for column, heading in enumerate(headings):
        told = told_by(heading) if heading and column not in dimensions.values() else None
        if told is not None and roles[column] != "ignored":
            numbers[column] = told.completed_by(_told_over(grid, row, column, least))
    known_ages = "age" in dimensions or above.ages or any(told.ages for told in numbers.values())
    if not numbers or not known_ages:
        return None
    if "age" not in dimensions:  # a column of years is no population of an age
        numbers = {column: told for column, told in numbers.items() if told.completed_by(above).ages}
    unread = tuple(
        column
        for column, heading in enumerate(headings)
        if heading and column not in numbers and not roles[column]
    )
    headed = tuple(c for c, role in enumerate(roles) if role in dimensions and c not in numbers)
    return TableColumns(row, dimensions, headed, numbers, above, unread)


def lacks_only_ages(grid: Grid, row: int) -> bool:
    """Whether a row is the heading of areas and numbers of people, of whatever age they are."""
    roles = {role_of(as_text(cell)) for cell in grid.rows[row]}
    return bool(roles & {"code", "name"}) and "count" in roles and "age" not in roles


def _told_over(grid: Grid, row: int, column: int, least: int) -> Told:
    """What stands over a column of numbers, above its heading: merged cells hold it in each."""
    told = Told()
    for place in range(row - 1, max(least - 1, row - 1 - _MOST_ROWS_OF_HEADINGS), -1):
        texts = [as_text(cell) for cell in grid.rows[place]]
        text = texts[column]
        over = told_by(text) if text and sum(map(bool, texts)) > 1 else None
        # The heading row of the table above is not over this one.
        if any(role_of(other) in AREA_ROLES for other in texts if other):
            break
        told = told.completed_by(over or Told())
    return told


def _area_above(grid: Grid, row: int, least: int) -> str | None:
    """The one area that the lines above a table are about, where no column names areas."""
    named = [
        texts[1]
        for _, texts in grid.texts_above(row, least)
        if len(texts) > 1 and role_of(texts[0].rstrip(":")) in AREA_ROLES and area_named(texts[1])
    ]
    return named[0] if len(named) == 1 else None


def area_above(grid: Grid, columns: TableColumns, least: int) -> str:
    """The name of the area that a whole table is about; nothing where its rows say it."""
    if any(role in columns.dimensions for role in AREA_ROLES):
        return ""
    return _area_above(grid, columns.heading_row, least) or ""


def dates_among_ages(grid: Grid, columns: TableColumns) -> list[int]:
    """Columns between ages whose heading is a date: what a spreadsheet program makes of "10-14"."""
    headings = grid.rows[columns.heading_row]
    return [
        column
        for column, cell in enumerate(headings)
        if isinstance(cell, dt.date) or (isinstance(cell, str) and _DATE_OF_AGES.fullmatch(cell))
    ]
