"""A step that cannot be undone: it says what it does, is ticked, and only then has a button that works."""

from collections.abc import Mapping
from types import MappingProxyType

import streamlit as st

from pages.shared.kit.button_once_complete import draw_button_once_complete

NOTHING_ELSE: Mapping[str, object] = MappingProxyType({})


def ticked_button(
    what_it_does: str, button: str, key: str, needed: Mapping[str, object] = NOTHING_ELSE
) -> bool:
    """Whether the button was pressed with its tick set. `what_it_does`: the words of the tick; `needed`: what
    else must be there, as `draw_button_once_complete` has it."""
    sure = st.checkbox(what_it_does, key=f"{key}_sure")
    return draw_button_once_complete(button, {**needed, "the tick": sure}, f"{key}_done")
