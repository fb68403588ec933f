"""No room, no right to write, and another save running: a clear message, nothing changed, and what is there
can be read."""

import contextlib
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.store.database import backup, restore
from ieo_metrics.store.database.errors import Busy, Full, ReadOnly, StoreTrouble
from ieo_metrics.store.database.opening import open_store
from ieo_metrics.store.returns import acceptance
from ieo_metrics.store.trail import verify
from tests.faults import children
from tests.store import postgres
from tests.store.office import Office, issue, returns_of, stands, stars, take, tidy, trainings

Q = quarter(2024, 1)


def big(name: str = "big.xlsx"):
    """A return that needs more room than there is left."""
    return returns_of(trainings(Q + 1, 4000, name))


def limited(size: int) -> None:
    """No file of this process grows beyond a number of bytes; the attempt is an error, not a signal. What it
    compiles is not kept: it would be cut off for everybody."""
    sys.dont_write_bytecode = True
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.fixture
def small_disk(tmp_path) -> Iterator[Path]:
    """A disk of one megabyte."""
    at = tmp_path / "disk"
    at.mkdir()
    if (
        os.getuid()
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(at)], capture_output=True
        ).returncode
    ):
        pytest.skip("no disk can be mounted here; the same is tested with a limit on the size of files")
    yield at
    subprocess.run(["umount", "-l", str(at)], check=True)


def test_no_page_is_left_for_the_database(file_office):
    """disk full on database: clear message, nothing changed, app still reads; with room again the same save
    is done."""
    store = file_office.open()
    take(store, returns_of(trainings(Q, 3)))
    before, head = tidy(store), stands(store).head
    now = stands(store)
    shown = acceptance.preview_acceptance(store, now, big())
    with store.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()

    def full(connection, record) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages + 5}")

    sa.event.listen(store.engine, "connect", full)
    with pytest.raises(Full, match="no room left"):
        acceptance.accept_shown_returns(store, "A. Officer", shown)
    assert (tidy(store), stands(store).head, list(verify.integrity_faults(store))) == (before, head, [])
    assert tidy(store, Settings(repeated_cohorts="added up"))  # measures that cannot be kept can be read
    sa.event.remove(store.engine, "connect", full)
    acceptance.accept_shown_returns(store, "A. Officer", shown)
    assert len(stands(store).returns) == 2


def test_no_byte_is_left_for_the_log_of_a_save(file_office):
    """disk full on database (RLIMIT_FSIZE): clear message, nothing changed."""
    store = file_office.open()
    take(store, returns_of(trainings(Q, 3)))
    before, now = tidy(store), stands(store)
    shown = acceptance.preview_acceptance(store, now, big())

    def save() -> None:
        limited(40_000)
        with pytest.raises(Full, match="no room left"):
            acceptance.accept_shown_returns(store, "A. Officer", shown)
        assert tidy(store) == before

    assert children.run(save) == 0
    assert (tidy(store), list(verify.integrity_faults(store))) == (before, [])


def fill_up(path: Path) -> None:
    with contextlib.suppress(OSError), open(path, "wb", buffering=0) as file:
        while True:
            file.write(b"\0" * 4096)


def test_a_full_disk(small_disk):
    """disk full on database (a disk of its own)."""
    office = Office(small_disk / "store")
    store = office.open()
    take(store, returns_of(trainings(Q, 3)))
    before, now = tidy(store), stands(store)
    shown = acceptance.preview_acceptance(store, now, big())
    filler = small_disk / "filler"
    fill_up(filler)
    with pytest.raises(Full, match="no room left"):
        acceptance.accept_shown_returns(store, "A. Officer", shown)
    assert (tidy(store), len(stands(store).returns)) == (before, 1)
    with pytest.raises(StoreTrouble):
        backup.back_up(store, office.folder / "backups" / "one.backup")
    assert [path for path in office.folder.rglob("*") if "one.backup" in path.name] == []
    filler.unlink()
    assert list(verify.integrity_faults(store)) == []
    office.close()


