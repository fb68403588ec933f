"""The parts of the Measure page."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from ieo_metrics.charts.attrition_flow import attrition_flow_chart, attrition_flow_in_words, lost_in_words
from ieo_metrics.charts.change_distribution import distribution_chart, distribution_in_words, points_in_words
from ieo_metrics.charts.not_measured_again_range import attrition_range_chart
from ieo_metrics.charts.trend import trend_chart, trend_in_words
from ieo_metrics.framework.configuration.targets import in_force
from ieo_metrics.framework.dates.days import day_in_words
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.figure_markers import MARKERS, NOT_COVERED
from ieo_metrics.measuring import rows_behind, source_returns, who_was_counted
from ieo_metrics.measuring.change_decomposition import moved_between
from ieo_metrics.measuring.compute_measures import Results
from ieo_metrics.measuring.overview_lines import OverviewLine, beside_verdict, year_end_told
from ieo_metrics.statistics import figure_wording
from ieo_metrics.statistics.change_decomposition_wording import moved_words
from ieo_metrics.statistics.control_charts.chart_events import ChartEvent, events_in, events_say
from ieo_metrics.statistics.people_not_remeasured import not_measured_again, range_without_them
from ieo_metrics.statistics.share_improved_among_changed import better_against_worse
from ieo_metrics.statistics.verdict_wording import verdict_says
from ieo_metrics.statistics.years.year_sentences import year_target_says
from ieo_metrics.store.database.secret_key import in_short
from pages.shared.frame import store_access
from pages.shared.frame.html_tables import html_table, safe_markup
from pages.shared.frame.page import bold, draw_heading, draw_markup, draw_paragraph, text_markup

MOST_ROWS = 300


def draw_chart(figure: go.Figure, words: str) -> None:
    """A chart, and what it shows in words for those who do not see it."""
    st.plotly_chart(
        figure,
        theme=None,
        config={"displayModeBar": False, "scrollZoom": False, "doubleClick": False},
        alt=words,
    )


def draw_number(line: OverviewLine) -> None:
    """The number in words, how sure it is, and what changed."""
    measure, now = line.measure, line.now
    parts = [
        text_markup(
            f"{measure.ref} · {measure.success} · {measure.programme}, {measure.provider}", kind="ieo-small"
        )
    ]
    if now.value is None:
        parts.append(text_markup(bold(f"{figure_wording.figure_statement(now, measure)}.")))
    else:
        value, of, one_person, more = figure_wording.figure_words(now, measure)
        parts.append(f'<p class="ieo-number">{safe_markup(value)} <small>{safe_markup(of)}</small></p>')
        if said := "; ".join([*filter(None, [one_person]), *more]):
            parts.append(text_markup(said[0].upper(), said[1:], "."))
        if exact := better_against_worse(now, measure):
            parts.append(text_markup(exact))
    parts.append(text_markup(bold(verdict_says(line.verdict, measure, now)), " ", beside_verdict(line)))
    for name, change in (
        *(() if measure.seasonal else (("quarter before", line.previous),)),
        ("same quarter a year before", line.year_ago),
    ):
        of = f"the {name} ({label(change.then.quarter)})"
        if change.difference is None:
            said = f"Cannot be compared with {of}: {figure_wording.why_not_compared(change)}."
        else:
            said = f"Against {of}: {figure_wording.change_with_range(change, measure)}."
        parts.append(text_markup(said))
    if year := year_end_told(line):
        target = in_force(store_access.snapshot().targets, measure.ref, now.quarter)
        assert line.year_end is not None
        of_year = (year, year_target_says(line.year_end, target, measure))
        parts.append(text_markup(" ".join(filter(None, of_year))))
    if now.marker and now.value is not None:
        parts.append(text_markup(f"{now.marker}: {MARKERS[now.marker]}."))
    draw_markup("".join(parts))


def draw_nil(results: Results, line: OverviewLine, quarter: Quarter) -> None:
    """Says that a nought was reported by the provider, rather than missing."""
    for origin in source_returns.origins(results, line.measure.ref, quarter):
        if origin.nil:
            draw_paragraph(
                bold("Nil return: "),
                f"{origin.return_type.provider} had nothing to report in {label(quarter)} "
                f"({', '.join(origin.sheets)}).",
            )


def draw_trend(line: OverviewLine, frame: pd.DataFrame, events: Sequence[ChartEvent]) -> None:
    """Every quarter with its interval and what happened, drawn and as a table. `frame`: the measure's rows of
    results."""
    measure = line.measure
    draw_heading("By quarter")
    draw_chart(trend_chart(frame, measure, line.now.quarter, events), trend_in_words(frame, measure, events))
    if events:
        draw_paragraph(events_say(events), kind="ieo-small")
    if not measure.counts:
        draw_paragraph(
            (
                "The grey lines are 95% intervals. A hollow point is provisional; a gap is a quarter without "
                "a value, with its marker."
            ),
            kind="ieo-small",
        )
    with st.expander("By quarter, as a table"):
        trend_table(line, events)


def trend_table(line: OverviewLine, events: Sequence[ChartEvent] = ()) -> None:
    """Every quarter with its figures, and what happened in it."""
    measure = line.measure
    columns = ("Quarter", "Value", "Numerator", "Denominator", "Lower", "Upper", "Left out", "Marker", "Note")
    headings = (*columns, *(("Events",) if events else ()))
    rows = []
    for f in line.history:
        numerator = "" if f.numerator is None else f"{f.numerator:,.0f}".replace("-", figure_wording.MINUS)
        ends = [
            "" if end is None else figure_wording.value_in_words(end, measure, f.n)
            for end in (f.lower, f.upper)
        ]
        value = f"[{f.marker}]" if f.value is None else figure_wording.value_in_words(f.value, measure, f.n)
        n, left_out = "" if f.n is None else f"{f.n:,}", "" if f.marker == NOT_COVERED else f"{f.left_out:,}"
        happened = (events_in(events, f.quarter),) if events else ()
        rows.append((label(f.quarter), value, numerator, n, *ends, left_out, f.marker, f.note, *happened))
    draw_markup(
        html_table(f"{measure.name} by quarter, with its 95% interval", headings, rows, numeric=columns[1:7])
    )


def draw_moved(results: Results, line: OverviewLine, quarter: Quarter) -> None:
    """What the change from the quarter before is made of."""
    draw_heading("Why it moved")
    moved = moved_between(results, line.measure.ref, quarter - 1, quarter)
    draw_paragraph(moved_words(moved, line.measure, quarter - 1, quarter))
    draw_paragraph("This shows what makes up the change, not what caused it.", kind="ieo-small")


def draw_made(results: Results, line: OverviewLine, quarter: Quarter) -> None:
    """Who was counted, who was left out, and the size of the changes."""
    measure, now = line.measure, line.now
    steps, reasons = (
        who_was_counted.attrition_flow(results, measure.ref, quarter),
        who_was_counted.left_out(results, measure.ref, quarter),
    )
    changes = who_was_counted.change_distribution(results, measure.ref, quarter)
    draw_heading("How it is worked out")
    if steps:
        draw_chart(attrition_flow_chart(steps), attrition_flow_in_words(steps))
    parts = [text_markup(words) for words in lost_in_words(steps)]
    if measure.topic_row.succeeded and now.value is not None:
        parts.append(
            text_markup(
                f"Of {figure_wording.people_in_words(now.n or 0)} counted, {now.better or 'none'} "
                f"{measure.topic_row.succeeded}."
            )
        )
    elif steps:
        began = (
            f"; {now.ceiling} of them began at the best score and could not improve" if now.ceiling else ""
        )
        parts.append(
            text_markup(
                f"{figure_wording.people_in_words(now.n or 0)} counted: {now.better} better, {now.same} "
                f"same, {now.worse} worse{began}."
            )
        )
    total = sum(reasons.values())
    parts.append(
        text_markup(
            f"Left out: {total}",
            f" ({'; '.join(f'{n}: {why}' for why, n in reasons.items())})." if total else ".",
        )
    )
    if now.note:
        parts.append(text_markup("Also: ", now.note, "."))
    draw_markup("".join(parts))
    if said := not_measured_again(now, measure):
        draw_heading("Who is not in it")
        draw_paragraph(said)
        if ends := range_without_them(now, measure):
            draw_chart(attrition_range_chart(now, ends), said)
    if changes["people"].sum():
        draw_heading("Size of the changes")
        draw_chart(distribution_chart(changes), distribution_in_words(changes))
        with st.expander("The changes, as a table"):
            rows = [
                (points_in_words(int(c)), side, n)
                for c, side, n in zip(changes["change"], changes["side"], changes["people"], strict=True)
            ]
            draw_markup(
                html_table(
                    "Young people by their change in points",
                    ("Change", "Direction", "Young people"),
                    rows,
                    numeric=("Change", "Young people"),
                )
            )


def draw_origins(results: Results, line: OverviewLine, quarter: Quarter) -> None:
    """Which returns are used for the quarter."""
    draw_heading("Where it comes from")
    found = source_returns.origins(results, line.measure.ref, quarter)
    if not found:
        draw_paragraph(f"No return covers {label(quarter)}.")
        return
    rows = []
    for origin in found:
        made = day_in_words(origin.made) + ("" if origin.made_is_stated else " (not stated)")
        rows.append(
            (
                origin.return_type.title,
                ", ".join(origin.files),
                ", ".join(origin.sheets),
                day_in_words(origin.received),
                made,
                origin.version,
            )
        )
    draw_markup(
        html_table(
            f"Returns used for {label(quarter)}",
            ("Provider", "File", "Sheet", "Received", "Return's own date", "Version"),
            rows,
            numeric=("Version",),
        )
    )


def draw_meaning(line: OverviewLine) -> None:
    draw_heading("What it means")
    draw_paragraph(line.measure.definition)
    draw_paragraph(
        figure_wording.better_direction(line.measure),
        f" The framework's wording: {line.measure.wording}.",
        kind="ieo-small",
    )


def draw_behind(results: Results, line: OverviewLine, quarter: Quarter) -> None:
    """The rows behind the number, drawn only when asked for."""
    draw_heading("The rows behind it")
    draw_paragraph(
        "For the officer only, to trace a number back to its cells. Do not share it or put it on a "
        "slide. References and free text are not kept: the code shown instead is the same each time for "
        "the same person or school, and says nothing else. The cell shows where to look in the workbook."
    )
    if not st.toggle(f"Show the rows of {label(quarter)}", key="rows_behind"):
        return
    rows = rows_behind.rows_behind(results, line.measure.ref, quarter)
    if not len(rows):
        draw_paragraph(f"There are no rows in {label(quarter)}.")
        return
    paired = "first_cell" in rows
    shown = []
    for row in rows.head(MOST_ROWS).to_dict("records"):
        amount = (
            ""
            if pd.isna(row["amount"])
            else points_in_words(int(row["amount"]))
            if paired
            else f"{row['amount']:,.0f}"
        )
        said = f"{row['state']}: {row['why']}" if row["why"] else row["state"]
        date = "" if pd.isna(row["date"]) else day_in_words(row["date"])
        cells = (
            in_short(str(row["who"])) or date,
            said,
            amount,
            date,
            row["file"],
            row["sheet"],
            row["row"],
            row["cell"],
        )
        shown.append((*cells, row["first_cell"]) if paired else cells)
    draw_markup(
        html_table(
            f"Rows behind {line.measure.ref} in {label(quarter)}: not for sharing",
            (
                "Person or group",
                "Counted as",
                "Counts",
                "Date",
                "File",
                "Sheet",
                "Row",
                "Cell",
                *(("First score",) if paired else ()),
            ),
            shown,
            numeric=("Counts", "Row"),
        )
    )
    if len(rows) > MOST_ROWS:
        draw_paragraph(f"The first {MOST_ROWS} of {len(rows):,} rows are shown.", kind="ieo-small")
