"""Issue and pack: issuing a quarter in four steps, and downloading its tables."""

from functools import partial

import streamlit as st

from pages.shared.frame.page import figures_on_top, page
from pages.shared.issue.how_far import draw_for_sharing
from pages.shared.issue.officers_tables import draw_for_officer
from pages.shared.kit.lazy_tabs import draw_tabs
from pages.shared.kit.page_help import has_just_arrived

WHOM = "whom"  # under which the open tab stands in the address

with page("Issue and pack"):
    if (there := figures_on_top("Issue and pack")) and (standing := there.standing) and there.results:
        if has_just_arrived() and WHOM not in st.query_params:
            st.session_state.pop(WHOM, None)  # on a shared screen no figure of the officer's is met unasked
        draw_tabs(
            {
                "For sharing": partial(draw_for_sharing, standing, there.quarter),
                "For you only, not for sharing": partial(
                    draw_for_officer, standing, there.results, there.quarter
                ),
            },
            WHOM,
        )
