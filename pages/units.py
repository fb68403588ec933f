"""Units: several units' files of figures side by side and together, and one's own file to hand over. Nothing
but aggregates is in them."""

import streamlit as st

from ieo_metrics.exports.multi_unit_rollup import unit_quarters
from ieo_metrics.framework.dates.quarters import label_with_months
from pages.shared.frame.page import page
from pages.shared.kit.text import draw_markup, draw_paragraph, draw_title
from pages.shared.units.figures_of_several_units import draw_own, held_units, take_unit_files, units_table

with page("Units"):
    draw_title("Units")
    draw_paragraph(
        "Files of figures from other units: counts and sums by measure, quarter and area, with small "
        "numbers hidden. They hold no rows about people."
    )
    drops = st.session_state.setdefault("unit_drops", 0)
    dropped = st.file_uploader(
        "Drop the units' files here (.json)", type="json", accept_multiple_files=True, key=f"units_{drops}"
    )
    if dropped:
        take_unit_files([(one.name, one.getvalue()) for one in dropped])
        st.session_state["unit_drops"] = drops + 1
        st.rerun()
    units = held_units()
    if units:
        quarters = unit_quarters(units)[::-1]
        quarter = st.selectbox("Quarter", quarters, format_func=label_with_months, key="units_quarter")
        draw_markup(units_table(units, quarter))
        draw_paragraph(
            "Together: worked out from the sums of the units that show their figure; hidden figures are "
            "not in any total. An average or percentage for all units is not the average of the units' "
            "own figures.",
            kind="ieo-small",
        )
    draw_own()
