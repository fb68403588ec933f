"""Tables of people that hold several years: which is read, and what it is stamped with."""

from ieo_metrics.framework.dates.days import today
from ieo_metrics.published.population.ages import Ages
from tests.published.population_files import NUMBERS, as_csv, read, table, workbook

TEN = Ages(10, 10)


def _sheet(title: str, number: int) -> list:
    return [[title], ["Area", "10"], *([area, number] for area in NUMBERS)]


def test_an_edition_in_each_sheet_has_its_own_title():
    found = table(workbook({"Old": _sheet("Mid-2022 estimates", 5), "New": _sheet("Mid-2023 estimates", 7)}))
    assert (found.edition, found.people(TEN).number) == ("2023: Mid-2023 estimates", 4 * 7)
    assert "The file holds several years: 2023 is read, and 2022 left out." in found.left_out


def test_two_editions_that_do_not_say_their_year_are_refused():
    troubles = read(workbook({"Old": _sheet("Estimates", 5), "New": _sheet("Estimates", 7)})).troubles
    assert (troubles[0].sheet, troubles[0].cell) == ("New", "B3") and "Old B3" in troubles[0].expected


def _projected(*years: int) -> bytes:
    return as_csv([["Area", "Age", *years], *([area, 10, *years] for area in NUMBERS)])


def test_of_a_projection_the_year_that_is_here_is_read():
    year = today().year
    found = table(_projected(year - 1, year, year + 1, year + 20))
    assert (found.year, found.people(TEN).number) == (year, 4 * year)
    assert f"{year - 1}, {year + 1} and {year + 20} left out" in " ".join(found.left_out)


def test_a_projection_of_years_to_come_alone_is_refused():
    year = today().year
    (trouble,) = read(_projected(year + 1, year + 2)).troubles
    assert trouble.found == f"projections for {year + 1} and later alone"
    assert trouble.expected == f"an estimate or census of {year} or before"
