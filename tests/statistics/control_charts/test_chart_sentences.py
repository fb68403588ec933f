"""What a chart and a target say, word for word, at their edges."""

import numpy as np
import pytest

from ieo_metrics.framework.configuration.targets import Band, Target
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.measures import MEASURE, MEASURES
from ieo_metrics.framework.words.list_in_words import list_in_words
from ieo_metrics.statistics.control_charts.chart_sentences import (
    SEASON_ON_CHART,
    baseline_says,
    control_notes,
    point_in_words,
    regression_to_the_mean,
    several_in_words,
    signal_says,
    target_says,
    watching_says,
    within_says,
)
from ieo_metrics.statistics.control_charts.chart_with_signals import Control, Point, control_of
from ieo_metrics.statistics.control_charts.control_limits import Observation, proportion_limits
from ieo_metrics.statistics.differences import Figure
from ieo_metrics.statistics.figure_wording import figure_statement
from ieo_metrics.statistics.intervals import wilson
from ieo_metrics.statistics.target_outcomes import UNTOLD, target_outcome
from tests.statistics.control_charts.values_alone import xmr

Q = quarter(2020, 1)  # so that place 16 is 2024/25 Q1
SHARE, STAR, PAIN, COUNTED = MEASURE["5.1.1.b"], MEASURE["5.1.1.a"], MEASURE["5.1.2.c"], MEASURE["5.1.3.b"]
NOW = quarter(2024, 2)


def chart(*values, steps=()) -> Control:
    return xmr(range(Q, Q + len(values)), values, [Q + s for s in steps])


EVEN = (0.45, 0.55) * 6  # mean 50%, limits 50% ± 26.6 points


def signal(control: Control, measure=SHARE) -> str:
    """The first signal of the last value, in words."""
    return signal_says(control, control.last, control.last.signals[0], measure)


def test_within_the_limits():
    assert (
        within_says(chart(*EVEN).last, SHARE)
        == "2022/23 Q4 (55%) is within the range that chance alone gives, 23% to 77%"
    )
    assert (
        within_says(chart(*(0.1, 0.9) * 6).last, SHARE)
        == "2022/23 Q4 (90%) is within the range that chance alone gives, 0% to 100%"
    )


def test_limits_that_look_alike():
    """Counts that hardly move, 7 and 8 by turns of four: mean 7.5, ranges three of 1 in eleven, 7.5 ± 0.73. Limits
    that no decimals tell apart are no range."""
    slow = chart(*(7, 7, 7, 7, 8, 8, 8, 8, 7, 7, 8, 8)).last
    assert within_says(slow, MEASURE["5.3.1.a"]).endswith(
        "(8) is within the range that chance alone gives, 7 to 8"
    )
    close = chart(*(7.1, 7.2) * 6).last  # 7.15 ± 0.266
    assert within_says(close, MEASURE["5.3.1.a"]).endswith("chance alone gives, 6.9 to 7.4")
    rare = Point(Q, 0.0, chart(*EVEN).segments[0], 0.0, 0.0)
    assert within_says(rare, SHARE) == "2020/21 Q1 (0%) is where chance alone would put it"


def test_of_people_who_stay_those_who_started_are_named():
    assert (
        within_says(chart(*(9, 11) * 6).last, COUNTED)
        == "2022/23 Q4 (11 started) is within the range that chance alone gives, 5 to 15"
    )


def test_a_run_above_the_average():
    """The first seven make 3.54 and the last 5.00: the mean is 8.54 / 14 = 61%."""
    control = chart(0.40, 0.60, 0.45, 0.62, 0.40, 0.62, 0.45, 0.65, 0.80, 0.65, 0.80, 0.65, 0.80, 0.65)
    assert signal(control) == "the last 7 quarters are all above the average of 61%"
    assert (
        watching_says(control, SHARE)
        == "Worth watching: the last 7 quarters are all above the average of 61%."
    )


def test_a_run_above_an_average_that_looks_like_it():
    """Nine of 99.4 and 99.8 in turn, nine of 99.85 and 99.95: together 1795.25 / 18 = 99.74%, which would look
    like 100%."""
    control = chart(*(0.994, 0.998) * 4, 0.994, *(0.9985, 0.9995) * 4, 0.9985)
    assert signal(control) == "the last 9 quarters are all above the average of 99.7%"


def test_nothing_to_watch():
    for control in (Control(), chart(None), chart(0.5), chart(*EVEN), chart(*[0.5] * 13)):
        assert watching_says(control, SHARE) == ""
    # A verdict is said as one, and nothing beside it.
    assert watching_says(chart(*EVEN, *EVEN, 0.95), SHARE) == ""


