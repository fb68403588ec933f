"""Restoring a backup: the store as it was then, with the restore recorded in its audit trail."""

import os
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Engine

from ieo_metrics.store.database import postgres_server, sqlite_file
from ieo_metrics.store.database.backup import back_up, copy_rows, file_time, sealed_backup
from ieo_metrics.store.database.errors import NotOurs, database_errors_in_words
from ieo_metrics.store.database.opening import open_store
from ieo_metrics.store.database.schema import NAME, STORE
from ieo_metrics.store.database.store import BACKUPS, DATABASE, Store, folder_of_user, utc_now
from ieo_metrics.store.database.upgrading import upgrade_schema
from ieo_metrics.store.trail import audit_trail


def restore_backup(path: Path, who: str, url: str | None = None, folder: Path | None = None) -> Store:
    """Restore the store as it was when a backup was made, and record that in its audit trail.

    An existing file is put with the backups, not deleted; a database on a server must be empty.
    """
    folder = folder or folder_of_user()
    address = url or os.environ.get("IEO_DATABASE_URL") or f"sqlite:///{folder / DATABASE}"
    backup = sealed_backup(path)
    if address.startswith("sqlite"):
        target = Path(sa.make_url(address).database or "").absolute()
        sqlite_file.make_store_file(
            target,
            lambda engine: _refill(backup, engine),
            put_aside=folder / BACKUPS / f"replaced {file_time(utc_now())}.db",
        )
    else:
        engine = postgres_server.server_engine(address)
        if postgres_server.holds_store(engine):
            raise NotOurs(
                "There is already a store in the database. Nothing was changed. Make an empty database, "
                "set IEO_DATABASE_URL to it, and restore there."
            )
        _refill(backup, engine)
    store = open_store(address, folder)
    before = store.anchor()
    with store.writing() as connection:
        audit_trail.append_entry(
            connection,
            store.now(),
            who,
            "restored a backup",
            {"backup": path.name, "the trail ended before at": before},
        )
    return store


def restore_in_place(store: Store, who: str, path: Path, drawn: audit_trail.Head) -> None:
    """`restore_backup` over an open store, of which a backup is made first, so that this can be undone by
    restoring that one. Who has the store open must open it anew. Raises Conflict where a fact has changed
    since `drawn`, ReadOnly, and NotOurs or Damaged where the file is no backup; then nothing was changed."""
    sealed_backup(path).dispose()
    store.refuse_read_only()
    with store.reading() as connection:
        audit_trail.refuse_if_moved(connection, drawn, "Nothing was restored; look again, then restore.")
    back_up(store, store.folder / BACKUPS / f"before a restore, {file_time(store.clock())}.backup")
    restore_backup(path, who, folder=store.folder).engine.dispose()


def _refill(backup: Engine, engine: Engine) -> None:
    with database_errors_in_words(), backup.connect() as old:
        upgrade_schema(engine, 0, to=int(old.exec_driver_sql("PRAGMA user_version").scalar() or 0))
        with engine.connect().execution_options(writing=True) as new, new.begin():
            copy_rows(old, new)
            assert new.execute(sa.select(STORE.c.name)).scalar() == NAME
