"""The usual range of the next quarters, worked out by hand; how often it holds, in simulated series."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.statistics.seasons.season_sentences import (
    NONE_STANDS_OUT,
    level_in_words,
    next_quarters_say,
    range_in_words,
    standing_out_says,
)
from ieo_metrics.statistics.seasons.usual_range import ComingQuarter, QuarterOfYear, Seasons, seasons

Q = quarter(2021, 1)
SUMMER = [100, 150, 100, 50]


def by_quarter(numbers: list[int]) -> dict[int, int]:
    return dict(enumerate(numbers, Q))


def test_a_level_series_by_hand():
    """Twelve quarters of 100: the mean to come is 100 and φ is 1. The trend rests on the three years of each quarter,
    −4, 0 and 4 quarters apart: Σ = 4 × 32 = 128. The next quarter lies 8 from the middle of its like, so the log of its
    mean has the variance (1/3 + 64/128) / 100 = 0.00833, and its number 100 + 100² × 0.00833 = 183.3, times
    (2.3646 / 1.96)² for 12 − 5 = 7 degrees of freedom."""
    found = seasons(by_quarter([100] * 12))
    variance = (100 + 1e4 * (1 / 3 + 64 / 128) / 100) * (2.364624 / 1.959964) ** 2
    share = 100 / variance
    usual = stats.nbinom(100 * share / (1 - share), share)
    assert [(c.quarter, c.lower, c.upper) for c in found.coming] == [
        (Q + 12, usual.ppf(0.025), usual.ppf(0.975)),
        (Q + 13, usual.ppf(0.025), usual.ppf(0.975)),
    ]
    assert found.coming[0].expected == pytest.approx(100)
    assert found.dispersion == 1 and found.standing_out == ()


def test_the_level_of_a_quarter_of_the_year_by_hand():
    """Of the fourth quarter: it lies 1.5 quarters behind the middle of the year, so the log of its ratio has the variance
    (1/3 × 3/4 + 1.5² / 128) / 100, and Student's t for four intervals together is that of 1 − 0.05 / 8."""
    fourth = seasons(by_quarter([100] * 12)).year[3]
    half = stats.t(7).ppf(1 - 0.05 / 8) * math.sqrt((0.25 + 2.25 / 128) / 100)
    assert (fourth.lower, fourth.ratio, fourth.upper) == pytest.approx((math.exp(-half), 1, math.exp(half)))


def test_a_summer_that_stands_out():
    """100, 150, 100 and 50 each year: summer is half above the level of the year, and it is the second to come."""
    found = seasons(by_quarter(SUMMER * 4))
    assert found.standing_out == (2,)
    assert [part.ratio for part in found.year] == pytest.approx([1, 1.5, 1, 0.5])
    assert [coming.stands_out for coming in found.coming] == [False, True]
    assert found.coming[1].expected == pytest.approx(150)
    assert standing_out_says(found).startswith("Q2 (Jul–Sep) stands out: 50% above the level of the year (")
    assert "in 2025/26 Q2 (Jul–Sep 2025), which stands out (95% ranges)." in next_quarters_say(found)


def test_a_trend_goes_on():
    """Each quarter 5% above the one before: so is the next."""
    found = seasons(by_quarter([round(1000 * 1.05**place) for place in range(16)]))
    assert found.coming[0].expected == pytest.approx(1000 * 1.05**16, rel=0.002)


def test_only_the_last_five_years_count():
    late = SUMMER * 5
    assert seasons(by_quarter([7, 7, 9000, 7, *late])) == seasons(dict(enumerate(late, Q + 4)))


# ---- Refusals


@pytest.mark.parametrize("length", [0, 1, 11])
def test_fewer_than_twelve_quarters_are_refused(length):
    found = seasons(by_quarter([5] * length))
    assert found.why_none == f"It takes 12 quarters to tell a season from chance, and there are {length}."
    assert (found.coming, found.year) == ((), ())
    assert standing_out_says(found) == found.why_none and next_quarters_say(found) == ""


def test_a_missing_quarter_is_refused_by_its_name():
    counts = by_quarter(SUMMER * 4)
    del counts[Q + 5]
    assert seasons(counts).why_none == (
        "There is no number for 2022/23 Q2, and without every quarter from 2021/22 Q1 to 2024/25 Q4 nothing is said. "
        "Upload a table that has them."
    )


def test_a_quarter_that_never_has_any_is_refused():
    assert seasons(by_quarter([3, 2, 0, 4] * 3)).why_none.startswith("In Q3 of every year the number is 0")


