"""A step that cannot be undone: it says what it does, is ticked, and only then has a button that works."""

import streamlit as st


def ticked_button(what_it_does: str, button: str, key: str) -> bool:
    """Whether the button was pressed with its tick set. `what_it_does`: the words of the tick."""
    sure = st.checkbox(what_it_does, key=f"{key}_sure")
    return st.button(button, disabled=not sure, key=f"{key}_done") and sure
