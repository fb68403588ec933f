"""The lines of a control chart as every file has them: their names, levels and what is said of them."""

from dataclasses import replace

import pytest

from ieo_metrics.framework.configuration.targets import Band, Target
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.statistics.control_charts.chart_lines import (
    HEADINGS,
    ChartLine,
    chart_lines,
    levels_by_kind,
    lines_say,
    rows_of_steps,
    stepped,
    target_lines,
)
from ieo_metrics.statistics.control_charts.chart_with_signals import Control, control_of
from ieo_metrics.statistics.control_charts.control_limits import Observation, proportion_limits
from tests.statistics.control_charts.values_alone import xmr

Q = quarter(2020, 1)
SHARE, STARTED = MEASURE["5.1.1.b"], MEASURE["5.1.3.b"]
EVEN = (0.45, 0.55) * 6  # mean 50%, mean moving range 10 points: limits 23.4% and 76.6%
DRAWN = "Dashed lines: the range that chance alone gives; the thin line between them: the average."


def chart(*values, steps=()) -> Control:
    return xmr(range(Q, Q + len(values)), values, [Q + s for s in steps])


def test_twelve_quarters_have_limits_and_the_average():
    upper, average, lower = chart_lines(chart(*EVEN), SHARE)
    assert [line.name for line in (upper, average, lower)] == ["upper limit", "average", "lower limit"]
    assert list(upper.levels) == list(range(Q, Q + 12))
    assert all(level == pytest.approx(0.766) for level in upper.levels.values())
    assert all(level == pytest.approx(0.5) for level in average.levels.values())
    assert all(level == pytest.approx(0.234) for level in lower.levels.values())
    assert lines_say(chart(*EVEN), SHARE) == DRAWN


def test_fewer_than_twelve_have_the_median_and_it_is_said():
    (median,) = chart_lines(chart(0.2, 0.4, 0.9), SHARE)
    assert median.name == "median" and set(median.levels.values()) == {0.4}
    assert lines_say(chart(0.2, 0.4, 0.9), SHARE) == (
        "No limits: fewer than 12 quarters have a value. The thin line is the median."
    )


def test_limits_that_follow_n_are_a_step_each():
    """Ten quarters of 50 of 100, then 8 of 16 and 200 of 400: p̄ is a half, σ_z 0 and so taken as 1; three
    standard errors are 15, 37.5 and 7.5 points."""
    ns = [100] * 10 + [16, 400]
    control = control_of(range(Q, Q + 12), [Observation(0.5, n) for n in ns], proportion_limits)
    upper = chart_lines(control, SHARE)[0].levels
    assert [round(upper[q], 4) for q in (Q, Q + 10, Q + 11)] == [0.65, 0.875, 0.575]


def test_each_stretch_has_lines_of_its_own_name():
    control = chart(*EVEN, *(0.85, 0.95) * 6, 0.1, steps=(12, 24))
    lines = chart_lines(control, SHARE)
    assert [line.name for line in lines] == [
        *("upper limit", "average", "lower limit"),
        *("upper limit from 2023/24 Q1", "average from 2023/24 Q1", "lower limit from 2023/24 Q1"),
        "median from 2026/27 Q1",
    ]
    # 90% and 26.6 points more would be beyond what can be: drawn at 100%.
    assert levels_by_kind(lines)["upper limit"][Q + 12] == 1
    assert list(levels_by_kind(lines)["average"]) == list(range(Q, Q + 24))
    assert lines_say(control, SHARE) == (
        f"{DRAWN} No limits in 2026/27 Q1: fewer than 12 quarters have a value. The thin line there is the "
        "median."
    )


def test_where_another_number_is_judged_there_are_no_lines_and_it_is_said():
    assert chart_lines(chart(*range(10, 30)), STARTED) == []
    assert lines_say(chart(*range(10, 30)), STARTED).startswith(
        "No limits: change is judged by how many started in each quarter"
    )


def test_nothing_to_draw():
    assert chart_lines(Control(), SHARE) == [] and lines_say(Control(), SHARE) == ""
    assert chart_lines(chart(None, None), SHARE) == []
    assert lines_say(chart(None), SHARE) == "No limits: fewer than 12 quarters have a value."
    apart = xmr([Q + 2 * i for i in range(12)], EVEN)
    assert lines_say(apart, SHARE) == (
        "No limits: too few quarters follow each other. The thin line is the median."
    )