# ---- Properties


@settings(deadline=None)
@given(st.lists(st.integers(1, 2000), min_size=12, max_size=24))
def test_whatever_the_numbers(numbers):
    found = seasons(by_quarter(numbers))
    assert found.why_none == ""
    for coming in found.coming:
        assert 0 <= coming.lower <= coming.upper
        assert coming.stands_out == ((coming.quarter % 4 + 1) in found.standing_out)
    assert sum(part.ratio for part in found.year) == pytest.approx(4)
    assert all(part.lower <= part.ratio <= part.upper for part in found.year)
    assert found.dispersion >= 1


# ---- How often it holds


def simulated(chance: np.random.Generator, level: float, dispersion: float, summer: float) -> list[int]:
    """Eighteen quarters with a summer that many times as high, and a variance that is `dispersion` times the mean."""
    means = [level * (summer if place % 4 == 1 else 1) for place in range(18)]
    share = 1 / dispersion
    return [int(chance.negative_binomial(mean * share / (1 - share), share)) for mean in means]


@pytest.mark.parametrize("level, dispersion", [(60, 2), (400, 6)])
def test_the_range_holds_in_about_95_of_100(level, dispersion):
    """Of 2 × 150 quarters 94 to 99 in 100; by chance alone fewer than 91 would be met once in a thousand."""
    chance = np.random.default_rng(20260)
    held = []
    for _ in range(150):
        numbers = simulated(chance, level, dispersion, 1.3)
        held += [
            coming.lower <= numbers[coming.quarter - Q] <= coming.upper
            for coming in seasons(by_quarter(numbers[:16])).coming
        ]
    assert len(held) == 300
    assert 0.91 <= np.mean(held) <= 1


def test_where_there_is_no_season_one_is_seldom_seen():
    chance = np.random.default_rng(20261)
    seen = [bool(seasons(by_quarter(simulated(chance, 200, 3, 1.0)[:16])).standing_out) for _ in range(150)]
    assert np.mean(seen) <= 0.06


def test_where_there_is_one_it_is_seen():
    chance = np.random.default_rng(20262)
    seen = [seasons(by_quarter(simulated(chance, 300, 3, 1.4)[:16])).standing_out == (2,) for _ in range(50)]
    assert np.mean(seen) >= 0.9


# ---- Sentences


def test_what_is_said():
    assert (
        level_in_words(QuarterOfYear(2, 1.28, 1.12, 1.47))
        == "28% above the level of the year (12% to 47% above)"
    )
    assert (
        level_in_words(QuarterOfYear(4, 0.9, 0.8, 1.05))
        == "10% below the level of the year (20% below to 5% above)"
    )
    assert range_in_words(ComingQuarter(Q, 1200.0, 1100, 1300, False)) == "1,100 to 1,300"
    assert range_in_words(ComingQuarter(Q, 0.1, 0, 0, False)) == "0"
    assert standing_out_says(Seasons()) == NONE_STANDS_OUT


def test_all_that_is_said_of_seasons():
    """Of the first and the second quarter, and of the two to come; of one that is on the level of the year."""
    found = Seasons(
        tuple(range(Q, Q + 16)),
        (ComingQuarter(Q + 16, 100.0, 80, 120, False), ComingQuarter(Q + 17, 150.0, 130, 1_170, True)),
        (
            QuarterOfYear(1, 1.28, 1.12, 1.47),
            QuarterOfYear(2, 1.5, 1.3, 1.7),
            QuarterOfYear(3, 0.7, 0.6, 0.8),
            QuarterOfYear(4, 1.1, 1.0, 1.2),
        ),
    )
    assert found.standing_out == (1, 2)
    assert standing_out_says(found) == (
        "Q1 (Apr–Jun) stands out: 28% above the level of the year (12% to 47% above). Q2 (Jul–Sep) stands out: 50% above "
        "the level of the year (30% to 70% above)."
    )
    assert next_quarters_say(found) == (
        "If the quarters to come are like those of 2021/22 Q1 to 2024/25 Q4, there will be 80 to 120 in 2025/26 Q1 "
        "(Apr–Jun 2025) and 130 to 1,170 in 2025/26 Q2 (Jul–Sep 2025), which stands out (95% ranges)."
    )
    assert level_in_words(QuarterOfYear(3, 0.7, 0.6, 0.8)) == (
        "30% below the level of the year (40% to 20% below)"
    )
    assert level_in_words(QuarterOfYear(4, 1.1, 1.0, 1.2)) == (
        "10% above the level of the year (0% to 20% above)"
    )
    assert level_in_words(QuarterOfYear(4, 1.0, 0.9, 1.2)) == (
        "0% above the level of the year (10% below to 20% above)"
    )
    assert (
        NONE_STANDS_OUT
        == "No quarter of the year stands out above the level of the year by more than chance."
    )
    assert (Seasons().dispersion, Seasons().why_none, Seasons().used) == (1.0, "", ())


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_any_quarter_of_the_year_may_be_the_one_that_never_has_any(number):
    numbers = [0 if place % 4 == number - 1 else 5 for place in range(12)]
    assert seasons(by_quarter(numbers)).why_none == (
        f"In Q{number} of every year the number is 0: there are too few to tell a season from chance."
    )
    less = [0 if place % 4 == 3 else n for place, n in enumerate(numbers)]  # of two the first is named
    assert seasons(by_quarter(less)).why_none.startswith(f"In Q{number} of every year the number is 0")
    numbers[number + 3] = 1  # once is enough
    assert seasons(by_quarter(numbers)).why_none == ""


