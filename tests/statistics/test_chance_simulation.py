"""The simulation whose table the README publishes judges as the dashboard does, and what it must reach it reaches."""

import numpy as np
import pytest

from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.statistics.differences import Figure, chance_of_difference
from ieo_metrics.statistics.verdicts import OF_A_PAGE, page_verdicts
from tests.benchmarks import chance_alone
from tests.statistics.test_verdicts import SESSIONS, SHARE, STAR, Q, average, count, share, shares


@pytest.fixture
def drawn():
    """Of each test its own, so that none draws otherwise because another one did before it."""
    return np.random.default_rng(2026)


@pytest.mark.parametrize("rate", [0.1, 0.5, 0.9])
def test_percentages_are_judged_alike(drawn, rate):
    n = drawn.integers(5, 76, (60, 20))
    k = drawn.binomial(n, rate)
    k[:, -1] = np.where(np.arange(60) % 3 == 0, 0 if rate > 0.5 else n[:, -1], k[:, -1])  # some are a change
    ours = [
        page_verdicts({SHARE: shares(*zip(ks, ns, strict=True))}, Q + 19)[SHARE].says_change
        for ks, ns in zip(k.tolist(), n.tolist(), strict=True)
    ]
    assert ours == chance_alone.verdict_at_end(k / n, chance_alone.p_prime(k, n)).tolist()
    assert any(ours) and not all(ours)


def test_averages_are_judged_alike(drawn):
    changes = drawn.integers(-3, 6, (40, 15, 12))
    changes[::3, -1] += 3
    n = np.full((40, 15), 12)
    total, squares = changes.sum(axis=2), (changes**2).sum(axis=2)
    ours = [
        page_verdicts({STAR: [average(some, q) for q, some in enumerate(series, Q)]}, Q + 14)[
            STAR
        ].says_change
        for series in changes.tolist()
    ]
    theirs = chance_alone.verdict_at_end(total / n, chance_alone.means(total, squares, n))
    assert ours == theirs.tolist() and any(ours) and not all(ours)


def test_counts_are_judged_alike(drawn):
    counts = drawn.poisson(12, (60, 16)).astype(float)
    counts[::3, -1] += 30
    ours = [
        page_verdicts({SESSIONS: [count(v, q) for q, v in enumerate(series, Q)]}, Q + 15)[
            SESSIONS
        ].says_change
        for series in counts.tolist()
    ]
    # Its factor is 3 / 1.128, ours the 2.66 that is printed everywhere.
    assert ours == chance_alone.verdict_at_end(counts, chance_alone.xmr(counts, 2.66 * 1.128)).tolist()


def test_differences_have_the_same_chance(drawn):
    n = drawn.integers(5, 76, (40, 2))
    k = drawn.binomial(n, 0.6)
    ours = [
        chance_of_difference(MEASURE[SHARE], share(a, c, Q), share(b, d, Q + 1))
        for (a, b), (c, d) in zip(k.tolist(), n.tolist(), strict=True)
    ]
    assert ours == pytest.approx(chance_alone._chance_of_shares(k, n).tolist(), abs=1e-9)


@pytest.mark.parametrize("n", [5, 20, 75, None])
@pytest.mark.parametrize("rate", [0.01, 0.1, 0.5, 0.9, 0.99])
def test_at_most_one_quiet_point_in_two_hundred_is_outside(n, rate):
    assert chance_alone.false_outside(12, n, rate, series=400) <= 0.005
    assert chance_alone.false_outside(40, n, rate, series=150) <= 0.005


def test_what_moves_only_where_a_quarter_is_missing_is_never_outside(drawn):
    """Levels of 5 to 40, each for 3 to 20 quarters, with a quarter without a return between two of them. XmR of
    the letter would have limits of no width, and all but the middle itself outside."""
    for _ in range(100):
        history: list[Figure] = []
        while len(history) < 24:
            level = int(drawn.integers(5, 41))
            history += [count(level, Q + len(history) + i) for i in range(drawn.integers(3, 21))]
            history.append(Figure(Q + len(history)))
        last = history[-2].quarter
        assert not page_verdicts({SESSIONS: history}, last)[SESSIONS].says_change


def test_at_most_one_quiet_page_in_ten_shows_a_verdict():
    """Of 400 pages at most one in ten; by chance a share of 8% would be above 11.5% once in a hundred times."""
    for found in (chance_alone.quiet_pages(12, 400), chance_alone.quiet_pages(40, 400)):
        assert (found > 0).mean() <= OF_A_PAGE + 0.015
    assert (chance_alone.quiet_differences(4000) > 0).mean() <= OF_A_PAGE


@pytest.mark.parametrize("n", [10, 30, 60, None])
def test_a_change_is_found_at_least_as_often_as_by_xmr_at_equal_false_alarms(n):
    found = [
        chance_alone.found_changes(change, n, series=3000) for change in ((0.5, 0.85), (0.5, 0.7), (0.9, 0.7))
    ]
    for ours, theirs, _ in (*found, chance_alone.found_averages(2, n, series=2000)):
        assert ours >= theirs
    assert found[0][0] > 0.03
