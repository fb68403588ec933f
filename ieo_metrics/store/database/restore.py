"""Restoring a backup: the store as it was then, with the restore recorded in its audit trail."""

import datetime as dt
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Engine

from ieo_metrics.store.database import postgres_server, sqlite_file
from ieo_metrics.store.database.backup import back_up, copy_rows, file_time, sealed_backup, tables_of
from ieo_metrics.store.database.errors import (
    Damaged,
    KeyTrouble,
    NotOurs,
    StoreTrouble,
    database_errors_in_words,
)
from ieo_metrics.store.database.lost_by_restoring import lost_by_restoring
from ieo_metrics.store.database.opening import open_store
from ieo_metrics.store.database.owner_only import make_file, working_folder
from ieo_metrics.store.database.schema import STORE
from ieo_metrics.store.database.secret_key import Key, read_key
from ieo_metrics.store.database.store import BACKUPS, DATABASE, Store, folder_of_user, key_path, utc_now
from ieo_metrics.store.database.upgrading import upgrade_schema
from ieo_metrics.store.issues.approving.second_person import go_on_waiting, second_person
from ieo_metrics.store.trail import audit_trail, seals
from ieo_metrics.store.trail.verify import integrity_faults

_UNDONE = "Nothing was restored; look again, then restore."


def restore_backup(path: Path, who: str, url: str | None = None, folder: Path | None = None) -> Store:
    """Restore the store as it was when a backup was made, and record that in its audit trail. If an issue
    waits for a second person in the store that is there, it does so in what is restored.

    An existing file, which may be one that cannot be opened, is put with the backups, not deleted; a database
    on a server must be empty. Raises NotOurs or Damaged where the file is no backup, or where what is in it
    is not what was saved; then nothing was changed.
    """
    folder = folder or folder_of_user()
    address = url or os.environ.get("IEO_DATABASE_URL") or f"sqlite:///{folder / DATABASE}"
    with _content_to_restore(path, who, folder, waits=lambda: _issue_waits(address, folder)) as content:
        if address.startswith("sqlite"):
            sqlite_file.make_store_file(
                Path(sa.make_url(address).database or "").absolute(),
                lambda engine: sqlite_file.copy_over(content, engine),
                put_aside=folder / BACKUPS / f"replaced {file_time(utc_now())}.db",
            )
        else:
            engine = postgres_server.server_engine(address)
            if postgres_server.holds_store(engine):
                raise NotOurs(
                    "There is already a store in the database. Nothing was changed. Make an empty database, "
                    "set IEO_DATABASE_URL to it, and restore there."
                )
            _refill(content, engine, path.name)
    store = open_store(address, folder)
    _note_head(store)
    return store


def _issue_waits(address: str, folder: Path) -> bool:
    """Whether an issue waits for a second person in the store that is there. Where it cannot be read, or
    there is none, only the backup can tell."""
    with suppress(StoreTrouble):
        there = open_store(address, folder, make=False)
        try:
            with there.reading() as connection:
                return bool(second_person(connection).waits)
        finally:
            there.engine.dispose()
    return False


def restore_in_place(store: Store, who: str, path: Path, drawn: audit_trail.Head) -> Path:
    """`restore_backup` into an open store, of which a backup is made first, so that this can be undone by
    restoring that one; the file of that. Others who have the store open go on in what was restored; whose key
    is another must open it anew.

    Raises Conflict where anything at all was done since `drawn`, the head of the trail, StoreTrouble where
    the backup does not know what readers know, and ReadOnly; then nothing was changed.
    """

    def refuse_if_moved() -> None:
        with store.reading() as connection:
            store.refuse_other_version(connection)
            audit_trail.refuse_if_moved(connection, drawn, _UNDONE, audit_trail.ALL_ACTIONS)

    store.refuse_read_only()
    refuse_if_moved()
    lost_by_restoring(store, path).refuse_to_forget(path.name)
    with _content_to_restore(path, who, store.folder, store.clock, store.role) as content:
        before = store.folder / BACKUPS / f"before a restore, {file_time(store.clock())}.backup"
        kept = back_up(store, before)
        with database_errors_in_words():
            sqlite_file.copy_over(content, store.engine, refuse_if_moved)
    _note_head(store)
    return kept


@contextmanager
def _content_to_restore(
    path: Path,
    who: str,
    folder: Path,
    clock: Callable[[], dt.datetime] = utc_now,
    role: str | None = None,
    waits: Callable[[], bool] = lambda: False,
) -> Iterator[Engine]:
    """What a backup holds as a store of this version, found to be what was saved, with the restore in its
    audit trail: in a file of its own, which is removed again. `waits`: whether an issue waits for a second
    person here; it is asked once the backup is found whole."""
    backup = sealed_backup(path)
    with working_folder(folder / BACKUPS) as own:
        file = own / DATABASE
        make_file(file)
        engine = sqlite_file.engine_of(file, "rwc")
        upgrade_schema(engine, _refill(backup, engine, path.name))
        content = Store(engine, Path(os.devnull), _key_of(engine, folder), clock=clock, role=role)
        seals.begin_sealing(content)
        _refuse_faults(content, path.name)
        ended = Store(engine, folder, None).anchor()
        with content.writing() as connection:
            audit_trail.append_entry(
                connection,
                content.now(),
                who,
                "restored a backup",
                {"backup": path.name, "the trail ended before at": ended},
            )
            if waits():
                go_on_waiting(connection, content, who)
        yield engine
        engine.dispose()


def _refill(old_engine: Engine, engine: Engine, name: str) -> int:
    """Copy a whole store into an empty database; the version of its tables. Raises Damaged where its tables
    are not those of that version."""
    with database_errors_in_words(), old_engine.connect() as old:
        version = int(old.exec_driver_sql("PRAGMA user_version").scalar() or 0)
        upgrade_schema(engine, 0, to=version)
        with engine.connect().execution_options(writing=True) as new, new.begin():
            held, wanted = ({t.name: set(t.columns.keys()) for t in tables_of(one)} for one in (old, new))
            if held != wanted:
                raise Damaged(
                    f"{name} is no backup as this dashboard makes them: its tables are not those of "
                    f"version {version}. Take another backup."
                )
            copy_rows(old, new)
    return version


def _key_of(engine: Engine, folder: Path) -> Key | None:
    """The key with which what is restored is sealed, where it is here."""
    with engine.connect() as connection, suppress(KeyTrouble):
        return read_key(key_path(folder), str(connection.execute(sa.select(STORE.c.key_id)).scalar()))
    return None


def _refuse_faults(content: Store, name: str) -> None:
    """Raises Damaged where something is not what was saved: nobody could open a page of it. Seals with a
    key can only be compared where it is here."""
    try:
        found = next(filter(None, integrity_faults(content)), "")
    except (ValueError, KeyError, TypeError, AttributeError):
        found = "what its audit trail tells cannot be read"
    if found:
        why = found.removesuffix(" Restore the latest backup.").rstrip(".")
        raise Damaged(f"The backup {name} is not what was saved: {why}. Take another backup.")


def _note_head(store: Store) -> None:
    with store.reading() as connection:
        store.write_anchor(audit_trail.trail_head(connection))
