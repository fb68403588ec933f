"""The two icons: by the measure's own direction, at the last value, for the target in force there."""

import pytest

from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.framework.targets import Band, Target
from ieo_metrics.statistics.chart_verdicts import (
    COMMON_CAUSE,
    CONCERN,
    CONSISTENTLY_HIT,
    CONSISTENTLY_MISSED,
    HIT_OR_MISS,
    IMPROVEMENT,
    NO_TARGET,
    NO_VARIATION,
    SPECIAL,
    TOO_FEW_POINTS,
    TOO_FEW_TO_ASSURE,
    assurance_of,
    of_point,
    variation_of,
)
from ieo_metrics.statistics.control import Control, xmr

Q = quarter(2020, 1)
SHARE, STAR, PAIN, COUNTED = MEASURE["5.1.1.b"], MEASURE["5.1.1.a"], MEASURE["5.1.2.c"], MEASURE["5.1.3.b"]
EVEN = (0.8, 1.2) * 6  # mean 1, limits 1 ± 2.66 × 0.4 = −0.064 and 2.064


def chart(*values, steps=()) -> Control:
    return xmr(range(Q, Q + len(values)), values, [Q + s for s in steps])


def said(control: Control, measure) -> tuple[str, str]:
    icon = variation_of(control, measure)
    return icon.name, icon.glyph


def test_the_direction_is_the_measure_s():
    high, low = chart(*EVEN, *EVEN, 9), chart(*EVEN, *EVEN, -9)
    assert (said(high, STAR), said(low, STAR)) == ((IMPROVEMENT, "H"), (CONCERN, "L"))
    assert (said(high, PAIN), said(low, PAIN)) == ((CONCERN, "H"), (IMPROVEMENT, "L"))


def test_a_signal_that_is_over_is_not_the_last_value_s():
    over = chart(*EVEN, 5, *EVEN)  # mean 29 / 25 = 1.16, and the jumps of 3.8 and 4.2 screened out
    assert variation_of(over, STAR) is COMMON_CAUSE
    assert of_point(over.points[12], STAR).name == IMPROVEMENT


def test_the_last_value_that_there_is_counts():
    assert said(chart(*EVEN, *EVEN, 9, None, None), STAR) == (IMPROVEMENT, "H")


def test_where_a_value_stands_says_more_than_where_it_heads():
    """Far below the rest and still falling is a concern; after a long rise from far below, the first of them
    is not an improvement."""
    rising = chart(*EVEN, *EVEN, -60, -50, -40, -30, -20, -10, -9)
    assert of_point(rising.points[24], STAR).name == CONCERN  # outside below, though it is part of the rise
    assert {s.up for s in rising.points[24].signals} == {True, False}


def test_too_few_and_none():
    assert variation_of(chart(*EVEN[:11]), STAR) is TOO_FEW_POINTS
    assert variation_of(chart(*EVEN), STAR) is COMMON_CAUSE
    assert variation_of(chart(*EVEN, 2, 3, steps=(12,)), STAR) is TOO_FEW_POINTS
    assert variation_of(chart(None, None), STAR) is NO_VARIATION
    assert variation_of(Control(), STAR) is NO_VARIATION
    assert variation_of(chart(1), STAR) is variation_of(chart(1, 2), STAR) is TOO_FEW_POINTS
    assert variation_of(chart(*[0.5] * 12), SHARE) is COMMON_CAUSE


def test_a_trend_of_a_run_chart_is_said():
    assert said(chart(1, 2, 3, 4, 5, 6, 7), STAR) == (IMPROVEMENT, "H")
    assert said(chart(1, 2, 3, 4, 5, 6, 7), PAIN) == (CONCERN, "H")


def aim(ref: str, least: float, start: int = Q, end: int | None = None) -> Target:
    return Target(ref, start, (Band("met", least),), end)


