"""Lines in steps: limits, averages and targets hold for a whole quarter each."""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from ieo_metrics.charts.style import INK
from ieo_metrics.framework.configuration.targets import Target
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.measures import Measure
from ieo_metrics.statistics.control_charts.chart_lines import stepped, target_lines


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
