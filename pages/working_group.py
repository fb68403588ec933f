"""Working group: what the terms of reference ask it to record: who attended, what was agreed, what goes to
the SVRP, and the progress of the recommendations."""

import streamlit as st

from ieo_metrics.framework.dates.quarters import label
from pages.shared.frame.page import draw_heading, draw_paragraph, draw_title, page
from pages.shared.group.actions import draw_actions
from pages.shared.group.attendance import choose_meeting, draw_attendance
from pages.shared.group.commentary import draw_commentary
from pages.shared.group.raised_to_svrp import draw_raised
from pages.shared.group.terms_of_reference import draw_calendar, draw_members, draw_recommendations

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
    draw_heading(f"The meeting about {label(quarter)}")
    draw_attendance(quarter)
    draw_heading("Actions")
    draw_actions(quarter)
    draw_heading("To raise to the SVRP")
    draw_raised(quarter)
    draw_heading("Comments on the measures")
    draw_commentary(quarter)
    draw_heading("Recommendations of the Crest Advisory assessment")
    draw_recommendations()
    draw_heading("Calendar")
    draw_calendar(quarter)
    draw_heading("Members")
    draw_members()
