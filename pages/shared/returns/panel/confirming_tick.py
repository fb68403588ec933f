"""A tick that confirms something about a file. It is the same one wherever it stands."""

from collections.abc import Sequence

import streamlit as st

from pages.shared.kit.html_tables import inert_text
from pages.shared.returns import officer_answers
from pages.shared.returns.officer_answers import ProblemKey


def draw_tick(words: str, name: str, keys: Sequence[ProblemKey]) -> bool:
    """Whether it is set. `name`: unlike that of any other on the page; `keys`: what it confirms."""
    st.session_state[name] = bool(keys) and all(key in officer_answers.confirmations() for key in keys)
    return st.checkbox(inert_text(words), key=name, on_change=_ticked, args=(name, keys))


def _ticked(name: str, keys: Sequence[ProblemKey]) -> None:
    if st.session_state[name]:
        officer_answers.confirm_problems(keys)
    else:
        for key in keys:
            officer_answers.unconfirm_problem(key)
