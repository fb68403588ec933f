"""Step 1 of issuing: what is there for the quarter, what is missing and what is still open."""

from collections.abc import Mapping
from typing import NamedTuple

import streamlit as st

from ieo_metrics.framework.configuration.targets import in_force
from ieo_metrics.framework.dates.days import today
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.measures import MEASURES
from ieo_metrics.framework.terms_of_reference import DECISION
from ieo_metrics.framework.words.plural import plural
from ieo_metrics.measuring.source_returns import arrivals, arrivals_told
from ieo_metrics.store.current_snapshot import StoreSnapshot
from ieo_metrics.store.record.comments import current_comments
from ieo_metrics.store.record.raised_to_svrp import raised_items
from pages.shared.frame import store_access
from pages.shared.frame.page import GROUP_PAGE, RETURNS_PAGE, SETTINGS_PAGE
from pages.shared.kit.steps import MISSING, THERE
from pages.shared.kit.text import bold, draw_list
from pages.shared.kit.ways import draw_way
from pages.shared.returns.session_files import uploaded_files
from pages.shared.settings import tabs


class Check(NamedTuple):
    """One thing that an issue is better with. None of them is needed. `page`: where it can be put right, and
    `link`: in which words; `query`: what is opened there."""

    what: str
    is_there: bool
    said: str
    page: str
    link: str
    query: Mapping[str, str] = {}

    @property
    def signed(self) -> str:
        """`✓ Returns`."""
        return f"{THERE if self.is_there else MISSING} {self.what}"


def returns_are_in(standing: StoreSnapshot, quarter: Quarter) -> bool:
    """Whether all that is due for the quarter has come."""
    assert standing.results is not None
    return not any(arrival.missing for arrival in arrivals(standing.results.governed, quarter))


def readiness(standing: StoreSnapshot, quarter: Quarter) -> list[Check]:
    """Whether returns, comments and targets are there, and nothing is left open."""
    assert standing.results is not None
    many, waiting = len(MEASURES), len(uploaded_files())
    commented = len(store_access.read_store(current_comments, quarter))
    aimed = sum(in_force(standing.targets, measure.ref, quarter) is not None for measure in MEASURES)
    decisions = [one for one in store_access.read_store(raised_items, quarter) if one.kind == DECISION]
    unowned = sum(not (decision.owner and decision.due) for decision in decisions)
    return [
        Check(
            "Returns",
            returns_are_in(standing, quarter),
            arrivals_told(standing.results.governed, quarter, today()),
            RETURNS_PAGE,
            "See what is missing",
        ),
        Check(
            "Files",
            not waiting,
            f"{plural(waiting, 'file')} on the Returns page not accepted yet" if waiting else "none waiting",
            RETURNS_PAGE,
            "Go to the files",
        ),
        Check(
            "Comments",
            commented > 0,
            f"{commented} of {many} measures have one for this quarter",
            GROUP_PAGE,
            "Write comments",
        ),
        Check(
            "Decisions",
            not unowned,
            f"{plural(unowned, 'decision')} for the SVRP without an owner or a day"
            if unowned
            else f"{len(decisions) or 'none'} for the SVRP, each with an owner and a day"
            if decisions
            else "none for the SVRP",
            GROUP_PAGE,
            "Set owner and day",
        ),
        Check(
            "Targets",
            aimed > 0,
            f"{aimed} of {many} measures have one in force",
            SETTINGS_PAGE,
            "Set targets",
            {"set": tabs.TARGETS},
        ),
    ]


def draw_ready(checks: list[Check], *, is_next: bool) -> None:
    """Each with its sign, and a way to what is missing. `is_next`: the first of them is what to do now."""
    with st.container(key="ieo_ready"):
        draw_list([(bold(f"{check.signed}: "), f"{check.said}.") for check in checks])
    with st.container(horizontal=True):
        for place, check in enumerate(check for check in checks if not check.is_there):
            draw_way(check.link, check.page, is_next=is_next and not place, **check.query)
