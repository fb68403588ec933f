"""Issue and pack: issuing a quarter in four steps, and downloading its tables."""

import streamlit as st

from ieo_metrics.framework.dates.quarters import label
from pages.shared.frame.page import page, quarter_on_top
from pages.shared.issue.issue_and_downloads import draw_issue, draw_packs
from pages.shared.issue.officers_tables import draw_for_officer
from pages.shared.issue.preview import draw_preview
from pages.shared.issue.ready import draw_ready
from pages.shared.kit.text import draw_heading, draw_paragraph

with page("Issue and pack"):
    if there := quarter_on_top("Issue and pack"):
        standing, results, quarter = there
        draw_paragraph(
            "Files for sharing are made from an issue. It hides small numbers, and gives out again as it was "
            "what was issued before, until a correction can be told without pointing at a young person."
        )
        for_sharing, for_you = st.tabs(["For sharing", "For you only, not for sharing"])
        with for_sharing:
            draw_heading(f"1 Ready? {label(quarter)}")
            draw_ready(standing, quarter)
            draw_heading("2 Preview")
            draw_preview(standing, quarter)
            draw_heading("3 Issue")
            draw_issue(standing, quarter)
            draw_heading("4 Pack")
            draw_packs(standing, quarter)
        with for_you:
            draw_for_officer(standing, results, quarter)
