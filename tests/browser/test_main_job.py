"""The main job in a real browser: drop the workbooks, accept them, see the figures, open a measure, take the
tables away."""

import csv
import io
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import openpyxl
import pytest
from accessibility import violations
from our_server import Dashboard
from playwright.sync_api import Page, expect
from waiting import (
    LONG,
    choose,
    confirm_issue,
    for_you_only,
    issued,
    lines,
    open_line,
    open_step,
    returns_are_there,
    still,
    take_away,
    unfold,
)

from ieo_metrics.exports.workbook.text_sheets import NOT_FOR_SHARING
from sample_data import SAMPLES, UNTIDY

ROOT = Path(__file__).resolve().parents[2]
QUARTER = "2024/25 Q2"

HEADINGS = {"Overview": "Performance framework", "Measure": "Meaningful use of time: average change"}


@pytest.fixture(scope="session")
def expected() -> dict[str, list[str]]:
    """By reference, the command line's row of the quarter."""
    call = [sys.executable, "-m", "ieo_metrics", "measures", *map(str, SAMPLES), "--format", "csv"]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, timeout=60)
    rows = list(csv.reader(io.StringIO(done.stdout)))
    return {row[0]: row for row in rows[1:] if row[1] == QUARTER}


def drop(page: Page, files: list[Path]) -> None:
    page.locator("input[type=file]").set_input_files([str(path) for path in files])
    for path in files:
        expect(lines(page).filter(has_text=path.name)).to_be_visible(timeout=LONG)
    returns_are_there(page)


def there(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1, name=words)).to_be_visible(timeout=LONG)


def settled(page: Page, words: str) -> None:
    """Wait until a page is there, and stands still."""
    there(page, words)
    still(page)


