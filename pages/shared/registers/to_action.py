"""Something that the group's pages show, made into an action with one form."""

from collections.abc import Collection

import streamlit as st

from ieo_metrics.framework.dates.days import day_in_words
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.roles import AGREE_ACTIONS
from ieo_metrics.framework.terms_of_reference import AGENCY, OPEN
from ieo_metrics.store.record.meetings_and_actions import LONGEST, all_actions, open_action
from pages.shared.frame import store_access
from pages.shared.group.actions import first_due
from pages.shared.kit.button_once_complete import draw_button_once_complete
from pages.shared.kit.text import draw_paragraph


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
    owned_by = left.selectbox("Owner", agencies, begin, placeholder="Choose who", key=f"{fields}_owner")
    due = right.date_input("Due", first_due(quarter), format="DD/MM/YYYY", key=f"{fields}_due")
    needed = {"the action": said.strip(), "the owner": owned_by, "the day": due}
    last = f"agreed {form}"
    if draw_button_once_complete("Agree it as an action", needed, f"{fields}_save"):
        st.session_state[last] = said.strip()
        store_access.record_change(
            open_action, quarter, said, owned_by, due, ref, activity, right=AGREE_ACTIONS, form=form
        )
    _draw_agreed({said.strip(), st.session_state.get(last)})


def _draw_agreed(words: Collection[str | None]) -> None:
    """Which open actions have these words already, so that one sees that it was agreed, and not twice."""
    for action in store_access.read_store(all_actions):
        if action.state == OPEN and action.words in words:
            draw_paragraph(
                f"Agreed as action {action.number}: {action.owner}, due {day_in_words(action.due)}. "
                "It stands under Meetings and actions."
            )
