"""The intervals against SciPy's, and at their edges."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from ieo_metrics.statistics.intervals import (
    CONFIDENCE,
    Z,
    mean_t,
    negative_binomial_range,
    t_quantile,
    t_quantile_of,
    wilson,
)

quick = settings(max_examples=150, deadline=None)


def one(function, *values: float) -> tuple[float, float]:
    lower, upper = function(*(np.array([value], dtype=np.float64) for value in values))
    return float(lower[0]), float(upper[0])


@st.composite
def shares(draw):
    n = draw(st.integers(1, 3000))
    return draw(st.integers(0, n)), n


@quick
@given(shares())
def test_wilson_is_scipy_s(share):
    k, n = share
    theirs = stats.binomtest(k, n).proportion_ci(0.95, method="wilson")
    assert one(wilson, k, n) == pytest.approx((theirs.low, theirs.high), abs=1e-12)


@quick
@given(st.lists(st.integers(-10, 10), min_size=2, max_size=400).filter(lambda changes: len(set(changes)) > 1))
def test_the_t_interval_is_scipy_s(changes):
    values = np.array(changes, dtype=np.float64)
    theirs = stats.ttest_1samp(values, 0).confidence_interval(0.95)
    assert one(mean_t, values.sum(), (values**2).sum(), len(values)) == pytest.approx(
        (theirs.low, theirs.high), abs=1e-12
    )


def test_the_quantiles():
    assert CONFIDENCE == 0.95
    assert pytest.approx(stats.norm.ppf(0.975), abs=1e-15) == Z
    degrees = np.arange(1, 3001)
    assert (t_quantile(degrees) == stats.t.ppf(0.975, degrees)).all()


def test_by_hand():
    """Wilson for 8 of 10: 0.4902 to 0.9433 (Newcombe 1998, method 3). The changes 1, 2, 3: 2 ± 4.3027 × 1 /
    √3."""
    assert one(wilson, 8, 10) == pytest.approx((0.4902, 0.9433), abs=5e-5)
    assert one(mean_t, 6, 14, 3) == pytest.approx((2 - 2.4841, 2 + 2.4841), abs=5e-5)


def test_the_edges_of_a_share():
    assert np.isnan(one(wilson, 0, 0)).all()
    for n in (1, 2, 5, 1000):
        assert one(wilson, 0, n)[0] == 0.0 and 0 < one(wilson, 0, n)[1] < 1
        assert one(wilson, n, n)[1] == 1.0 and 0 < one(wilson, n, n)[0] < 1
    assert one(wilson, 0, 1) == pytest.approx((0, 0.7935), abs=5e-5)  # z² / (1 + z²)


def test_the_edges_of_a_mean():
    for n in (0, 1):
        assert np.isnan(one(mean_t, 3 * n, 9 * n, n)).all()
    assert np.isnan(one(mean_t, 0, 0, 5)).all()  # nobody changed
    assert np.isnan(one(mean_t, 35, 245, 5)).all()  # all by 7
    lower, upper = one(mean_t, 1, 1, 2)  # 0 and 1: 0.5 ± 12.706 × 0.5
    assert (lower, upper) == pytest.approx((0.5 - 6.3531, 0.5 + 6.3531), abs=5e-5)


@quick
@given(shares())
def test_a_share_lies_within_its_interval_and_the_other_share_s_is_its_mirror(share):
    k, n = share
    lower, upper = one(wilson, k, n)
    assert 0 <= lower <= k / n <= upper <= 1
    assert one(wilson, n - k, n) == pytest.approx((1 - upper, 1 - lower), abs=1e-12)


def test_whole_columns_at_once():
    k, n = np.array([0.0, 3, 8, 0]), np.array([5.0, 5, 10, 0])
    lower, upper = wilson(k, n)
    assert [(a, b) for a, b in zip(lower[:3], upper[:3])] == [one(wilson, a, b) for a, b in zip(k[:3], n[:3])]
    assert np.isnan(lower[3]) and np.isnan(upper[3])


def test_few_and_many_degrees_of_freedom_at_once():
    found = t_quantile(np.array([5, 100_000, 1]))
    assert found.tolist() == pytest.approx(stats.t.ppf(0.975, [5, 100_000, 1]).tolist(), rel=1e-12)
    assert t_quantile_of(5) == found[0] and t_quantile_of(100_000) == found[1]


@pytest.mark.parametrize(("mean", "variance"), [(3.0, 5.0), (0.5, 0.6), (40.0, 41.0), (200.0, 5000.0)])
def test_the_range_of_a_count_to_come_is_scipy_s(mean, variance):
    share = mean / variance
    law = stats.nbinom(mean * share / (1 - share), share)
    assert negative_binomial_range(mean, variance) == (law.ppf(0.025), law.ppf(0.975))
