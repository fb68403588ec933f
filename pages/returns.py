"""Returns: what came, what is wrong with it, what do I do?"""

import streamlit as st

from ieo_metrics.checking.check import CheckedFile
from ieo_metrics.reading.sheets import Refused
from pages.shared import session
from pages.shared.ask import draw_mapping
from pages.shared.files import draw_file, draw_refused
from pages.shared.frame import heading, page, paragraph, title

with page("Returns"):
    title("Returns")
    drops = st.session_state.setdefault("drops", 0)
    # A new key after each drop empties the uploader: what was dropped is held below, and several drops add up.
    label = "Drop this quarter's workbooks here: .xlsx, .xlsm, .xls, .ods or .csv, at most 25 MB each"
    dropped = st.file_uploader(label, accept_multiple_files=True, key=f"drop_{drops}")
    if dropped:
        session.take([(one.name, one.getvalue()) for one in dropped])
        st.session_state["drops"] = drops + 1
        st.rerun()
    for name, words in session.told():
        paragraph(f"{name} {words}", kind="ieo-invented")
    if not session.held():
        paragraph(
            "Nothing is loaded yet. Files are read on this computer, in the order in which they are dropped; nothing is sent anywhere, "
            "and closing or reloading this tab forgets them. What was confirmed about columns and saved here (.json) can be dropped too."
        )
        if st.button("Load the invented sample returns", type="primary"):
            session.take_samples()
            st.rerun()
    else:
        collection, _ = session.computed()
        refused = [one for one in session.held() if isinstance(one.outcome, Refused)]
        if refused:
            heading(f"Could not be read: {len(refused)}")
            for one in refused:
                draw_refused(one)
        accepted = [one for one in session.held() if isinstance(one.outcome, CheckedFile)]
        heading(f"Read and checked: {len(accepted)}")
        paragraph("The newest stands first. They count in the order in which they came.", kind="ieo-small")
        for one in reversed(accepted):
            draw_file(one, collection)
    draw_mapping()
