"""Writes `published`: invented tables in the layouts in which population and offences are published, and
untidy ones. Run twice, it gives the same bytes. `python sample_data/make_samples.py` writes them too.

The names and codes of areas are real, so that the tables are recognised; every number comes from a seeded
generator.
"""

import datetime as dt
import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import xlsxwriter

from ieo_metrics.framework.dates.days import MONTH_NAMES
from ieo_metrics.framework.dates.quarters import first_day, label, number_of, quarter
from ieo_metrics.published.population.areas import AREA_BY_CODE

PEOPLE = "People by age, mid-2023 (invented).xlsx"
ASSAULTS = "Assaults by quarter (invented).xlsx"
UNTIDY_PEOPLE = "People by age, untidy (invented).xlsx"
UNTIDY_ASSAULTS = "Assaults by month, untidy (invented).xlsx"
_INVENTED = "Invented data, with no real person in it"
OLDEST = 90
FIRST, QUARTERS = quarter(2021, 1), 16
SUMMER = (1.0, 1.32, 1.02, 0.88)  # of the year's level, from April on
ASSAULTS_A_QUARTER = {"Hampshire": 410, "Isle of Wight": 46, "Portsmouth": 190, "Southampton": 230}
ALL_AREAS = "Hampshire and Isle of Wight"
PEOPLE_OF_AN_AGE = {"Portsmouth": 2_500, "Southampton": 3_000, "Isle of Wight": 1_400}
PEOPLE_OF_AN_AGE_IN_A_PART = 1_450  # of Hampshire

Row = Sequence[object]


class _Sheet(NamedTuple):
    name: str
    rows: list[Row]
    merged: tuple[tuple[str, str], ...] = ()


def _population() -> dict[str, list[list[int]]]:
    """By code of an area, for females and males the number of each age."""
    chance = random.Random("population")
    numbers = {}
    for code, area in AREA_BY_CODE.items():
        if area.name == "Hampshire":
            continue
        level = PEOPLE_OF_AN_AGE_IN_A_PART if area.part else PEOPLE_OF_AN_AGE[area.district]
        falls = [1.0 if age < 60 else max(0.1, 1 - (age - 60) / 36) for age in range(OLDEST + 1)]
        numbers[code] = [
            [round(level / 2 * chance.gauss(1, 0.06) * share) for share in falls] for _ in range(2)
        ]
    county = [
        [
            sum(ages)
            for ages in zip(*(n[sex] for c, n in numbers.items() if AREA_BY_CODE[c].part), strict=True)
        ]
        for sex in range(2)
    ]
    return {"E10000014": county, **numbers}


def _people_sheets() -> list[_Sheet]:
    """In the layout of MYE2: a sheet for all, females and males; an area a row, ages across."""
    numbers = _population()
    sheets = []
    for name, sexes in (("Persons", (0, 1)), ("Females", (0,)), ("Males", (1,))):
        rows: list[Row] = [
            [f"{_INVENTED}: population estimates by single year of age, mid-2023"],
            ["In the layout of MYE2 of the Office for National Statistics; no number is anyone's"],
            [],
            ["Code", "Name", "Geography", "All ages", *range(OLDEST), f"{OLDEST}+"],
        ]
        for code, of_sex in numbers.items():
            ages = [sum(of_sex[sex][age] for sex in sexes) for age in range(OLDEST + 1)]
            rows.append([code, AREA_BY_CODE[code].name, _kind(code), sum(ages), *ages])
        sheets.append(_Sheet(f"MYE2 - {name}", rows))
    return sheets


def _kind(code: str) -> str:
    kinds = {"E10": "County", "E06": "Unitary Authority", "E07": "Non-metropolitan District"}
    return kinds[code[:3]]


def _assaults() -> dict[str, list[list[int]]]:
    """By area, for each quarter its three months."""
    chance = random.Random("assaults")
    out = {}
    for area, level in ASSAULTS_A_QUARTER.items():
        out[area] = [
            [round(max(0.0, chance.gauss(mean, 1.3 * mean**0.5))) for _ in range(3)]
            for place in range(QUARTERS)
            for mean in [level / 3 * SUMMER[number_of(FIRST + place) - 1] * 1.004**place]
        ]
    return out


