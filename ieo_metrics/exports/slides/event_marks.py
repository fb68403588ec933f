"""Marks for what happened in quarters without a value: a native chart has no point at which it could name
it, so it is named below the chart, under the quarter."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from ieo_metrics.exports.slides import slide_parts as parts
from ieo_metrics.exports.slides.native_chart import PLOT_AT
from ieo_metrics.statistics.control_charts.chart_events import ChartEvent, point_label
from ieo_metrics.statistics.differences import Figure

MARK_HIGH = 0.34  # inches, of a row of marks
UP = "\N{UPWARDS ARROW}"
_BESIDE = 0.25  # inches, of a box beside its words


class Mark(NamedTuple):
    """Words of a box, with its left edge and its width in inches."""

    words: str
    left: float
    wide: float


def marks_below(history: Sequence[Figure], events: Sequence[ChartEvent]) -> list[list[Mark]]:
    """The marks under the quarters without a value, in as many rows as it takes for none to stand upon
    another; none where every event has a value to be named at."""
    rows: list[list[Mark]] = []
    for place, figure in enumerate(history):
        named = point_label(events, figure.quarter)
        if figure.value is None and named:
            words = f"{UP} {named}"
            mark = Mark(words, *_across(place, len(history), parts.words_width(words) + _BESIDE))
            free = (row for row in rows if row[-1].left + row[-1].wide <= mark.left)
            row = next(free, None)
            if row is None:
                rows.append(row := [])
            row.append(mark)
    return rows


def _across(place: int, quarters: int, wide: float) -> tuple[float, float]:
    """The left edge and width of a box in the middle under a quarter, within the slide."""
    left, across = parts.LEFT / parts.INCH, parts.ACROSS / parts.INCH
    middle = left + across * (PLOT_AT[0] + (place + 0.5) / quarters * PLOT_AT[2])
    return min(max(left, middle - wide / 2), left + across - wide), wide


def draw_marks(slide: Any, rows: Sequence[Sequence[Mark]], top: float) -> None:
    """Rows of marks, so many inches from the top."""
    for number, row in enumerate(rows):
        for mark in row:
            box = parts.words(slide, "Event", mark.words, top + number * MARK_HIGH, MARK_HIGH)
            box.left, box.width = round(mark.left * parts.INCH), round(mark.wide * parts.INCH)
            parts.centre(box)
