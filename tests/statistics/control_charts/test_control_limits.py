"""Limits worked out by hand; then p′ and its counterpart for means beside slow second ones, which are written
from the definitions and take nothing from ours; XmR and p charts beside another's (abspc)."""

import math
from fractions import Fraction
from statistics import mean, variance

import numpy as np
import pandas as pd
import pytest
from abspc import calculate_control_limits
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats

from ieo_metrics.statistics.control_charts.chart_of_measure import deviation_within
from ieo_metrics.statistics.control_charts.control_limits import (
    ALL_OR_NONE,
    NO_CHANGES,
    NO_RANGES,
    NO_SPREAD,
    ONE_EACH,
    Observation,
    binomial_limits,
    mean_limits,
    mean_moving_range,
    pooled_deviation,
    proportion_limits,
    side_of_middle,
    xmr_limits,
)
from ieo_metrics.statistics.differences import Figure
from ieo_metrics.statistics.intervals import mean_t

GAP = Observation(math.nan)
often = settings(max_examples=300, deadline=None)


def shares(*pairs: tuple[int, int]) -> list[Observation]:
    """(k, n) of each quarter; n of 0 is a gap."""
    return [Observation(k / n, n) if n else GAP for k, n in pairs]


# ---------------------------------------------------------------- by hand


def test_p_prime_by_hand():
    """7 and 9 of 16 in turn: p̄ 0.5, standard error 0.125, z −0.5 and 0.5, every moving range 1, σ_z 1 / 1.128
    = 0.887, which the floor lifts to 1: 0.5 ± 0.375. 4 and 12 of 16: z −2 and 2, ranges of 4, σ_z 3.546."""
    calm, restless = (proportion_limits(shares(*[(a, 16), (b, 16)] * 6)) for a, b in ((7, 9), (4, 12)))
    assert (calm.centre, calm.moving_range, calm.screened) == (0.5, 1, 0)
    assert calm.ends == ((0.125, 0.875),) * 12
    assert restless.moving_range == 4
    assert restless.ends[0] == pytest.approx((0.5 - 3 * 4 / 1.128 * 0.125, 0.5 + 3 * 4 / 1.128 * 0.125))


def test_limits_follow_n_and_the_middle_is_weighted():
    """6 of 12 eleven times and 32 of 64: p̄ 98 / 196 = 0.5; 3 × 0.5 / √12 is 43.3 points, 3 × 0.5 / 8 is 18.75.
    10 of 20 and 60 of 80 make 70 of 100."""
    found = proportion_limits(shares(*[(6, 12)] * 11, (32, 64)))
    assert found.ends[0] == pytest.approx((0.0670, 0.9330), abs=5e-5)
    assert found.ends[-1] == (0.3125, 0.6875)
    assert proportion_limits(shares((10, 20), (60, 80))).centre == pytest.approx(0.7)


def test_a_jump_is_screened_out_once():
    """7 and 9 of 16 in turn, and one 15 among them: in steps of two of 16, 22 ranges of 1, one of 3 and one of
    4. Their mean is 29 / 24 = 1.208, and 3.267 of it 3.95: the 4 goes, and 25 / 23 stay. p̄ is 207 / 400, so
    that such a step is a z of (2 / 16) / (√(0.5175 × 0.4825) / 4) = 1.00061."""
    found = proportion_limits(shares(*[(7, 16), (9, 16)] * 6, (15, 16), *[(7, 16), (9, 16)] * 6))
    assert (found.screened, found.centre) == (1, 0.5175)
    assert found.moving_range == pytest.approx(25 / 23 * 1.00061, abs=1e-5)


# P(X > k) of the binomial, from tables: of 10 at 0.1, 4 leave 0.00163 and 5 leave 0.00015; of 20, 6 leave
# 0.00239 and 7 leave 0.00042. The tail of three standard deviations is 0.00135.
@pytest.mark.parametrize(
    ("n", "p", "low", "high"),
    [
        (10, 0.1, 0, 0.5),
        (20, 0.1, 0, 0.35),
        (20, 0.9, 0.65, 1),
        (5, 0.5, 0, 1),  # even none or all of five is one in 32
        (1, 0.3, 0, 1),
        (1, 0.0001, 0, 0),
        (12, 0.5, 0.0833, 0.9167),  # P(X < 1) is 1 / 4096
    ],
)
def test_exact_tails(n, p, low, high):
    assert binomial_limits(n, p) == pytest.approx((low, high), abs=5e-5)


