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


# ---- Bands that are published beside each other


def test_a_band_that_is_published_as_it_is_asked_for_is_used_as_it_is():
    """Where numbers are rounded or hidden, its parts would add up to another."""
    rows = [["Area", "10 to 11", "10", "11"], *([area, 9, 5, "[c]"] for area in NUMBERS)]
    found = table(as_csv(rows))
    assert found.people(Ages(10, 11)).number == 4 * 9
    assert found.people(TEN).number == 4 * 5
    assert found.people(Ages(11, 11)).why_none == "the table gives no number for Hampshire, 11"


def test_a_hidden_age_does_not_stand_in_the_way_of_bands_that_make_the_ages_up():
    rows = [["Area", "10", "11", "10 to 11", "12"], *([area, 5, "[c]", 9, 3] for area in NUMBERS)]
    assert table(as_csv(rows)).people(Ages(10, 12)).number == 4 * 12


def test_two_tables_of_people_beside_each_other_are_refused():
    """Their rows may be in another order."""
    rows = [["Area", "10", "", "Area", "11"], ["Portsmouth", 1, "", "Southampton", 30]]
    (trouble,) = read(as_csv(rows)).troubles
    assert (trouble.cell, trouble.found) == ("D1", "Area")
