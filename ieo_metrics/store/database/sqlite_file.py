"""The store as one file: made under a temporary name and moved into place, and refused where it is not the
complete store that was left there."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy import Connection, Engine, event
from sqlalchemy.pool import NullPool, QueuePool

from ieo_metrics.store.database.errors import Busy, Damaged, NotOurs, database_errors_in_words, newer_store
from ieo_metrics.store.database.owner_only import make_file, make_folder
from ieo_metrics.store.database.schema import APPLICATION_ID, NAME, VERSION
from ieo_metrics.store.database.store import WAIT_SECONDS


def engine_of(path: Path, mode: str) -> Engine:
    """`mode`: rw, ro, rwc, or ro&immutable=1 where not even a lock can be written."""

    def connect() -> sqlite3.Connection:
        try:
            return _connection(path, mode, sqlite3.Connection)
        except sqlite3.OperationalError as problem:
            if not any(sign in str(problem) for sign in ("full", "disk I/O")) or _log_holds_something(path):
                raise
            # Not even the index that SQLite keeps beside the file has room: what stands still can be read
            # without one.
            return _connection(path, "ro&immutable=1", _OnFullDisk)

    engine = sa.create_engine(f"sqlite:///{path}", creator=connect, poolclass=NullPool, hide_parameters=True)
    event.listen(engine, "begin", _begin)
    return engine


def _log_holds_something(path: Path) -> bool:
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


class _OnFullDisk(sqlite3.Connection):
    """A connection that can only read, because there is no room for more."""


def _connection(path: Path, mode: str, factory: type[sqlite3.Connection]) -> sqlite3.Connection:
    # Never SQLAlchemy's own begin: a transaction that reads first and writes later fails at once in WAL.
    connection = sqlite3.connect(
        f"file:{quote(str(path))}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=WAIT_SECONDS,
        factory=factory,
    )
    try:
        for pragma in (
            "foreign_keys=ON",
            "synchronous=FULL",
            "secure_delete=ON",
            f"busy_timeout={WAIT_SECONDS * 1000}",
            "schema_version",
        ):
            connection.execute(f"PRAGMA {pragma}").fetchall()  # the last tells whether it can be read at all
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get("writing") and isinstance(
        connection.connection.driver_connection, _OnFullDisk
    ):
        raise sqlite3.OperationalError("database or disk is full")
    connection.exec_driver_sql(
        "BEGIN IMMEDIATE" if connection.get_execution_options().get("writing") else "BEGIN"
    )


def engine_in_memory() -> Engine:
    """An engine whose database is gone with it. Its one connection serves one thread at a time: another one
    waits until it is given back."""
    engine = sa.create_engine(
        "sqlite://",
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        hide_parameters=True,
        connect_args={"isolation_level": None, "check_same_thread": False},
    )
    event.listen(engine, "begin", _begin)
    return engine


def can_write(path: Path) -> bool:
    """Whether a save is possible: SQLite also writes next to the file."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def engine_to_read(path: Path) -> Engine:
    """An engine that cannot write. Where not even a lock can be written next to the file, the file is
    assumed not to change."""
    still = not os.access(path.parent, os.W_OK) and not path.with_name(path.name + "-wal").exists()
    return engine_of(path, "ro&immutable=1" if still else "ro")


def make_store_file(path: Path, fill: Callable[[Engine], None], put_aside: Path | None = None) -> None:
    """A new store, made under a temporary name and then moved into place: an interrupted start leaves no
    store rather than half a one. `put_aside`: where the existing file goes, with all that SQLite keeps
    next to it."""
    beside = path.with_name(path.name + ".new")
    try:
        make_folder(path.parent)
        make_file(beside)  # where no file can be made, the system says why; SQLite would not
    except OSError as problem:
        raise NotOurs(
            f"No store can be made in {path.parent}: {problem.strerror}. Set IEO_FOLDER to a folder that "
            "can be written to."
        ) from None
    try:
        with database_errors_in_words():
            engine = engine_of(beside, "rwc")
            fill(engine)
            with engine.connect() as connection:
                connection.connection.driver_connection.execute("PRAGMA journal_mode=WAL")  # type: ignore[union-attr]
            engine.dispose()
        if put_aside:
            make_folder(put_aside.parent)
            for ending in ("", "-wal", "-shm"):
                old = path.with_name(path.name + ending)
                if old.exists():
                    old.rename(put_aside.with_name(put_aside.name + ending))
        os.replace(beside, path)
    finally:  # a disk that is full is not filled with what could not be made
        for ending in ("", "-journal", "-wal", "-shm"):
            beside.with_name(beside.name + ending).unlink(missing_ok=True)


def copy_over(new: Engine, old: Engine, refuse: Callable[[], None] | None = None) -> None:
    """Put the whole content of a database in the place of another's, in one transaction: who reads sees all
    of the one or all of the other, and who waits to write goes on in the new. `refuse`: asked once nobody
    else can write; where it raises, nothing is changed."""
    asked = False

    def go_on(status: int, *_: int) -> None:
        nonlocal asked
        if status == sqlite3.SQLITE_BUSY:
            raise sqlite3.OperationalError("database is locked")
        if not asked and refuse:
            refuse()
        asked = True

    with closing(new.raw_connection()) as source, closing(old.raw_connection()) as target:
        # One page first, and with it the lock, which is held to the end.
        held = source.driver_connection
        held.backup(target.driver_connection, pages=1, progress=go_on)  # type: ignore[union-attr]
        target.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")


def check_store_file(path: Path, backup: str) -> None:
    """Check that the file is a store of this program and complete. `backup`: which one to restore, in
    words. Raises NotOurs or Damaged."""
    damaged = Damaged(f"The file {path} is damaged. Nothing more will be written to it. {backup}")
    if path.stat().st_size == 0:
        raise Damaged(
            f"The file {path} is empty: it is no longer the store. Nothing was written to it. {backup}"
        )
    try:
        with closing(
            engine_of(path, "rw").raw_connection()
            if can_write(path)
            else engine_to_read(path).raw_connection()
        ) as connection:
            read = connection.cursor()
            application, version = (
                read.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
            )
            if application != APPLICATION_ID:
                raise NotOurs(
                    f"The file {path} is not a store of this dashboard. Nothing was written to it. {backup}"
                )
            if version > VERSION:
                raise newer_store(version)
            whole = read.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
            if (
                not whole
                or version < 1
                or not read.execute("SELECT count(*) FROM store WHERE name = ?", (NAME,)).fetchone()[0]
            ):
                raise damaged
    except sqlite3.Error as problem:
        if "locked" in str(problem):
            raise Busy("Another program is using the store. Try again in a moment.") from None
        raise damaged from None