def test_a_full_disk_and_all_that_is_not_a_save(small_disk, tmp_path, monkeypatch, capsys):
    """disk full: neither issuing, nor a restore of either kind, nor a pack leaves a thing behind or fails without
    a sentence; with room again each is done."""
    from ieo_metrics.__main__ import main

    office, out = Office(small_disk / "store"), small_disk / "out"
    store = office.open()
    take(store, returns_of(trainings(Q, 30)))
    issue(store, Q)
    monkeypatch.setenv("IEO_FOLDER", str(office.folder))
    path = backup.back_up(store, tmp_path / "one.backup")
    take(store, returns_of(trainings(Q + 1, 3, "next.xlsx"), store=store))
    before, now, kept = tidy(store), stands(store), sorted(office.folder.iterdir())
    filler = small_disk / "filler"
    fill_up(filler)
    for save in (
        lambda: issue(store, Q + 1),
        lambda: restore.restore_in_place(store, "A. Officer", path, now.head),
    ):
        with pytest.raises(Full, match="no room left"):
            save()
    pack = ["pack", "--store", "--quarter", "2024/25 Q1", "--out", str(out)]
    assert [main(["restore", str(path)]), main(pack)] == [2, 2]
    said = capsys.readouterr().err
    assert "There is no room left where the returns are kept." in said
    assert f"Nothing could be written to {out}: no space left on device." in said
    assert (tidy(store), stands(store).head, list(verify.integrity_faults(store))) == (before, now.head, [])
    left = [at for at in (*office.folder.iterdir(), *out.glob("*")) if at.is_file() and at not in kept]
    assert [at.name for at in left if not at.name.startswith("returns.db-")] == []
    filler.unlink()
    issue(store, Q + 1)
    assert main(["restore", str(path)]) == 0 and len(stands(office.open()).returns) == 1
    office.close()


def test_a_backup_onto_a_full_disk(office):
    """disk full on backup: fails cleanly; no half file offered."""
    store = office.open()
    take(store, returns_of(trainings(Q, 3)))
    store.engine.dispose()
    path = office.folder / "backups" / "one.backup"

    def back_up() -> None:
        limited(50_000)
        with pytest.raises(Full):
            backup.back_up(store, path)

    assert children.run(back_up) == 0
    assert list(path.parent.iterdir()) == []


def test_a_backup_into_a_place_that_cannot_be_written(file_office):
    """disk full on backup: nor where there is no folder to write to."""
    store = file_office.open()
    (file_office.folder / "backups").write_text("a file where the folder should be")
    with pytest.raises(StoreTrouble, match="No backup could be written"):
        backup.back_up(store, backup.default_path(store))


@pytest.mark.parametrize("there", [False, True])
def test_a_backup_into_a_folder_without_the_right_to_write(capfd, monkeypatch, there):
    """read-only directory: the command says that the backup's folder is what cannot be written; nothing is
    wrong with the store. `there`: whether the folder for backups is there already."""
    from ieo_metrics import (
        commands_on_store,  # now: nobody may not be let into the folder of Python's own modules
    )
    from ieo_metrics.__main__ import main

    assert commands_on_store
    place = Path(tempfile.mkdtemp(prefix="ieo-read-only-"))
    try:
        place.chmod(0o755)
        office = Office(place / "store")
        take(office.open(), returns_of(trainings(Q, 3)))
        office.close()
        backups = office.folder / "backups"
        if there:
            backups.mkdir()
        for path in (office.folder, *office.folder.iterdir()):
            if os.getuid() == 0:
                os.chown(path, children.NOBODY, children.NOBODY)
        for path in (backups,) if there else (office.folder,):
            path.chmod(0o555)
        monkeypatch.setenv("IEO_FOLDER", str(office.folder))

        def officer() -> None:
            children.as_nobody()
            assert main(["backup"]) == 2

        assert children.run(officer) == 0
        said = capfd.readouterr().err
        assert (
            f"No backup could be written to {backups}" in said
            and "Permission denied" in said
            and "--out" in said
        )
        assert "Put it back" not in said and "the returns are kept" not in said
    finally:
        for path in (office.folder, backups):
            with contextlib.suppress(FileNotFoundError):
                path.chmod(0o755)
        shutil.rmtree(place)


def test_a_marked_workbook_onto_a_full_disk(tmp_path):
    """disk full on export: the command line leaves no half file, and says so."""
    from ieo_metrics.__main__ import main
    from ieo_metrics.exports.fix_list import child_main
    from ieo_metrics.exports.fix_list.marking import copy_as_xlsx, marked_workbook
    from tests.faults.workbooks import tips_workbook

    # Compiled now, as the child of the command would keep what it compiles under the limit.
    assert child_main and copy_as_xlsx and marked_workbook
    given, out = tmp_path / "tips.xlsx", tmp_path / "out" / "marked.xlsx"
    given.write_bytes(tips_workbook())
    out.parent.mkdir()

    def annotate() -> None:
        limited(2_000)
        assert main(["annotate", str(given), "--out", str(out)]) == 2

    assert children.run(annotate) == 0
    assert list(out.parent.iterdir()) == []


def refused_in_words(store) -> None:
    """A store that can be read, and says that it cannot be changed."""
    assert store.read_only
    now = stands(store)
    fresh = returns_of(trainings(Q, 9, "other.xlsx"))
    with pytest.raises(ReadOnly, match="can look at the returns here but not change them"):
        acceptance.accept_shown_returns(
            store,
            "A. Officer",
            acceptance.preview_acceptance(store, now, fresh)
            if store.key
            else acceptance.Preview((), (), (), (), (), None, now.facts),
        )
    assert tidy(store, Settings(repeated_cohorts="added up")).count("\n") > 19


