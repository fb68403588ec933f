"""The server for several people, in a real browser and with a provider of our own: every page under its policy, and
what is left of a sign-in after it was ended."""

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from fake_provider import Provider
from playwright.sync_api import Browser, BrowserContext, Page, expect
from server_with_sign_in import OF_SEVERAL, Dashboard, provider_and_server
from waiting import LONG, returns_are_there, still, take_away
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "sample_data" / "TIPS - Rock Pool.xlsx"
ADDRESSES = ["", *sorted(path.stem for path in (ROOT / "pages").glob("*.py"))]
# What the browser did not let through, by the page's policy.
NOTE_REFUSED = """
window.refused = [];
document.addEventListener("securitypolicyviolation",
    event => window.refused.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));
"""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Provider, Dashboard]]:
    with provider_and_server(tmp_path_factory.mktemp("server"), OF_SEVERAL) as both:
        yield both


@pytest.fixture
def provider(running: tuple[Provider, Dashboard]) -> Iterator[Provider]:
    one, server = running
    one.set_back()
    yield one
    server.assert_log_tells_nothing(one)


@pytest.fixture
def dashboard(running: tuple[Provider, Dashboard]) -> Dashboard:
    return running[1]


def enter(page: Page, dashboard: Dashboard) -> None:
    page.goto(dashboard.address)
    page.get_by_role("link", name="Sign in").click()
    expect(page.get_by_role("heading", name="Performance framework")).to_be_visible(timeout=LONG)


def assert_out(page: Page, words: str = "") -> None:
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible(timeout=LONG)
    expect(page.get_by_role("link")).to_have_count(1)
    if words:
        expect(page.get_by_text(words)).to_be_visible()


def as_browser(context: BrowserContext, dashboard: Dashboard) -> httpx.Client:
    """Somebody who asks with a copy of the browser's cookies."""
    kept = {cookie["name"]: cookie["value"] for cookie in context.cookies()}
    return httpx.Client(base_url=dashboard.address, cookies=kept, headers={"origin": dashboard.address})


def refused(page: Page) -> Any:
    return page.evaluate("window.refused")


def test_every_page_is_drawn_under_its_policy(
    page: Page, dashboard: Dashboard, provider: Provider, hosts: list[str]
) -> None:
    page.add_init_script(NOTE_REFUSED)
    page.goto(dashboard.address)
    assert not Axe().run(page).response["violations"] and not refused(page)
    enter(page, dashboard)
    still(page)
    page.get_by_role("button", name="Load the invented sample returns").click()
    expect(page.get_by_role("button", name="Close the samples")).to_be_visible(timeout=LONG)
    for name in ADDRESSES[1:]:
        link = page.locator(f".st-key-ieo_pages a[href$='/{name}']")
        if link.count() == 0:  # what the list of pages does not name
            continue
        link.click()
        expect(page.locator("h1")).to_be_visible(timeout=LONG)
        still(page)
        if name == "measure":
            page.keyboard.press("/")
            expect(page.get_by_role("dialog").get_by_role("textbox")).to_be_focused(timeout=LONG)
            page.keyboard.press("Escape")
        assert refused(page) == [], name
        if name == "meeting":
            page.get_by_role("link", name="Leave the meeting").click()
            still(page)
    assert page.get_by_role("alert").count() == 0
    page.goto(f"{dashboard.address}/read_by_hand")
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=LONG)
    still(page)
    assert refused(page) == []
    assert {*hosts} == {urlsplit(dashboard.address).netloc, urlsplit(provider.issuer).netloc}


def test_nothing_is_left_of_a_sign_in_that_was_ended(
    page: Page, browser: Browser, dashboard: Dashboard, provider: Provider
) -> None:
    asked_before = len(provider.asked)
    stranger = httpx.Client(base_url=dashboard.address, headers={"origin": dashboard.address})
    assert stranger.put("/_stcore/upload_file/any/file", files={"file": b"x"}).status_code == 401
    assert (
        stranger.get("/definitions").status_code == 401
        and stranger.get("/_stcore/host-config").status_code == 401
    )
    assert len(provider.asked) == asked_before  # nothing went out

    enter(page, dashboard)
    cookies: dict[str, Any] = {cookie["name"]: cookie for cookie in page.context.cookies()}
    one = cookies["_streamlit_user"]
    assert one["httpOnly"] and one["sameSite"] == "Lax"
    now = page.evaluate("Date.now() / 1000")
    assert all(cookie["expires"] <= now + 36_000 + 60 for cookie in cookies.values())

    second = page.context.new_page()
    second.goto(f"{dashboard.address}/returns")
    returns_are_there(second)
    with second.expect_response(lambda answer: "/upload_file/" in answer.url) as uploaded:
        second.locator("input[type=file]").first.set_input_files(str(SAMPLE))
    assert uploaded.value.status == 204
    page.goto(f"{dashboard.address}/definitions?about=Help and guides")
    file = take_away(page, "Guide for the officer (.pdf)").url
    officer = as_browser(page.context, dashboard)
    got = officer.get(file)
    assert (
        got.status_code == 200
        and got.content.startswith(b"%PDF")
        and got.headers["cache-control"] == "no-store"
    )

    provider.person |= {"sub": "8", "email": "other@unit.example.org"}
    other = browser.new_context()
    hers = other.new_page()
    enter(hers, dashboard)
    her = as_browser(other, dashboard)
    assert her.get("/definitions").status_code == 200 and her.get(file).status_code == 404

    still(page)
    page.get_by_role("button", name="Sign out").click()
    assert_out(page)
    second.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # else within half a minute
    assert_out(second)
    for _ in range(2):
        assert officer.get(file).status_code == 401
        assert "You have signed out." in officer.get("/definitions").text
        assert officer.put("/_stcore/upload_file/any/file", files={"file": b"x"}).status_code == 401
        kept = "; ".join(f"{name}={value}" for name, value in officer.cookies.items())
        with (
            pytest.raises(InvalidStatus),
            connect(
                f"{dashboard.address.replace('http', 'ws')}/_stcore/stream",
                additional_headers={"cookie": kept},
                origin=dashboard.address,  # type: ignore[arg-type]
            ),
        ):
            pass
        if her.get("/definitions").status_code == 200:  # the first time round
            dashboard.stop()
            dashboard.start()
    assert her.get("/definitions").status_code == 200
    other.close()
    for client in (stranger, officer, her):
        client.close()


def test_the_officer_s_own_server_answers_under_no_other_name(address: str) -> None:
    """A site whose name is made to lead to this computer would else be one with the dashboard."""

    def answer(name: str) -> str:
        here = urlsplit(address)
        asked = (
            f"GET /_stcore/stream HTTP/1.1\r\nHost: {name}:{here.port}\r\nOrigin: http://{name}:{here.port}\r\n"
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        )
        with socket.create_connection((str(here.hostname), int(here.port or 0))) as line:
            line.sendall(asked.encode())
            return line.recv(100).decode().split(" ")[1]

    assert (answer("127.0.0.1"), answer("localhost"), answer("evil.example")) == ("101", "101", "403")


def test_a_sign_in_that_fails_says_so(page: Page, dashboard: Dashboard, provider: Provider) -> None:
    provider.refuses = True
    page.goto(dashboard.address)
    page.get_by_role("link", name="Sign in").click()
    assert_out(page, "Your sign-in did not complete")
    provider.refuses = False
    provider.person |= {"email": "officer@elsewhere.org"}
    page.get_by_role("link", name="Sign in").click()
    expect(page.get_by_role("heading", name="No access")).to_be_visible(timeout=LONG)
    page.get_by_role("link", name="Sign out").click()
    assert_out(page)
