"""The one next step of a page. It is the only filled button: the first that asks for it while the page is
drawn. After something was done, the keyboard is where it goes on."""

from typing import Literal

import streamlit as st

_TAKEN, _MOVES = "next step", "keyboard moves"
# What was pressed is gone from the page, and with it the place of the keyboard.
_FOCUS = """
export default function ({ data }) {
  const there = data.map(one => document.querySelector(one)).find(Boolean);
  there?.focus();
}
"""


def begin_steps(is_taken: bool = False) -> None:
    """At the beginning of a page. `is_taken`: the next step is none of its buttons."""
    st.session_state[_TAKEN] = "" if is_taken else None


def step_kind(key: str) -> Literal["primary", "secondary"]:
    """How a button that may be the next step is drawn; `key`: its own."""
    if st.session_state.get(_TAKEN) is not None:
        return "secondary"
    st.session_state[_TAKEN] = key
    return "primary"


def keyboard_moves() -> None:
    """Something was done: when the page is drawn again, the keyboard goes where it goes on."""
    st.session_state[_MOVES] = True


def move_keyboard(*before: str) -> None:
    """At the end of a page. `before`: where it goes rather than to the next step, as in a style sheet, if
    that is there."""
    if not st.session_state.pop(_MOVES, False):
        return
    step = st.session_state.get(_TAKEN)
    focus_first(*before, *([f".st-key-{step} button:not([disabled])"] if step else []))


def focus_first(*places: str) -> None:
    """Move the keyboard to the first of these places that is there, as in a style sheet."""
    st.components.v2.component("ieo_focus", html="<span></span>", js=_FOCUS)(data=list(places), key="focus")
