"""What happened and when: notes, re-basings and changes of target of one measure, in the order of time."""

import datetime as dt

from ieo_metrics.framework.chart_notes import ChartNote
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.framework.targets import Band, Rebasing, Target
from ieo_metrics.statistics.chart_events import ChartEvent, chart_events, events_in, events_say

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
    assert events_in(events, Q + 4).count(";") == 2 and events_in(events, Q) == ""


def test_without_events_nothing_is_said():
    assert chart_events(SHARE, (), (), (), (Q, Q)) == () and events_say(()) == ""


def test_an_event_of_the_last_day_stands_within_its_quarter():
    last = ChartEvent(1, Q, "x", dt.date(2023, 6, 30))
    assert Q + 0.48 < last.place < Q + 0.5
