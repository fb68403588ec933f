"""Published figures, to their printed digits.

What was printed is compared with what is printed from ours: one digit that differs fails.
"""

import numpy as np
import pytest

from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.statistics.control_charts.chart_with_signals import OUTSIDE, SHIFT, TREND
from ieo_metrics.statistics.control_charts.control_limits import WIDTH, mean_moving_range
from ieo_metrics.statistics.differences import newcombe, welch
from ieo_metrics.statistics.intervals import mean_t, wilson
from tests.statistics.control_charts.values_alone import xmr

Q = quarter(2020, 1)


def one(function, *values: float) -> tuple[float, float]:
    lower, upper = function(*(np.array([value], dtype=np.float64) for value in values))
    return float(lower[0]), float(upper[0])


def printed(ends: tuple[float, float], digits: int = 4) -> tuple[str, str]:
    return tuple(f"{end:.{digits}f}".replace("-0.0000", "0.0000") for end in ends)


# Newcombe 1998, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17, 857–872,
# table I, method 3 (Wilson, without continuity correction).
@pytest.mark.parametrize(
    ("successes", "n", "lower", "upper"),
    [
        (81, 263, "0.2553", "0.3662"),
        (15, 148, "0.0624", "0.1605"),
        (0, 20, "0.0000", "0.1611"),
        (1, 29, "0.0061", "0.1718"),
    ],
)
def test_newcombes_single_proportions(successes, n, lower, upper):
    assert printed(one(wilson, successes, n)) == (lower, upper)


# Newcombe 1998, Interval estimation for the difference between independent proportions, Statistics in
# Medicine 17, 873–890, table II, method 10, cases (a) to (h).
@pytest.mark.parametrize(
    ("first", "second", "lower", "upper"),
    [
        ((56, 70), (48, 80), "0.0524", "0.3339"),
        ((9, 10), (3, 10), "0.1705", "0.8090"),
        ((6, 7), (2, 7), "0.0582", "0.8062"),
        ((5, 56), (0, 29), "-0.0381", "0.1926"),
        ((0, 10), (0, 20), "-0.1611", "0.2775"),
        ((0, 10), (0, 10), "-0.2775", "0.2775"),
        ((10, 10), (0, 20), "0.6791", "1.0000"),
        ((10, 10), (0, 10), "0.6075", "1.0000"),
    ],
)
def test_newcombes_differences(first, second, lower, upper):
    sides = [(k / n, *one(wilson, k, n)) for k, n in (first, second)]
    assert printed(newcombe(*sides)) == (lower, upper)


# Student 1908, The probable error of a mean, Biometrika 6, 1–25, section IX: hours of sleep gained by ten
# patients with two drugs. In tenths of an hour, because our sums are of whole numbers. Intervals: as printed
# by R's t.test of its data set `sleep`.
FIRST = [7, -16, -2, -12, -1, 34, 37, 8, 0, 20]
SECOND = [19, 8, 11, 1, -1, 44, 55, 16, 46, 34]


def interval(tenths: list[int]) -> tuple[float, float]:
    return one(mean_t, sum(tenths), sum(t * t for t in tenths), len(tenths))


def test_students_sleep_data():
    gained = [b - a for a, b in zip(FIRST, SECOND)]
    # His table: means 0.75, 2.33 and 1.58; standard deviations, by n as he took them, 1.70, 1.90 and 1.17.
    assert [f"{np.mean(x) / 10:.2f}" for x in (FIRST, SECOND, gained)] == ["0.75", "2.33", "1.58"]
    assert [f"{np.std(x) / 10:.2f}" for x in (FIRST, SECOND, gained)] == ["1.70", "1.90", "1.17"]
    lower, upper = interval(gained)
    assert printed((lower / 10, upper / 10), 7) == ("0.7001142", "2.4598858")


def test_students_two_drugs_as_if_of_different_patients():
    """R's `t.test(extra ~ group, data = sleep)`, Welch: −3.3654832 to 0.2054832."""
    sides = [(sum(x) / 100, *(end / 10 for end in interval(x)), 10) for x in (FIRST, SECOND)]
    assert printed(welch(*sides), 7) == ("-3.3654832", "0.2054832")


# Wheeler 2003, Making Sense of Data, p. 382, "Data set to use when verifying software".
VERIFYING = [5045, 4350, 4350, 3975, 4290, 4430, 4485, 4285, 3980, 3925, 3645, 3760, 3300, 3685, 3463, 5200]


