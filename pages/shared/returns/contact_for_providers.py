"""How providers can reach the unit: shown, and changed, where a text for them is made."""

import streamlit as st

from ieo_metrics.store.record.unit_contact import LONGEST, set_unit_contact, unit_contact
from pages.shared.frame import store_access
from pages.shared.frame.page import draw_paragraph


def contact_now() -> str:
    """The contact of the unit; "" where none is set."""
    return store_access.read_store(unit_contact)


def draw_contact(place: str) -> None:
    """The contact, and a way to change it; `place`: of several on a page, which one."""
    if store_access.open_store_of_session().read_only:
        return
    contact = st.text_input(
        "Whom providers can ask (e-mail address, telephone)",
        value=contact_now(),
        max_chars=LONGEST,
        key=f"contact_{place}",
    )
    draw_paragraph("It stands in fix lists and in the e-mails to providers.", kind="ieo-small")
    if st.button("Save the contact", key=f"save_contact_{place}"):
        store_access.record_change(set_unit_contact, contact)
