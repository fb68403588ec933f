"""The first steps over the invented samples, as a strip at the top of six pages."""

from collections.abc import Mapping
from typing import Literal

import streamlit as st

from ieo_metrics.framework.guidance.first_walk import WALK
from pages.shared.kit.page_help import WALK_CLOSED
from pages.shared.kit.text import bold, draw_markup, text_markup

_CALLED = "walk_called"  # in the session: the page to which the strip has led
_PLACE = {step.page: place for place, step in enumerate(WALK)}


def draw_walk(page: str, paths: Mapping[str, str], *, only_called: bool) -> None:
    """The step of this page and the way to the next; nothing on a page that has no step, or once they are
    closed. `paths`: of each page by its name; `only_called`: whether the strip is shown only where it has led
    here, and not to everybody who comes."""
    place = _PLACE.get(page)
    called = st.session_state.get(_CALLED) == page
    if place is None or st.session_state.get(WALK_CLOSED) or (only_called and not called):
        return
    with st.container(horizontal=True, vertical_alignment="center", key="ieo_walk"):
        said = bold(f"First steps, {place + 1} of {len(WALK)}. ")
        draw_markup(text_markup(said, WALK[place].sentence))
        following = WALK[place + 1].page if place + 1 < len(WALK) else ""
        if following and st.button(f"Next: {following}", key="walk_next"):
            st.session_state[_CALLED] = following
            st.switch_page(paths[following])
        closing = "Close the first steps" if following else "Finish"
        kind: Literal["tertiary", "secondary"] = "tertiary" if following else "secondary"
        if st.button(closing, key="walk_close", type=kind):
            _close()
            if following:
                st.rerun()
            st.switch_page(paths[WALK[0].page])  # it says what comes next


def _close() -> None:
    st.session_state[WALK_CLOSED] = True
    st.session_state.pop(_CALLED, None)
