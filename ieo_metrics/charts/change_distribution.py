"""How many young people changed by how many points: a bar for each change that the scale allows."""

import pandas as pd
import plotly.graph_objects as go

from ieo_metrics.charts.style import BETTER, GREY, INK, WORSE, empty_figure
from ieo_metrics.statistics.figure_wording import MINUS, people_in_words

COLOURS = {"better": BETTER, "same": GREY, "worse": WORSE}


def points_in_words(change: int) -> str:
    """`+3`, `0`, `−2`."""
    return "0" if change == 0 else f"{change:+d}".replace("-", MINUS)


def distribution_chart(changes: pd.DataFrame) -> go.Figure:
    """`changes`: change, people and side (better, same or worse), one row per change. The words stand above
    the bars' halves."""
    out = empty_figure(260)
    names = [points_in_words(c) for c in changes["change"].tolist()]
    counts = [int(n) for n in changes["people"]]
    out.add_trace(
        go.Bar(
            x=changes["change"].tolist(),
            y=counts,
            marker={"color": [COLOURS[side] for side in changes["side"]]},
            text=[str(n) if n else "" for n in counts],
            textposition="outside",
            cliponaxis=False,
            textfont={"color": INK},
            customdata=[
                f"{name} points ({side}): {people_in_words(n)}"
                for name, side, n in zip(names, changes["side"], counts, strict=True)
            ],
            hovertemplate="%{customdata}<extra></extra>",
        )
    )
    highest = max(counts, default=1) or 1
    for side in COLOURS:
        there = changes[changes["side"] == side]
        if len(there):
            n = int(there["people"].sum())
            out.add_annotation(
                x=float(there["change"].mean()),
                y=1.3 * highest,
                text=f"<b>{side}: {n}</b>",
                showarrow=False,
                font={"color": COLOURS[side]},
            )
    out.update_xaxes(
        tickvals=changes["change"].tolist(),
        ticktext=names,
        title_text="change in points, first to latest score",
        title_standoff=12,
    )
    out.update_yaxes(range=[0, 1.4 * highest], visible=False)
    out.update_layout(margin={"t": 0})
    return out


def distribution_in_words(changes: pd.DataFrame) -> str:
    """The chart for those who do not see it."""
    there = changes[changes["people"] > 0]
    said = ", ".join(
        f"{points_in_words(int(c))}: {int(n)}" for c, n in zip(there["change"], there["people"], strict=True)
    )
    return (
        f"Young people by their change in points. {said}."
        if said
        else "No young person's change could be counted."
    )
