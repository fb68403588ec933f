"""What the terms of reference say about the group: its members, its recommendations, its calendar."""

from functools import partial

import streamlit as st

from ieo_metrics.framework.dates.days import day_in_words
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.terms_of_reference import (
    AGENCIES,
    IN_PERSON_EVERY,
    NEITHER,
    REVIEW,
    WORKSHOPS,
    held_between,
    planned_meeting,
)
from ieo_metrics.store.trail.audited_named_values import change_remembered
from pages.shared.frame import store_access
from pages.shared.group.attendance import FIRST, first_meeting
from pages.shared.kit.button_once_complete import draw_button_once_complete
from pages.shared.kit.html_tables import html_table
from pages.shared.kit.text import draw_heading, draw_markup, draw_paragraph
from pages.shared.kit.unfolding import draw_folded

MEETINGS_AHEAD = 6


def _draw_members() -> None:
    """Every agency, the duty it is under, and its seats."""
    draw_markup(
        html_table(
            "Members under the terms of reference of October 2023: seats, not names",
            ("Agency", "Duty", "Seats"),
            [
                (
                    agency.name,
                    "–" if agency.duty == NEITHER else f"{agency.duty}: {agency.authority}",
                    "; ".join(agency.seats) or "No representative at this stage",
                )
                for agency in AGENCIES
            ],
        )
    )


def draw_calendar(quarter: Quarter) -> None:
    """The meetings to come (when, in person or not, and who hosts), and the members."""
    _draw_meetings(quarter)
    draw_heading("Members")
    _draw_members()


def _draw_meetings(quarter: Quarter) -> None:
    first = first_meeting()
    begin = max(quarter, first)
    rows = []
    for meeting in (planned_meeting(about, first) for about in range(begin, begin + MEETINGS_AHEAD)):
        early, late = held_between(meeting.quarter)
        rows.append(
            (
                f"Meeting {meeting.number}",
                label(meeting.quarter),
                f"{day_in_words(early)} to {day_in_words(late)}",
                meeting.where,
            )
        )
    draw_markup(html_table("The next quarterly meetings", ("Meeting", "About", "Between", "Where"), rows))
    draw_paragraph(
        f"Meetings are quarterly; one in {IN_PERSON_EVERY} is in person, hosted by the next Specified "
        f"Authority. {WORKSHOPS} {REVIEW} Meetings are counted from the one about {label(first)}.",
        kind="ieo-small",
    )
    if not store_access.may_change():
        return
    draw_folded("Count from another meeting", "count_from", partial(_draw_first_meeting, quarter, first))


def _draw_first_meeting(quarter: Quarter, first: Quarter) -> None:
    """The form that says which meeting was the first."""
    offered = list(range(first - 8, max(quarter, first) + 1))
    said = st.selectbox(
        "The first meeting was about",
        offered,
        index=offered.index(first),
        format_func=label,
        key="first_meeting",
    )
    if draw_button_once_complete("Count from it", {"another meeting than now": said != first}):
        about = {"changed": f"counted from {label(said)}"}
        store_access.record_change(change_remembered, FIRST, lambda _: said, about)
