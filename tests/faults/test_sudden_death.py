"""The program dies in the middle: what was acknowledged is there, and what was not is wholly there or wholly
absent."""

import os
import random
import time
from collections.abc import Callable
from pkgutil import resolve_name

import pytest
import sqlalchemy as sa

from ieo_metrics.exports.pack.files import write_pack
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.store.database import backup, restore, sqlite_file
from ieo_metrics.store.database.opening import open_store
from ieo_metrics.store.database.schema import VERSION
from ieo_metrics.store.trail import verify
from tests.faults import children
from tests.faults.rounds import Rounds
from tests.store import postgres
from tests.store.office import returns_of, stands, stars, take, tidy, trainings

Q = quarter(2024, 1)


def several() -> tuple:
    """Two returns that are accepted in one go."""
    return returns_of(trainings(Q, 300), stars(Q, {f"YP-{n}": (n % 9 + 1, n % 7 + 2) for n in range(300)}))


def dying(monkeypatch, name: str) -> None:
    monkeypatch.setattr("ieo_metrics.store.database.failpoints.at_moment", children.dies_at(name))


def orphans(folder) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.name.endswith((".part", ".new", "-journal"))]


def killed(rounds: Rounds, how_often: int, seconds: float) -> list[int]:
    """How many returns were there after each round."""
    chance, out = random.Random(20240420), []
    for _ in range(how_often):
        rounds.again()
        told, tell = os.pipe()

        def save(told: int = told, tell: int = tell) -> None:
            os.write(tell, b"!")
            rounds.accept(store=rounds.own())

        child = children.fork(save)
        os.read(told, 1)
        time.sleep(chance.uniform(0, seconds))
        children.kill(child)
        os.close(told), os.close(tell)
        out.append(rounds.wholly())
    return out


def test_killed_at_any_moment_of_a_save_200_times(file_office):
    """kill -9 during save: after restart the return is wholly there or wholly absent; never part."""
    rounds = Rounds.of(file_office, several())
    assert set(killed(rounds, 200, 0.05)) <= {0, 2}
    rounds.again()
    rounds.accept()
    assert rounds.wholly() == 2


def test_killed_at_any_moment_of_a_save_on_a_server(server_office):
    """kill -9 during save: the same where the database is on a server."""
    rounds = Rounds.of(server_office, several())
    assert set(killed(rounds, 25, 0.12)) <= {0, 2}


@pytest.mark.parametrize(
    ("name", "there"), [("rows in", 0), ("audit in", 0), ("before commit", 0), ("after commit", 2)]
)
def test_killed_at_a_named_moment_of_a_save(office, monkeypatch, name, there):
    """kill -9 at named points: same; audit chain verifies; no orphan temp file. Doing it again saves nothing
    twice."""
    rounds = Rounds.of(office, several())
    with monkeypatch.context() as patched:
        dying(patched, name)
        assert children.run(lambda: rounds.accept(store=rounds.own())) == children.KILLED
    store = office.open()
    assert (rounds.wholly(), list(verify.integrity_faults(store)), orphans(office.folder)) == (there, [], [])
    assert [one.already for one in rounds.accept()] == [there == 2, there == 2]
    assert (rounds.wholly(), len(stands(store).returns), list(verify.integrity_faults(store))) == (2, 2, [])


@pytest.mark.parametrize("name", ["rows in", "audit in"])
def test_killed_while_a_quarter_is_issued(office, monkeypatch, name):
    """kill -9 at named points: an issue and its lock are there together or not at all."""
    from dataclasses import replace

    from ieo_metrics.store.database import postgres_server
    from tests.store.office import issue

    store = office.open()
    take(store, returns_of(trainings(Q, 3)))
    own = (
        (lambda: store)
        if store.is_sqlite
        else (lambda: replace(store, engine=postgres_server.server_engine(office.address)))
    )
    with monkeypatch.context() as patched:
        dying(patched, name)
        assert children.run(lambda: issue(own(), Q)) == children.KILLED
    now = stands(office.open())
    assert (now.issues, now.locks, list(verify.integrity_faults(store))) == ((), {}, [])


