"""The control chart held to a slow second one in whole fractions, to numbers worked out by hand, and at its
edges.

The rules by hand stand on one series of 12, whose mean is 10 and whose limits are round: its moving ranges
are all 3, so that the limits are 10 ± 7.98, two thirds of the way to them 10 ± 5.32.
"""

import math
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.statistics.control_charts.chart_with_signals import (
    LONG_SHIFT,
    NEAR,
    NEEDED,
    OUTSIDE,
    RULES,
    SHIFT,
    TREND,
    Control,
    drawn_limits,
    possible_range,
)
from ieo_metrics.statistics.control_charts.control_limits import mean_moving_range
from tests.statistics.control_charts.values_alone import xmr

Q = quarter(2020, 1)
NAN = math.nan
SHARE, MEAN, COUNTED = MEASURE["5.1.1.b"], MEASURE["5.1.1.a"], MEASURE["5.1.3.b"]
quick = settings(max_examples=300, deadline=None)


def chart(*values: float | None, steps: tuple[int, ...] = ()) -> Control:
    return xmr(range(Q, Q + len(values)), values, [Q + step for step in steps])


def met(control: Control, rule: str) -> list[tuple[bool, list[int]]]:
    """The signals of one rule, as (up, places of their values)."""
    return [(s.up, [q - Q for q in s.quarters]) for s in control.signals if s.rule == rule]


def ends(control: Control, segment: int = 0) -> tuple[float, float]:
    """The limits of a segment, which XmR has in common for all its quarters."""
    found = {(p.lower, p.upper) for p in control.points if p.segment is control.segments[segment]}
    return found.pop() if len(found) == 1 else (NAN, NAN)


# ---------------------------------------------------------------- a second one, slow and obvious


def slow_limits(values: list[Fraction | None]) -> tuple[Fraction, Fraction, Fraction, Fraction, int] | None:
    """Mean, lower, upper, mean moving range and how many were screened; None where there are no limits."""
    known = [v for v in values if v is not None]
    ranges = []
    for i in range(1, len(values)):
        if values[i] is not None and values[i - 1] is not None:
            ranges.append(abs(values[i] - values[i - 1]))
    if len(known) < 12 or not ranges:
        return None
    average = sum(ranges) / len(ranges)
    left = [r for r in ranges if r < Fraction(3267, 1000) * average]
    if sum(left) == 0:
        left = ranges
    moving = Fraction(sum(left)) / len(left)
    if moving == 0:
        return None
    mean = sum(known) / len(known)
    return (
        mean,
        mean - Fraction(266, 100) * moving,
        mean + Fraction(266, 100) * moving,
        moving,
        len(ranges) - len(left),
    )


