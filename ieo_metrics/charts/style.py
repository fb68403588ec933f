"""How every chart looks: near-black on white, one deep blue; blue and orange only with the words better and
worse."""

import plotly.graph_objects as go

INK, ACCENT, GREY, PALE, LINE = "#1a1a1a", "#12436d", "#595959", "#bfbfbf", "#e3e3e3"
BETTER, WORSE = "#1f6fb5", "#c4500a"
SIZE, TITLE_SIZE, STANDOFF = 14, 13, 15  # in pixels: of the letters, and between an axis and its title
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"

# Streamlit gives the browser each chart twice, the second time as a copy. With a revision and without a
# template Plotly sees that it is the same, and does not draw it again, which takes as long as the first time.
_ONE_REVISION = 1

_AXIS = {
    "zeroline": False,
    "fixedrange": True,
    "automargin": True,
    "title": {"font": {"size": TITLE_SIZE, "color": GREY}, "standoff": STANDOFF},
}


def empty_figure(height: int) -> go.Figure:
    """An empty figure in the house style. Nothing can be dragged: a chart that moves under a scrolling finger
    is a nuisance."""
    # All at once: Plotly takes several times as long to change a figure as to make it.
    figure = go.Figure(
        layout={
            "height": height,
            "margin": {"l": 8, "r": 16, "t": 10, "b": 12},
            "paper_bgcolor": "white",
            "plot_bgcolor": "white",
            "font": {"family": FONT, "size": SIZE, "color": INK},
            "showlegend": False,
            "dragmode": False,
            "autotypenumbers": "strict",
            "hovermode": "closest",
            "hoverlabel": {
                "align": "left",
                "bgcolor": "white",
                "bordercolor": PALE,
                "font": {"family": FONT, "size": SIZE, "color": INK},
            },
            "xaxis": _AXIS | {"showgrid": False, "linecolor": PALE},
            "yaxis": _AXIS | {"gridcolor": LINE},
            "datarevision": _ONE_REVISION,
        }
    )
    # Plotly puts its own template into every figure, and takes that of a copy for another.
    figure.layout.template = None
    return figure
