"""The trend as it hangs on the wall: large type, the last quarters only, and words where a small chart has
markers for what is missing."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from ieo_metrics.charts.quarter_axes import fit_axes
from ieo_metrics.charts.style import GREY
from ieo_metrics.charts.trend import MARKER, VALUE, trend_chart
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.figure_markers import HIDDEN, NOBODY, NOT_COVERED
from ieo_metrics.framework.measures import Measure
from ieo_metrics.statistics.control_charts.chart_events import ChartEvent

QUARTERS_SHOWN, HEIGHT = 12, 325
LETTERS = 1.15  # how much larger than on other pages those of the axes are
FOR_EVENTS = 30  # of its height, which the words below it take where something happened
GAPS = {HIDDEN: "hidden", NOT_COVERED: "no return", NOBODY: "nobody"}


def quarters_until(frame: pd.DataFrame, quarter: Quarter) -> pd.DataFrame:
    """The last quarters of a measure up to one: later ones are another meeting's."""
    return frame[frame["period"] <= quarter].tail(QUARTERS_SHOWN).reset_index(drop=True)


def large_trend(
    frame: pd.DataFrame,
    measure: Measure,
    quarter: Quarter,
    scale: float = 1,
    events: Sequence[ChartEvent] = (),
) -> go.Figure:
    """`frame`: the results of one measure, a row per quarter, from `quarters_until`. A quarter without a
    value is a gap that says why. `scale`: how much larger than in a window of 1280 × 720."""
    out = trend_chart(frame, measure, quarter, events)
    out.update_layout(
        height=(HEIGHT - (FOR_EVENTS if events else 0)) * scale,
        font={"size": 17 * scale},
        margin_t=(34 if events else 28) * scale,
    )
    fit_axes(out, LETTERS * scale)
    line = out.data[0]
    line.update(
        line_width=3 * scale,
        marker_size=[size * scale for size in line.marker.size],
        error_y_thickness=2 * scale,
    )
    for note in out.layout.annotations:
        is_value = note.name == VALUE
        note.font.size = (24 if is_value else 15) * scale
        note.yshift = (note.yshift + (8 if is_value else 0)) * scale
    (markers,) = out.select_traces(selector={"name": MARKER})
    markers.update(
        text=["" if letter in GAPS else letter for letter in markers.text],
        textfont_size=15 * scale,
        marker_size=markers.marker.size * scale,
    )
    for where, level, letter in zip(markers.x, markers.y, frame["marker"], strict=True):
        if letter in GAPS:
            # Upright, because several gaps may stand beside each other.
            out.add_annotation(
                x=where,
                y=level,
                text=GAPS[letter],
                textangle=-90,
                yanchor="bottom",
                yshift=4,
                showarrow=False,
                font={"size": 15 * scale, "color": GREY},
            )
    return out
