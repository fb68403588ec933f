"""Faults as a browser meets them: clicks that come twice, servers that die, tabs that close, lines that
break, files that eat memory."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from our_server import Dashboard, Line
from playwright.sync_api import BrowserContext, Page, expect
from waiting import LONG, confirm_issue, for_you_only, issued, lines, open_step, unfold
from waiting import returns_are_there as still
from waiting import still as drawn

from ieo_metrics.store.database.opening import open_store
from ieo_metrics.store.trail import audit_trail
from tests.pages.untidy import tips
from tests.reading.reading_files import sheet_of_xml

ACCEPT = "Accept 1 return"
NOTHING_WAITS = re.compile("No files waiting.*drop them again")


@pytest.fixture
def other_page(context: BrowserContext) -> Page:
    """A second tab of the same browser."""
    return context.new_page()


@pytest.fixture
def dashboard_with() -> Iterator[Callable[..., Dashboard]]:
    """Servers with options or an environment of their own."""
    made: list[Dashboard] = []

    def start(*options: str, **environment: str) -> Dashboard:
        made.append(Dashboard(*options, **environment))
        return made[-1].start()

    yield start
    for one in made:
        one.end()


def put(page: Page, *files: tuple[str, bytes]) -> None:
    page.locator("input[type=file]").set_input_files(
        [{"name": name, "mimeType": "application/octet-stream", "buffer": data} for name, data in files]
    )


def open_returns(page: Page, address: str) -> None:
    page.goto(f"{address}/returns")
    still(page)


def drop(page: Page, *files: tuple[str, bytes]) -> None:
    put(page, *files)
    expect(page.get_by_role("button", name=re.compile("^Accept "))).to_be_visible(timeout=LONG)
    still(page)


def no_exception(page: Page) -> None:
    for words in ("Traceback", "could not be shown", "Connection error"):
        expect(page.get_by_text(words)).to_have_count(0)
    expect(page.locator("[data-testid=stException]")).to_have_count(0)


def actions(dashboard: Dashboard) -> list[str]:
    """What the audit trail says was done."""
    store = open_store(folder=dashboard.folder)
    try:
        with store.reading() as connection:
            return [entry.action for entry in audit_trail.trail_entries(connection)]
    finally:
        store.engine.dispose()


def test_double_click_one_version(page: Page, dashboard: Dashboard) -> None:
    """double click / refresh resubmits: one version."""
    open_returns(page, dashboard.address)
    drop(page, tips(12))
    page.get_by_role("button", name=ACCEPT).dblclick()
    expect(page.get_by_text("No files waiting.")).to_be_visible(timeout=LONG)
    still(page)
    no_exception(page)
    (one,) = dashboard.accepted()
    assert set(one.versions.values()) == {1} and actions(dashboard).count("accepted a return") == 1
    page.get_by_role("link", name="Issue and pack").click()
    open_step(page, "3 Issue")
    confirm_issue(page)
    page.get_by_role("button", name="Issue 2024/25 Q2", exact=True).dblclick()
    issued(page)
    drawn(page)
    assert actions(dashboard).count("issued a quarter") == 1
    for_you_only(page)
    expect(page.get_by_role("button", name="Workbook as issued (.xlsx)")).to_have_count(1)


def test_refresh_resubmits_one_version(page: Page, dashboard: Dashboard) -> None:
    """double click / refresh resubmits: one version."""
    open_returns(page, dashboard.address)
    drop(page, tips(12))
    page.get_by_role("button", name=ACCEPT).click(no_wait_after=True)
    page.reload()
    still(page)
    page.reload()
    still(page)
    no_exception(page)
    assert len(dashboard.accepted()) <= 1
    put(page, ("again.csv", tips(12)[1]))
    button = page.get_by_role("button", name=re.compile("^(Accept 1 return|Clear these files)$"))
    expect(button).to_be_visible()
    still(page)
    button.click()
    expect(page.get_by_text("No files waiting.")).to_be_visible(timeout=LONG)
    assert [set(one.versions.values()) for one in dashboard.accepted()] == [{1}]


@pytest.mark.parametrize("when", ["while the file is on its way", "right after the drop"])
def test_server_restart_mid_upload(page: Page, dashboard: Dashboard, when: str) -> None:
    """server restart mid-upload: browser reconnects; nothing saved; file must be chosen again, page says
    so."""
    open_returns(page, dashboard.address)
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    slow = when == "while the file is on its way"
    if slow:
        line.send(
            "Network.emulateNetworkConditions",
            {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 50_000},
        )
    name, data = tips(12)
    with page.expect_request(lambda request: request.method == "PUT", timeout=LONG):
        put(page, (name, data + b",,\n" * (700_000 if slow else 0)))
    page.wait_for_timeout(300 if slow else 50)
    dashboard.kill()
    line.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1},
    )
    dashboard.start()
    expect(page.get_by_text(NOTHING_WAITS)).to_be_visible(timeout=LONG)
    still(page)
    no_exception(page)
    assert dashboard.accepted() == []
    drop(page, tips(12))
    page.get_by_role("button", name=ACCEPT).click()
    expect(page.get_by_text("was accepted.")).to_be_visible(timeout=LONG)
    assert len(dashboard.accepted()) == 1


@pytest.mark.parametrize("how", ["refreshed", "closed"])
def test_browser_refresh_or_tab_closed_before_accept(
    page: Page, other_page: Page, dashboard: Dashboard, how: str
) -> None:
    """browser refresh / tab closed before Accept: draft lost or resumable as documented; no half save."""
    open_returns(page, dashboard.address)
    expect(page.get_by_text("they are lost if you close or reload this tab")).to_be_visible()
    drop(page, tips(12))
    if how == "refreshed":
        page.reload()
    else:
        page.close()
        page = other_page
        open_returns(page, dashboard.address)
    expect(page.get_by_text(NOTHING_WAITS)).to_be_visible(timeout=LONG)
    still(page)
    no_exception(page)
    assert dashboard.accepted() == [] and actions(dashboard) == [
        "made the store",
        "noted that a file arrived",
    ]
    drop(page, tips(12))
    page.get_by_role("button", name=ACCEPT).click()
    expect(page.get_by_text("was accepted.")).to_be_visible(timeout=LONG)
    assert len(dashboard.accepted()) == 1


def test_two_tabs_same_officer(
    page: Page, other_page: Page, dashboard_with: Callable[..., Dashboard]
) -> None:
    """two tabs, same officer: independent; conflict rule applies."""
    dashboard = dashboard_with(IEO_OFFICER="A. Officer")
    for tab, sessions in ((page, 12), (other_page, 14)):
        open_returns(tab, dashboard.address)
        drop(tab, tips(sessions))
    assert [
        lines(page).locator("summary em:nth-child(2)").all_inner_texts(),
        lines(other_page).locator("summary em:nth-child(2)").all_inner_texts(),
    ] == [["TIPS 12.csv"], ["TIPS 14.csv"]]
    page.get_by_role("button", name=ACCEPT).click()
    expect(page.get_by_text("was accepted.")).to_be_visible(timeout=LONG)
    other_page.get_by_role("button", name=ACCEPT).click()
    refused = other_page.get_by_text(
        re.compile(r"A\. Officer accepted a return.* at \d\d:\d\d on .* Nothing was saved\.")
    )
    expect(refused).to_be_visible(timeout=LONG)
    assert [one.files for one in dashboard.accepted()] == [("TIPS 12.csv",)]
    unfold(other_page, "What accepting would change")
    changes = other_page.get_by_role("region", name="What would change").locator("tbody tr")
    expect(changes).to_have_count(1, timeout=LONG)
    expect(changes.locator("td").nth(1)).to_have_text("12")
    expect(changes.locator("td").nth(2)).to_have_text("14")
    still(other_page)
    other_page.get_by_role("button", name=ACCEPT).click()
    expect(other_page.get_by_text("was accepted.")).to_be_visible(timeout=LONG)
    assert [one.files for one in dashboard.accepted()] == [("TIPS 12.csv",), ("TIPS 14.csv",)]
    page.get_by_role("link", name="Overview", exact=True).click()
    expect(page.locator("tr", has=page.locator('a[data-ref="5.3.1.b"]')).locator("td.value")).to_have_text(
        "14", timeout=LONG
    )


@pytest.mark.parametrize(("seconds", "away"), [(1, 3), (120, 1)])
def test_websocket_drop(
    page: Page, dashboard_with: Callable[..., Dashboard], seconds: int, away: int
) -> None:
    """websocket drop > disconnectedSessionTTL (120 s): fresh session, no exception. A shorter one loses
    nothing.

    Streamlit leaves the old page as it was drawn until something is pressed: then the fresh session says that
    nothing waits.
    """
    dashboard = dashboard_with("--server.disconnectedSessionTTL", str(seconds))
    line = Line(dashboard.address)
    try:
        open_returns(page, line.address)
        drop(page, tips(12))
        with page.expect_websocket(timeout=LONG):
            line.cut()
            page.wait_for_timeout(1000 * away)
            line.mend()
        drawn(page)
        no_exception(page)
        page.get_by_role("button", name=ACCEPT).click()
        if away > seconds:
            expect(page.get_by_text(NOTHING_WAITS)).to_be_visible(timeout=LONG)
            still(page)
            assert dashboard.accepted() == []
            drop(page, tips(12))
            page.get_by_role("button", name=ACCEPT).click()
        expect(page.get_by_text("was accepted.")).to_be_visible(timeout=LONG)
        no_exception(page)
        assert len(dashboard.accepted()) == 1
    finally:
        line.close()


def most_memory(process: int) -> int:
    """The most that a process ever held, in bytes."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text())
    assert found
    return 1024 * int(found[1])


def test_memory_exhaustion_by_one_upload(page: Page, dashboard: Dashboard) -> None:
    """memory exhaustion by one upload: that upload fails; server lives."""
    ends = "".join(
        f'<row r="{r}"><c r="{c}{r}"><v>1</v></c></row>' for r, c in [(1, "XFD"), (2, "A"), (1048576, "B")]
    )
    hungry = sheet_of_xml(ends + '<row r="3"><c r="A3"><v>1</v></c></row>', before='<dimension ref="A1:B3"/>')
    open_returns(page, dashboard.address)
    drop(page, tips(12))
    assert dashboard.process is not None
    before = most_memory(dashboard.process.pid)
    put(page, ("hungry.xlsx", hungry))
    expect(lines(page).filter(has_text="could not be read")).to_have_count(1, timeout=LONG)
    still(page)
    no_exception(page)
    assert dashboard.lives() and most_memory(dashboard.process.pid) - before < 100 * 2**20
    page.get_by_role("button", name=ACCEPT).click()
    expect(page.get_by_text("was accepted.")).to_be_visible(timeout=LONG)
    assert len(dashboard.accepted()) == 1
