"""The command line about the store: nothing is made where nothing is, and what cannot be done is said in a
line."""

from pathlib import Path

import pytest

from ieo_metrics.__main__ import main
from ieo_metrics.store.database.opening import open_store
from ieo_metrics.store.database.store import KEY_FILE
from ieo_metrics.store.issues.approving.second_person import Somebody, let_issues_wait, second_person
from ieo_metrics.store.trail.audit_trail import append_entry


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the test's own, in which nothing is yet."""
    for name in ("IEO_DATABASE_URL", "IEO_KEY_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("IEO_FOLDER", str(tmp_path / "store"))
    return tmp_path / "store"


@pytest.mark.parametrize("call", [["verify"], ["backup"], ["reduce", "--before", "2024/25 Q1"]])
def test_where_there_is_no_store_none_is_made(
    call: list[str], folder: Path, capsys: pytest.CaptureFixture
) -> None:
    assert main(call) == 2 and "There is no store at" in capsys.readouterr().err
    assert not folder.exists()


def test_a_store_is_whole_is_backed_up_and_comes_back(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    open_store()
    assert main(["verify"]) == 0 and "as it was saved" in capsys.readouterr().out
    assert main(["backup", "--out", str(tmp_path / "one.backup")]) == 0
    assert main(["restore", str(tmp_path / "one.backup")]) == 0
    assert main(["verify"]) == 0 and main(["verify", "--head", "7:0123456789abcdef"]) == 1


def test_what_a_restored_store_does_not_know_is_said(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    store, path = open_store(), str(tmp_path / "one.backup")
    assert main(["backup", "--out", path]) == 0 and main(["restore", path]) == 0
    assert "Before anything is issued" not in capsys.readouterr().err
    with store.writing() as connection:
        append_entry(
            connection, store.now(), "A. Officer", "issued a quarter", {"quarter": "2024/25 Q1", "issue": 2}
        )
    assert main(["restore", path]) == 0
    said = capsys.readouterr().err
    assert "Before anything is issued again: what was restored does not know of this: issue 2 of" in said
    (folder / "returns.db").write_bytes(b"no store")
    assert main(["restore", path]) == 0 and "could not be read" in capsys.readouterr().err


def test_an_issue_that_waits_for_a_second_person_does_so_after_a_restore(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    """Else one person with the command line could undo what takes the word of two."""

    def waits() -> bool | None:
        with open_store().reading() as connection:
            return second_person(connection).waits

    path = str(tmp_path / "one.backup")
    store = open_store()
    assert main(["backup", "--out", path]) == 0
    let_issues_wait(store, Somebody("A. Officer (1)", "first"))
    assert main(["restore", path]) == 0
    assert waits() and main(["verify"]) == 0
    assert "Before anything is issued" not in capsys.readouterr().err
    (folder / "returns.db").write_bytes(b"no store")
    assert main(["restore", path]) == 0 and waits() is None
    assert "whether an issue waits for a second person is as it was then" in capsys.readouterr().err


def test_a_backup_writes_over_no_other_file(folder: Path, capsys: pytest.CaptureFixture) -> None:
    open_store()
    key = (folder / KEY_FILE).read_bytes()
    for name in (KEY_FILE, "returns.db", "audit head"):
        assert (
            main(["backup", "--out", str(folder / name)]) == 2
            and "It was not overwritten" in capsys.readouterr().err
        )
    assert (folder / KEY_FILE).read_bytes() == key and main(["verify"]) == 0


def test_a_missing_key_is_said(folder: Path, capsys: pytest.CaptureFixture) -> None:
    open_store()
    (folder / KEY_FILE).unlink()
    assert main(["verify"]) == 1 and "there is no key file" in capsys.readouterr().out


def test_a_range_is_no_quarter_to_reduce_before(capsys: pytest.CaptureFixture) -> None:
    open_store()
    assert (
        main(["reduce", "--before", "2021/22 Q1..2022/23 Q2"]) == 2
        and "more than one quarter" in capsys.readouterr().err
    )
