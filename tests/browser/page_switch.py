"""How long it takes from a click until what was asked for is drawn: on the link of a page, on a quarter, on a measure;
with 4 quarters accepted and with 40, beside an empty page of Streamlit's in the same run:

    .venv/bin/python tests/browser/page_switch.py [TIMES]

Prints the median of each in milliseconds, and how often that is of two empty pages: an app as Streamlit ships it, and
the same app under the settings of this one, which collects no garbage after each click. Every round clicks once on
each thing, so that whatever else the machine does meets all alike. Nothing asserts it: it is for a quiet machine.
"""

import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT))

from our_server import Dashboard, free_port  # noqa: E402
from playwright.sync_api import Browser, Page, expect, sync_playwright  # noqa: E402
from waiting import LONG, still  # noqa: E402

from ieo_metrics.framework.configuration.settings import Settings  # noqa: E402
from ieo_metrics.framework.dates.quarters import label_with_months  # noqa: E402
from ieo_metrics.framework.measures import MEASURES  # noqa: E402
from ieo_metrics.store.database.opening import open_store  # noqa: E402
from pages.shared.frame.page import PAGES  # noqa: E402
from tests.benchmarks import records  # noqa: E402
from tests.benchmarks.load import Server  # noqa: E402

ROWS = 2000  # of 40 quarters
FEW, MANY = 4, records.QUARTERS
SHIPPED, ALIKE = "as Streamlit ships it", "under our settings"
EMPTY = 'import streamlit as st\nst.set_page_config(layout="wide")\nst.title("{here}")\nst.page_link("{path}", label="{there}")\n'
NOT_TIMED = ("Meeting",)  # it has no links to the others
AS_IT_COMES = ("--server.headless", "true", "--server.address", "127.0.0.1")
# From the next click or key until the last change of what is on the page, once it has run to its end, nothing of what
# was there before is left, and nothing changes any more: a chart is drawn by then.
_BEGIN = """
quiet => {
    const main = document.querySelector("[data-testid=stMain]");
    window.timed = new Promise(done => {
        let began = 0, last = 0, ran = false;
        const start = () => { began ||= performance.now(); };
        for (const kind of ["click", "keydown"]) document.addEventListener(kind, start, {capture: true, once: true});
        const watching = new MutationObserver(() => { last = performance.now(); });
        watching.observe(main, {subtree: true, childList: true, attributes: true, characterData: true});
        const look = () => {
            const state = document.querySelector("[data-testid=stApp]").dataset.testScriptState;
            const old = document.querySelector("[data-stale=true]");
            ran ||= began && state !== "notRunning";
            if (state !== "notRunning" || old || document.querySelector("[data-testid=stSkeleton]")) last = performance.now();
            if (!began || !(ran || last > began) || performance.now() - last < quiet) return setTimeout(look, 2);
            watching.disconnect();
            done(last - began);
        };
        look();
    });
}
"""
_CLICK_LINK = (
    "words => [...document.querySelectorAll('a')].find(one => one.textContent.trim() === words).click()"
)
_QUIET = 150  # milliseconds


Act = Callable[[Page], None]


class Click(NamedTuple):
    """`press`: does it, on a page that stands still; `get_ready`: what comes before it and is not timed."""

    name: str
    press: Act
    get_ready: Act = lambda page: None


def _milliseconds(page: Page, click: Click) -> float:
    """From the click until what was asked for is drawn."""
    page.bring_to_front()
    still(page)
    click.get_ready(page)
    page.evaluate(_BEGIN, _QUIET)
    click.press(page)
    taken: float = page.evaluate("window.timed")
    return taken


def _press_link(words: str) -> Act:
    return lambda page: page.evaluate(_CLICK_LINK, words)


def _go_to(link: str) -> Act:
    def go(page: Page) -> None:
        page.evaluate(_CLICK_LINK, link)
        still(page)

    return go


def _type_other(box: str, options: tuple[str, str]) -> Act:
    """Open a list and type that of two options which is not chosen: Enter chooses it."""

    def type_other(page: Page) -> None:
        chosen = page.get_by_role("combobox", name=box)
        other = options[options[0] in chosen.input_value()]
        chosen.click()
        still(page)  # as it opens it scrolls to what is chosen now
        page.keyboard.type(other)
        expect(page.get_by_role("option").first).to_contain_text(other)
        still(page)

    return type_other


def _both(first: Act, then: Act) -> Act:
    def do(page: Page) -> None:
        first(page)
        then(page)

    return do


