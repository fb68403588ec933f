"""Which spellings may be of one person, school or cohort."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ieo_metrics.framework.words.reference_and_school_matching import (
    groups_of_references,
    loosened_cohort,
    loosened_school,
    plain_year_group,
)


def grouped(*references: str) -> list[list[str]]:
    return [[references[place] for place in places] for places in groups_of_references(references)]


@pytest.mark.parametrize(
    "ways",
    [
        ("007", "7", "07"),
        ("rst-0904", "rst 904", "rst904", "rst/904"),
        ("#7", "7", "7.", "7.0", "007.00"),
        ("ae-01-02", "ae 1 2", "ae/01/2"),
        ("a.b", "ab"),
        ("éa-1", "éa1"),
        ("12-1", "121"),
        ("ae01", "aeo1", "ae0l", "ae-oi"),
        ("ae01", "\u0430\u043501", "\u03b1e01"),  # Cyrillic, Greek
        ("ae01", "ae01 (2)", "ae01(3)"),
        ("al1", "ai1", "a11"),
        ("sol-01", "so101", "solo1"),
        ("rst-0052", "rst-0052 (jb)", "new rst-0052", "ref: rst-0052", "0052", "52", "rst-0052/q1"),
        ("a-12", "ssj-a-12"),
    ],
)
def test_what_differs_by_zeros_spaces_and_punctuation_is_alike(ways: tuple[str, ...]) -> None:
    assert grouped("other", *ways, "another") == [list(ways)]


@pytest.mark.parametrize(
    "ways",
    [
        ("12-1", "1-21"),
        ("rst-10", "rst-1"),
        ("100", "10", "1"),
        ("a1", "b1"),
        ("2024-11", "202-41"),
        ("al-1", "ai-1"),
        ("ae (2)", "ae (3)"),
        ("ae01", "ae10", "ae11", "ae00"),
        ("sol1", "sol11", "s0"),
        ("12a", "12", "12b"),
        ("rst-0052", "rst-0052-1", "rst"),
        ("por-0052", "sou-0052"),
    ],
)
def test_what_differs_by_a_digit_or_by_where_numbers_part_is_not(ways: tuple[str, ...]) -> None:
    assert grouped(*ways) == []


@given(st.lists(st.text(alphabet="ab019 -#./", min_size=1, max_size=6), max_size=12, unique=True))
def test_a_group_has_two_or_more_and_no_reference_stands_in_two(references: list[str]) -> None:
    groups = groups_of_references(references)
    places = [place for group in groups for place in group]
    assert all(len(group) > 1 for group in groups) and len(places) == len(set(places))


@given(st.integers(0, 99999), st.integers(0, 4), st.sampled_from(["", "-", " ", "/", "."]))
def test_zeros_before_a_number_are_always_asked_about(number: int, zeros: int, between: str) -> None:
    assert groups_of_references([f"yp-{number}", f"yp{between}{'0' * zeros}{number}"]) == [[0, 1]]


@pytest.mark.parametrize(
    "way",
    [
        "Year 9",
        "Yr 9",
        "yr. 9",
        "Y9",
        "Y 9",
        "9",
        "Year 09",
        "Year Nine",
        "YEAR  9",
        "Year Group 9",
        "09",
        "9.0",
    ],
)
def test_plain_spellings_of_a_year_group_are_one(way: str) -> None:
    assert plain_year_group(way) == "Year 9"


@pytest.mark.parametrize("way", ["9A", "9 A", "Year 9A", "Years 9 and 10", "Class 9", "90", "0", "Reception"])
def test_any_other_cohort_stays_as_it_is(way: str) -> None:
    assert plain_year_group(way) == way


def test_cohorts_that_may_be_one() -> None:
    assert {
        loosened_cohort(way)
        for way in ("9A", "9 A", "Year 9A", "Y9-a", "YG9A", "Class 9A", "Nine A", "Year 9th A")
    } == {"9a"}
    assert loosened_cohort("9B") != "9a" != loosened_cohort("Year 9")


def test_schools_that_may_be_one() -> None:
    ways = (
        "St Mary's School (Havant)",
        "St Mary's - Havant",
        "St Mary's Sch",
        "St. Mary's C of E School, Havant",
        "St Mary's C.E. School",
        "Saint Marys CE",
        "St Mary’s",
        "The St Mary's School",
    )
    assert {loosened_school(way) for way in ways} == {"stmarys"}
    assert loosened_school("Oak & Ash") == loosened_school("Oak and Ash School") == "oakash"
    assert loosened_school("Oak Primary") != loosened_school("Oak Secondary")
