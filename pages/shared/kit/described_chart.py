"""A chart, and what it shows in words for those who do not see it."""

import plotly.graph_objects as go
import streamlit as st


def draw_chart(figure: go.Figure, words: str, key: str | None = None) -> None:
    """`words`: what a screen reader says in place of the chart. `key`: unlike that of any other chart, where
    the page may have the same chart twice."""
    st.plotly_chart(
        figure,
        theme=None,
        config={"displayModeBar": False, "scrollZoom": False, "doubleClick": False},
        alt=words,
        key=key,
    )
