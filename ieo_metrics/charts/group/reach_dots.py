"""Young people reached per 1,000, by group: a dot for each with its interval, the total on top."""

import textwrap

import plotly.graph_objects as go

from ieo_metrics.charts.breakdown_dots import WIDEST
from ieo_metrics.charts.style import ACCENT, GREY, INK, LINE, PALE, empty_figure
from ieo_metrics.framework.dates.quarters import four_quarters_label
from ieo_metrics.group.gaps.reach import GroupReach, Reach
from ieo_metrics.group.gaps.wording import per_thousand, range_per_thousand


def rates_drawn(reach: Reach) -> list[GroupReach]:
    """The total and the groups that have a rate, in their order."""
    return [one for one in ((reach.total, *reach.groups) if reach.total else ()) if one.rate is not None]


def _said(one: GroupReach, reach: Reach) -> str:
    ends = range_per_thousand(one.lower, one.upper, reach.whole)
    return per_thousand(one.rate, reach.whole) + (f", 95% range {ends}" if ends else "")


def reach_dots(reach: Reach) -> go.Figure:
    """The total as a diamond, then the groups that have a rate. Not for none."""
    shown = rates_drawn(reach)
    rates = [one.rate or 0.0 for one in shown]
    has_total = bool(shown) and shown[0] is reach.total
    marks = ["diamond" if one is reach.total else "circle" for one in shown]
    above, below = (
        [0.0 if end != end else abs(end - rate) for end, rate in zip(ends, rates, strict=True)]
        for ends in ([one.upper for one in shown], [one.lower for one in shown])
    )
    out = empty_figure(60 + 40 * len(shown))
    out.add_trace(
        go.Scatter(
            x=rates,
            y=["<br>".join(textwrap.wrap(one.name, WIDEST)) for one in shown],
            mode="markers+text",
            cliponaxis=False,
            marker={
                "color": [INK if mark == "diamond" else ACCENT for mark in marks],
                "symbol": marks,
                "size": 11,
                "opacity": 1,
            },
            error_x={
                "type": "data",
                "symmetric": False,
                "array": above,
                "arrayminus": below,
                "color": GREY,
                "thickness": 2,
                "width": 5,
            },
            text=[per_thousand(rate, reach.whole) for rate in rates],
            textposition="top center",
            textfont={"color": INK},
            customdata=[f"{one.name}: {_said(one, reach)}" for one in shown],
            hovertemplate="%{customdata}<extra></extra>",
        )
    )
    if has_total:
        out.add_vline(x=rates[0], line={"color": PALE, "width": 1, "dash": "dot"})
    out.update_xaxes(showgrid=True, gridcolor=LINE, title_text="reached per 1,000 people", rangemode="tozero")
    out.update_yaxes(autorange="reversed", showgrid=False, ticksuffix="  ")
    out.update_layout(margin={"t": 18})
    return out


def reach_in_words(reach: Reach) -> str:
    """The chart for those who do not see it."""
    said = "; ".join(f"{one.name} {_said(one, reach)}" for one in rates_drawn(reach))
    return (
        f"{reach.measure.name} per 1,000 people by {reach.breakdown.name}, "
        f"{four_quarters_label(reach.quarter)}, with 95% intervals: {said}."
    )
