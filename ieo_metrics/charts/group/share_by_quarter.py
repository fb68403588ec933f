"""A share by quarter with its 95% range, where it is of a programme and not of a measure."""

from collections.abc import Mapping

import plotly.graph_objects as go

from ieo_metrics.charts.quarter_axes import draw_quarter_axes
from ieo_metrics.charts.style import ACCENT, PALE, empty_figure
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.group.evaluation.evaluation_figure import EvaluationFigure
from ieo_metrics.statistics.figure_wording import lowest_and_highest, percent_in_words


def share_chart(figures: Mapping[Quarter, EvaluationFigure], axis: str) -> go.Figure:
    """`figures`: of one share, in the order of time; a quarter without a value is a gap. `axis`: what it is
    of, in words."""
    quarters = list(figures)
    values = [figure.value for figure in figures.values()]
    out = empty_figure(260)
    out.add_trace(
        go.Scatter(
            x=quarters,
            y=values,
            mode="lines+markers",
            connectgaps=False,
            cliponaxis=False,
            line={"color": ACCENT, "width": 2.5},
            marker={"color": ACCENT, "size": 8},
            error_y={
                "type": "data",
                "symmetric": False,
                "array": [_apart(figure.upper, figure.value) for figure in figures.values()],
                "arrayminus": [_apart(figure.value, figure.lower) for figure in figures.values()],
                "color": PALE,
                "thickness": 2,
                "width": 5,
            },
            text=[_said(q, figure) for q, figure in figures.items()],
            hovertemplate="%{text}<extra></extra>",
        )
    )
    draw_quarter_axes(out, quarters, [-0.02, 1.1], ".0%", axis)
    return out


def _apart(higher: float | None, lower: float | None) -> float | None:
    return None if higher is None or lower is None else higher - lower


def _said(quarter: Quarter, figure: EvaluationFigure) -> str:
    if figure.value is None:
        return f"{label(quarter)}: {figure.why}"
    return f"{label(quarter)}: {percent_in_words(figure.value, figure.n)} ({figure.numerator} of {figure.n})"


def share_in_words(figures: Mapping[Quarter, EvaluationFigure], name: str) -> str:
    """The chart for those who do not see it: lowest, highest, last, and the quarters without a value."""
    known = [
        (label(q), figure.value, percent_in_words(figure.value, figure.n))
        for q, figure in figures.items()
        if figure.value is not None
    ]
    if not known:
        return f"{name}: no quarter has a value."
    gaps = [label(q) for q, figure in figures.items() if figure.value is None]
    without = f" No value in {', '.join(gaps)}." if gaps else ""
    return f"{name} by quarter: {lowest_and_highest(known)}.{without}"
