"""What the group's pages show, taken as the evidence of a recommendation with one form."""

import streamlit as st

from ieo_metrics.framework.terms_of_reference import NOT_STARTED, STATES_OF_RECOMMENDATION, UNDER_WAY
from ieo_metrics.store.record.meetings_and_actions import LONGEST
from ieo_metrics.store.record.recommendation_progress import latest_recommendations, set_recommendation
from pages.shared.frame import store_access
from pages.shared.kit.button_once_complete import draw_button_once_complete
from pages.shared.kit.text import draw_paragraph


def draw_to_recommendation(ref: str, words: str) -> None:
    """A form that records how a recommendation stands. `words`: the evidence that is proposed, to be changed
    before it is recorded."""
    now = store_access.read_store(latest_recommendations).get(ref)
    draw_paragraph(f"Now it is {now.state}: {now.evidence}" if now else f"Now it is {NOT_STARTED}.")
    likely = now.state if now and now.state != NOT_STARTED else UNDER_WAY
    states = [state for state in STATES_OF_RECOMMENDATION if state != NOT_STARTED]
    key = f"recommendation_{ref}"
    state = st.radio("It is", states, states.index(likely), horizontal=True, key=f"{key}_state")
    # What is proposed stands in its key: where the log has changed since, it is proposed anew.
    evidence = st.text_area(
        "Evidence",
        words,
        max_chars=LONGEST,
        key=f"{store_access.key_of_form(key)}_{hash(words)}",
    )
    needed = {
        "the evidence": evidence.strip(),
        "another state or evidence than the recorded one; then click outside the box": now is None
        or (now.state, now.evidence) != (state, evidence.strip()),
    }
    if draw_button_once_complete("Record it", needed, f"{key}_record", kind="primary"):
        store_access.record_change(set_recommendation, ref, state, evidence, form=key)
