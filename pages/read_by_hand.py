"""A sheet that was not understood, read by hand."""

from pages.shared.frame.page import page
from pages.shared.returns.by_hand.panel import draw_by_hand

with page("Read by hand"):
    draw_by_hand()
