"""The title that states a finding, worked out by hand at its edges."""

import pytest

from ieo_metrics.framework.configuration.targets import Band, Target
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.figure_markers import HIDDEN, NOBODY
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.statistics.control_charts.chart_sentences import target_says
from ieo_metrics.statistics.control_charts.chart_with_signals import Control
from ieo_metrics.statistics.differences import Figure
from ieo_metrics.statistics.finding_wording import (
    finding_says,
    headline,
    outcomes_told,
    why_none,
)
from ieo_metrics.statistics.target_outcomes import MET, MISSED, UNTOLD, target_outcome
from ieo_metrics.statistics.verdicts import IMPROVING, NO_CLEAR_CHANGE, NOT_JUDGED, WORSENING, Verdict

Q = quarter(2024, 4)
SHARE, COUNT, PAIN = MEASURE["5.2.1.a"], MEASURE["5.3.1.a"], MEASURE["5.1.2.c"]
SAME = Verdict(NO_CLEAR_CHANGE, Control())
BETTER = Verdict(IMPROVING, Control(), up=True)
FIRST = Verdict(NOT_JUDGED, Control(), "only 1 quarter can be compared, and 12 are needed")


def share(value: float, lower: float, upper: float, n: int = 20) -> Figure:
    return Figure(Q, value, value * n, n, lower, upper, "")


def aim(ref: str, least: float) -> Target:
    return Target(ref, Q - 3, (Band("met", least),))


@pytest.mark.parametrize(
    ("figure", "measure", "verdict", "target", "said"),
    [
        (share(0.6, 0.39, 0.78), SHARE, SAME, 0.75, "R: 60% against a target of 75%; cannot be told apart"),
        (share(0.6, 0.39, 0.78), SHARE, SAME, 0.8, "R: 60% against a target of 80%; missed"),
        (share(0.9, 0.82, 0.97), SHARE, BETTER, 0.8, "R: 90%, improving, against a target of 80%; met"),
        (share(0.6, 0.3, 0.8, 9), SHARE, SAME, 0.5, "R: 60% against a target of 50%; too few young people to tell"),
        (share(0.6, 0.39, 0.78), SHARE, SAME, None, "R: 60%, no clear change"),
        # A first quarter is not judged: its title is its value, and against a target whether that is met.
        (share(0.6, 0.39, 0.78), SHARE, FIRST, None, "R: 60%"),
        (Figure(Q, 5.0, 5.0, None, marker=""), COUNT, FIRST, 8, "R: 5 against a target of 8; missed"),
        (Figure(Q, 8.0, 8.0, None, marker=""), COUNT, FIRST, 8, "R: 8 against a target of 8; met"),
        # Of pain a fall is better: −1.2 with a range that ends below −1.0 meets −1.0.
        (Figure(Q, -1.2, -24.0, 20, -1.35, -1.05, ""), PAIN, SAME, -1.0, "R: −1.2 against a target of −1.0; met"),
        # 64.6% and 65% look the same without a decimal.
        (share(0.646, 0.4, 0.8), SHARE, SAME, 0.65, "R: 64.6% against a target of 65.0%; cannot be told apart"),
        (Figure(Q, marker=HIDDEN), SHARE, FIRST, 0.75, "R: 2024/25 Q4 is hidden, so that no young person can be recognised"),
        (Figure(Q, marker=NOBODY, n=0), SHARE, FIRST, 0.75, "R: nobody could be counted in 2024/25 Q4"),
        (Figure(Q), SHARE, FIRST, None, "R: no return covers 2024/25 Q4"),
    ],
)  # fmt: skip
def test_the_title_of_a_measures_quarter(figure, measure, verdict, target, said):
    found = finding_says("R", figure, measure, verdict, None if target is None else aim(measure.ref, target))
    assert found == said


@pytest.mark.parametrize(
    ("figure", "outcome", "begins"),
    [
        (share(0.9, 0.82, 0.97), MET, "Meets the target"),
        (share(0.6, 0.39, 0.7), MISSED, "Below the target"),
        (share(0.7, 0.5, 0.85), UNTOLD, "Close to the target"),
        (
            share(0.7, 0.5, 0.85, 9),
            UNTOLD,
            "Whether the target of 75% in force since 2024/25 Q1 is met cannot be told: 9 young",
        ),
        (
            Figure(Q, marker=HIDDEN),
            UNTOLD,
            "Whether the target of 75% in force since 2024/25 Q1 is met cannot be told: 2024/25 Q4 is hidden.",
        ),
        (Figure(Q, 1.0, 1.0, 20, None, None, ""), UNTOLD, "Close to the target"),
    ],
)
def test_the_outcome_is_that_of_the_sentence_about_the_target(figure, outcome, begins):
    target = aim(SHARE.ref, 0.75)
    assert target_outcome(target, figure, SHARE) == outcome
    assert target_says(target, figure, SHARE).startswith(begins)
    assert target_outcome(None, figure, SHARE) == ""


