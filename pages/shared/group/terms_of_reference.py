"""What the terms of reference say about the group: its members, its recommendations, its calendar."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from ieo_metrics.framework.dates.days import day_in_london, day_in_words
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.terms_of_reference import (
    ACHIEVED,
    AGENCIES,
    IN_PERSON_EVERY,
    NEITHER,
    NOT_STARTED,
    RECOMMENDATIONS,
    REVIEW,
    REVISE,
    STATES_OF_RECOMMENDATION,
    WORKSHOPS,
    held_between,
    planned_meeting,
)
from ieo_metrics.store.record.meetings_and_actions import LONGEST
from ieo_metrics.store.record.recommendation_progress import (
    RecommendationStatus,
    latest_recommendations,
    recommendation_history,
    set_recommendation,
)
from ieo_metrics.store.trail.audited_named_values import change_remembered
from pages.shared.frame import store_access
from pages.shared.group.attendance import FIRST, first_meeting
from pages.shared.kit.button_once_complete import draw_button_once_complete
from pages.shared.kit.html_tables import html_table
from pages.shared.kit.notice import draw_notice
from pages.shared.kit.text import bold, draw_heading, draw_markup, draw_paragraph
from pages.shared.kit.unfolding import draw_folded

MEETINGS_AHEAD = 6
_PROGRESS = "recommendation_evidence"  # the form


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


def draw_recommendations() -> None:
    """The progress of each recommendation, its evidence, and a form to update it."""
    with store_access.open_store_of_session().reading() as connection:
        now, before = latest_recommendations(connection), recommendation_history(connection)
    rows = []
    for recommendation in RECOMMENDATIONS:
        stand = now.get(recommendation.ref)
        rows.append(
            (
                f"{recommendation.ref}  {recommendation.words}",
                *(
                    (stand.state, stand.evidence, day_in_words(day_in_london(stand.at)))
                    if stand
                    else (NOT_STARTED, "", "")
                ),
            )
        )
    draw_markup(
        html_table(
            "Recommendations", ("Recommendation", "State", "Evidence", "Since"), rows, caption_shown=False
        )
    )
    if any(stand.state == ACHIEVED for stand in now.values()):
        draw_notice(bold("To do: "), REVISE)
    else:
        draw_paragraph(REVISE, kind="ieo-small")
    if len(before) > len(now):
        draw_folded("Earlier progress", "earlier_progress", partial(_draw_earlier, before))
    if not store_access.may_change():
        return
    draw_folded("Update progress", "update_progress", _draw_update)


def _draw_earlier(before: Sequence[RecommendationStatus]) -> None:
    recorded = [
        (status.ref, status.state, status.evidence, day_in_words(day_in_london(status.at)), status.who)
        for status in reversed(before)
    ]
    columns = ("Recommendation", "State", "Evidence", "On", "By")
    draw_markup(html_table("All recorded progress", columns, recorded))


def _draw_update() -> None:
    ref = st.selectbox(
        "Recommendation", [recommendation.ref for recommendation in RECOMMENDATIONS], key="recommendation"
    )
    state = st.radio("It is", STATES_OF_RECOMMENDATION, horizontal=True, key="recommendation_state")
    evidence = st.text_input(
        "Evidence",
        max_chars=LONGEST,
        key=store_access.key_of_form(_PROGRESS),
        live=True,
    )
    needed = {"the evidence": state == NOT_STARTED or evidence.strip()}
    if draw_button_once_complete("Record it", needed, "recommendation_record", kind="primary"):
        store_access.record_change(set_recommendation, ref, state, evidence, form=_PROGRESS)


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
