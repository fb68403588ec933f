"""The top of the page: its title, and the quarter at whose end one looks."""

import streamlit as st

from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.measuring.overview_lines import covered_quarters
from pages.shared.frame import store_access
from pages.shared.frame.page_address import choose_quarter
from pages.shared.group.attendance import choose_meeting
from pages.shared.kit.text import draw_title


def quarter_on_top(words: str) -> Quarter:
    """A quarter that returns cover; where there are none, that of a meeting: needs are entered before."""
    left, right = st.columns([5, 2], vertical_alignment="bottom")
    with left:
        draw_title(words)
    with right:
        results = store_access.snapshot().results
        return choose_quarter(covered_quarters(results)) if results else choose_meeting()
