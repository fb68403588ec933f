"""Waiting for a page of Streamlit to stand still: a click is lost on a button that is drawn anew at that
moment."""

from playwright.sync_api import Download, Locator, Page, expect

LONG = 60_000
QUIET = 150  # milliseconds; between one run of a page and the next that it asks for itself lie a few

_IS_STILL = """
quiet => new Promise(done => {
    let since = performance.now();
    const again = () => { since = performance.now(); };
    const watching = new MutationObserver(again);
    watching.observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
    const look = () => {
        const app = document.querySelector("[data-testid=stApp]");
        const ends = one => one.effect?.getComputedTiming().endTime !== Infinity;
        const moves = document.getAnimations().some(one => one.playState === "running" && ends(one));
        const {testScriptState: runs, testConnectionState: line} = app?.dataset ?? {};
        const stale = document.querySelector("[data-stale=true]");
        if (runs !== "notRunning" || line !== "CONNECTED" || stale || moves) again();
        if (performance.now() - since < quiet) return setTimeout(look, 25);
        watching.disconnect();
        done(true);
    };
    look();
})
"""


def still(page: Page) -> None:
    """Wait until a page has been drawn to its end, nothing fades or moves any more, and it does not begin
    again."""
    page.wait_for_function(_IS_STILL, arg=QUIET, timeout=LONG)


def choose(page: Page, box: str, option: str) -> None:
    """Choose from a list, by typing. As it opens it scrolls to what is chosen now, and a click meanwhile
    falls beside the option."""
    still(page)
    page.get_by_role("combobox", name=box).click()
    expect(page.get_by_role("option", name=option)).to_be_visible()
    still(page)
    page.keyboard.type(option)
    expect(page.get_by_role("option").first).to_contain_text(option)
    page.keyboard.press("Enter")
    expect(page.get_by_role("listbox")).to_have_count(0)
    still(page)


def take_away(page: Page, button: str, *, exact: bool = False) -> Download:
    """Press a button for a file, and the file."""
    still(page)
    with page.expect_download(timeout=LONG) as waiting:
        page.get_by_role("button", name=button, exact=exact).click()
    return waiting.value


def confirm_issue(page: Page) -> None:
    """Tick what an issue freezes."""
    still(page)
    page.get_by_text("I have looked at the preview").click()
    still(page)


def issued(page: Page) -> None:
    """Wait until a quarter has been issued: the pack is what comes next."""
    expect(page.get_by_role("button", name="Make the SVRP pack")).to_be_visible(timeout=LONG)
    still(page)


def open_step(page: Page, step: str) -> None:
    """Open a step of the page Issue and pack that is closed."""
    still(page)
    page.locator("summary", has_text=step).click()
    still(page)


def for_you_only(page: Page) -> None:
    """What of the page Issue and pack is the officer's only."""
    still(page)
    page.get_by_role("tab", name="For you only, not for sharing").click()
    still(page)


def returns_are_there(page: Page) -> None:
    """Wait for the Returns page to be drawn to its end."""
    expect(page.locator(".st-key-status_returns").first).to_be_visible(timeout=LONG)
    still(page)
    expect(page.locator(".st-key-status_returns")).to_have_count(1, timeout=LONG)


def lines(page: Page) -> Locator:
    """The lines of the Returns page that can be opened."""
    return page.locator(".st-key-ieo_lines [class*=st-key-ieo_line_]")


def open_line(page: Page, words: str, tab: str = "") -> None:
    """Open a line of the Returns page, and one of its tabs."""
    line = lines(page).filter(has_text=words)
    still(page)
    if line.locator("details[open]").count() == 0:
        line.locator("summary").first.click()
        still(page)
    if tab:
        page.get_by_role("tab", name=tab).click()
        still(page)


def unfold(page: Page, words: str) -> None:
    """Unfold what is not needed today."""
    still(page)
    page.locator("summary", has_text=words).click()
    still(page)
