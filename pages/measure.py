"""Measure: what is this number, how sure are we, what made it?"""

import streamlit as st

from ieo_metrics.framework.measures import MEASURE
from pages.shared.frame.page import figures_to_choose, page
from pages.shared.frame.page_address import choose_measure, choose_quarter
from pages.shared.kit.text import draw_paragraph, draw_title
from pages.shared.measure.first_screen import draw_history, draw_nil, draw_number
from pages.shared.measure.tabs import draw_behind_number

with page("Measure"):
    if "measure" in st.query_params:
        st.session_state["last_measure"] = st.query_params["measure"]
    if to_choose := figures_to_choose("Measure"):
        source, quarters = to_choose
        left, middle, right = st.columns([5, 4, 3], vertical_alignment="bottom")
        with middle:
            ref = choose_measure()
        with right:
            there = source.figures(choose_quarter(quarters, source.lacks))
        with left:
            draw_title(MEASURE[ref].name)
        if there.about:
            draw_paragraph(there.about, kind="ieo-small")
        line = there.line_of(ref)
        number, history = st.columns([5, 7], gap="medium")
        with number:
            draw_number(there, line)
            if there.results:
                draw_nil(there.results, line, there.quarter)
        with history:
            draw_history(there, line)
        draw_behind_number(there, line)
