"""How every chart looks: near-black on white, one deep blue; blue and orange only with the words better and
worse."""

import plotly.graph_objects as go

INK, ACCENT, GREY, PALE, LINE = "#1a1a1a", "#12436d", "#595959", "#bfbfbf", "#e3e3e3"
BETTER, WORSE = "#1f6fb5", "#c4500a"
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"


_AXIS = {
    "zeroline": False,
    "fixedrange": True,
    "automargin": True,
    "title": {"font": {"size": 13, "color": GREY}},
}


def empty_figure(height: int) -> go.Figure:
    """An empty figure in the house style. Nothing can be dragged: a chart that moves under a scrolling finger
    is a nuisance."""
    # All at once: Plotly takes several times as long to change a figure as to make it.
    return go.Figure(
        layout={
            "height": height,
            "margin": {"l": 8, "r": 16, "t": 10, "b": 12},
            "paper_bgcolor": "white",
            "plot_bgcolor": "white",
            "font": {"family": FONT, "size": 14, "color": INK},
            "showlegend": False,
            "dragmode": False,
            "hoverlabel": {
                "bgcolor": "white",
                "bordercolor": PALE,
                "font": {"family": FONT, "size": 14, "color": INK},
            },
            "xaxis": _AXIS | {"showgrid": False, "linecolor": PALE},
            "yaxis": _AXIS | {"gridcolor": LINE},
        }
    )