def test_rising_and_falling():
    assert (
        signal(chart(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7))
        == "the last 7 quarters rose each time, from 10% to 70%"
    )
    assert signal(chart(*(0.101 + place / 2000 for place in range(7)))).endswith("from 10.1% to 10.4%")
    assert (
        signal(chart(-0.1, -0.2, -0.3, -0.4, -0.5, -0.6, -0.7), PAIN)
        == "the last 7 quarters fell each time, from −0.1 to −0.7"
    )
    assert signal(chart(0.1, 0.2, 0.3, None, 0.4, 0.5, 0.6, 0.7)) == (
        "the last 7 quarters with a value (none in 2020/21 Q4) rose each time, from 10% to 70%"
    )


def test_a_value_outside_a_limit():
    """Twenty-four even values and 95%: the mean is 12.95 / 25 = 51.8%; the range of 50 points is screened
    out, 23 of 10 stay: the upper limit is 51.8 + 26.6 = 78.4%."""
    assert signal(chart(*EVEN, *EVEN, 0.95)) == "2026/27 Q1 (95%) is above the upper limit of 78%"
    assert signal(chart(*EVEN, *EVEN, 0.05)) == "2026/27 Q1 (5%) is below the lower limit of 22%"


def test_a_value_that_looks_like_its_limit_is_just_outside():
    """Mean 12.794 / 25 = 0.51176; ranges twenty-three of 0.1 and one of 0.244, mean 0.106; 0.51176 + 2.66 ×
    0.106 = 0.79372."""
    assert signal(chart(*EVEN, *EVEN, 0.794)) == "2026/27 Q1 (79.40%) is just above the upper limit of 79.37%"


def test_two_of_three_near_a_limit():
    assert (
        signal(chart(*EVEN, *EVEN, 0.75, 0.5, 0.75))
        == "2 of the last 3 quarters are close to the upper limit or beyond it"
    )
    assert (
        signal(chart(*EVEN, *EVEN, *EVEN, 0.75, 0.75, 0.75))
        == "all of the last 3 quarters are close to the upper limit or beyond it"
    )
    assert signal(chart(*EVEN, *EVEN, 0.75, None, 0.75)).startswith(
        "2 of the last 3 quarters with a value (none in 2026/27 Q2) are close to the upper limit"
    )


def test_the_notes():
    control = chart(*(0.1, 0.9) * 6, None, None, 0.5, steps=(12, 40))
    assert control_notes(control, SHARE) == [
        "No value in 2023/24 Q1 and 2023/24 Q2.",
        "The lower limit is drawn at 0% where it would lie beyond, because no value can.",
        "The upper limit is drawn at 100% where it would lie beyond, because no value can.",
    ]
    assert control_notes(chart(*EVEN), SHARE) == []
    pupils = MEASURE["5.1.5.a"]
    assert control_notes(chart(*(9, 11) * 6), pupils) == [SEASON_ON_CHART]
    assert control_notes(Control(), pupils) == []
    assert control_notes(chart(*EVEN, *EVEN, 0.95), SHARE) == [
        (
            "1 change from one quarter to the next was too large to be chance, and left out when the "
            "limits were worked out."
        )
    ]
    assert control_notes(chart(*EVEN, *EVEN, 0.95, *EVEN), SHARE)[0].startswith(
        "2 changes from one quarter to the next were too large"
    )
    assert control_notes(chart(*(0, 90) * 6), COUNTED) == [
        "The chart is of those who started in each quarter, because people stay for several.",
        "The lower limit is drawn at 0 where it would lie beyond, because no value can.",
    ]
    assert control_notes(chart(*(-9, 9) * 6), STAR) == []
    assert control_notes(Control(), SHARE) == []
    apart = xmr([Q + 2 * i for i in range(12)], EVEN)
    assert control_notes(apart, SHARE)[-1] == (
        "There are no limits here: too few quarters follow each other."
    )
    for value in (0.0, 1.0):
        assert control_notes(chart(*[value] * 12), SHARE) == [
            "There are no limits here: no quarter differs from the one before it."
        ]


def test_of_several_stretches_the_one_without_limits_is_named():
    """Twelve quarters alike, and from the thirteenth on, where it was re-based, two values in turn; or the other way."""
    assert control_notes(chart(*[0.5] * 12, *EVEN, steps=(12,)), SHARE) == [
        "There are no limits from 2020/21 Q1 on: no quarter differs from the one before it."
    ]
    assert control_notes(chart(*EVEN, *[0.5] * 12, steps=(12,)), SHARE) == [
        "There are no limits from 2023/24 Q1 on: no quarter differs from the one before it."
    ]


