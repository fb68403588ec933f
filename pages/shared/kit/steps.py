"""Steps that show how far one is: the one that one is at is open, each other is a line that can be opened."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import streamlit as st

from pages.shared.kit.html_tables import inert_text

THERE, MISSING = "✓", "!"


class Step(NamedTuple):
    """`name`: what is done in it; `said`: how it stands, in a few words; `draw`: what draws it; `is_done`: it
    needs nothing any more; `is_open`: one is at it."""

    name: str
    said: str
    draw: Callable[[], None]
    is_done: bool = False
    is_open: bool = False


def draw_steps(steps: Sequence[Step], key: str) -> None:
    """The steps in their order. `key`: what they are about; what was opened stays open until one is at
    another step."""
    for number, step in enumerate(steps, start=1):
        sign = f"{THERE} " if step.is_done else ""
        with st.expander(
            f"**{number} {inert_text(step.name)}** · {sign}{inert_text(step.said)}",
            expanded=step.is_open,
            key=f"step_{number}_{key}_{'open' if step.is_open else 'closed'}",
        ):
            step.draw()
