"""What is not needed today, behind its words."""

from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


def unfolding_form(words: str, key: str | None = None) -> DeltaGenerator:
    """A form that unfolds under its words and is drawn all the same. Not a popover: on a slow machine a click
    in a list that hangs out of a popover closes it."""
    return st.expander(words, key=key)


def draw_folded(words: str, key: str, draw: Callable[[], None], *, is_open: bool = False) -> None:
    """Something that is worked out only while it is unfolded; it stays so when its words change, and when
    what stands above it does, as where a form was refused. `is_open`: before anybody has touched it."""
    box = f"folded_{key}"
    st.session_state[box] = st.session_state.get(unfolded(key), is_open)
    folded = st.expander(words, key=box, on_change=_remember, args=(key, box))
    if folded.open:
        with folded:
            draw()


def unfolded(key: str) -> str:
    """Where the session remembers whether something is unfolded."""
    return f"unfolded {key}"


def unfold(key: str) -> None:
    """From the next drawing on it is unfolded."""
    st.session_state[unfolded(key)] = True


def _remember(key: str, box: str) -> None:
    st.session_state[unfolded(key)] = st.session_state[box]
