"""Whether an issue waits for a second person: set with one click where two officers are at work, and ended by
the word of two."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from ieo_metrics.framework.roles import APPROVE, CHANGE, ROLES
from ieo_metrics.framework.words.list_in_words import list_in_words
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues.approving import second_person
from pages.shared.frame import store_access
from pages.shared.issue.approving.waiting import asks_in_words
from pages.shared.kit.notice import draw_notice
from pages.shared.kit.text import draw_paragraph

BEGIN = "Let an issue wait for a second person"
WHAT_IT_IS = (
    "One person proposes an issue, and it is issued, exactly as it was proposed, once another has approved "
    "it. Until then nothing of it is handed out. No figure changes by it, and an issue is still withdrawn at "
    "once."
)
WHO = f"{list_in_words([role.people for role in ROLES if APPROVE in role.may]).capitalize()} can approve."


def _change(change: Callable[[Store], object], right: str = CHANGE) -> None:
    store_access.run_change(change, right)
    st.rerun()


def draw_second_person() -> None:
    """On the page Settings: what is set, and the next thing that can be done about it."""
    draw_paragraph(WHAT_IT_IS)
    now, by = store_access.read_store(second_person.second_person), store_access.somebody_at_work()
    draw_paragraph(f"An issue {'waits' if now.waits else 'does not wait'} for a second person here. {WHO}")
    if not by.person:
        draw_notice(second_person.NOBODY_ELSE)
    elif now.ending is not None:
        draw_ending()
    elif not store_access.may_change():
        return
    elif now.waits:
        draw_paragraph("It ends once another person, who may approve, has agreed to it.")
        if st.button("Ask that an issue does not wait any more"):
            _change(partial(second_person.ask_to_end, by=by))
    elif st.button(BEGIN):
        _change(partial(second_person.let_issues_wait, by=by))


def draw_proposal_to_begin() -> None:
    """Where two officers have been at work and nobody has said yet: that an issue can wait."""
    by = store_access.somebody_at_work()
    if not by.person or store_access.read_store(second_person.second_person).waits is not None:
        return
    officers = store_access.read_store(second_person.officers_in_trail)
    if len(officers) < 2:
        return
    draw_notice(f"{list_in_words(officers)} work here: an issue can wait for a second person. {WHAT_IT_IS}")
    with st.container(horizontal=True):
        if st.button(BEGIN):
            _change(partial(second_person.let_issues_wait, by=by))
        if st.button("Leave it as it is"):
            _change(partial(second_person.leave_it, by=by))


def draw_ending() -> None:
    """Where somebody asked that an issue does not wait any more: the answer of another, or taking it back."""
    asked, by = store_access.read_store(second_person.second_person).ending, store_access.somebody_at_work()
    if asked is None:
        return
    draw_notice(asks_in_words(asked))
    with st.container(horizontal=True):
        if by.is_another_than(asked):
            if st.button("Agree: an issue does not wait"):
                _change(partial(second_person.end_waiting, by=by, asked=asked), APPROVE)
            if st.button("Refuse: it waits, as before"):
                _change(partial(second_person.keep_waiting, by=by), APPROVE)
        elif st.button("Take that back"):
            _change(partial(second_person.keep_waiting, by=by), APPROVE)
