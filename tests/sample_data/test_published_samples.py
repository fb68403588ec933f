"""The invented published tables: the same bytes as committed, plainly invented, and read as the README says."""

import openpyxl
import pytest

from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.published.kinds import KIND, OFFENCES, POPULATION, read_published
from ieo_metrics.published.population.ages import Ages
from ieo_metrics.statistics.seasons.usual_range import seasons
from ieo_metrics.store.database.opening import store_in_memory
from ieo_metrics.store.registers.published_tables import kept_tables
from sample_data.group_record import record_samples
from sample_data.group_rows import SAMPLE_TABLES, SUMMER
from sample_data.make_published import (
    ALL_AREAS,
    ASSAULTS,
    ASSAULTS_A_QUARTER,
    FIRST,
    QUARTERS,
    TABLES,
    UNTIDY_ASSAULTS,
    UNTIDY_PEOPLE,
    write_published,
)
from sample_data.make_samples import HERE

FOLDER = HERE / "published"
TEENAGERS = Ages(10, 17)


def read(kind, name):
    return read_published(kind, name, (FOLDER / name).read_bytes())


def test_the_script_gives_what_is_committed(tmp_path):
    for written in write_published(tmp_path):
        assert written.read_bytes() == (FOLDER / written.name).read_bytes(), (
            f"run python sample_data/make_samples.py: {written.name} has changed"
        )
    assert {path.name for path in FOLDER.iterdir()} == set(TABLES)


@pytest.mark.parametrize("name", TABLES)
def test_every_sheet_says_first_that_it_is_invented(name):
    for sheet in openpyxl.load_workbook(FOLDER / name):
        assert sheet["A1"].value.startswith("Invented data, with no real person in it")
    assert (FOLDER / name).stat().st_size < 100_000


def test_the_tables_of_the_samples_are_kept_with_their_edition():
    store = store_in_memory()
    record_samples(store, "A. Officer")
    with store.reading() as connection:
        held = kept_tables(connection)
    assert set(held) == set(SAMPLE_TABLES) == set(KIND)
    people = POPULATION.of_data(held["population"].data)
    assert (people.year, people.left_out) == (2023, ())
    assert held["population"].edition == people.edition
    assert held["offences"].edition.endswith("2021/22 Q1 to 2024/25 Q4")


def test_the_next_summer_stands_out():
    series = read(OFFENCES, ASSAULTS).table.chosen(ALL_AREAS, "")
    assert list(series.counts) == list(range(FIRST, FIRST + QUARTERS))
    found = seasons(series.counts)
    assert found.standing_out == (2,)
    assert [coming.quarter for coming in found.coming if coming.stands_out] == [SUMMER] == [quarter(2025, 2)]


def test_all_areas_are_the_sum_of_the_four():
    table = read(OFFENCES, ASSAULTS).table
    four = [table.chosen(area, "").counts for area in ASSAULTS_A_QUARTER]
    assert table.chosen(ALL_AREAS, "").counts == {q: sum(counts[q] for counts in four) for q in four[0]}


def test_the_untidy_people_are_those_of_the_tidy_table():
    tidy, untidy = (read(POPULATION, name).table for name in (next(iter(TABLES)), UNTIDY_PEOPLE))
    assert untidy.people(TEENAGERS) == tidy.people(TEENAGERS)
    assert untidy.people(Ages(18, 21), "Isle of Wight").number is None
    assert untidy.left_out == (
        "No number is given in Data F22: a dash, which may mean none or not available.",
    )


def test_the_untidy_assaults_are_refused_for_one_cell():
    (trouble,) = read(OFFENCES, UNTIDY_ASSAULTS).troubles
    assert (trouble.cell, trouble.found) == ("V7", "about 90")
