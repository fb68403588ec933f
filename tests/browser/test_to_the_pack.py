"""From five untouched workbooks to an issued pack: how many clicks it takes, and how long."""

import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from our_server import Dashboard
from playwright.sync_api import Page, expect
from test_main_job import SAMPLES, go_to
from waiting import LONG, confirm_issue, still

MOST_CLICKS = 12


def test_from_workbooks_to_the_pack(
    page: Page, dashboard: Dashboard, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    page.goto(f"{dashboard.address}/returns")
    expect(page.get_by_role("heading", level=1, name="Returns")).to_be_visible(timeout=LONG)
    clicks, began = 0, time.monotonic()

    def click(name: str) -> None:
        nonlocal clicks
        still(page)
        page.get_by_role("button", name=name).click()
        clicks += 1

    page.locator("input[type=file]").set_input_files([str(path) for path in SAMPLES])
    clicks += 1
    expect(page.get_by_role("button", name="Accept these 5 returns")).to_be_visible(timeout=LONG)
    click("Accept these 5 returns")
    expect(page.get_by_role("button", name="Accept these 5 returns")).to_have_count(0, timeout=LONG)
    go_to(page, "Issue and pack")
    clicks += 1
    expect(page.get_by_role("button", name="Issue 2024/25 Q4")).to_be_visible(timeout=LONG)
    confirm_issue(page)
    clicks += 1
    click("Issue 2024/25 Q4")
    expect(page.get_by_role("button", name="Make the SVRP pack")).to_be_visible(timeout=LONG)
    click("Make the SVRP pack")
    expect(page.get_by_role("button", name="Download the pack")).to_be_visible(timeout=LONG)
    with page.expect_download(timeout=LONG) as waiting:
        click("Download the pack")
    waiting.value.save_as(tmp_path / "pack.zip")
    record_property("seconds", round(time.monotonic() - began, 1))
    record_property("clicks", clicks)
    assert clicks <= MOST_CLICKS
    with zipfile.ZipFile(tmp_path / "pack.zip") as pack:
        assert len(pack.namelist()) == 8 and pack.testzip() is None
