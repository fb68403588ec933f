"""The "?" beside the title of a page: what the page is for, what to do, and where to read on."""

import streamlit as st

from ieo_metrics.framework.guidance.page_help import HELP
from pages.shared.kit.html_tables import safe_markup

DEFINITIONS_PAGE = "pages/definitions.py"
# In the session: the page whose help is to be drawn, the page that one is at, whether another was before
# it, and whether the first steps were closed.
_DRAWN, _HERE, _ARRIVED, WALK_CLOSED = "page_drawn", "page_here", "page_arrived", "walk_closed"
_READS = "page_is_read"  # in the session: whether whoever looks at it may only read


def begin_page(name: str, *, only_read: bool = False) -> None:
    """From here on this page is drawn. `only_read`: for somebody who may change nothing."""
    st.session_state[_READS] = only_read
    st.session_state[_ARRIVED] = st.session_state.get(_HERE) != name
    st.session_state[_DRAWN] = st.session_state[_HERE] = name


def has_just_arrived() -> bool:
    """Whether another page was drawn before this one."""
    return bool(st.session_state[_ARRIVED])


def _reopen_walk() -> None:
    st.session_state.pop(WALK_CLOSED, None)


def draw_help() -> None:
    """The help of the page that is being drawn, once; nothing where it has none."""
    row = HELP.get(st.session_state.pop(_DRAWN, ""))
    if row is None:
        return
    # It is named by its words, and shown as a question mark.
    sentences = row.when_reading if st.session_state[_READS] else row.sentences
    with st.popover(f"Help: {row.page}", type="tertiary", key="ieo_help"):
        st.html("".join(f'<p class="ieo-text">{safe_markup(said)}</p>' for said in sentences))
        st.page_link(DEFINITIONS_PAGE, label="Definitions")
        if st.session_state.get(WALK_CLOSED):
            st.button("Show the first steps again", on_click=_reopen_walk)
