"""A place to drop a published table: what was understood of it is shown before it is kept."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

import streamlit as st

from ieo_metrics.framework.words.plural import plural
from ieo_metrics.published.kinds import PublishedKind, read_published
from ieo_metrics.published.what_was_understood import Understood
from ieo_metrics.reading.safe_file_name import shown_name
from ieo_metrics.store.registers.published_tables import kept_tables
from pages.shared.frame import store_access
from pages.shared.kit.html_tables import html_table
from pages.shared.kit.text import draw_markup, draw_paragraph
from pages.shared.kit.unfolding import draw_folded

MOST_SHOWN = 10  # troubles; the first are mended first


def draw_what_is_in_use(kind: PublishedKind, draw: Callable[[], None]) -> None:
    """What is drawn from the tables that are in use: folded while another is looked at before it is kept, so
    that this one is in sight."""
    if st.session_state.get(store_access.key_of_form(kind.name)) is None:
        draw()
    else:
        draw_folded("What is shown from the table in use", f"in_use_{kind.name}", draw)


def draw_dropped_table(kind: PublishedKind, words: str, draw_understood: Callable[[str, Any], None]) -> None:
    """`words`: what is dropped, as `Table of people`; `draw_understood`: is given the file's name and the
    table, and keeps it in the form of the kind's name, which empties the place."""
    file = st.file_uploader(f"{words}: .xlsx, .xls, .ods or .csv", key=store_access.key_of_form(kind.name))
    if file is None:
        return
    name = shown_name(file.name)
    understood = _read(kind, name, file.getvalue())
    if understood.table is None:
        _draw_troubles(understood)
    else:
        draw_understood(name, understood.table)


def draw_replaced(name: str) -> None:
    """Which table goes when another is kept under the same name; nothing where there is none."""
    held = store_access.read_store(kept_tables).get(name)
    if held is not None:
        draw_paragraph(f"It takes the place of “{held.edition}”, from {held.file}.")


def _read(kind: PublishedKind, name: str, data: bytes) -> Understood[Any]:
    """The file, read once, in a child process like any other."""
    digest, held = sha256(data).hexdigest(), f"published table, {kind.name}"
    known = st.session_state.get(held)
    if known is None or known[0] != digest:
        with st.spinner("Reading the table"):
            known = st.session_state[held] = digest, read_published(kind, name, data)
    understood: Understood[Any] = known[1]
    return understood


def _draw_troubles(understood: Understood[Any]) -> None:
    columns = ("Where", "Found", "Expected", "What to do")
    rows = [
        (
            ", ".join(filter(None, (trouble.file, trouble.sheet, trouble.cell))),
            trouble.found,
            trouble.expected,
            trouble.to_do,
        )
        for trouble in understood.troubles[:MOST_SHOWN]
    ]
    draw_markup(html_table("This table cannot be used yet", columns, rows))
    if more := len(understood.troubles) - len(rows):
        draw_paragraph(f"And {plural(more, 'cell')} more.")
