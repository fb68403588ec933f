"""Measure: what is this number, how sure are we, what made it?"""

import streamlit as st

from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.measuring import overview_lines
from pages.shared.frame import store_access
from pages.shared.frame.page import loaded_snapshot, page
from pages.shared.frame.page_address import choose_measure, choose_quarter
from pages.shared.kit.text import draw_title
from pages.shared.measure.first_screen import draw_history, draw_nil, draw_number
from pages.shared.measure.tabs import draw_behind_number

with page("Measure"):
    if "measure" in st.query_params:
        st.session_state["last_measure"] = st.query_params["measure"]
    standing = loaded_snapshot("Measure")
    if standing and (results := standing.results):
        left, middle, right = st.columns([5, 4, 3], vertical_alignment="bottom")
        with middle:
            ref = choose_measure()
        with right:
            quarter = choose_quarter(overview_lines.covered_quarters(results))
        with left:
            draw_title(MEASURE[ref].name)
        line = next(
            overview_line
            for overview_line in store_access.overview_of(results, quarter)
            if overview_line.measure.ref == ref
        )
        number, history = st.columns([5, 7], gap="medium")
        with number:
            draw_number(line)
            draw_nil(results, line, quarter)
        with history:
            draw_history(results, line)
        draw_behind_number(results, line, quarter)
