"""How long a page takes from the click on its link until it is drawn, beside an empty page of Streamlit's in the same run:

    .venv/bin/python tests/browser/page_switch.py [TIMES]

Prints the median of each in milliseconds, and how often an empty page's that is. Nothing asserts it: it is for a quiet
machine.
"""

import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT))

from our_server import Dashboard, free_port  # noqa: E402
from playwright.sync_api import Page, expect, sync_playwright  # noqa: E402
from streamlit_server import end_server, start_server  # noqa: E402
from waiting import LONG, still  # noqa: E402

from sample_data import SAMPLES  # noqa: E402

EMPTY = 'import streamlit as st\nst.set_page_config(layout="wide")\nst.title("{here}")\nst.page_link("{path}", label="{there}")\n'
# From the click until the page says that it has run to its end and nothing of the one before is left.
_SWITCH = """
([link, title]) => new Promise(done => {
    const began = performance.now();
    const look = () => {
        const app = document.querySelector("[data-testid=stApp]");
        const there = document.querySelector("h1")?.textContent.startsWith(title);
        const old = document.querySelector("[data-stale=true]");
        const drawn = there && !old && app.dataset.testScriptState === "notRunning";
        if (!drawn) return setTimeout(look, 2);
        requestAnimationFrame(() => done(performance.now() - began));
    };
    [...document.querySelectorAll("a")].find(one => one.textContent.trim() === link).click();
    setTimeout(look, 0);
})
"""


@contextmanager
def _empty_app() -> Iterator[str]:
    """Two empty pages of Streamlit's."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "pages").mkdir()
        for path, here, there, to in (
            ("one.py", "One", "Two", "pages/two.py"),
            ("pages/two.py", "Two", "One", "one.py"),
        ):
            (Path(folder) / path).write_text(EMPTY.format(here=here, there=there, path=to), encoding="utf-8")
        port = free_port()
        server = start_server(port, [], {}, command=("streamlit", "run", f"{folder}/one.py"))
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            end_server(server)


def switches(page: Page, pages: Sequence[tuple[str, str]], times: int) -> dict[str, float]:
    """By title, the median time in milliseconds of switching to each of the pages (link, title) in turn."""
    taken: dict[str, list[float]] = {title: [] for _, title in pages}
    for _ in range(times):
        for link, title in pages:
            still(page)
            taken[title].append(page.evaluate(_SWITCH, [link, title]))
    return {title: statistics.median(some) for title, some in taken.items()}


def main(times: int) -> None:
    ours = (
        ("Overview", "Performance framework"),
        ("Measure", "Meaningful use of time: average change"),
        ("Signals", "Signals"),
        ("Returns", "Returns"),
        ("Issue and pack", "Issue and pack"),
        ("Working group", "Working group"),
        ("Definitions", "Definitions"),
    )
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        page.set_default_timeout(LONG)
        dashboard = Dashboard().start()
        try:
            with _empty_app() as address:
                page.goto(address)
                empty = min(switches(page, (("Two", "Two"), ("One", "One")), times).values())
            page.goto(f"{dashboard.address}/returns")
            page.locator("input[type=file]").first.set_input_files([str(path) for path in SAMPLES])
            accept = page.get_by_role("button", name="Accept")
            expect(accept.first).to_be_visible(timeout=LONG)
            still(page)
            accept.first.click()
            still(page)
            taken = switches(page, ours, times)
        finally:
            dashboard.end()
        browser.close()
    print(f"{'an empty page':42} {empty:5.0f} ms")
    for title, milliseconds in taken.items():
        print(f"{title:42} {milliseconds:5.0f} ms  {milliseconds / empty:4.1f} ×")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
