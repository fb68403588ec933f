"""Definitions: what each measure means, the letters beside figures, and help."""

from pages.shared.frame.page import page
from pages.shared.guidance.definitions_tabs import TAB, TABS
from pages.shared.kit.lazy_tabs import draw_tabs
from pages.shared.kit.text import draw_title

with page("Definitions"):
    draw_title("Definitions")
    draw_tabs(TABS, TAB)
