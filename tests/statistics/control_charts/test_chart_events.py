"""What happened and when: notes, re-basings and changes of target of one measure, in the order of time."""

import datetime as dt
from itertools import pairwise

import pytest

from ieo_metrics.framework.configuration.chart_notes import ChartNote
from ieo_metrics.framework.configuration.targets import Band, Rebasing, Target
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.measures import MEASURE, MEASURES
from ieo_metrics.statistics.control_charts.chart_events import (
    ChartEvent,
    chart_events,
    event_labels,
    event_numbers,
    events_by_measure,
    events_in,
    events_say,
    point_label,
)

Q = quarter(2023, 1)
SHARE, PAIN, COUNTED = MEASURE["5.1.1.b"], MEASURE["5.1.2.c"], MEASURE["5.3.1.a"]


def target(start: int, least: float, end: int | None = None, ref: str = SHARE.ref) -> Target:
    return Target(ref, start, (Band("met", least),), end)


def says(measure, targets=(), steps=(), notes=(), span=(Q, Q + 11)) -> list[str]:
    return [event.says for event in chart_events(measure, targets, steps, notes, span)]


def test_every_change_of_target_is_an_event_and_nothing_else_is():
    targets = [
        target(Q + 4, 0.6),
        target(Q + 6, 0.65, Q + 8),
        target(Q + 1, 12, ref=COUNTED.ref),
    ]
    assert says(SHARE, targets) == [
        "2024/25 Q1: target of 60%",
        "2024/25 Q3: target of 65%, 60% before",
        "2025/26 Q2: no target any more, 65% before",
    ]
    assert says(COUNTED, targets) == ["2023/24 Q2: target of 12"]
    # Agreed anew, as high as before: nothing changes on the chart.
    assert says(SHARE, [target(Q, 0.6, Q + 3), target(Q + 4, 0.6)]) == ["2023/24 Q1: target of 60%"]
    assert says(PAIN, [target(Q + 4, -1.0, ref=PAIN.ref)]) == ["2024/25 Q1: target of −1.0"]
    # Of one quarter only, and another in the next: each is told with the one before it.
    assert says(SHARE, [target(Q + 4, 0.6, Q + 4), target(Q + 5, 0.7)]) == [
        "2024/25 Q1: target of 60%",
        "2024/25 Q2: target of 70%, 60% before",
    ]


def test_events_are_those_of_the_measure_within_the_chart_in_the_order_of_time():
    notes = [
        ChartNote(Q + 4, "second worker", SHARE.provider, dt.date(2024, 5, 1)),
        ChartNote(Q + 4, "moved house."),
        ChartNote(Q + 4, "of another", "5.2.1.a"),
        ChartNote(Q - 1, "before the chart"),
        ChartNote(Q + 12, "after the chart"),
    ]
    steps = [Rebasing(SHARE.ref, Q + 4, "New form."), Rebasing(PAIN.ref, Q + 4, "another's")]
    events = chart_events(SHARE, [target(Q + 5, 0.6)], steps, notes, (Q, Q + 11))
    assert [(one.number, one.place) for one in events] == [
        (1, Q + 3.5),
        (2, Q + 3.5),
        (3, Q + 3.5 + 30 / 91),  # 1 May is 30 of the 91 days of April to June further on
        (4, Q + 4.5),
    ]
    assert events_say(events) == (
        "Events: 1, 2024/25 Q1: re-based (New form). 2, 2024/25 Q1: moved house. 3, 1 May 2024: second worker. "
        "4, 2024/25 Q2: target of 60%."
    )
    assert events_in(events, Q + 5) == "4, 2024/25 Q2: target of 60%"
    assert [point_label(events, q) for q in (Q, Q + 4, Q + 5)] == ["", "events 1, 2, 3", "event 4"]
    assert events_in(events, Q + 4).count(";") == 2 and events_in(events, Q) == ""


def test_without_events_nothing_is_said():
    assert chart_events(SHARE, (), (), (), (Q, Q)) == () and events_say(()) == ""


def test_an_event_of_the_last_day_stands_within_its_quarter():
    last = ChartEvent(1, Q, "x", dt.date(2023, 6, 30))
    assert Q + 0.48 < last.place < Q + 0.5


def labels(*quarters: int, of: int) -> list[tuple[float, str]]:
    events = [ChartEvent(number, Q + q, "x") for number, q in enumerate(quarters, 1)]
    return [(mark.place - Q, mark.words) for mark in event_labels(events, of)]


def test_each_event_has_a_label_of_its_own_where_there_is_room():
    assert labels(0, 1, 2, 11, of=12) == [(-0.5, "1"), (0.5, "2"), (1.5, "3"), (10.5, "4")]
    assert labels(3, 3, of=12) == [(2.5, "1–2")]


