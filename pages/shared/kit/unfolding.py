"""What is not needed today, behind its words."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


def unfolding_form(words: str, key: str | None = None) -> DeltaGenerator:
    """A form that unfolds under its words. Not a popover: on a slow machine a click in a list that hangs out
    of a popover closes it."""
    return st.expander(words, key=key)
