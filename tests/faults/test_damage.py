"""Damaged, exchanged, lost and half-copied databases: refused or named, never taken for whole, never replaced
by a new, empty one."""

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.store.database import backup, restore
from ieo_metrics.store.database.errors import Damaged, NotOurs, StoreTrouble
from ieo_metrics.store.database.opening import open_store
from ieo_metrics.store.issues import issues
from ieo_metrics.store.returns import acceptance
from ieo_metrics.store.trail.verify import integrity_faults
from tests.faults import children
from tests.store.office import Office, issue, returns_of, stands, stars, take, tidy, trainings

Q = quarter(2024, 1)


@pytest.fixture(scope="module")
def template(tmp_path_factory) -> Path:
    """A store with two returns, an issue and a backup."""
    one = Office(tmp_path_factory.mktemp("damage") / "store")
    store = one.open()
    take(
        store,
        returns_of(trainings(Q, 300), stars(Q, {f"YP-{n}": (n % 9 + 1, n % 7 + 2) for n in range(300)})),
    )
    issue(store, Q)
    backup.back_up(store, backup.default_path(store))
    one.close()
    return one.folder


@pytest.fixture
def damaged(template, file_office) -> Office:
    """The same in a folder that may be spoilt."""
    shutil.copytree(template, file_office.folder)
    return file_office


