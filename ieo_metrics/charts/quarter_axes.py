"""The axes of a chart by quarter. The room for what is written beside them is reckoned here: left to find it,
the browser draws the whole chart a second time."""

import math
from collections.abc import Sequence

import plotly.graph_objects as go

from ieo_metrics.charts.style import SIZE, STANDOFF, TITLE_SIZE
from ieo_metrics.framework.dates.quarters import Quarter, label, number_of

# With more quarters than this only the years are written out, and so many of them as do not run into each
# other on a telephone.
MANY_QUARTERS, MOST_YEARS = 16, 4
# Of the letters' size: the width of a digit in the widest of the usual fonts, and the height of a line.
_DIGIT, _LINE = 0.65, 1.35
_BELOW_AXIS, _BESIDE_TITLE = 10, 8  # in pixels
_TICKS = 6  # there are seldom more than this on the upright axis, and the finer they are the more is written


def quarter_names(quarters: Sequence[Quarter]) -> list[str]:
    """What is written below each quarter: its number, and the year once; of many years every second, third
    and so on."""
    firsts = [q for q in quarters if number_of(q) == 1]
    if len(quarters) > MANY_QUARTERS:
        written = firsts[:: math.ceil(len(firsts) / MOST_YEARS) or 1]
        named = set(firsts)
    else:
        written, named = [*quarters[:1], *firsts], set(quarters)
    years = {q: f"<br>{label(q)[:7]}" for q in written}
    return [(f"Q{number_of(q)}" if q in named else "") + years.get(q, "") for q in quarters]


def draw_quarter_axes(
    figure: go.Figure,
    quarters: Sequence[Quarter],
    bounds: Sequence[float],
    tick_format: str,
    title: str,
) -> None:
    """`bounds`: of the upright axis, `title`: what it counts."""
    figure.update_layout(
        xaxis={
            "tickvals": list(quarters),
            "ticktext": quarter_names(quarters),
            "tickangle": 0,
            "range": [quarters[0] - 0.6, quarters[-1] + 0.6] if quarters else None,
            "automargin": False,
        },
        yaxis={"range": bounds, "tickformat": tick_format, "title_text": title, "automargin": False},
    )
    fit_axes(figure)


def fit_axes(figure: go.Figure, scale: float = 1) -> None:
    """Give the axes letters `scale` times as large as usual, and the room that they take."""
    axis, size, title = figure.layout.yaxis, SIZE * scale, TITLE_SIZE * scale
    widest = max(_letters(bound, axis.range, axis.tickformat) for bound in axis.range)
    figure.update_layout(
        xaxis_tickfont_size=size,
        yaxis={"tickfont_size": size, "title_font_size": title, "title_standoff": STANDOFF * scale},
        margin={
            "l": widest * _DIGIT * size + STANDOFF * scale + _LINE * title + _BESIDE_TITLE,
            "b": 2 * _LINE * size + _BELOW_AXIS,
        },
    )


def _letters(bound: float, bounds: Sequence[float], tick_format: str) -> int:
    """How many are written at most at a place on the upright axis."""
    if "%" in tick_format:
        return len("100%")
    between = (max(bounds) - min(bounds)) / _TICKS
    return len(f"{bound:,.{0 if between >= 1 else 1 if between >= 0.1 else 2}f}")
