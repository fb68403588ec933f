"""Measure: what is this number, how sure are we, what made it?"""

import streamlit as st

from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.measuring import overview_lines
from pages.shared.frame import store_access
from pages.shared.frame.page import draw_title, loaded_snapshot, page
from pages.shared.frame.page_address import choose_measure, choose_quarter
from pages.shared.measure.breakdown import draw_breakdown
from pages.shared.measure.chart_notes_form import events_now
from pages.shared.measure.follow_up_so_far import draw_maturity
from pages.shared.measure.one_measure import (
    draw_behind,
    draw_made,
    draw_meaning,
    draw_moved,
    draw_nil,
    draw_number,
    draw_origins,
    draw_trend,
)
from pages.shared.measure.other_readings import draw_readings
from pages.shared.measure.signals_table import draw_control

with page("Measure"):
    if "measure" in st.query_params:
        st.session_state["last_measure"] = st.query_params["measure"]
    standing = loaded_snapshot("Measure")
    if standing and (results := standing.results):
        left, right = st.columns([2, 1])
        with left:
            ref = choose_measure()
        with right:
            quarter = choose_quarter(overview_lines.covered_quarters(results))
        measure, frame = MEASURE[ref], overview_lines.of_measure(results, ref)
        draw_title(measure.name)
        line = next(
            overview_line
            for overview_line in overview_lines.overview(results, quarter)
            if overview_line.measure.ref == ref
        )
        draw_number(line)
        draw_nil(results, line, quarter)
        draw_trend(line, frame, events_now(measure, results.governed.first, results.governed.last))
        draw_control(line, quarter)
        full = store_access.snapshot_with_rows()
        if full is not None:
            draw_moved(full, line, quarter)
            draw_made(full, line, quarter)
            draw_maturity(full, line, quarter)
        draw_breakdown(results, full, line, quarter)
        if full is not None:
            draw_readings(full, line, quarter)
        draw_origins(results, line, quarter)
        draw_meaning(line)
        if full is not None:
            draw_behind(full, line, quarter)
