"""Partners: one sheet an authority, for the chair and that partner: attendance, turns to host, actions, what
it committed to, and the decisions it owns."""

import streamlit as st

from pages.shared.frame.page import page
from pages.shared.group.attendance import choose_meeting
from pages.shared.kit.text import draw_title
from pages.shared.partners.sheet import choose_authority, draw_sheet

with page("Partners"):
    left, right = st.columns([4, 5], vertical_alignment="bottom")
    with left:
        draw_title("Partners")
    with right, st.container(key="ieo_partner_asked"):
        authority_asked, quarter_asked = st.columns([3, 2])
        with authority_asked:
            authority = choose_authority()
        with quarter_asked:
            quarter = choose_meeting()
    draw_sheet(authority, quarter)