def _assaults_sheets() -> list[_Sheet]:
    """As a constabulary sends it: a quarter a row, an area a column."""
    months = _assaults()
    rows: list[Row] = [
        [f"{_INVENTED}: assaults with injury recorded by quarter, as at 14 April 2025"],
        [],
        ["Quarter", *months, ALL_AREAS],
    ]
    for place in range(QUARTERS):
        each = [sum(of_quarter[place]) for of_quarter in months.values()]
        rows.append([label(FIRST + place), *each, sum(each)])
    return [_Sheet("Assaults", [*rows, [], ["Counts may change when records are looked at again."]])]


def _untidy_people_sheets() -> list[_Sheet]:
    """In the layout of a download of Nomis, ages in bands, with marks, separators and notes."""
    numbers = _population()
    bands = ((0, 9), (10, 14), (15, 17), (18, 21), (22, 25), (26, OLDEST))
    rows: list[Row] = []
    for sex, word in enumerate(("Female", "Male")):
        rows += [
            [f"{_INVENTED}: population estimates by age, in the layout of a download of Nomis"],
            [],
            ["date", "2023"],
            ["gender", word],
            [],
            ["local authority: county / unitary", "mnemonic", *(_band(*band) for band in bands)],
        ]
        for code in ("E10000014", "E06000046", "E06000044", "E06000045"):
            counted = [sum(numbers[code][sex][lowest : highest + 1]) for lowest, highest in bands]
            shown: list[object] = [f"{number:,}" for number in counted]
            if code == "E06000046" and sex:
                shown[3] = "-"
            rows.append([f"utla:{AREA_BY_CODE[code].name} [note 1]", code, *shown])
        rows += [[], ["- These figures are not available."], ["[note 1] Boundaries of April 2023."], []]
    return [_Sheet("Data", rows)]


def _band(lowest: int, highest: int) -> str:
    return f"Aged {lowest} years and over" if highest == OLDEST else f"Aged {lowest} to {highest} years"


def _untidy_assaults_sheets() -> list[_Sheet]:
    """Months across under their merged years, a number withheld, a number in words, a total of each row."""
    months = {
        area: [number for three in by_quarter for number in three] for area, by_quarter in _assaults().items()
    }
    names = [MONTH_NAMES[(first_day(FIRST).month - 1 + place) % 12][:3] for place in range(12)]
    years = [f"{2021 + year}/{22 + year}" for year in range(QUARTERS // 4)]
    rows: list[Row] = [
        [f"{_INVENTED}: assaults with injury by month"],
        ["", *(year if not place else None for year in years for place in range(12)), ""],
        ["District", *names * len(years), "Total"],
    ]
    for area, numbers in months.items():
        shown: list[object] = list(numbers)
        if area == "Isle of Wight":
            shown[7] = "[c]"
        if area == "Southampton":
            shown[20] = "about 90"
        rows.append([f"{area}*", *shown, sum(numbers)])
    merged = tuple((_columns(1 + 12 * year, 12 + 12 * year), word) for year, word in enumerate(years))
    return [_Sheet("By month", [*rows, ["* Districts of the councils."]], merged)]


def _columns(first: int, last: int) -> str:
    from xlsxwriter.utility import xl_range

    return str(xl_range(1, first, 1, last))


TABLES = {
    PEOPLE: _people_sheets,
    ASSAULTS: _assaults_sheets,
    UNTIDY_PEOPLE: _untidy_people_sheets,
    UNTIDY_ASSAULTS: _untidy_assaults_sheets,
}


def write_published(folder: Path) -> list[Path]:
    """The two tables that the samples use, and two untidy ones."""
    folder.mkdir(parents=True, exist_ok=True)
    return [_write(folder / name, make()) for name, make in TABLES.items()]


def _write(path: Path, sheets: Iterable[_Sheet]) -> Path:
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"title": path.stem, "created": dt.datetime(2025, 4, 1)})
        for name, rows, merged in sheets:
            sheet = book.add_worksheet(name)
            sheet.set_column(0, 1, 18)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, ["" if cell is None else cell for cell in row])
            for cells, word in merged:
                sheet.merge_range(cells, word)
    return path
