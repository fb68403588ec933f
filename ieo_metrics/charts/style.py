"""How every chart looks: near-black on white, one deep blue; blue and orange only with the words better and
worse."""

import plotly.graph_objects as go

INK, ACCENT, GREY, PALE, LINE = "#1a1a1a", "#12436d", "#595959", "#bfbfbf", "#e3e3e3"
BETTER, WORSE = "#1f6fb5", "#c4500a"
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"


def empty_figure(height: int) -> go.Figure:
    """An empty figure in the house style. Nothing can be dragged: a chart that moves under a scrolling finger
    is a nuisance."""
    out = go.Figure()
    out.update_layout(
        height=height,
        margin={"l": 8, "r": 16, "t": 10, "b": 12},
        paper_bgcolor="white",
        plot_bgcolor="white",
        font={"family": FONT, "size": 14, "color": INK},
        showlegend=False,
        dragmode=False,
        hoverlabel={
            "bgcolor": "white",
            "bordercolor": PALE,
            "font": {"family": FONT, "size": 14, "color": INK},
        },
    )
    out.update_xaxes(
        showgrid=False,
        zeroline=False,
        linecolor=PALE,
        fixedrange=True,
        automargin=True,
        title_font={"size": 13, "color": GREY},
    )
    out.update_yaxes(
        gridcolor=LINE,
        zeroline=False,
        fixedrange=True,
        automargin=True,
        title_font={"size": 13, "color": GREY},
    )
    return out
