"""A partner's sheet in a browser: taken along, printed on one page, fit for a screen reader and for a telephone."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from accessibility import violations
from docx import Document
from playwright.sync_api import Page, expect
from waiting import LONG, choose, still, take_away

TALLEST = 1800


@pytest.fixture
def partners(page: Page, address: str) -> Page:
    """The page, with the invented samples."""
    page.goto(address)
    still(page)
    page.get_by_role("button", name="Load the invented sample returns").click()
    expect(page.locator("table.ieo-measures a[data-ref]")).to_have_count(19, timeout=LONG)
    for row, name in ((".st-key-ieo_pages", "Working group"), (".st-key-ieo_group_pages", "Partners")):
        still(page)
        page.locator(row).get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("heading", name="Police")).to_be_visible(timeout=LONG)
    still(page)
    return page


def test_the_longest_sheet_is_one_page_on_the_screen_in_print_and_in_word(partners: Page) -> None:
    choose(partners, "Authority or agency", "Justice")
    expect(partners.get_by_role("heading", name="Justice")).to_be_visible(timeout=LONG)
    still(partners)
    tall = partners.evaluate("document.querySelector('[data-testid=stMainBlockContainer]').scrollHeight")
    assert tall <= TALLEST
    assert violations(partners) == []
    with pikepdf.open(
        BytesIO(partners.pdf(format="A4", margin=dict.fromkeys(("top", "bottom"), "12mm")))
    ) as pdf:
        assert len(pdf.pages) == 1
    taken = take_away(partners, "Download the sheet")
    assert taken.suggested_filename.startswith("Justice, sheet for the meeting about ")
    words = [paragraph.text for paragraph in Document(Path(taken.path())).paragraphs]
    assert words[0] == "Justice: attendance, actions and commitments"


def test_it_is_read_on_a_telephone(partners: Page) -> None:
    partners.set_viewport_size({"width": 400, "height": 800})
    still(partners)
    wider = partners.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth - innerWidth")
    assert wider <= 0
    assert violations(partners) == []
