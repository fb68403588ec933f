"""Help, search and first steps with a real keyboard, on the invented samples."""

import re

import pytest
from accessibility import violations
from playwright.sync_api import Page, expect
from waiting import LONG, still

from ieo_metrics.framework.guidance.first_walk import WALK


@pytest.fixture
def samples(page: Page, address: str) -> Page:
    """The Overview of the invented samples."""
    page.goto(address)
    expect(page.get_by_role("button", name="Load the invented sample returns")).to_be_visible(timeout=LONG)
    still(page)
    page.get_by_role("button", name="Load the invented sample returns").click()
    expect(page.locator("table.ieo-measures a[data-ref]")).to_have_count(19, timeout=LONG)
    still(page)
    return page


def test_the_help_opens_by_keyboard_and_is_named_by_its_page(samples: Page) -> None:
    button = samples.get_by_role("button", name="Help: Overview", exact=True)
    assert button.evaluate("one => getComputedStyle(one.querySelector('p'), '::before').content").startswith(
        '"?"'
    )
    button.focus()
    samples.keyboard.press("Enter")
    expect(samples.get_by_text("The Overview shows every measure")).to_be_visible()
    still(samples)
    assert violations(samples) == []
    samples.get_by_role("dialog").get_by_role("link", name="Definitions").click()
    expect(samples.get_by_role("heading", name="Definitions")).to_be_visible(timeout=LONG)
    expect(samples.get_by_text("Invented samples")).to_be_visible(), "it is the same session"


def test_a_slash_searches_and_enter_opens_what_is_found(samples: Page) -> None:
    samples.keyboard.press("/")
    box = samples.get_by_role("textbox", name="A measure, a word or a page")
    expect(box).to_be_focused()
    samples.keyboard.type("what 5.1.2.c")
    link = samples.get_by_role("dialog").get_by_role("link")
    expect(link).to_have_count(1)
    still(samples)
    assert violations(samples) == []
    samples.keyboard.press("Tab")
    expect(link).to_be_focused()
    samples.keyboard.press("Enter")
    expect(samples).to_have_url(re.compile(r"/definitions\?.*open=5\.1\.2\.c"))
    expect(samples.locator("details[open] summary")).to_have_text("5.1.2.c  Pain scale: average change")


def test_a_slash_that_is_typed_is_a_slash(samples: Page) -> None:
    samples.locator(".st-key-ieo_pages").get_by_role("link", name="History").click()
    box = samples.get_by_role("textbox", name="Words in it")
    box.click()
    still(samples)
    box.press_sequentially("2024/25")
    expect(box).to_have_value("2024/25")
    expect(samples.get_by_role("dialog")).to_have_count(0)


def test_the_first_steps_lead_by_keyboard_to_the_meeting(samples: Page) -> None:
    for step in WALK[1:]:
        samples.get_by_role("button", name=f"Next: {step.page}").focus()
        samples.keyboard.press("Enter")
        expect(samples.get_by_text(step.sentence)).to_be_visible(timeout=LONG)
        still(samples)
        assert violations(samples) == [], step.page
    samples.get_by_role("button", name="Finish").click()
    expect(samples.get_by_text("First steps")).to_have_count(0)


def test_what_is_beside_each_other_stands_in_the_address(samples: Page) -> None:
    samples.locator(".st-key-ieo_pages").get_by_role("link", name="Measure").click()
    samples.get_by_role("tab", name="Beside another").click()
    expect(samples.get_by_role("combobox", name="Measure beside it")).to_be_visible(timeout=LONG)
    still(samples)
    assert violations(samples) == []
    samples.get_by_text("Two areas", exact=True).click()
    expect(samples.get_by_role("combobox", name="First area")).to_be_visible(timeout=LONG)
    expect(samples).to_have_url(re.compile(r"beside=Two.areas.*tab=Beside.another"))
    still(samples)
    assert violations(samples) == []
