"""A control chart of values without anything that is known of them but their quarter."""

import math
from collections.abc import Sequence

from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.statistics.control_charts.chart_with_signals import Control, control_of
from ieo_metrics.statistics.control_charts.control_limits import Observation, xmr_limits


def xmr(periods: Sequence[Quarter], values: Sequence[float | None], steps: Sequence[Quarter] = ()) -> Control:
    """The chart with XmR's limits. None is a gap."""
    known = [Observation(math.nan if value is None else float(value)) for value in values]
    return control_of(periods, known, xmr_limits, steps)
