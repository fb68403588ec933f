"""A server and a real browser. Both are ours alone: a free port, Debian's own Chromium, and both are stopped
again."""

import os
import shutil
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from our_server import Dashboard
from playwright.sync_api import BrowserContext, Page, expect
from waiting import LONG

# A page is waited for as long as a busy machine may take; what is there is seen at once.
expect.set_options(timeout=LONG)
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    chromium = shutil.which("chromium")
    if not chromium:
        missing = "No chromium on this machine: apt-get install chromium"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    return {**browser_type_launch_args, "executable_path": chromium, "args": QUIET}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict) -> dict:
    return {**browser_context_args, "viewport": {"width": 1280, "height": 720}}


@pytest.fixture(autouse=True)
def _patient(context: BrowserContext) -> None:
    context.set_default_timeout(LONG)


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """A server for tests that accept nothing: its store stays empty."""
    one = Dashboard().start()
    yield one.address
    one.end()


@pytest.fixture
def dashboard() -> Iterator[Dashboard]:
    """A server that nobody has visited yet, with an empty store."""
    one = Dashboard().start()
    yield one
    one.end()


@pytest.fixture
def hosts(page: Page) -> list[str]:
    """Every host that the page asks for anything, as it goes."""
    asked: list[str] = []
    page.on(
        "request",
        lambda request: (
            asked.append(urlsplit(request.url).netloc)
            if urlsplit(request.url).scheme not in ("data", "blob")
            else None
        ),
    )
    page.on("websocket", lambda socket: asked.append(urlsplit(socket.url).netloc))
    return asked