def target(
    ref: str, *bands: tuple[str, float | None], lowest_n: int = 10, baseline: float | None = None
) -> Target:
    return Target(ref, quarter(2024, 1), tuple(Band(*band) for band in bands), None, lowest_n, baseline)


def share(k: int, n: int) -> Figure:
    lower, upper = (float(end[0]) for end in wilson(np.array([k]), np.array([n])))
    return Figure(NOW, k / n, k, n, lower, upper, "")


def test_what_a_target_says_of_a_percentage():
    """Wilson's ends: of 5 of 20 11% and 47%, of 19 of 20 76% and 99%, of 13 of 20 43% and 82%."""
    aim = target(SHARE.ref, ("on target", 0.65))
    assert target_says(aim, share(5, 20), SHARE) == "Below the target of 65% in force since 2024/25 Q1."
    assert target_says(aim, share(19, 20), SHARE) == "Meets the target of 65% in force since 2024/25 Q1."
    assert target_says(aim, share(0, 20), SHARE).startswith("Below")
    assert target_says(aim, share(20, 20), SHARE).startswith("Meets")
    assert target_says(aim, share(13, 20), SHARE) == (
        "Close to the target of 65% in force since 2024/25 Q1: whether it is met cannot be told, because the "
        "95% range, 43% to 82%, includes it."
    )
    assert target_says(aim, share(13, 20), SHARE, with_range=False) == (
        "Close to the target of 65% in force since 2024/25 Q1: whether it is met cannot be told."
    )
    assert (
        target_says(aim, share(9, 9), SHARE)
        == "Whether the target of 65% in force since 2024/25 Q1 is met cannot be told: 9 young people, but at least "
        "10 are needed."
    )
    assert target_says(aim, share(1, 1), SHARE).endswith("1 young person, but at least 10 are needed.")
    assert (
        target_says(aim, Figure(NOW, marker="z"), SHARE)
        == "Whether the target of 65% in force since 2024/25 Q1 is met cannot be told: nobody could be counted in "
        "2024/25 Q2."
    )
    assert target_says(None, share(13, 20), SHARE) == "No target is in force in 2024/25 Q2."


def test_the_officer_s_word_comes_first_where_it_can_be_told():
    bands = target(SHARE.ref, ("on target", 0.65), ("Close", 0.2), ("Off target", None))
    assert (
        target_says(bands, share(5, 20), SHARE) == "Close. Below the target of 65% in force since 2024/25 Q1."
    )
    assert (
        target_says(bands, share(2, 20), SHARE)
        == "Off target. Below the target of 65% in force since 2024/25 Q1."
    )
    assert (
        target_says(bands, share(19, 20), SHARE)
        == "on target. Meets the target of 65% in force since 2024/25 Q1."
    )
    assert target_says(bands, share(13, 20), SHARE).startswith("Close to the target of 65%")
    two = target(SHARE.ref, ("on target", 0.65), ("Close", 0.5))
    assert target_says(two, share(5, 20), SHARE) == "Below the target of 65% in force since 2024/25 Q1."


def test_a_target_of_a_fall_and_of_a_count():
    pain = target(PAIN.ref, ("met", -1.0))
    assert (
        target_says(pain, Figure(NOW, -0.4, -8, 20, -0.9, 0.1, ""), PAIN)
        == "Above the target of −1.0 in force since 2024/25 Q1."
    )
    assert target_says(pain, Figure(NOW, -1.8, -36, 20, -2.4, -1.2, ""), PAIN).startswith("Meets")
    assert target_says(pain, Figure(NOW, -1.2, -24, 20, -1.8, -0.6, ""), PAIN) == (
        "Close to the target of −1.0 in force since 2024/25 Q1: whether it is met cannot be told, because the "
        "95% range, −1.8 to −0.6, includes it."
    )
    alike = target_says(pain, Figure(NOW, -2.0, -40, 20, marker=""), PAIN)
    assert alike == (
        "Close to the target of −1.0 in force since 2024/25 Q1: whether it is met cannot be told without a "
        "95% range."
    )
    counted = target(COUNTED.ref, ("met", 120))
    assert (
        target_says(counted, Figure(NOW, 0.0, marker=""), COUNTED)
        == "Below the target of 120 in force since 2024/25 Q1."
    )
    assert target_says(counted, Figure(NOW, 120.0, marker=""), COUNTED).startswith("Meets")
    just = target(COUNTED.ref, ("met", 120.4))
    assert target_says(just, Figure(NOW, 120.0, marker=""), COUNTED).startswith(
        "Just below the target of 120"
    )


