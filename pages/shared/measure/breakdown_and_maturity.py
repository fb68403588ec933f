"""What helps to read a measure: its breakdown, its follow-up so far, and other ways of counting it."""

import streamlit as st

from ieo_metrics.charts.breakdown_dots import breakdown_dots, breakdown_in_words, has_intervals
from ieo_metrics.framework.breakdowns import BREAKDOWN
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.figure_markers import MARKERS
from ieo_metrics.framework.measures import Measure
from ieo_metrics.measuring.by_group import by_group
from ieo_metrics.measuring.compute import ALL, Results
from ieo_metrics.measuring.evidence_frame import SPANS
from ieo_metrics.measuring.maturity import maturity, maturity_in_words
from ieo_metrics.measuring.measure_history import OverviewLine
from ieo_metrics.measuring.sensitivity import other_readings, range_in_words
from ieo_metrics.statistics import figure_wording
from ieo_metrics.statistics.differences import Figure
from pages.shared.frame import store_access
from pages.shared.frame.html_tables import html_table
from pages.shared.frame.page import draw_heading, draw_markup, draw_paragraph
from pages.shared.measure.one_measure import draw_chart


def _shown(figure: Figure, measure: Measure) -> tuple[str, str, str]:
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


def draw_breakdown(results: Results, full: Results | None, line: OverviewLine, quarter: Quarter) -> None:
    """The measure by district, age band, gender or ethnicity, over the quarter, the year to date or four
    quarters."""
    measure = line.measure
    draw_heading("Breakdown")
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
    columns = (by.capitalize(), "n", "Value", "95% interval", "Left out", "Marker")
    rows = [
        (name, *_shown(figure, measure), f"{figure.left_out:,}", figure.marker) for name, figure in figures
    ]
    if measure.counts:  # it has neither people behind it nor an interval
        columns, rows = (
            tuple(c for i, c in enumerate(columns) if i not in (1, 3)),
            [tuple(c for i, c in enumerate(row) if i not in (1, 3)) for row in rows],
        )
    draw_markup(html_table(f"{measure.name} by {by}, {found.period}", columns, rows, numeric=columns[1:-1]))
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


def draw_maturity(full: Results, line: OverviewLine, quarter: Quarter) -> None:
    """How many follow-up windows have ended; nothing where nobody is followed up."""
    rows = maturity(full, line.measure.ref)
    if not len(rows):
        return
    draw_heading("Follow-up so far")
    for row in rows[rows["period"] == quarter].itertuples():
        draw_paragraph(maturity_in_words(row))
    columns = {
        "ended": "Ended",
        "counted": "Counted",
        "zero_before": "No harm before",
        "untraced": "Not traced",
        "unknown": "Not known",
        "open": "Still open",
    }
    columns = {name: words for name, words in columns.items() if name != "zero_before" or rows[name].any()}
    with st.expander("Follow-up windows by quarter"):
        names = ("Quarter", "Windows", *columns.values())
        draw_markup(
            html_table(
                "Windows by the quarter in which they end: whether they had ended or were still open "
                "when the return was made",
                names,
                [
                    (label(row["period"]), row["windows"], *(row[name] for name in columns))
                    for row in rows.to_dict("records")
                ],
                numeric=names[1:],
            )
        )


def draw_readings(full: Results, line: OverviewLine, quarter: Quarter) -> None:
    """The measure counted in other ways, worked out only when asked for."""
    measure, now = line.measure, line.now
    with st.expander("Other ways of counting"):
        draw_paragraph(
            "Where the framework leaves a choice, this shows the same returns counted each other way, "
            "one choice at a time."
        )
        if not st.toggle(f"Work these out for {label(quarter)}", key="other_readings"):
            return
        found = store_access.worked_out(
            ("other readings", measure.ref, quarter), lambda: other_readings(full, measure.ref, quarter)
        )
        draw_paragraph(range_in_words(found, now, measure))
        for one in found:
            columns = (
                "Choice",
                "n",
                "Value",
                "95% interval",
                "Left out",
                "Compared with the choice in force",
            )
            draw_markup(
                html_table(
                    one.title,
                    columns,
                    [
                        (
                            r.choice,
                            *_shown(r.figure, measure),
                            f"{r.figure.left_out:,}",
                            "in force" if r.in_force else r.difference_from_now,
                        )
                        for r in one.readings
                    ],
                    numeric=columns[1:-1],
                )
            )
        for said in dict.fromkeys(one.beside for one in found if one.beside):
            draw_paragraph(said, kind="ieo-small")
