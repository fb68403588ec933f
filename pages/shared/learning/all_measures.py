"""What was learned on the measures of a quarter: first those that moved or missed their target and of which
nothing is written yet."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.terms_of_reference import OPEN
from ieo_metrics.framework.words.plural import plural
from ieo_metrics.group.learning.learned import Learned, learned_by_measure, quarter_of_row
from ieo_metrics.store.record.comments import current_comments
from ieo_metrics.store.record.meetings_and_actions import all_actions
from pages.shared.frame import store_access
from pages.shared.kit.html_tables import Html, html_table, safe_markup
from pages.shared.kit.notice import draw_notice
from pages.shared.kit.text import bold, draw_markup, draw_paragraph
from pages.shared.kit.unfolding import draw_folded, unfold
from pages.shared.measure.lines_of_quarter import lines_of_quarter
from pages.shared.measure.measures_table import OUTCOME_SIGNS, verdict_cell
from pages.shared.registers.register_table import ADDING, register_rows

TAB, ALL, ONE, REPORT = "learned", "All measures", "One measure", "Learning report"
COUNTED = ("Comments", "Open actions")
COLUMNS = ("Measure", "Verdict", "Target", "What we think is behind it", "What changed", *COUNTED)


def draw_all_measures(quarter: Quarter) -> None:
    """What is to be written, and what was learned of those that moved or of which something is written."""
    every = learned_by_measure(
        lines_of_quarter(quarter).values(),
        store_access.snapshot().targets,
        register_rows("learning"),
        quarter,
    )
    if not every:
        draw_paragraph(f"No returns accepted yet, so no measure has moved. What is known is under {ONE}.")
        return
    _draw_to_do([one for one in every if one.reasons], quarter)
    shown = [one for one in every if one.reasons or one.lately]
    rest = [one for one in every if not (one.reasons or one.lately)]
    if shown:
        _draw_table("What moved, missed its target or was written about", quarter, shown)
    if rest:
        draw_folded(
            f"The other {plural(len(rest), 'measure')}: no clear change, nothing written in a year",
            "learned_of_rest",
            partial(_draw_table, "The other measures", quarter, rest),
        )


def _draw_to_do(moved: Sequence[Learned], quarter: Quarter) -> None:
    """`moved`: those that moved or missed their target."""
    to_do = [one for one in moved if one.is_to_do]
    if not to_do:
        draw_paragraph(
            "Something is written on every measure that moved or missed its target."
            if moved
            else f"No measure moved or missed its target in {label(quarter)}."
        )
        return
    named = "; ".join(f"{one.line.measure.ref} ({', '.join(one.reasons)})" for one in to_do)
    draw_notice(bold(f"Nothing written in a year on {plural(len(to_do), 'measure')}: "), f"{named}.")
    if store_access.may_change():
        ref = to_do[0].line.measure.ref
        st.button(f"Say what is behind {ref}", type="primary", on_click=open_one, args=(ref,))


def open_one(ref: str) -> None:
    """From the next drawing on, the tab of one measure is open, at this one, with the form to write on it."""
    st.session_state["last_measure"] = st.query_params["measure"] = ref
    st.session_state[TAB] = ONE
    unfold(ADDING.format("learning"))


def _draw_table(title: str, quarter: Quarter, every: Sequence[Learned]) -> None:
    comments = store_access.read_store(current_comments, quarter)
    actions = [action for action in store_access.read_store(all_actions) if action.state == OPEN]
    rows = [
        (
            f"{one.line.measure.ref}  {one.line.name}",
            verdict_cell(one.line.verdict),
            f"{OUTCOME_SIGNS[one.outcome]} {one.outcome}" if one.outcome else "no target",
            _said(one, "behind"),
            _said(one, "changed"),
            len(comments.get(one.line.measure.ref, [])) or "–",
            sum(action.ref == one.line.measure.ref for action in actions) or "–",
        )
        for one in every
    ]
    draw_markup(html_table(f"{title}, {label(quarter)}", COLUMNS, rows, numeric=COUNTED, kind="ieo-register"))


def _said(one: Learned, field: str) -> Html:
    """The latest of what was written, with its quarter where that is another than the one looked at."""
    if not one.rows:
        return Html('<span class="quiet">nothing written</span>')
    latest = one.rows[0]
    words = latest.words[field]
    if not words:
        return Html('<span class="quiet">not said yet</span>')
    when = "" if quarter_of_row(latest) == one.line.now.quarter else f"{latest.words['quarter']}: "
    return Html(f'<span class="quiet">{when}</span>{safe_markup(words)}')