def slow_signals(values: list[Fraction | None]) -> dict[int, set[tuple[str, bool]]]:
    """By place, every (rule, up) that the value there is part of: each window of values is looked at by
    itself."""
    at = [i for i, v in enumerate(values) if v is not None]
    known = [values[i] for i in at]
    out: dict[int, set[tuple[str, bool]]] = {i: set() for i in at}
    if not known:
        return out
    limits = slow_limits(values)
    ordered = sorted(known)
    middle = (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2
    centre = limits[0] if limits else middle
    if limits:
        mean, lower, upper = limits[:3]
        for i in at:
            if values[i] > upper:
                out[i].add((OUTSIDE, True))
            if values[i] < lower:
                out[i].add((OUTSIDE, False))
        for start in range(len(known) - 2):
            window = at[start : start + 3]
            high = [i for i in window if values[i] - mean > Fraction(2, 3) * (upper - mean)]
            low = [i for i in window if mean - values[i] > Fraction(2, 3) * (mean - lower)]
            for beyond, up in ((high, True), (low, False)):
                if len(beyond) >= 2:
                    for i in beyond:
                        out[i].add((NEAR, up))
    for start in range(len(known) - 6):
        window = known[start : start + 7]
        for rule, up, holds in (
            (TREND, True, all(window[i] < window[i + 1] for i in range(6))),
            (TREND, False, all(window[i] > window[i + 1] for i in range(6))),
        ):
            if holds:
                for i in at[start : start + 7]:
                    out[i].add((rule, up))
    for place, i in enumerate(at):
        for up in (True, False):
            run = 0
            for step in (-1, 1):
                here = place
                while 0 <= here < len(known) and (known[here] > centre if up else known[here] < centre):
                    run, here = run + 1, here + step
            run -= 1  # itself was counted twice
            if run >= 7:
                out[i].add((LONG_SHIFT if run >= 9 and limits else SHIFT, up))
    return out


def slow_segments(n: int, steps: set[int]) -> list[range]:
    starts = [0, *sorted(s for s in steps if 0 < s < n)]
    return [range(start, end) for start, end in zip(starts, [*starts[1:], n])]


whole = st.one_of(st.integers(0, 6), st.integers(0, 100))
# Some climb, some stand still, some jump: all of the rules are met often.
series = st.one_of(
    st.lists(st.one_of(st.none(), whole), min_size=1, max_size=40),
    st.lists(whole, min_size=12, max_size=30),
    st.lists(st.one_of(st.none(), st.integers(-1, 6)), min_size=8, max_size=30).map(
        lambda moves: [
            None if m is None else 50 + sum(x or 0 for x in moves[: i + 1]) for i, m in enumerate(moves)
        ]
    ),
    st.tuples(
        st.lists(st.integers(40, 60), min_size=8, max_size=14),
        st.lists(st.integers(56, 75), min_size=6, max_size=14),
    ).map(lambda two: two[0] + two[1]),
)


@settings(max_examples=1500, deadline=None)
@given(series, st.sets(st.integers(0, 40), max_size=3), st.sampled_from([1, 3, 7, 100]))
@example([1] * 30, set(), 3)
@example([10] * 12 + [11], set(), 7)
@example([10] * 12 + [None] + [11] * 9, set(), 7)
def test_the_slow_chart_agrees(values, steps, parts):
    """`parts`: the values are whole numbers, or thirds, sevenths and hundredths, which floating point cannot
    hold."""
    exact = [None if v is None else Fraction(v, parts) for v in values]
    found = xmr(
        range(Q, Q + len(values)), [None if v is None else v / parts for v in values], [Q + s for s in steps]
    )
    assert [p.period for p in found.points] == list(range(Q, Q + len(values)))
    stretches = slow_segments(len(values), steps)
    assert [(s.first - Q, s.last - Q) for s in found.segments] == [(r[0], r[-1]) for r in stretches]
    for stretch, segment in zip(stretches, found.segments):
        here = exact[stretch[0] : stretch[-1] + 1]
        limits = slow_limits(here)
        assert segment.has_limits == (limits is not None)
        assert segment.values == sum(v is not None for v in here)
        if limits:
            for point in found.points[stretch[0] : stretch[-1] + 1]:
                assert (segment.centre, point.lower, point.upper, segment.moving_range) == pytest.approx(
                    [float(x) for x in limits[:4]], abs=1e-9
                )
            assert segment.screened == limits[4]
        signals = slow_signals(here)
        for place in stretch:
            point = found.points[place]
            assert point.segment is segment
            assert point.is_gap == (exact[place] is None)
            assert {(s.rule, s.up) for s in point.signals} == signals.get(place - stretch[0], set())


@settings(max_examples=600, deadline=None)
@given(series, st.sets(st.integers(0, 40), max_size=2))
@example([9, 11] * 6 + [40], set())
@example([9] * 9 + [11] * 9, set())
def test_the_verdict_at_the_end_is_the_first_that_the_last_point_has(values, steps):
    control = chart(*values, steps=tuple(steps))
    for segment in control.segments:
        last = next(point for point in control.points if point.period == segment.last)
        first = next((signal for signal in last.signals if signal.is_verdict), None)
        assert segment.verdict_at_end == first


@quick
@given(series, st.sets(st.integers(0, 40), max_size=2))
def test_upside_down_every_signal_is_the_other_way(values, steps):
    one = chart(*values, steps=tuple(steps))
    other = chart(*(None if v is None else -v for v in values), steps=tuple(steps))
    assert {(s.rule, s.up, s.quarters) for s in one.signals} == {
        (s.rule, not s.up, s.quarters) for s in other.signals
    }
    assert [-p.upper for p in one.points] == pytest.approx([p.lower for p in other.points], nan_ok=True)


@quick
@given(st.lists(st.integers(0, 50), max_size=NEEDED - 1))
def test_fewer_than_twelve_have_no_limits_and_can_only_show_a_trend(values):
    control = chart(*values)
    assert not any(s.has_limits for s in control.segments)
    assert {s.rule for s in control.signals} <= {TREND}


# ---------------------------------------------------------------- by hand

EVEN = (8.5, 11.5) * 6  # mean 10, every moving range 3


def test_the_limits_by_hand():
    segment = chart(*EVEN).segments[0]
    assert (segment.centre, segment.moving_range, segment.screened) == (10, 3, 0)
    assert ends(chart(*EVEN)) == pytest.approx((2.02, 17.98))
    assert chart(*EVEN).signals == ()
    assert not chart(*EVEN[:11]).segments[0].has_limits
    assert chart(*EVEN[:11]).segments[0].centre == 8.5  # the median of six of 8.5 and five of 11.5


def test_screening_by_hand():
    """1, 2, 1, 2 … and one 10: ranges fifteen of 1, one of 8, one of 9; mean 32 / 17 = 1.88, times 3.267 is
    6.15: the two go, once."""
    values = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
    assert mean_moving_range(values) == (1.0, 2)
    assert mean_moving_range(values, screen=False) == (pytest.approx(32 / 17), 0)
    # Once: of thirty of 1, and 5, 100 and 96 the mean is 7; after 100 and 96 have gone it is 1.13, and 5, now
    # more than 3.267 of it, stays.
    assert mean_moving_range([0, 1] * 15 + [6, 7, 107, 11]) == (pytest.approx(35 / 31), 2)


def test_a_moving_range_of_exactly_as_many_times_the_mean_is_screened_out():
    """One range of 3267, ten of 800 and one of 733: their mean is 1000. The eleven that stay make 8733 /
    11."""
    values = [0, 800] * 5 + [0, 733, 4000]
    assert mean_moving_range(values) == (pytest.approx(8733 / 11), 1)


def test_screening_that_would_leave_no_variation_is_not_done():
    control = chart(*[5] * 12, 6)
    segment = control.segments[0]
    assert segment.screened == 0 and segment.moving_range == pytest.approx(1 / 12)
    lower, upper = ends(control)
    assert lower < 5 < upper < 6
    assert met(control, OUTSIDE) == [(True, [12])]


@pytest.mark.parametrize("value", [0.0, 0.1, 1 / 3, 1.0, -1.3, 12345.6])
def test_all_equal(value):
    """Limits of no width would be none, so there are none, and nothing is on one side of the median, whatever
    the last digit of the value is."""
    for n in (12, 13, 19):
        control = chart(*[value] * n)
        assert control.signals == ()
        assert not control.segments[0].has_limits and control.segments[0].centre == value
        assert control.segments[0].why_no_limits == "no quarter differs from the one before it"


def test_what_moves_across_a_gap_only_has_no_limits():
    """Twelve times 7, a quarter without a return, then 8: no quarter can be compared with the one before it,
    so nothing says how far chance moves it. With one 9 beside the 8 there is a range again: of 1, and of eleven
    of 0, and it is all that is left."""
    control = chart(*[7] * 12, None, 8)
    assert not control.segments[0].has_limits and met(control, OUTSIDE) == []
    assert control.segments[0].why_no_limits == "no quarter differs from the one before it"
    assert chart(*[7] * 12, None, 8, 9).segments[0].has_limits


def test_outside_and_near_by_hand():
    """20 lies above 17.98 of the first twelve; what it does to the limits is worked out: mean 140 / 13, 12
    ranges, eleven of 3, one of 8.5."""
    control = chart(*EVEN, 20)
    segment = control.segments[0]
    assert (segment.centre, segment.moving_range, segment.screened) == (
        pytest.approx(140 / 13),
        pytest.approx(41.5 / 12),
        0,
    )
    assert ends(control)[1] == pytest.approx(140 / 13 + 2.66 * 41.5 / 12)  # 19.97
    assert met(control, OUTSIDE) == [(True, [12])]
    assert met(control, NEAR) == []


def near(*last: float) -> list[tuple[bool, list[int]]]:
    """After thirty even values, whose 10 and 3 a few more hardly move."""
    return met(chart(*(8.5, 11.5) * 15, *last), NEAR)


def test_two_of_three_near_one_limit():
    assert near(17, 17) == [(True, [30, 31])]
    assert near(17, 10, 17) == [(True, [30, 32])]
    assert near(17, 3, 17) == [(True, [30, 32])]  # the third may lie anywhere
    assert near(17, 10, 10, 17) == []
    assert near(17, 10, 3) == []  # one near each limit
    assert near(3, 3) == [(False, [30, 31])]
    assert near(30, 10, 17) == [(True, [30, 32])]  # one outside is near too
    assert near(17, 17, 10, 17) == [(True, [30, 31, 33])]


def test_a_gap_is_passed_over_and_breaks_the_moving_range():
    control = chart(1, None, 100, None, 1)
    assert mean_moving_range([1, NAN, 100, NAN, 1]) == (pytest.approx(NAN, nan_ok=True), 0)
    assert [p.is_gap for p in control.points] == [False, True, False, True, False]
    assert (
        control.gaps() == [Q + 1, Q + 3]
        and control.gaps(Q + 2) == [Q + 3]
        and control.gaps(Q, Q + 2) == [Q + 1]
    )
    assert mean_moving_range([2, 5, NAN, 50, 54]) == (3.5, 0)
    # Seven rising with a gap among them: still seven in a row, the gap not one of them.
    assert met(chart(1, 2, 3, None, 4, 5, 6, 7), TREND) == [(True, [0, 1, 2, 4, 5, 6, 7])]
    assert met(chart(1, 2, 3, None, 4, 5, 6), TREND) == []


def test_twelve_values_that_never_follow_each_other_have_no_limits():
    control = xmr([Q + 2 * i for i in range(14)], list(range(14)))
    assert len(control.points) == 27 and len(control.known) == 14
    assert not control.segments[0].has_limits and control.segments[0].centre == 6.5
    assert {s.rule for s in control.signals} == {SHIFT, TREND}
    assert control.segments[0].why_no_limits == "too few quarters follow each other"


def test_a_run_on_one_side_of_the_mean():
    low, high = [1, 2] * 4, [8, 7] * 4
    control = chart(*low, *high)
    assert met(control, SHIFT) == [(False, list(range(8))), (True, list(range(8, 16)))]
    assert met(chart(*[1, 2] * 3, *[8, 7] * 3), SHIFT) == []  # six and six
    # A value on the mean (4.5) is on neither side of it.
    assert met(chart(*low, 4.5, *high), SHIFT) == [(False, list(range(8))), (True, list(range(9, 17)))]
    assert met(chart(1, 2, 1, 2, 4.5, 1, 2, 1, 2, 8, 7, 8, 7, 4.5, 8, 7, 8, 7), SHIFT) == []


def test_nine_on_one_side_are_a_verdict_and_eight_are_worth_watching():
    eight, nine = chart(*[1, 4] * 4, *[8, 5] * 4), chart(*[1, 4] * 4, 1, *[8, 5] * 4, 8)
    assert {s.rule: s.is_verdict for s in eight.signals} == {SHIFT: False}
    assert met(nine, LONG_SHIFT) == [(False, list(range(9))), (True, list(range(9, 18)))]
    assert all(s.is_verdict for s in nine.signals) and met(nine, SHIFT) == []


def test_a_trend_needs_seven_values_each_beyond_the_one_before():
    assert met(chart(1, 2, 3, 4, 5, 6, 7), TREND) == [(True, list(range(7)))]
    assert met(chart(1, 2, 3, 4, 5, 6), TREND) == []
    assert met(chart(1, 2, 3, 3, 4, 5, 6), TREND) == []  # an equal value does not rise
    assert met(chart(2, 7, 6, 5, 4, 3, 2, 1, 3), TREND) == [(False, list(range(1, 8)))]


def test_a_step_starts_everything_anew():
    control = chart(*EVEN, *(v + 50 for v in EVEN), steps=(12,))
    before, after = control.segments
    assert (before.first, before.last, after.first, after.last) == (Q, Q + 11, Q + 12, Q + 23)
    assert (before.centre, after.centre, after.moving_range) == (10, 60, 3)  # no moving range across the step
    assert control.signals == ()
    short = chart(*EVEN, 70, 71, 72, steps=(12,))
    assert short.segments[0].has_limits and not short.segments[1].has_limits
    assert short.segments[1].centre == 71
    # Neither does a run go on across it.
    assert met(chart(1, 2, 3, 4, 5, 6, 7, steps=(3,)), TREND) == []


def test_a_step_outside_the_quarters_or_at_their_first_is_none():
    for steps in ((0,), (-3,), (12,), (40,)):
        assert len(chart(*EVEN, steps=steps).segments) == 1
    assert len(chart(*EVEN, steps=(5, 5)).segments) == 2


def test_what_is_missing_and_what_is_out_of_order():
    assert xmr([], []) == Control() and Control().last is None and Control().gaps() == []
    nothing = chart(None, NAN)
    assert nothing.last is None and math.isnan(nothing.segments[0].centre) and nothing.signals == ()
    assert chart(4).segments[0].centre == 4 and chart(4, 6).segments[0].centre == 5
    assert [p.is_gap for p in xmr([Q, Q + 3], [1, 2]).points] == [False, True, True, False]
    assert chart(1, 2, None).last.period == Q + 1
    for periods, values in (([Q], []), ([Q, Q], [1, 2]), ([Q + 1, Q], [1, 2])):
        with pytest.raises(ValueError, match="in the order of time"):
            xmr(periods, values)


def test_the_signals_of_a_point_stand_in_the_order_of_the_rules():
    control = chart(*EVEN, *EVEN, 14, 15, 16, 17, 18, 40, 50)
    assert [s.rule for s in control.last.signals] == [OUTSIDE, NEAR, SHIFT, TREND]
    assert all(s.up for s in control.last.signals)
    longer = chart(*EVEN, *EVEN, *EVEN, *EVEN, 12, 13, 14, 15, 16, 17, 18, 40, 50)
    assert [s.rule for s in longer.last.signals] == [OUTSIDE, LONG_SHIFT, NEAR, TREND]
    assert RULES == (OUTSIDE, LONG_SHIFT, NEAR, SHIFT, TREND)


def test_limits_are_drawn_no_further_than_a_value_can_lie():
    wide = chart(*(0.1, 0.9) * 6).points[0]
    assert wide.lower < 0 and wide.upper > 1
    assert drawn_limits(wide, SHARE) == (0, 1)
    assert drawn_limits(wide, COUNTED) == (0, wide.upper)
    assert drawn_limits(wide, MEAN) == (wide.lower, wide.upper)
    assert all(math.isnan(end) for end in drawn_limits(chart(0.5).points[0], SHARE))
    assert possible_range(MEAN) == (-math.inf, math.inf)


def test_gaps_between_two_quarters_are_told_with_those_at_both_ends():
    control = chart(None, 1, None, 100, None)
    assert control.gaps() == [Q, Q + 2, Q + 4]
    assert control.gaps(Q, Q + 4) == [Q, Q + 2, Q + 4]
    assert control.gaps(Q + 1, Q + 3) == [Q + 2]
    assert control.gaps(Q + 2) == [Q + 2, Q + 4] and control.gaps(last=Q + 2) == [Q, Q + 2]


def test_what_is_known_of_a_chart_beside_its_points():
    """Its values and its last one without the gaps, and every signal in the order of time."""
    control = chart(1, 2, 3, 4, 5, 6, 7, None, 6, 5, 4, 3, 2, 1, None, steps=(8,))
    assert [point.value for point in control.known] == [1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1]
    assert control.last.period == Q + 13
    longer = chart(*range(7), *range(20, 6, -2), steps=(7,))
    assert [(s.rule, s.up) for s in longer.signals] == [(TREND, True), (TREND, False)]
    assert (longer.why_not_judged, Control().segments, chart(1).segments[0].why_no_limits) == ("", (), "")


def test_six_on_one_side_or_rising_are_no_sign():
    """Of thirty even values and a few more."""
    assert met(chart(*EVEN, *EVEN, 9, 11, 12, 13, 14, 15), TREND) == []
    assert met(chart(*EVEN, *EVEN, 9, 9.5, 12, 13, 14, 15, 16), TREND) == [(True, list(range(24, 31)))]
    assert met(chart(*EVEN, *EVEN, 8, *[12, 13] * 3), SHIFT) == []
    assert [up for up, _ in met(chart(*EVEN, *EVEN, 8, *[12, 13] * 3, 12), SHIFT)] == [True]
    equal = chart(*EVEN, *EVEN, 9, 10, 11, 11, 12, 13, 14, 15)  # neither rising nor falling in its middle
    assert met(equal, TREND) == []


def test_what_is_said_of_values_without_their_quarters():
    said = "^A control chart needs one value for each quarter, and its quarters in the order of time$"
    with pytest.raises(ValueError, match=said):
        xmr([Q], [])
