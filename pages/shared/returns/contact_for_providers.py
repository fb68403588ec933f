"""How the unit can be reached: shown, and changed, where a text for providers is made."""

import streamlit as st

from ieo_metrics.framework.configuration.unit_look import UnitLook
from ieo_metrics.store.record.unit_look import LONGEST_CONTACT, set_unit_contact, unit_look
from pages.shared.frame import store_access
from pages.shared.kit.text import draw_paragraph

CONTACT_STANDS = "It stands in fix lists, in e-mails to providers and in the pack."


def unit_now() -> UnitLook:
    """The look of the unit, with its name and contact; the contact is "" where none is set."""
    return store_access.read_store(unit_look)


def draw_contact(place: str) -> None:
    """The contact, and a way to change it; `place`: of several on a page, which one."""
    if not store_access.may_change():
        return
    contact = st.text_input(
        "Contact of the unit (a shared mailbox, a telephone number)",
        value=unit_now().contact,
        max_chars=LONGEST_CONTACT,
        key=f"contact_{place}",
    )
    draw_paragraph(CONTACT_STANDS, kind="ieo-small")
    if st.button("Save the contact", key=f"save_contact_{place}"):
        store_access.record_change(set_unit_contact, contact)
