"""What is about young people is readable by the owner of the folder only, and so are files of the command line
that may name them."""

import os
import stat
from collections.abc import Iterable
from pathlib import Path

import pytest

from ieo_metrics.__main__ import main
from ieo_metrics.exports.pack.files import write_pack
from ieo_metrics.recognising.mappings.mapping import EMPTY
from ieo_metrics.recognising.mappings.mapping_as_json import write_mapping
from ieo_metrics.store.database.backup import back_up
from ieo_metrics.store.database.opening import open_store
from tests.faults.workbooks import tips_workbook


def readable(paths: Iterable[Path]) -> list[str]:
    """The names of what others than the owner may read."""
    return [path.name for path in paths if stat.S_IMODE(path.stat().st_mode) & 0o077]


on_a_shared_machine = pytest.mark.skipif(
    os.name == "nt", reason="Windows gives a user's folder to that user by itself"
)


@on_a_shared_machine
def test_store_key_and_backups_are_nobody_else_s(tmp_path: Path) -> None:
    before, folder = os.umask(0o022), tmp_path / "store"
    try:
        store = open_store(folder=folder)
        back_up(store, folder / "backups" / "first.db")
        there = [folder, *(path for path in folder.rglob("*") if path.name != "audit head")]
        with store.reading() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM audit")  # SQLite then keeps two more
            there += list(folder.glob("returns.db-*"))
            assert {"key", "returns.db", "returns.db-wal", "returns.db-shm", "backups", "first.db"} <= {
                path.name for path in there
            }
            assert readable(there) == []
        store.engine.dispose()
    finally:
        os.umask(before)


@on_a_shared_machine
def test_what_the_command_line_writes_for_the_officer_is_nobody_else_s(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        given = tmp_path / "tips.xlsx"
        given.write_bytes(tips_workbook())
        assert main(["annotate", str(given), "--out", str(tmp_path / "marked.xlsx")]) in (0, 1)
        write_pack({"audit.xlsx": b"rows"}, tmp_path, for_officer=True)
        write_pack({"tables.xlsx": b"what may be shared"}, tmp_path)
        write_mapping(EMPTY, tmp_path / "mapping.json")
        assert readable(path for path in tmp_path.iterdir() if path != given) == ["tables.xlsx"]
    finally:
        os.umask(before)
