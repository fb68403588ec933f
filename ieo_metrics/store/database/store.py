"""An open store: one transaction that reads, one transaction that writes, the key, the clock, and where
they all are."""

import datetime as dt
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, Engine

from ieo_metrics.store.database.errors import (
    Damaged,
    KeyTrouble,
    ReadOnly,
    database_errors_in_words,
    newer_store,
)
from ieo_metrics.store.database.schema import VERSION
from ieo_metrics.store.database.secret_key import Key
from ieo_metrics.store.trail import audit_trail

FOLDER, DATABASE, KEY_FILE, ANCHOR, BACKUPS = (
    ".violence-reduction-dashboard",
    "returns.db",
    "key",
    "audit head",
    "backups",
)
WAIT_SECONDS = 5
WRITERS = 0x49454F  # PostgreSQL's advisory lock that every save holds


def utc_now() -> dt.datetime:
    """The time, in UTC."""
    return dt.datetime.now(dt.UTC)


def time_as_text(moment: dt.datetime) -> str:
    """A time as it is stored: UTC, to the microsecond."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def folder_of_user() -> Path:
    """Where the store, its key and its backups are: `IEO_FOLDER`, or a folder of the user's own."""
    said = os.environ.get("IEO_FOLDER")
    return Path(said) if said else Path.home() / FOLDER


@dataclass(frozen=True)
class Store:
    """An open store. `key`: None where it is not there, and `why_no_key` says so: what is stored can be read,
    nothing can be added; `role`: the name of that in which it is written to, None for none."""

    engine: Engine
    folder: Path
    key: Key | None
    why_no_key: str = ""
    read_only: bool = False
    clock: Callable[[], dt.datetime] = field(default=utc_now)
    role: str | None = None

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    def version(self) -> int:
        """The version of the tables; 0 where there are none."""
        with database_errors_in_words(), self.engine.connect() as connection:
            return self._version_in(connection)

    def _version_in(self, connection: Connection) -> int:
        asked = "PRAGMA user_version" if self.is_sqlite else "SELECT version_num FROM alembic_version"
        return int(connection.exec_driver_sql(asked).scalar() or 0)

    def refuse_other_version(self, connection: Connection) -> None:
        """Raises NotOurs where a newer dashboard has upgraded the store while it was open here, and Damaged
        where its tables are no longer there."""
        version = self._version_in(connection)
        if version > VERSION:
            raise newer_store(version)
        if version < VERSION:
            raise Damaged(
                "What was stored here is no longer there: its tables are gone, or older than they were. "
                f"Nothing was saved. Stop the dashboard. {latest_backup(self.folder)}"
            )

    def now(self) -> str:
        """The time, as it is stored."""
        return time_as_text(self.clock())

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the store throughout."""
        with (
            database_errors_in_words(),
            self.engine.connect().execution_options(
                isolation_level="REPEATABLE READ" if not self.is_sqlite else "SERIALIZABLE"
            ) as connection,
        ):
            yield connection

    @contextmanager
    def writing(self, drawn: audit_trail.Head | None = None, undone: str = "") -> Iterator[Connection]:
        """The one transaction that may write, from its first statement on; all of it is done, or nothing.
        `drawn`: the version of the facts by which the officer decided; raises Conflict, which ends with
        `undone`, where they have changed since. A store of another version is not written to."""
        self.refuse_read_only()
        with (
            database_errors_in_words(),
            self.engine.connect().execution_options(
                **{"writing": True, audit_trail.ROLE: self.role}
            ) as connection,
            connection.begin(),
        ):
            if not self.is_sqlite:
                connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{WAIT_SECONDS}s'")
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS})")
            self.refuse_other_version(connection)
            if drawn is not None:
                audit_trail.refuse_if_moved(connection, drawn, undone)
            yield connection
            last = audit_trail.trail_head(connection)
        self.write_anchor(last)

    def refuse_read_only(self) -> None:
        """Raises ReadOnly where nothing can be written."""
        if self.read_only:
            raise ReadOnly(
                "You can look at the returns here but not change them. Nothing was saved. Ask whoever "
                "runs this computer (or the database) for permission to write."
            )

    def require_key(self) -> Key:
        """The key; raises KeyTrouble where it is not there."""
        if self.key is None:
            raise KeyTrouble(self.why_no_key)
        return self.key

    def write_anchor(self, last: audit_trail.Head) -> None:
        """Write the end of the audit trail to a file outside the database, so that a trail that was cut
        can be detected."""
        if self.engine.url.database:
            try:
                beside = self.folder / f"{ANCHOR}.part"
                beside.write_text(str(last), encoding="ascii")
                beside.replace(self.folder / ANCHOR)
            except OSError:
                pass  # the save is done; the head is printed on every export as well

    def anchor(self) -> str:
        """The end of the audit trail as it was last written down here; "" where it never was."""
        try:
            return (self.folder / ANCHOR).read_text(encoding="ascii").strip()
        except OSError:
            return ""


def key_path(folder: Path) -> Path:
    """Where the key is: `IEO_KEY_FILE`, or in the folder."""
    said = os.environ.get("IEO_KEY_FILE")
    return Path(said) if said else folder / KEY_FILE


def latest_backup(folder: Path) -> str:
    """Which backup to restore, and how, in words."""
    found = backup_files(folder)
    which = (
        f"The latest backup is {found[-1]}."
        if found
        else f"There is no backup in {folder / BACKUPS}; look where you keep your own."
    )
    return f"{which} Whoever looks after this computer restores it with: python -m ieo_metrics restore FILE."


def backup_files(folder: Path) -> list[Path]:
    """The backups in a store's folder, the oldest first, by the time at the end of their names."""
    return sorted(
        (folder / BACKUPS).glob("*.backup"), key=lambda path: path.stem[-len("2024-04-03 140500") :]
    )
