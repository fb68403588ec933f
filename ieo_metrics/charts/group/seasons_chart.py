"""A count by quarter with the usual range of the next two, and which quarters of the year stand out."""

from collections.abc import Mapping

import plotly.graph_objects as go

from ieo_metrics.charts.quarter_axes import draw_quarter_axes
from ieo_metrics.charts.style import ACCENT, GREY, INK, empty_figure
from ieo_metrics.framework.dates.quarters import Quarter, label, number_of, stretch_in_words
from ieo_metrics.statistics.seasons.season_sentences import (
    next_quarters_say,
    range_in_words,
    standing_out_says,
)
from ieo_metrics.statistics.seasons.usual_range import Seasons

_ROOM_FOR_WORDS = 40  # in pixels, right of the last quarter, whose words are wider than it is on a telephone
_USUAL, _OUT = "circle", "diamond"
_SIZE = {_USUAL: 8, _OUT: 13}


def seasons_chart(counts: Mapping[Quarter, int], found: Seasons) -> go.Figure:
    """The quarters as a line; those of a quarter of the year that stands out as diamonds. The next two are
    grey bars over their range, with no point in them: no one number is foreseen."""
    quarters = sorted(counts)
    out_of_year = found.standing_out
    symbols = [_OUT if number_of(quarter) in out_of_year else _USUAL for quarter in quarters]
    figure = empty_figure(340)
    figure.add_trace(
        go.Scatter(
            x=quarters,
            y=[counts[quarter] for quarter in quarters],
            mode="lines+markers",
            connectgaps=False,
            line={"color": ACCENT, "width": 2},
            marker={
                "color": ACCENT,
                "opacity": 1,
                "symbol": symbols,
                "size": [_SIZE[symbol] for symbol in symbols],
            },
            text=[f"{label(quarter)}: {counts[quarter]:,}" for quarter in quarters],
            hovertemplate="%{text}<extra></extra>",
        )
    )
    figure.add_trace(
        go.Bar(
            x=[coming.quarter for coming in found.coming],
            y=[coming.upper - coming.lower for coming in found.coming],
            base=[coming.lower for coming in found.coming],
            width=0.5,
            marker={"color": "white", "line": {"color": GREY, "width": 2}},
            text=[f"{label(coming.quarter)}: usually {range_in_words(coming)}" for coming in found.coming],
            hovertemplate="%{text}<extra></extra>",
            textposition="none",
        )
    )
    shown = [*quarters, *(coming.quarter for coming in found.coming)]
    most = max([*counts.values(), *(coming.upper for coming in found.coming)], default=1)
    # The highest says it above, the other below, where it has room above the axis: side by side the words
    # would run into each other.
    highest = max(found.coming, key=lambda coming: coming.upper, default=None)
    for coming in found.coming:
        words = "usual range" + (",<br>stands out" if coming.stands_out else "")
        is_above = coming is highest or coming.lower < most / 6
        figure.add_annotation(
            x=coming.quarter,
            y=coming.upper if is_above else coming.lower,
            yanchor="bottom" if is_above else "top",
            text=words,
            showarrow=False,
            font={"color": INK, "size": 12},
        )
    # From 0, so that a season looks no larger than it is; room above for the words.
    bounds = [0, 1.18 * max(most, 1)]
    draw_quarter_axes(figure, shown, bounds, ",d", "number of offences")
    figure.update_layout(margin_r=_ROOM_FOR_WORDS)
    return figure


def seasons_in_words(name: str, counts: Mapping[Quarter, int], found: Seasons) -> str:
    """The chart for those who do not see it."""
    if not counts:
        return f"{name}: no quarter has a number."
    lowest, highest = min(counts, key=lambda q: counts[q]), max(counts, key=lambda q: counts[q])
    return (
        f"{name} by quarter, {stretch_in_words(min(counts), max(counts))}: lowest {counts[lowest]:,} in "
        f"{label(lowest)}, highest {counts[highest]:,} in {label(highest)}. {standing_out_says(found)} "
        f"{next_quarters_say(found)}"
    ).strip()
