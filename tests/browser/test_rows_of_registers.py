"""A register's rows in a browser: a refusal stays in view, a new name is seen where one chooses, and what is removed
is only what was chosen."""

import pytest
from accessibility import violations
from playwright.sync_api import Page, expect
from waiting import LONG, choose, still

GIRLS = "Girls harmed by older partners"


@pytest.fixture
def changing(page: Page, address: str) -> Page:
    """The form that changes a need, with the invented samples."""
    page.goto(address)
    still(page)
    page.get_by_role("button", name="Load the invented sample returns").click()
    expect(page.locator("table.ieo-measures a[data-ref]")).to_have_count(19, timeout=LONG)
    for row, name in ((".st-key-ieo_pages", "Working group"), (".st-key-ieo_group_pages", "Gaps")):
        still(page)
        page.locator(row).get_by_role("link", name=name, exact=True).click()
    for words in ("Needs entered: 6", "Change a need, or remove it"):
        still(page)
        page.get_by_text(words).click()
    choose(page, "Which", GIRLS)
    return page


def test_a_refusal_is_seen_beside_the_form_however_far_down_that_stands(changing: Page) -> None:
    refused = changing.get_by_role("alert").filter(has_text="a telephone number")
    for width in (1280, 400):
        changing.set_viewport_size({"width": width, "height": 720})
        changing.get_by_role("textbox", name="Need", exact=True).fill("Ring 07700 900123")
        still(changing)
        changing.get_by_role("button", name="Save the change").click()
        expect(refused).to_be_visible()
        still(changing)
        changing.get_by_role("button", name="Save the change").scroll_into_view_if_needed()
        still(changing)
        expect(refused).to_be_in_viewport(ratio=0.95)
        assert violations(changing) == []


def test_a_row_that_was_renamed_is_removed_and_put_back_and_no_other(changing: Page) -> None:
    which = changing.get_by_role("combobox", name="Which")
    changing.get_by_role("textbox", name="Need", exact=True).fill("Girls and young women")
    still(changing)
    changing.get_by_role("button", name="Save the change").click()
    expect(which).to_have_value("Girls and young women")
    still(changing)
    # The button that was pressed is gone: the keyboard is at its form, and not at the top of the page.
    expect(changing.locator("summary").filter(has_text="Change a need, or remove it")).to_be_focused()
    changing.get_by_role("button", name="Remove it").click()
    expect(changing.get_by_text("Removed: Girls and young women.")).to_be_visible()
    expect(which).to_have_value("")
    expect(changing.get_by_role("button", name="Remove it")).to_have_count(0)
    expect(changing.get_by_text("Needs entered: 5")).to_be_visible()
    still(changing)
    changing.get_by_role("button", name="Put it back").click()
    expect(changing.get_by_text("Needs entered: 6")).to_be_visible()
    expect(changing.get_by_role("button", name="Put it back")).to_have_count(0)
