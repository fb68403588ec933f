"""Which sheet is being read by hand in this session: one at a time, on a page of its own."""

from dataclasses import dataclass, field

import streamlit as st

from ieo_metrics.recognising.by_hand.hand_reading import HandReading

READ_BY_HAND_PAGE, RETURNS_PAGE = "pages/read_by_hand.py", "pages/returns.py"
_KEY = "sheet at work"


@dataclass(frozen=True)
class AtWork:
    """A sheet of a file, and the reading that is changed, None where it is read for the first time; `corner`:
    where that begins in this sheet. `proposed`: what was proposed for each choice so far, because that takes
    a moment on a wide sheet."""

    sha256: str
    sheet: str
    was: HandReading | None = None
    corner: str = ""
    proposed: dict[object, HandReading] = field(default_factory=dict)


def begin(sha256: str, sheet: str, was: HandReading | None = None, corner: str = "") -> None:
    """Open the page for a sheet."""
    st.session_state[_KEY] = AtWork(sha256, sheet, was, corner)
    st.switch_page(READ_BY_HAND_PAGE)


def at_work() -> AtWork | None:
    """What is being read."""
    return st.session_state.get(_KEY)


def end() -> None:
    """Back to the returns."""
    st.session_state.pop(_KEY, None)
    st.switch_page(RETURNS_PAGE)
