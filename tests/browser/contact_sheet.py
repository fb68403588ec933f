"""Every page in every state and size, as pictures in a folder, to look at one by one, and all of a state on one sheet:

    .venv/bin/python tests/browser/contact_sheet.py FOLDER

It prints of each page how tall it is at 1280 × 720 (in screens), whether anything is wider than it, and what axe finds.
"""

import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT))

from accessibility import violations  # noqa: E402
from our_server import Dashboard  # noqa: E402
from PIL import Image, ImageDraw  # noqa: E402
from playwright.sync_api import Page, expect, sync_playwright  # noqa: E402
from server_with_sign_in import OFFICERS, provider_and_server  # noqa: E402
from waiting import LONG, choose, confirm_issue, for_you_only, issued, still, unfold  # noqa: E402

from ieo_metrics.store.database.store import DATABASE  # noqa: E402
from pages.shared.frame.page import GROUP_PAGES, PAGES  # noqa: E402
from sample_data import SAMPLES, UNTIDY  # noqa: E402
from tests.pages.untidy import nearly_known  # noqa: E402

SIZES = {"1280": (1280, 720), "1920": (1920, 1080), "400": (400, 800)}
A4 = {
    "format": "A4",
    "print_background": True,
    "margin": dict.fromkeys(("top", "right", "bottom", "left"), "12mm"),
}
TALLEST = 2.5  # screens of 1280 × 720
ACROSS, COLUMN = 5, 440  # pictures in a row of a sheet, and the pixels that each may take
_TALL = "document.querySelector('[data-testid=stMainBlockContainer]').scrollHeight"
_WIDE = "document.querySelector('[data-testid=stMain]').scrollWidth - innerWidth"
ACTIONS = (
    "Ask A&E Navigators for the dates of the missing end surveys",
    "Bring the attendance of the two schools with gaps to the next meeting",
    "Write to the provider about returns that come late",
)


def go_to(page: Page, name: str) -> None:
    page.locator(".st-key-ieo_pages").get_by_role("link", name=name, exact=True).click()
    still(page)


class Camera:
    """Takes every page of a state, in every size."""

    def __init__(self, page: Page, folder: Path) -> None:
        self.page, self.folder = page, folder

    def take(self, state: str, name: str) -> None:
        """The page that is open, in each size and as print."""
        for size, (width, height) in SIZES.items():
            self.page.set_viewport_size({"width": width, "height": height})
            still(self.page)
            tall, wide = self.page.evaluate(_TALL), self.page.evaluate(_WIDE)
            if size == "1280":
                marks = "" if tall <= TALLEST * height else "  TALL"
                print(f"{state:22} {name:16} {tall / height:4.1f} screens{marks}")
                for found in violations(self.page):
                    print(f"    axe: {found}")
            if wide > 0:
                print(f"    at {width} px {wide} px wider than the screen")
            self.page.set_viewport_size({"width": width, "height": max(height, tall + 60)})
            still(self.page)
            self.page.screenshot(path=self.folder / f"{state} · {name} · {size}.png")
        self.page.set_viewport_size({"width": 1280, "height": 720})
        still(self.page)
        self.page.pdf(path=self.folder / f"{state} · {name} · A4.pdf", **A4)

    def take_all(self, state: str, names: list[str]) -> None:
        for name in names:
            go_to(self.page, name)
            self.take(state, name)
        self.sheet(state)

    def sheet(self, state: str) -> None:
        """All pictures of a state and a size beside each other, small."""
        for size in SIZES:
            small = []
            for path in sorted(self.folder.glob(f"{state} · * · {size}.png")):
                with Image.open(path) as picture:
                    picture.thumbnail((COLUMN - 20, 10_000))
                    small.append((path.stem, picture.convert("RGB")))
            rows = [small[i : i + ACROSS] for i in range(0, len(small), ACROSS)]
            heights = [max(picture.height for _, picture in row) + 30 for row in rows]
            whole = Image.new("RGB", (ACROSS * COLUMN, sum(heights)), "#888888")
            pen, top = ImageDraw.Draw(whole), 0
            for row, height in zip(rows, heights, strict=True):
                for place, (words, picture) in enumerate(row):
                    pen.text((COLUMN * place + 10, top + 8), words, fill="white")
                    whole.paste(picture, (COLUMN * place + 10, top + 24))
                top += height
            whole.save(self.folder / f"{state} {size}.png")


def drop(page: Page, files: list[Path]) -> None:
    go_to(page, "Returns")
    page.locator("input[type=file]").first.set_input_files([str(path) for path in files])
    expect(page.get_by_text(files[0].name).first).to_be_visible(timeout=LONG)
    still(page)


def press(page: Page, words: str) -> None:
    still(page)
    page.get_by_role("button", name=re.compile(f"^{words}")).first.click()
    still(page)


def drop_three_untidy(page: Page) -> None:
    """One workbook that asks about many columns, and two with headings that are nearly known."""
    drop(page, [UNTIDY])
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / name for name in list(nearly_known())[:2]]
        for path in files:
            path.write_bytes(nearly_known()[path.name])
        drop(page, files)