def test_the_targets_of_a_quarter_are_told_with_their_measures():
    """By their names: a member of the board knows no references."""
    assert outcomes_told({}) == ["No target is in force this quarter."]
    assert outcomes_told({"5.1.1.b": MET, "5.3.1.a": MET, "5.2.1.a": UNTOLD}) == [
        "Targets met (2): Meaningful use of time: positive change; 1-1 reflective practice sessions.",
        "Targets missed: none.",
        "Targets where this cannot be told (1): Do not reoffend.",
    ]
    assert outcomes_told({"5.1.1.b": MISSED}) == [
        "Targets met: none.",
        "Targets missed (1): Meaningful use of time: positive change.",
    ]


@pytest.mark.parametrize(
    ("outcomes", "words", "said"),
    [
        ([], [], "2024/25 Q4: nothing clearly improving or worsening."),
        ([MET], [NO_CLEAR_CHANGE], "2024/25 Q4: 1 of 1 target met; nothing clearly improving or worsening."),
        ([UNTOLD], [IMPROVING], "2024/25 Q4: whether the target is met cannot be told; 1 measure improving, none worsening."),
        ([MET, MISSED, UNTOLD], [IMPROVING], "2024/25 Q4: 1 of 3 targets met, 1 cannot be told; 1 measure improving, none worsening."),
        ([], [WORSENING] * 2, "2024/25 Q4: no measures improving, 2 worsening."),
    ],
)  # fmt: skip
def test_the_headline(outcomes, words, said):
    assert headline(Q, outcomes, [Verdict(word, Control()) for word in words]) == said


def test_the_headline_of_a_first_quarter_says_that_nothing_can_be_judged():
    assert headline(Q, [MET], [Verdict(NO_CLEAR_CHANGE, Control())], first=True) == (
        "2024/25 Q4: 1 of 1 target met; this is the first quarter, with nothing to compare it with yet."
    )


def test_only_what_looks_like_its_target_has_a_decimal_more():
    """62.5% of 200 beside 60%, which is shown as targets are; a figure on its target is shown alike."""
    fine = share(0.625, 0.55, 0.69, 200)
    assert finding_says("R", fine, SHARE, SAME, aim(SHARE.ref, 0.6)) == (
        "R: 62.5% against a target of 60%; cannot be told apart"
    )
    on_it = share(0.65, 0.4, 0.8)
    assert finding_says("R", on_it, SHARE, SAME, aim(SHARE.ref, 0.65)) == (
        "R: 65% against a target of 65%; cannot be told apart"
    )
    just_fine = share(0.65, 0.58, 0.71, 200)
    assert finding_says("R", just_fine, SHARE, SAME, aim(SHARE.ref, 0.65)) == (
        "R: 65.0% against a target of 65%; cannot be told apart"
    )


def test_what_is_withdrawn_is_not_called_hidden_for_young_people():
    assert why_none(Figure(Q, marker=HIDDEN), COUNT) == "2024/25 Q4 is withdrawn"
    assert why_none(Figure(Q, marker=HIDDEN), SHARE, "hidden here") == "2024/25 Q4 is hidden here"
    assert why_none(Figure(Q, marker=NOBODY), SHARE, "hidden here") == "nobody could be counted in 2024/25 Q4"


def test_the_targets_that_are_met_or_missed_take_both_ends():
    """With one end of its range only it cannot be told; a count has none and is judged by itself."""
    for lower, upper in ((0.9, None), (None, 0.95)):
        assert target_outcome(aim(SHARE.ref, 0.75), share(0.92, lower, upper, 50), SHARE) == UNTOLD
    counted = Figure(Q, 8.0, 8.0, None, marker="")
    assert target_outcome(aim(COUNT.ref, 8), counted, COUNT) == MET
    assert target_outcome(aim(COUNT.ref, 9), counted, COUNT) == MISSED
    # An end on the target itself reaches it.
    assert target_outcome(aim(SHARE.ref, 0.75), share(0.9, 0.75, 0.97), SHARE) == MET
    assert target_outcome(aim(SHARE.ref, 0.75), share(0.6, 0.4, 0.75), SHARE) == UNTOLD


def test_of_too_few_young_people_it_cannot_be_told_however_clear_their_range_is():
    assert target_outcome(aim(SHARE.ref, 0.75), share(0.9, 0.82, 0.97, 9), SHARE) == UNTOLD
    assert target_outcome(aim(SHARE.ref, 0.75), share(0.9, 0.82, 0.97, 10), SHARE) == MET
    assert target_outcome(aim(SHARE.ref, 0.75), share(0.2, 0.1, 0.3, 9), SHARE) == UNTOLD


def test_the_headline_of_several_targets_that_cannot_be_told():
    say = [Verdict(word, Control()) for word in (IMPROVING, IMPROVING, WORSENING)]
    assert headline(Q, [UNTOLD] * 3, say) == (
        "2024/25 Q4: whether any of 3 targets is met cannot be told; 2 measures improving, 1 worsening."
    )
    assert headline(Q, [MET, MISSED], []) == (
        "2024/25 Q4: 1 of 2 targets met; nothing clearly improving or worsening."
    )
    assert headline(Q, [], [], first=True) == (
        "2024/25 Q4: this is the first quarter, with nothing to compare it with yet."
    )
