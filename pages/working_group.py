"""Working group: what the terms of reference ask it to record: who came, what was agreed, what goes to the SVRP, how the recommendations stand."""

import streamlit as st

from ieo_metrics.framework.dates.quarters import label
from pages.shared.frame.page import heading, page, paragraph, title
from pages.shared.group.actions import draw_actions
from pages.shared.group.attendance import choose_meeting, draw_attendance
from pages.shared.group.commentary import draw_commentary
from pages.shared.group.raised import draw_raised
from pages.shared.group.terms_of_reference import draw_calendar, draw_members, draw_recommendations

with page("Working group"):
    left, right = st.columns([5, 2], vertical_alignment="bottom")
    with left:
        title("Working group")
    with right:
        quarter = choose_meeting()
    paragraph("No minutes are taken. Actions and attendance are recorded, by seat and agency: do not write a person's name, or a number that the meeting hides.")
    heading(f"The meeting about {label(quarter)}")
    draw_attendance(quarter)
    heading("Actions")
    draw_actions(quarter)
    heading("To raise to the SVRP")
    draw_raised(quarter)
    heading("Comments on the measures")
    draw_commentary(quarter)
    heading("Recommendations of the Crest Advisory assessment")
    draw_recommendations()
    heading("Calendar")
    draw_calendar(quarter)
    heading("Members")
    draw_members()
