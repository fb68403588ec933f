"""Waiting for a page of Streamlit to stand still: a click is lost on a button that is drawn anew at that
moment."""

from playwright.sync_api import Download, Page, expect

LONG = 60_000
_DRAWN = "[data-testid=stApp][data-test-script-state=notRunning]"


def still(page: Page) -> None:
    """Wait until a page has been drawn to its end, and does not begin again."""
    for _ in range(2):
        expect(page.locator(_DRAWN)).to_have_count(1, timeout=LONG)
        page.wait_for_timeout(150)
    expect(page.locator(_DRAWN)).to_have_count(1, timeout=LONG)


def take_away(page: Page, button: str, *, exact: bool = False) -> Download:
    """Press a button for a file, and the file."""
    still(page)
    with page.expect_download(timeout=LONG) as waiting:
        page.get_by_role("button", name=button, exact=exact).click()
    return waiting.value
