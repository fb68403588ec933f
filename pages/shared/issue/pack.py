"""The SVRP pack of an issue: made at a click, checked for anything that must not be shared, and downloaded
as one file, or each file by itself."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from ieo_metrics.exports.leak_check.check_file import Leaks
from ieo_metrics.exports.office.sealed_package import zip_bytes
from ieo_metrics.exports.pack.content import TWIN, pack_file_name
from ieo_metrics.exports.pack.from_issue import checked_pack_files, rests_on
from ieo_metrics.exports.workbook.audit_workbook import audit_workbook
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.days import day_in_london, day_in_words
from ieo_metrics.store import current_snapshot as standings
from ieo_metrics.store.database.errors import KeyTrouble, StoreTrouble
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues.as_issued import refuse_withdrawn
from ieo_metrics.store.issues.issues import Issue
from ieo_metrics.store.record.settings_in_force import settings_of_then
from ieo_metrics.store.trail.audit_trail import last_download
from pages.shared.frame import store_access
from pages.shared.frame.page import MEETING_PAGE
from pages.shared.frame.page_address import quarter_slug
from pages.shared.kit.html_tables import inert_text
from pages.shared.kit.status_line import draw_status
from pages.shared.kit.text import draw_paragraph
from pages.shared.kit.ways import draw_way

WHOLE = "SVRP pack"  # what the audit trail calls all files together


def pack_key(issue: Issue) -> str:
    """Under which the files of an issue's pack are kept in the session."""
    return f"pack_{issue.quarter}_{issue.number}"


def pack_now(issue: Issue) -> dict[str, bytes] | None:
    """The files of the pack that was made in this session; None where there is none, or one that would be
    another now, which is forgotten."""
    key = pack_key(issue)
    if st.session_state.get(_made_of(key)) != _basis(issue):
        st.session_state.pop(key, None)
    return st.session_state.get(key)


def _made_of(key: str) -> str:
    return f"{key} made of"


def _basis(issue: Issue) -> tuple[object, ...]:
    """What the pack rests on now; read again where anything was written in the audit trail."""
    head = store_access.snapshot().head
    return store_access.kept(
        ("pack rests on", issue.key, head), lambda: store_access.read_store(rests_on, issue)
    )


def downloaded_in_words(issue: Issue) -> str:
    """`downloaded on 3 February 2025, by A. Officer`, of the whole pack; empty where it never was."""
    head = store_access.snapshot().head
    last = store_access.kept(
        ("pack downloaded", issue.key, head),
        lambda: store_access.read_store(last_download, _called(WHOLE, issue)),
    )
    return f"downloaded on {day_in_words(day_in_london(last.at))}, by {last.who}" if last else ""


def _called(what: str, issue: Issue) -> str:
    """What the audit trail calls a file of an issue."""
    return f"{what} of {issue.title}"


def draw_pack(issue: Issue, *, is_next: bool) -> None:
    """The button that makes the pack, and then the download and each file. `is_next`: this is what to do
    now."""
    key = pack_key(issue)
    if issue.shared is None:
        draw_paragraph(
            "This issue was made before small numbers were hidden. Issue the quarter again to make its pack.",
            kind="ieo-small",
        )
        return
    files = pack_now(issue)
    basis = _basis(issue)

    def offered(what: str, made: Callable[[], bytes]) -> Callable[[], bytes]:
        return store_access.export_button_data(
            _called(what, issue), lambda store: still_handed_out(store, issue, basis, made)
        )

    if not files and (before := downloaded_in_words(issue)):
        draw_paragraph(
            f"It was {before}. To have it here again, make it again: the same files, byte for byte, but for "
            "what was written, withdrawn or changed in the unit's look since.",
            kind="ieo-small",
        )
    said, row = st.container(), st.container(horizontal=True, vertical_alignment="center")
    if files:
        row.download_button(
            "Download the pack (.zip)",
            offered(WHOLE, lambda: zip_bytes(files.items())),
            file_name=f"SVRP pack {quarter_slug(issue.quarter)}, issue {issue.number}.zip",
            mime="application/zip",
            key=f"take_{key}",
            type="primary" if is_next else "secondary",
            on_click="ignore",
        )
    pressed = row.button(
        "Make the SVRP pack again" if files else "Make the SVRP pack",
        type="primary" if is_next and not files else "secondary",
        key=f"make_{key}",
    )
    if files:
        with row:
            draw_way("Open the meeting", MEETING_PAGE, quarter=quarter_slug(issue.quarter))
    if pressed:
        with said:
            st.session_state[key], st.session_state[_made_of(key)] = _made(issue), basis
        if st.session_state[key]:
            st.rerun()  # the step says that it is made, and the download is what comes next
    for name, data in (files or {}).items():
        with draw_status((name, f"{len(data) / 1024:,.0f} KB", "Checked: safe to share"), name):
            st.download_button(
                f"Download {name.removeprefix(pack_file_name(issue.quarter, ''))}",
                offered(name, partial(bytes, data)),
                file_name=name,
                key=f"take_{key}_{name}",
                on_click="ignore",
            )


def draw_rows_behind(issue: Issue) -> None:
    """The button for the officer's workbook of an issue, whose formulas make each figure from pseudonymised
    rows by the settings of then; where the edition of then is not kept, that is said instead."""
    here = store_access.open_store_of_session()
    try:
        with here.reading() as connection:
            settings = settings_of_then(connection, here, issue.settings)
    except StoreTrouble as trouble:
        draw_paragraph(f"The figures of issue {issue.number} with their rows cannot be made: {trouble}")
        return
    st.download_button(
        "Figures with their rows, as issued (.xlsx)",
        store_access.export_button_data(
            f"figures with their rows of {issue.title}, not for sharing",
            lambda store: rows_behind(store, settings, issue),
        ),
        file_name=pack_file_name(issue.quarter, f"issue {issue.number}, {TWIN}"),
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        key=f"twin_{issue.quarter}_{issue.number}",
        on_click="ignore",
    )


def _made(issue: Issue) -> dict[str, bytes] | None:
    """The files, each checked; None where one contains what must not be shared or cannot be checked, after
    saying so."""
    progress = st.progress(0.0, "Making and checking the pack")
    try:
        return checked_pack_files(store_access.open_store_of_session(), issue, tell=progress.progress)
    except (Leaks, KeyTrouble) as found:
        st.error(inert_text(str(found)))
        return None
    finally:
        progress.empty()


def still_handed_out(
    store: Store, issue: Issue, basis: tuple[object, ...], made: Callable[[], bytes]
) -> bytes:
    """What was made of an issue's pack. `basis`: what it rested on then. Raises StoreTrouble where the issue
    was withdrawn, or the pack would be another now."""
    with store.reading() as connection:
        refuse_withdrawn(connection, issue)
        if rests_on(connection, issue) != basis:
            raise StoreTrouble(
                f"Something in the pack of {issue.title} was withdrawn or changed since it was made. Make it "
                "again."
            )
    return made()


def rows_behind(store: Store, settings: Settings, issue: Issue) -> bytes:
    """The officer's workbook of an issue. Raises StoreTrouble where it was withdrawn."""
    with store.reading() as connection:
        refuse_withdrawn(connection, issue)
    results = standings.results_with_rows(store, settings, issue.seqs)
    assert results is not None  # what was issued is covered
    return audit_workbook(results, issue.quarter)
