"""Returns: what has arrived, what is wrong with it, what it would change, and accepting it."""

import streamlit as st

from ieo_metrics.framework.dates.quarters import label as quarter_label
from pages.shared.frame import store_access
from pages.shared.frame.page import OVERVIEW_PAGE, page
from pages.shared.kit.notice import draw_notices
from pages.shared.kit.text import draw_paragraph, draw_title
from pages.shared.returns import session_files
from pages.shared.returns.board import draw_board
from pages.shared.returns.card.waiting_files import draw_waiting
from pages.shared.returns.dropped_mapping_files import draw_offered
from pages.shared.returns.review_confirmed_answers import TOP, draw_confirmed, draw_undo
from pages.shared.returns.templates_to_send import draw_templates

with page("Returns"):
    draw_title("Returns")
    drops = st.session_state.setdefault("drops", 0)
    # A new key after each drop empties the uploader: what was dropped is held below, and several drops add
    # up.
    dropped = st.file_uploader(
        "Drop this quarter's workbooks here: .xlsx, .xlsm, .xls, .ods or .csv, at most 25 MB each",
        accept_multiple_files=True,
        key=f"drop_{drops}",
    )
    if dropped:
        session_files.take_files([(one.name, one.getvalue()) for one in dropped])
        st.session_state["drops"] = drops + 1
        st.rerun()
    if told := session_files.pop_notices():
        draw_notices(((name, " ", words) for name, words in told))
    draw_undo(TOP)
    draw_offered()
    if (quarter := st.session_state.pop("see_quarter", None)) is not None:
        st.query_params.pop(
            "quarter", None
        )  # of the quarter looked at before, which the Overview would open again
        st.page_link(OVERVIEW_PAGE, label=f"See the Overview of {quarter_label(quarter)}")
    if not session_files.uploaded_files():
        draw_paragraph(
            "No files waiting. Files are read on this computer, in the order in which you drop them, "
            "and nothing is sent anywhere. Until you accept them, they are lost if you close or reload "
            "this tab or restart the dashboard: drop them again. You can also drop a file of confirmed "
            "columns that you saved here (.json)."
        )
        if (
            not store_access.in_samples()
            and store_access.snapshot().results is None
            and st.button("Load the invented sample returns", type="primary")
        ):
            session_files.open_samples()
            st.rerun()
    else:
        draw_waiting()
    draw_templates()
    draw_board()
    draw_confirmed(session_files.pending_collection().same_answered if session_files.uploaded_files() else ())
