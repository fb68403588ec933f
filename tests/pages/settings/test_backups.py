"""Backups on the page: made and restored with a button, after it was said what would be lost; refused in words
where a file is no backup, where others saved meanwhile, and where nothing can be kept."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ieo_metrics.store.database.backup import back_up, default_path
from ieo_metrics.store.database.opening import open_store
from ieo_metrics.store.database.store import backup_files, folder_of_user
from ieo_metrics.store.record.settings_in_force import choose_setting, settings_in_force
from ieo_metrics.store.trail.audit_trail import trail_entries
from ieo_metrics.store.trail.verify import integrity_faults
from tests.pages.frame.test_pages_facts import warned
from tests.pages.seen import accept, assert_calm, button, drop, markup, press, set_up, visit
from tests.pages.untidy import tips
from tests.store.office import stands


def choose_backup(at: AppTest, begins: str = "20") -> AppTest:
    """The latest in the folder whose name begins so."""
    box = next(box for box in at.selectbox if box.label == "Backup in the folder")
    box.select(next(name for name in box.options if name.startswith(begins))).run()
    assert_calm(at)
    return at


def restore(at: AppTest) -> AppTest:
    next(box for box in at.checkbox if box.label.startswith("Replace all that is stored")).check().run()
    assert not button(at, "Restore it").disabled
    button(at, "Restore it").click().run()
    assert_calm(at)
    return at


@pytest.fixture
def with_backup(app: AppTest) -> AppTest:
    """A backup of a store with one return."""
    accept(drop(app, tips(12)))
    return press(set_up(app, "Backups"), "Make a backup")


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


def test_what_would_be_lost_is_said_and_a_restore_can_be_undone(with_backup: AppTest) -> None:
    press(visit(with_backup, "pages/issue_and_pack.py"), "Issue 2024/25 Q2")
    at = choose_backup(set_up(with_backup, "Backups"))
    shown = markup(at)
    assert "<strong>Lost: </strong>issued a quarter." in shown
    assert "A backup of what is stored now is made first." in shown and "Its key is another" not in shown
    assert button(at, "Restore it").disabled and "issued a quarter" in actions()
    shown = markup(restore(at))
    assert "Done: restored " in shown
    assert actions()[-1] == "restored a backup" and "issued a quarter" not in actions()
    assert "has not been issued" in markup(visit(at, "pages/issue_and_pack.py"))
    restore(choose_backup(set_up(at, "Backups"), "before a restore"))
    assert "issued a quarter" in actions() and actions()[-1] == "restored a backup"
    assert "Issue 1</strong>" in markup(visit(at, "pages/issue_and_pack.py"))
    assert list(integrity_faults(open_store(make=False))) == []


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
    assert [path.name for path in backup_files(folder_of_user())][-1].startswith("before a restore, ")


def test_what_another_officer_did_meanwhile_is_not_lost(with_backup: AppTest) -> None:
    at = choose_backup(with_backup)
    next(box for box in at.checkbox if box.label.startswith("Replace")).check().run()
    store = open_store(make=False)
    choose_setting(store, "B. Officer", "small_number_threshold", 10, stands(store).facts)
    button(at, "Restore it").click().run()
    assert_calm(at)
    assert "Nothing was restored; look again, then restore." in warned(at)
    with store.reading() as connection:
        assert settings_in_force(connection, store).small_number_threshold == 10
    assert "restored a backup" not in actions()
    assert any(one.label == "Restore a backup" for one in at.expander)


def test_of_samples_nothing_is_kept(loaded: AppTest) -> None:
    assert "there is nothing to back up" in markup(set_up(loaded, "Backups"))
    assert not any(
        "ackup" in one.label or "estore" in one.label for one in [*loaded.button, *loaded.expander]
    )


def test_where_nothing_can_be_changed_it_is_said(
    app: AppTest,
    opened_anew: Callable[[], AppTest],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    accept(drop(app, tips(12)))
    monkeypatch.setenv("IEO_DATABASE_URL", f"sqlite:///{folder_of_user() / 'returns.db'}?mode=ro")
    at = opened_anew()
    said = {"Backups": "Here they can only be looked at.", "Old rows": "Nothing to reduce."}
    for tab in ("Counting", "Sharing", "Targets", "Crime Harm Index", "Due dates", "Name and look", *said):
        set_up(at, tab)
        assert said.get(tab, "") in markup(at)
        assert [b.key for b in at.button] == ["ieo_search"] and not at.expander and not at.file_uploader, tab
