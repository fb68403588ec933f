"""Differences held to published examples, and to SciPy."""

import numpy as np
import pytest
from scipy import stats

from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.statistics.differences import (
    Figure,
    chance_of_difference,
    change_between,
    newcombe,
    smallest_seen,
    welch,
)
from ieo_metrics.statistics.intervals import mean_t, wilson

SHARE, MEAN, COUNTED = MEASURE["5.1.1.b"], MEASURE["5.1.1.a"], MEASURE["5.1.3.b"]


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


def test_a_count_has_a_difference_and_no_interval() -> None:
    found = change_between(COUNTED, Figure(0, 140.0, marker=""), Figure(1, 152.0, marker=""))
    assert (found.difference, found.lower, found.upper) == (12.0, None, None)
    assert chance_of_difference(COUNTED, Figure(0, 140.0, marker=""), Figure(1, 152.0, marker="")) is None


def test_what_cannot_be_compared() -> None:
    nothing = change_between(SHARE, Figure(0), share(3, 4))
    assert (nothing.difference, nothing.lower) == (None, None)
    for few in ([2], [2, 2, 2]):
        found = change_between(MEAN, mean(few), mean([1, 2, 3]))
        assert (found.difference, found.lower) == (0.0, None)
        assert chance_of_difference(MEAN, mean(few), mean([1, 2, 3])) is None


def test_the_chance_of_a_difference_of_means_is_welchs() -> None:
    for now, then in (
        ([3, 1, 0, 2, 4, -1], [0, 1, -2, 1, 0]),
        ([1, 2] * 40, [0, 3] * 20),
        ([9, 9, 9, 9, 8], [0, 0, 0, 0, 1]),
        ([1, 2, 3], [1, 2, 3]),
    ):
        theirs = stats.ttest_ind(now, then, equal_var=False).pvalue
        assert chance_of_difference(MEAN, mean(then), mean(now)) == pytest.approx(theirs, rel=1e-7)


@pytest.mark.parametrize(("now", "then"), [((56, 70), (48, 80)), ((9, 10), (3, 10)), ((5, 56), (0, 29))])
def test_newcombes_interval_at_the_chance_of_a_difference_just_reaches_0(now, then) -> None:
    """At one less that chance; the end on the side of 0 is worked out here with SciPy's quantile."""
    chance = chance_of_difference(SHARE, share(*then), share(*now))
    z = stats.norm.isf(chance / 2)

    def ends(k: int, n: int) -> tuple[float, float]:
        middle, half = k / n + z * z / (2 * n), z * (k / n * (1 - k / n) / n + z * z / (4 * n * n)) ** 0.5
        return (middle - half) / (1 + z * z / n), (middle + half) / (1 + z * z / n)

    p1, p2 = now[0] / now[1], then[0] / then[1]
    lower = p1 - p2 - ((p1 - ends(*now)[0]) ** 2 + (ends(*then)[1] - p2) ** 2) ** 0.5
    assert lower == pytest.approx(0, abs=1e-9)


def test_no_difference_is_what_chance_makes_every_time() -> None:
    assert chance_of_difference(SHARE, share(5, 10), share(10, 20)) == 1
    assert chance_of_difference(SHARE, share(0, 10), share(0, 20)) == 1
    # The 95% interval leaves 0 out where the chance is under one in twenty, and only there.
    assert chance_of_difference(SHARE, share(48, 80), share(56, 70)) < 0.05
    assert chance_of_difference(SHARE, share(6, 10), share(7, 10)) > 0.05


def test_shares_further_apart_than_any_chance():
    """None and all of n: Newcombe's interval reaches 0 where 2 × (z² / (n + z²))² is 1, at z² = n / (√2 − 1). Of 10
    z is 4.913; of 1,000 it is 49.1, and a chance beyond 40 standard errors is none."""
    z = (10 / (2**0.5 - 1)) ** 0.5
    assert chance_of_difference(SHARE, share(0, 10), share(10, 10)) == pytest.approx(
        2 * stats.norm.sf(z), rel=1e-6
    )
    assert chance_of_difference(SHARE, share(0, 1000), share(1000, 1000)) == 2 * stats.norm.sf(40)


def test_the_smallest_difference_of_means_that_would_be_seen():
    """1 to 5 in both quarters: s² = 2.5, the standard error √(2.5 / 5 + 2.5 / 5) = 1, and by 8 degrees of freedom
    Student's t of 95% is 2.306: 3 ± 2.306; of 90% 1.860."""
    one = mean([1, 2, 3, 4, 5])
    assert smallest_seen(MEAN, one, one, 0.05) == pytest.approx([3 - 2.306, 3 + 2.306], abs=5e-4)
    assert smallest_seen(MEAN, one, one, 0.10) == pytest.approx([3 - 1.860, 3 + 1.860], abs=5e-4)


def test_without_an_interval_no_difference_is_the_smallest():
    assert smallest_seen(MEAN, mean([2, 2, 2]), mean([1, 2, 3]), 0.05) == []
    assert smallest_seen(COUNTED, Figure(0, 140.0, marker=""), Figure(1, 152.0, marker=""), 0.05) == []


