"""The picture of one measure for the report: one dark line with its last value named, its 95% interval as
bars, the limits of its control chart as dashed steps with the average between them, the target as a dotted
line with its name, what happened as numbered lines, and a gap where there is no value."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Drawing
from matplotlib.ticker import MaxNLocator
from PIL import Image

from ieo_metrics.exports.report.blocks import Chart
from ieo_metrics.exports.report.small_trends import small_trend
from ieo_metrics.exports.workbook.charts import axis_title
from ieo_metrics.framework.configuration.unit_look import UnitLook
from ieo_metrics.framework.dates.quarters import Quarter, label, number_of
from ieo_metrics.framework.evidence_kinds import WIDEST_CHANGE
from ieo_metrics.framework.measures import Measure
from ieo_metrics.statistics.control_charts.chart_events import ChartEvent, event_labels
from ieo_metrics.statistics.control_charts.chart_lines import LIMITS, LINES, TARGET, ChartLine, stepped
from ieo_metrics.statistics.differences import Figure
from ieo_metrics.statistics.figure_wording import value_in_words

WIDTH, DOTS = 6.69, 150  # inches, and dots an inch
LEFT, RIGHT, ABOVE, BELOW = 0.47, 0.78, 0.3, 0.36  # inches around the axes, for words
APART = 0.13  # inches between two labels at the right
MOST_LABELS = 24  # quarters with a name under each
COLOURS, NEARLY_WHITE = 64, 250  # of a picture, and of 255
INK, RULE, TARGET_COLOUR = "#1A1A1A", "#D9D9D9", "#7A3E00"


def _strokes(look: UnitLook) -> dict[str, tuple[str, str, float]]:
    """By kind of line its colour, its dashes and its width."""
    main, limits = (look.main_colour, "solid", 1.0), (look.second_colour, "dashed", 1.0)
    return {kind: limits if kind in LIMITS else main for kind in LINES} | {
        TARGET: (TARGET_COLOUR, "dotted", 1.8)
    }


class Pictures:
    """The pictures of one report: those of one height are drawn on the same sheet, since a new one for each
    would take twice as long."""

    def __init__(self, look: UnitLook) -> None:
        self._look = look
        self._sheets: dict[float, _Sheet] = {}
        self._made: dict[tuple[str, float], tuple[Chart, bytes]] = {}

    def of(self, chart: Chart, high: float) -> bytes:
        """A PNG of so many inches height, with no metadata, only its pixels. One of the chart's quarters at
        least has a value. Several files of one report show the same picture: it is drawn once."""
        high = round(high, 2)
        if high not in self._sheets:
            self._sheets[high] = _Sheet(high, self._look)
        asked = chart.line.measure.ref, high
        if asked not in self._made or self._made[asked][0] is not chart:
            self._made[asked] = chart, self._sheets[high].drawn(chart)
        return self._made[asked][1]

    def trend(self, values: Sequence[float | None]) -> bytes:
        """A PNG of the values in the order of time; None is a gap. One at least is a number."""
        return small_trend(values, self._look)


class _Sheet:
    """A sheet of one height, on which one chart is drawn after the other."""

    def __init__(self, high: float, look: UnitLook) -> None:
        self._look = look
        self._drawing = Drawing(figsize=(WIDTH, high), dpi=DOTS)
        self._canvas = FigureCanvasAgg(self._drawing)
        place = (LEFT / WIDTH, BELOW / high, 1 - (LEFT + RIGHT) / WIDTH, 1 - (ABOVE + BELOW) / high)
        self._axes = self._drawing.add_axes(place)
        # The rules and the words of the axes are drawn one by one: Matplotlib's own axes take five times as
        # long.
        self._axes.set_axis_off()
        self._high = high - ABOVE - BELOW
        self._quarters: list[Quarter] = []
        self._sheet: Any = None

    def _begin(self, quarters: list[Quarter]) -> None:
        """An empty sheet with the names of the quarters, which most of the words on it are: drawn once for
        all measures."""
        if quarters != self._quarters:
            self._clear()
            _names(self._axes, quarters)
            self._canvas.draw()
            self._quarters, self._sheet = quarters, self._canvas.copy_from_bbox(self._drawing.bbox)
        self._clear()
        self._canvas.restore_region(self._sheet)

    def _clear(self) -> None:
        for artist in (*self._axes.lines, *self._axes.collections, *self._axes.texts, *self._drawing.texts):
            artist.remove()

    def drawn(self, chart: Chart) -> bytes:
        history, measure = chart.line.history, chart.line.measure
        self._begin([figure.quarter for figure in history])
        _draw(self._axes, measure, history, chart.lines, self._look)
        _mark(self._axes, chart.events, len(history), self._look.second_colour)
        _label_right(self._axes, chart, self._high, self._look.main_colour)
        title = self._drawing.text(0, 0.995, axis_title(measure), ha="left", va="top", fontsize=8, color=INK)
        for artist in (self._axes, title):
            artist.draw(self._canvas.get_renderer())
        pixels = Image.frombuffer("RGBA", self._canvas.get_width_height(), self._canvas.buffer_rgba())
        drawn = pixels.convert("RGB").quantize(COLOURS, method=Image.Quantize.FASTOCTREE)
        # Its white is an average of all that is nearly white, and would stand out from the page.
        drawn.putpalette([255 if part >= NEARLY_WHITE else part for part in drawn.getpalette() or []])
        out = BytesIO()
        drawn.save(out, "png", compress_level=4)
        return out.getvalue()


def _label_right(axes: Any, chart: Chart, high: float, colour: str) -> None:
    """Beside the right end of the chart, its last value and the target, apart from each other."""
    known = [figure for figure in chart.line.history if figure.value is not None]
    last, measure = known[-1], chart.line.measure
    labels = [(last.value or 0.0, value_in_words(last.value, measure, last.n), True)]
    for line in chart.lines:
        if line.kind == TARGET and chart.line.history[-1].quarter in line.levels:
            aim = line.levels[chart.line.history[-1].quarter]
            labels.append((aim, f"target {value_in_words(aim, measure)}", False))
    low, top = axes.get_ylim()
    heights = [(value - low) / (top - low) for value, _, _ in labels]
    if len(heights) > 1 and abs(heights[0] - heights[1]) < APART / high:
        middle, way = sum(heights) / 2, 1 if heights[0] >= heights[1] else -1
        heights = [middle + way * APART / high / 2, middle - way * APART / high / 2]
    at_end = last is chart.line.history[-1]
    for (_, words, strong), height in zip(labels, heights, strict=True):
        words = words if at_end or not strong else f"last {words}"
        axes.text(
            1.01,
            height,
            words,
            transform=axes.transAxes,
            ha="left",
            va="center",
            fontsize=9 if strong else 8,
            fontweight="bold" if strong else "normal",
            color=colour if strong else TARGET_COLOUR,
        )


def _draw(
    axes: Any,
    measure: Measure,
    history: Sequence[Figure],
    lines: Sequence[ChartLine],
    look: UnitLook,
) -> None:
    strokes = _strokes(look)
    reach = [level for line in lines for level in line.levels.values()]
    places, (low, high), rules = [f.quarter for f in history], *_scale(measure, history, reach)
    axes.set_xlim(places[0] - 0.5, places[-1] + 0.5)
    axes.set_ylim(low, high)
    axes.hlines(
        rules,
        places[0] - 0.5,
        places[-1] + 0.5,
        colors=[look.second_colour if rule == 0 else RULE for rule in rules],
        linewidth=0.75,
        zorder=0,
    )
    for line in lines:
        axes.plot(
            *(np.array(ends, dtype=np.float64) for ends in stepped(line.levels)),
            color=strokes[line.kind][0],
            linewidth=strokes[line.kind][2],
            linestyle=strokes[line.kind][1],
            zorder=1,
        )
    ranged = [f for f in history if f.value is not None and f.lower is not None and f.upper is not None]
    axes.vlines(
        [f.quarter for f in ranged],
        [f.lower for f in ranged],
        [f.upper for f in ranged],
        colors=look.second_colour,
        linewidth=1.25,
    )
    axes.plot(
        places,
        [float("nan") if f.value is None else f.value for f in history],
        color=look.main_colour,
        linewidth=2,
        marker="o",
        markersize=5,
    )
    for f in history:
        if f.marker:
            axes.text(
                f.quarter,
                0.09,
                f"[{f.marker}]",
                transform=axes.get_xaxis_transform(),
                ha="center",
                va="bottom",
                fontsize=8,
                color=INK,
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},  # else a rule would run through
            )
    for rule in rules:
        axes.text(
            -0.008,
            rule,
            "0" if abs(rule) < 1e-9 and measure.statistic.signed else value_in_words(rule, measure),
            transform=axes.get_yaxis_transform(),
            ha="right",
            va="center",
            fontsize=8,
            color=INK,
        )


def _mark(axes: Any, events: Sequence[ChartEvent], quarters: int, colour: str) -> None:
    """A thin line where something happened, and its number above the chart."""
    for place in dict.fromkeys(event.place for event in events):
        axes.axvline(place, color=colour, linewidth=0.75, linestyle="dotted", zorder=1)
    for mark in event_labels(events, quarters):
        axes.text(
            mark.place,
            1.02,
            mark.words,
            transform=axes.get_xaxis_transform(),
            ha="center",
            va="bottom",
            fontsize=7,
            color=INK,
            bbox={"facecolor": "white", "edgecolor": colour, "linewidth": 0.5, "pad": 1},
        )


def _names(axes: Any, places: Sequence[Quarter]) -> None:
    """The quarters under the chart; of many, only the first of each year."""
    axes.set_xlim(places[0] - 0.5, places[-1] + 0.5)
    for q in places if len(places) <= MOST_LABELS else [q for q in places if number_of(q) == 1]:
        name = (
            f"Q{number_of(q)}\n{label(q)[:7]}" if number_of(q) == 1 or q == places[0] else f"Q{number_of(q)}"
        )
        axes.text(
            q, -0.03, name, transform=axes.get_xaxis_transform(), ha="center", va="top", fontsize=8, color=INK
        )


def _scale(
    measure: Measure, history: Sequence[Figure], reach: Sequence[float]
) -> tuple[tuple[float, float], list[float]]:
    """The ends of the upright axis, and where its rules are. Zero is always on it, and so is the `reach` of
    the limits; a percentage has all of it."""
    if measure.statistic.percent:
        return (-0.05, 1.03), [0, 0.25, 0.5, 0.75, 1]
    ends = [end for f in history for end in (f.value, f.lower, f.upper) if end is not None] + [*reach]
    low, high = (
        max(min(0.0, *ends), -WIDEST_CHANGE),
        min(max(0.0, *ends), WIDEST_CHANGE if not measure.counts else max(1.0, *ends)),
    )
    room = 0.1 * ((high - low) or 1)
    rules = [float(rule) for rule in MaxNLocator(4, integer=measure.counts).tick_values(low, high)]
    return (low - room, high + room), [rule for rule in rules if low - room <= rule <= high + room]
