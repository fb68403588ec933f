"""Invented tables of people in the layouts in which they are published, for the tests.

A number of people follows from area, age and sex by a rule that can be worked out in the head: area number × 100,
plus the age, plus 1 for males; so Southampton (3) has 310 females and 311 males of 10.
"""

import csv
import io
from collections.abc import Iterable, Sequence

import openpyxl

from ieo_metrics.published.population.population_table import PopulationTable
from ieo_metrics.published.population.read_population import read_population
from ieo_metrics.published.what_was_understood import Understood
from ieo_metrics.reading.read_files import read_files
from ieo_metrics.reading.sheets import Workbook

NUMBERS = {"Isle of Wight": 1, "Portsmouth": 2, "Southampton": 3, "Hampshire": 4}
CODES = {
    "Isle of Wight": "E06000046",
    "Portsmouth": "E06000044",
    "Southampton": "E06000045",
    "Hampshire": "E10000014",
}
PARTS = [
    "Basingstoke and Deane", "East Hampshire", "Eastleigh", "Fareham", "Gosport", "Hart", "Havant", "New Forest",
    "Rushmoor", "Test Valley", "Winchester",
]  # fmt: skip
PART_CODES = {part: f"E070000{84 + place}" for place, part in enumerate(PARTS)}
TOP = 90
SHEETS = {"Persons": None, "Females": 0, "Males": 1}


def people(area: str, age: int, sex: int | None) -> int:
    """Of one age and sex (0 female, 1 male, None both)."""
    if sex is None:
        return people(area, age, 0) + people(area, age, 1)
    return NUMBERS[area] * 100 + age + sex


def all_people(area: str, sex: int | None) -> int:
    return sum(people(area, age, sex) for age in range(TOP + 1))


Rows = list[list[object]]


def mye2(sex: int | None, name: str, top: object = "90+") -> Rows:
    """One sheet: a title, notes, the heading row, other areas, ours, notes below."""
    rows: Rows = [
        ["Mid-2022: Population estimates by single year of age, invented"],
        [f"MYE2 - {name}"],
        ["This worksheet contains one table. Figures may not sum because of rounding."],
        [],
        ["Code", "Name", "Geography", "All ages", *range(TOP), top],
        ["K02000001", "UNITED KINGDOM", "Country", 999_999, *[1] * (TOP + 1)],
    ]
    for area, code in CODES.items():
        kind = "County" if area == "Hampshire" else "Unitary Authority"
        ages = [people(area, age, sex) for age in range(TOP + 1)]
        rows.append([code, area, kind, all_people(area, sex), *ages])
    return [*rows, [], ["Source: invented"], ["1. Not real people"]]


def mye2_workbook(**changes: object) -> bytes:
    return workbook({f"MYE2 - {name}": mye2(sex, name, **changes) for name, sex in SHEETS.items()})


def workbook(sheets: dict[str, Rows], merged: Sequence[tuple[str, str]] = ()) -> bytes:
    """An .xlsx of rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    for name, cells in merged:
        book[name].merge_cells(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_csv(rows: Iterable[Sequence[object]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def read(data: bytes, name: str = "") -> Understood[PopulationTable]:
    name = name or ("people.xlsx" if data.startswith(b"PK") else "people.csv")
    (book,) = read_files([(name, data)])
    assert isinstance(book, Workbook), book
    return read_population(book)


def table(data: bytes, name: str = "") -> PopulationTable:
    """Of a file without trouble."""
    understood = read(data, name)
    assert understood.table, list(map(str, understood.troubles))
    return understood.table
