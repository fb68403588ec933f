"""Differences held to published examples, and to SciPy."""

import numpy as np
import pytest
from scipy import stats

from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.statistics.differences import (
    COUNT,
    IMPROVED,
    NO_CLEAR_CHANGE,
    NOT_JUDGED,
    WORSENED,
    Figure,
    change_between,
    newcombe,
    welch,
)
from ieo_metrics.statistics.intervals import mean_t, wilson

SHARE, MEAN, PAIN, COUNTED = MEASURE["5.1.1.b"], MEASURE["5.1.1.a"], MEASURE["5.1.2.c"], MEASURE["5.1.3.b"]


def share(successes: int, n: int) -> Figure:
    lower, upper = (float(end[0]) for end in wilson(np.array([successes]), np.array([n])))
    return Figure(0, successes / n, successes, n, lower, upper, "")


def mean(changes: list[int]) -> Figure:
    total, squares, n = sum(changes), sum(c * c for c in changes), len(changes)
    lower, upper = (float(end[0]) for end in mean_t(np.array([total]), np.array([squares]), np.array([n])))
    ends = [None if end != end else end for end in (lower, upper)]
    return Figure(0, total / n, total, n, *ends, marker="")


# Newcombe 1998, Statistics in Medicine 17, 873–890, table II, method 10.
@pytest.mark.parametrize(
    ("first", "second", "lower", "upper"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_newcombes_own_examples(
    first: tuple[int, int], second: tuple[int, int], lower: float, upper: float
) -> None:
    one, two = share(*first), share(*second)
    found = newcombe((one.value, one.lower, one.upper), (two.value, two.lower, two.upper))
    assert found == pytest.approx((lower, upper), abs=0.00006)


def test_welch_agrees_with_scipy() -> None:
    now, then = [3, 1, 0, 2, 4, -1], [0, 1, -2, 1]
    a, b = mean(now), mean(then)
    theirs = stats.ttest_ind(now, then, equal_var=False).confidence_interval(0.95)
    assert welch((a.value, a.lower, a.upper, a.n), (b.value, b.lower, b.upper, b.n)) == pytest.approx(
        (theirs.low, theirs.high)
    )


def test_a_verdict_needs_an_interval_that_leaves_out_zero() -> None:
    assert change_between(SHARE, share(48, 80), share(56, 70)).verdict == IMPROVED
    assert change_between(SHARE, share(56, 70), share(48, 80)).verdict == WORSENED
    assert change_between(SHARE, share(6, 10), share(7, 10)).verdict == NO_CLEAR_CHANGE
    assert change_between(SHARE, share(0, 10), share(0, 20)).verdict == NO_CLEAR_CHANGE


def test_a_fall_of_pain_is_an_improvement_and_a_fall_of_a_star_is_not() -> None:
    before, after = mean([0, 1, 0, -1, 0, 1]), mean([-4, -5, -3, -4, -5, -4])
    assert change_between(PAIN, before, after).verdict == IMPROVED
    assert change_between(MEAN, before, after).verdict == WORSENED


def test_counts_get_no_verdict() -> None:
    found = change_between(COUNTED, Figure(0, 140.0, marker=""), Figure(1, 152.0, marker=""))
    assert (found.verdict, found.difference, found.lower) == (COUNT, 12.0, None)


def test_what_cannot_be_judged() -> None:
    assert change_between(SHARE, Figure(0), share(3, 4)).verdict == NOT_JUDGED
    assert change_between(MEAN, mean([2]), mean([1, 2, 3])).verdict == NOT_JUDGED
    assert change_between(MEAN, mean([2, 2, 2]), mean([1, 2, 3])).difference == 0
    assert change_between(MEAN, mean([2, 2, 2]), mean([1, 2, 3])).verdict == NOT_JUDGED
