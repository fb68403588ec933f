"""Backups on the page: made and restored with a button, after it was said what would be lost; refused in words
where a file is no backup, where others saved meanwhile, and where nothing can be kept."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.store.database import restore as restoring
from ieo_metrics.store.database.backup import back_up, default_path
from ieo_metrics.store.database.opening import open_store
from ieo_metrics.store.database.store import Store, backup_files, folder_of_user
from ieo_metrics.store.record.comments import add_comment
from ieo_metrics.store.record.settings_in_force import choose_setting, settings_in_force
from ieo_metrics.store.trail.audit_trail import trail_entries
from ieo_metrics.store.trail.verify import integrity_faults
from tests.pages.frame.test_pages_facts import warned
from tests.pages.seen import assert_calm, button, markup, press, set_up, visit
from tests.store.office import stands


def choose_backup(at: AppTest, begins: str = "20") -> AppTest:
    """The latest in the folder whose name begins so."""
    box = next(box for box in at.selectbox if box.label == "Backup in the folder")
    box.select(next(name for name in box.options if name.startswith(begins))).run()
    assert_calm(at)
    return at


def choose_threshold() -> None:
    """Another officer changes a setting."""
    store = open_store(make=False)
    choose_setting(store, "B. Officer", "small_number_threshold", 10, stands(store).facts)


def restore(at: AppTest) -> AppTest:
    next(box for box in at.checkbox if box.label.startswith("Replace all that is stored")).check().run()
    assert not button(at, "Restore it").disabled
    button(at, "Restore it").click().run()
    assert_calm(at)
    return at


@pytest.fixture
def with_backup(twelve: AppTest) -> AppTest:
    """A backup of a store with one return."""
    return press(set_up(twelve, "Backups"), "Make a backup")


def actions() -> list[str]:
    store = open_store(make=False)
    with store.reading() as connection:
        return [entry.action for entry in trail_entries(connection)]


def test_a_backup_is_made_beside_the_others_and_holds_no_key(with_backup: AppTest) -> None:
    [path] = backup_files(folder_of_user())
    shown = markup(with_backup)
    assert f"Done: {path.name} is in {path.parent}." in shown and path.stem in shown
    assert "The key is not in it" in shown
    secret = (folder_of_user() / "key").read_text().strip()
    data = path.read_bytes()
    assert secret.encode() not in data and bytes.fromhex(secret) not in data
    assert [one.proto.label for one in with_backup.get("download_button")] == ["Download the latest backup"]
    assert button(with_backup, "Restore it").disabled and "Still needed: a backup." in shown


def test_what_would_be_lost_is_said_and_a_restore_can_be_undone(with_backup: AppTest) -> None:
    choose_threshold()
    at = choose_backup(set_up(with_backup, "Backups"))
    shown = markup(at)
    assert "<strong>Lost: </strong>changed the settings." in shown
    assert "A backup of what is stored now is made first." in shown and "Its key is another" not in shown
    assert button(at, "Restore it").disabled and "changed the settings" in actions()
    shown = markup(restore(at))
    [kept] = (path.stem for path in backup_files(folder_of_user()) if path.stem.startswith("before"))
    assert "Done: restored " in shown and f"What was here is now the backup {kept}." in shown
    assert sorted(path.suffix for path in (folder_of_user() / "backups").iterdir()) == [".backup"] * 2
    assert actions()[-1] == "restored a backup" and "changed the settings" not in actions()
    restore(choose_backup(set_up(at, "Backups"), "before a restore"))
    assert "changed the settings" in actions() and actions()[-1] == "restored a backup"
    assert list(integrity_faults(open_store(make=False))) == []


def test_what_readers_know_is_not_forgotten(with_backup: AppTest) -> None:
    press(visit(with_backup, "pages/issue_and_pack.py"), "Issue 2024/25 Q2")
    at = choose_backup(set_up(with_backup, "Backups"))
    shown = markup(at)
    assert "It does not know of this: issue 1 of 2024/25 Q2 was handed out. What readers have" in shown
    assert "python -m ieo_metrics restore FILE" in shown
    assert not any(one.label == "Restore it" for one in at.button)


def test_nothing_is_lost_where_nothing_was_done_since(with_backup: AppTest) -> None:
    assert "Nothing is lost: nothing was done since." in markup(choose_backup(with_backup))


def test_a_file_that_is_no_backup_is_refused_in_words(with_backup: AppTest) -> None:
    before = actions()
    copied = (folder_of_user() / "returns.db").read_bytes()
    for data, said in ((copied, "is not a backup"), (b"no database", "is damaged"), (b"", "is empty")):
        with_backup.file_uploader[0].upload("x.backup", data, "application/octet-stream").run()
        assert_calm(with_backup)
        assert said in markup(with_backup), said
        assert not any(one.label == "Restore it" for one in with_backup.button)
    assert actions() == before


def test_a_dropped_backup_of_another_store_says_so(with_backup: AppTest, tmp_path: Path) -> None:
    other = open_store(folder=tmp_path / "other")
    path = back_up(other, default_path(other))
    with_backup.file_uploader[0].upload("other.backup", path.read_bytes(), "application/octet-stream").run()
    assert_calm(with_backup)
    shown = markup(with_backup)
    assert "It is no earlier state of what is stored here" in shown and "Its key is another one" in shown
    assert "</strong>made the store; noted that a file arrived; accepted a return." in shown
    restore(with_backup)
    assert "Returns cannot be accepted:" in markup(visit(with_backup, "dashboard.py"))
    assert any(path.name.startswith("before a restore, ") for path in backup_files(folder_of_user()))


def test_what_another_officer_did_meanwhile_is_not_lost(with_backup: AppTest) -> None:
    at = choose_backup(with_backup)
    next(box for box in at.checkbox if box.label.startswith("Replace")).check().run()
    store = open_store(make=False)
    choose_threshold()
    button(at, "Restore it").click().run()
    assert_calm(at)
    assert "Nothing was restored; look again, then restore." in warned(at)
    with store.reading() as connection:
        assert settings_in_force(connection, store).small_number_threshold == 10
    assert "restored a backup" not in actions()
    assert "changed the settings" in markup(at), (
        "the backup is still chosen, and what it would lose now is said"
    )
    assert button(at, "Restore it").disabled, "the tick was for what would have been lost before"


def test_a_comment_that_was_made_meanwhile_is_not_lost(with_backup: AppTest) -> None:
    at = choose_backup(with_backup)
    next(box for box in at.checkbox if box.label.startswith("Replace")).check().run()
    add_comment(
        open_store(make=False),
        "B. Officer",
        quarter(2024, 2),
        "5.1.2.c",
        "officer",
        "B. Officer",
        "It took long.",
    )
    button(at, "Restore it").click().run()
    assert_calm(at)
    assert "B. Officer commented on a measure" in warned(at)
    assert actions()[-1] == "commented on a measure"


def test_what_is_saved_between_the_copy_and_the_restore_is_not_lost(
    with_backup: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slowly(store: Store, path: Path) -> Path:
        made = back_up(store, path)
        choose_threshold()
        return made

    monkeypatch.setattr(restoring, "back_up", slowly)
    at = restore(choose_backup(with_backup))
    assert "Nothing was restored; look again, then restore." in warned(at)
    assert actions()[-1] == "changed the settings"


# What is done to a backup, and what is said of it once it is restored, or at once.
CHANGED = {
    "an issue": ("UPDATE issues SET shared = zeroblob(20)", "is not what was issued"),
    "what an issue rests on": ("UPDATE issues SET about = about || ' '", "is not what was issued"),
    "rows": ("UPDATE kept_rows SET data = zeroblob(length(data))", "is not what was saved"),
    "a lock": (
        "DELETE FROM locks; UPDATE backup_seal SET said = '0' WHERE name = 'locks'",
        "the lock of 2024/25 Q2, which the audit trail says was recorded, is gone",
    ),
    "another table": (
        "CREATE TABLE evil(a int); INSERT INTO backup_seal VALUES('evil', '0')",
        "its tables are not those of version",
    ),
    "no head": (
        "DELETE FROM backup_seal WHERE name = 'audit head'",
        "does not say where its audit trail ends",
    ),
    "an empty seal": ("DELETE FROM backup_seal", "no rows were put in"),
    "another seal": ("DROP TABLE backup_seal; CREATE TABLE backup_seal(x)", "are not those of a backup"),
    "another key": ("UPDATE store SET key_id = 'zz'", "the key that it names is not the one"),
    "an older version": ("PRAGMA user_version = 1", "its tables are not those of version 1"),
    "no version": ("PRAGMA user_version = -1", "is damaged"),
    "a newer version": ("PRAGMA user_version = 99", "its version is 99"),
}


def test_a_changed_backup_is_refused_in_words(with_backup: AppTest, tmp_path: Path) -> None:
    at = press(visit(with_backup, "pages/issue_and_pack.py"), "Issue 2024/25 Q2")
    press(set_up(at, "Backups"), "Make a backup")
    before = actions()
    whole = backup_files(folder_of_user())[-1].read_bytes()
    for what, (statements, said) in CHANGED.items():
        path = tmp_path / f"{what}.backup"
        path.write_bytes(whole)
        with closing(sqlite3.connect(path)) as raw:
            raw.executescript(statements)
        at.file_uploader[0].upload("x.backup", path.read_bytes(), "application/octet-stream").run()
        assert_calm(at)
        if any(one.label == "Restore it" for one in at.button):
            restore(at)
        shown = markup(at) + "".join(one.value.replace("\\", "") for one in at.warning)
        assert said in shown and "server cannot be reached" not in shown, what
        assert actions() == before, what
    assert not list(folder_of_user().glob("*.new"))


@pytest.mark.parametrize("name", ["..", "a" * 300 + ".backup", "a\x00b", "[x](javascript:alert(1)) **b**"])
def test_a_dropped_file_may_have_any_name(with_backup: AppTest, name: str) -> None:
    [path] = backup_files(folder_of_user())
    with_backup.file_uploader[0].upload(name, path.read_bytes(), "application/octet-stream").run()
    assert_calm(with_backup)
    assert any(box.label == "Replace all that is stored by dropped.backup." for box in with_backup.checkbox)


def test_the_tick_is_for_one_file(with_backup: AppTest, tmp_path: Path) -> None:
    [path] = backup_files(folder_of_user())
    next(box for box in choose_backup(with_backup).checkbox if box.label.startswith("Replace")).check().run()
    assert not button(with_backup, "Restore it").disabled
    other = open_store(folder=tmp_path / "other")
    data = back_up(other, tmp_path / "one.backup").read_bytes()
    with_backup.file_uploader[0].upload(path.name, data, "application/octet-stream").run()
    assert button(with_backup, "Restore it").disabled


def test_the_name_of_a_file_is_no_markdown(with_backup: AppTest) -> None:
    [path] = backup_files(folder_of_user())
    path.rename(path.with_name("20 :red[r] **b**.backup"))
    at = choose_backup(with_backup.run())
    assert any(r"\*\*b\*\*" in box.label for box in at.checkbox)


def test_of_samples_nothing_is_kept(loaded: AppTest) -> None:
    assert "there is nothing to back up" in markup(set_up(loaded, "Backups"))
    assert not any(
        "ackup" in one.label or "estore" in one.label for one in [*loaded.button, *loaded.expander]
    )


@pytest.mark.usefixtures("twelve")
def test_where_nothing_can_be_changed_it_is_said(
    app: AppTest,
    opened_anew: Callable[[], AppTest],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("IEO_DATABASE_URL", f"sqlite:///{folder_of_user() / 'returns.db'}?mode=ro")
    at = opened_anew()
    said = {"Backups": "Here they can only be looked at.", "Old rows": "Nothing to reduce."}
    for tab in ("Counting", "Sharing", "Targets", "Crime Harm Index", "Due dates", "Name and look", *said):
        set_up(at, tab)
        assert said.get(tab, "") in markup(at)
        assert [b.key for b in at.button] == ["ieo_search"] and not at.expander and not at.file_uploader, tab
