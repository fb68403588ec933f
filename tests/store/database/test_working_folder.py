"""What is worked on for a moment stands with the backups, for their owner alone, and is removed; also, in time, what
was left where the power went."""

import os
import tempfile
import time
from pathlib import Path

import pytest

from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.store.database import backup, restore
from ieo_metrics.store.database.errors import NotOurs
from ieo_metrics.store.database.owner_only import OLD_SECONDS, WORKING, sweep, working_folder
from ieo_metrics.store.database.store import BACKUPS
from tests.store.office import returns_of, stands, take, trainings

Q = quarter(2024, 1)


def test_it_is_its_owners_and_removed_again(tmp_path: Path) -> None:
    within = tmp_path / "store" / BACKUPS
    with working_folder(within) as folder:
        assert folder.parent == within and folder.stat().st_mode & 0o777 == 0o700
        (folder / "copy.db").write_bytes(b"rows")
    assert list(within.iterdir()) == []


def test_it_is_removed_whatever_goes_wrong(tmp_path: Path) -> None:
    def go_wrong() -> None:
        with working_folder(tmp_path) as folder:
            (folder / "copy.db").write_bytes(b"rows")
            raise ValueError("wrong")

    with pytest.raises(ValueError, match="wrong"):
        go_wrong()
    assert list(tmp_path.iterdir()) == []


def test_what_was_left_goes_when_it_is_old(tmp_path: Path) -> None:
    left, new, mine = (tmp_path / name for name in (f"{WORKING}old", f"{WORKING}new", "Q2.backup"))
    for folder in (left, new):
        folder.mkdir()
        (folder / "returns.db").write_bytes(b"rows")
    part = tmp_path / "x.backup.part-journal"
    for path in (mine, part):
        path.write_bytes(b"rows")
    long_ago = time.time() - OLD_SECONDS - 60
    for path in (left, mine, part):
        os.utime(path, (long_ago, long_ago))
    sweep(tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted((new, mine))
    with working_folder(tmp_path):
        os.utime(new, (long_ago, long_ago))
    assert new.exists()
    with working_folder(tmp_path):
        assert not new.exists()


def test_where_no_folder_can_be_made_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("here")
    with (
        pytest.raises(NotOurs, match=r"No folder can be made in .*Nothing was changed"),
        working_folder(tmp_path / "file"),
    ):
        pass


def test_a_restore_leaves_the_systems_own_place_alone(file_office, monkeypatch: pytest.MonkeyPatch) -> None:
    store = file_office.open()
    take(store, returns_of(trainings(Q, 3)))
    path = backup.back_up(store, backup.default_path(store))
    monkeypatch.setattr(tempfile, "tempdir", str(file_office.folder / "nowhere"))
    monkeypatch.setattr(tempfile, "gettempdir", lambda: pytest.fail("the system's own place was asked for"))
    again = restore.restore_backup(path, "A. Officer", folder=file_office.folder)
    restore.restore_in_place(again, "A. Officer", path, stands(again).head)
    again.engine.dispose()
    assert [
        one.name for one in (file_office.folder / BACKUPS).iterdir() if one.name.startswith(WORKING)
    ] == []
