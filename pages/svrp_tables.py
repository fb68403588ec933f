"""SVRP tables: a quarter's tables to take away, for the officer."""

import streamlit as st

from ieo_metrics.exports.svrp_workbook import svrp_workbook
from ieo_metrics.exports.tidy import tidy_csv
from ieo_metrics.framework.quarters import label
from ieo_metrics.measuring import story
from ieo_metrics.statistics.wording import number
from pages.shared.address import slug
from pages.shared.frame import bold, draw, page, paragraph, quarter_on_top
from pages.shared.html_tables import table

with page("SVRP tables"):
    if there := quarter_on_top("SVRP tables"):
        collection, results, quarter = there
        paragraph(bold("For the officer only, not for sharing."), " Small numbers are not hidden in these tables: a young person could be recognised in them.")
        with st.container(horizontal=True):
            st.download_button(
                "Workbook (.xlsx)",
                lambda: svrp_workbook(results, collection, quarter),
                file_name=f"SVRP tables {slug(quarter)}, not for sharing.xlsx",
                mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                on_click="ignore",
                type="primary",
            )
            st.download_button(
                "Tidy table (.csv)",
                lambda: tidy_csv(story.of_quarter(results, quarter)),
                file_name=f"measures {slug(quarter)}, not for sharing.csv",
                mime="text/csv",
                on_click="ignore",
            )
        columns = ("Measure", "Value", "Numerator", "Denominator", "Left out", "Lower", "Upper", "Marker", "Note")
        rows = []
        for line in story.overview(results, quarter):
            now, measure = line.now, line.measure
            counts = ["" if v is None else f"{v:,.0f}".replace("-", "−") for v in (now.numerator, now.n, None if now.marker == "x" else now.left_out)]
            ends = ["" if end is None else number(end, measure, now.n) for end in (now.lower, now.upper)]
            value = f"[{now.marker}]" if now.value is None else number(now.value, measure, now.n)
            rows.append((f"{measure.ref}  {measure.name}", value, *counts, *ends, now.marker, now.note))
        draw(table(f"What the tables hold for {label(quarter)}", columns, rows, numeric=columns[1:7]))
