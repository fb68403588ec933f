"""What the unit's own files look like: name, contact, words of the cover, logo and colours."""

from dataclasses import replace

import streamlit as st

from ieo_metrics.framework.configuration.unit_look import UnitLook
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.record.unit_look import (
    LONGEST_CONTACT,
    LONGEST_COVER_TEXT,
    LONGEST_NAME,
    clean_logo,
    set_unit_look,
    unit_look,
)
from pages.shared.frame import store_access
from pages.shared.frame.page import draw_heading, draw_paragraph


def draw_unit_look() -> None:
    """What is set, and a form that changes it."""
    look = store_access.read_store(unit_look)
    draw_heading("The unit's own look")
    draw_paragraph(
        "In the pack's workbook, report and slides. It changes no figure. Files of an issue that are made "
        "again have the look of now."
    )
    if store_access.open_store_of_session().read_only:
        return
    with st.form("unit_look"):
        name = st.text_input("Name of the unit on its files", value=look.name, max_chars=LONGEST_NAME)
        contact = st.text_input(
            "Contact for readers of the pack (a shared mailbox or number)",
            value=look.contact,
            max_chars=LONGEST_CONTACT,
        )
        cover_text = st.text_area("Words for the cover", value=look.cover_text, max_chars=LONGEST_COVER_TEXT)
        main_colour = st.color_picker("Main colour: headings and lines of charts", look.main_colour)
        second_colour = st.color_picker("Second colour: limits and ranges", look.second_colour)
        if look.logo:
            st.image(look.logo, caption=look.logo_in_words)
        given = st.file_uploader("Logo (.png)", type="png")
        without = st.checkbox("Use no logo", disabled=not look.logo)
        saved = st.form_submit_button("Save the look")
    if saved:
        logo = b"" if without else look.logo
        new = replace(UnitLook(name, contact, cover_text, main_colour, second_colour), logo=logo)
        store_access.record_change(_set, new, given.getvalue() if given and not without else None)


def _set(store: Store, who: str, look: UnitLook, given: bytes | None) -> None:
    """Set the look, with another logo where a file of one was given."""
    set_unit_look(store, who, look if given is None else replace(look, logo=clean_logo(given)))
