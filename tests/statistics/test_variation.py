"""The two icons: the verdict's, by the measure's own direction, and whether the target in force at the last
value will be met."""

import pytest

from ieo_metrics.framework.configuration.targets import Band, Target
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.statistics.control_charts.chart_icons import (
    COMMON_CAUSE,
    CONCERN,
    CONSISTENTLY_HIT,
    CONSISTENTLY_MISSED,
    HIT_OR_MISS,
    IMPROVEMENT,
    NO_LIMITS_TO_ASSURE,
    NO_TARGET,
    OF_ANOTHER_NUMBER,
    SEASONS_TO_ASSURE,
    SPECIAL,
    TOO_FEW_TO_ASSURE,
    WATCHED,
    WITHOUT_VERDICT,
    assurance_of,
    icon_of_point,
    variation_of,
)
from ieo_metrics.statistics.control_charts.chart_with_signals import Control
from ieo_metrics.statistics.verdicts import (
    IMPROVING,
    NO_CLEAR_CHANGE,
    NOT_JUDGED,
    WORSENING,
    Verdict,
)
from tests.statistics.control_charts.values_alone import xmr

Q = quarter(2020, 1)
SHARE, STAR, PAIN = MEASURE["5.1.1.b"], MEASURE["5.1.1.a"], MEASURE["5.1.2.c"]
EVEN = (0.8, 1.2) * 6  # mean 1, limits 1 ± 2.66 × 0.4 = −0.064 and 2.064


def chart(*values, steps=()) -> Control:
    return xmr(range(Q, Q + len(values)), values, [Q + s for s in steps])


def said(word: str, measure, up: bool | None = None, control: Control = Control()) -> tuple[str, str]:
    icon = variation_of(Verdict(word, control, up=up), measure)
    return icon.name, icon.glyph


def test_the_direction_is_the_measure_s():
    assert (said(IMPROVING, STAR, True), said(WORSENING, STAR, False)) == (
        (IMPROVEMENT, "H"),
        (CONCERN, "L"),
    )
    assert (said(WORSENING, PAIN, True), said(IMPROVING, PAIN, False)) == (
        (CONCERN, "H"),
        (IMPROVEMENT, "L"),
    )


def test_what_is_only_worth_watching_is_neither_blue_nor_orange():
    rising = chart(*EVEN, *EVEN, 1.3, 1.31, 1.32, 1.33, 1.34, 1.35, 1.36)  # seven rising, above the mean
    assert said(NO_CLEAR_CHANGE, STAR, None, rising) == ("worth watching", "H")
    assert variation_of(Verdict(NO_CLEAR_CHANGE, chart(*EVEN)), STAR) is COMMON_CAUSE
    assert {icon.colour for icon in WATCHED.values()} == {"grey"}
    assert icon_of_point(rising.last, STAR) is icon_of_point(rising.last, PAIN) is WATCHED[True]


def test_of_two_signs_in_two_directions_the_first_is_drawn():
    """Seven in a row below the middle (0.98) come before the same seven rising: lower."""
    both = chart(*EVEN, *EVEN, 0.9, 0.91, 0.92, 0.93, 0.94, 0.95, 0.96)
    assert [(sign.up, sign.is_verdict) for sign in both.last.signals] == [(False, False), (True, False)]
    assert said(NO_CLEAR_CHANGE, STAR, None, both) == ("worth watching", "L")
    assert icon_of_point(both.last, STAR) is WATCHED[False]
    # Outside, near and rising: only the first of them is a verdict.
    over = chart(*EVEN, *EVEN, 1.3, 1.31, 1.32, 1.33, 1.34, 1.35, 9)
    assert icon_of_point(over.last, STAR) is SPECIAL[IMPROVEMENT, True]
    assert icon_of_point(over.last, PAIN) is SPECIAL[CONCERN, True]


def test_not_judged_whatever_its_chart_shows():
    over = chart(*EVEN, *EVEN, 9)
    assert variation_of(Verdict(NOT_JUDGED, over), STAR) is WITHOUT_VERDICT
    assert icon_of_point(over.last, STAR).name == IMPROVEMENT
    assert icon_of_point(over.last, PAIN).name == CONCERN
    assert icon_of_point(chart(*EVEN).points[0], PAIN) is COMMON_CAUSE


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
    """Without limits nothing says how far chance goes, and there are quarters enough."""
    for value in (0.0, 1 / 3, 1.0):
        assert assurance_of(chart(*[value] * 25), SHARE, [aim(SHARE.ref, value)]) is NO_LIMITS_TO_ASSURE


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
        assert (control.points[0].lower, control.points[0].upper) == pytest.approx((low, high))
        assert assurance_of(control, STAR, [aim(STAR.ref, 4)]) is rise
        assert assurance_of(control, PAIN, [aim(PAIN.ref, 4)]) is fall


def test_a_target_for_everybody_is_not_one_for_those_who_started():
    counted = MEASURE["5.1.3.b"]
    assert assurance_of(chart(*(9, 11) * 6), counted, [aim(counted.ref, 80)]) is OF_ANOTHER_NUMBER
    assert assurance_of(chart(*(9, 11) * 6), counted, []) is NO_TARGET


