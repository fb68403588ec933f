"""Ages as published tables head them, and our bands laid onto them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ieo_metrics.framework.words.code_lists import AGE_BAND
from ieo_metrics.published.population.ages import ALL_AGES, Ages, ages_in, ages_of_band


@pytest.mark.parametrize(
    "text, lowest, highest",
    [
        ("0", 0, 0),
        ("17", 17, 17),
        ("90+", 90, None),
        ("90 and over", 90, None),
        ("Age 0", 0, 0),
        ("Aged 1 year", 1, 1),
        ("Under 1", 0, 0),
        ("Aged under 1 year", 0, 0),
        ("Aged 10 to 14 years", 10, 14),
        ("Age 10 - 14", 10, 14),
        ("10–14", 10, 14),
        ("Aged 4 years and under", 0, 4),
        ("Aged 85 years and over", 85, None),
        ("All ages", 0, None),
        ("All categories: Age", 0, None),
        ("Total", 0, None),
        ("Total: All usual residents", 0, None),
        ("21 - 25", 21, 25),
    ],
)
def test_ages_as_they_are_headed(text, lowest, highest):
    assert ages_in(text) == Ages(lowest, highest)


@pytest.mark.parametrize(
    "text", ["", "Portsmouth", "2022", "14 to 10", "Median age", "10-14-18", "E06000044"]
)
def test_what_is_no_age(text):
    assert ages_in(text) is None


@given(st.integers(0, 120), st.integers(0, 120))
def test_what_is_said_of_ages_is_read_as_them(first, last):
    ages = Ages(min(first, last), max(first, last))
    assert ages_in(ages.in_words) == ages
    assert ages_in(f"Aged {ages.lowest} to {ages.highest} years") == ages


def test_the_bands_of_the_framework():
    """Under 18 are people of 10 to 17; over 25 has no upper end, so nobody can be counted in it."""
    assert {band: ages_of_band(band).ages for band in AGE_BAND} == {
        "under 18": Ages(10, 17),
        "18 to 21": Ages(18, 21),
        "22 to 25": Ages(22, 25),
        "over 25": None,
    }
    assert ages_of_band("over 25").why_none.startswith("“over 25” has no upper end")
    assert ages_of_band("11 to 16").ages == Ages(11, 16)
    assert ages_of_band("adults").why_none == "“adults” names no years of age"
    assert ALL_AGES.in_words == "all ages"
