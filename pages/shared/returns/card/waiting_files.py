"""The files that wait on the Returns page: what accepting them would do, and a card for each."""

from ieo_metrics.checking.check_workbook import CheckedFile
from ieo_metrics.reading.sheets import Refused
from pages.shared.kit.text import draw_heading, draw_paragraph
from pages.shared.returns import session_files
from pages.shared.returns.accept import draw_accept
from pages.shared.returns.card.file_card import draw_file, draw_refused
from pages.shared.returns.unsettled_offences import draw_unsettled


def draw_waiting() -> None:
    """What would change and the button that accepts; files that could not be read, then the others."""
    collection = session_files.pending_collection()
    draw_accept(collection)
    draw_unsettled()
    held = session_files.uploaded_files()
    if refused := [file for file in held if isinstance(file.outcome, Refused)]:
        draw_heading(f"Could not be read: {len(refused)}")
        for uploaded_file in refused:
            draw_refused(uploaded_file)
    checked = [file for file in held if isinstance(file.outcome, CheckedFile)]
    draw_heading(f"Read and checked: {len(checked)}")
    draw_paragraph("Newest first. They count in the order in which they arrived.", kind="ieo-small")
    for uploaded_file in reversed(checked):
        draw_file(uploaded_file, collection)
