"""A sheet read by hand: the sheet before one's eyes, the choices beside it, the rows that come out, one
button."""

import streamlit as st

from ieo_metrics.checking.check_workbook import CheckedFile
from ieo_metrics.framework.words.plural import plural
from ieo_metrics.reading.sheets import Sheet, Workbook
from ieo_metrics.recognising.by_hand.hand_reading import HandReading
from ieo_metrics.recognising.by_hand.preview import Preview, preview_reading
from ieo_metrics.recognising.hidden_sheets import hidden_under
from ieo_metrics.recognising.mappings.mapping import Mapping
from ieo_metrics.recognising.match_headings_to_layouts import best_fits
from pages.shared.frame.page import RETURNS_PAGE
from pages.shared.kit.html_tables import html_table
from pages.shared.kit.notice import draw_notices
from pages.shared.kit.text import draw_markup, draw_paragraph, draw_title
from pages.shared.kit.ways import draw_way
from pages.shared.returns import officer_answers, session_files
from pages.shared.returns.by_hand.choices import choose_reading
from pages.shared.returns.by_hand.sheet_first_rows import sheet_markup
from pages.shared.returns.by_hand.sheet_in_progress import AtWork, at_work, end
from pages.shared.returns.review_confirmed_answers import TOP
from pages.shared.returns.uploaded_file_record import UploadedFile


def draw_by_hand() -> None:
    """The whole page; where no sheet is being read, the way to them."""
    work = at_work()
    found = _found(work) if work else None
    if work is None or found is None:
        draw_title("Read a sheet by hand")
        draw_paragraph("No sheet is being read by hand. Each file on the Returns page offers it.")
        draw_way("Go to Returns", RETURNS_PAGE, is_next=True)
        return
    uploaded_file, sheet = found
    assert isinstance(uploaded_file.outcome, CheckedFile) and isinstance(uploaded_file.read, Workbook)
    draw_title(f"Read “{sheet.name}” by hand")
    draw_paragraph(
        f"A sheet of {uploaded_file.outcome.name}. Nothing counts before you press Read it so.",
        kind="ieo-small",
    )
    left, right = st.columns([3, 2], gap="medium")
    with right:
        reading, is_chosen = choose_reading(sheet, uploaded_file.outcome, work)
        preview = preview_reading(uploaded_file.read, sheet, reading) if is_chosen else None
        _finish(work, sheet, uploaded_file.outcome.name, reading, preview)
    with left, st.container(key="ieo_in_sight"):
        used = {cell for row in preview.cells for cell in row} if preview else ()
        draw_markup(sheet_markup(sheet, reading, used))
        _draw_preview(preview)


def _found(work: AtWork) -> tuple[UploadedFile, Sheet] | None:
    """The file and its sheet; None where the file has been removed or accepted meanwhile."""
    for uploaded_file in session_files.uploaded_files():
        if uploaded_file.sha256 == work.sha256 and isinstance(uploaded_file.read, Workbook):
            for sheet in uploaded_file.read.sheets:
                if sheet.name == work.sheet and isinstance(uploaded_file.outcome, CheckedFile):
                    return uploaded_file, sheet
    return None


def _draw_preview(preview: Preview | None) -> None:
    """The rows that come out, and in words what is missing or stands in the way."""
    if preview is None:
        draw_paragraph("Choose which table this is.", kind="ieo-small")
        return
    if preview.rows:
        caption = f"{plural(preview.count, 'row')} come out; the first {len(preview.rows)}:"
        draw_markup(html_table(caption, preview.headings, preview.rows, kind="ieo-sheet ieo-came-out"))
    else:
        draw_paragraph("No rows come out yet.", kind="ieo-small")
    if preview.says:
        draw_notices((sentence,) for sentence in preview.says)
    for note in preview.notes:
        draw_paragraph(note, kind="ieo-small")


def _finish(work: AtWork, sheet: Sheet, file: str, reading: HandReading, preview: Preview | None) -> None:
    """The button that confirms the reading, and the one that leaves it."""
    with st.container(horizontal=True):
        is_whole = preview is not None and preview.complete and preview.count > 0
        if st.button("Read it so", type="primary", disabled=not is_whole):
            assert preview is not None
            words = f"{file} has its sheet {sheet.name} read by hand: {plural(preview.count, 'row')}."
            _confirm(work, sheet, reading, words)
            end()
        if st.button("Leave it"):
            end()


def _confirm(work: AtWork, sheet: Sheet, reading: HandReading, words: str) -> None:
    was, before = work.was, officer_answers.column_mapping()

    def said(mapping: Mapping) -> Mapping:
        known = (mapping.without_hand_reading(was) if was else mapping).with_hand_reading(reading)
        if sheet.visible:
            return known
        return known.with_hidden(sheet.name, hidden_under(sheet, best_fits(sheet, 0, known)))

    def unsaid(mapping: Mapping) -> Mapping:
        if mapping == said(before):
            return before
        without = mapping.without_hand_reading(reading)
        return without.with_hand_reading(was) if was else without

    officer_answers.say_mapping(said)
    officer_answers.offer_undo(words, unsaid, TOP)
    session_files.check_again()
