"""What the officer is asked to confirm about a file: a tick for each, with room for an answer."""

from collections.abc import Mapping, Sequence
from itertools import groupby

import streamlit as st

from ieo_metrics.framework.problem_kinds import Problem
from pages.shared.kit.html_tables import inert_text
from pages.shared.kit.text import bold, draw_markup, draw_paragraph, text_markup
from pages.shared.returns import officer_answers
from pages.shared.returns.officer_answers import ProblemKey
from pages.shared.returns.panel.problem_list import FEW, title_of

ELSEWHERE = (
    *officer_answers.ABOUT_HEADINGS,
    *officer_answers.ABOUT_COVERAGE,
    *officer_answers.ABOUT_SPELLINGS,
    officer_answers.HIDDEN,
)  # asked in words of their own, above


def confirmed_in_words(digest: str, problems: Sequence[Problem]) -> str:
    """`2 of 5 confirmed`; empty where there is nothing to confirm."""
    keys = officer_answers.to_confirm(digest, problems)
    done = sum(key in officer_answers.confirmations() for key in keys)
    return f"{done:,} of {len(keys):,} confirmed" if keys else ""


def draw_to_confirm(
    digest: str, problems: Sequence[Problem], provider_says: Mapping[ProblemKey, str]
) -> None:
    """Each kind with its first few, and one button for all of the kind. `provider_says`: the provider's own
    answers, which are shown, and are the officer's only once they are ticked."""
    rows = [
        (key, p) for key, p in officer_answers.to_confirm(digest, problems).items() if p.code not in ELSEWHERE
    ]
    if not rows:
        return
    answered = {key: provider_says[key] for key, _ in rows if provider_says.get(key)}
    with st.expander("To confirm", key=f"to_confirm_{digest}", expanded=bool(answered)):
        draw_paragraph(
            "Tick what is right as it is. It will not be in the fix list for the provider.",
            kind="ieo-small",
        )
        left = [key for key in answered if key not in officer_answers.confirmations()]
        if left and st.button(
            f"Confirm the {len(left):,} that the provider answered", key=f"answered_{digest}"
        ):
            for key in left:
                officer_answers.confirm_problems([key], answered[key])
            st.rerun()
        rows.sort(key=lambda row: row[1].code)
        for code, some in groupby(rows, key=lambda row: row[1].code):
            _draw_kind(digest, code, list(some), answered)


def _draw_kind(
    digest: str, code: str, rows: list[tuple[ProblemKey, Problem]], answered: Mapping[ProblemKey, str]
) -> None:
    left = [key for key, _ in rows if key not in officer_answers.confirmations()]
    with st.container(horizontal=True, vertical_alignment="center"):
        draw_markup(
            text_markup(bold(title_of(code)), f" · {len(rows) - len(left):,} of {len(rows):,} confirmed")
        )
        if len(rows) > 1 and left and st.button(f"Confirm all {len(rows):,}", key=f"all_{digest}_{code}"):
            for key in left:
                officer_answers.confirm_problems([key], answered.get(key, ""))
            st.rerun()
    for key, p in rows[:FEW]:
        _draw_row(key, p, answered.get(key, ""))
    if len(rows) > FEW:
        draw_paragraph(
            f"{len(rows) - FEW:,} more of this kind are listed in All problems (.csv).", kind="ieo-small"
        )


def _draw_row(key: ProblemKey, p: Problem, provider_says: str) -> None:
    name, done = "_".join(key), key in officer_answers.confirmations()
    place = "!".join(part for part in (p.sheet, p.cell) if part) or "The whole file"
    said = f" The provider's answer: “{provider_says}”" if provider_says else ""
    # The answer's place is there only once there is a tick: until then the line has the whole width.
    left, right = st.columns([3, 2], vertical_alignment="center") if done else (st.container(), None)
    with left:
        st.session_state[f"tick_{name}"] = done
        st.checkbox(
            inert_text(f"{place}: {p.found}. {p.fix}{said}"),
            key=f"tick_{name}",
            on_change=_ticked,
            args=(key, f"tick_{name}", provider_says),
        )
    if right is not None:
        with right:
            answer = st.text_input(
                inert_text(f"Answer for {place}"),
                value=officer_answers.confirmations()[key],
                max_chars=200,
                key=f"answer_{name}",
                placeholder="Answer, if there is one",
                label_visibility="collapsed",
            )
            officer_answers.confirmations()[key] = answer


def _ticked(key: ProblemKey, tick: str, provider_says: str) -> None:
    if st.session_state[tick]:
        officer_answers.confirm_problems([key], provider_says)
    else:
        officer_answers.unconfirm_problem(key)