def test_few_people_have_the_exact_tails_and_many_the_normal_ones():
    """Of 20 at 0.1 two are expected, under five; of 100 ten are."""
    found = proportion_limits(shares(*[(2, 20)] * 11, (10, 100)))
    assert found.ends[0] == pytest.approx((0, 0.35))
    assert found.ends[-1] == pytest.approx((0.01, 0.19))


def test_means_by_hand():
    """1.9 and 2.1 in turn, of 16 people with a standard deviation of 2: standard error 0.5, z ±0.2, so that the
    floor holds: 2 ± 1.5; of 64 people 2 ± 0.75. 1 and 3: z ±2, σ_z 4 / 1.128."""
    calm = [Observation(v, 16, 2.0) for v in (1.9, 2.1)] * 6
    assert mean_limits(calm).ends[0] == pytest.approx((0.5, 3.5))
    more = mean_limits([*calm[:11], Observation(2.1, 64, 2.0)])
    assert more.ends[-1] == pytest.approx((more.centre - 0.75, more.centre + 0.75))
    restless = mean_limits([Observation(v, 16, 2.0) for v in (1.0, 3.0)] * 6)
    assert restless.ends[0] == pytest.approx((2 - 1.5 * 4 / 1.128, 2 + 1.5 * 4 / 1.128))


def test_the_deviation_of_all_quarters_together():
    """(2 × 1 + 4 × 4) / 6 = 3; one person has no deviation, and counts for none."""
    some = [Observation(0, 3, 1.0), Observation(0, 5, 2.0), Observation(9, 1)]
    assert pooled_deviation(some) == pytest.approx(math.sqrt(3))
    assert math.isnan(pooled_deviation([Observation(1, 1), Observation(2, 1)]))


def figure(changes: list[int]) -> Figure:
    total, squares, n = (
        np.array([float(x)]) for x in (sum(changes), sum(c * c for c in changes), len(changes))
    )
    lower, upper = (None if math.isnan(end[0]) else float(end[0]) for end in mean_t(total, squares, n))
    return Figure(0, float(total[0] / n[0]), float(total[0]), len(changes), lower, upper, "")


def test_the_deviation_is_kept_in_the_interval():
    """0, 1, −2 and 1: sum of squares 6, by 3."""
    assert deviation_within(figure([0, 1, -2, 1])) == pytest.approx(math.sqrt(2))
    assert deviation_within(figure([2, 2, 2])) == 0
    assert math.isnan(deviation_within(figure([2])))
    assert math.isnan(deviation_within(Figure(0)))


def test_where_there_are_no_limits():
    every, none = shares(*[(5, 5)] * 12), shares(*[(0, 9)] * 12)
    assert proportion_limits(every).why_none == proportion_limits(none).why_none == ALL_OR_NONE
    assert ALL_OR_NONE == "every young person counted had the same result"
    assert mean_limits([Observation(v, 4, 0.0) for v in (1.0, 2.0)] * 6).why_none == NO_SPREAD
    assert NO_SPREAD == "all young people counted in a quarter changed alike"
    assert mean_limits([Observation(v, 1) for v in (1.0, 2.0)] * 6).why_none == ONE_EACH
    assert ONE_EACH == "no quarter has more than one young person counted"
    apart = [one for pair in zip(shares(*[(3, 9)] * 12), [GAP] * 12, strict=True) for one in pair]
    assert proportion_limits(apart).why_none == xmr_limits(apart).why_none == NO_RANGES
    still = xmr_limits([*[Observation(7.0)] * 12, GAP, Observation(8.0)])
    assert still.why_none == NO_CHANGES
    for found in (proportion_limits(every), proportion_limits(apart), still):
        assert found.ends == ()


def test_a_gap_has_no_limits_of_its_own_and_breaks_the_moving_range():
    found = proportion_limits([*shares(*[(7, 16), (9, 16)] * 3), GAP, *shares(*[(9, 16), (7, 16)] * 3)])
    assert all(math.isnan(end) for end in found.ends[6])
    assert found.moving_range == 1


# ---------------------------------------------------------------- slow second ones

quarters_of_shares = st.lists(
    st.integers(1, 90).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=2, max_size=30
)


def slow_sigma(z: list[float]) -> float:
    ranges = [abs(z[i] - z[i - 1]) for i in range(1, len(z))]
    average = sum(ranges) / len(ranges)
    kept = [r for r in ranges if r < 3.267 * average * (1 - 1e-9)]
    if not kept or sum(kept) == 0:
        kept = ranges
    return max(1.0, sum(kept) / len(kept) / 1.128)


