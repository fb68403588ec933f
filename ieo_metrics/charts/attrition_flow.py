"""Of whom the number was made: one bar a step, each the people who are left."""

from collections.abc import Sequence
from itertools import pairwise

import plotly.graph_objects as go

from ieo_metrics.charts.style import ACCENT, INK, empty_figure
from ieo_metrics.measuring.who_was_counted import FlowStep


def attrition_flow_chart(steps: Sequence[FlowStep]) -> go.Figure:
    """The first step on top, the number written at the end of each bar."""
    out = empty_figure(40 + 44 * len(steps))
    out.add_trace(
        go.Bar(
            y=[step.words for step in steps],
            x=[step.people for step in steps],
            orientation="h",
            marker={"color": ACCENT},
            width=0.6,
            text=[f"{step.people:,}" + (f" ({step.beside})" if step.beside else "") for step in steps],
            textposition="outside",
            cliponaxis=False,
            textfont={"color": INK},
            hoverinfo="skip",
        )
    )
    out.update_yaxes(autorange="reversed", showgrid=False, ticksuffix="  ")
    # Room to the right for the number, and for what else is said of the step.
    room = 1.6 if any(step.beside for step in steps) else 1.15
    out.update_xaxes(visible=False, range=[0, room * max((step.people for step in steps), default=1) or 1])
    out.update_layout(margin={"t": 4})
    return out


def lost_in_words(steps: Sequence[FlowStep]) -> list[str]:
    """`From 82 to 36: 18 with one reading only, 27 without a score in the quarter.`, for each step that lost
    somebody."""
    return [
        f"From {before.people:,} to {step.people:,}"
        + (f" ({step.beside})" if step.beside else "")
        + f": {'; '.join(f'{people:,} {why}' for people, why in step.lost)}."
        for before, step in pairwise(steps)
        if step.lost
    ]


def attrition_flow_in_words(steps: Sequence[FlowStep]) -> str:
    """`Supported in the quarter 74 → with a first score 52 → with a second score 31`."""
    return " → ".join(
        f"{step.words} {step.people:,}" + (f" ({step.beside})" if step.beside else "") for step in steps
    )