def test_events_too_close_for_a_label_each_share_one():
    """At 44 quarters a label of one number is 44/30 of a quarter wide, and one of several twice that. 1 and 2
    lie 1 apart, less than 44/30, and share one in the middle, at 4. From it the third, at 6.5, must be 2.2 away:
    half of either. At 5.5 it is not, and joins them in the middle of all three."""
    assert labels(4, 5, 7, of=44) == [(4.0, "1–2"), (6.5, "3")]
    assert labels(4, 5, 6, of=44) == [(4.5, "1–3")]


def test_no_label_stands_upon_another_however_many_there_are():
    for of in (4, 12, 40):
        events = [ChartEvent(n, Q + n % of, "x") for n in range(60)]
        marks = event_labels(sorted(events, key=lambda event: event.quarter), of)
        ends = [(m.place, (2 if len(m.events) > 1 else 1) * of / 60) for m in marks]
        assert all(b - a >= wide + other - 1e-9 for (a, wide), (b, other) in pairwise(ends))


def test_each_measure_has_the_events_that_are_its_own_and_those_of_all():
    """A note of all of 19 measures, and a re-basing and a target of one."""
    notes, steps = [ChartNote(Q + 2, "moved house")], [Rebasing(PAIN.ref, Q + 1, "new form")]
    found = events_by_measure([target(Q + 3, 0.6)], steps, notes, (Q, Q + 11))
    assert list(found) == [measure.ref for measure in MEASURES]
    assert [one.words for one in found[SHARE.ref]] == ["moved house", "target of 60%"]
    assert [(one.number, one.words) for one in found[PAIN.ref]] == [
        (1, "re-based (new form)"),
        (2, "moved house"),
    ]
    assert {len(found[ref]) for ref in found if ref not in (SHARE.ref, PAIN.ref)} == {1}


def test_how_wide_a_label_is():
    """Thirty numbers stand side by side; several numbers are as wide as two. Of 28 quarters one is 28/30 of a quarter
    wide, so those of neighbouring quarters stand apart; of 32 they do not. From two that share one, the next must be
    28 × 3/60 = 1.4 away, and from another two 28 × 4/60 = 1.87."""
    assert labels(0, 1, of=28) == [(-0.5, "1"), (0.5, "2")]
    assert labels(0, 1, of=30) == [(-0.5, "1"), (0.5, "2")]  # side by side
    assert labels(0, 1, of=32) == [(0.0, "1–2")]
    assert labels(0, 0, 1, of=28) == [(0.0, "1–3")]
    assert labels(0, 0, 2, of=28) == [(-0.5, "1–2"), (1.5, "3")]
    assert labels(0, 0, 2, 2, of=28) == [(-0.5, "1–2"), (1.5, "3–4")]
    assert labels(0, 0, 2, 2, of=31) == [(0.5, "1–4")]
    assert labels(0, 0, 2, of=39) == [(-0.5, "1–2"), (1.5, "3")]  # 1.95
    assert labels(0, 0, 2, of=41) == [(0.5, "1–3")]  # 2.05
    assert labels(0, 2, 2, 4, of=39) == [(-0.5, "1"), (1.5, "2–3"), (3.5, "4")]


def test_of_events_of_one_quarter_those_without_a_day_come_first():
    """And of two days the earlier one, whatever the order in which they were written down."""
    notes = [
        ChartNote(Q, "later", day=dt.date(2023, 6, 1)),
        ChartNote(Q + 1, "next quarter"),
        ChartNote(Q, "earlier", day=dt.date(2023, 4, 1)),
        ChartNote(Q, "some day"),
    ]
    events = chart_events(SHARE, (), (), notes, (Q, Q + 1))
    assert [(one.number, one.words) for one in events] == [
        (1, "some day"), (2, "earlier"), (3, "later"), (4, "next quarter"),
    ]  # fmt: skip
    # 1 April begins the quarter, where what concerns all of it stands as well.
    assert [one.place - Q for one in events] == pytest.approx([-0.5, -0.5, -0.5 + 61 / 91, 0.5])
    assert [one.says for one in events[:2]] == ["2023/24 Q1: some day", "1 April 2023: earlier"]
    assert events_in(events, Q) == "1, 2023/24 Q1: some day; 2, 1 April 2023: earlier; 3, 1 June 2023: later"
    assert event_numbers(events, Q) == "1, 2, 3" and event_numbers(events, Q + 1) == "4"
    assert event_numbers(events, Q + 2) == point_label(events, Q + 2) == events_in(events, Q + 2) == ""


def test_the_ends_of_a_chart_belong_to_it():
    notes = [ChartNote(Q + later, f"n{later}") for later in range(4)]
    assert [one.words for one in chart_events(SHARE, (), (), notes, (Q + 1, Q + 2))] == ["n1", "n2"]


def test_the_officers_words_stand_in_one_line_without_their_full_stop():
    notes = [ChartNote(Q, "  Second   worker, from April. ")]
    assert says(SHARE, notes=notes) == ["2023/24 Q1: Second worker, from April"]
