"""One measure by quarter, with its interval. A quarter without a value is a gap, and says which marker it
carries."""

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from ieo_metrics.charts.event_marks import mark_events
from ieo_metrics.charts.quarter_axes import draw_quarter_axes
from ieo_metrics.charts.stepped_lines import target_steps
from ieo_metrics.charts.style import ACCENT, GREY, INK, PALE, empty_figure
from ieo_metrics.framework.configuration.targets import Target, in_force
from ieo_metrics.framework.dates.quarters import stretch_in_words
from ieo_metrics.framework.figure_markers import MARKERS, PROVISIONAL
from ieo_metrics.framework.measures import Measure
from ieo_metrics.statistics.control_charts.chart_events import ChartEvent, events_say
from ieo_metrics.statistics.control_charts.chart_lines import TARGET
from ieo_metrics.statistics.figure_wording import interval_in_words, lowest_and_highest, value_in_words

ROOM_FOR_TARGET = 96  # in pixels, beside its line
VALUE, MARKER = "value", "marker"  # the names of the chosen quarter's value, and of the markers' letters


def _reach(ends: list[float | None], values: list[float | None]) -> list[float | None]:
    return [None if v is None or e is None else abs(e - v) for v, e in zip(values, ends, strict=True)]


def _hover(measure: Measure, row: Any) -> str:
    """What the pointer shows over a quarter."""
    n: int | None = None if pd.isna(row.denominator) else int(row.denominator)
    said = f"{row.quarter}: {value_in_words(row.value, measure, n)}"
    if n is not None:
        said += f" of {n}" if measure.statistic.percent else f", n {n}"
    if not pd.isna(row.lower):
        said += f"<br>95% range {interval_in_words(row.lower, row.upper, measure, n)}"
    return said + (f"<br>{row.marker}: {MARKERS[row.marker]}" if row.marker else "")


def _range(measure: Measure, *ends: list[float | None]) -> list[float]:
    if measure.statistic.percent:
        return [-0.02, 1.1]
    known = [v for values in ends for v in values if v is not None] or [0.0]
    low, high = min(0.0, *known), max(0.0, *known)
    room = 0.1 * ((high - low) or 1)
    return [low - (room if low < 0 or not measure.counts else 0.02 * room), high + room]


ROOM_UNDER_EVENT = 0.15  # of the height, so that the value written out does not reach the number above it


def trend_chart(
    frame: pd.DataFrame,
    measure: Measure,
    chosen: int | None = None,
    events: Sequence[ChartEvent] = (),
    targets: Sequence[Target] = (),
) -> go.Figure:
    """`frame`: the results of one measure, a row per quarter. `chosen`: the quarter whose value is written
    out. `targets` may be those of all measures: its own are drawn."""
    quarters = frame["period"].tolist()
    values, lower, upper = (
        [None if pd.isna(v) else float(v) for v in frame[name]] for name in ("value", "lower", "upper")
    )
    out = empty_figure(340)
    out.add_trace(
        go.Scatter(
            x=quarters,
            y=values,
            mode="lines+markers",
            connectgaps=False,
            cliponaxis=False,
            line={"color": ACCENT, "width": 2.5},
            marker={
                "color": ["white" if m == PROVISIONAL else ACCENT for m in frame["marker"]],
                "opacity": 1,
                "size": [13 if q == chosen else 8 for q in quarters],
                "line": {"color": ACCENT, "width": 2},
            },
            error_y={
                "type": "data",
                "symmetric": False,
                "array": _reach(upper, values),
                "arrayminus": _reach(lower, values),
                "color": PALE,
                "thickness": 2,
                "width": 5,
            },
            text=[_hover(measure, row) for row in frame.itertuples()],
            hovertemplate="%{text}<extra></extra>",
        )
    )
    aims = target_steps(targets, measure, quarters)
    bounds = _range(measure, values, lower, upper, list(aims.y))
    if any(event.place == chosen for event in events):
        bounds[1] += ROOM_UNDER_EVENT * (bounds[1] - bounds[0])
    notes: list[dict[str, Any]] = []  # added at once: Plotly goes through all that are there for each more
    if aims.x:
        out.add_trace(aims)
        notes.append(
            {
                "name": TARGET,
                "x": aims.x[-1],
                "y": aims.y[-1],
                "text": f"target {value_in_words(aims.y[-1], measure)}",
                "showarrow": False,
                "xanchor": "left",
                "xshift": 6,
                "font": {"size": 12, "color": INK},
            }
        )
        out.update_layout(margin_r=ROOM_FOR_TARGET)
    draw_quarter_axes(out, quarters, bounds, measure.statistic.tick_format, unit_in_words(measure))
    if measure.statistic.signed:
        out.add_hline(y=0, line={"color": GREY, "width": 1})
    # A note each would take the browser as long as all the rest.
    above = [
        bounds[0] if value is None else value if top is None else top
        for value, top in zip(values, upper, strict=True)
    ]
    out.add_trace(
        go.Scatter(
            name=MARKER,
            x=quarters,
            y=above,
            mode="markers+text",
            marker={"size": 8, "opacity": 0},  # they keep the letters clear of a value without a range
            text=frame["marker"].tolist(),
            textposition="top center",
            textfont={"color": GREY},
            cliponaxis=False,
            hoverinfo="skip",
        )
    )
    if chosen in quarters and values[at := quarters.index(chosen)] is not None:
        people = frame["denominator"].iloc[at]
        words = value_in_words(values[at], measure, None if math.isnan(people) else people)
        notes.append(
            {
                "name": VALUE,
                "x": chosen,
                "y": above[at],
                "text": f"<b>{words}</b>",
                "showarrow": False,
                "yshift": 26 if frame["marker"].iloc[at] else 14,
                "font": {"size": 16, "color": INK},
            }
        )
    out.update_layout(annotations=notes)
    mark_events(out, events, len(quarters))
    return out


def unit_in_words(measure: Measure) -> str:
    """What the upright axis counts."""
    return measure.statistic.axis.format(unit=measure.unit)


def trend_in_words(
    frame: pd.DataFrame,
    measure: Measure,
    events: Sequence[ChartEvent] = (),
    targets: Sequence[Target] = (),
) -> str:
    """The chart for those who do not see it: its span, lowest, highest, last value, gaps, target and
    events."""
    known = frame[frame["value"].notna()].reset_index(drop=True)
    if not len(known):
        return f"{measure.name}: no quarter has a value."
    values = [
        (when, value, value_in_words(value, measure, n))
        for when, value, n in zip(*(known[name] for name in ("quarter", "value", "denominator")), strict=True)
    ]
    quarters = stretch_in_words(frame["period"].iloc[0], frame["period"].iloc[-1])
    said = f"{measure.name} by quarter, {quarters}: {lowest_and_highest(values)}."
    gaps = frame[frame["value"].isna()]
    said += f" No value in {', '.join(gaps['quarter'])}." if len(gaps) else ""
    target = in_force(targets, measure.ref, frame["period"].iloc[-1])
    said += f" Target {value_in_words(target.aim, measure)}." if target else ""
    return f"{said} {events_say(events)}".strip()
