"""Backups: making one, downloading one, and restoring one in place of what is here."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from ieo_metrics.framework.dates.days import in_clock_words
from ieo_metrics.store.database.backup import back_up, default_path
from ieo_metrics.store.database.errors import Full, StoreTrouble
from ieo_metrics.store.database.lost_by_restoring import LostByRestoring, lost_by_restoring
from ieo_metrics.store.database.owner_only import working_folder
from ieo_metrics.store.database.restore import restore_in_place
from ieo_metrics.store.database.store import BACKUPS, Store, backup_files
from ieo_metrics.store.trail.audit_trail import Head
from ieo_metrics.store.trail.entries_in_view import action_in_words
from pages.shared.frame import store_access
from pages.shared.kit.button_once_complete import draw_button_once_complete
from pages.shared.kit.confirmation import ticked_button
from pages.shared.kit.html_tables import html_table, inert_text
from pages.shared.kit.notice import draw_notice, draw_obstacle
from pages.shared.kit.text import bold, draw_list, draw_markup, draw_paragraph
from pages.shared.kit.unfolding import unfolding_form

SHOWN, SAID = 8, "backups_said"
RESTORED, TRIED = "times_restored", "times_restoring_was_tried"  # in the session
LARGEST = 1_000  # megabytes
DROPPED = "dropped.backup"
KEY_APART = (
    "A backup is a copy of all that is stored. The key is not in it: keep a copy of the file named key "
    "somewhere else that is safe. Without the key, nothing can be added to a restored store."
)
OF_SAMPLES = "These are the invented samples, which are gone with the tab: there is nothing to back up."
READ_ONLY = "Backups are made and restored where returns can be changed. Here they can only be looked at."
ON_A_SERVER = (
    "What is stored here is in a database on a server. A backup is restored into an empty database: "
    "python -m ieo_metrics restore FILE."
)


def draw_backups() -> None:
    """The backups that are there, and what can be done with them."""
    draw_paragraph(KEY_APART)
    store = store_access.open_store_of_session()
    if store_access.in_samples() or store.read_only:
        draw_notice(OF_SAMPLES if store_access.in_samples() else READ_ONLY)
        return
    if said := st.session_state.pop(SAID, ""):
        draw_notice(f"Done: {said}")
    if st.button("Make a backup", type="primary"):
        with st.spinner("Copying everything that is stored"):
            store_access.run_change(_make)
        st.rerun()
    found = backup_files(store.folder)[::-1]
    _draw_list(found)
    if not store.is_sqlite:
        draw_paragraph(ON_A_SERVER)
        return
    with unfolding_form("Restore a backup", key=f"restore_{_times(RESTORED)}"):
        _draw_restore(store, found)


def _make(store: Store) -> None:
    path = back_up(store, default_path(store))
    st.session_state[SAID] = f"{path.name} is in {path.parent}."


def _draw_list(found: list[Path]) -> None:
    if not found:
        draw_paragraph("No backups yet.")
        return
    latest = found[0]
    draw_markup(
        html_table(
            f"Latest {SHOWN} of {len(found)} backups" if len(found) > SHOWN else "Backups, latest first",
            ("Backup", "Size, KB"),
            [(path.stem, f"{path.stat().st_size / 1024:,.0f}") for path in found[:SHOWN]],
            numeric=("Size, KB",),
            kind="ieo-compact ieo-narrow",
        )
    )
    st.download_button(
        "Download the latest backup",
        store_access.export_button_data(f"backup {latest.name}", lambda _: latest.read_bytes()),
        file_name=f"not for sharing, {latest.name}",
        mime="application/octet-stream",
        on_click="ignore",
    )


def _draw_restore(store: Store, found: list[Path]) -> None:
    """Which backup, what would be lost, the tick and the button. A refusal leaves the backup where it is, and
    asks for the tick again: by then something else may be lost."""
    store_access.snapshot()  # what is decided by: how things stand as this is drawn
    restored = _times(RESTORED)
    chosen = st.selectbox(
        "Backup in the folder",
        found,
        index=None,
        format_func=lambda path: path.stem,
        key=f"backup_chosen_{restored}",
    )
    dropped = st.file_uploader("Or drop a backup here", key=f"backup_{restored}", max_upload_size=LARGEST)
    try:
        with _backup_file(store, dropped, chosen) as path:
            _draw_one(store, path, restored)
    except StoreTrouble as trouble:
        draw_obstacle(str(trouble))


def _draw_one(store: Store, path: Path | None, restored: int) -> None:
    """What restoring a backup does, the tick and the button. Raises StoreTrouble where it cannot be done."""
    if path is None:
        draw_button_once_complete("Restore it", {"a backup": path})
        return
    lost = lost_by_restoring(store, path)
    lost.refuse_to_forget(path.name)
    draw_list(_what_it_does(path, lost))
    with path.open("rb") as file:
        content = hashlib.file_digest(file, "sha256").hexdigest()  # the tick is for this file only
    what_it_does = f"Replace all that is stored by {inert_text(path.name)}."
    if ticked_button(what_it_does, "Restore it", f"restore_{content}_{_times(TRIED)}"):
        drawn = store_access.drawn_snapshot().head
        st.session_state[TRIED] = _times(TRIED) + 1
        if store_access.run_change(lambda store: _restore(store, path, drawn)):
            st.session_state[RESTORED] = restored + 1
            store_access.open_anew()
        st.rerun()


def _times(what: str) -> int:
    return st.session_state.get(what, 0)


def _restore(store: Store, path: Path, drawn: Head) -> None:
    kept = restore_in_place(store, store_access.officer_name(), path, drawn)
    st.session_state[SAID] = f"restored {path.name}. What was here is now the backup {kept.stem}."


@contextmanager
def _backup_file(store: Store, dropped: UploadedFile | None, chosen: Path | None) -> Iterator[Path | None]:
    """The file that was dropped, in a folder of its own, which is removed again; else the one that was
    chosen."""
    if dropped is None:
        yield chosen
        return
    with working_folder(store.folder / BACKUPS) as folder:
        path = folder / DROPPED  # never under its own name, which may be anything
        try:
            path.write_bytes(dropped.getvalue())
        except OSError as problem:
            raise Full(
                f"There is no place for the backup that was dropped: {problem.strerror}. Nothing was "
                "changed. Make room on the disk, then drop it again."
            ) from None
        yield path


def _what_it_does(path: Path, lost: LostByRestoring) -> Iterator[tuple[object, ...]]:
    yield (f"The last entry in {path.name} is of {in_clock_words(lost.ends_at)}.",)
    if not lost.of_this_store:
        yield (bold("It is no earlier state of what is stored here: "), "all that is here would be replaced.")
    if lost.lost:
        actions = (
            f"{action_in_words(action)}{f', {many} times' if many > 1 else ''}"
            for action, many in lost.actions.items()
        )
        yield bold("Lost: "), f"{'; '.join(actions)}."
    else:
        yield ("Nothing is lost: nothing was done since.",)
    yield ("A backup of what is stored now is made first. Restoring that one undoes this.",)
    if not lost.key_fits:
        yield (bold("Its key is another one: "), "with the key that is here, nothing can be added to it.")
