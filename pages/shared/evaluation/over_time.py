"""One programme's answers quarter by quarter: a small table, and one share as a chart."""

import pandas as pd
import streamlit as st

from ieo_metrics.charts.group.share_by_quarter import share_chart, share_in_words
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.evaluation_questions import EVALUATION_QUESTION, EVALUATION_QUESTIONS, SHARES
from ieo_metrics.group.evaluation.against_year_before import figures_of_table
from ieo_metrics.group.evaluation.in_words import figure_in_words
from pages.shared.evaluation.answers_table import choose_programme
from pages.shared.kit.described_chart import draw_chart
from pages.shared.kit.html_tables import html_table
from pages.shared.kit.text import draw_markup, draw_paragraph

MOST_QUARTERS = 8  # in the table; the chart has all


def draw_over_time(table: pd.DataFrame, quarter: Quarter) -> None:
    """Of a programme that is chosen, up to the quarter."""
    left, right = st.columns(2)
    with left:
        title = choose_programme("evaluation_programme")
    figures = {
        (question, q): figure
        for (of, question, q), figure in figures_of_table(table).items()
        if of == title and q <= quarter
    }
    quarters = sorted({q for _, q in figures})
    told = [
        question
        for question in EVALUATION_QUESTIONS
        if any(figures[question.name, q].value is not None for q in quarters if (question.name, q) in figures)
    ]
    shares = [question.name for question in SHARES if question in told]
    if not told:
        draw_paragraph(f"Nothing is known of {title} up to {label(quarter)}.")
        return
    if shares:
        with right:
            name = st.selectbox(
                "Share",
                shares,
                format_func=lambda one: EVALUATION_QUESTION[one].heading,
                key=f"evaluation_share_{title}",
            )
        own = {q: figures[name, q] for q in quarters}
        heading = EVALUATION_QUESTION[name].heading
        draw_chart(share_chart(own, heading), share_in_words(own, f"{title}, {heading.lower()}"))
    recent = quarters[-MOST_QUARTERS:]
    rows = [
        (question.heading, *(figure_in_words(figures[question.name, q], question) for q in recent))
        for question in told
    ]
    draw_markup(html_table(f"{title} by quarter", ("Question", *map(label, recent)), rows))
