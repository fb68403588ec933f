"""Tabs of which only the open one is worked out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import streamlit as st


def draw_tabs(tabs: Mapping[str, Callable[[], None]], key: str) -> None:
    """Which is open stands in the page's address, so that a link opens the same view. `tabs`: by name, what
    draws it. `key`: under which the open one stands in the address; no other page uses it."""
    for tab, draw in zip(st.tabs(list(tabs), key=key, bind="query-params"), tabs.values(), strict=True):
        if tab.open:
            with tab:
                draw()


@dataclass(frozen=True)
class CountedTab:
    """`count`: how many things are behind it, which stands beside its name."""

    draw: Callable[[], None]
    count: int = 0

    def label(self, name: str) -> str:
        """`Problems 8`; a comma is kept, since a tab is named by what stands on it."""
        return f"{name} {self.count:,}" if self.count else name


def draw_counted_tabs(tabs: Mapping[str, CountedTab], key: str, first: str) -> None:
    """The same for one of several things on a page. Which is open is remembered by its name, and so outlasts
    another count. `first`: which is open before anybody has chosen."""
    chosen = open_tabs().get(key, first)
    labels = {name: tab.label(name) for name, tab in tabs.items()}
    st.session_state[f"tabs_{key}"] = labels.get(chosen, labels[first])
    drawn = st.tabs(list(labels.values()), key=f"tabs_{key}", on_change=_choose, args=(key, labels))
    for container, tab in zip(drawn, tabs.values(), strict=True):
        if container.open:
            with container:
                tab.draw()


def open_tabs() -> dict[str, str]:
    """By key, the name of the tab that was chosen in this session."""
    return st.session_state.setdefault("open tabs", {})


def _choose(key: str, labels: Mapping[str, str]) -> None:
    label = st.session_state[f"tabs_{key}"]
    open_tabs()[key] = next(name for name, said in labels.items() if said == label)