def accept(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()
    expect(page.get_by_text("was accepted.").first).to_be_visible(timeout=LONG)
    settled(page, "Returns")


def go_to(page: Page, name: str) -> None:
    page.locator(".st-key-ieo_pages").get_by_role("link", name=name).click()


def assert_one_filled(page: Page, where: str) -> None:
    """The next step is the only button that is filled."""
    filled = page.evaluate(
        """() => [...document.querySelectorAll(".stMain button")]
        .filter(one => getComputedStyle(one).backgroundColor === "rgb(18, 67, 109)"
            || one.getAttribute("data-testid") === "stBaseButton-primary")
        .map(one => one.innerText)"""
    )
    assert len(filled) == 1, f"{where}: {filled}"


def shown(row: list[str]) -> str:
    """The value of the command line as the overview shows it."""
    value, unit, n = float(row[3]), row[4], row[6]
    if unit == "proportion":
        return f"{100 * value:.{0 if float(n) < 100 else 1}f}%"
    return f"{value:+.1f}".replace("-", "−") if unit == "points" else f"{value:,.0f}"


def test_drop_accept_look_open_and_take_away(
    page: Page, dashboard: Dashboard, hosts: list[str], expected: dict[str, list[str]], tmp_path: Path
) -> None:
    address = dashboard.address
    page.goto(f"{address}/returns")
    drop(page, SAMPLES)
    assert dashboard.accepted() == []
    accept(page, "Accept 5 returns")
    assert [one.seq for one in dashboard.accepted()] == [1, 2, 3, 4, 5]
    go_to(page, "Overview")
    table = page.locator("table.ieo-measures")
    expect(table.locator("a[data-ref]")).to_have_count(19)
    choose(page, "Quarter", QUARTER)
    expect(page).to_have_url(f"{address}/?quarter=2024-25-Q2")
    expect(table).to_have_accessible_name(f"The 19 measures in {QUARTER}")
    for ref, row in expected.items():
        expect(
            table.locator("tr", has=page.locator(f'a[data-ref="{ref}"]')).locator("td.value")
        ).to_have_text(shown(row))

    table.locator('a[data-ref="5.1.1.b"]').click()
    expect(page).to_have_url(f"{address}/measure?quarter=2024-25-Q2&measure=5.1.1.b")
    expect(page.locator(".ieo-number")).to_contain_text(
        f"{shown(expected['5.1.1.b'])} of {float(expected['5.1.1.b'][6]):.0f} young people"
    )
    expect(page.locator(".js-plotly-plot")).to_have_count(1, timeout=LONG)
    page.get_by_role("tab", name="Who is counted").click()
    expect(page.locator(".js-plotly-plot")).to_have_count(4, timeout=LONG)

    go_to(page, "Issue and pack")
    for_you_only(page)
    take_away(page, "Tidy table as it is now (.csv)", exact=True).save_as(tmp_path / "tidy.csv")
    rows = list(csv.reader((tmp_path / "tidy.csv").open(encoding="utf-8-sig", newline="")))
    note = rows[0].index("note")
    assert all(row[note].startswith(NOT_FOR_SHARING) for row in rows[1:])
    for row in rows[1:]:
        row[note] = row[note].removeprefix(NOT_FOR_SHARING).strip()
    assert {row[0]: row for row in rows[1:]} == expected
    take_away(page, "Workbook as it is now (.xlsx)", exact=True).save_as(tmp_path / "tables.xlsx")
    found = {
        row[0]: row
        for sheet in openpyxl.load_workbook(tmp_path / "tables.xlsx")
        if sheet.title == "Summary"
        for row in sheet.iter_rows(values_only=True)
    }
    for ref, row in expected.items():
        # Excel keeps 15 digits.
        assert any(
            cell == pytest.approx(float(row[3]), rel=1e-12)
            for cell in found[ref]
            if isinstance(cell, int | float)
        )
    go_to(page, "History")
    for words in ("tidy table of 2024/25 Q2", "workbook of 2024/25 Q2"):
        expect(page.locator("tr", has_text=words).filter(has_text="downloaded a file")).to_have_count(
            1, timeout=LONG
        )
    still(page)
    page.get_by_role("button", name="Check everything").click()
    expect(page.get_by_text("Everything stored is as it was saved.")).to_be_visible(timeout=LONG)
    assert set(hosts) == {urlsplit(address).netloc}


def test_what_is_accepted_is_there_after_a_restart(page: Page, dashboard: Dashboard) -> None:
    page.goto(f"{dashboard.address}/returns")
    drop(page, SAMPLES[:1])
    accept(page, "Accept 1 return")
    dashboard.kill()
    dashboard.start()
    page.goto(dashboard.address)
    expect(page.locator("table.ieo-measures a[data-ref]")).to_have_count(19, timeout=LONG)
    assert len(dashboard.accepted()) == 1


def test_a_link_right_after_a_restart(page: Page, dashboard: Dashboard) -> None:
    page.goto(f"{dashboard.address}/measure?quarter=2024-25-Q2&measure=5.1.2.c")
    expect(page.get_by_text("No returns accepted yet.")).to_be_visible(timeout=LONG)
    expect(page.get_by_text("Page not found")).to_have_count(0)
    expect(page.get_by_text("Traceback")).to_have_count(0)
    expect(page.get_by_role("button", name="Load the invented sample returns")).to_be_visible()
    still(page)
    page.get_by_role("button", name="Load the invented sample returns").click()
    expect(page.get_by_role("heading", name="Pain scale: average change")).to_be_visible(timeout=LONG)
    assert page.url.endswith("measure?quarter=2024-25-Q2&measure=5.1.2.c")


def test_no_violation_of_accessibility_is_ours(page: Page, dashboard: Dashboard) -> None:
    """Empty, with held files, accepted, issued, with a preview of changes, and revised."""
    page.goto(dashboard.address)
    expect(page.get_by_role("button", name="Load the invented sample returns")).to_be_visible(timeout=LONG)
    names = (
        "Overview",
        "Measure",
        "Issue and pack",
        "History",
        "Signals",
        "Settings",
        "Definitions",
        "Working group",
        "Units",
        "Returns",
    )
    for name in names:
        go_to(page, name)
        there(page, "Performance framework" if name == "Overview" else name)
        assert violations(page) == [], f"{name}, empty"
    assert_one_filled(page, "Returns, empty")
    unfold(page, "Templates for this quarter")
    unfold(page, "Every quarter")
    assert violations(page) == [], "Returns, empty, with everything unfolded"
    drop(page, [*SAMPLES, ROOT / "dashboard.py"])
    assert_one_filled(page, "Returns, with held files")
    unfold(page, "What accepting would change")
    expect(page.get_by_role("region", name="What would be new")).to_be_visible(timeout=LONG)
    for tab in ("Problems", "Send back", "How it was read"):
        open_line(page, "Choices - Artswork.xlsx", tab)
        assert violations(page) == [], f"Returns, with held files, {tab}"
    open_line(page, "dashboard.py")
    assert violations(page) == [], "Returns, with a file that could not be read"
    for name in names[:3]:
        go_to(page, name)
        expect(page.get_by_text("6 files are waiting on the Returns page.")).to_be_visible(timeout=LONG)
        assert violations(page) == [], f"{name}, while files wait"
    go_to(page, "Returns")
    accept(page, "Accept 5 returns")
    assert_one_filled(page, "Returns, accepted")
    open_line(page, "Choices - Artswork.xlsx", "Problems")
    assert violations(page) == [], "Returns, what was left to fix"
    unfold(page, "Withdraw a return")  # in what is unfolded since before
    assert violations(page) == [], "Returns, with a return to withdraw"
    page.keyboard.press("Escape")
    for name in names:
        go_to(page, name)
        settled(page, HEADINGS.get(name, name))
        if name == "Measure":
            page.get_by_text("By quarter, as a table").click()
            for tab, words in (
                ("Who is counted", "With a first score by its end"),
                ("Breakdown", "Recounted for each group"),
                ("Beside another", "do not show that one causes the other"),
                ("Definition and source", "Returns used for 2024/25 Q4"),
                ("Rows", "Rows behind 5.1.1.a"),
            ):
                page.get_by_role("tab", name=tab, exact=True).click()
                expect(page.get_by_text(words).first).to_be_visible(timeout=LONG)
                assert violations(page) == [], f"Measure, {tab}"
        if name == "Settings":
            for tab in ("Sharing", "Targets", "Crime Harm Index", "Due dates", "Name and look", "Old rows"):
                page.get_by_role("tab", name=tab, exact=True).click()
                assert violations(page) == [], f"Settings, {tab}"
            page.get_by_text("Reduce old rows", exact=True).click()
            assert violations(page) == [], "Settings, reducing old rows"
            page.get_by_role("tab", name="Backups", exact=True).click()
            still(page)
            page.get_by_role("button", name="Make a backup").click()
            expect(page.get_by_text("Done: ")).to_be_visible(timeout=LONG)
            still(page)
            page.get_by_text("Restore a backup", exact=True).click()
        assert violations(page) == [], f"{name}, accepted"
        page.keyboard.press("Escape")
    go_to(page, "Issue and pack")
    settled(page, "Issue and pack")
    confirm_issue(page)
    page.get_by_role("button", name="Issue 2024/25 Q4", exact=True).click()
    issued(page)
    open_step(page, "3 Issue")
    page.get_by_role("button", name="Unlock the quarter").click()
    assert violations(page) == [], "Issue and pack, issued"
    page.keyboard.press("Escape")
    go_to(page, "Returns")
    settled(page, "Returns")
    drop(page, [UNTIDY])
    assert violations(page) == [], "Returns, with a question about spellings"
    page.get_by_role("button", name="Not the same").click()
    expect(page.get_by_role("button", name="Not the same")).to_have_count(0)
    still(page)
    expect(page.get_by_role("region", name="What would change")).to_be_visible()
    assert_one_filled(page, "Returns, with a preview of changes to a locked quarter")
    assert violations(page) == [], "Returns, with a preview of changes to a locked quarter"
    go_to(page, "Issue and pack")
    settled(page, "Issue and pack")
    open_step(page, "3 Issue")
    page.get_by_role("button", name="Unlock the quarter").click()
    page.get_by_role("textbox", name="Why are you unlocking it?").fill("A corrected return came")
    page.keyboard.press("Tab")
    still(page)
    page.get_by_role("button", name="Unlock", exact=True).click()
    expect(page.get_by_text(re.compile(r"Not locked\."))).to_be_visible(timeout=LONG)
    go_to(page, "Returns")
    settled(page, "Returns")
    accept(page, "Accept 2 returns")
    assert violations(page) == [], "Returns, after a revision"
    for name in names[:4]:
        go_to(page, name)
        there(page, HEADINGS.get(name, name))
        if name == "Issue and pack":
            for_you_only(page)
            expect(
                page.get_by_role(
                    "region", name="What has changed since issue 1, and why, for the officer"
                ).locator("tbody tr")
            ).to_have_count(11, timeout=LONG)
        assert violations(page) == [], f"{name}, revised"


def test_the_overview_can_be_walked_with_tab(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.get_by_role("button", name="Load the invented sample returns")).to_be_visible()
    still(page)
    page.get_by_role("button", name="Load the invented sample returns").click()
    links = page.locator("table.ieo-measures a[data-ref]")
    expect(links).to_have_count(19, timeout=LONG)
    still(page)
    page.locator(".ieo-scroll").first.focus()
    reached = []
    for _ in range(19):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.dataset.ref"))
    assert reached == [links.nth(i).get_attribute("data-ref") for i in range(19)]
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Trauma informed training sessions")).to_be_visible()


def test_a_hostile_name_does_nothing(page: Page, address: str, tmp_path: Path) -> None:
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    name = "<img src=x onerror=alert(1)> [a](b) $x$ :material-home: :red[x].xlsx"
    page.goto(f"{address}/returns")
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": SAMPLES[-1].read_bytes()}
    )
    # Behind the colons stands a sign that prints nothing.
    shown = "<img src=x onerror=alert(1)> [a](b) $x$ :\u2060material-home: :\u2060red[x].xlsx"
    expect(lines(page).locator("summary em").nth(1)).to_have_text(shown, timeout=LONG)
    open_line(page, "onerror", "How it was read")
    assert not asked
