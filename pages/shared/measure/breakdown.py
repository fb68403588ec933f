"""A measure by district, age band, gender or ethnicity."""

import streamlit as st

from ieo_metrics.charts.breakdown_dots import breakdown_dots, breakdown_in_words, has_intervals
from ieo_metrics.framework.breakdowns import BREAKDOWN
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.figure_markers import MARKERS
from ieo_metrics.framework.measures import Measure
from ieo_metrics.measuring.by_group import by_group
from ieo_metrics.measuring.compute_measures import ALL, Results
from ieo_metrics.measuring.evidence_frame import SPANS
from ieo_metrics.measuring.overview_lines import OverviewLine
from ieo_metrics.statistics import figure_wording
from ieo_metrics.statistics.differences import Figure
from pages.shared.files.downloads import FOR_OFFICER, ShownTable, draw_table_download
from pages.shared.frame import store_access
from pages.shared.kit.described_chart import draw_chart
from pages.shared.kit.html_tables import html_table
from pages.shared.kit.text import draw_markup, draw_paragraph


def figure_as_shown(figure: Figure, measure: Measure) -> tuple[str, str, str]:
    """n, value and interval of a figure, as a table shows them."""
    value = (
        f"[{figure.marker}]"
        if figure.value is None
        else figure_wording.value_in_words(figure.value, measure, figure.n)
    )
    ends = (
        ""
        if figure.lower is None
        else " to ".join(
            figure_wording.value_in_words(end, measure, figure.n) for end in (figure.lower, figure.upper)
        )
    )
    return "" if figure.n is None else f"{figure.n:,}", value, ends


def draw_breakdown(results: Results, line: OverviewLine, quarter: Quarter) -> None:
    """The measure by district, age band, gender or ethnicity, over the quarter, the year to date or four
    quarters."""
    measure, full = line.measure, store_access.snapshot_with_rows()
    with st.container(horizontal=True, key="ieo_breakdown"):
        by = st.segmented_control(
            "Broken down by",
            list(BREAKDOWN),
            default=next(iter(BREAKDOWN)),
            required=True,
            key="breakdown_by",
        )
        span = st.segmented_control("Over", SPANS, default=SPANS[0], required=True, key="breakdown_over")
    found = store_access.worked_out(
        ("by group", measure.ref, by, span, quarter),
        lambda: by_group(results, full, measure.ref, by, span, quarter),
    )
    if found.why_not:
        draw_paragraph(found.why_not)
        return
    figures = [(ALL, found.total), *found.groups]
    columns: tuple[str, ...] = (by.capitalize(), "n", "Value", "95% interval", "Left out", "Marker")
    rows: list[tuple[str, ...]] = [
        (name, *figure_as_shown(figure, measure), f"{figure.left_out:,}", figure.marker)
        for name, figure in figures
    ]
    if measure.counts:  # it has neither people behind it nor an interval
        columns, rows = (
            tuple(c for i, c in enumerate(columns) if i not in (1, 3)),
            [tuple(c for i, c in enumerate(row) if i not in (1, 3)) for row in rows],
        )
    draw_markup(html_table(f"{measure.name} by {by}, {found.period}", columns, rows, numeric=columns[1:-1]))
    file = f"{measure.ref} by {by}, {found.period.replace('/', '-')}"
    draw_table_download(file, FOR_OFFICER, ShownTable(columns, rows))
    if has_intervals(found):
        draw_chart(breakdown_dots(found, measure), breakdown_in_words(found, measure))
        draw_paragraph(
            (
                "The lines are 95% intervals: the fewer young people in a group, the longer the line. "
                "The dotted line is the overall value."
            ),
            kind="ieo-small",
        )
    draw_paragraph(
        *(
            f"{marker}: {MARKERS[marker]}. "
            for marker in dict.fromkeys(figure.marker for _, figure in figures if figure.marker)
        ),
        f"Recounted for each group. {found.beside} ",
        "For the officer only, not for sharing: small numbers are not hidden here.",
        kind="ieo-small",
    )
