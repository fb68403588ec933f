"""In a real browser: a workbook of a shape that nobody has seen is read by hand in a dozen clicks, and next
quarter's asks nothing."""

from accessibility import violations
from our_server import Dashboard
from playwright.sync_api import Locator, Page, expect
from waiting import LONG, lines, open_line, still

from tests.pages import hand_books

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_CLICKS = 12


class Officer:
    """Somebody with a mouse, whose clicks are counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks = page, 0

    def click(self, what: Locator) -> None:
        what.scroll_into_view_if_needed()  # a list that has opened closes when the page scrolls
        still(self.page)
        what.click()
        self.clicks += 1
        still(self.page)

    def choose(self, box: str, option: str) -> None:
        self.click(self.page.get_by_role("combobox", name=box))
        self.click(self.page.get_by_role("option", name=option))


def drop(page: Page, name: str, data: bytes) -> None:
    page.locator("input[type=file]").set_input_files([{"name": name, "mimeType": XLSX, "buffer": data}])
    expect(lines(page).filter(has_text=name)).to_have_count(1, timeout=LONG)
    still(page)


def test_an_unknown_shape_is_read_in_a_dozen_clicks_and_known_next_quarter(
    page: Page, dashboard: Dashboard
) -> None:
    page.goto(f"{dashboard.address}/returns")
    drop(page, "Q2.xlsx", hand_books.log_of_work())
    officer = Officer(page)
    officer.click(page.get_by_role("button", name="Read this sheet by hand").first)
    expect(page.get_by_role("heading", name="Read “Log” by hand")).to_be_visible(timeout=LONG)
    expect(page.get_by_text("Invented Person")).to_have_count(0)
    assert violations(page) == []
    officer.choose("Which table is it?", "TIPS, Rock Pool")
    expect(page.get_by_role("button", name="Read it so")).to_be_disabled()
    officer.choose("B4", "Date")
    officer.choose("C4", "Session type")
    officer.choose("D4", "Attendees")
    expect(page.get_by_text("9 rows come out; the first 5:")).to_be_visible(timeout=LONG)
    assert violations(page) == []
    officer.click(page.get_by_role("button", name="Read it so"))
    expect(page.get_by_text("has its sheet Log read by hand: 9 rows.")).to_be_visible(timeout=LONG)
    assert officer.clicks <= MOST_CLICKS
    officer.click(page.get_by_role("button", name="Accept 1 return"))
    expect(page.get_by_text("No files waiting")).to_be_visible(timeout=LONG)
    drop(page, "Q3.xlsx", hand_books.log_of_work("2024/25 Q3", 10))
    open_line(page, "Q3.xlsx", "How it was read")
    expect(page.get_by_text("9 rows = 9 used + 0 left out")).to_be_visible(timeout=LONG)
    expect(page.get_by_role("button", name="Read this sheet by hand")).to_have_count(0)
    expect(page.get_by_role("button", name="Accept 1 return")).to_be_visible()


def test_it_is_read_with_the_keyboard_alone(page: Page, dashboard: Dashboard) -> None:
    page.goto(f"{dashboard.address}/returns")
    drop(page, "Q2.xlsx", hand_books.counts())
    page.get_by_role("button", name="Read this sheet by hand").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Read “Counts” by hand")).to_be_visible(timeout=LONG)
    still(page)
    # The grid is understood but for its table, which stands there as a proposal: another is chosen and left.
    expect(page.get_by_role("combobox", name="The numbers are")).to_have_value("Number of sessions")
    box = page.get_by_role("combobox", name="The numbers are")
    box.focus()
    box.press_sequentially("Atten")
    expect(page.get_by_role("option")).to_have_text(["Attendees"])
    page.keyboard.press("Enter")
    still(page)
    box.press_sequentially("Number")
    page.keyboard.press("Enter")
    still(page)
    expect(page.get_by_text("6 rows come out; the first 5:")).to_be_visible(timeout=LONG)
    page.get_by_role("button", name="Read it so").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("has its sheet Counts read by hand: 6 rows.")).to_be_visible(timeout=LONG)
    # The keyboard is where the eye is: on the button that undoes it, and so is what is seen.
    undo = page.get_by_role("button", name="Undo", exact=True)
    expect(undo).to_be_focused(timeout=LONG)
    expect(undo).to_be_in_viewport(ratio=1)
    open_line(page, "Q2.xlsx", "How it was read")
    page.get_by_role("button", name="Take it back").press("Enter")
    still(page)
    expect(undo).to_be_focused(timeout=LONG)
    expect(undo).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Accept 1 return")).to_be_visible(timeout=LONG)
