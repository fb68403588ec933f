"""The report as a web page, in a browser: on a telephone and on a large screen, without a network and without
scripts, and on paper."""

import io
from pathlib import Path

import pytest
from accessibility import violations_of_file
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from tests.exports.conftest import Packed, packed  # noqa: F401

TELEPHONE, SCREEN = {"width": 400, "height": 800}, {"width": 1280, "height": 720}


@pytest.fixture(scope="module")
def report(packed: Packed, tmp_path_factory: pytest.TempPathFactory) -> Path:  # noqa: F811
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_bytes(packed.file(".html"))
    return path


@pytest.mark.parametrize("size", [TELEPHONE, SCREEN], ids=["telephone", "screen"])
def test_page_can_be_used_by_everybody(
    page: Page, report: Path, size: dict[str, int], hosts: list[str]
) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.set_viewport_size(size)
    page.goto(report.as_uri())
    assert violations_of_file(page) == []
    # Nothing but tables and charts in their own room is wider than the screen.
    assert page.evaluate("document.documentElement.scrollWidth") == size["width"]
    # Its pictures are drawn, and its letters can be read.
    pictures = page.locator("img").evaluate_all("all => all.map(one => one.complete && one.naturalWidth > 0)")
    assert len(pictures) > 20 and all(pictures)
    smallest = "all => Math.min(...all.map(one => parseFloat(getComputedStyle(one).fontSize)))"
    assert page.locator("p, li, td, th, caption, figcaption").evaluate_all(smallest) >= 12
    # A chart is seen whole, its letters as large as they were drawn or larger.
    drawn = page.locator("figure img").evaluate_all(
        "all => all.map(one => [one.getBoundingClientRect().left, one.getBoundingClientRect().right, "
        "one.clientWidth / one.naturalWidth])"
    )
    assert len(drawn) == 18
    for left, right, scale in drawn:
        # Of 150 dots an inch; an inch is 96 pixels of a page. Letters of 8 points are 11 pixels then.
        assert left >= 0 and right <= size["width"] and scale >= 0.9 * 96 / 150
    assert hosts == ["", *hosts[1:]] and set(hosts) == {""}
    assert complaints == []


@pytest.mark.parametrize("size", [TELEPHONE, SCREEN], ids=["telephone", "screen"])
def test_first_key_leads_past_page_one_to_the_contents(
    page: Page, report: Path, size: dict[str, int]
) -> None:
    page.set_viewport_size(size)
    page.goto(report.as_uri())
    skip = page.locator(".skip")
    seen = "one => { const box = one.getBoundingClientRect(); return box.left >= 0 && box.top >= 0; }"
    assert not skip.evaluate(seen)
    page.keyboard.press("Tab")
    assert skip.evaluate("one => one === document.activeElement") and skip.evaluate(seen)
    page.keyboard.press("Enter")
    contents = page.locator("nav")
    assert contents.evaluate("one => one === document.activeElement")
    assert contents.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    page.keyboard.press("Tab")
    assert contents.locator("a").first.evaluate("one => one === document.activeElement")


def test_page_is_whole_without_scripts(browser: Browser, report: Path) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(report.as_uri())
    assert page.locator("h4").count() == 19
    assert page.locator("h4").last.is_visible()
    page.locator("nav a").last.click()
    assert "#" in page.url
    context.close()


def test_page_prints_on_a4(page: Page, report: Path) -> None:
    page.goto(report.as_uri())
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    sides = printed.pages[0].mediabox
    assert (round(sides.width), round(sides.height)) == (595, 842)
    words = " ".join(" ".join(one.extract_text().split()) for one in printed.pages)
    assert "Skip to the contents" not in words
    assert len(printed.pages) <= 13
    for one in printed.pages[:-1]:
        assert len(one.extract_text()) > 200, "no page is nearly empty"