def agree_actions(page: Page) -> None:
    """Three actions in the working group, so that their table can be looked at."""
    go_to(page, "Working group")
    page.get_by_role("tab", name="Actions").click()
    unfold(page, "Agree an action")
    for words in ACTIONS:
        page.get_by_placeholder("What will be done").fill(words)
        choose(page, "Owner", "Violence Reduction Unit")
        press(page, "Add it")
        expect(page.locator("tbody th", has_text=words)).to_be_visible(timeout=LONG)


def walk(camera: Camera, page: Page, names: list[str]) -> None:
    """A quarter, from nothing to a correction."""
    camera.take_all("1 nothing", names)
    drop(page, [UNTIDY])
    camera.take_all("2 open questions", ["Overview", "Returns", "Issue and pack"])
    page.reload()
    drop_three_untidy(page)
    camera.take_all("2 three untidy", ["Returns"])
    page.reload()
    drop(page, SAMPLES)
    camera.take_all("3 ready", ["Overview", "Returns", "Issue and pack"])
    go_to(page, "Returns")
    press(page, "Accept")
    camera.take_all("4 accepted", names)
    go_to(page, "Issue and pack")
    confirm_issue(page)
    press(page, "Issue 20")
    issued(page)
    agree_actions(page)
    camera.take("5 actions agreed", "Working group")
    camera.take_all("5 issued, locked", names)
    go_to(page, "Issue and pack")
    press(page, "Make the SVRP pack")
    expect(page.get_by_role("button", name="Download the pack")).to_be_visible(timeout=LONG)
    camera.take("6 packed", "Issue and pack")
    page.reload()
    drop(page, [UNTIDY])
    camera.take_all("7 correction waits", ["Overview", "Returns", "Issue and pack"])
    go_to(page, "Issue and pack")
    for_you_only(page)
    camera.take("7 correction waits, for you only", "Issue and pack")


def look_at_samples(camera: Camera, page: Page, names: list[str]) -> None:
    press(page, "Load the invented")
    camera.take_all("8 samples", names)
    for name in GROUP_PAGES.values():
        go_to(page, "Working group")
        page.locator(".st-key-ieo_group_pages").get_by_role("link", name=name, exact=True).click()
        still(page)
        camera.take("8 samples, group", name)
    camera.sheet("8 samples, group")


def look_only(camera: Camera, page: Page, dashboard: Dashboard, names: list[str]) -> None:
    """The store of a dashboard, opened to be read."""
    dashboard.kill()
    dashboard.environment["IEO_DATABASE_URL"] = f"sqlite:///{dashboard.folder / DATABASE}?mode=ro"
    page.goto(dashboard.start().address)
    still(page)
    camera.take_all("A read only", names)


def sign_in_and_out(camera: Camera, page: Page) -> None:
    """Before anybody signed in, once somebody did, and after they left."""
    with (
        tempfile.TemporaryDirectory() as folder,
        provider_and_server(Path(folder), OFFICERS) as (_, dashboard),
    ):
        page.goto(dashboard.address)
        still(page)
        camera.take("B sign in", "Sign in")
        press(page, "Sign in")
        expect(page.get_by_role("button", name="Sign out")).to_be_visible(timeout=LONG)
        camera.take("B sign in", "Overview")
        other = page.context.new_page()
        other.set_default_timeout(LONG)
        other.goto(dashboard.address)
        still(other)
        press(page, "Sign out")
        expect(page.get_by_role("heading", name="Sign in", level=1)).to_be_visible(timeout=LONG)
        camera.take("B sign in", "Signed out")
        go_to(other, "Returns")
        Camera(other, camera.folder).take("B sign in", "Signed out in another tab")
        other.close()
        camera.sheet("B sign in")


@contextmanager
def visited(page: Page, *, broken: bool = False) -> Iterator[Dashboard]:
    """A server with a store of its own, at its first page."""
    dashboard = Dashboard()
    if broken:
        (dashboard.folder / DATABASE).write_bytes(b"not a store")
    try:
        page.goto(dashboard.start().address)
        still(page)
        yield dashboard
    finally:
        dashboard.end()


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    names = list(PAGES.values())
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_context(
            viewport={"width": 1280, "height": 720}, reduced_motion="reduce"
        ).new_page()
        page.set_default_timeout(LONG)
        camera = Camera(page, folder)
        there = [name for name in names if name != "Meeting"]  # it has no links to the others
        with visited(page) as dashboard:
            walk(camera, page, there)
            go_to(page, "Meeting")
            camera.take("5 issued, locked", "Meeting")
            look_only(camera, page, dashboard, there)
        with visited(page):
            look_at_samples(camera, page, there)
        with visited(page, broken=True):
            camera.take_all("9 broken store", ["Overview", "Returns", "Settings"])
        sign_in_and_out(camera, page)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
