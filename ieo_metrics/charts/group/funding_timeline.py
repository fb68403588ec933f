"""The grants of each programme along the days: agreed ones filled, those applied for in outline, and a line
at the end of the quarter that is looked at."""

import datetime as dt
import textwrap
from collections.abc import Sequence

import plotly.graph_objects as go

from ieo_metrics.charts.style import ACCENT, GREY, INK, LINE, empty_figure
from ieo_metrics.framework.dates.days import MONTH_NAMES, day_in_words
from ieo_metrics.framework.dates.quarters import Quarter, first_day, label, last_day, number_of
from ieo_metrics.group.funding.grants import Grant
from ieo_metrics.group.funding.run_outs import QUARTERS_AHEAD

WIDEST = 30  # letters of a grant's name in a line
QUARTERS_BEFORE = 3
_BESIDE_BAR = "\u00a0" * 2  # between a name and its bar


def grants_drawn(grants: Sequence[Grant], programmes: Sequence[str], quarter: Quarter) -> list[Grant]:
    """Those agreed or applied for that have a day on the chart, by programme and in the order of time."""
    first, last = _span(quarter)
    shown = [
        grant
        for grant in grants
        if (grant.is_agreed or grant.is_applied_for) and grant.days_within(first, last)
    ]
    return sorted(shown, key=lambda grant: (programmes.index(grant.programme), grant.first))


def _span(quarter: Quarter) -> tuple[dt.date, dt.date]:
    return first_day(quarter - QUARTERS_BEFORE), last_day(quarter + QUARTERS_AHEAD)


def _name(grant: Grant) -> str:
    lines = textwrap.wrap(f"{grant.programme} · {grant.funder}", WIDEST)
    return "<br>".join(f"{line}{_BESIDE_BAR}" for line in lines)


def _ends(grant: Grant) -> str:
    return f"{'until' if grant.is_agreed else 'applied for, until'} {day_in_words(grant.last)}"


def funding_timeline(drawn: Sequence[Grant], quarter: Quarter) -> go.Figure:
    """A bar a grant. `drawn`: of `grants_drawn`."""
    first, last = _span(quarter)
    begins = [max(grant.first, first) for grant in drawn]
    long = [
        1000 * 86400 * ((min(grant.last, last) - begin).days + 1)
        for grant, begin in zip(drawn, begins, strict=True)
    ]
    halves = [
        first_day(one)
        for one in range(quarter - QUARTERS_BEFORE, quarter + QUARTERS_AHEAD + 1)
        if number_of(one) % 2
    ]
    out = empty_figure(70 + 40 * len(drawn))
    out.add_trace(
        go.Bar(
            orientation="h",
            y=[_name(grant) for grant in drawn],
            base=[begin.isoformat() for begin in begins],
            x=long,
            marker={
                "color": [ACCENT if grant.is_agreed else "white" for grant in drawn],
                "line": {"color": [ACCENT if grant.is_agreed else GREY for grant in drawn], "width": 2},
            },
            text=[_ends(grant) for grant in drawn],
            textposition="inside",
            insidetextanchor="end",
            insidetextfont={"color": ["white" if grant.is_agreed else INK for grant in drawn]},
            customdata=[f"{grant.in_words}, {grant.state}" for grant in drawn],
            hovertemplate="%{customdata}<extra></extra>",
        )
    )
    ends = last_day(quarter).isoformat()
    out.add_vline(x=ends, line={"color": INK, "width": 1, "dash": "dot"})
    out.add_annotation(
        x=ends,
        y=1,
        yref="paper",
        yanchor="bottom",
        text=f"end of {label(quarter)}",
        showarrow=False,
        font={"color": INK, "size": 12},
    )
    out.update_xaxes(
        type="date",
        range=[first.isoformat(), last.isoformat()],
        showgrid=True,
        gridcolor=LINE,
        tickvals=[day.isoformat() for day in halves],
        ticktext=[f"{MONTH_NAMES[day.month - 1][:3]} {day.year}" for day in halves],
    )
    out.update_yaxes(autorange="reversed", showgrid=False)
    # Where a bar is too short for it, the day stands in the table alone.
    out.update_layout(margin={"t": 24}, bargap=0.35, uniformtext={"minsize": 13, "mode": "hide"})
    return out


def funding_timeline_in_words(drawn: Sequence[Grant], quarter: Quarter) -> str:
    """The chart for those who do not see it."""
    said = "; ".join(
        f"{grant.programme}, {grant.funder}, {grant.state}: {day_in_words(grant.first)} until "
        f"{day_in_words(grant.last)}"
        for grant in drawn
    )
    return f"Grants along the days, with a line at the end of {label(quarter)}: {said}."
