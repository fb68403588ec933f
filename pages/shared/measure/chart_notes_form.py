"""Notes on charts, and the form in which they are set and removed."""

import datetime as dt
from collections.abc import Sequence
from functools import partial

import streamlit as st

from ieo_metrics.framework.configuration.chart_notes import EVERY_MEASURE, LONGEST_NOTE, SCOPES, ChartNote
from ieo_metrics.framework.dates.days import day_in_words
from ieo_metrics.framework.dates.quarters import Quarter, first_day, label, last_day, quarter_of
from ieo_metrics.framework.measures import MEASURE
from pages.shared.frame import store_access
from pages.shared.kit.button_once_complete import draw_button_once_complete
from pages.shared.kit.html_tables import html_table, inert_text
from pages.shared.kit.text import draw_markup, draw_paragraph, text_markup
from pages.shared.kit.unfolding import draw_folded
from pages.shared.measure.target_forms import change_aim, draw_removing, measure_in_words

_ADD = "add_note"  # the form


def _scope_in_words(scope: str) -> str:
    if scope in MEASURE:
        return measure_in_words(MEASURE[scope])
    return "Every measure" if scope == EVERY_MEASURE else f"All measures of {scope}"


def _when(note: ChartNote) -> str:
    return day_in_words(note.day) if note.day else label(note.quarter)


def draw_notes(notes: Sequence[ChartNote], quarters: Sequence[Quarter]) -> None:
    """The notes on charts, and a form for another."""
    rows = [(_when(note), note.words, _scope_in_words(note.scope)) for note in notes]
    draw_markup(
        html_table("Notes on charts: what happened, and when", ("When", "Note", "On the charts of"), rows)
        if rows
        else text_markup(
            "No notes on charts. Add one where something happened that a reader of a chart should know, for "
            "example a second worker from April."
        )
    )
    if not store_access.may_change():
        return
    draw_folded("Add a note", store_access.key_of_form(_ADD), partial(_new_note, quarters))
    if rows:
        named = [f"{when}: {words} ({scope})" for when, words, scope in rows]
        draw_removing("note", named, notes)


def _new_note(quarters: Sequence[Quarter]) -> None:
    left, right = st.columns(2)
    quarter = left.selectbox("From", list(quarters)[::-1], format_func=label, key="note_from")
    day: dt.date | None = right.date_input(
        "Or the day, if it is known (optional)",
        value=None,
        min_value=first_day(quarters[0]),
        max_value=last_day(quarters[-1]),
        format="DD/MM/YYYY",
        key="note_day",
    )
    words = st.text_input("What happened", max_chars=LONGEST_NOTE, key="note_words", live=True)
    scope = st.selectbox("On the charts of", SCOPES, format_func=_scope_in_words, key="note_scope")
    draw_paragraph(
        "Everybody who sees the charts can read it, and it goes into the pack. Name no young person. The "
        "audit trail keeps a note that is removed.",
        kind="ieo-small",
    )
    if draw_button_once_complete("Add it", {"what happened": words.strip()}, kind="primary"):
        at = quarter_of(day) if day else quarter
        try:
            note = ChartNote(at, " ".join(words.split()), scope, day)
        except ValueError as wrong:
            st.warning(inert_text(f"{wrong}."))
            return
        change_aim(note, f'a note of {_when(note)} on {_scope_in_words(scope)}: "{note.words}"', _ADD)
