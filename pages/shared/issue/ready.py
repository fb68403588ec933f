"""Step 1 of issuing: what is there for the quarter, and what is missing."""

import streamlit as st

from ieo_metrics.framework.configuration.targets import in_force
from ieo_metrics.framework.dates.days import today
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.measures import MEASURES
from ieo_metrics.measuring.source_returns import arrivals, arrivals_told
from ieo_metrics.store.current_snapshot import StoreSnapshot
from ieo_metrics.store.record.comments import current_comments
from pages.shared.frame import store_access
from pages.shared.kit.text import bold, draw_list

THERE, MISSING = "✓", "!"


def draw_ready(standing: StoreSnapshot, quarter: Quarter) -> None:
    """Whether returns, comments and targets are there. None of them is needed to issue."""
    assert standing.results is not None
    governed = standing.results.governed
    many = len(MEASURES)
    commented = len(store_access.read_store(current_comments, quarter))
    aimed = sum(in_force(standing.targets, measure.ref, quarter) is not None for measure in MEASURES)
    with st.container(key="ieo_ready"):
        draw_list(
            [
                _line(
                    not any(arrival.missing for arrival in arrivals(governed, quarter)),
                    "Returns",
                    arrivals_told(governed, quarter, today()),
                ),
                _line(commented > 0, "Comments", f"{commented} of {many} measures have one for this quarter"),
                _line(aimed > 0, "Targets", f"{aimed} of {many} measures have one in force"),
            ]
        )


def _line(is_there: bool, what: str, said: str) -> tuple[object, ...]:
    return bold(f"{THERE if is_there else MISSING} {what}: "), f"{said}."