def our_clicks() -> list[Click]:
    """All that is timed in the dashboard, in an order in which each can follow the one before."""
    last = records.last()
    quarter = _type_other("Quarter", (label_with_months(last - 1), label_with_months(last)))
    measure = _type_other("Measure", (MEASURES[0].name, MEASURES[1].name))
    row = f"tbody a[data-ref='{MEASURES[1].ref}']"

    def press_row(page: Page) -> None:
        page.locator(row).click()

    def press_enter(page: Page) -> None:
        page.keyboard.press("Enter")

    return [
        *(Click(f"to {name}", _press_link(name)) for name in PAGES.values() if name not in NOT_TIMED),
        Click("Overview: a measure's row", press_row, _go_to("Overview")),
        Click("Measure: a quarter", press_enter, quarter),
        Click("Measure: a measure", press_enter, measure),
        Click("Overview: a quarter", press_enter, _both(_go_to("Overview"), quarter)),
        Click("Signals: a quarter", press_enter, _both(_go_to("Signals"), quarter)),
    ]


@contextmanager
def empty_app(folder: Path, at: Path, *options: str) -> Iterator[str]:
    """An app of two empty pages, in a process of its own. `at`: the folder whose settings of Streamlit's hold."""
    (folder / "pages").mkdir(parents=True)
    for path, here, there, to in (
        ("one.py", "One", "Two", "pages/two.py"),
        ("pages/two.py", "Two", "One", "one.py"),
    ):
        (folder / path).write_text(EMPTY.format(here=here, there=there, path=to), encoding="utf-8")
    server = Server(["streamlit", "run", str(folder / "one.py"), *options], free_port(), folder, at)
    try:
        yield server.origin
    finally:
        server.end()


@contextmanager
def dashboard_of(quarters: int) -> Iterator[str]:
    """The dashboard with so many quarters accepted, each by itself."""
    dashboard = Dashboard()
    try:
        store = open_store(folder=dashboard.folder)
        of = range(records.last() - quarters + 1, records.last() + 1)
        records.accept_quarters(store, of, ROWS, Settings())
        store.engine.dispose()
        yield dashboard.start().address
    finally:
        dashboard.end()


def _opened_page(browser: Browser, address: str) -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 720}).new_page()
    page.set_default_timeout(LONG)
    page.goto(address)
    still(page)
    return page


def _interleaved(empties: dict[str, Page], ours: dict[int, Page], times: int) -> dict[object, list[float]]:
    """By empty app, and by click and number of quarters, the milliseconds of each round but the first, in which
    everything is drawn for the first time."""
    taken: dict[object, list[float]] = {}
    turns = {"One": "Two", "Two": "One"}
    for turn in range(times + 1):
        for click in our_clicks():
            for name, page in empties.items():
                other = Click(name, _press_link(turns[page.locator("h1").inner_text()]))
                taken.setdefault(name, []).append(_milliseconds(page, other))
            for number, page in ours.items():
                milliseconds = _milliseconds(page, click)
                if turn:
                    taken.setdefault((click.name, number), []).append(milliseconds)
    return taken


def _print_medians(taken: dict[object, list[float]], numbers: list[int]) -> None:
    median = {what: statistics.median(some) for what, some in taken.items()}
    shipped, alike = median[SHIPPED], median[ALIKE]
    print(f"an empty page as Streamlit ships it {shipped:.0f} ms, under our settings {alike:.0f} ms")
    print(" " * 26 + "".join(f"{f'{number} quarters':>14}{'shipped':>9}{'ours':>7}" for number in numbers))
    for click in our_clicks():
        of = [median[click.name, number] for number in numbers]
        print(
            f"{click.name:26}"
            + "".join(f"{it:11.0f} ms{it / shipped:7.1f} ×{it / alike:5.1f} ×" for it in of)
        )


def main(times: int) -> None:
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as play:
        folder = Path(scratch)
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        with (
            empty_app(folder / "shipped", folder, *AS_IT_COMES) as shipped,
            empty_app(folder / "alike", ROOT) as alike,
            dashboard_of(FEW) as few,
            dashboard_of(MANY) as many,
        ):
            empties = {SHIPPED: _opened_page(browser, shipped), ALIKE: _opened_page(browser, alike)}
            ours = {FEW: _opened_page(browser, few), MANY: _opened_page(browser, many)}
            taken = _interleaved(empties, ours, times)
        browser.close()
    _print_medians(taken, list(ours))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
