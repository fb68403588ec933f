"""Who was counted in a measure, who was not, and the size of the changes."""

import streamlit as st

from ieo_metrics.charts.attrition_flow import attrition_flow_chart, attrition_flow_in_words, lost_in_words
from ieo_metrics.charts.change_distribution import distribution_chart, distribution_in_words, points_in_words
from ieo_metrics.charts.not_measured_again_range import attrition_range_chart
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.measuring import who_was_counted
from ieo_metrics.measuring.compute_measures import Results
from ieo_metrics.measuring.overview_lines import OverviewLine
from ieo_metrics.statistics import figure_wording
from ieo_metrics.statistics.people_not_remeasured import not_measured_again, range_without_them
from pages.shared.kit.described_chart import draw_chart
from pages.shared.kit.html_tables import html_table
from pages.shared.kit.text import draw_heading, draw_markup, draw_paragraph, text_markup
from pages.shared.measure.follow_up_so_far import draw_maturity


def draw_counted(results: Results, line: OverviewLine, quarter: Quarter) -> None:
    """Who was counted, who was left out, and the size of the changes."""
    measure, now = line.measure, line.now
    steps, reasons = (
        who_was_counted.attrition_flow(results, measure.ref, quarter),
        who_was_counted.left_out(results, measure.ref, quarter),
    )
    changes = who_was_counted.change_distribution(results, measure.ref, quarter)
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
    draw_maturity(results, line, quarter)
