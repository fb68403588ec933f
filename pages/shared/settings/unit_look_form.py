"""What the unit's own files look like: name, contact, words of the cover, colours, logo and template."""

from dataclasses import replace

import streamlit as st

from ieo_metrics.exports.pack.template_trial import template_that_serves
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
from pages.shared.kit.text import draw_paragraph
from pages.shared.returns.contact_for_providers import CONTACT_STANDS

TEMPLATE_TAKEN = (
    "The report in Word takes its styles, page, headers and footers, and none of its text. How many pages it "
    "has then depends on them."
)
LOGO_SHOWN = 160  # pixels
LARGEST = 2  # megabytes, of either file


def draw_unit_look() -> None:
    """What is set, and a form that changes it."""
    look = store_access.read_store(unit_look)
    draw_paragraph(
        "In the pack's workbook, report and slides. It changes no figure. Files of an issue that are made "
        "again have the look of now."
    )
    if not store_access.may_change():
        return
    with st.form("unit_look"):
        name = st.text_input("Name of the unit on its files", value=look.name, max_chars=LONGEST_NAME)
        contact = st.text_input(
            "Contact of the unit (a shared mailbox, a telephone number)",
            value=look.contact,
            max_chars=LONGEST_CONTACT,
            help=CONTACT_STANDS,
        )
        cover_text = st.text_area("Words for the cover", value=look.cover_text, max_chars=LONGEST_COVER_TEXT)
        main, second = st.columns(2)
        main_colour = main.color_picker("Main colour: headings and lines of charts", look.main_colour)
        second_colour = second.color_picker("Second colour: limits and ranges", look.second_colour)
        pictured, written = st.columns(2)
        with pictured:
            logo, without_logo = _draw_file("logo", "Logo (.png)", ["png"], bool(look.logo))
            if look.logo:
                st.image(look.logo, width=LOGO_SHOWN, alt=look.logo_in_words)
        with written:
            template, without_template = _draw_file(
                "template",
                "Word template (.dotx or .docx)",
                ["dotx", "docx"],
                bool(look.template),
            )
            draw_paragraph(_template_in_words(look), kind="ieo-small")
        saved = st.form_submit_button("Save the look", type="primary")
    if saved:
        new = UnitLook(
            name,
            contact,
            cover_text,
            main_colour,
            second_colour,
            b"" if without_logo else look.logo,
            b"" if without_template else look.template,
            () if without_template else look.template_words,
        )
        store_access.record_change(_set, new, logo, template)


def _draw_file(what: str, label: str, endings: list[str], held: bool) -> tuple[bytes | None, bool]:
    """A place for a file: the one that was given, and whether none is to be used from now on."""
    given = st.file_uploader(label, type=endings, max_upload_size=LARGEST)
    without = st.checkbox(f"Use no {what}", disabled=not held)
    return given.getvalue() if given and not without else None, without


def _template_in_words(look: UnitLook) -> str:
    if not look.template:
        return TEMPLATE_TAKEN
    around = f"Its headers and footers say: {'; '.join(look.template_words)}." if look.template_words else ""
    return f"A template is set. {TEMPLATE_TAKEN} {around}".strip()


def _set(store: Store, who: str, look: UnitLook, logo: bytes | None, template: bytes | None) -> None:
    """Set the look, with another logo or template where a file of one was given."""
    if logo is not None:
        look = replace(look, logo=clean_logo(logo))
    if template is not None:
        taken = template_that_serves(template, look)
        look = replace(look, template=taken.document, template_words=taken.words)
    set_unit_look(store, who, look)
