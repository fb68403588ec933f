"""Step 3 of issuing: the issue, what can be done with it, and whether anything has changed since."""

import streamlit as st

from ieo_metrics.framework.dates.days import day_in_london, day_in_words, in_clock_words
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.store.current_snapshot import StoreSnapshot
from ieo_metrics.store.issues import issuing
from ieo_metrics.store.issues.withdrawing.withheld_figures import hides_withdrawn
from ieo_metrics.store.trail.withdrawn_figures import NOTICE
from pages.shared.frame import store_access
from pages.shared.issue.approving.setting import draw_proposal_to_begin
from pages.shared.issue.approving.waiting import draw_sent_back, draw_waiting, proposal_of
from pages.shared.issue.confirm import draw_confirmation, issue_what_was_confirmed
from pages.shared.issue.issue_and_downloads import moved_since
from pages.shared.issue.pack_sections import draw_missing_sections
from pages.shared.issue.withdraw import draw_withdrawing
from pages.shared.kit.button_once_complete import draw_button_once_complete
from pages.shared.kit.text import bold, draw_markup, draw_paragraph, text_markup


def issue_in_short(standing: StoreSnapshot, quarter: Quarter) -> str:
    """`issue 2 of 3 February 2025, locked`; or that one waits for a second person."""
    if waiting := proposal_of(quarter):
        return waiting.since
    issue = standing.issue_of(quarter)
    if issue is None:
        return "withdrawn, not issued now" if standing.notices_of(quarter) else "not issued yet"
    locked = "locked" if quarter in standing.locks else "not locked"
    return f"issue {issue.number} of {day_in_words(day_in_london(issue.at))}, {locked}"


def draw_issue(standing: StoreSnapshot, quarter: Quarter, *, is_next: bool) -> None:
    """Whether the quarter was issued, what changed since, the confirmation, the lock, and the way to
    withdraw. `is_next`: issuing is what to do now."""
    notices = standing.notices_of(quarter)
    for notice in notices:
        draw_paragraph(notice)
    issue = standing.issue_of(quarter)
    if issue is not None and hides_withdrawn(issue, standing.withdrawn_figures):
        draw_paragraph(NOTICE)
    if issue is None:
        never = "is not issued now" if notices else "has not been issued"
        draw_paragraph(
            f"{label(quarter)} {never}. Issuing freezes its figures, hides small numbers in the files for "
            "sharing, and locks the quarter."
        )
    else:
        locked = (
            f"Locked by {standing.locks[quarter]}: no return that would revise an issued figure can be "
            "accepted. One whose corrections have to wait can be."
            if quarter in standing.locks
            else "Not locked."
        )
        draw_markup(
            text_markup(
                bold(f"Issue {issue.number}"), f", at {in_clock_words(issue.at)}, by {issue.who}. {locked}"
            )
        )
        draw_paragraph(
            "Figures have changed since; which ones, and why, is shown to you only, in the other tab."
            if moved_since(standing, quarter)
            else "None of its figures has changed since."
        )
        draw_missing_sections(issue)
    if not store_access.may_change():
        return
    waiting = proposal_of(quarter)
    if waiting is None:
        draw_sent_back(quarter)
        draw_proposal_to_begin()
    with draw_waiting(waiting) if waiting else draw_confirmation(standing, quarter, is_next=is_next):
        if issue is not None:
            _draw_lock(standing, quarter)
    issue_what_was_confirmed()
    for own in reversed(standing.issues):
        if own.quarter == quarter:
            draw_withdrawing(standing, own)


def _draw_lock(standing: StoreSnapshot, quarter: Quarter) -> None:
    if quarter not in standing.locks:
        if st.button("Lock the quarter"):
            store_access.change_fact(issuing.lock_quarter, quarter)
            st.rerun()
        return
    with st.popover("Unlock the quarter"):
        why = st.text_input("Why are you unlocking it?", max_chars=300, live=True)
        if draw_button_once_complete("Unlock", {"why": why.strip()}):
            store_access.change_fact(issuing.unlock_quarter, quarter, why)
            st.rerun()
