"""For the officer only: what has changed since an issue and why, the files as issued and as it is now, and
what the tables hold, with small numbers."""

import streamlit as st

from ieo_metrics.exports.officers_table import officers_csv
from ieo_metrics.exports.pack.from_issue import recorded_for
from ieo_metrics.exports.workbook.svrp_workbook import svrp_workbook
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.figure_markers import NOT_COVERED
from ieo_metrics.framework.measures import MEASURES
from ieo_metrics.measuring import overview_lines
from ieo_metrics.measuring.compute_measures import Results
from ieo_metrics.statistics.control_charts.chart_events import events_by_measure
from ieo_metrics.statistics.figure_wording import value_in_words
from ieo_metrics.store.current_snapshot import StoreSnapshot
from ieo_metrics.store.issues.cut_off_after_quarter import targets_until
from pages.shared.frame import store_access
from pages.shared.frame.page_address import quarter_slug
from pages.shared.issue.issue_and_downloads import (
    XLSX,
    draw_issued_for_officer,
    hidden_refs,
    moved_since,
)
from pages.shared.issue.next_issue import for_the_workbook, would_issue
from pages.shared.kit.html_tables import html_table
from pages.shared.kit.text import bold, draw_heading, draw_markup, draw_paragraph


def draw_for_officer(standing: StoreSnapshot, results: Results, quarter: Quarter) -> None:
    """All of it, under its heading."""
    draw_heading("For the officer")
    draw_paragraph(
        bold("Not for sharing."),
        " Small numbers are not hidden below: a young person could be recognised from them.",
    )
    draw_issued_for_officer(standing, quarter)
    draw_paragraph(bold("As it is now, for the officer"))
    corrections = for_the_workbook(would_issue(standing, quarter))
    said = store_access.read_store(recorded_for, quarter)
    events = events_by_measure(
        standing.targets, standing.rebasings, standing.notes, (results.governed.first, quarter)
    )
    with st.container(horizontal=True):
        officers = f"{quarter_slug(quarter)}, not for sharing"
        for words, recorded, name, mime, made in (
            (
                "Workbook as it is now (.xlsx)",
                "workbook",
                f"SVRP tables {officers}.xlsx",
                XLSX,
                lambda _: svrp_workbook(
                    results,
                    standing.collection(),
                    quarter,
                    revised=corrections,
                    targets=targets_until(standing.targets, quarter),
                    events=events,
                    recorded=said,
                ),
            ),
            (
                "Tidy table as it is now (.csv)",
                "tidy table",
                f"measures {officers}.csv",
                "text/csv",
                lambda _: officers_csv(overview_lines.quarter_with_verdicts(results, quarter)).encode(),
            ),
        ):
            what = f"{recorded} of {label(quarter)}, not for sharing"
            st.download_button(
                words,
                store_access.export_button_data(what, made),
                file_name=name,
                mime=mime,
                on_click="ignore",
            )
    hidden, issue = hidden_refs(standing, quarter), standing.issue_of(quarter)
    would = (
        f"hidden in the files for sharing (issue {issue.number})"
        if issue
        else "due to be hidden in the files for sharing when the quarter is issued"
    )
    of = (
        f"{len(hidden)} of these {len(MEASURES)} figures {'is' if len(hidden) == 1 else 'are'}"
        if hidden
        else "No figures are"
    )
    draw_paragraph(f"{of} {would}.")
    columns = (
        "Measure",
        "Value",
        "In the files for sharing",
        "Numerator",
        "Denominator",
        "Left out",
        "Lower",
        "Upper",
        "Marker",
        "Note",
    )
    rows = []
    for line in store_access.overview_of(results, quarter):
        now, measure = line.now, line.measure
        counts = [
            "" if v is None else f"{v:,.0f}".replace("-", "−")
            for v in (now.numerator, now.n, None if now.marker == NOT_COVERED else now.left_out)
        ]
        ends = ["" if end is None else value_in_words(end, measure, now.n) for end in (now.lower, now.upper)]
        value = f"[{now.marker}]" if now.value is None else value_in_words(now.value, measure, now.n)
        shared = "[c] hidden" if measure.ref in hidden else "" if now.value is None else "shown"
        rows.append((f"{measure.ref}  {measure.name}", value, shared, *counts, *ends, now.marker, now.note))
    # Where much has changed, that comes first, and these are folded away.
    with st.expander("All figures of the tables", expanded=not moved_since(standing, quarter)):
        draw_markup(
            html_table(
                f"What the tables hold for {label(quarter)}",
                columns,
                rows,
                numeric=(columns[1], *columns[3:8]),
                kind="ieo-compact",
            )
        )