@often
@given(quarters_of_shares)
def test_the_slow_p_prime_agrees(pairs):
    p = Fraction(sum(k for k, _ in pairs), sum(n for _, n in pairs))
    assume(0 < p < 1)
    middle = float(p)
    errors = [math.sqrt(middle * (1 - middle) / n) for _, n in pairs]
    sigma = slow_sigma([(k / n - middle) / error for (k, n), error in zip(pairs, errors, strict=True)])
    tail = stats.norm.sf(3)
    expected = []
    for (_, n), error in zip(pairs, errors, strict=True):
        low, high = middle - 3 * error, middle + 3 * error
        if n * min(middle, 1 - middle) < 5:
            law = stats.binom(n, middle)
            low = min(k for k in range(n + 1) if law.cdf(k) > tail) / n
            high = min(k for k in range(n + 1) if law.sf(k) <= tail) / n
        expected.append((middle + sigma * (low - middle), middle + sigma * (high - middle)))
    found = proportion_limits(shares(*pairs))
    assert found.centre == pytest.approx(middle)
    for ours, theirs in zip(found.ends, expected, strict=True):
        assert ours == pytest.approx(theirs, abs=1e-7)


@often
@given(st.lists(st.lists(st.integers(-9, 9), min_size=1, max_size=12), min_size=2, max_size=24))
def test_the_slow_chart_of_means_agrees(quarters):
    """From the changes themselves, where ours has the figures and their intervals."""
    everyone = [change for some in quarters for change in some]
    freedom = sum(len(some) - 1 for some in quarters)
    assume(freedom and any(len(set(some)) > 1 for some in quarters))
    within = math.sqrt(sum((len(some) - 1) * variance(some) for some in quarters if len(some) > 1) / freedom)
    middle = mean(everyone)
    errors = [within / math.sqrt(len(some)) for some in quarters]
    sigma = slow_sigma([(mean(some) - middle) / e for some, e in zip(quarters, errors, strict=True)])
    found = mean_limits(
        [Observation(f.value, f.n, deviation_within(f)) for f in (figure(some) for some in quarters)]
    )
    assert found.centre == pytest.approx(middle)
    for (low, high), error in zip(found.ends, errors, strict=True):
        assert (low, high) == pytest.approx(
            (middle - 3 * sigma * error, middle + 3 * sigma * error), abs=1e-7
        )


# ---------------------------------------------------------------- another's


# A share of all of them, and one person more or less.
alike = st.tuples(
    st.sampled_from([0.25, 0.5, 0.75]),
    st.lists(st.tuples(st.integers(24, 90), st.integers(-1, 1)), min_size=2, max_size=30),
).map(lambda drawn: [(round(n * drawn[0]) + more, n) for n, more in drawn[1]])


@often
@given(alike)
def test_where_the_quarters_move_no_more_than_chance_p_prime_is_the_p_chart_of_abspc(pairs):
    found = proportion_limits(shares(*pairs))
    assume(found.ends and found.moving_range <= 1.128)
    assume(min(n for _, n in pairs) * min(found.centre, 1 - found.centre) >= 5)
    theirs = calculate_control_limits(
        pd.DataFrame({"value": [k for k, _ in pairs], "subgroup_size": [n for _, n in pairs]}), "p"
    )
    assert theirs["mean"].tolist() == pytest.approx([found.centre] * len(pairs))
    assert theirs["ucl"].tolist() == pytest.approx([high for _, high in found.ends])
    assert theirs["lcl"].tolist() == pytest.approx([max(low, 0) for low, _ in found.ends])


@often
@given(st.lists(st.integers(0, 100), min_size=2, max_size=40))
def test_unscreened_xmr_is_that_of_abspc(values):
    """Its factor is 3 / 1.128, ours the 2.66 that is printed everywhere."""
    found = xmr_limits([Observation(float(v)) for v in values])
    assume(found.ends and found.screened == 0)
    theirs = calculate_control_limits(pd.DataFrame({"value": [float(v) for v in values]}), "XmR")
    assert theirs["mean"].iloc[0] == pytest.approx(found.centre)
    half = (theirs["ucl"].iloc[0] - theirs["mean"].iloc[0]) * 2.66 / (3 / 1.128)
    assert found.ends[0] == pytest.approx((found.centre - half, found.centre + half))