@pytest.mark.parametrize("level", [0.1, 0.05, 0.005])
def test_the_smallest_difference_of_shares_is_the_first_that_chance_seldom_makes(level: float) -> None:
    """Rarer than the level there, and more often one young person nearer."""
    before, now = share(15, 30), share(16, 30)
    below, above = (round(30 * value) for value in smallest_seen(SHARE, before, now, level))
    assert below < 15 < above
    for at, nearer in ((below, below + 1), (above, above - 1)):
        assert chance_of_difference(SHARE, before, share(at, 30)) <= level
        assert chance_of_difference(SHARE, before, share(nearer, 30)) > level


def test_the_smallest_difference_may_be_all_or_none():
    """None of 5 before. At 3 standard errors Wilson's interval of none of 5 ends at 9 / 14 = 0.643, that of 4 of 5
    begins at 0.233, 0.567 below 0.8, and √(0.643² + 0.567²) is more than 0.8; that of 5 of 5 begins at 5 / 14, and
    0.643 × √2 is less than 1. So of 5, at the chance of 3 standard errors, only all would be seen; and of all, none."""
    level = 2 * stats.norm.sf(3)
    assert smallest_seen(SHARE, share(0, 5), share(4, 5), level) == [1.0]
    assert smallest_seen(SHARE, share(5, 5), share(4, 5), level) == [0.0]
    assert smallest_seen(SHARE, share(0, 5), share(4, 5), 1e-4) == []


def test_the_smallest_difference_from_a_mean_of_nought():
    """−2 to 2 in both quarters: the standard error is 1, by 8 degrees of freedom."""
    still = mean([-2, -1, 0, 1, 2])
    assert smallest_seen(MEAN, still, still, 0.05) == pytest.approx([-2.306, 2.306], abs=5e-4)


def test_a_change_from_nought_and_to_it():
    assert change_between(COUNTED, Figure(0, 0.0, marker=""), Figure(1, 3.0, marker="")).difference == 3.0
    assert change_between(COUNTED, Figure(0, 3.0, marker=""), Figure(1, 0.0, marker="")).difference == -3.0
    assert change_between(SHARE, share(3, 4), Figure(1)).difference is None


def test_what_a_figure_is_without_more_being_said_of_it():
    figure = Figure(quarter(2024, 1))
    assert (figure.value, figure.numerator, figure.n, figure.lower, figure.upper) == (None,) * 5
    assert (figure.started, figure.not_again, figure.first_scores, figure.first_scores_not_again) == (
        None,
    ) * 4
    assert (figure.left_out, figure.better, figure.same, figure.worse, figure.ceiling) == (0,) * 5
    assert (figure.marker, figure.note, figure.rolling, figure.label) == ("x", "", False, "2024/25 Q1")
    assert figure._replace(rolling=True).label == "2023/24 Q2 to 2024/25 Q1"


def test_one_interval_alone_makes_none_of_a_difference():
    """A mean of one person has none, and neither has what is hidden in part."""
    whole = share(3, 4)
    for part in (
        whole._replace(lower=None),
        whole._replace(upper=None),
        whole._replace(n=None),
        whole._replace(n=0),
    ):
        assert change_between(SHARE, whole, part).lower is None
        assert change_between(SHARE, part, whole).lower is None
        assert chance_of_difference(SHARE, part, whole) is None
        assert smallest_seen(SHARE, part, whole, 0.05) == []


@pytest.mark.parametrize("k", [*range(16, 31, 2), 1, 4, 9, 13])
def test_a_difference_that_is_just_as_rare_as_it_must_be_is_seen(k: int) -> None:
    """At the chance of that difference itself; at half of it, not yet."""
    before = share(15, 30)
    level = chance_of_difference(SHARE, before, share(k, 30))
    assert k in [round(30 * value) for value in smallest_seen(SHARE, before, share(14, 30), level)]
    seen = smallest_seen(SHARE, before, share(14, 30), level * (1 + 1e-9))
    assert [round(30 * value) for value in seen] == sorted({k, 30 - k})
    assert k not in [round(30 * value) for value in smallest_seen(SHARE, before, share(14, 30), level / 2)]


def test_the_smallest_difference_of_means_follows_their_error():
    """1 to 5 and twice each of 1 to 5: s² is 2.5 and 20 / 9, the error √(2.5 / 5 + 2.222 / 10) = 0.85, and the degrees
    of freedom by Welch 0.7222² / (0.25 / 4 + 0.04938 / 9) = 7.67, of which Student's t is 2.324: 3 ± 1.975."""
    one, two = mean([1, 2, 3, 4, 5]), mean([1, 2, 3, 4, 5] * 2)
    assert smallest_seen(MEAN, one, two, 0.05) == pytest.approx([3 - 1.975, 3 + 1.975], abs=2e-3)


@pytest.mark.parametrize(("before", "way"), [(0, 1), (30, -1)])
def test_from_none_and_from_all_there_is_one_way_only(before: int, way: int) -> None:
    was = share(before, 30)
    [value] = smallest_seen(SHARE, was, share(15, 30), 0.05)
    seen = round(30 * value)
    assert chance_of_difference(SHARE, was, share(seen, 30)) <= 0.05
    assert chance_of_difference(SHARE, was, share(seen - way, 30)) > 0.05
