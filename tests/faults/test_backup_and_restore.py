"""Backup under load, restore to another place and to the other kind of database: byte for byte the same
measures."""

import datetime as dt
import threading

import pytest

from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.store.database import backup, restore
from ieo_metrics.store.database.errors import NotOurs
from ieo_metrics.store.database.store import latest_backup
from ieo_metrics.store.trail import verify
from tests.faults import children
from tests.store.office import Office, issue, returns_of, stands, stars, take, tidy, trainings

Q = quarter(2024, 1)


@pytest.fixture
def filled(office):
    store = office.open()
    take(store, returns_of(trainings(Q, 3), stars(Q, {"a": (1, 2), "b": (3, 9)})))
    issue(store, Q)
    take(store, returns_of(trainings(Q + 1, 4, "next.xlsx"), store=store))
    return office


@pytest.mark.parametrize("to", ["SQLite", "PostgreSQL"])
def test_a_restored_store_is_the_same(filled, to, tmp_path, request):
    """backup and restore: restored system gives byte-identical measures (all 19), from either database to
    either."""
    from tests.store import postgres

    store = filled.opened[0]
    before = tidy(store)
    path = backup.back_up(store, tmp_path / "one.backup")
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "key").write_bytes((filled.folder / "key").read_bytes())
    address, remove = (
        (None, lambda: None)
        if to == "SQLite"
        else postgres.new_database(request.getfixturevalue("server").address)
    )
    again = restore.restore_backup(path, "B. Officer", address, folder)
    try:
        assert tidy(again) == before
        assert list(verify.integrity_faults(again)) == []
        assert (len(stands(again).issues), set(stands(again).locks), stands(again).head.rows) == (
            1,
            {Q},
            stands(store).head.rows + 1,
        )
        take(again, returns_of(trainings(Q + 2, 5, "later.xlsx"), store=again))  # and goes on
        assert len(stands(again).returns) == 4
    finally:
        again.engine.dispose()
        remove()


def test_a_backup_while_others_save(office, tmp_path):
    """backup under load: what is in it is one moment: every backup is whole, and its measures are those of
    its returns."""
    store, other = office.open(), office.open()
    done = threading.Event()

    def officer() -> None:
        for n in range(6):
            take(other, returns_of(trainings(Q + n, n + 1, f"{n}.xlsx"), store=other))
        done.set()

    saving = threading.Thread(target=officer)
    saving.start()
    paths = []
    while not done.is_set() and len(paths) < 8:
        paths.append(backup.back_up(store, tmp_path / f"{len(paths)}.backup"))
    saving.join(children.LONGEST_SECONDS)
    paths.append(backup.back_up(store, tmp_path / "last.backup"))
    for n, path in enumerate(paths):
        one = Office(tmp_path / f"restored {n}")
        one.folder.mkdir()
        (one.folder / "key").write_bytes((office.folder / "key").read_bytes())
        again = restore.restore_backup(path, "A. Officer", folder=one.folder, url=f"sqlite:///{one.file}")
        assert list(verify.integrity_faults(again)) == []
        held = stands(again)
        assert [one.quarters for one in held.returns] == [(Q + n,) for n in range(len(held.returns))]
        one.close()
    assert len(held.returns) == 6


def test_a_restore_puts_what_was_there_aside(file_office):
    """backup and restore: nothing is deleted, and the trail says that it was restored and where it had
    ended."""
    store = file_office.open()
    take(store, returns_of(trainings(Q, 3)))
    path = backup.back_up(store, backup.default_path(store))
    take(store, returns_of(trainings(Q, 5, "again.xlsx"), store=store))
    ended = store.anchor()
    again = restore.restore_backup(path, "A. Officer", folder=file_office.folder)
    assert len(stands(again).returns) == 1
    assert len(list((file_office.folder / "backups").glob("replaced *.db"))) == 1
    from ieo_metrics.store.trail import audit_trail

    with again.reading() as connection:
        last = audit_trail.trail_entries(connection)[-1]
    assert last.action == "restored a backup" and ended in last.about


def test_a_server_that_holds_a_store_is_not_overwritten(server_office, tmp_path):
    """backup and restore: onto a server only where its database is empty."""
    store = server_office.open()
    path = backup.back_up(store, tmp_path / "one.backup")
    with pytest.raises(NotOurs, match=r"There is already a store in the database. Nothing was changed"):
        restore.restore_backup(path, "A. Officer", server_office.address, server_office.folder)


def test_the_latest_backup_is_the_latest(file_office):
    """say restore from backup dated ...: the newest by its time, whether it was made by hand or before an
    upgrade."""
    folder = file_office.folder / "backups"
    folder.mkdir(parents=True)
    for name in ("2024-04-01 090000", "before version 2, 2024-02-01 090000", "2024-03-01 090000"):
        (folder / f"{name}.backup").touch()
    assert "2024-04-01 090000.backup. " in latest_backup(file_office.folder)
    assert backup.file_time(dt.datetime(2024, 10, 27, 1, 30, tzinfo=dt.UTC)) == "2024-10-27 013000"
