"""History: who accepted, issued, changed or downloaded what, and when; whether the store is as it was
saved."""

from ieo_metrics.store.trail.audit_trail import trail_entries
from pages.shared.frame import store_access
from pages.shared.frame.page import page
from pages.shared.history.audit_trail import draw_verify, entry_in_words
from pages.shared.kit.html_tables import html_table
from pages.shared.kit.text import draw_heading, draw_markup, draw_paragraph, draw_title

with page("History"):
    draw_title("History")
    rows = store_access.read_store(trail_entries)
    draw_paragraph(
        "Each row seals the one before it, so a row that is changed, removed or swapped later will be "
        f"found. The end of the trail is {store_access.snapshot().head}; it is printed on every file that is "
        "downloaded."
    )
    columns = ("Number", "When (UTC)", "Who", "What", "About")
    draw_markup(
        html_table(
            "Newest first",
            columns,
            [
                (one.seq, one.at[:16].replace("T", " "), one.who, one.action, entry_in_words(one))
                for one in reversed(rows)
            ],
            kind="ieo-trail",
        )
    )
    draw_heading("Check what is stored")
    draw_verify()
