"""Opening the store: an SQLite file in the user's own folder, or the database that `IEO_DATABASE_URL` names.

A store is made once, at the first start. Afterwards a missing, empty, foreign, damaged or newer one is
refused: it is never replaced by a new, empty one, which would look healthy but have lost everything.
"""

import datetime as dt
import os
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Engine, make_url

from ieo_metrics.store.database import postgres_server, sqlite_file
from ieo_metrics.store.database.errors import KeyTrouble, NotOurs, ReadOnly, database_errors_in_words
from ieo_metrics.store.database.schema import NAME, STORE, VERSION
from ieo_metrics.store.database.secret_key import Key, key_in, new_key, read_key
from ieo_metrics.store.database.store import (
    ANCHOR,
    BACKUPS,
    DATABASE,
    Store,
    folder_of_user,
    key_path,
    latest_backup,
    utc_now,
)
from ieo_metrics.store.database.upgrading import upgrade_schema
from ieo_metrics.store.trail import audit_trail, seals

_GONE = (
    "There was a store here, but {what}. No new one was made in its place. {backup} Or put things back as "
    "they were."
)


def open_store(
    url: str | None = None,
    folder: Path | None = None,
    clock: Callable[[], dt.datetime] = utc_now,
    *,
    make: bool = True,
) -> Store:
    """The store, made if this is the first start, upgraded if it is older. `url`: else `IEO_DATABASE_URL`,
    else a file in `folder`. `make`: where there is none; without it that is refused.

    Raises StoreTrouble: NotOurs, Damaged, ReadOnly, Unreachable. A missing key is no reason to raise: what is
    stored can be read.
    """
    folder = folder or folder_of_user()
    address = url or os.environ.get("IEO_DATABASE_URL") or f"sqlite:///{folder / DATABASE}"
    if address.startswith("sqlite"):
        path = Path(make_url(address).database or "").absolute()
        if not make and not path.exists():
            raise NotOurs(f"There is no store at {path}. Start the dashboard once, or correct IEO_FOLDER.")
        return _open_file(path, folder, clock, "mode=ro" in address)
    engine = postgres_server.server_engine(address)
    if not postgres_server.holds_store(engine):
        if not make:
            raise NotOurs(
                "There is no store in the database. Start the dashboard once, or correct IEO_DATABASE_URL."
            )
        if (folder / ANCHOR).exists():
            raise NotOurs(_GONE.format(what="the database is empty", backup=latest_backup(folder)))
        _fill(Store(engine, folder, _first_key(folder), clock=clock))
    return _opened(engine, folder, clock, postgres_server.only_reads(engine))


def _open_file(path: Path, folder: Path, clock: Callable[[], dt.datetime], read_only: bool) -> Store:
    if not path.exists():
        if (folder / ANCHOR).exists():
            raise NotOurs(_GONE.format(what=f"its file {path} is gone", backup=latest_backup(folder)))
        key = _first_key(folder)
        # Its audit head is written down once it is in its place, else a first start that was stopped would
        # look like a lost store.
        sqlite_file.make_store_file(
            path, lambda engine: _fill(Store(engine, Path(os.devnull), key, clock=clock))
        )
    sqlite_file.check_store_file(path, latest_backup(folder))
    read_only = read_only or not sqlite_file.can_write(path)
    return _opened(
        sqlite_file.engine_to_read(path) if read_only else sqlite_file.engine_of(path, "rw"),
        folder,
        clock,
        read_only,
    )


def store_in_memory(clock: Callable[[], dt.datetime] = utc_now) -> Store:
    """A store in memory, lost when nothing refers to it any more: for the invented samples and for trying
    things out."""
    store = Store(sqlite_file.engine_in_memory(), Path(os.devnull), Key(os.urandom(32)), clock=clock)
    _fill(store)
    return store


def _first_key(folder: Path) -> Key:
    """The key of a store that is about to be made: the one already there, else a new one."""
    path = key_path(folder)
    try:
        if not path.exists():
            with suppress(FileExistsError):  # another officer's first start was quicker
                new_key(path)
        return key_in(path)
    except (OSError, ValueError) as problem:
        why = getattr(problem, "strerror", None) or "the key file there does not contain a key"
        raise NotOurs(
            f"No store can be made, because no key can be saved at {path}: {why}. Set IEO_FOLDER to a "
            "folder that can be written to."
        ) from None


def _fill(store: Store) -> None:
    """Make the tables of an empty store, and the row that names it and its key."""

    upgrade_schema(store.engine, 0)
    with store.writing() as connection:
        if connection.execute(sa.select(sa.func.count()).select_from(STORE)).scalar():
            return  # another officer's first start was quicker
        key = store.require_key().id
        connection.execute(
            sa.insert(STORE).values(name=NAME, store_id=uuid.uuid4().hex, key_id=key, made_at=store.now())
        )
        audit_trail.append_entry(
            connection, store.now(), "the dashboard", "made the store", {"key": key, "version": VERSION}
        )


def _opened(engine: Engine, folder: Path, clock: Callable[[], dt.datetime], read_only: bool) -> Store:
    """The store with its key, upgraded if it is older."""
    store = Store(engine, folder, None, "", read_only, clock)
    if store.version() < VERSION:
        if read_only:
            raise ReadOnly(
                "The store was written by an older dashboard and can only be read here, so it cannot be "
                "upgraded. Start this dashboard where it can write."
            )
        upgrade_with_backup(store)
    with database_errors_in_words(), engine.connect() as connection:
        key_id, last, sealed = (
            str(connection.execute(sa.select(STORE.c.key_id)).scalar()),
            audit_trail.trail_head(connection),
            seals.is_begun(connection),
        )
    if not store.anchor():
        store.write_anchor(last)
    try:
        store = replace(store, key=read_key(key_path(folder), key_id))
    except KeyTrouble as problem:
        return replace(store, why_no_key=str(problem))
    if not sealed:
        seals.begin_sealing(store)
    return store


def upgrade_with_backup(store: Store) -> None:
    """Upgrade an older store to this version, after putting a copy of it with the backups."""
    from ieo_metrics.store.database.backup import back_up, file_time

    version = store.version()
    back_up(
        store, store.folder / BACKUPS / f"before version {version + 1}, {file_time(store.clock())}.backup"
    )
    upgrade_schema(store.engine, version)
