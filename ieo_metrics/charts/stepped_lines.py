"""Lines in steps: limits, averages and targets hold for a whole quarter each. And the names of the quarters
below them."""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from ieo_metrics.charts.style import INK
from ieo_metrics.framework.configuration.targets import Target
from ieo_metrics.framework.dates.quarters import Quarter, label, number_of
from ieo_metrics.framework.measures import Measure
from ieo_metrics.statistics.control_charts.chart_lines import stepped, target_lines

# With more quarters than this only the years are written out.
MANY_QUARTERS = 16


def steps(parts: Sequence[Mapping[Quarter, float]], line: dict[str, object]) -> go.Scatter:
    """Lines in steps, each level by quarter, as one trace."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for part in parts:
        places, levels = stepped(part)
        xs += [None, *places] if xs else places
        ys += [None, *levels] if ys else levels
    return go.Scatter(x=xs, y=ys, mode="lines", connectgaps=False, line=line, hoverinfo="skip")


def target_steps(targets: Sequence[Target], measure: Measure, quarters: Sequence[Quarter]) -> go.Scatter:
    """The target in force in each quarter; broken where there is none."""
    lines = target_lines(targets, measure, quarters)
    return steps([line.levels for line in lines], {"color": INK, "width": 2, "dash": "dot"})


def quarter_names(quarters: Sequence[Quarter]) -> list[str]:
    """What is written below each quarter: its number, and the year once."""
    numbers = ["" if len(quarters) > MANY_QUARTERS else f"Q{number_of(q)}" for q in quarters]
    return [
        f"{number or 'Q1'}<br>{label(q)[:7]}" if number_of(q) == 1 or (i == 0 and number) else number
        for i, (q, number) in enumerate(zip(quarters, numbers, strict=True))
    ]
