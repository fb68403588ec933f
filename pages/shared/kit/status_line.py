"""One line that says how things stand, and what comes next: words on the left, the step on the right."""

from collections.abc import Iterable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.shared.kit.text import text_markup


def draw_status(standings: Iterable[object], key: str) -> DeltaGenerator:
    """`standings`: what is so, in the order of its weight; blank ones are left out. Returns the row, for the
    one next step. `key`: unlike that of any other line of the page."""
    row = st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key=f"status_{key}"
    )
    parts: list[object] = [part for said in standings if said for part in (" · ", said)]
    row.html(text_markup(*parts[1:]))
    return row
