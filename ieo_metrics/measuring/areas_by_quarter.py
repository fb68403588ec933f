"""A measure by quarter in each area that the returns give."""

import pandas as pd

from ieo_metrics.accepting.breakdown_groups import can_be_grouped
from ieo_metrics.framework.breakdowns import BREAKDOWN
from ieo_metrics.framework.measures import Measure
from ieo_metrics.measuring.compute_measures import ALL


def areas_of(frame: pd.DataFrame, measure: Measure) -> list[str]:
    """The areas of a measure in which a quarter has a value, in the framework's order; none where its returns
    give no area. `frame`: of results."""
    if not can_be_grouped(BREAKDOWN["district"], measure.reads[0]):
        return []
    own = _by_area(frame, measure)
    with_value = own.loc[own["value"].notna() & (own["area"] != ALL), "area"]
    return list(dict.fromkeys(with_value))


def area_by_quarter(frame: pd.DataFrame, measure: Measure, area: str) -> pd.DataFrame:
    """The rows of results of one area, one a quarter, in the order of time."""
    own = _by_area(frame, measure)
    return own[own["area"] == area].sort_values("period").reset_index(drop=True)


def _by_area(frame: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    return frame[(frame["ref"] == measure.ref) & (frame["span"] == "quarter")]
