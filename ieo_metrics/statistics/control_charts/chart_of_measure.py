"""The control chart of a measure's figures: which limits it takes, and what of each figure is judged.

What is shared is charted from the figures that are shown and from nothing else, so that no limit tells of a
hidden one.
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from ieo_metrics.framework.configuration.settings import FOLLOW_N
from ieo_metrics.framework.configuration.targets import Rebasing, steps_of
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.measures import Measure
from ieo_metrics.statistics.control_charts.chart_with_signals import Control, control_of
from ieo_metrics.statistics.control_charts.control_limits import (
    ROLLS,
    LimitsOf,
    Observation,
    mean_limits,
    proportion_limits,
    xmr_limits,
)
from ieo_metrics.statistics.differences import Figure
from ieo_metrics.statistics.intervals import t_quantile_of


class ChartRules(NamedTuple):
    """How charts are made: by which limits (a choice of the setting `control_limits`), and from which
    quarters which measure starts anew."""

    limits: str = FOLLOW_N
    steps: Sequence[Rebasing] = ()


def judged_value(figure: Figure, measure: Measure) -> float | None:
    """What of a figure is judged: its value; of people who stay for several quarters those who started in the
    quarter, None where that is not known or not shown. Nothing of four quarters that roll: chance moves
    neighbours together, so no limits hold for them."""
    if figure.rolling:
        return None
    return figure.started if measure.kind.judged_under else figure.value


def deviation_within(figure: Figure) -> float:
    """The standard deviation of the changes behind an average, from its t interval: 0 where all changed
    alike, NaN where there is one person or none."""
    n = figure.n or 0
    if n < 2 or figure.value is None:
        return math.nan
    if figure.lower is None or figure.upper is None:
        return 0.0
    half = (figure.upper - figure.lower) / 2
    return half * math.sqrt(n) / t_quantile_of(n - 1)


def observed(figure: Figure, measure: Measure) -> Observation:
    """A figure as its chart takes it."""
    value = judged_value(figure, measure)
    if figure.value is None or value is None:
        return Observation(math.nan, rolling=figure.rolling)
    deviation = deviation_within(figure) if measure.statistic.signed else math.nan
    return Observation(float(value), figure.n or 0, deviation)


def _limits_of(measure: Measure, rules: ChartRules) -> LimitsOf:
    if measure.counts or rules.limits != FOLLOW_N:
        return xmr_limits
    return mean_limits if measure.statistic.signed else proportion_limits


def chart_of_figures(
    measure: Measure, figures: Sequence[Figure], until: Quarter, rules: ChartRules = ChartRules()
) -> Control:
    """The chart of a measure's figures up to a quarter, with nothing later."""
    past = [figure for figure in figures if figure.quarter <= until]
    return chart_of_observed(measure, [(figure.quarter, observed(figure, measure)) for figure in past], rules)


def chart_of_observed(
    measure: Measure, past: Sequence[tuple[Quarter, Observation]], rules: ChartRules = ChartRules()
) -> Control:
    """`chart_of_figures` of what was made of them once, where charts are made up to many quarters."""
    control = control_of(
        [quarter for quarter, _ in past],
        [observation for _, observation in past],
        _limits_of(measure, rules),
        [step.quarter for step in steps_of(rules.steps, measure.ref)],
    )
    return (
        replace(control, why_not_judged=ROLLS)
        if any(observation.rolling for _, observation in past)
        else control
    )
