"""What happened and when, as it is drawn on the charts of a measure: notes of the officer, re-basings, and
changes of its target, numbered in the order of time. The number stands on the chart, and the words beside
it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ieo_metrics.framework.configuration.chart_notes import ChartNote
from ieo_metrics.framework.configuration.targets import Rebasing, Target, in_force, steps_of
from ieo_metrics.framework.dates.days import day_in_words
from ieo_metrics.framework.dates.quarters import Quarter, first_day, label, last_day
from ieo_metrics.framework.measures import MEASURES, Measure
from ieo_metrics.statistics.figure_wording import value_in_words

MOST_LABELS = 30  # of one number each, side by side above a chart
_Dated = tuple[Quarter, dt.date | None, str]  # what happened, before it has a number


@dataclass(frozen=True)
class ChartEvent:
    """One thing that happened in a quarter, on its `day` where that is known. `number`: by which the chart
    and the words know it."""

    number: int
    quarter: Quarter
    words: str
    day: dt.date | None = None

    @property
    def place(self) -> float:
        """Where its line stands among the quarters: before the first quarter that it concerns, or within it,
        by its day."""
        if self.day is None:
            return self.quarter - 0.5
        days = (last_day(self.quarter) - first_day(self.quarter)).days + 1
        return self.quarter - 0.5 + (self.day - first_day(self.quarter)).days / days

    @property
    def says(self) -> str:
        """`2024/25 Q1: second worker`."""
        return f"{day_in_words(self.day) if self.day else label(self.quarter)}: {self.words}"


def chart_events(
    measure: Measure,
    targets: Sequence[Target],
    steps: Sequence[Rebasing],
    notes: Sequence[ChartNote],
    span: tuple[Quarter, Quarter],
) -> tuple[ChartEvent, ...]:
    """The events of a measure from the first quarter of `span` to its last, in the order of time. Targets,
    steps and notes may be those of all measures: its own are taken."""
    found: list[_Dated] = [
        (step.quarter, None, f"re-based ({_clause(step.reason)})") for step in steps_of(steps, measure.ref)
    ]
    found += _target_changes(measure, targets)
    found += [(note.quarter, note.day, _clause(note.words)) for note in notes if note.is_about(measure)]
    within = sorted(
        (one for one in found if span[0] <= one[0] <= span[1]),
        key=lambda one: (one[0], one[1] or dt.date.min),
    )
    return tuple(
        ChartEvent(number, quarter, words, day) for number, (quarter, day, words) in enumerate(within, 1)
    )


def events_by_measure(
    targets: Sequence[Target],
    steps: Sequence[Rebasing],
    notes: Sequence[ChartNote],
    span: tuple[Quarter, Quarter],
) -> dict[str, tuple[ChartEvent, ...]]:
    """By ref, the events of every measure."""
    return {measure.ref: chart_events(measure, targets, steps, notes, span) for measure in MEASURES}


def _clause(words: str) -> str:
    """The officer's words without the full stop at their end."""
    return " ".join(words.split()).rstrip(".")


def _target_changes(measure: Measure, targets: Sequence[Target]) -> list[_Dated]:
    """Each quarter from which another target is in force, or none any more."""
    turns = {one.start for one in targets} | {one.end + 1 for one in targets if one.end is not None}
    found: list[_Dated] = []
    for quarter in sorted(turns):
        before, after = (in_force(targets, measure.ref, q) for q in (quarter - 1, quarter))
        was, now = (
            "" if target is None else value_in_words(target.aim, measure) for target in (before, after)
        )
        if now != was:
            words = f"target of {now}" if now else f"no target any more, {was} before"
            found.append((quarter, None, f"{words}, {was} before" if now and was else words))
    return found


class EventLabel(NamedTuple):
    """The number or numbers that stand above a chart, in the middle of the lines of `events`: `1`, `2–4`."""

    place: float
    words: str
    events: tuple[ChartEvent, ...]


def event_labels(events: Sequence[ChartEvent], quarters: int) -> list[EventLabel]:
    """The labels of a chart of so many quarters. Events that lie too close together for a label each share
    one, so that no label stands upon another."""
    labels: list[EventLabel] = []
    for event in events:
        labels.append(_label(event))
        while len(labels) > 1 and labels[-1].place - labels[-2].place < quarters * (
            _half_width(labels[-2]) + _half_width(labels[-1])
        ):
            last = labels.pop()
            labels[-1] = _label(*labels[-1].events, *last.events)
    return labels


def _label(*events: ChartEvent) -> EventLabel:
    first, last = events[0], events[-1]
    words = str(first.number) if first is last else f"{first.number}–{last.number}"
    return EventLabel((first.place + last.place) / 2, words, events)


def _half_width(label: EventLabel) -> float:
    """As a share of the chart's width."""
    return (1 if len(label.events) == 1 else 2) / (2 * MOST_LABELS)


def events_say(events: Sequence[ChartEvent]) -> str:
    """`Events: 1, 2024/25 Q1: second worker. 2, 2024/25 Q3: target of 65%.`; empty without any."""
    return f"Events: {' '.join(f'{event.number}, {event.says}.' for event in events)}" if events else ""


def event_numbers(events: Sequence[ChartEvent], quarter: Quarter) -> str:
    """The numbers of those of one quarter: `2, 3`; empty without any."""
    return ", ".join(str(event.number) for event in events if event.quarter == quarter)


def point_label(events: Sequence[ChartEvent], quarter: Quarter) -> str:
    """What stands at a quarter's value in a native chart, which has no lines for events: `event 1`,
    `events 2, 3`; empty without any. A number alone would be taken for the value."""
    numbers = event_numbers(events, quarter)
    return f"event{'s' if ',' in numbers else ''} {numbers}" if numbers else ""


def events_in(events: Sequence[ChartEvent], quarter: Quarter) -> str:
    """Those of one quarter, for its row of a table: `1, 2024/25 Q1: second worker`; empty without any."""
    return "; ".join(f"{event.number}, {event.says}" for event in events if event.quarter == quarter)
