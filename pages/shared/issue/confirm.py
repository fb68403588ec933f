"""Step 3 of issuing: the tick that says what it freezes, the button, and progress at once."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.measures import MEASURES
from ieo_metrics.store.current_snapshot import StoreSnapshot
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues import issuing
from pages.shared.frame import store_access

ISSUING = "issuing"  # in the session: what was drawn when the button was pressed, until it is issued


def draw_confirmation(standing: StoreSnapshot, quarter: Quarter, *, is_next: bool) -> DeltaGenerator:
    """The tick and the button; the row in which it stands is for what else can be done. The tick is gone as
    soon as any fact has changed: it was about what was seen. `is_next`: issuing is what to do now."""
    issue = standing.issue_of(quarter)
    sure = st.checkbox(
        f"I have looked at the preview. Freeze the {len(MEASURES)} figures, the targets and the notes on "
        f"charts of {label(quarter)}, and lock the quarter: what is handed out cannot be called back from "
        "those who have it, and later issues repeat it.",
        key=f"freeze {quarter} {standing.facts}",
    )
    row = st.container(horizontal=True, vertical_alignment="center")
    # A call back, so that what was drawn is issued, and not what has come since.
    row.button(
        f"Issue {label(quarter)}{'' if issue is None else ' again'}",
        type="primary" if is_next else "secondary",
        disabled=not sure,
        on_click=_keep,
        args=(standing, quarter),
    )
    return row


def issue_what_was_confirmed() -> None:
    """After the button was pressed, issue what was drawn then, with progress where it was pressed."""
    if pressed := st.session_state.pop(ISSUING, None):
        words = f"Issuing {label(pressed[1])}: hiding small numbers, and trying to work them out again"
        with st.status(words):
            store_access.run_change(lambda store: _issue(store, *pressed))
        st.rerun()


def _keep(standing: StoreSnapshot, quarter: Quarter) -> None:
    st.session_state[ISSUING] = standing, quarter


def _issue(store: Store, standing: StoreSnapshot, quarter: Quarter) -> None:
    """A second click on the same button does nothing, because the quarter has been issued by then."""
    drawn, now = standing.issue_of(quarter), store_access.snapshot().issue_of(quarter)
    if now is None or (drawn is not None and drawn.number == now.number):
        issuing.issue_quarter(store, store_access.officer_name(), quarter, standing)
