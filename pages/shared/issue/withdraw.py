"""Withdrawing an issue that should not have gone out: the form, and what the officer reads of it
afterwards."""

from functools import partial

import streamlit as st

from ieo_metrics.framework.dates.days import day_in_london, day_in_words, today
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.store.current_snapshot import StoreSnapshot
from ieo_metrics.store.issues.issues import Issue
from ieo_metrics.store.issues.withdrawing.withdraw_issue import LONGEST, withdraw_issue
from pages.shared.frame import store_access
from pages.shared.kit.confirmation import ticked_button
from pages.shared.kit.text import bold, draw_list, draw_paragraph
from pages.shared.kit.unfolding import draw_folded

FOLLOWS, NONE_FOLLOWS = "A replacement follows", "No replacement follows"


def draw_withdrawing(standing: StoreSnapshot, issue: Issue) -> None:
    """The form that withdraws an issue, folded."""
    key = f"withdraw_{issue.quarter}_{issue.number}"
    draw_folded(f"Withdraw issue {issue.number}", key, partial(_draw_form, standing, issue))


def _draw_form(standing: StoreSnapshot, issue: Issue) -> None:
    """Its button works once all is said, and it is ticked that what it does was read."""
    key = partial("withdraw_{}_{}_{}".format, issue.quarter, issue.number)
    why = st.text_input("Why is it withdrawn?", max_chars=LONGEST, key=key("why"), live=True)
    left, right = st.columns([3, 1])
    received_by = left.text_input(
        "Who received it?",
        max_chars=LONGEST,
        key=key("by"),
        placeholder="nobody, if nobody has",
        live=True,
    )
    issued_on = day_in_london(issue.at)
    received_on = right.date_input(
        "When? (blank if nobody has)",
        None,
        min_value=issued_on,
        max_value=max(issued_on, today()),
        format="DD/MM/YYYY",
        key=key("on"),
    )
    follows = st.radio("After it", (FOLLOWS, NONE_FOLLOWS), horizontal=True, key=key("after"))
    draw_list([(what, "") for what in _what_it_does(standing, issue)], "ieo-small")
    what_it_does = f"Withdraw issue {issue.number}. This cannot be undone."
    needed = {"why it is withdrawn": why.strip(), "who received it": received_by.strip()}
    if ticked_button(what_it_does, "Withdraw it", key("withdraw"), needed):
        store_access.change_fact(withdraw_issue, issue, why, received_by, received_on, follows == FOLLOWS)
        st.rerun()


def _what_it_does(standing: StoreSnapshot, issue: Issue) -> list[str]:
    quarter, others = label(issue.quarter), [one for one in standing.issues if one.quarter == issue.quarter]
    latest = next((one.number for one in reversed(others) if one is not issue), None)
    repeated = [
        one.title for one in standing.issues if one.quarter > issue.quarter and one.place > issue.place
    ]
    return [
        "Its files are not offered any more, and no page or meeting shows it.",
        f"{quarter} is then not issued, and not locked."
        if latest is None
        else f"Issue {latest} of {quarter} is then the one that is shown.",
        f"Here and in the next pack of {quarter} it is said, without figures, that it was withdrawn.",
        "It was handed out, so its figures are taken as known: the next issue gives them out again where a "
        "correction would tell of a few young people.",
        *(
            [f"Its figures also stand in what was issued later, which stays: {', '.join(repeated)}."]
            if repeated
            else []
        ),
        "The audit trail keeps it, with what you write here.",
    ]


def draw_withdrawn_for_officer(standing: StoreSnapshot, quarter: Quarter) -> None:
    """Of each withdrawn issue of the quarter, why and who had received it, for the officer."""
    for withdrawn_issue in (
        withdrawn_issue for withdrawn_issue in standing.withdrawn_issues if withdrawn_issue.quarter == quarter
    ):
        withdrawn_on = day_in_words(day_in_london(withdrawn_issue.at))
        why, readers = (text.rstrip(".") for text in (withdrawn_issue.why, withdrawn_issue.received_by))
        when = f" on {day_in_words(withdrawn_issue.received_on)}" if withdrawn_issue.received_on else ""
        draw_paragraph(
            bold(
                f"Issue {withdrawn_issue.number} was withdrawn on {withdrawn_on}, by {withdrawn_issue.who}."
            ),
            f" Why: {why}. Received by: {readers}{when}.",
        )
