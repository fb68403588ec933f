"""A way to another page, as a button."""

import streamlit as st


def draw_way(words: str, page: str, *, is_next: bool = False, **query: str) -> None:
    """`is_next`: going there is what to do now. `query`: what of the page is opened, as in its address."""
    if st.button(words, type="primary" if is_next else "secondary", key=f"way {words}"):
        st.switch_page(page, query_params=query)