def test_the_baseline():
    assert (
        baseline_says(target(SHARE.ref, ("met", 0.65), baseline=0.0), SHARE)
        == "The baseline was 0% when this target was set."
    )
    assert baseline_says(target(SHARE.ref, ("met", 0.65)), SHARE) == ""


def test_regression_to_the_mean_is_said_of_changes_since_joining():
    said = [m.ref for m in MEASURES if regression_to_the_mean(m)]
    assert regression_to_the_mean(MEASURE[said[0]]) == (
        "Young people may join when things are at their worst; then some improvement would be expected without help."
    )
    assert said == [
        "5.1.1.a",
        "5.1.1.b",
        "5.1.2.a",
        "5.1.2.b",
        "5.1.2.c",
        "5.1.2.d",
        "5.1.4.a",
        "5.1.4.b",
        "5.2.2.a",
        "5.2.2.b",
        "5.2.2.c",
    ]


def test_lists():
    assert [list_in_words(x) for x in (["a"], ["a", "b"], ["a", "b", "c"])] == ["a", "a and b", "a, b and c"]


def test_five_of_nine():
    """Wilson of 5 of 9, by hand: (5/9 + 0.2134) / 1.4268 = 0.5389, ± 0.2723: 26.7% to 81.1%."""
    lower, upper = (float(end[0]) for end in wilson(np.array([5]), np.array([9])))
    figure = Figure(NOW, 5 / 9, 5, 9, lower, upper, "")
    assert (
        figure_statement(figure, SHARE)
        == "56% of 9 young people; one young person is worth 11 points; 95% range 27% to 81%"
    )


def test_a_chart_of_those_who_started_says_so():
    """Of a count of people who stay, and only where there is a chart at all."""
    said = "The chart is of those who started in each quarter, because people stay for several."
    assert control_notes(chart(*(9, 11) * 6), COUNTED) == [said]
    assert control_notes(Control(), COUNTED) == []
    assert control_notes(chart(*EVEN), SHARE) == []


def test_what_is_said_of_the_season() -> None:
    assert SEASON_ON_CHART == (
        "The measure follows the school year: its quarters lie apart because of the season, so the chart "
        "shows how far they do, and what it marks is no sign of a change."
    )


def test_the_value_of_a_run_below_that_is_nearest_its_average_is_told_apart_from_it():
    """Nine of 20% and 40.0% in turn, and nine of 39.4%, 39.6% and 30%: 20 and 40 make 5 × 0.2 + 4 × 0.4 and more; the
    nearest below the average would look like it, and the furthest would not."""
    values = (0.5, 0.3) * 4 + (0.5,)
    control = chart(*values, *(0.2, 0.3955, 0.39) * 3)
    # (5 × 0.5 + 4 × 0.3 + 3 × (0.2 + 0.3955 + 0.39)) / 18 = 6.6565 / 18 = 0.36981: two of three are not below it.
    assert control.last.signals == ()
    below = chart(*(0.5,) * 5, *(0.55,) * 4, *(0.2, 0.396, 0.3) * 3)
    # (2.5 + 2.2 + 2.688) / 18 = 0.41044: told as 41%, the nearest as 40%.
    assert signal(below) == "the last 9 quarters are all below the average of 41%"
    near = chart(*(0.5,) * 5, *(0.5,) * 4, *(0.2, 0.396, 0.2935) * 3)
    # (4.5 + 2.6685) / 18 = 0.39825, which looks like the nearest, 39.6%, without a decimal.
    assert signal(near) == "the last 9 quarters are all below the average of 39.8%"


def test_a_figure_of_nobody_is_too_few_for_its_target():
    aim = target(SHARE.ref, ("on target", 0.65))
    assert target_says(aim, Figure(NOW, 0.5, 0.0, 0), SHARE).endswith(
        "cannot be told: 0 young people, but at least 10 are needed."
    )


def test_at_the_least_number_a_target_is_judged():
    aim = target(SHARE.ref, ("on target", 0.65))
    assert target_says(aim, share(10, 10), SHARE).startswith("Meets")  # 72% to 100%
    assert target_says(aim, share(0, 10), SHARE).startswith("Below")
    assert target_says(aim, share(9, 9), SHARE).startswith("Whether")


