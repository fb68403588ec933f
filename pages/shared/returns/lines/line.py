"""A line of the Returns page, and which line is open."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

NOTHING = "–"
# How the last word of a line is drawn; a colour only repeats it.
READY, ASKS, LATE, DONE, QUIET = "ready", "asks", "late", "done", "quiet"
_OPEN = "open line"


@dataclass(frozen=True)
class Line:
    """What a line says, from left to right. `key`: unlike that of any other; `look`: of its state; `draw`:
    its panel, None where there is nothing more to say; `below`: what stands under it unasked; `asks`:
    whether something waits for an answer in its panel."""

    key: str
    title: str
    state: str
    look: str
    file: str = NOTHING
    rows: str = NOTHING
    to_do: str = NOTHING
    moves: str = NOTHING
    draw: Callable[[], None] | None = None
    below: Callable[[], None] | None = None
    asks: bool = False

    @property
    def cells(self) -> tuple[str, ...]:
        return self.title, self.file, self.rows, self.to_do, self.moves, self.state


def open_line(lines: Sequence[Line]) -> Line | None:
    """The one line that is open: that which was chosen, as long as it is there and what it asked is not
    answered; else the first that asks something."""
    key, asked = st.session_state.get(_OPEN, (None, False))
    chosen = next((line for line in lines if line.key == key), None)
    if key == "" or (chosen is not None and (chosen.asks or not asked)):
        return chosen
    st.session_state.pop(_OPEN, None)
    return next((line for line in lines if line.asks), None)


def choose_line(line: Line | None) -> None:
    """Open a line, and close the others; None: close all."""
    st.session_state[_OPEN] = (line.key, line.asks) if line else ("", False)


def forget_choice() -> None:
    """The first line that asks something is open, whatever was opened before."""
    st.session_state.pop(_OPEN, None)