@pytest.mark.parametrize(
    ("missing", "named"),
    [
        ((14,), "2024/25 Q3"),
        ((1,), "2021/22 Q2"),
        ((5, 6, 7, 8), "2022/23 Q2, 2022/23 Q3, 2022/23 Q4 and 2023/24 Q1"),
        ((5, 6, 7, 8, 9), "2022/23 Q2, 2022/23 Q3, 2022/23 Q4, 2023/24 Q1 and others"),
    ],
)
def test_up_to_four_missing_quarters_are_named(missing, named):
    counts = {q: n for q, n in by_quarter([5] * 17).items() if q - Q not in (*missing, 16)}
    counts |= {Q + 15: 5}
    if len(counts) < 12:
        counts |= {Q - later: 5 for later in (1, 2)}
    assert f"There is no number for {named}, and without every quarter" in seasons(counts).why_none


def fitted(found: Seasons, quarters: int) -> np.ndarray:
    """The means of the model for the quarters seen: from the next two, the ratios of the quarters of the year and the
    trend a quarter between them, all others follow."""
    (first, second), levels = (
        (coming.expected for coming in found.coming),
        [part.ratio for part in found.year],
    )
    at, after = levels[quarters % 4], levels[(quarters + 1) % 4]
    trend = math.log(second / first * at / after)
    return np.array([first * levels[p % 4] / at * math.exp(trend * (p - quarters)) for p in range(quarters)])


def test_the_level_and_the_trend_are_those_that_fit_best():
    """Where a log-linear model fits best, what it expects adds up to what was seen, for each quarter of the year and
    weighted with the trend (McCullagh and Nelder 1989, chapter 2)."""
    numbers = np.array([12, 3, 0, 40, 15, 9, 1, 44, 30, 2, 7, 71])
    found = seasons(by_quarter(numbers.tolist()))
    expected, places = fitted(found, 12), np.arange(12)
    for part in range(4):
        assert expected[part::4].sum() == pytest.approx(numbers[part::4].sum(), rel=1e-8)
    assert places @ expected == pytest.approx(places @ numbers, rel=1e-8)
    pearson = float(((numbers - expected) ** 2 / expected).sum()) / 7
    assert found.dispersion == pytest.approx(pearson, rel=1e-8) and pearson > 1


@pytest.mark.parametrize("numbers", [[60] * 4 + [140] * 4 + [60] * 4 + [140] * 4, [30, 90, 50, 10, 25] * 3])
def test_a_restless_series_is_scipy_s(numbers):
    """The range of the model's own expectation, with its dispersion and the covariance of its effects."""
    found, n = seasons(by_quarter(numbers)), len(numbers)
    means, freedom = fitted(found, n), n - 5
    design = np.array([[p, *(p % 4 == part for part in range(4))] for p in range(n + 2)], dtype=float)
    phi = float(((np.array(numbers) - means) ** 2 / means).sum()) / freedom
    assert found.dispersion == pytest.approx(phi) and phi > 2
    covariance = phi * np.linalg.inv(design[:n].T @ (design[:n] * means[:, None]))
    for coming, row in zip(found.coming, design[n:], strict=True):
        variance = phi * coming.expected + coming.expected**2 * float(row @ covariance @ row)
        variance *= (stats.t(freedom).ppf(0.975) / stats.norm.ppf(0.975)) ** 2
        share = coming.expected / variance
        law = stats.nbinom(coming.expected * share / (1 - share), share)
        assert (coming.lower, coming.upper) == (law.ppf(0.025), law.ppf(0.975))
