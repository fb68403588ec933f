"""One measure by group: a dot for each, with its interval, the total on top and its value as a line through
all."""

import textwrap

import plotly.graph_objects as go

from ieo_metrics.charts.style import ACCENT, GREY, INK, LINE, PALE, empty_figure
from ieo_metrics.charts.trend import unit_in_words
from ieo_metrics.framework.measures import Measure
from ieo_metrics.measuring.by_group import ByGroup
from ieo_metrics.measuring.compute_measures import ALL
from ieo_metrics.statistics.differences import Figure
from ieo_metrics.statistics.figure_wording import interval_in_words, value_in_words

WIDEST = 26  # letters of a group's name in a line


def _drawn(by: ByGroup) -> list[tuple[str, Figure]]:
    """The total and the groups that have a value."""
    return [(name, f) for name, f in ((ALL, by.total), *by.groups) if f.value is not None]


def _said(f: Figure, measure: Measure) -> str:
    said = (
        f"{value_in_words(f.value, measure, f.n)} of {f.n:,}"
        if measure.statistic.percent
        else f"{value_in_words(f.value, measure, f.n)}, n {f.n:,}"
    )
    if f.lower is not None and f.upper is not None:
        said += f", 95% range {interval_in_words(f.lower, f.upper, measure, f.n)}"
    return said


def has_intervals(by: ByGroup) -> bool:
    """Whether there is anything to draw: a group with an interval."""
    return any(f.lower is not None for _, f in by.groups)


def breakdown_dots(by: ByGroup, measure: Measure) -> go.Figure:
    """The total on top as a diamond, then the groups that have a value, in their order. One without an
    interval is a dot alone."""
    shown = _drawn(by)
    names = ["<br>".join(textwrap.wrap(name, WIDEST)) for name, _ in shown]
    values = [f.value or 0.0 for _, f in shown]
    out = empty_figure(60 + 46 * len(shown))
    out.add_trace(
        go.Scatter(
            x=values,
            y=names,
            mode="markers+text",
            cliponaxis=False,
            marker={
                "color": [INK, *[ACCENT] * (len(shown) - 1)],
                "symbol": ["diamond", *["circle"] * (len(shown) - 1)],
                "size": 11,
                "opacity": 1,
            },
            error_x={
                "type": "data",
                "symmetric": False,
                "array": [
                    0 if f.upper is None else f.upper - v for (_, f), v in zip(shown, values, strict=True)
                ],
                "arrayminus": [
                    0 if f.lower is None else v - f.lower for (_, f), v in zip(shown, values, strict=True)
                ],
                "color": GREY,
                "thickness": 2,
                "width": 5,
            },
            text=[value_in_words(f.value, measure, f.n) for _, f in shown],
            textposition="top center",
            textfont={"color": INK},
            customdata=[f"{name}: {_said(f, measure)}" for name, f in shown],
            hovertemplate="%{customdata}<extra></extra>",
        )
    )
    if by.total.value is not None:
        out.add_vline(x=by.total.value, line={"color": PALE, "width": 1, "dash": "dot"})
    out.update_xaxes(
        showgrid=True,
        gridcolor=LINE,
        title_text=unit_in_words(measure),
        tickformat=measure.statistic.tick_format,
        range=[-0.03, 1.03] if measure.statistic.percent else None,
    )
    out.update_yaxes(autorange="reversed", showgrid=False, ticksuffix="  ")
    out.update_layout(margin={"t": 18})
    return out


def breakdown_in_words(by: ByGroup, measure: Measure) -> str:
    """The chart for those who do not see it."""
    said = "; ".join(f"{name} {_said(f, measure)}" for name, f in _drawn(by))
    return f"{measure.name} by group, {by.period}, with 95% intervals: {said}."
