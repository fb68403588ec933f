"""What was issued and is another figure now."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.measures import MEASURES
from ieo_metrics.store.issues.corrections.compare_quarter_figures import is_changed, quarter_figures
from ieo_metrics.store.issues.issues import Issue


@dataclass(frozen=True)
class Revision:
    """A figure that was issued and is another now. `issued` and `now`: rows of results."""

    ref: str
    quarter: Quarter
    issue: Issue
    issued: dict[str, Any]
    now: dict[str, Any]


def revisions(issued: Sequence[Issue], frame: pd.DataFrame) -> list[Revision]:
    """What moved since each quarter's latest issue, in the framework's order."""
    now = quarter_figures(frame) if issued else {}
    latest = {issue.quarter: issue for issue in issued}
    return [
        Revision(*key, issue, issue.figures[key], now[key])
        for quarter, issue in latest.items()
        for key in ((m.ref, quarter) for m in MEASURES)
        if key in issue.figures and key in now and is_changed(issue.figures[key], now[key])
    ]
