"""Whoever reloads or goes back in the midst of issuing, making a pack, backing up or restoring: it is done or it is not,
nothing of it by half, and the page goes on."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from our_server import Dashboard
from playwright.sync_api import Page, expect
from test_browser_faults import ACCEPT, actions, drop, no_exception, open_returns
from waiting import LONG, confirm_issue, issued, open_step, still, take_away, unfold

from ieo_metrics.store.database import backup
from ieo_metrics.store.database.opening import open_store
from ieo_metrics.store.database.store import backup_files
from ieo_metrics.store.returns.stored_returns import stored_returns
from ieo_metrics.store.trail.audit_trail import trail_entries
from ieo_metrics.store.trail.verify import integrity_faults
from tests.pages.untidy import tips

ISSUE, MAKE = "Issue 2024/25 Q2", re.compile("^Make the SVRP pack")
LEAVES: dict[str, Callable[[Page], object]] = {"refresh": Page.reload, "back": Page.go_back}
MOMENTS = (150,)  # milliseconds after the click; 0, 40 and 400 were tried by hand


@pytest.fixture(params=LEAVES)
def leave(request: pytest.FixtureRequest) -> Callable[[Page], object]:
    """How the page is left."""
    return LEAVES[request.param]


@pytest.fixture
def accepted(page: Page, dashboard: Dashboard) -> Page:
    """One return is accepted, and the Overview was looked at, to which one can go back."""
    open_returns(page, dashboard.address)
    drop(page, tips(12))
    page.get_by_role("button", name=ACCEPT).click()
    expect(page.get_by_text("No files waiting.")).to_be_visible(timeout=LONG)
    page.goto(dashboard.address)
    there(page)
    return page


def there(page: Page) -> None:
    """A page is drawn to its end, and no fault is on it."""
    expect(page.locator("h1")).to_be_visible(timeout=LONG)
    still(page)
    no_exception(page)


def go(page: Page, dashboard: Dashboard, where: str) -> None:
    page.goto(f"{dashboard.address}/{where}")
    there(page)


def break_off(
    page: Page, button: str | re.Pattern[str], moment: int, leave: Callable[[Page], object]
) -> None:
    """Press it, and be gone a moment later."""
    still(page)
    page.get_by_role("button", name=button).click(no_wait_after=True)
    page.wait_for_timeout(moment)
    leave(page)
    there(page)


def whole(dashboard: Dashboard) -> None:
    """All that is stored is as it was saved, and so is each backup; nothing is left half written."""
    store = open_store(folder=dashboard.folder)
    try:
        assert list(integrity_faults(store)) == []
    finally:
        store.engine.dispose()
    for path in backup_files(dashboard.folder):
        backup.sealed_backup(path).dispose()


def assert_nothing_left_half_written(dashboard: Dashboard) -> None:
    ends = (".part", ".new", ".before")
    assert [path.name for path in dashboard.folder.rglob("*") if path.name.endswith(ends)] == []


def to_issue(page: Page, dashboard: Dashboard) -> None:
    go(page, dashboard, "issue_and_pack?quarter=2024-25-Q2")
    if not page.get_by_role("button", name=ISSUE, exact=True).is_visible():
        open_step(page, "3 Issue")


@pytest.mark.parametrize("moment", MOMENTS)
def test_in_the_midst_of_an_issue(
    accepted: Page, dashboard: Dashboard, leave: Callable[[Page], object], moment: int
) -> None:
    to_issue(accepted, dashboard)
    confirm_issue(accepted)
    break_off(accepted, ISSUE, moment, leave)
    whole(dashboard)
    go(accepted, dashboard, "issue_and_pack?quarter=2024-25-Q2")
    if not accepted.get_by_role("button", name=MAKE).count():  # it was not issued
        to_issue(accepted, dashboard)
        confirm_issue(accepted)
        accepted.get_by_role("button", name=ISSUE, exact=True).click()
    issued(accepted)
    whole(dashboard)
    assert actions(dashboard).count("issued a quarter") == 1


def test_in_the_midst_of_a_pack(
    accepted: Page, dashboard: Dashboard, leave: Callable[[Page], object], tmp_path: Path
) -> None:
    to_issue(accepted, dashboard)
    confirm_issue(accepted)
    accepted.get_by_role("button", name=ISSUE, exact=True).click()
    issued(accepted)
    for moment in MOMENTS:
        go(accepted, dashboard, "")
        go(accepted, dashboard, "issue_and_pack?quarter=2024-25-Q2")
        break_off(accepted, MAKE, moment, leave)
    go(accepted, dashboard, "issue_and_pack?quarter=2024-25-Q2")
    still(accepted)
    if not accepted.get_by_role("button", name="Download the pack").count():
        accepted.get_by_role("button", name=MAKE).click()
    expect(accepted.get_by_role("button", name="Download the pack")).to_be_visible(timeout=LONG)
    take_away(accepted, "Download the pack (.zip)").save_as(tmp_path / "pack.zip")
    with zipfile.ZipFile(tmp_path / "pack.zip") as pack:
        assert len(pack.namelist()) == 8 and pack.testzip() is None
    whole(dashboard)
    assert actions(dashboard).count("issued a quarter") == 1


def to_backups(page: Page, dashboard: Dashboard) -> None:
    go(page, dashboard, "settings")
    page.get_by_role("tab", name="Backups").click()
    expect(page.get_by_role("button", name="Make a backup")).to_be_visible(timeout=LONG)
    still(page)


def test_in_the_midst_of_a_backup(
    accepted: Page, dashboard: Dashboard, leave: Callable[[Page], object]
) -> None:
    for moment in MOMENTS:
        go(accepted, dashboard, "")
        to_backups(accepted, dashboard)
        break_off(accepted, "Make a backup", moment, leave)
        whole(dashboard)
    to_backups(accepted, dashboard)
    before = len(backup_files(dashboard.folder))
    accepted.get_by_role("button", name="Make a backup").click()
    expect(accepted.get_by_text("Done:")).to_be_visible(timeout=LONG)
    assert len(backup_files(dashboard.folder)) == before + 1
    whole(dashboard)
    assert_nothing_left_half_written(dashboard)


def restored_and_returns(dashboard: Dashboard) -> tuple[int, int]:
    """How often it says that it was restored, and how many returns are there, at one moment: what was broken off in
    the browser may still be at work on the server."""
    store = open_store(folder=dashboard.folder)
    try:
        with store.reading() as connection:
            done = [entry.action for entry in trail_entries(connection)].count("restored a backup")
            return done, len(stored_returns(connection))
    finally:
        store.engine.dispose()


def test_in_the_midst_of_a_restore(
    accepted: Page, dashboard: Dashboard, leave: Callable[[Page], object]
) -> None:
    """Of a backup from before a later return: either both are there or the first alone."""
    store = open_store(folder=dashboard.folder)
    kept = backup.back_up(store, backup.default_path(store))
    store.engine.dispose()
    open_returns(accepted, dashboard.address)
    drop(accepted, ("again.csv", tips(14)[1]))
    accepted.get_by_role("button", name=ACCEPT).click()
    expect(accepted.get_by_text("No files waiting.")).to_be_visible(timeout=LONG)
    for moment in (*MOMENTS, None):
        go(accepted, dashboard, "")
        to_backups(accepted, dashboard)
        unfold(accepted, "Restore a backup")
        accepted.locator("input[type=file]").set_input_files(str(kept))
        expect(accepted.get_by_text("Replace all that is stored by")).to_be_visible(timeout=LONG)
        still(accepted)
        accepted.get_by_text("Replace all that is stored by").click()
        still(accepted)
        before, _ = restored_and_returns(dashboard)
        if moment is None:
            accepted.get_by_role("button", name="Restore it").click()
            expect(accepted.get_by_text("Done: restored")).to_be_visible(timeout=LONG)
        else:
            break_off(accepted, "Restore it", moment, leave)
        whole(dashboard)
        done, returns = restored_and_returns(dashboard)
        # The trail is the backup's, and one line more.
        assert done <= 1 and (done or not before)
        assert returns == (1 if done else 2)
    assert_nothing_left_half_written(dashboard)
