"""Funding: what is funded until when, what falls out of funding and which measures go with it, the rounds to
come, what the funding comes to for each young person, and the evidence for a bid."""

from functools import partial

import streamlit as st

from pages.shared.frame.page import page
from pages.shared.funding.bid import draw_bid
from pages.shared.funding.cost import draw_cost
from pages.shared.funding.rounds import draw_rounds
from pages.shared.funding.what_falls_out import draw_what_falls_out
from pages.shared.funding.what_is_funded import draw_what_is_funded
from pages.shared.group.attendance import choose_meeting
from pages.shared.kit.lazy_tabs import draw_tabs
from pages.shared.kit.text import draw_title

with page("Funding"):
    left, right = st.columns([5, 2], vertical_alignment="bottom")
    with left:
        draw_title("Funding")
    with right:
        quarter = choose_meeting()
    draw_tabs(
        {
            "What is funded": partial(draw_what_is_funded, quarter),
            "What runs out": partial(draw_what_falls_out, quarter),
            "Rounds to come": partial(draw_rounds, quarter),
            "Cost": partial(draw_cost, quarter),
            "Evidence for a bid": partial(draw_bid, quarter),
        },
        "funding",
    )
