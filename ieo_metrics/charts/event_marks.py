"""Events on a chart: a thin line where each happened, and its number above. What the numbers are stands in
words beside the chart."""

from collections.abc import Sequence
from html import escape

import plotly.graph_objects as go

from ieo_metrics.charts.style import GREY, INK
from ieo_metrics.statistics.control_charts.chart_events import ChartEvent, event_labels

EVENT = "event"  # names the lines and numbers among what else is written on a chart
ROOM_ABOVE = 26  # in pixels, for the numbers


def mark_events(figure: go.Figure, events: Sequence[ChartEvent], quarters: int) -> None:
    """Draw the events on a chart whose upright lines are so many quarters."""
    for place in dict.fromkeys(event.place for event in events):
        figure.add_vline(x=place, name=EVENT, line={"color": GREY, "width": 1, "dash": "dot"})
    for mark in event_labels(events, quarters):
        figure.add_annotation(
            name=EVENT,
            x=mark.place,
            y=1,
            yref="paper",
            yanchor="bottom",
            yshift=2,
            text=mark.words,
            # Words of the officer's: no mark-up of theirs is drawn as such.
            hovertext="<br>".join(f"{event.number}: {escape(event.says)}" for event in mark.events),
            showarrow=False,
            bordercolor=GREY,
            borderwidth=1,
            borderpad=2,
            bgcolor="white",
            font={"size": 12, "color": INK},
        )
    if events:
        figure.update_layout(margin_t=ROOM_ABOVE)
