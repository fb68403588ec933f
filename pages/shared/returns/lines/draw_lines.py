"""The lines of the Returns page, one under the other; a line opens its own panel."""

from collections.abc import Sequence

import streamlit as st

from pages.shared.kit.html_tables import inert_text, safe_markup
from pages.shared.kit.text import draw_markup
from pages.shared.returns.lines.line import NOTHING, Line, choose_line, open_line

OPEN_LINE = ".st-key-ieo_lines details[open] > summary"


_MARKS = {"em": "*", "strong": "**"}


def _mark(said: str) -> str:
    """The element that a part of a line is; one in which nothing stands is another, so that the style sheet
    can leave it out where there is little room."""
    return "strong" if said == NOTHING else "em"


def draw_lines(lines: Sequence[Line]) -> None:
    """All of them."""
    opened = open_line(lines)
    with st.container(key="ieo_lines", gap=None):
        for line in lines:
            if line.draw is None:
                words = "".join(f"<{_mark(said)}>{safe_markup(said)}</{_mark(said)}> " for said in line.cells)
                draw_markup(f'<p class="ieo-line ieo-line-{line.look}">{words}</p>')
            else:
                _draw_with_panel(line, line is opened)
            if line.below is not None:
                line.below()


def _draw_with_panel(line: Line, is_open: bool) -> None:
    """The words of a line are one label, in which each part is set off for the style sheet."""
    assert line.draw is not None
    name = f"line_{line.key}"
    st.session_state[name] = is_open
    label = " ".join(f"{_MARKS[_mark(said)]}{inert_text(said)}{_MARKS[_mark(said)]}" for said in line.cells)
    with st.container(key=f"ieo_line_{line.look}_{line.key}", gap=None):
        folded = st.expander(label, key=name, on_change=_toggled, args=(line, name))
        if folded.open:
            with folded:
                line.draw()


def _toggled(line: Line, name: str) -> None:
    choose_line(line if st.session_state[name] else None)