def test_killed_while_a_backup_is_written(office, monkeypatch):
    """kill -9 during export write: no backup is offered, the store is whole, and what was left behind goes
    with the next one."""
    store = office.open()
    take(store, returns_of(trainings(Q, 3)))
    path = office.folder / "backups" / "one.backup"
    store.engine.dispose()
    with monkeypatch.context() as patched:
        dying(patched, "export half written")
        assert children.run(lambda: backup.back_up(store, path)) == children.KILLED
    assert not path.exists() and list(verify.integrity_faults(store)) == []
    backup.back_up(store, path)
    assert restore.restore_backup(
        path, "A. Officer", f"sqlite:///{office.folder / 'other.db'}", office.folder
    )
    assert orphans(office.folder) == []


def test_what_a_killed_backup_left_behind_is_swept_up_later(file_office, monkeypatch):
    """kill -9 during export write: no orphan temp file stays for good."""
    store = file_office.open()
    folder = file_office.folder / "backups"
    with monkeypatch.context() as patched:
        dying(patched, "export half written")
        children.run(lambda: backup.back_up(store, folder / "one.backup"))
    assert orphans(folder)
    for left in folder.iterdir():
        os.utime(left, (0, 0))
    backup.back_up(store, folder / "two.backup")
    assert [path.name for path in folder.iterdir()] == ["two.backup"]


@pytest.mark.parametrize(
    "module", ["failpoints.at_moment", "sqlite_file.os.replace", "opening.new_key", "secret_key.os.link"]
)
def test_killed_at_the_first_start(file_office, monkeypatch, module):
    """kill -9 while the store is made: the next start makes it, and does not take it for a lost one."""
    with monkeypatch.context() as patched:
        patched.setattr(f"ieo_metrics.store.database.{module}", lambda *given: os._exit(children.KILLED))
        assert children.run(file_office.open) == children.KILLED
    store = file_office.open()
    assert (stands(store).head.rows, list(verify.integrity_faults(store)), store.why_no_key) == (1, [], "")
    assert store.anchor() == str(stands(store).head)


def test_killed_at_the_first_start_on_a_server(server_office, monkeypatch):
    """kill -9 while the store is made on a server: the next start goes on from there."""
    with monkeypatch.context() as patched:
        dying(patched, "step done")
        assert children.run(server_office.open) == children.KILLED
    assert stands(server_office.open()).head.rows == 1


def test_a_restore_that_was_killed_can_be_done_again(file_office, monkeypatch):
    """kill -9 during restore: the store that was there is beside the backups, and the backup is as it was."""
    store = file_office.open()
    take(store, returns_of(trainings(Q, 3)))
    before, path = tidy(store), file_office.folder / "backups" / "one.backup"
    backup.back_up(store, path)
    with monkeypatch.context() as patched:
        patched.setattr(
            "ieo_metrics.store.database.sqlite_file.os.replace", lambda *given: os._exit(children.KILLED)
        )
        assert (
            children.run(lambda: restore.restore_backup(path, "A. Officer", folder=file_office.folder))
            == children.KILLED
        )
    assert tidy(restore.restore_backup(path, "A. Officer", folder=file_office.folder)) == before
    assert list(verify.integrity_faults(open_store(folder=file_office.folder))) == []


def dies_the(which: int, do: Callable[..., object]) -> Callable[..., object]:
    """What does the same, and is where the program ends when it is asked for that time."""
    left = [which]

    def asked(*given: object) -> object:
        left[0] -= 1
        return do(*given) if left[0] else os._exit(children.KILLED)

    return asked


@pytest.mark.parametrize(
    ("name", "which", "done"),
    [
        ("backup.reached", 1, False),  # its own backup is being written
        ("restore.sqlite_file.copy_over", 1, False),
        (
            "restore.audit_trail.refuse_if_moved",
            2,
            False,
        ),  # others are locked out, and the first page is copied
        ("restore._note_head", 1, True),
    ],
)
def test_a_restore_in_place_that_was_killed_can_be_done_again(file_office, monkeypatch, name, which, done):
    """kill -9 during restore: the store is wholly as it was or wholly as the backup was, and it can be done."""
    store = file_office.open()
    take(store, returns_of(trainings(Q, 3)))
    path, ended = backup.back_up(store, file_office.folder / "backups" / "one.backup"), stands(store).head
    take(store, returns_of(trainings(Q, 5, "again.xlsx"), store=store))
    was, head = tidy(store), stands(store).head
    with monkeypatch.context() as patched:
        module, _, function = f"ieo_metrics.store.database.{name}".rpartition(".")
        patched.setattr(f"{module}.{function}", dies_the(which, resolve_name(f"{module}.{function}")))
        assert (
            children.run(lambda: restore.restore_in_place(store, "A. Officer", path, head)) == children.KILLED
        )
    again = file_office.open()
    assert (stands(again).head.rows, tidy(again) == was) == (
        (ended.rows + 1, False) if done else (head.rows, True)
    )
    # The head that was written down outside is the one of before until the next save, and the check says so.
    found = list(verify.integrity_faults(again))
    assert len(found) == int(done) and all("rows were cut off or replaced" in words for words in found)
    restore.restore_in_place(again, "A. Officer", path, stands(again).head)
    assert (stands(again).head.rows, list(verify.integrity_faults(again))) == (ended.rows + 1, [])


