"""Two processes over one PostgreSQL behind nginx, as `SERVER="… …" .deploy/set-up` puts them there: whoever came to one
stays with it, what is saved or ended in one holds in the other, and the loss of one is survived."""

import os
import ssl
from collections.abc import Iterator
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import httpx
import pytest
from fake_provider import CLIENT, SECRET, Provider
from nginx_in_front import Nginx
from playwright.sync_api import Browser, BrowserContext, Page, expect
from server_with_sign_in import OF_SEVERAL
from streamlit_server import end_server, start_server
from test_main_job import SAMPLES
from waiting import LONG, lines, returns_are_there, still, take_away

from tests.store import postgres


class Two:
    """Both processes, with nginx before and PostgreSQL behind them."""

    def __init__(self, folder: Path, provider: Provider, database: str) -> None:
        self.nginx = Nginx(folder, "", servers=2)
        self.address = self.nginx.address
        secrets = folder / "secrets.toml"
        secrets.write_text(
            f'[auth]\nredirect_uri = "{self.address}/oauth2callback"\n'
            f'cookie_secret = "{"0123456789abcdef" * 2}"\nclient_id = "{CLIENT}"\nclient_secret = "{SECRET}"\n'
            f'server_metadata_url = "{provider.discovery}"\nofficers = ["@unit.example.org"]\n',
            encoding="utf-8",
        )
        self._options = ["--secrets.files", str(secrets)]
        self._environment = {
            **os.environ,
            "IEO_FOLDER": str(folder / "store"),
            "IEO_DATABASE_URL": database,
        }
        self._log = folder / "server.log"
        self._processes: dict[int, ForkServerProcess] = {}
        for number in range(2):
            self.start(number)

    def start(self, number: int) -> None:
        self._processes[number] = start_server(
            self.nginx.ports[number], self._options, self._environment, self._log, OF_SEVERAL
        )

    def kill(self, number: int) -> None:
        end_server(self._processes.pop(number))

    def end(self) -> None:
        for number in list(self._processes):
            self.kill(number)
        self.nginx.end()


@pytest.fixture
def two(tmp_path: Path, provider: Provider) -> Iterator[Two]:
    server = postgres.Server()
    one = Two(tmp_path, provider, postgres.new_database(server.address)[0])
    yield one
    one.end()
    server.close()


@pytest.fixture
def provider() -> Iterator[Provider]:
    one = Provider()
    yield one
    one.stop()


def enter(browser: Browser, two: Two) -> Page:
    """Somebody signs in, with a browser of their own."""
    page = browser.new_context(ignore_https_errors=True).new_page()
    page.goto(two.address)
    page.get_by_role("link", name="Sign in").click()
    expect(page.get_by_role("heading", name="Performance framework")).to_be_visible(timeout=LONG)
    still(page)
    return page


def process_of(context: BrowserContext) -> int:
    """With which process a browser is."""
    kept = {cookie["name"]: cookie for cookie in context.cookies()}
    one = kept["dashboard_process"]
    assert one["httpOnly"] and one["secure"] and one["sameSite"] == "Lax"
    return int(one["value"])


def accepted(page: Page) -> None:
    """Drop the samples and accept them: what was dropped is only in the process that has the tab."""
    returns_are_there(page)
    page.locator("input[type=file]").set_input_files(SAMPLES)
    expect(lines(page)).to_have_count(len(SAMPLES), timeout=LONG)
    returns_are_there(page)
    page.get_by_role("button", name=f"Accept {len(SAMPLES)} returns").click()
    expect(page.get_by_role("button", name="Go to Issue and pack")).to_be_visible(timeout=LONG)


def guide(page: Page, two: Two) -> bytes:
    """A download, which is only in the process that has the tab."""
    page.goto(f"{two.address}/definitions?about=Help and guides")
    return Path(take_away(page, "Guide for the officer (.pdf)").path()).read_bytes()


def test_two_processes_over_one_store(browser: Browser, two: Two, provider: Provider) -> None:
    first = enter(browser, two)
    provider.person |= {"sub": "8", "email": "second@unit.example.org"}
    second = enter(browser, two)
    mine, theirs = process_of(first.context), process_of(second.context)
    assert {mine, theirs} == {0, 1}  # the second came to the process that had fewer lines

    samples = second.get_by_role("button", name="Load the invented sample returns")
    expect(samples).to_be_visible(timeout=LONG)
    first.goto(f"{two.address}/returns")
    accepted(first)
    second.goto(two.address)
    expect(second.get_by_role("link", name="5.1.1").first).to_be_visible(timeout=LONG)
    still(second)
    expect(samples).to_have_count(0)
    assert guide(first, two).startswith(b"%PDF") and guide(second, two).startswith(b"%PDF")
    assert (process_of(first.context), process_of(second.context)) == (mine, theirs)

    # Who signed out in one is out in the other, also with a copy of the cookies.
    kept = {cookie["name"]: cookie["value"] for cookie in first.context.cookies()}
    with httpx.Client(
        base_url=two.address,
        cookies={**kept, "dashboard_process": str(theirs)},
        verify=ssl.create_default_context(cafile=str(two.nginx.certificate)),
    ) as copy:
        assert copy.get("/definitions").status_code == 200
        still(first)
        first.get_by_role("button", name="Sign out").click()
        expect(first.get_by_role("link", name="Sign in")).to_be_visible(timeout=LONG)
        answer = copy.get("/definitions")
        assert answer.status_code == 401 and "You have signed out." in answer.text

    # One is lost: its people are with the other, signed in as they were, and stay there when it is back.
    two.kill(theirs)
    second.wait_for_function(
        "document.querySelector('[data-testid=stApp]').dataset.testConnectionState !== 'CONNECTED'"
    )
    still(second)
    expect(second.get_by_role("button", name="Sign out")).to_be_visible(timeout=LONG)
    assert process_of(second.context) == mine
    two.start(theirs)
    assert guide(second, two).startswith(b"%PDF")
    assert process_of(second.context) == mine
    for page in (first, second):
        page.context.close()
