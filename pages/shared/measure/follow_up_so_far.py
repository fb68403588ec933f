"""How many of a measure's follow-up windows have ended, by quarter."""

import streamlit as st

from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.measuring.compute_measures import Results
from ieo_metrics.measuring.follow_up_completeness import maturity, maturity_in_words
from ieo_metrics.measuring.overview_lines import OverviewLine
from pages.shared.kit.html_tables import html_table
from pages.shared.kit.text import draw_heading, draw_markup, draw_paragraph


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