def test_a_database_that_is_opened_to_read(file_office):
    """read-only database: app starts read-only (mode=ro)."""
    take(file_office.open(), returns_of(trainings(Q, 3)))
    before = file_office.file.read_bytes()
    refused_in_words(open_store(f"sqlite:///{file_office.file}?mode=ro", file_office.folder))
    assert file_office.file.read_bytes() == before


@pytest.mark.parametrize("what", ["file", "directory", "both"])
def test_a_database_or_directory_without_the_right_to_write(what):
    """read-only database or directory: app starts read-only (chmod)."""
    place = Path(tempfile.mkdtemp(prefix="ieo-read-only-"))
    try:
        place.chmod(0o755)
        office = Office(place / "store")
        store = office.open()
        take(store, returns_of(trainings(Q, 3)))
        before = tidy(store)
        office.close()
        for path in (office.folder, *office.folder.iterdir()):
            if os.getuid() == 0:
                os.chown(path, children.NOBODY, children.NOBODY)
        if what != "directory":
            office.file.chmod(0o444)
        if what != "file":
            office.folder.chmod(0o555)

        def officer() -> None:
            children.as_nobody()
            one = office.open()
            assert tidy(one) == before and one.key is not None
            refused_in_words(one)

        assert children.run(officer) == 0
    finally:
        office.folder.chmod(0o755)
        shutil.rmtree(place)


def test_a_server_that_takes_no_changes(server_office):
    """PostgreSQL read-only: app starts read-only, with the same words."""
    take(server_office.open(), returns_of(trainings(Q, 3)))
    name = postgres.ask(server_office.address, "SELECT current_database()")[0][0]
    postgres.ask(server_office.address, f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    server_office.close()
    refused_in_words(server_office.open())


@pytest.fixture
def short_wait(monkeypatch):
    """One second of patience instead of five."""
    for module in ("store", "sqlite_file", "postgres_server"):
        monkeypatch.setattr(f"ieo_metrics.store.database.{module}.WAIT_SECONDS", 1)


def test_another_save_that_does_not_end(office, short_wait):
    """locked database: wait, then "another save is running, try again"; input kept: the same save is done
    afterwards."""
    store, other = office.open(), office.open()
    now = stands(store)
    shown = acceptance.preview_acceptance(store, now, returns_of(trainings(Q, 3)))
    with other.writing():
        assert stands(store).returns == ()  # what is there can be read meanwhile
        with pytest.raises(Busy, match=r"Another save is running. Nothing was changed; try again"):
            acceptance.accept_shown_returns(store, "A. Officer", shown)
    assert stands(store).returns == ()
    assert [one.already for one in acceptance.accept_shown_returns(store, "A. Officer", shown)] == [False]


def test_another_save_that_ends_in_time(office):
    """locked database: a save waits for the one before it, and is done."""
    store, other = office.open(), office.open()
    now = stands(store)
    shown = acceptance.preview_acceptance(store, now, returns_of(trainings(Q, 3)))
    with other.writing():
        waiting = threading.Thread(target=acceptance.accept_shown_returns, args=(store, "A. Officer", shown))
        waiting.start()
        waiting.join(0.2)
        assert waiting.is_alive()
    waiting.join(children.LONGEST_SECONDS)
    assert len(stands(store).returns) == 1


def test_a_save_that_reads_first_is_not_overtaken(office):
    """read-then-write upgrade in WAL: no surprise failure: what writes begins as a writer, and another waits
    from its first statement."""
    store, other = office.open(), office.open()
    now = stands(other)
    shown = acceptance.preview_acceptance(other, now, returns_of(stars(Q, {"a": (1, 2)})))
    with store.writing() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM returns").scalar() == 0
        waiting = threading.Thread(target=acceptance.accept_shown_returns, args=(other, "B. Officer", shown))
        waiting.start()
        waiting.join(0.2)
        connection.exec_driver_sql("INSERT INTO remembered VALUES ('reading first', '1')")
    waiting.join(children.LONGEST_SECONDS)
    assert len(stands(store).returns) == 1


def test_what_is_read_is_of_one_moment(office):
    """read-then-write upgrade in WAL: a long look is not disturbed by a save, and does not disturb it."""
    store, other = office.open(), office.open()
    with store.reading() as connection:
        count = sa.text("SELECT count(*) FROM returns")
        assert connection.execute(count).scalar() == 0
        take(other, returns_of(trainings(Q, 3)))
        assert connection.execute(count).scalar() == 0
    take(store, returns_of(stars(Q, {"a": (1, 2)})))
    assert len(stands(store).returns) == 2
