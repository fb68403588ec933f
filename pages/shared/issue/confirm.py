"""Step 3 of issuing: the tick that says what it freezes, the button, and progress at once."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.long_work.progress import Tell
from ieo_metrics.framework.measures import MEASURES
from ieo_metrics.group.sections.sections_of_issue import make_sections_of
from ieo_metrics.store.current_snapshot import StoreSnapshot
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues import issuing
from ieo_metrics.store.issues.approving import proposals
from ieo_metrics.store.issues.approving.second_person import second_person
from ieo_metrics.store.issues.issuing import NextIssue
from pages.shared.frame import store_access
from pages.shared.issue.next_issue import would_issue
from pages.shared.kit.text import text_markup


class Way(NamedTuple):
    """How an issue is made here: the `verb` of the button, what comes `then`, as the tick has it, `doing` it
    in words, and `do`."""

    verb: str
    then: str
    doing: str
    do: Callable[..., None]


ISSUING = "issuing"  # in the session: what was drawn when the button was pressed, until it is issued


def draw_confirmation(standing: StoreSnapshot, quarter: Quarter, *, is_next: bool) -> DeltaGenerator:
    """The tick and the button; the row in which it stands is for what else can be done. The tick is gone as
    soon as any fact has changed: it was about what was seen. Where nothing has changed since the latest
    issue there is no tick. `is_next`: issuing is what to do now."""
    issue, way = standing.issue_of(quarter), _way()
    words = f"{way.verb} {label(quarter)}{'' if issue is None else ' again'}"
    if issue is not None and not issuing.may_be_another(standing, issue):
        row = st.container(horizontal=True, vertical_alignment="center")
        row.button(words, disabled=True)
        row.html(text_markup(f"Nothing has changed since issue {issue.number}.", kind="ieo-small"))
        return row
    sections = ", the chosen sections" if standing.sections else ""
    sure = st.checkbox(
        f"I have looked at the preview. Freeze the {len(MEASURES)} figures{sections}, the targets and the "
        f"notes on charts of {label(quarter)}, and {way.then} cannot be called back from those who have it, "
        "and later issues repeat it.",
        key=f"freeze {quarter} {standing.facts}",
    )
    row = st.container(horizontal=True, vertical_alignment="center")
    # A call back, so that what was drawn is issued, and not what has come since.
    row.button(
        words,
        type="primary" if is_next else "secondary",
        disabled=not sure,
        on_click=_keep,
        args=(way, standing, quarter, would_issue(standing, quarter)),
    )
    if not sure:
        row.html(text_markup("Still needed: the tick.", kind="ieo-small ieo-needed"))
    return row


def issue_what_was_confirmed() -> None:
    """After the button was pressed, issue what was drawn then, with progress where it was pressed."""
    if pressed := st.session_state.pop(ISSUING, None):
        way: Way = pressed.pop("way")
        progress = st.progress(0.0, f"{way.doing} {label(pressed['quarter'])}")
        store_access.run_change(partial(way.do, tell=progress.progress, **pressed))
        st.rerun()


def _way() -> Way:
    return BY_TWO if store_access.read_store(second_person).waits else ALONE


def _keep(way: Way, standing: StoreSnapshot, quarter: Quarter, would: NextIssue) -> None:
    st.session_state[ISSUING] = {"way": way, "standing": standing, "quarter": quarter, "would": would}


def _issue(store: Store, standing: StoreSnapshot, quarter: Quarter, would: NextIssue, tell: Tell) -> None:
    """A second click on the same button does nothing, because the quarter has been issued by then."""
    drawn, now = standing.issue_of(quarter), store_access.snapshot().issue_of(quarter)
    if now is None or (drawn is not None and drawn.number == now.number):
        make = make_sections_of(store, quarter, standing)
        issuing.issue_quarter(store, store_access.officer_name(), quarter, standing, would, tell, make)


def _propose(store: Store, standing: StoreSnapshot, quarter: Quarter, would: NextIssue, tell: Tell) -> None:
    make = make_sections_of(store, quarter, standing)
    proposals.propose(store, store_access.somebody_at_work(), quarter, standing, would, tell, make)


ALONE = Way("Issue", "lock the quarter: what is handed out", "Issuing", _issue)
BY_TWO = Way(
    "Propose",
    "let them wait for a second person. Nothing is handed out before they approve; what is handed out then",
    "Proposing",
    _propose,
)
