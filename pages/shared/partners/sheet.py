"""The sheet of one authority: what stands on it, how it is downloaded, and what can be recorded on it."""

from functools import partial

import streamlit as st

from ieo_metrics.framework.dates.days import today
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.terms_of_reference import NEITHER
from ieo_metrics.group.partners.authorities import AUTHORITIES, AUTHORITY, Authority
from ieo_metrics.group.partners.load_sheet import load_partner_sheet
from ieo_metrics.group.partners.partner_sheet import PartnerSheet
from ieo_metrics.group.partners.sheet_tables import SheetPart, about_the_sheet, nothing_of, sheet_parts
from ieo_metrics.store.database.store import Store
from pages.shared.frame import store_access
from pages.shared.frame.page_address import quarter_slug
from pages.shared.group.attendance import first_meeting
from pages.shared.kit.html_tables import html_table
from pages.shared.kit.text import draw_heading, draw_markup, draw_paragraph, text_markup
from pages.shared.partners.commitments import draw_commitment_forms

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Which authority is looked at: in the address, in the session, and in its list.
_ASKED, _LAST, _BOX = "authority", "last_authority", "authority_box"


def choose_authority() -> Authority:
    """The authority in the address, else the one last looked at, else the first of the terms of reference."""
    asked = st.query_params.get(_ASKED) or st.session_state.get(_LAST, "")
    chosen = asked if asked in AUTHORITY else AUTHORITIES[0].name
    st.session_state[_BOX] = chosen
    st.selectbox(
        "Authority or agency",
        list(AUTHORITY),
        format_func=_with_duty,
        key=_BOX,
        on_change=lambda: _remember(st.session_state[_BOX]),
    )
    _remember(chosen)
    return AUTHORITY[chosen]


def _remember(authority: str) -> None:
    """Set in the address, and kept in the session for the next time."""
    st.query_params[_ASKED] = st.session_state[_LAST] = authority


def _with_duty(name: str) -> str:
    duty = AUTHORITY[name].duty
    return name if duty == NEITHER else f"{name} ({duty})"


def draw_sheet(authority: Authority, quarter: Quarter) -> None:
    """All of the sheet, then what can be typed about it, which is not in its print."""
    store, first = store_access.open_store_of_session(), first_meeting()
    sheet = store_access.read_store(load_partner_sheet, store, authority, quarter, today(), first)
    parts = sheet_parts(sheet)
    with st.container(key="ieo_partner_sheet"):
        draw_heading(authority.name)
        draw_paragraph(about_the_sheet(sheet))
        for part in parts:
            _draw_part(part)
        if nothing := nothing_of(parts):
            draw_paragraph(nothing)
    with st.container(key="ieo_partner_forms"):
        _draw_download(sheet, first)
        draw_commitment_forms(sheet)


def _draw_part(part: SheetPart) -> None:
    said = "".join(text_markup(words, kind="ieo-small") for words in part.said)
    if part.rows or said:
        draw_markup((html_table(part.title, part.headings, part.rows) if part.rows else "") + said)


def _draw_download(sheet: PartnerSheet, first: Quarter) -> None:
    name = f"{sheet.authority.name}, sheet for the meeting about {quarter_slug(sheet.quarter)}.docx"
    st.download_button(
        "Download the sheet (.docx, one page)",
        store_access.export_button_data(name, partial(_made, sheet, first)),
        file_name=name,
        mime=_WORD,
        on_click="ignore",
    )
    draw_paragraph(
        "It is for the chair and this partner. The same is printed from the browser.", kind="ieo-small"
    )


def _made(sheet: PartnerSheet, first: Quarter, store: Store) -> bytes:
    # What makes documents is loaded only for who wants one.
    from ieo_metrics.exports.partner_sheet.checked_sheet import checked_partner_sheet

    return checked_partner_sheet(store, sheet.authority, sheet.quarter, sheet.today, first)