def test_with_one_end_of_its_range_only_it_cannot_be_told():
    aim = target(SHARE.ref, ("on target", 0.65))
    for ends in ((0.9, None), (None, 0.95)):
        said = target_says(aim, Figure(NOW, 0.92, 46, 50, *ends, ""), SHARE)
        assert said == (
            "Close to the target of 65% in force since 2024/25 Q1: whether it is met cannot be told without a 95% range."
        )
        assert target_outcome(aim, Figure(NOW, 0.92, 46, 50, *ends, ""), SHARE) == UNTOLD


def test_a_value_that_is_no_number_says_why_there_is_none():
    aim = target(SHARE.ref, ("on target", 0.65))
    said = target_says(aim, Figure(NOW, float("nan"), marker="x"), SHARE)
    assert said.endswith("is met cannot be told: no return covers 2024/25 Q2.")


def test_a_missed_target_that_looks_met_is_just_missed():
    """64.6% of 100 thousand is under 65%, and with a decimal does not look like it; of fewer than 100 it would."""
    aim = target(SHARE.ref, ("on target", 0.65))
    wide = Figure(NOW, 0.646, 42, 65, 0.645, 0.647, "")
    assert target_says(aim, wide, SHARE) == "Just below the target of 65% in force since 2024/25 Q1."
    fine = Figure(NOW, 0.646, 64_600, 100_000, 0.643, 0.649, "")
    assert target_says(aim, fine, SHARE) == "Below the target of 65% in force since 2024/25 Q1."


def test_several_in_words():
    assert [several_in_words(n) for n in (0, 1, 2, 1204)] == [
        "0 quarters", "1 quarter", "2 quarters", "1,204 quarters",
    ]  # fmt: skip
    assert several_in_words(1, "change") == "1 change" and several_in_words(3, "change") == "3 changes"


def test_a_point_in_words():
    point = chart(0.62).last
    assert point_in_words(point, SHARE) == "2020/21 Q1 (62%)"
    assert point_in_words(point, SHARE, "61.8%") == "2020/21 Q1 (61.8%)"
    assert point_in_words(chart(12).last, COUNTED) == "2020/21 Q1 (12 started)"


def test_a_run_of_a_chart_without_limits_is_told_by_its_median():
    """Fourteen quarters that never follow each other, seven of 20% and seven of 80%."""
    apart = xmr([Q + 2 * i for i in range(14)], [0.2] * 7 + [0.8] * 7)
    assert signal(apart).startswith("the last 7 quarters with a value (none in 2023/24 Q4, 2024/25 Q2, ")
    assert signal(apart).endswith("2026/27 Q2) are all above the median of 50%")


def test_beside_a_verdict_nothing_is_worth_watching():
    """The last of seven rising lies outside: outside, near and a rise, and only the first is a verdict."""
    control = chart(*EVEN, *EVEN, 0.56, 0.57, 0.58, 0.59, 0.6, 0.61, 0.95)
    assert [one.is_verdict for one in control.last.signals][::5] == [True] and not control.last.signals[
        -1
    ].is_verdict
    assert watching_says(control, SHARE) == ""


def test_of_four_near_a_limit_the_last_three_are_told():
    """One of them before the last three: 2 of these are near."""
    control = chart(*EVEN, *EVEN, *EVEN, 0.75, 0.75, 0.5, 0.75)
    assert signal(control) == "2 of the last 3 quarters are close to the upper limit or beyond it"


def test_only_the_values_of_a_run_are_set_beside_its_average():
    """Before nine of 61% and 65% in turn stand values around the average, of which one looks like it."""
    control = chart(*(0.402, 0.5) * 4, 0.502, *(0.61, 0.65) * 4, 0.61)
    # (3.608 + 0.502 + 5.04 + 0.61) / 18 = 0.5422: nothing of the run looks like 54%.
    assert signal(control) == "the last 9 quarters are all above the average of 54%"
    like = chart(
        *(0.402, 0.5) * 4, 0.54, *(0.61, 0.65) * 4, 0.61
    )  # 54% looks like the average, and is before the run
    assert signal(like) == "the last 9 quarters are all above the average of 54%"


def test_a_limit_at_the_end_of_what_is_possible_is_drawn_where_it_lies():
    """Of 20 at a tenth the exact tails end at none and 7; of nine tenths at 13 and all: nothing is cut off."""
    for k in (2, 18):
        control = control_of(range(Q, Q + 12), [Observation(k / 20, 20)] * 12, proportion_limits)
        assert (control.points[0].lower, control.points[0].upper) == pytest.approx(
            (0, 0.35) if k == 2 else (0.65, 1)
        )
        assert control_notes(control, SHARE) == []
