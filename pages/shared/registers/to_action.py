"""Something that the group's pages show, made into an action with one form."""

import streamlit as st

from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.roles import AGREE_ACTIONS
from ieo_metrics.framework.terms_of_reference import AGENCY
from ieo_metrics.store.record.meetings_and_actions import LONGEST, open_action
from pages.shared.frame import store_access
from pages.shared.group.actions import first_due
from pages.shared.kit.button_once_complete import draw_button_once_complete


def draw_to_action(
    quarter: Quarter, words: str, activity: str, key: str, ref: str = "", owner: str = ""
) -> None:
    """A form that agrees an action at the meeting about a quarter. `words`: what is proposed, to be changed
    before it is saved; `activity`: of the Theory of Change; `ref`: the measure it is about, if it is about
    one; `owner`: the agency that is proposed, if one is; `key`: of this form alone."""
    if not store_access.may_change(AGREE_ACTIONS):
        return
    form = f"action_{key}"
    fields = store_access.key_of_form(form)
    said = st.text_input("Action", words, max_chars=LONGEST, key=f"{fields}_words", live=True)
    left, right = st.columns(2)
    agencies = list(AGENCY)
    begin = agencies.index(owner) if owner in agencies else None
    owned_by = left.selectbox("Owner", agencies, begin, key=f"{fields}_owner")
    due = right.date_input("Due", first_due(quarter), format="DD/MM/YYYY", key=f"{fields}_due")
    needed = {"the action": said.strip(), "the owner": owned_by, "the day": due}
    if draw_button_once_complete("Agree it as an action", needed, f"{fields}_save"):
        store_access.record_change(
            open_action, quarter, said, owned_by, due, ref, activity, right=AGREE_ACTIONS, form=form
        )
