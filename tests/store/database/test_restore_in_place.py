"""A backup put back into an open store: all at once, for everybody who has it open, and never where the store
would forget what readers know."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.store.database import sqlite_file
from ieo_metrics.store.database.backup import back_up, default_path
from ieo_metrics.store.database.errors import Busy, Conflict, Damaged, StoreTrouble
from ieo_metrics.store.database.restore import restore_in_place
from ieo_metrics.store.database.store import Store, backup_files
from ieo_metrics.store.record.comments import add_comment
from ieo_metrics.store.trail.audit_trail import append_entry, trail_entries, trail_head
from ieo_metrics.store.trail.verify import integrity_faults
from tests.store.office import Office, issue, returns_of, stands, take, trainings

Q = quarter(2024, 1)
ME = "A. Officer"


@pytest.fixture
def store(file_office: Office) -> Store:
    store = file_office.open()
    take(store, returns_of(trainings(Q, 3)))
    return store


def comment(store: Store, words: str) -> None:
    add_comment(store, ME, Q, "5.3.1.b", "officer", ME, words)


def actions(store: Store) -> list[str]:
    with store.reading() as connection:
        return [entry.action for entry in trail_entries(connection)]


def restored(store: Store, path: Path) -> Path:
    return restore_in_place(store, ME, path, stands(store).head)


def test_who_has_it_open_goes_on_in_what_was_restored(file_office: Office, store: Store) -> None:
    other = file_office.open()
    path = back_up(store, default_path(store))
    take(store, returns_of(trainings(Q + 1, 4, "next.xlsx"), store=store))
    with other.engine.connect() as reading:  # somebody reads while it is restored
        reading.exec_driver_sql("SELECT count(*) FROM returns").scalar()
        kept = restored(store, path)
    comment(other, "It went on.")
    assert actions(store)[-2:] == ["restored a backup", "commented on a measure"]
    assert len(stands(store).returns) == 1 and list(integrity_faults(other)) == []
    assert kept.name.startswith("before a restore, ") and kept in backup_files(file_office.folder)
    assert {one.suffix for one in (file_office.folder / "backups").iterdir()} == {".backup"}
    restored(store, kept)
    assert len(stands(other).returns) == 2


def test_while_another_saves_nothing_is_restored(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    path = back_up(store, default_path(store))
    comment(store, "Another.")
    before = actions(store)
    monkeypatch.setattr(sqlite_file, "WAIT_SECONDS", 0)
    with (
        store.engine.connect().execution_options(writing=True) as saving,
        saving.begin(),
        pytest.raises(Busy, match="Another save is running"),
    ):
        restored(store, path)
    assert actions(store) == before


def test_anything_that_was_done_since_is_a_conflict(store: Store) -> None:
    path, drawn = back_up(store, default_path(store)), stands(store).head
    comment(store, "It took an hour.")
    with pytest.raises(Conflict, match=r"A\. Officer commented on a measure \(5\.3\.1\.b\).*Nothing was res"):
        restore_in_place(store, ME, path, drawn)
    assert backup_files(store.folder) == [path]


@pytest.mark.parametrize(
    ("action", "about", "said"),
    [
        ("withdrew an issue", {"quarter": "2024/25 Q1", "issue": 1}, "issue 1 of 2024/25 Q1 was withdrawn"),
        (
            "withdrew a figure",
            {"measure": "5.3.1.b", "quarter": "2024/25 Q1"},
            r"a figure of 5\.3\.1\.b of 2024/25 Q1 was withdrawn",
        ),
        (
            "reduced old quarters to aggregates",
            {"before": "2023/24 Q1"},
            "rows about young people from before 2023/24 Q1 were deleted",
        ),
    ],
)
def test_what_is_known_outside_is_not_forgotten(
    store: Store, action: str, about: dict[str, object], said: str
) -> None:
    path = back_up(store, default_path(store))
    issue(store, Q)
    with store.writing() as connection:
        append_entry(connection, store.now(), ME, action, about)
        drawn = trail_head(connection)
    with pytest.raises(StoreTrouble, match=f"issue 1 of 2024/25 Q1 was handed out; {said}"):
        restore_in_place(store, ME, path, drawn)
    assert "restored a backup" not in actions(store)


@pytest.mark.parametrize("key_is_here", [True, False])
def test_a_backup_whose_issue_was_changed_replaces_nothing(store: Store, key_is_here: bool) -> None:
    issue(store, Q)
    path, before = back_up(store, default_path(store)), actions(store)
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript("UPDATE issues SET shared = zeroblob(20)")
    if not key_is_here:
        (store.folder / "key").unlink()
    with pytest.raises(Damaged, match=r"is not what was saved: .* is not what was issued"):
        restored(store, path)
    assert actions(store) == before
