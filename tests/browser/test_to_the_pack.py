"""From untouched workbooks to the pack in hand: how many clicks it takes, how long, and by keyboard alone."""

import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from our_server import Dashboard
from playwright.sync_api import Download, Locator, Page, expect
from test_main_job import SAMPLES
from waiting import LONG, lines, returns_are_there, still

from sample_data import UNTIDY
from tests.pages.untidy import nearly_known, reset

MOST_CLICKS, MOST_CLICKS_UNTIDY = 7, 14
MOST_TABS = 120  # from one thing to the next
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ISSUE = "Issue 2024/25 Q4"


class Mouse:
    """Somebody with a mouse, whose clicks are counted; dropping is the first."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks = page, 1

    def press(self, what: Locator) -> None:
        still(self.page)
        what.click()
        self.clicks += 1

    def tick(self, what: Locator) -> None:
        """Beside its box stand its words, which are what one clicks on."""
        still(self.page)
        self.page.get_by_text("I have looked at the preview").click()
        self.clicks += 1


class Keyboard:
    """Somebody with a keyboard alone: Tab until it is there, then the key that presses it."""

    def __init__(self, page: Page) -> None:
        self.page, self.tabs, self.at_once = page, 0, list[bool]()

    def _reach(self, what: Locator, key: str) -> None:
        still(self.page)
        expect(what).to_be_visible(timeout=LONG)
        before = self.tabs
        while not what.evaluate("one => one === document.activeElement"):
            assert self.tabs - before < MOST_TABS, f"{what} is not reached"
            self.page.keyboard.press("Tab")
            self.tabs += 1
        self.at_once.append(self.tabs == before)
        self.page.keyboard.press(key)

    def press(self, what: Locator) -> None:
        self._reach(what, "Enter")

    def tick(self, what: Locator) -> None:
        self._reach(what, "Space")


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def drop(page: Page, files: dict[str, bytes]) -> None:
    page.locator("input[type=file]").set_input_files(
        [{"name": name, "mimeType": XLSX, "buffer": data} for name, data in files.items()]
    )
    expect(lines(page).filter(has_text=list(files)[-1])).to_be_visible(timeout=LONG)
    returns_are_there(page)


def to_the_pack(page: Page, officer: Mouse | Keyboard, returns: int) -> Download:
    """From returns that are ready."""
    officer.press(button(page, f"Accept {returns} returns"))
    officer.press(button(page, "Go to Issue and pack"))
    step = page.locator("summary", has_text="3 Issue")
    expect(step).to_be_visible(timeout=LONG)
    still(page)
    if not button(page, ISSUE).count():  # something is missing, and it is issued without
        officer.press(step)
    expect(button(page, ISSUE)).to_be_visible(timeout=LONG)
    officer.tick(page.get_by_role("checkbox", name="I have looked at the preview"))
    officer.press(button(page, ISSUE))
    expect(button(page, "Make the SVRP pack")).to_be_visible(timeout=LONG)
    officer.press(button(page, "Make the SVRP pack"))
    expect(page.get_by_role("button", name="Download the pack")).to_be_visible(timeout=LONG)
    with page.expect_download(timeout=LONG) as waiting:
        officer.press(page.get_by_role("button", name="Download the pack"))
    return waiting.value


def assert_whole(download: Download, path: Path) -> None:
    download.save_as(path)
    with zipfile.ZipFile(path) as pack:
        assert len(pack.namelist()) == 8 and pack.testzip() is None


@pytest.fixture
def officer(
    page: Page, dashboard: Dashboard, record_property: Callable[[str, object], None]
) -> Iterator[Mouse]:
    """On the Returns page, with nothing done yet. What it took is noted."""
    page.goto(f"{dashboard.address}/returns")
    returns_are_there(page)
    began, mouse = time.monotonic(), Mouse(page)
    yield mouse
    record_property("seconds", round(time.monotonic() - began, 1))
    record_property("clicks", mouse.clicks)


def test_five_known_workbooks(page: Page, officer: Mouse, tmp_path: Path) -> None:
    drop(page, {path.name: path.read_bytes() for path in SAMPLES})
    assert_whole(to_the_pack(page, officer, 5), tmp_path / "pack.zip")
    assert officer.clicks <= MOST_CLICKS


def test_five_untidy_workbooks(page: Page, officer: Mouse, tmp_path: Path) -> None:
    """One from each provider, most with headings that are nearly known, and a late one of an earlier
    quarter."""
    drop(page, {UNTIDY.name: UNTIDY.read_bytes(), **nearly_known(), "reset q2 late.xlsx": reset()})
    opened = page.locator(".st-key-ieo_lines details[open]")
    while lines(page).filter(has_text="needs an answer").count():
        asked = opened.inner_text()
        assert "needs an answer" in asked, "the next question is open by itself"
        confirm = page.get_by_role("button", name="Confirm all as proposed")
        officer.press(confirm if confirm.count() else button(page, "Not the same").first)
        page.wait_for_function(
            """asked => document.querySelector(".st-key-ieo_lines details[open]")?.innerText !== asked""",
            arg=asked,
        )
        still(page)
    assert_whole(to_the_pack(page, officer, 6), tmp_path / "pack.zip")
    assert officer.clicks <= MOST_CLICKS_UNTIDY


def test_the_main_job_by_keyboard_alone(
    page: Page, dashboard: Dashboard, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """The keyboard is at once at what comes next; where something is asked, at the line that asks."""
    page.goto(f"{dashboard.address}/returns")
    returns_are_there(page)
    officer = Keyboard(page)
    known = {path.name: path.read_bytes() for path in SAMPLES if "TIPS" not in path.name}
    drop(page, known | {"TIPS.xlsx": nearly_known()["TIPS.xlsx"]})
    expect(lines(page).filter(has_text="needs an answer").locator("summary").first).to_be_focused(
        timeout=LONG
    )
    officer.press(button(page, "Confirm all as proposed"))
    assert_whole(to_the_pack(page, officer, 5), tmp_path / "pack.zip")
    assert officer.at_once[1:3] == [True, True], "Accept, and where one goes with what was accepted"
    record_property("tabs", officer.tabs)
