"""History: who accepted, issued, changed or downloaded what, and when; whether the store is as it was
saved."""

from ieo_metrics.store.trail.audit_trail import trail_entries
from pages.shared.frame import store_access
from pages.shared.frame.page import page
from pages.shared.history.audit_trail import draw_verify
from pages.shared.history.filtered_trail import draw_trail
from pages.shared.kit.text import draw_heading, draw_paragraph, draw_title

with page("History"):
    draw_title("History")
    draw_trail(store_access.read_store(trail_entries))
    draw_heading("Check what is stored")
    draw_paragraph(
        "Each line seals the one before it, so a line that is changed, removed or swapped later is found. "
        f"The end of the history is {store_access.snapshot().head}; every file that you download carries it."
    )
    draw_verify()
