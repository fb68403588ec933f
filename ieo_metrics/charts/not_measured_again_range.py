"""A percentage, and between which two it would lie with those in it who were not measured again."""

import plotly.graph_objects as go

from ieo_metrics.charts.style import ACCENT, GREY, INK, empty_figure
from ieo_metrics.statistics.differences import Figure
from ieo_metrics.statistics.figure_wording import percent_in_words


def attrition_range_chart(figure: Figure, ends: tuple[float, float]) -> go.Figure:
    """One line from none to all of them, with the percentage as it is on it. From 0 to 100%, so that a wide
    range looks wide."""
    everybody = (figure.n or 0) + (figure.not_again or 0)
    out = empty_figure(112)
    out.add_trace(
        go.Scatter(
            x=ends,
            y=[0, 0],
            mode="lines+markers+text",
            line={"color": GREY, "width": 3},
            marker={"symbol": "line-ns-open", "size": 14, "color": GREY, "line": {"width": 3}},
            text=[
                f"none improved {percent_in_words(ends[0], everybody)}  ",
                f"  all improved {percent_in_words(ends[1], everybody)}",
            ],
            textposition=["middle left", "middle right"],
            cliponaxis=False,
            textfont={"color": INK},
            hoverinfo="skip",
        )
    )
    out.add_trace(
        go.Scatter(
            x=[figure.value],
            y=[0],
            mode="markers+text",
            marker={"size": 13, "color": ACCENT},
            text=[f"now {percent_in_words(figure.value or 0, figure.n)}"],
            textposition="top center",
            cliponaxis=False,
            textfont={"color": INK},
            hoverinfo="skip",
        )
    )
    out.update_yaxes(visible=False, range=[-1, 1.4])
    # Room on both sides for the words at the ends, which may stand at 0 or 100%.
    out.update_xaxes(
        range=[-0.3, 1.3], tickvals=[0, 0.5, 1], tickformat=".0%", automargin=False, showline=False
    )
    out.update_layout(margin={"b": 30})
    return out
