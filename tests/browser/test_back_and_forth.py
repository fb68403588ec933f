"""In a real browser: what is nearly known is confirmed in one click, and a list that went back comes back
ticked."""

from pathlib import Path

import openpyxl
from accessibility import violations
from our_server import Dashboard
from playwright.sync_api import Page, expect
from waiting import LONG, choose, lines, open_line, returns_are_there, still, take_away, unfold

from tests.pages.untidy import reset

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


KNOWN = "All columns were recognised, 2 of them from your earlier answers."


def drop(page: Page, name: str, data: bytes, files: int) -> None:
    page.locator("input[type=file]").set_input_files([{"name": name, "mimeType": XLSX, "buffer": data}])
    expect(lines(page)).to_have_count(files, timeout=LONG)
    expect(lines(page).filter(has_text=name)).to_have_count(1, timeout=LONG)
    returns_are_there(page)


def assert_known(page: Page, *names: str) -> None:
    """Of these files all columns are recognised."""
    for name in names:
        open_line(page, name, "How it was read")
        expect(page.get_by_text(KNOWN)).to_be_visible(timeout=LONG)


def test_columns_are_confirmed_in_one_click_and_not_asked_again(page: Page, dashboard: Dashboard) -> None:
    page.goto(f"{dashboard.address}/returns")
    drop(page, "Q2.xlsx", reset(), 1)
    expect(page.locator(".ieo-sheet th.asked strong")).to_have_text(["? Support ended", "? District"])
    expect(page.get_by_text("Invented Person")).to_have_count(0)
    assert violations(page) == []
    page.get_by_role("button", name="Confirm all as proposed").click()
    assert_known(page, "Q2.xlsx")
    drop(page, "Q3.xlsx", reset("2024/25 Q3", wrong=False), 2)
    assert_known(page, "Q2.xlsx", "Q3.xlsx")
    expect(page.get_by_role("button", name="Confirm all as proposed")).to_have_count(0)
    unfold(page, "What you have confirmed")
    saved = Path(take_away(page, "Save these answers (.json)").path()).read_bytes()
    page.get_by_role("button", name="Clear them and ask again").click()
    expect(lines(page).filter(has_text="needs an answer")).to_have_count(2, timeout=LONG)
    page.locator("input[type=file]").set_input_files(
        [{"name": "mappings.json", "mimeType": "application/json", "buffer": saved}]
    )
    open_line(page, "mappings.json")
    page.get_by_role("button", name="Use these answers").click()
    expect(lines(page).filter(has_text="ready")).to_have_count(2, timeout=LONG)
    assert_known(page, "Q2.xlsx", "Q3.xlsx")


def test_the_list_goes_back_and_comes_back_ticked(page: Page, dashboard: Dashboard, tmp_path: Path) -> None:
    page.goto(f"{dashboard.address}/returns")
    drop(page, "Q2.xlsx", reset(), 1)
    page.get_by_role("button", name="Confirm all as proposed").click()
    expect(lines(page).filter(has_text="ready")).to_have_count(1, timeout=LONG)
    open_line(page, "Q2.xlsx", "Problems")
    page.get_by_text("To confirm", exact=True).click()
    still(page)
    # The sentence stands in the table of problems too, and the box is drawn only once the list is open.
    still(page)
    page.get_by_test_id("stCheckbox").filter(has_text="Leave this column out next time").click()
    expect(page.get_by_text("1 of 1 confirmed").first).to_be_visible(timeout=LONG)
    still(page)
    page.get_by_role("textbox", name="Answer for").fill("The names are invented")
    # What is typed is taken when one leaves the box; the page is drawn again, and a click meanwhile would be
    # lost.
    page.keyboard.press("Tab")
    still(page)
    assert violations(page) == []
    open_line(page, "Q2.xlsx", "Send back")
    back = take_away(page, "Fix list for the provider")
    back.save_as(tmp_path / "back.xlsx")
    assert back.suggested_filename == "Q2 - what to fix.xlsx"
    page.get_by_role("button", name="E-mail text").click()
    expect(page.locator("code").filter(has_text="Thank you for your return")).to_contain_text(
        "To Society of St James"
    )
    assert violations(page) == []
    page.keyboard.press("Escape")
    book = openpyxl.load_workbook(tmp_path / "back.xlsx")
    assert book.sheetnames[0] == "What to fix"
    book["Caseload"]["B6"], book["Caseload"]["D7"] = "04/07/2024", "Community"
    book.save(tmp_path / "corrected.xlsx")
    drop(page, "Q2 corrected.xlsx", (tmp_path / "corrected.xlsx").read_bytes(), 1)
    expect(page.get_by_role("button", name="Undo: use Q2.xlsx instead")).to_be_visible()
    open_line(page, "Q2 corrected.xlsx", "Problems")
    expect(page.get_by_text("The 2 problems sent back are all fixed.")).to_be_visible()
    expect(page.get_by_text("✓ Fixed")).to_have_count(2)
    assert violations(page) == []


def test_the_quarters_are_changed_by_hand(page: Page, dashboard: Dashboard) -> None:
    page.goto(f"{dashboard.address}/returns")
    drop(page, "Q2.xlsx", reset(with_stars=False), 1)
    open_line(page, "Q2.xlsx", "How it was read")
    page.get_by_text("Change the quarters").click()
    choose(page, "First quarter", "2024/25 Q1")
    assert violations(page) == []
    page.get_by_role("button", name="Use these quarters").click()
    expect(page.get_by_text("covers 2024/25 Q1, 2024/25 Q2, as you chose")).to_be_visible(timeout=LONG)
