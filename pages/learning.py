"""Learning: what is behind each measure, what is done about it, and what changed because of it."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from ieo_metrics.framework.dates.quarters import Quarter
from pages.shared.frame.page import page
from pages.shared.group.attendance import choose_meeting
from pages.shared.kit.lazy_tabs import draw_tabs
from pages.shared.kit.text import draw_paragraph, draw_title
from pages.shared.learning.all_measures import ALL, ONE, REPORT, TAB, draw_all_measures
from pages.shared.learning.one_measure import draw_one_measure
from pages.shared.learning.yearly_report import draw_yearly_report
from pages.shared.measure.lines_of_quarter import FOR_OFFICER


def _for_officer(draw: Callable[[Quarter], None], quarter: Quarter) -> None:
    """A tab on which small numbers stand as they are; the report, which is for sharing, has none."""
    draw(quarter)
    draw_paragraph(FOR_OFFICER, kind="ieo-small")


with page("Learning"):
    left, right = st.columns([5, 2], vertical_alignment="bottom")
    with left:
        draw_title("Learning")
    with right:
        quarter = choose_meeting()
    draw_tabs(
        {
            ALL: partial(_for_officer, draw_all_measures, quarter),
            ONE: partial(_for_officer, draw_one_measure, quarter),
            REPORT: partial(draw_yearly_report, quarter),
        },
        TAB,
    )
