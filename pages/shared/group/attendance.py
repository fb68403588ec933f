"""The meeting's record on the Working group page: when and where it was, who attended and who was missing."""

from collections.abc import Collection
from functools import partial

import streamlit as st

from ieo_metrics.framework.dates.days import day_in_words, today
from ieo_metrics.framework.dates.quarters import Quarter, label, quarter_of
from ieo_metrics.framework.terms_of_reference import (
    AGENCIES,
    FIRST_MEETING,
    SEATS,
    held_between,
    missing_authorities,
    planned_meeting,
    seat_name,
)
from ieo_metrics.framework.terms_of_reference import Meeting as Planned
from ieo_metrics.store.record.meetings_and_actions import (
    LONGEST,
    MeetingRecord,
    record_meeting,
    recorded_meetings,
)
from ieo_metrics.store.trail.audited_named_values import recall
from pages.shared.frame import store_access
from pages.shared.frame.page_address import choose_quarter
from pages.shared.kit.html_tables import html_table
from pages.shared.kit.text import bold, draw_heading, draw_markup, draw_paragraph, text_markup
from pages.shared.kit.unfolding import draw_folded, unfold, unfolded

FIRST = "first meeting"


def first_meeting() -> Quarter:
    """The quarter that the first meeting was about: as the officer set it, else the first after the terms
    of reference."""
    said = store_access.read_store(recall, FIRST)
    return said if isinstance(said, int) else FIRST_MEETING


def planned_meeting_about(quarter: Quarter) -> Planned | None:
    """The meeting about a quarter as the terms of reference plan it; None before the first."""
    first = first_meeting()
    return planned_meeting(quarter, first) if quarter >= first else None


def choose_meeting() -> Quarter:
    """The quarter whose meeting the page is about: any up to the one before today's, or up to the last that a
    return covers."""
    results = store_access.snapshot().results
    last = max(quarter_of(today()) - 1, FIRST_MEETING)
    first = FIRST_MEETING
    if results is not None:
        first, last = min(first, results.governed.first), max(last, results.governed.last)
    return choose_quarter(list(range(first, last + 1)))


def draw_attendance(quarter: Quarter) -> None:
    """Who attended the meeting about a quarter, which authorities were missing, and a form to record it."""
    plan = planned_meeting_about(quarter)
    held = store_access.read_store(recorded_meetings).get(quarter)
    draw_heading(f"The meeting about {label(quarter)}")
    if plan is not None:
        early, late = held_between(quarter)
        draw_paragraph(
            f"Meeting {plan.number}, between {day_in_words(early)} and {day_in_words(late)}. {plan.where}."
        )
    if held is None:
        draw_paragraph("Attendance has not been recorded yet.")
    else:
        _draw_held(held)
    if store_access.may_change():
        is_next = held is None and held_between(quarter)[0] <= today()
        words, key = "Record attendance" if held is None else "Correct attendance", f"attendance_{quarter}"
        if is_next and not st.session_state.get(unfolded(key)):
            st.button(words, type="primary", on_click=unfold, args=(key,))
        else:
            draw_folded(words, key, partial(_draw_form, quarter, held, plan))


def _draw_held(held: MeetingRecord) -> None:
    parts = [
        text_markup(
            bold(f"Held on {day_in_words(held.held_on)}"),
            f", {held.place}" if held.place else "",
            f". {len(held.came)} of {len(SEATS)} seats attended.",
        ),
        *(
            text_markup(f"{duty}, missing: ", bold(", ".join(names) or "none"), ".")
            for duty, names in missing_authorities(held.came).items()
        ),
    ]
    draw_markup("".join(parts))
    draw_folded("Attendance by seat", "attendance_by_seat", partial(_draw_by_seat, held))


def _draw_by_seat(held: MeetingRecord) -> None:
    rows = []
    for agency in (agency for agency in AGENCIES if agency.seats):
        roles = {seat_name(agency, role): role for role in agency.seats}
        came, not_there = (
            [role for one, role in roles.items() if (one in held.came) == wanted] for wanted in (True, False)
        )
        rows.append((agency.name, "; ".join(came) or "nobody", "; ".join(not_there)))
    draw_markup(
        html_table(
            f"Attendance at the meeting about {label(held.quarter)}",
            ("Agency", "Attended", "Absent"),
            rows,
        )
    )


def _draw_form(quarter: Quarter, held: MeetingRecord | None, plan: Planned | None) -> None:
    with st.form(f"attendance_{quarter}", border=False):
        on = st.date_input(
            "Held on",
            held.held_on if held else min(max(today(), held_between(quarter)[0]), held_between(quarter)[1]),
            format="DD/MM/YYYY",
        )
        place = st.text_input("Where", held.place if held else plan.where if plan else "", max_chars=LONGEST)
        came = _ticks(quarter, held.came if held else ())
        if st.form_submit_button("Record it", type="primary"):
            store_access.record_change(record_meeting, quarter, on, place, came)


def _ticks(quarter: Quarter, came: Collection[str]) -> list[str]:
    """A tick for each seat, by agency; those that are ticked."""
    ticked = []
    for agency in (agency for agency in AGENCIES if agency.seats):
        name, seats = st.columns([3, 9])
        with name:
            draw_markup(text_markup(bold(agency.name)))
        with seats, st.container(horizontal=True):
            for role in agency.seats:
                seat = seat_name(agency, role)
                if st.checkbox(role, seat in came, key=f"came_{quarter}_{seat}"):
                    ticked.append(seat)
    return ticked