def spoil(path: Path, at: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(data)


def refused(office: Office, kind: type[StoreTrouble], words: str) -> None:
    """Not opened, not changed, and the backup is named."""
    before = office.file.read_bytes() if office.file.exists() else None
    with pytest.raises(kind, match=words) as trouble:
        office.open()
    assert "2024-07-20 120000.backup" in str(trouble.value)
    assert (office.file.read_bytes() if office.file.exists() else None) == before


@pytest.mark.parametrize("seed", range(5))
def test_pages_of_random_bytes(damaged, seed):
    """corrupt pages: refuse to write, say restore from backup dated ...; what only shows later is found where
    it is read."""
    chance, size = random.Random(seed), damaged.file.stat().st_size
    pages = size // 4096
    for page in chance.sample(range(1, pages), min(20, pages - 1)):
        spoil(damaged.file, page * 4096, chance.randbytes(4096))
    refused(damaged, Damaged, "is damaged. Nothing more will be written to it. The latest backup is")


def test_one_page_of_the_rows(damaged):
    """corrupt pages: each page in its turn is refused at the start, or found by the check of everything
    stored, or was not in use."""
    store = damaged.open()
    before = tidy(store)
    whole = damaged.file.read_bytes()
    found = []
    for page in range(1, len(whole) // 4096, 3):
        damaged.file.write_bytes(whole[: page * 4096] + bytes(range(256)) * 16 + whole[(page + 1) * 4096 :])
        try:
            again = damaged.open()
            found.append(bool(list(integrity_faults(again))) or tidy(again) == before)
        except (Damaged, NotOurs):
            found.append(True)
    assert len(found) > 20 and all(found)


def test_a_header_of_random_bytes(damaged):
    """garbled header: same."""
    spoil(damaged.file, 0, random.Random(1).randbytes(32))
    refused(damaged, Damaged, "is damaged")


def test_a_file_without_a_byte(damaged):
    """database replaced by 0-byte file: refuse: never start as a new empty system."""
    damaged.file.write_bytes(b"")
    refused(damaged, Damaged, "is empty: it is no longer the store")


def test_a_file_that_loses_every_byte_while_it_is_in_use(damaged):
    """database replaced by 0-byte file while the dashboard runs: said of the file, not of a server; nothing is
    written to it."""
    store = damaged.open()
    now = stands(store)
    shown = acceptance.preview_acceptance(
        store, now, returns_of(trainings(Q + 1, 2, "next.xlsx"), store=store)
    )
    damaged.file.write_bytes(b"")
    with pytest.raises(Damaged, match=r"tables .* are no longer there\. .* Restore the latest backup"):
        stands(store)
    with pytest.raises(Damaged, match=r"no longer there.* Nothing was saved.*2024-07-20 120000\.backup"):
        acceptance.accept_shown_returns(store, "A. Officer", shown)
    assert damaged.file.read_bytes() == b""


def test_a_file_that_is_gone(damaged):
    """database gone: refuse: never start as a new empty system."""
    damaged.file.unlink()
    refused(damaged, NotOurs, "its file .* is gone. No new one was made in its place")


def test_a_database_on_a_server_that_is_emptied(server_office):
    """database replaced by an empty one on a server: refuse."""
    from tests.store import postgres

    store = server_office.open()
    take(store, returns_of(trainings(Q, 3)))
    server_office.close()
    postgres.ask(server_office.address, "DROP SCHEMA public CASCADE")
    postgres.ask(server_office.address, "CREATE SCHEMA public")
    with pytest.raises(NotOurs, match=r"the database is empty. No new one was made"):
        server_office.open()


def test_another_program_s_database(damaged):
    """database replaced by another one: refuse: it is not ours."""
    damaged.file.unlink()
    with closing(sqlite3.connect(damaged.file)) as other:
        other.execute("CREATE TABLE store (name TEXT)")
        other.commit()
    refused(damaged, NotOurs, "is not a store of this dashboard")


def test_a_store_without_its_one_row(damaged):
    """database replaced by one that looks like it: the row that says whose it is is missing."""
    with closing(sqlite3.connect(damaged.file)) as raw:
        raw.execute("DELETE FROM store")
        raw.commit()
    refused(damaged, Damaged, "is damaged")


def test_a_file_that_is_taken_away_while_it_is_in_use(damaged):
    """database gone while the dashboard runs: a message, no new file."""
    store = damaged.open()
    damaged.file.unlink()
    with pytest.raises(NotOurs, match=r"cannot be opened. Nothing was changed"):
        stands(store)
    assert not damaged.file.exists()


def flipped(value: object) -> object:
    """The value with one bit of its first byte flipped."""
    if isinstance(value, int):
        return value ^ 1
    if isinstance(value, bytes):
        middle = len(value) // 2
        return value[:middle] + bytes([value[middle] ^ 1]) + value[middle + 1 :]
    return chr(ord(str(value)[0]) ^ 1) + str(value)[1:]


RETURNS_COLUMNS = ("programme", "provider", "accepted_at", "accepted_by", "about", "same_as", "digest")
ISSUES_COLUMNS = ("number", "at", "who", "about", "data", "shared", "digest")
STORED = [
    *(("returns", column) for column in RETURNS_COLUMNS),
    *(("issues", column) for column in ISSUES_COLUMNS),
    *(("audit", column) for column in ("at", "who", "action", "about", "previous", "hash")),
    ("kept_rows", "data"),
    ("kept_rows", "part"),
    ("kept_rows", "table_name"),
    ("results", "data"),
    ("results", "sha256"),
    ("versions", "version"),
    ("versions", "quarter"),
    ("versions", "provider"),
]


@pytest.mark.parametrize(("table", "column"), STORED)
def test_a_flipped_bit(damaged, table, column):
    """bit flip inside a stored value: detected, in every column that says or seals anything."""
    with closing(sqlite3.connect(damaged.file)) as raw:
        for trigger in ("audit_is_not_changed", "audit_is_not_deleted"):
            raw.execute(f"DROP TRIGGER {trigger}")
        place, value = raw.execute(f"SELECT rowid, {column} FROM {table} ORDER BY rowid DESC").fetchone()
        raw.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (flipped(value), place))
        raw.commit()
    assert list(integrity_faults(damaged.open())) != []


def test_a_flipped_bit_is_found_where_it_would_be_used(damaged):
    """bit flip inside a stored value: no measure and no issue is made of it."""
    with closing(sqlite3.connect(damaged.file)) as raw:
        data = raw.execute("SELECT data FROM kept_rows WHERE seq = 1").fetchone()[0]
        raw.execute("UPDATE kept_rows SET data = ? WHERE seq = 1", (flipped(data),))
        raw.execute("DELETE FROM results")
        raw.commit()
    store = damaged.open()
    with pytest.raises(
        Damaged, match=r"The rows of return 1 .* are not those that were saved. Restore the latest backup"
    ):
        stands(store)
    with pytest.raises(Damaged):
        acceptance.preview_acceptance(
            store, stands_without_rows(store), returns_of(trainings(Q + 1, 2, "next.xlsx"))
        )


def stands_without_rows(store):
    from ieo_metrics.store.current_snapshot import StoreSnapshot
    from ieo_metrics.store.returns.returns_that_count import counting_returns
    from ieo_metrics.store.trail.audit_trail import facts_version, trail_head
    from tests.store.office import SETTINGS

    with store.reading() as connection:
        return StoreSnapshot(
            *(facts_version(connection), trail_head(connection), tuple(counting_returns(connection))),
            *((), None, (), (), {}, SETTINGS, (), (), (), None),
        )


def test_a_flipped_bit_of_an_issue_is_not_printed(damaged):
    """bit flip inside a stored value: an issue that is not what was issued is not made again."""
    with closing(sqlite3.connect(damaged.file)) as raw:
        raw.execute(
            "UPDATE issues SET data = ?", (flipped(raw.execute("SELECT data FROM issues").fetchone()[0]),)
        )
        raw.commit()
    store = damaged.open()
    with (
        pytest.raises(Damaged, match="the issue of 2024/25 Q1 is not what was issued"),
        store.reading() as connection,
    ):
        issues.all_issues(connection)


def unfinished(office: Office) -> None:
    """A store whose last save is in its -wal only: whoever saved was killed."""
    store = office.open()

    def save() -> None:
        import os

        with store.reading():  # held open, so that the log is not put into the file
            take(store, returns_of(trainings(Q + 1, 5, "next.xlsx"), store=store))
            os._exit(children.KILLED)

    assert children.run(save) == children.KILLED


def test_a_save_that_is_in_the_log_only_is_there_after_a_restart(damaged):
    """missing -wal/-shm: with them nothing is lost."""
    unfinished(damaged)
    assert Path(f"{damaged.file}-wal").stat().st_size > 0
    Path(f"{damaged.file}-shm").unlink()
    store = damaged.open()
    assert (len(stands(store).returns), list(integrity_faults(store))) == (3, [])


def test_a_log_that_is_gone_is_found_out(damaged):
    """missing -wal: the check names what was cut off, by the head that was written down outside."""
    unfinished(damaged)
    Path(f"{damaged.file}-wal").unlink()
    Path(f"{damaged.file}-shm").unlink()
    assert any("rows were cut off" in one for one in integrity_faults(damaged.open()))


def test_a_database_that_was_copied_alone_while_live_is_not_restored(damaged, tmp_path):
    """.db copied alone while live: restore test fails loudly."""
    unfinished(damaged)
    copy = tmp_path / "copy.db"
    shutil.copy(damaged.file, copy)
    before = damaged.file.read_bytes()
    with pytest.raises(NotOurs, match="is not a backup: it looks like a copy of a store that was in use"):
        restore.restore_backup(copy, "A. Officer", folder=damaged.folder)
    assert damaged.file.read_bytes() == before


@pytest.mark.parametrize("how", ["cut", "garbled", "a row removed", "the trail cut", "empty", "absent"])
def test_a_damaged_backup_is_not_restored(damaged, how):
    """restore test fails loudly: a backup that is not whole replaces nothing."""
    [path] = (damaged.folder / "backups").glob("*.backup")
    if how == "cut":
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    elif how == "garbled":
        spoil(path, 4096, random.Random(2).randbytes(4096 * 3))
    elif how == "empty":
        path.write_bytes(b"")
    elif how == "absent":
        path.unlink()
    else:
        with closing(sqlite3.connect(path)) as raw:
            raw.execute("DROP TRIGGER audit_is_not_deleted")
            raw.execute(
                "DELETE FROM kept_rows WHERE seq = 1"
                if how == "a row removed"
                else "DELETE FROM audit WHERE seq = 4"
            )
            raw.commit()
    before = damaged.file.read_bytes()
    with pytest.raises((Damaged, NotOurs)):
        restore.restore_backup(path, "A. Officer", folder=damaged.folder)
    assert damaged.file.read_bytes() == before
    assert list(integrity_faults(open_store(folder=damaged.folder))) == []
