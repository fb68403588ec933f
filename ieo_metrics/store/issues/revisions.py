"""What was issued and is another figure now."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.measures import MEASURES
from ieo_metrics.store.issues.figures import is_changed, quarter_figures
from ieo_metrics.store.issues.issues import Issue


@dataclass(frozen=True)
class Revision:
    """A figure that was issued and is another now. `issued` and `now`: rows of results."""

    ref: str
    quarter: Quarter
    issue: Issue
    issued: dict
    now: dict


def revisions(issued: Sequence[Issue], frame: pd.DataFrame) -> list[Revision]:
    """What moved since each quarter's latest issue, in the framework's order."""
    out, now = [], quarter_figures(frame) if issued else {}
    for quarter, one in {one.quarter: one for one in issued}.items():
        then = one.figures
        for key in ((m.ref, quarter) for m in MEASURES):
            if key in then and key in now and is_changed(then[key], now[key]):
                out.append(Revision(key[0], quarter, one, then[key], now[key]))
    return out
