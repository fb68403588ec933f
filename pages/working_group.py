"""Working group: what the terms of reference ask it to record: who attended, what was agreed, what goes to
the SVRP, and the progress of the recommendations."""

from functools import partial

import streamlit as st

from pages.shared.frame.page import page
from pages.shared.group.actions import draw_actions
from pages.shared.group.attendance import choose_meeting, draw_attendance
from pages.shared.group.commentary import draw_commentary
from pages.shared.group.raised_to_svrp import draw_raised
from pages.shared.group.recommendations import draw_recommendations, draw_reminder
from pages.shared.group.terms_of_reference import draw_calendar
from pages.shared.group.where_it_stands import draw_where_it_stands
from pages.shared.kit.lazy_tabs import draw_tabs
from pages.shared.kit.text import draw_paragraph, draw_title

with page("Working group"):
    left, right = st.columns([5, 2], vertical_alignment="bottom")
    with left:
        draw_title("Working group")
    with right:
        quarter = choose_meeting()
    draw_paragraph(
        "There are no minutes here, only actions and attendance by seat and agency. Do not write a "
        "person's name, or a number that is hidden from the meeting."
    )
    draw_reminder()
    draw_tabs(
        {
            "Meeting": partial(draw_attendance, quarter),
            "Actions": partial(draw_actions, quarter),
            "To raise": partial(draw_raised, quarter),
            "Comments": partial(draw_commentary, quarter),
            "Recommendations": partial(draw_recommendations, quarter),
            "Where things stand": partial(draw_where_it_stands, quarter),
            "Calendar and members": partial(draw_calendar, quarter),
        },
        "record",
    )
