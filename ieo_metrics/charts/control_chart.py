"""A control chart, or a run chart: values, their average, limits in steps, the target, and every signal by
shape and colour."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence

import plotly.graph_objects as go

from ieo_metrics.charts.event_marks import mark_events
from ieo_metrics.charts.quarter_axes import draw_quarter_axes
from ieo_metrics.charts.stepped_lines import steps, target_steps
from ieo_metrics.charts.style import ACCENT, GREY, INK, PALE, empty_figure
from ieo_metrics.charts.trend import unit_in_words
from ieo_metrics.charts.variation_icons import COLOURS
from ieo_metrics.framework.configuration.targets import Target, in_force
from ieo_metrics.framework.dates.quarters import label, stretch_in_words
from ieo_metrics.framework.measures import Measure
from ieo_metrics.statistics.control_charts.chart_events import ChartEvent, events_say
from ieo_metrics.statistics.control_charts.chart_icons import icon_of_point
from ieo_metrics.statistics.control_charts.chart_sentences import control_notes
from ieo_metrics.statistics.control_charts.chart_with_signals import (
    LONG_RUN,
    LONG_SHIFT,
    NEAR,
    OUTSIDE,
    RUN,
    SHIFT,
    TREND,
    Control,
    Point,
    drawn_limits,
)
from ieo_metrics.statistics.figure_wording import two_in_words, value_in_words

# Plotly's names of the shapes that the icons have.
SYMBOLS = {"diamond": "diamond", "square": "square", "circle": "circle"}
# The keys of its lines.
UPPER, LOWER, CENTRE, TARGET, VALUES = "upper", "lower", "centre", "target", "values"
# In pixels: the whole chart, what is below its lines, room for the words beside them, and the height of such
# a line of words.
HEIGHT, BELOW, BESIDE, LINE = 360, 60, 120, 15
# What a point is part of, as a fact: what it was called in its own quarter was said without those after it.
_RULES = {
    OUTSIDE: "outside its limits",
    LONG_SHIFT: f"one of {LONG_RUN} or more in a row on one side of the average",
    NEAR: "one of 2 in 3 near a limit",
    SHIFT: f"one of {RUN} or more in a row on one side",
    TREND: f"one of {RUN} or more in a row, each {{}} than the one before",
}


def _hover(point: Point, measure: Measure) -> str:
    said = f"{label(point.period)}: {value_in_words(point.value, measure)}"
    if not point.signals:
        return said
    first = point.signals[0]
    return f"{said}<br>{_RULES[first.rule].format('higher' if first.up else 'lower')}"


def _values(control: Control, measure: Measure) -> go.Scatter:
    icons = [icon_of_point(point, measure) for point in control.points]
    return go.Scatter(
        x=[point.period for point in control.points],
        y=[None if point.is_gap else point.value for point in control.points],
        mode="lines+markers",
        connectgaps=False,
        cliponaxis=False,
        line={"color": PALE, "width": 2},
        marker={
            "symbol": [SYMBOLS[icon.shape] for icon in icons],
            "color": [COLOURS[icon.colour] for icon in icons],
            "size": [12 if point.signals else 8 for point in control.points],
            "opacity": 1,
        },
        text=[_hover(point, measure) for point in control.points],
        hovertemplate="%{text}<extra></extra>",
    )


def _stepped(control: Control, at: Callable[[Point], float], line: dict[str, object]) -> go.Scatter:
    """A line in steps, broken where it has no level and between segments."""
    parts = [
        {p.period: level for p in control.points if p.segment is segment and not math.isnan(level := at(p))}
        for segment in control.segments
    ]
    return steps([part for part in parts if part], line)


def _room(measure: Measure, traces: Iterable[go.Scatter]) -> list[float]:
    known = [y for trace in traces for y in trace.y if y is not None] or [0.0]
    low, high = min(known), max(known)
    if not measure.statistic.signed:
        low = min(low, 0.0)
    room = 0.12 * ((high - low) or 1)
    return [low - (room if low < 0 else 0.02 * room), high + room]


def _beside(
    out: go.Figure,
    traces: Mapping[str, go.Scatter],
    measure: Measure,
    last: Point,
    bounds: Sequence[float],
) -> None:
    """To the right of each line that reaches the last quarter, what it is; never one upon another."""
    words = {
        CENTRE: "average" if last.segment.has_limits else "middle",
        LOWER: "lower limit",
        UPPER: "upper limit",
        TARGET: "target",
    }
    ends = {
        name: trace.y[-1] for name, trace in traces.items() if name in words and last.period + 0.5 in trace.x
    }
    free = -math.inf
    for name, level in sorted(ends.items(), key=lambda end: end[1]):
        at = (level - bounds[0]) / (bounds[1] - bounds[0]) * (HEIGHT - BELOW)
        free = max(at, free + LINE)
        out.add_annotation(
            x=last.period + 0.6,
            y=level,
            yshift=free - at,
            text=f"{words[name]} {value_in_words(level, measure)}",
            showarrow=False,
            xanchor="left",
            font={"size": 12, "color": INK if name == TARGET else GREY},
        )


def control_chart(
    control: Control, measure: Measure, targets: Sequence[Target] = (), events: Sequence[ChartEvent] = ()
) -> go.Figure:
    """The chart of one measure. `targets` may be those of all measures: its own are taken."""
    out = empty_figure(HEIGHT)
    quarters = [point.period for point in control.points]
    limits = {"color": GREY, "width": 1.5, "dash": "dash"}
    traces = {
        UPPER: _stepped(control, lambda point: drawn_limits(point, measure)[1], limits),
        LOWER: _stepped(control, lambda point: drawn_limits(point, measure)[0], limits),
        CENTRE: _stepped(control, lambda point: point.segment.centre, {"color": ACCENT, "width": 1.5}),
        # A chart of those who started says nothing of a target for everybody.
        TARGET: target_steps(() if measure.kind.judged_under else targets, measure, quarters),
        VALUES: _values(control, measure),
    }
    out.add_traces([trace.update(name=name) for name, trace in traces.items()])
    bounds = _room(measure, traces.values())
    if control.points:
        _beside(out, traces, measure, control.points[-1], bounds)
    out.update_layout(margin={"r": BESIDE})
    mark_events(out, events, len(control.points))
    title = unit_in_words(measure) + (" who started" if measure.kind.judged_under else "")
    draw_quarter_axes(out, quarters, bounds, measure.statistic.tick_format, title)
    return out


def control_in_words(
    control: Control,
    measure: Measure,
    verdict: str,
    targets: Sequence[Target] = (),
    events: Sequence[ChartEvent] = (),
) -> str:
    """The chart for those who do not see it: what it is, the verdict in a sentence, its last target, what
    must be known to read it, and its events."""
    last = control.last
    if last is None:
        return f"{measure.name}: no quarter has a value."
    limited = last.segment.has_limits
    kind = "Control chart" if limited else "Run chart"
    said = [
        (
            f"{kind} of {measure.name} by quarter, "
            f"{stretch_in_words(control.points[0].period, control.points[-1].period)}."
        )
    ]
    said.append(
        f"Last value {value_in_words(last.value, measure)} in {label(last.period)}; "
        f"{'average' if limited else 'median'} {value_in_words(last.segment.centre, measure)}"
    )
    limits = " and ".join(two_in_words(*drawn_limits(last, measure), measure))
    said[-1] += f", its limits {limits}." if limited else ", no limits."
    target = in_force(targets, measure.ref, last.period)
    said += [verdict] + ([f"Target {value_in_words(target.aim, measure)}."] if target else [])
    return " ".join(filter(None, [*said, *control_notes(control, measure), events_say(events)]))
