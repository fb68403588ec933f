"""SVRP tables: a quarter's tables to take away, for the officer, and issuing them."""

import streamlit as st

from ieo_metrics.exports.svrp_workbook import svrp_workbook
from ieo_metrics.exports.tidy import tidy_csv
from ieo_metrics.framework.quarters import label
from ieo_metrics.measuring import story
from ieo_metrics.statistics.wording import number
from pages.shared import memory
from pages.shared.address import slug
from pages.shared.frame import bold, draw, heading, page, paragraph, quarter_on_top
from pages.shared.html_tables import table
from pages.shared.issued import XLSX, draw_issue

with page("SVRP tables"):
    if there := quarter_on_top("SVRP tables"):
        standing, results, quarter = there
        paragraph("What is shared comes from an issue, in which small numbers are hidden beside everything that was issued before.")
        draw_issue(standing, quarter)
        heading("For the officer")
        paragraph(bold("Not for sharing."), " Small numbers are not hidden in what follows: a young person could be recognised in it.")
        with st.container(horizontal=True):
            officers = f"{slug(quarter)}, not for sharing"
            for words, name, mime, made in (
                ("Workbook (.xlsx)", f"SVRP tables {officers}.xlsx", XLSX, lambda _: svrp_workbook(results, standing.collection(), quarter)),
                ("Tidy table (.csv)", f"measures {officers}.csv", "text/csv", lambda _: tidy_csv(story.of_quarter(results, quarter)).encode()),
            ):
                what = f"{words.split(' (')[0].lower()} of {label(quarter)}, not for sharing"
                st.download_button(words, memory.exported(what, made), file_name=name, mime=mime, on_click="ignore")
        columns = ("Measure", "Value", "Numerator", "Denominator", "Left out", "Lower", "Upper", "Marker", "Note")
        rows = []
        for line in story.overview(results, quarter):
            now, measure = line.now, line.measure
            counts = ["" if v is None else f"{v:,.0f}".replace("-", "−") for v in (now.numerator, now.n, None if now.marker == "x" else now.left_out)]
            ends = ["" if end is None else number(end, measure, now.n) for end in (now.lower, now.upper)]
            value = f"[{now.marker}]" if now.value is None else number(now.value, measure, now.n)
            rows.append((f"{measure.ref}  {measure.name}", value, *counts, *ends, now.marker, now.note))
        draw(table(f"What the tables hold for {label(quarter)}", columns, rows, numeric=columns[1:7]))
