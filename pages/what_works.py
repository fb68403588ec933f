"""What works: the published evidence for what is run here, the training that is needed, what was made of
practice from Thames Valley, and published figures of elsewhere."""

from functools import partial

import streamlit as st

from pages.shared.frame.page import page
from pages.shared.group.attendance import choose_meeting
from pages.shared.kit.lazy_tabs import draw_tabs
from pages.shared.kit.text import draw_paragraph, draw_title
from pages.shared.measure.lines_of_quarter import FOR_OFFICER
from pages.shared.what_works.comparators import draw_comparators
from pages.shared.what_works.interventions import draw_interventions
from pages.shared.what_works.thames_valley import draw_thames_valley
from pages.shared.what_works.training import draw_training

with page("What works"):
    left, right = st.columns([5, 2], vertical_alignment="bottom")
    with left:
        draw_title("What works")
    with right:
        quarter = choose_meeting()
    draw_tabs(
        {
            "Interventions": partial(draw_interventions, quarter),
            "Training": partial(draw_training, quarter),
            "Thames Valley": partial(draw_thames_valley, quarter),
            "Published comparators": partial(draw_comparators, quarter),
        },
        "works",
    )
    draw_paragraph(FOR_OFFICER, kind="ieo-small")