def test_wheelers_data_for_verifying_software():
    """Wheeler screens nothing: average 4135.50, average moving range 355.93, natural process limits 3188.72
    and 5082.28."""
    moving, screened = mean_moving_range(VERIFYING, screen=False)
    assert (f"{moving:.2f}", screened) == ("355.93", 0)
    mean = sum(VERIFYING) / len(VERIFYING)
    assert [f"{end:.2f}" for end in (mean, mean - WIDTH * moving, mean + WIDTH * moving)] == [
        "4135.50",
        "3188.72",
        "5082.28",
    ]


def test_wheelers_data_with_the_jump_screened_out():
    """The last range, 1737, is more than 3.267 × 355.93 = 1162.83; by hand, the others make 3602 / 14 =
    257.29, and 2.66 of it 684.38."""
    control = xmr(range(Q, Q + 16), VERIFYING)
    segment, point = control.segments[0], control.points[0]
    assert segment.screened == 1
    assert [f"{end:.2f}" for end in (segment.centre, segment.moving_range, point.lower, point.upper)] == [
        "4135.50",
        "257.29",
        "3451.12",
        "4819.88",
    ]


# Wheeler 2003, Making Sense of Data, table 9.1: accident rates of two groups by month, with the limits
# printed for each.
@pytest.mark.parametrize(
    ("rates", "lower", "upper"),
    [
        ([43, 40, 37, 33, 30, 33, 34, 35, 29, 33, 31, 39], "25.6", "43.9"),
        ([35, 37, 33, 32, 27, 29, 31, 22, 25, 30, 24, 19], "18.0", "39.3"),
    ],
)
def test_wheelers_accident_rates(rates, lower, upper):
    point = xmr(range(Q, Q + 12), rates).points[0]
    assert (point.segment.screened, *printed((point.lower, point.upper), 1)) == (0, lower, upper)


def test_the_example_of_screening_of_plot_the_dots():
    """NHS-R community, NHSRplotthedots (Making Data Count's method), article "Deviations from Excel
    defaults": with the one jump screened out the chart prints an upper limit of 4.6, a mean of 1.94 and a
    lower limit of −0.72, and one point that is special."""
    values = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
    control = xmr(range(Q, Q + 18), values)
    point = control.points[0]
    assert [f"{end:.2f}" for end in (point.upper, point.segment.centre, point.lower)] == [
        "4.60",
        "1.94",
        "-0.72",
    ]
    assert [(s.rule, s.quarters) for s in control.signals] == [(OUTSIDE, (Q + 4,))]


def test_the_near_limits_example_of_plot_the_dots():
    """Its test of "2 of 3": 1 and −1 in turn, then 5.5 and −5.5, which are near opposite limits: both are
    common cause."""
    values = [1, -1] * 7 + [5.5, -5.5]
    assert xmr(range(Q, Q + 16), values).signals == ()


@pytest.mark.parametrize(
    ("values", "ups"),
    [
        ([1, 2, 3, 4, 5, 6], []),
        ([1, 2, 3, 3, 4, 5, 6], []),
        ([1, 2, 3, 4, 5, 6, 7], [(True, 0)]),
        ([2, 1, 2, 3, 4, 5, 6, 7, 3], [(True, 1)]),
        ([7, 6, 5, 4, 3, 2, 1], [(False, 0)]),
        ([2, 7, 6, 5, 4, 3, 2, 1, 3], [(False, 1)]),
    ],
)
def test_the_trends_of_plot_the_dots(values, ups):
    """The cases of its `ptd_seven_point_trend`; each trend is of seven values, from the place given."""
    found = [(s.up, s.quarters) for s in xmr(range(Q, Q + len(values)), values).signals if s.rule == TREND]
    assert found == [(up, tuple(range(Q + start, Q + start + 7))) for up, start in ups]


def test_the_daily_smokers_of_wheeler():
    """Making Sense of Data, table 8.1 (high school seniors who smoke daily, %): a run of eight below the mean
    ends the series. The mean by hand: 269.8 / 14 = 19.27, with 19.6 above it just before them."""
    values = [21.3, 20.2, 20.9, 21.0, 18.8, 19.6, 18.7, 18.6, 18.1, 18.9, 19.2, 18.2, 17.3, 19.0]
    control = xmr(range(Q, Q + 14), values)
    assert f"{control.segments[0].centre:.2f}" == "19.27"
    assert [s.quarters for s in control.signals if s.rule == SHIFT] == [tuple(range(Q + 6, Q + 14))]
