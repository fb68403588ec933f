"""Tabs of which only the open one is worked out. Which it is stands in the page's address, so that a link
opens the same view."""

from collections.abc import Callable, Mapping

import streamlit as st


def draw_tabs(tabs: Mapping[str, Callable[[], None]], key: str) -> None:
    """`tabs`: by name, what draws it. `key`: under which the open one stands in the address; no other page
    uses it."""
    for tab, draw in zip(st.tabs(list(tabs), key=key, bind="query-params"), tabs.values(), strict=True):
        if tab.open:
            with tab:
                draw()