# ---------------------------------------------------------------- arithmetic


@pytest.mark.parametrize("whole", [1_000_000, 10_000_000])
def test_numacc3_and_numacc4_of_nist(whole):
    """NIST's StRD, NumAcc3 and NumAcc4: …0.2, then …0.1 and …0.3 in turn, 1001 values; certified mean …0.2.
    The moving ranges by hand: one of 0.1 and 999 of 0.2, on average 0.1999."""
    found = xmr_limits([Observation(whole + x) for x in (0.2, *(0.1, 0.3) * 500)])
    assert found.centre == pytest.approx(whole + 0.2, rel=1e-15)
    assert found.moving_range == pytest.approx(0.1999, abs=1e-8)


# ---------------------------------------------------------------- at their edges


def test_exact_tails_on_both_sides_of_a_share_above_a_half():
    """Of 20 at 0.6, from tables: P(X ≤ 4) is 0.0003 and P(X ≤ 5) 0.0016; P(X > 18) 0.0005 and P(X > 17) 0.0036. Of 0.4
    it is the mirror image."""
    assert binomial_limits(20, 0.6) == pytest.approx((5 / 20, 18 / 20))
    assert binomial_limits(20, 0.4) == pytest.approx((2 / 20, 15 / 20))
    # 0.01 to the power of 400 is no number that a computer has.
    assert binomial_limits(400, 0.99) == pytest.approx((1 - 11 / 400, 1 - 0 / 400))


@pytest.mark.parametrize("p", [0.02, 0.3, 0.5, 0.51, 0.7, 0.98])
@pytest.mark.parametrize("n", [1, 2, 7, 30, 90])
def test_exact_tails_are_scipy_s(n, p):
    law, tail = stats.binom(n, p), stats.norm.sf(3)
    low = min(k for k in range(n + 1) if law.cdf(k) > tail)
    high = min(k for k in range(n + 1) if law.sf(k) <= tail)
    assert binomial_limits(n, p) == pytest.approx((low / n, high / n))


def test_from_five_of_the_rarer_the_limits_are_the_normal_ones():
    """Of 20 at a quarter, and of 20 at three quarters: 5 are expected; of 19 not quite."""
    for k in (5, 15):
        found = proportion_limits(shares(*[(k, 20)] * 12))
        half = 3 * math.sqrt(0.1875 / 20)
        assert found.ends[0] == pytest.approx((k / 20 - half, k / 20 + half))
    few = proportion_limits(shares(*[(1, 4)] * 11, (4, 16)))
    assert few.ends[0] == binomial_limits(4, 0.25) == (0, 1)


def test_what_an_observation_is_without_more_being_said_of_it():
    alone = Observation(0.5)
    assert (alone.n, alone.rolling, math.isnan(alone.deviation)) == (0, False, True)


def test_a_value_on_a_line_is_on_neither_side_of_it():
    """As near as arithmetic can tell: a billionth of it, and of what is near nought a billionth."""
    assert [side_of_middle(value, 2.0) for value in (1.0, 2.0, 3.0)] == [-1, 0, 1]
    assert side_of_middle(2.0 + 1e-9, 2.0) == side_of_middle(1e-10, 0.0) == 0
    assert side_of_middle(2.0 + 1e-8, 2.0) == side_of_middle(1e-8, 0.0) == 1
    assert side_of_middle(1e9 + 0.5, 1e9) == 0 and side_of_middle(1e9 - 5, 1e9) == -1


def test_one_value_has_no_moving_range():
    assert math.isnan(mean_moving_range([3.0])[0]) and mean_moving_range([3.0])[1] == 0
    assert xmr_limits([Observation(3.0)]).why_none == NO_RANGES
    assert mean_moving_range([3.0, 5.0]) == (2.0, 0)


def test_means_screen_out_a_jump_too():
    """1.9 and 2.1 in turn of 16 people with a standard deviation of 2, and once 4.5: z of a standard error of a half,
    so ranges of 0.4 twenty-two times, and of 5.2 and 4.8; their mean is 18.8 / 24 = 0.783, and 3.267 of it 2.56."""
    calm = [Observation(v, 16, 2.0) for v in (1.9, 2.1)] * 6
    found = mean_limits([*calm, Observation(4.5, 16, 2.0), *calm])
    assert found.screened == 2 and found.moving_range == pytest.approx(0.4)
    assert found.centre == pytest.approx((24 * 2 + 4.5) / 25)