# The limits are −0.064 and 2.064.
@pytest.mark.parametrize(
    ("ref", "least", "expected"),
    [
        ("5.1.1.a", -0.1, CONSISTENTLY_HIT),
        ("5.1.1.a", 1.0 - 2.66 * 0.4, CONSISTENTLY_HIT),  # on the limit: a value there reaches it
        ("5.1.1.a", 0.0, HIT_OR_MISS),
        ("5.1.1.a", 1.0 + 2.66 * 0.4, HIT_OR_MISS),
        ("5.1.1.a", 2.1, CONSISTENTLY_MISSED),
        ("5.1.2.c", 2.1, CONSISTENTLY_HIT),
        ("5.1.2.c", 1.0, HIT_OR_MISS),
        ("5.1.2.c", -0.1, CONSISTENTLY_MISSED),
    ],
)
def test_whether_a_target_will_be_met(ref, least, expected):
    assert assurance_of(chart(*EVEN), MEASURE[ref], [aim(ref, least)]) is expected


def test_all_equal_and_on_the_target():
    for value in (0.0, 1 / 3, 1.0):  # the mean of twenty-five of 1 / 3 is less than that by its last digit
        assert assurance_of(chart(*[value] * 25), SHARE, [aim(SHARE.ref, value)]) is CONSISTENTLY_HIT
    assert assurance_of(chart(*[0.4] * 12), SHARE, [aim(SHARE.ref, 0.5)]) is CONSISTENTLY_MISSED


def test_without_a_target_or_points():
    assert assurance_of(chart(*EVEN), STAR, []) is NO_TARGET
    assert assurance_of(chart(*EVEN), STAR, [aim(PAIN.ref, 1)]) is NO_TARGET
    assert assurance_of(chart(*EVEN), STAR, [aim(STAR.ref, 1, Q, Q + 10)]) is NO_TARGET  # it has ended
    assert (
        assurance_of(chart(*EVEN, None), STAR, [aim(STAR.ref, 1, Q + 12)]) is NO_TARGET
    )  # not yet begun at the last value
    assert assurance_of(chart(*EVEN[:11]), STAR, [aim(STAR.ref, 1)]) is TOO_FEW_TO_ASSURE
    assert assurance_of(chart(None), STAR, [aim(STAR.ref, 1)]) is TOO_FEW_TO_ASSURE
    assert assurance_of(Control(), STAR, []) is NO_TARGET


def test_the_cases_of_plot_the_dots():
    """NHSRplotthedots, its tests of assurance: a target of 4 with limits 1 to 3 is failed by what should rise
    and passed by what should fall; with 5 to 7 the other way about; with 1 to 5 neither. Values in turn of
    the middle ± half / 2.66 have such limits."""
    for low, high, rise, fall in (
        (1, 3, CONSISTENTLY_MISSED, CONSISTENTLY_HIT),
        (5, 7, CONSISTENTLY_HIT, CONSISTENTLY_MISSED),
        (1, 5, HIT_OR_MISS, HIT_OR_MISS),
    ):
        middle, half = (low + high) / 2, (high - low) / 2
        control = chart(*[middle - half / 2.66 / 2, middle + half / 2.66 / 2] * 6)
        assert (control.segments[0].lower, control.segments[0].upper) == pytest.approx((low, high))
        assert assurance_of(control, STAR, [aim(STAR.ref, 4)]) is rise
        assert assurance_of(control, PAIN, [aim(PAIN.ref, 4)]) is fall


def test_no_two_icons_of_a_kind_are_told_apart_by_colour_alone():
    variations = (*SPECIAL.values(), COMMON_CAUSE, TOO_FEW_POINTS, NO_VARIATION)
    assurances = (CONSISTENTLY_HIT, CONSISTENTLY_MISSED, HIT_OR_MISS, NO_TARGET, TOO_FEW_TO_ASSURE)
    for icons in (variations, assurances):
        assert len({(i.shape, i.glyph) for i in icons}) == len(icons)
        assert len({i.words for i in icons}) == len(icons)
        # Blue and orange are never of one shape.
        assert not {i.shape for i in icons if i.colour == "blue"} & {
            i.shape for i in icons if i.colour == "orange"
        }
        assert all(i.words and len(i.glyph) == 1 for i in icons)
