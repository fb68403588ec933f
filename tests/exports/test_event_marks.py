"""Marks of what happened in quarters without a value, below the charts of slides."""

from itertools import combinations

from ieo_metrics.exports.slides.event_marks import UP, marks_below
from ieo_metrics.exports.slides.slide_parts import ACROSS, INCH, LEFT
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.statistics.control_charts.chart_events import ChartEvent
from ieo_metrics.statistics.differences import Figure

Q = quarter(2024, 1)


def happened(*places: int) -> list[ChartEvent]:
    return [ChartEvent(number, Q + place, "so") for number, place in enumerate(places, 1)]


def history(*values: float | None) -> list[Figure]:
    return [Figure(Q + place, value) for place, value in enumerate(values)]


def test_only_what_has_no_value_to_be_named_at_has_a_mark_below():
    assert marks_below(history(1, 2), happened(0, 1)) == []
    ((mark,),) = marks_below(history(1, None, 2), happened(0, 1))
    assert mark.words == f"{UP} event 2"
    # The plot begins at 0.055 of the chart and is 0.86 of it wide: its middle is that of the second of three.
    middle = (LEFT + ACROSS * (0.055 + 0.86 / 2)) / INCH
    assert abs(mark.left + mark.wide / 2 - middle) < 1e-9


def test_no_mark_stands_upon_another_or_leaves_the_slide():
    rows = marks_below(history(*[None] * 30), happened(*range(30), 29))
    marks = [(number, mark) for number, row in enumerate(rows) for mark in row]
    assert len(marks) == 30 and marks[-1][1].words == f"{UP} events 30, 31"
    for (row, one), (other_row, other) in combinations(marks, 2):
        assert row != other_row or one.left + one.wide <= other.left or other.left + other.wide <= one.left
    assert all(m.left >= LEFT / INCH and m.left + m.wide <= (LEFT + ACROSS) / INCH + 1e-9 for _, m in marks)
