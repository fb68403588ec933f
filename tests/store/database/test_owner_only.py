"""What is about young people is readable by the owner of the folder only."""

import os
import stat
from pathlib import Path

import pytest

from ieo_metrics.store.database.backup import back_up
from ieo_metrics.store.database.opening import open_store


@pytest.mark.skipif(os.name == "nt", reason="Windows gives a user's folder to that user by itself")
def test_store_key_and_backups_are_nobody_else_s(tmp_path: Path) -> None:
    before, folder = os.umask(0o022), tmp_path / "store"
    try:
        store = open_store(folder=folder)
        back_up(store, folder / "backups" / "first.db")
        there = [folder, *(path for path in folder.rglob("*") if path.name != "audit head")]
        assert {"key", "returns.db", "backups", "first.db"} <= {path.name for path in there}
        readable = [path.name for path in there if stat.S_IMODE(path.stat().st_mode) & 0o077]
        store.engine.dispose()
    finally:
        os.umask(before)
    assert readable == []
