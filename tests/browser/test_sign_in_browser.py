"""Signing in, in a real browser and with a provider of our own: the whole way in and out, and that nothing
opens when something is wrong."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from fake_provider import Provider, new_key
from playwright.sync_api import Browser, Page, expect
from server_with_sign_in import OFFICERS, Dashboard, provider_and_server
from waiting import LONG, still

LINKS = "a:not([data-testid=stSkipToContent])"  # every link but Streamlit's own to the page's beginning
PAGES = ("", "returns", "measure", "issue_and_pack", "definitions")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Provider, Dashboard]]:
    """A server and its provider, for tests that neither end them nor change their keys."""
    with provider_and_server(tmp_path_factory.mktemp("sign-in"), OFFICERS) as both:
        yield both


@pytest.fixture
def provider(running: tuple[Provider, Dashboard]) -> Provider:
    """The provider as it was at the beginning."""
    running[0].set_back()
    return running[0]


@pytest.fixture
def dashboard(running: tuple[Provider, Dashboard], provider: Provider) -> Iterator[Dashboard]:
    yield running[1]
    running[1].assert_log_tells_nothing(provider)


@pytest.fixture
def own_provider() -> Iterator[Provider]:
    one = Provider()
    yield one
    one.stop()


@pytest.fixture
def own_dashboard(tmp_path: Path, own_provider: Provider) -> Iterator[Dashboard]:
    """A server that nobody has visited yet, and that may be started again."""
    one = Dashboard(tmp_path, own_provider, allowed='["@unit.example.org"]')
    one.start()
    yield one
    one.stop()
    one.assert_log_tells_nothing(own_provider)


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", name=words, exact=True, level=1)).to_be_visible(timeout=LONG)


def assert_shut(page: Page, words: str = "") -> None:
    """Nothing but the sign-in, and what it says."""
    heading(page, "Sign in")
    if words:
        expect(page.get_by_text(words)).to_be_visible()
    still(page)
    expect(page.get_by_role("heading")).to_have_count(1)
    expect(page.locator(LINKS)).to_have_count(0)
    expect(page.locator("input, table, iframe")).to_have_count(0)


def press(page: Page) -> None:
    still(page)
    page.get_by_role("button", name="Sign in", exact=True).click()


def enter(page: Page, dashboard: Dashboard) -> None:
    page.goto(dashboard.address)
    heading(page, "Sign in")
    press(page)
    heading(page, "Performance framework")


def test_the_whole_way_in_and_out(page: Page, dashboard: Dashboard, provider: Provider) -> None:
    page.goto(dashboard.address)
    assert_shut(page)
    assert not Axe().run(page).response["violations"]
    press(page)
    heading(page, "Performance framework")
    page.reload()
    heading(page, "Performance framework")
    page.goto(f"{dashboard.address}/definitions")
    heading(page, "Definitions")
    second = page.context.new_page()
    second.goto(f"{dashboard.address}/returns")
    expect(second.get_by_role("heading", name="Returns for", level=1)).to_be_visible(timeout=LONG)
    kept = page.context.cookies()

    still(page)
    page.get_by_role("button", name="Sign out").click()
    assert_shut(page)
    assert "/leave" in provider.asked
    second.get_by_role("link", name="Definitions").click()
    assert_shut(second, "You have signed out.")
    page.context.add_cookies(kept)  # whoever kept a copy of the cookie
    page.goto(f"{dashboard.address}/definitions")
    assert_shut(page, "You have signed out.")
    press(page)
    heading(page, "Performance framework")


def test_a_page_s_own_address_right_after_a_restart(
    page: Page, browser: Browser, own_dashboard: Dashboard
) -> None:
    enter(page, own_dashboard)
    for path in PAGES:
        own_dashboard.stop()
        own_dashboard.start()
        stranger = browser.new_context()
        other = stranger.new_page()
        other.goto(f"{own_dashboard.address}/{path}")
        assert_shut(other)
        stranger.close()
    page.goto(f"{own_dashboard.address}/definitions")  # who signed in just now stays in
    heading(page, "Definitions")


def test_a_provider_that_is_down(page: Page, own_dashboard: Dashboard, own_provider: Provider) -> None:
    own_provider.broken = True
    page.goto(f"{own_dashboard.address}/definitions")
    assert_shut(page, "is not responding properly")
    expect(page.get_by_role("button", name="Sign in")).to_have_count(0)
    own_provider.broken = False
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    own_provider.stop()  # between the offer and the click
    press(page)
    assert_shut(page, "is not responding properly")


def test_who_is_in_stays_in_while_the_provider_is_down(
    page: Page, dashboard: Dashboard, provider: Provider
) -> None:
    enter(page, dashboard)
    provider.broken = True
    page.goto(f"{dashboard.address}/definitions")
    heading(page, "Definitions")
    still(page)
    page.get_by_role("button", name="Sign out").click()
    assert_shut(page, "is not responding properly")


def test_a_key_that_nobody_published(page: Page, own_dashboard: Dashboard, own_provider: Provider) -> None:
    page.goto(own_dashboard.address)
    for key in (new_key("another"), new_key("first")):  # of another name, and of the name that is published
        own_provider.signs_with = key
        heading(page, "Sign in")
        press(page)
        expect(page.get_by_text("Your sign-in did not complete")).to_be_visible(timeout=LONG)
        assert_shut(page)
        page.goto(f"{own_dashboard.address}/definitions")
        assert_shut(page)
    own_provider.publishes = own_provider.signs_with  # a rotation as it should be
    press(page)
    heading(page, "Performance framework")


def test_a_sign_in_that_is_broken_off(page: Page, dashboard: Dashboard, provider: Provider) -> None:
    provider.refuses = True
    page.goto(dashboard.address)
    press(page)
    expect(page.get_by_text("Your sign-in did not complete")).to_be_visible(timeout=LONG)
    assert_shut(page)


@pytest.mark.parametrize(
    "other",
    [
        {"aud": "another-dashboard"},
        {"iss": "https://elsewhere.org"},
        {"nonce": "another"},
        {"exp": 1_000_000_000},
    ],
)
def test_a_token_that_is_not_for_this_sign_in(
    other: dict, page: Page, dashboard: Dashboard, provider: Provider
) -> None:
    provider.person |= other
    page.goto(dashboard.address)
    press(page)
    expect(page.get_by_text("Your sign-in did not complete")).to_be_visible(timeout=LONG)
    assert_shut(page)


def test_a_cookie_that_was_changed(page: Page, dashboard: Dashboard) -> None:
    enter(page, dashboard)
    value = next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "_streamlit_user")

    def go_with(other: str) -> None:
        page.context.add_cookies([{"name": "_streamlit_user", "value": other, "url": dashboard.address}])
        page.goto(f"{dashboard.address}/definitions")

    for place in (0, len(value) // 2, -2):  # not the very last: some of its bits stand for nothing
        letters = list(value)
        letters[place] = "1" if letters[place] == "0" else "0"
        go_with("".join(letters))
        assert_shut(page)
    for forged in (value[:-4], "x"):
        go_with(forged)
        assert_shut(page)
    go_with(value)
    heading(page, "Definitions")


@pytest.mark.parametrize(
    ("ago", "words"),
    [(29 * 60, ""), (31 * 60, "cannot tell when you last used it"), (601 * 60, "10 hours after signing in")],
)
def test_a_sign_in_of_long_ago(
    ago: int, words: str, page: Page, dashboard: Dashboard, provider: Provider
) -> None:
    provider.issued_ago = ago
    page.goto(dashboard.address)
    press(page)
    if words:
        expect(page.get_by_text(words)).to_be_visible(timeout=LONG)
        assert_shut(page)
        page.goto(f"{dashboard.address}/definitions")
        assert_shut(page, words)
    else:
        heading(page, "Performance framework")


def test_somebody_who_is_not_on_the_list(page: Page, dashboard: Dashboard, provider: Provider) -> None:
    provider.person |= {"email": "officer@elsewhere.org"}
    page.goto(dashboard.address)
    press(page)
    heading(page, "No access")
    expect(page.get_by_text(re.compile(r"officer@elsewhere\.org.*you do not have access"))).to_be_visible()
    page.goto(f"{dashboard.address}/definitions")
    heading(page, "No access")
    expect(page.locator(LINKS)).to_have_count(0)
    still(page)
    page.get_by_role("button", name="Sign out").click()
    assert_shut(page)


def test_a_sign_in_set_up_by_half(page: Page, tmp_path: Path, own_provider: Provider) -> None:
    one = Dashboard(tmp_path, own_provider, client_id="", cookie_secret="")
    one.start()
    try:
        for path in PAGES:
            page.goto(f"{one.address}/{path}")
            assert_shut(page, "Missing in the section [auth] of the secrets file: cookie_secret, client_id.")
    finally:
        one.stop()
