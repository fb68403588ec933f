"""Each kind of published table reads its own, and says of any other file what is wrong with it."""

import json

import pytest

from ieo_metrics.published.kinds import KIND, KINDS, OFFENCES, POPULATION, read_published
from tests.published.population_files import as_csv, mye2_workbook

QUARTERS = as_csv([["Quarter", "Assaults"], ["2021/22 Q1", 3]])


def test_each_kind_has_a_name_of_its_own():
    assert list(KIND) == [kind.name for kind in KINDS]


def test_what_is_kept_comes_back_by_its_kind():
    people = read_published(POPULATION, "mye.xlsx", mye2_workbook()).table
    series = read_published(OFFENCES, "assaults.csv", QUARTERS).table.chosen("", "Assaults")
    for kind, kept in ((POPULATION, people), (OFFENCES, series)):
        assert KIND[kind.name].of_data(json.loads(json.dumps(kept.as_data()))) == kept
        assert kept.edition


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@pytest.mark.parametrize(
    "name, data",
    [("a.xlsx", b""), ("a.xlsx", b"PK\3\4 no workbook"), ("a.pdf", b"%PDF-1.7"), ("a.csv", b"\0\1\2")],
)
def test_a_file_that_is_none_is_a_trouble(kind, name, data):
    understood = read_published(kind, name, data)
    (trouble,) = understood.troubles
    assert understood.table is None
    assert trouble.file == name and trouble.to_do and trouble.expected


@pytest.mark.parametrize(
    "kind, data",
    [
        (POPULATION, QUARTERS),
        (OFFENCES, as_csv([["Code", "Name", "0", "1"], ["E06000044", "Portsmouth", 1, 2]])),
    ],
)
def test_a_table_of_the_other_kind_is_a_trouble(kind, data):
    understood = read_published(kind, "table.csv", data)
    assert understood.table is None and understood.troubles
