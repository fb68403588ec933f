"""Making backups; `restore.py` puts one back. A backup is one sealed SQLite file, whichever database the
store uses; the key is not in it and is kept separately."""

import datetime as dt
import os
from contextlib import suppress
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Connection, Engine, MetaData
from sqlalchemy.exc import SQLAlchemyError

from ieo_metrics.store.database import sqlite_file
from ieo_metrics.store.database.errors import (
    Damaged,
    NotOurs,
    StoreTrouble,
    database_errors_in_words,
    newer_store,
)
from ieo_metrics.store.database.failpoints import reached
from ieo_metrics.store.database.owner_only import make_file, make_folder, sweep
from ieo_metrics.store.database.schema import VERSION
from ieo_metrics.store.database.store import BACKUPS, Store
from ieo_metrics.store.database.upgrading import upgrade_schema
from ieo_metrics.store.trail import audit_trail

# How many rows each table had and where the audit trail ended: a file without it is no backup, whatever else
# is in it.
_NO_BACKUP = (
    "The file {name} is not a backup: it looks like a copy of a store that was in use, and may lack what "
    "was saved last. Use a file that the backup command wrote."
)
_LACKING = (
    "The backup {name} is damaged: of {table} {put} rows were put in, and {count} are there. Take another "
    "backup."
)
_HEAD = "audit head"
_SEAL = sa.Table(
    "backup_seal",
    MetaData(),
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("said", sa.Text, nullable=False),
)


def file_time(moment: dt.datetime) -> str:
    """A time as part of a file's name; names sort in the order of time."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%d %H%M%S")


def tables_of(connection: Connection) -> list[sa.Table]:
    """Every table of a store, of whatever version, in an order in which rows can be put in."""
    held = MetaData()
    held.reflect(connection)
    return [table for table in held.sorted_tables if table.name not in ("alembic_version", _SEAL.name)]


def copy_rows(old: Connection, new: Connection) -> dict[str, int]:
    """Copy all rows of all tables, one at a time, since a row may be large; the number of rows in each
    table."""
    counts = {}
    for table in tables_of(old):
        counts[table.name] = 0
        for row in old.execution_options(stream_results=True).execute(sa.select(table)):
            new.execute(sa.insert(table).values(**row._mapping))
            counts[table.name] += 1
    return counts


def _seal(connection: Connection, counts: dict[str, int]) -> None:
    _SEAL.create(connection)
    said = {
        **{name: str(n) for name, n in counts.items()},
        _HEAD: str(audit_trail.trail_head(connection)),
    }
    connection.execute(sa.insert(_SEAL), [{"name": name, "said": words} for name, words in said.items()])


def back_up(store: Store, path: Path) -> Path:
    """A copy of the store at one moment, safe while others save. Written to a temporary file and moved
    into place when complete."""
    beside = path.with_name(path.name + ".part")
    version = store.version()
    if version > VERSION:
        raise newer_store(version)
    try:
        if path.exists() and not _is_backup(path):
            raise NotOurs(
                f"There is already a file {path.name} that is not a backup. It was not overwritten: "
                "choose another name."
            )
        make_folder(path.parent)
        sweep(path.parent)
        make_file(beside)  # where no file can be made, the system says why; SQLite would not
        engine = sqlite_file.engine_of(beside, "rwc")
        with database_errors_in_words():
            upgrade_schema(engine, 0, to=version)
            with store.reading() as old, engine.connect().execution_options(writing=True) as new, new.begin():
                _seal(new, copy_rows(old, new))
                reached("export half written")
        engine.dispose()
        with open(beside, "rb") as file:
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as problem:
        where = f"No backup could be written to {path}: {problem.strerror}"
        raise NotOurs(
            f"{where}. Nothing was changed. Choose a folder that can be written to (--out)."
        ) from None
    finally:
        for ending in ("", "-journal"):
            with suppress(OSError):
                beside.with_name(beside.name + ending).unlink(missing_ok=True)
    return path


def _is_backup(path: Path) -> bool:
    try:
        sealed_backup(path)
    except StoreTrouble:
        return False
    return True


def default_path(store: Store) -> Path:
    """Where a backup goes if nothing else is said."""
    return store.folder / BACKUPS / f"{file_time(store.clock())}.backup"


def sealed_backup(path: Path) -> Engine:
    """Check that a backup is complete. Raises Damaged or NotOurs."""
    if not path.exists():
        raise NotOurs(f"There is no file {path}.")
    sqlite_file.check_store_file(path, "Take another backup.")
    engine = sqlite_file.engine_to_read(path)
    damaged = f"The backup {path.name} is damaged: {{}}. Take another backup."
    try:
        with engine.connect() as connection:
            if not sa.inspect(connection).has_table(_SEAL.name):
                raise NotOurs(_NO_BACKUP.format(name=path.name))
            said: dict[str, str] = dict(map(tuple, connection.execute(sa.select(_SEAL))))
            for table in tables_of(connection):
                count = connection.execute(sa.select(sa.func.count()).select_from(table)).scalar()
                if str(count) != said.get(table.name):
                    raise Damaged(
                        _LACKING.format(
                            name=path.name,
                            table=table.name.replace("_", " "),
                            put=said.get(table.name, "no"),
                            count=count,
                        )
                    )
            if _HEAD not in said:
                raise Damaged(damaged.format("it does not say where its audit trail ends"))
            for wrong in audit_trail.trail_faults(audit_trail.trail_entries(connection), said[_HEAD]):
                raise Damaged(damaged.format(wrong))
    except SQLAlchemyError:  # of a file that lies still: it is not another program that is in the way
        raise Damaged(damaged.format("its tables are not those of a backup")) from None
    return engine
