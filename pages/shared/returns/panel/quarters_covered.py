"""Which quarters a return covers and how that is known, with a way to change it."""

from collections.abc import Sequence

import streamlit as st

from ieo_metrics.accepting.files_to_returns import return_key
from ieo_metrics.accepting.returns import AcceptedReturn, quarters_in_words
from ieo_metrics.framework.dates.quarters import Quarter, label_with_months, quarter_of
from ieo_metrics.framework.problem_kinds import Problem
from pages.shared.kit.next_step import step_kind
from pages.shared.kit.notice import draw_notice, draw_obstacle
from pages.shared.kit.text import bold, draw_markup, draw_paragraph, text_markup
from pages.shared.kit.unfolding import unfolding_form
from pages.shared.returns import officer_answers

_HOW = {
    "given": "as you chose",
    "stated": "as stated in the workbook",
    "assumed": "judged by its dates, because no quarter is stated: please confirm",
}
YEARS_BACK = 10


def draw_covered(accepted_return: AcceptedReturn, key: str, without_rows: Sequence[Problem]) -> None:
    """One return's line. `key`: what tells its widgets apart from those of others; `without_rows`:
    the questions about tables with no row in the quarters that are stated."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        draw_markup(
            text_markup(
                bold(accepted_return.return_type.title),
                f" · covers {quarters_in_words(accepted_return.covers_all)}, {_HOW[accepted_return.how]}",
            )
        )
        if (
            accepted_return.how == "assumed"
            and accepted_return.covers_all
            and st.button("Confirm the quarters", type=step_kind(f"sure_{key}"), key=f"sure_{key}")
        ):
            _say(accepted_return, accepted_return.covers_all)
    if len(set(accepted_return.covers.values())) > 1:
        draw_paragraph(
            "; ".join(
                f"{name.replace('_', ' ')}: {quarters_in_words(quarters)}"
                for name, quarters in accepted_return.covers.items()
            ),
            kind="ieo-small",
        )
    for p in without_rows:
        draw_notice(
            f"No row of {p.sheet} is in the quarters that the workbook states: {p.found}. If these are the "
            "wrong quarters, change them here; if they are right, the provider corrects the dates.",
        )
    with unfolding_form("Change the quarters", key=f"covers_{key}"):
        _choose(accepted_return, key)


def _choose(accepted_return: AcceptedReturn, key: str) -> None:
    now = accepted_return.covers_all
    latest = max([quarter_of(accepted_return.made), *now])
    offered = list(range(min([latest - 4 * YEARS_BACK, *now]), latest + 1))[::-1]
    left, right = st.columns(2)
    first = left.selectbox(
        "First quarter",
        offered,
        index=offered.index(now[0] if now else latest),
        format_func=label_with_months,
        key=f"first_{key}",
    )
    last = right.selectbox(
        "Last quarter",
        offered,
        index=offered.index(now[-1] if now else latest),
        format_func=label_with_months,
        key=f"last_{key}",
    )
    if last < first:
        draw_obstacle("The last quarter is before the first.")
    if st.button("Use these quarters", disabled=last < first, key=f"say_{key}"):
        _say(accepted_return, tuple(range(first, last + 1)))
    if accepted_return.how == "given" and st.button("Undo my choice", key=f"found_{key}"):
        officer_answers.covered_quarters_said().pop(
            return_key(accepted_return.return_type, accepted_return.parts), None
        )
        st.rerun()


def _say(accepted_return: AcceptedReturn, quarters: tuple[Quarter, ...]) -> None:
    officer_answers.covered_quarters_said()[
        return_key(accepted_return.return_type, accepted_return.parts)
    ] = quarters
    st.rerun()