def test_a_step_is_as_wide_as_its_quarter_and_a_gap_breaks_it():
    places, levels = stepped({Q: 0.8, Q + 1: 0.9, Q + 3: 0.7})
    assert places == [Q - 0.5, Q + 0.5, Q + 0.5, Q + 1.5, None, Q + 2.5, Q + 3.5]
    assert levels == [0.8, 0.8, 0.9, 0.9, None, 0.7, 0.7]
    assert stepped({}) == ([], [])


def test_rows_of_steps_are_two_a_quarter_from_half_a_place_before_the_first():
    upper = ChartLine("upper limit", "upper limit", {Q: 0.8, Q + 2: 0.7})
    middle = ChartLine("average", "average", {Q: 0.5, Q + 1: 0.5, Q + 2: 0.5})
    assert rows_of_steps(range(Q, Q + 3), [upper, middle]) == [
        (Q, 0.5, [0.8, 0.5]),
        (Q, 1.5, [0.8, 0.5]),
        (Q + 1, 1.5, [None, 0.5]),
        (Q + 1, 2.5, [None, 0.5]),
        (Q + 2, 2.5, [0.7, 0.5]),
        (Q + 2, 3.5, [0.7, 0.5]),
    ]


def test_what_the_lines_are_called() -> None:
    """Over columns that may hold averages themselves the average is told apart."""
    assert HEADINGS == {
        "upper limit": "Upper limit",
        "average": "Average of the quarters",
        "lower limit": "Lower limit",
        "median": "Median of the quarters",
    }


def test_people_who_stay_have_no_limits_of_their_own() -> None:
    assert lines_say(Control(), MEASURE["5.1.3.b"]) == (
        "No limits: change is judged by how many started in each quarter, and not by this number."
    )


def test_the_target_is_a_line_over_the_quarters_in_which_it_was_in_force():
    """60% in the second and third of five quarters, 70% in the fourth; that of another measure is no line."""
    targets = [
        Target(SHARE.ref, Q + 1, (Band("met", 0.6),)),
        Target(SHARE.ref, Q + 3, (Band("met", 0.7),), Q + 3),
    ]
    quarters = range(Q, Q + 5)
    [line] = target_lines(targets, SHARE, quarters)
    assert (line.kind, line.name) == ("target", "target")
    assert line.levels == {Q + 1: 0.6, Q + 2: 0.6, Q + 3: 0.7}
    assert target_lines(targets, STARTED, quarters) == target_lines(targets, SHARE, [Q]) == []


def test_a_quarter_without_a_value_has_no_limits_that_follow_n():
    """The average is drawn through it, the steps are broken there."""
    known = [Observation(0.5, 100)] * 6 + [Observation(float("nan"))] + [Observation(0.4, 100)] * 6
    upper, average, lower = chart_lines(control_of(range(Q, Q + 13), known, proportion_limits), SHARE)
    without = [q for q in range(Q, Q + 13) if q != Q + 6]
    assert list(upper.levels) == list(lower.levels) == without
    assert list(average.levels) == list(range(Q, Q + 13))


def test_of_two_stretches_without_limits_both_are_named():
    assert lines_say(chart(0.2, 0.4, 0.9, 0.1, steps=(2,)), SHARE) == (
        "No limits in 2020/21 Q1 to 2020/21 Q2 and 2020/21 Q3 to 2020/21 Q4: fewer than 12 quarters have a value. The "
        "thin line is the median."
    )
    still = chart(*EVEN, *[0.5] * 12, 0.9, steps=(12, 24))
    assert lines_say(still, SHARE) == (
        f"{DRAWN} No limits in 2023/24 Q1 to 2025/26 Q4: no quarter differs from the one before it. No limits in "
        "2026/27 Q1: fewer than 12 quarters have a value. The thin line there is the median."
    )
    names = [line.name for line in chart_lines(chart(0.2, 0.4, 0.9, 0.1, steps=(2,)), SHARE)]
    assert names == ["median", "median from 2020/21 Q3"]


def test_a_chart_that_is_not_judged_says_why():
    assert lines_say(replace(chart(*EVEN), why_not_judged="it rolls"), SHARE) == "No limits: it rolls."


def test_a_step_follows_the_one_before_without_a_break():
    places, levels = stepped({Q: 0.8, Q + 1: 0.8, Q + 2: 0.8})
    assert places == [Q - 0.5, Q + 0.5, Q + 0.5, Q + 1.5, Q + 1.5, Q + 2.5] and levels == [0.8] * 6
