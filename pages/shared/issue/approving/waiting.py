"""What waits for a second person's word, told to who is concerned: to the officers on Issue and pack, and on
the Overview to whoever may approve it."""

import datetime as dt
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ieo_metrics.framework.dates.days import day_in_london, day_in_words, in_clock_words, today
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.roles import APPROVE
from ieo_metrics.store.issues.approving import proposals
from ieo_metrics.store.issues.approving.proposals import Proposal
from ieo_metrics.store.issues.approving.second_person import Somebody, second_person
from ieo_metrics.store.trail.withdrawn_issues import WithdrawnIssue, withdrawn_issues
from pages.shared.frame import store_access
from pages.shared.frame.page import APPROVAL_PAGE
from pages.shared.frame.page_address import quarter_slug
from pages.shared.kit.notice import draw_notice
from pages.shared.kit.status_line import draw_status
from pages.shared.kit.text import draw_paragraph
from pages.shared.kit.ways import draw_way

TOLD_DAYS = 30  # for which a withdrawn issue is told to whoever approves
MOVED = (
    "Something that it rests on has changed since, so it cannot be approved any more: an officer takes it "
    "back and proposes it again."
)


def proposal_of(quarter: Quarter) -> Proposal | None:
    """What waits of a quarter."""
    return store_access.read_store(proposals.proposal_of, quarter)


def why_not_yours(proposal: Proposal) -> str:
    """Why whoever is at work cannot approve it, whatever else may be in the way; "" where they can."""
    by = store_access.somebody_at_work()
    if not by.person or not store_access.may_change(APPROVE):
        return "It is approved or sent back by somebody who has signed in and may approve."
    if not by.is_another_than(proposal.by):
        return "You proposed it, so another person approves it or sends it back."
    return ""


def draw_for_approver() -> bool:
    """On the Overview, for whoever may approve: each quarter that waits for their word, with the way to it,
    whether somebody asked that none waits any more, and issues that were withdrawn of late. Whether any
    waits."""
    if not store_access.may_change(APPROVE):
        return False
    waiting = [one for one in store_access.read_store(proposals.proposals) if not why_not_yours(one)]
    for place, one in enumerate(waiting):
        with draw_status([f"{label(one.quarter)} {one.since}."], f"waits_{one.quarter}"):
            draw_way(
                f"Look at what waits of {label(one.quarter)}",
                APPROVAL_PAGE,
                is_next=not place,
                quarter=quarter_slug(one.quarter),
            )
    now = store_access.read_store(second_person)
    if now.ending and store_access.somebody_at_work().is_another_than(now.ending):
        with draw_status([asks_in_words(now.ending)], "ending"):
            draw_way("Answer", APPROVAL_PAGE)
    if now.waits:
        for gone in store_access.read_store(withdrawn_issues):
            if day_in_london(gone.at) > today() - dt.timedelta(days=TOLD_DAYS):
                draw_notice(withdrawn_in_words(gone))
    return bool(waiting)


def asks_in_words(asked: Somebody) -> str:
    """That somebody asked that an issue does not wait any more."""
    return f"{asked.who} asks that an issue does not wait for a second person any more."


def withdrawn_in_words(gone: WithdrawnIssue) -> str:
    """What whoever approves is told of an issue that was withdrawn, which waits for nobody."""
    return (
        f"Issue {gone.number} of {label(gone.quarter)} was withdrawn on "
        f"{day_in_words(day_in_london(gone.at))}, by {gone.who}. Why: {gone.why.rstrip('.')}."
    )


def draw_waiting(waiting: Proposal) -> DeltaGenerator:
    """For the officers: since when a quarter waits, and whose turn it is; the row in which it is taken
    back."""
    others = why_not_yours(waiting)
    moved = store_access.read_store(proposals.is_out_of_date, waiting)
    draw_paragraph(
        f"{label(waiting.quarter)}, issue {waiting.number}, {waiting.since}. Nothing of it is handed out "
        "before."
    )
    if moved:
        draw_notice(MOVED)
    elif others:
        draw_paragraph(others)
    row = st.container(horizontal=True, vertical_alignment="center")
    with row:
        if not others and not moved:
            draw_way("Look at what waits", APPROVAL_PAGE, is_next=True, quarter=quarter_slug(waiting.quarter))
        # A call back, so that what was drawn is taken back, and not what has come since.
        st.button(
            "Take it back",
            type="primary" if moved else "secondary",
            key=f"take_back_{waiting.digest}",
            on_click=_take_back,
            args=(waiting,),
        )
    return row


def _take_back(shown: Proposal) -> None:
    by = store_access.somebody_at_work()
    store_access.run_change(partial(proposals.take_back, by=by, shown=shown))


def draw_sent_back(quarter: Quarter) -> None:
    """Why a quarter was sent back last, while nothing followed."""
    if last := store_access.read_store(proposals.sent_back, quarter):
        draw_notice(
            f"Sent back by {last.who} at {in_clock_words(last.at)}. "
            f"Why: {proposals.why_of(last).rstrip('.')}."
        )