def test_where_quarters_differ_by_season_their_limits_say_nothing_of_a_target():
    pupils = MEASURE["5.1.5.a"]
    assert assurance_of(chart(*(200, 400) * 6), pupils, [aim(pupils.ref, 100)]) is SEASONS_TO_ASSURE
    assert assurance_of(chart(*(200, 400) * 6), pupils, []) is NO_TARGET


def test_no_two_icons_of_a_kind_are_told_apart_by_colour_alone():
    variations = (*SPECIAL.values(), *WATCHED.values(), COMMON_CAUSE, WITHOUT_VERDICT)
    assurances = (
        CONSISTENTLY_HIT,
        CONSISTENTLY_MISSED,
        HIT_OR_MISS,
        NO_TARGET,
        TOO_FEW_TO_ASSURE,
        NO_LIMITS_TO_ASSURE,
        SEASONS_TO_ASSURE,
        OF_ANOTHER_NUMBER,
    )
    for icons in (variations, assurances):
        assert len({(i.shape, i.glyph) for i in icons}) == len(icons)
        assert len({i.words for i in icons}) == len(icons)
        # Blue and orange are never of one shape.
        assert not {i.shape for i in icons if i.colour == "blue"} & {
            i.shape for i in icons if i.colour == "orange"
        }
        assert all(i.words and len(i.glyph) == 1 for i in icons)


def test_what_is_no_verdict_is_grey_and_says_so():
    """By colour, shape and words: a circle for what was judged, a ring for what was not."""
    assert {one.colour for one in (*WATCHED.values(), COMMON_CAUSE, WITHOUT_VERDICT)} == {"grey"}
    assert {one.shape for one in (*WATCHED.values(), COMMON_CAUSE)} == {"circle"}
    assert (WITHOUT_VERDICT.shape, WITHOUT_VERDICT.words) == ("ring", "Not judged")
    assert (WATCHED[True].words, WATCHED[True].glyph) == ("No clear change; worth watching: higher", "H")
    assert (WATCHED[False].words, WATCHED[False].glyph) == ("No clear change; worth watching: lower", "L")
    assert COMMON_CAUSE.words == "No clear change"
    without = (NO_TARGET, TOO_FEW_TO_ASSURE, NO_LIMITS_TO_ASSURE, SEASONS_TO_ASSURE, OF_ANOTHER_NUMBER)
    assert {one.shape for one in without} == {"ring"}


def test_an_icon_never_stands_by_its_colour_alone():
    """Blue is a diamond and orange a square; grey is a circle where a chart says something, and a ring where it does
    not. The letters are Making Data Count's: H and L for higher and lower, P for a pass and F for a fail."""
    rows = [
        (SPECIAL[IMPROVEMENT, True], "diamond", "blue", "H", "improvement", "Improving: higher"),
        (SPECIAL[IMPROVEMENT, False], "diamond", "blue", "L", "improvement", "Improving: lower"),
        (SPECIAL[CONCERN, True], "square", "orange", "H", "concern", "Worsening: higher"),
        (SPECIAL[CONCERN, False], "square", "orange", "L", "concern", "Worsening: lower"),
        (WATCHED[True], "circle", "grey", "H", "worth watching", "No clear change; worth watching: higher"),
        (WATCHED[False], "circle", "grey", "L", "worth watching", "No clear change; worth watching: lower"),
        (COMMON_CAUSE, "circle", "grey", "~", "common cause", "No clear change"),
        (WITHOUT_VERDICT, "ring", "grey", "–", "not judged", "Not judged"),
        (
            CONSISTENTLY_HIT,
            "diamond",
            "blue",
            "P",
            "will be hit consistently",
            "Target met each quarter, unless something changes",
        ),
        (
            CONSISTENTLY_MISSED,
            "square",
            "orange",
            "F",
            "will be missed consistently",
            "Target missed each quarter, unless something changes",
        ),
        (
            HIT_OR_MISS,
            "circle",
            "grey",
            "?",
            "hit or miss",
            "Target met in some quarters, missed in others, by chance",
        ),
        (NO_TARGET, "ring", "grey", "–", "no target", "No target"),
        (
            TOO_FEW_TO_ASSURE,
            "ring",
            "grey",
            "…",
            "not enough points",
            "Too few quarters to say of the target",
        ),
        (
            NO_LIMITS_TO_ASSURE,
            "ring",
            "grey",
            "·",
            "no limits",
            "No limits, so nothing can be said of the target",
        ),
        (
            SEASONS_TO_ASSURE,
            "ring",
            "grey",
            "s",
            "seasons",
            "Quarters differ by season, so nothing can be said of the target",
        ),
        (
            OF_ANOTHER_NUMBER,
            "ring",
            "grey",
            "≠",
            "another number",
            "Target is for all supported, the chart for those who started",
        ),
    ]
    for icon, *row in rows:
        assert [icon.shape, icon.colour, icon.glyph, icon.name, icon.words] == row