@pytest.mark.parametrize("moment", ["three steps", "rows"])
def test_a_restore_onto_a_server_that_was_killed_can_be_done_again(
    server_office, address_of, monkeypatch, moment, tmp_path
):
    """kill -9 during restore onto a server: its database counts as empty until all is there."""
    store = server_office.open()
    take(store, returns_of(trainings(Q, 3)))
    before, path = tidy(store), backup.back_up(store, tmp_path / "one.backup")
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "key").write_bytes((server_office.folder / "key").read_bytes())
    address, remove = postgres.new_database(address_of)
    try:
        with monkeypatch.context() as patched:
            if moment == "rows":
                patched.setattr(restore, "copy_rows", then_dies_on_a_server(restore.copy_rows))
            else:
                dying = dies_the(VERSION + 4, lambda *_: None)
                patched.setattr("ieo_metrics.store.database.failpoints.at_moment", dying)
            killed = children.run(lambda: restore.restore_backup(path, "A. Officer", address, folder))
        assert killed == children.KILLED
        done = restore.restore_backup(path, "A. Officer", address, folder)
        assert (tidy(done), list(verify.integrity_faults(done))) == (before, [])
        done.engine.dispose()
    finally:
        remove()


def then_dies_on_a_server(copy: Callable[..., object]) -> Callable[..., object]:
    """Copies rows, and ends the program before they are committed on a server."""

    def copies(old: sa.Connection, new: sa.Connection) -> object:
        out = copy(old, new)
        return out if new.dialect.name == "sqlite" else os._exit(children.KILLED)

    return copies


@pytest.mark.parametrize("moved", range(4))
def test_killed_while_a_pack_is_written(tmp_path, monkeypatch, moved):
    """kill -9 during export write: each file is wholly of the one pack or of the other, and the next time all are,
    with nothing left beside them."""
    old, new = ({name: f"{n} {name}".encode() * 9 for name in ("a.xlsx", "b.docx")} for n in (1, 2))
    write_pack(old, tmp_path)
    move, left = os.replace, [moved]

    def replace_or_die(*given: object) -> None:
        if not left[0]:
            os._exit(children.KILLED)
        left[0] -= 1
        move(*given)

    with monkeypatch.context() as patched:
        patched.setattr("ieo_metrics.exports.pack.files.os.replace", replace_or_die)
        assert children.run(lambda: write_pack(new, tmp_path)) == children.KILLED
    there = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.name in new}
    assert all(data in (old[name], new[name]) for name, data in there.items())
    write_pack(new, tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == new


def test_an_acknowledged_save_is_on_the_disk(file_office):
    """power loss: last acknowledged save survives: each commit is written through (synchronous=FULL) in a
    write-ahead log."""
    store = file_office.open()
    assert sqlite_file.engine_of(file_office.file, "rw") is not store.engine
    with store.reading() as connection:
        said = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("synchronous", "journal_mode", "foreign_keys", "secure_delete")
        ]
    assert said == [2, "wal", 1, 1]
    with store.writing() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2


def test_a_commit_on_a_server_is_asked_to_be_on_its_disk(server_office):
    """power loss: the store does not turn the server's own promise off."""
    store = server_office.open()
    with store.writing() as connection:
        said = connection.exec_driver_sql(
            "SELECT setting, source FROM pg_settings WHERE name = 'synchronous_commit'"
        ).one()
    assert said.source != "session"
