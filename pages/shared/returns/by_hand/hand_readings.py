"""The tables that are read by hand, among what was confirmed: each can be taken back alone."""

import streamlit as st

from ieo_metrics.accepting.questions.by_hand_choices import reading_in_words
from ieo_metrics.recognising.by_hand.hand_reading import HandReading
from pages.shared.frame.page import draw_markup, draw_paragraph, text_markup
from pages.shared.returns import dropped_files, officer_answers


def draw_hand_readings() -> None:
    """A line for each reading, with the button that takes it back."""
    readings = officer_answers.column_mapping().by_hand
    if not readings:
        return
    draw_paragraph("Tables read by hand, this quarter and in the next:", kind="ieo-small")
    for number, reading in enumerate(readings):
        with st.container(horizontal=True, vertical_alignment="center"):
            draw_markup(text_markup(reading_in_words(reading)))
            if st.button("Take it back", key=f"hand_back_{number}", help="Its sheets are asked about again"):
                take_back(reading)


def take_back(reading: HandReading) -> None:
    """Forget one reading; what waits is checked again without it."""
    officer_answers.say_mapping(lambda mapping: mapping.without_hand_reading(reading))
    dropped_files.check_again()
    st.rerun()
