"""Intervals of counts among a population: the exact Poisson interval where each is one, and what they hold where
people come in classes."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from ieo_metrics.statistics.rate_intervals import count_interval, rate_interval

quick = settings(max_examples=150, deadline=None)


@pytest.mark.parametrize(
    ("count", "lower", "upper"),
    [(0, 0.0, 3.689), (1, 0.0253, 5.572), (10, 4.795, 18.390), (100, 81.364, 121.627)],
)
def test_the_ends_are_those_of_the_printed_tables(count: int, lower: float, upper: float) -> None:
    """Source: Armitage, Berry and Matthews 2002, table of Poisson limits; so does SciPy by chi-squared."""
    assert count_interval(count, count, 1) == pytest.approx((lower, upper), abs=0.001)
    theirs = stats.chi2.ppf(0.975, 2 * count + 2) / 2
    assert count_interval(count, count, 1)[1] == pytest.approx(theirs, rel=1e-12)


def test_per_thousand_people() -> None:
    lower, upper = rate_interval(10, 10, 1, 2_000)
    assert (lower, upper) == pytest.approx((4.795 / 2, 18.390 / 2), abs=0.001)


def test_nobody_counted_and_no_size_known_has_no_interval() -> None:
    assert all(math.isnan(end) for end in count_interval(0, 0, 0))


@quick
@given(st.integers(0, 300), st.integers(1, 40))
def test_classes_of_one_size_are_that_many_times_the_exact_interval(classes: int, size: int) -> None:
    found = count_interval(classes * size, classes * size**2, size)
    one_each = count_interval(classes, classes, 1)
    assert found == pytest.approx([size * end for end in one_each], rel=1e-9)


@quick
@given(st.lists(st.integers(1, 40), min_size=1, max_size=60))
def test_the_count_lies_within_and_classes_make_it_wider(sizes: list[int]) -> None:
    total = sum(sizes)
    lower, upper = count_interval(total, sum(size**2 for size in sizes), max(sizes))
    alone = count_interval(total, total, 1)
    assert 0 < lower < total < upper
    assert lower <= alone[0] + 1e-9 and upper >= alone[1] - 1e-9


def test_of_people_in_classes_it_holds_19_times_in_20() -> None:
    """Simulated: 40 classes of 15 to 32 expected, and 4; the interval of people who come alone holds much less."""
    chance = np.random.default_rng(17)
    for expected in (40, 4):
        held = alone = 0
        for _ in range(2_000):
            sizes = chance.integers(15, 33, chance.poisson(expected))
            truth, total = expected * 23.5, float(sizes.sum())
            lower, upper = count_interval(total, float((sizes**2).sum()), 32)
            held += lower <= truth <= upper
            lower, upper = count_interval(total, total, 1)
            alone += lower <= truth <= upper
        assert held >= 0.945 * 2_000
        assert alone < 0.4 * 2_000
