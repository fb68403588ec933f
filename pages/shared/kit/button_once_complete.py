"""A button that works once everything that it needs is there. Until then it is grey, and what is still needed
stands beside it, so that nobody learns it by being refused."""

from collections.abc import Mapping
from typing import Literal

import streamlit as st

from ieo_metrics.framework.words.list_in_words import list_in_words
from pages.shared.kit.text import text_markup


def draw_button_once_complete(
    words: str,
    needed: Mapping[str, object],
    key: str | None = None,
    *,
    kind: Literal["primary", "secondary"] = "secondary",
) -> bool:
    """Whether it was pressed with everything there. `needed`: by its name, as in `Still needed: the reason`,
    whether it is there. A text field for it is best `live`, so that the button wakes while one types."""
    missing = [name for name, is_there in needed.items() if not is_there]
    with st.container(horizontal=True, vertical_alignment="center"):
        pressed = st.button(words, type=kind, disabled=bool(missing), key=key)
        if missing:
            st.html(text_markup(f"Still needed: {list_in_words(missing)}.", kind="ieo-small ieo-needed"))
    return pressed and not missing
