"""Better against worse: the exact interval beside SciPy's own test, and its sentence at every edge."""

import pytest
from scipy import stats

from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.statistics.differences import Figure
from ieo_metrics.statistics.share_improved_among_changed import better_against_worse, exact_interval

MEAN, SHARE, COUNT = (MEASURE[ref] for ref in ("5.1.1.a", "5.1.1.b", "5.1.3.b"))
Q = quarter(2024, 2)


def figure(better: int, same: int, worse: int, lower: float | None = 0.1) -> Figure:
    n = better + same + worse
    return Figure(Q, 1.0, float(n), n, lower, lower, "", better=better, same=same, worse=worse)


@pytest.mark.parametrize("n", [1, 2, 7, 31, 400])
def test_the_interval_is_scipy_s(n: int) -> None:
    for k in {0, 1, n // 2, n}:
        theirs = stats.binomtest(k, n).proportion_ci(0.95, method="exact")
        assert exact_interval(k, n) == pytest.approx((theirs.low, theirs.high), abs=1e-12)


def test_by_hand() -> None:
    """Of 5 all better: the lower end is 0.025 to the power of a fifth, 0.4782; of one, 0.025."""
    assert exact_interval(5, 5) == pytest.approx((0.4782, 1), abs=5e-5)
    assert exact_interval(1, 1) == pytest.approx((0.025, 1))
    assert exact_interval(0, 5) == pytest.approx((0, 0.5218), abs=5e-5)


def test_in_words() -> None:
    said = better_against_worse(figure(9, 8, 3), MEAN)
    assert said == (
        "Of 12 young people who changed, 9 got better and 3 worse; 8 stayed the same: 75% better, exact 95% "
        "range 43% to 95%."
    )
    few = better_against_worse(figure(9, 0, 3), MEAN)
    assert few == (
        "Of 12 young people who changed, 9 got better and 3 worse: 75% better, exact 95% range 43% to 95%. "
        "With fewer than 16 young people, if many began near the best score, this is a safer guide than the "
        "range of the average."
    )


def test_at_the_edges() -> None:
    assert better_against_worse(figure(0, 0, 0), MEAN) == ""
    assert (
        better_against_worse(figure(0, 1, 0, None), MEAN) == "Nobody changed: 1 young person stayed the same."
    )
    assert better_against_worse(figure(1, 0, 0, None), MEAN) == (
        "The only one who changed got better: 100% better, exact 95% range 3% to 100%. "
        "The average has no range of its own, so this is the one to go by."
    )
    assert better_against_worse(figure(0, 0, 2, None), MEAN).startswith(
        "All 2 who changed got worse: 0% better, exact 95% range 0% to 84%."
    )
    assert better_against_worse(figure(0, 4, 1), MEAN).startswith(
        "The only one who changed got worse; 4 stayed the same: 0% better"
    )


def test_nothing_is_said_of_other_measures_nor_of_what_is_not_shown() -> None:
    shown = figure(9, 8, 3)
    assert better_against_worse(shown, SHARE) == better_against_worse(shown, COUNT) == ""
    assert better_against_worse(shown._replace(value=None, marker="c"), MEAN) == ""
    assert better_against_worse(shown._replace(better=0, same=0, worse=0), MEAN) == "", "as it is shared"


def test_from_sixteen_young_people_an_average_has_its_own_range() -> None:
    assert "safer guide" in better_against_worse(figure(9, 3, 3), MEAN)
    assert "safer guide" not in better_against_worse(figure(9, 4, 3), MEAN)


def test_who_went_one_way_is_said_in_numbers() -> None:
    assert better_against_worse(figure(3, 0, 0), MEAN).startswith(
        "All 3 who changed got better: 100% better, exact 95% range 29% to 100%."
    )
    assert better_against_worse(figure(1, 1_200, 1), MEAN).startswith(
        "Of 2 young people who changed, 1 got better and 1 worse; 1,200 stayed the same: 50% better, exact 95% range 1% "
        "to 99%."
    )
    assert better_against_worse(figure(9, 8, 3)._replace(same=7), MEAN) == "", "not all of them are there"
    assert better_against_worse(figure(9, 8, 3)._replace(n=None), MEAN) == ""
