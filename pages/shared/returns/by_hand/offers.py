"""Where reading by hand is offered: beside each sheet that was not read, and beside the others below."""

from collections.abc import Collection
from functools import partial

import streamlit as st

from ieo_metrics.accepting.questions.hand_read_sheet_choices import (
    other_sheets,
    read_by_hand,
    sheets_left_out,
    sheets_not_read,
    table_in_words,
)
from ieo_metrics.checking.check_workbook import CheckedFile
from ieo_metrics.framework.words.plural import plural
from ieo_metrics.reading.sheets import Sheet, Workbook
from ieo_metrics.recognising.by_hand.hand_reading import HandReading
from ieo_metrics.recognising.mappings.confirmed_answers_in_words import region_in_words
from ieo_metrics.recognising.mappings.mapping import Mapping
from pages.shared.kit.text import bold, draw_markup, text_markup
from pages.shared.returns import officer_answers, session_files
from pages.shared.returns.by_hand.sheet_in_progress import begin
from pages.shared.returns.uploaded_file_record import UploadedFile

OFFER = "Read this sheet by hand"


def offer_unread(uploaded_file: UploadedFile, asked: Collection[str]) -> None:
    """The sheets that were not read, each with the way forward. `asked`: the names of those about whose
    columns something is asked, which have it there."""
    assert isinstance(uploaded_file.outcome, CheckedFile) and isinstance(uploaded_file.read, Workbook)
    rows = {sheet.name: sheet.rows for sheet in uploaded_file.outcome.unread}
    elsewhere = {*asked, *sheets_left_out(uploaded_file.outcome)}
    for sheet in sheets_not_read(uploaded_file.outcome, uploaded_file.read):
        if sheet.name not in elsewhere:
            _offer(uploaded_file, sheet, f" · not read · {plural(rows.get(sheet.name, sheet.height), 'row')}")


def offer_if_unread(uploaded_file: UploadedFile, sheet: Sheet) -> None:
    """The button alone, of a sheet that was not read."""
    assert isinstance(uploaded_file.outcome, CheckedFile) and isinstance(uploaded_file.read, Workbook)
    if any(sheet.name == each.name for each in sheets_not_read(uploaded_file.outcome, uploaded_file.read)):
        _draw_button(uploaded_file, sheet)


def offer_others(uploaded_file: UploadedFile) -> None:
    """The other sheets: read otherwise than they should be, taken for notes, or left out as the officer said;
    and how those are read that are read by hand."""
    assert isinstance(uploaded_file.outcome, CheckedFile) and isinstance(uploaded_file.read, Workbook)
    mapping, left_out = officer_answers.column_mapping(), sheets_left_out(uploaded_file.outcome)
    for sheet in other_sheets(uploaded_file.outcome, uploaded_file.read, mapping):
        _offer(uploaded_file, sheet, " · left out, as you said" if sheet.name in left_out else "")
    for number, (sheet, reading, corner) in enumerate(read_by_hand(uploaded_file.read, mapping)):
        _offer_change(uploaded_file, sheet, reading, corner, f"{uploaded_file.sha256}_{number}")


def _offer_change(
    uploaded_file: UploadedFile, sheet: Sheet, reading: HandReading, corner: str, key: str
) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        draw_markup(text_markup(bold(sheet.name), f" · read by hand as {table_in_words(reading.layout)}"))
        if st.button("Change how it is read", key=f"change_{key}"):
            begin(uploaded_file.sha256, sheet.name, reading, corner)
        if st.button("Take it back", key=f"back_{key}"):
            words = f"Taken back, and asked again where it matters: {region_in_words(reading)}."
            without = partial(Mapping.without_hand_reading, reading=reading)
            officer_answers.take_back(without, words, uploaded_file.sha256)
            session_files.check_again()
            st.rerun()


def _offer(uploaded_file: UploadedFile, sheet: Sheet, about: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        draw_markup(text_markup(bold(sheet.name), about))
        _draw_button(uploaded_file, sheet)


def _draw_button(uploaded_file: UploadedFile, sheet: Sheet) -> None:
    if st.button(OFFER, key=f"by_hand_{uploaded_file.sha256}_{sheet.name}"):
        begin(uploaded_file.sha256, sheet.name)
