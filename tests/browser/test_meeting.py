"""The meeting in a real browser, in a window of 1280 × 720: keys, jumps, links, nothing to scroll, and
figures that stay."""

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from accessibility import violations
from our_server import Dashboard
from playwright.sync_api import BrowserContext, Page, expect
from waiting import LONG, still

from ieo_metrics.framework.configuration.chart_notes import ChartNote
from ieo_metrics.framework.configuration.targets import Band, Target
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.measures import MEASURES
from ieo_metrics.store.database.opening import open_store
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues import issuing
from ieo_metrics.store.record.comments import LONGEST, PROVIDER, add_comment
from ieo_metrics.store.record.meetings_and_actions import all_actions, open_action
from ieo_metrics.store.record.targets_and_chart_notes import change_aims
from tests.store.office import issue, returns_of, stands, stars, take, trainings

Q, WHO = quarter(2024, 1), "A. Officer"
PLACE = {measure.ref: number for number, measure in enumerate(MEASURES, start=1)}
SESSIONS, SHOWN = PLACE["5.3.1.b"], PLACE["5.1.1.b"]
# Of sixteen young people eight improve by two points, and eight stay as they were: enough to be shown.
MANY = {f"m{n}": (3, 5 if n % 2 else 3) for n in range(16)}


@pytest.fixture(scope="module")
def with_an_issue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store with an issued quarter, to be copied. Every measure has a target and events, one of
    them quarters enough for the year's end, and two a quarter before."""
    folder = tmp_path_factory.mktemp("issued")
    store = open_store(folder=folder)
    before = [trainings(Q - back, 10 + back % 3, f"{back}.xlsx") for back in range(8, 0, -1)]
    take(store, returns_of(*before, stars(Q - 1, MANY, "before.xlsx")))
    take(store, returns_of(trainings(Q, 12), stars(Q, MANY), store=store))
    for measure in MEASURES:
        aim = Band("On target", 0.5 if measure.statistic.percent else 2.0)
        remembered = (
            Target(measure.ref, Q - 6, (aim,)),
            ChartNote(
                Q - 3, "a second worker for the whole of the county from the end of April on", measure.ref
            ),
            ChartNote(Q, "the clinic was closed for six weeks", measure.ref),
        )
        for one in remembered:
            change_aims(store, WHO, one, "set", stands(store).facts)
    issue(store, Q)
    store.engine.dispose()
    return folder


@pytest.fixture
def beside(dashboard: Dashboard, with_an_issue: Path) -> Iterator[Store]:
    """The server's store, with an issued quarter, opened beside it."""
    shutil.copytree(with_an_issue, dashboard.folder, dirs_exist_ok=True)
    store = open_store(folder=dashboard.folder)
    yield store
    store.engine.dispose()


@pytest.fixture
def meeting(page: Page, dashboard: Dashboard, beside: Store) -> Page:
    """The meeting at its first screen."""
    page.goto(f"{dashboard.address}/meeting?quarter=2024-25-Q1")
    at(page, 0)
    return page


def at(page: Page, screen: int) -> None:
    """Wait for a screen, whole."""
    words = {0: "2024/25 Q1 (Apr–Jun 2024)", 20: "Actions", 21: "To raise to the SVRP"}.get(
        screen
    ) or MEASURES[screen - 1].name
    expect(page.get_by_role("heading", level=1, name=words, exact=True)).to_be_visible(timeout=LONG)
    expect(page).to_have_url(page.url.split("?")[0] + f"?quarter=2024-25-Q1&issue=1&screen={screen}")
    if 1 <= screen <= 19:
        expect(page.get_by_role("button", name="Add it")).to_be_visible(timeout=LONG)
        expect(page.locator(".js-plotly-plot")).to_have_count(1, timeout=LONG)


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_the_keys_move_and_a_number_jumps(meeting: Page) -> None:
    press(meeting, "ArrowRight")
    at(meeting, 1)
    press(meeting, "ArrowRight", "ArrowRight", "PageDown")  # quicker than it is drawn
    at(meeting, 4)
    press(meeting, "ArrowLeft")
    at(meeting, 3)
    press(meeting, "1", "9", "Enter")
    at(meeting, 19)
    press(meeting, "7")
    expect(meeting.get_by_text("Go to 7")).to_be_visible()
    at(meeting, 7)  # after a pause
    press(meeting, "9", "9", "Enter")  # there is no such screen
    press(meeting, "End")
    at(meeting, 21)
    press(meeting, "ArrowRight", "Home")
    at(meeting, 0)
    press(meeting, "ArrowLeft", "2", "Escape", "ArrowRight")
    at(meeting, 1)


def test_keys_that_are_typed_in_a_box_do_not_move(meeting: Page) -> None:
    press(meeting, "3", "Enter")
    at(meeting, 3)
    still(meeting)
    box = meeting.get_by_role("textbox", name="Action")
    box.click()
    meeting.keyboard.type("2 days in 2025")
    press(meeting, "ArrowLeft", "Home", "ArrowRight")
    meeting.wait_for_timeout(1500)
    at(meeting, 3)
    expect(box).to_have_value("2 days in 2025")
    press(meeting, "Escape", "ArrowRight")
    at(meeting, 4)


def test_each_screen_has_a_link_of_its_own(
    meeting: Page, dashboard: Dashboard, context: BrowserContext
) -> None:
    links = meeting.locator(".ieo-glance a")
    expect(links).to_have_count(19)
    link = links.nth(SESSIONS - 1).get_attribute("href")
    assert link == f"meeting?quarter=2024-25-Q1&issue=1&screen={SESSIONS}"
    links.nth(SHOWN - 1).click()
    at(meeting, SHOWN)
    meeting.get_by_role("link", name="Next ›").click()
    at(meeting, SHOWN + 1)
    other = context.new_page()
    other.goto(f"{dashboard.address}/{link}")
    at(other, SESSIONS)
    expect(other.locator(".ieo-large")).to_have_text("12 sessions")


def to_scroll(page: Page) -> tuple[int, int]:
    """By how many pixels the page is higher and wider than the window."""
    return page.evaluate(
        """() => [document.documentElement, document.querySelector(".stMain")].reduce(
            ([down, right], one) => [Math.max(down, one.scrollHeight - one.clientHeight), Math.max(right, one.scrollWidth - one.clientWidth)], [0, 0])"""
    )


@pytest.mark.parametrize("window", [(1280, 720), (1920, 1080)])
def test_nothing_has_to_be_scrolled(meeting: Page, beside: Store, window: tuple[int, int]) -> None:
    """All 19 at a glance, and every other screen: also with a comment as long as they can be, and two
    actions."""
    for measure in MEASURES:
        add_comment(
            beside,
            WHO,
            Q,
            measure.ref,
            PROVIDER,
            measure.provider,
            ("Thirteen words of a comment, and then as many again, until it is full. " * 20)[:LONGEST],
        )
        for words in (
            "Offer a day of training to every team in the area that has had none",
            "Ask the boards",
        ):
            open_action(
                beside, WHO, Q, words, "Integrated Care Boards", dt.date(2024, 10, 22), measure.ref, "4.f"
            )
    meeting.set_viewport_size({"width": window[0], "height": window[1]})
    for screen in (0, *range(1, 20)):
        at(meeting, screen)
        still(meeting)
        assert list(to_scroll(meeting)) == [0, 0], f"screen {screen}"
        if screen == SESSIONS:
            expect(meeting.get_by_text("If the quarters to come are like those before")).to_be_visible()
        press(meeting, "ArrowRight")


def test_there_is_nothing_to_press_but_what_the_meeting_needs(meeting: Page) -> None:
    press(meeting, str(SHOWN), "Enter")
    at(meeting, SHOWN)
    expect(meeting.locator("[data-testid=stSidebar]")).to_have_count(0)
    for part in ("stToolbar", "stMainMenu", "stAppHeader"):
        expect(meeting.locator(f"[data-testid={part}]:visible")).to_have_count(0)
    expect(meeting.locator(".modebar:visible")).to_have_count(0)
    expect(meeting.locator(".st-key-ieo_pages")).to_have_count(0)
    meeting.get_by_role("link", name="Leave the meeting").click()
    expect(meeting.get_by_role("heading", level=1, name="Performance framework")).to_be_visible(timeout=LONG)
    press(meeting, "ArrowRight")
    still(meeting)
    expect(meeting.get_by_role("heading", level=1, name="Performance framework")).to_be_visible()
    assert meeting.evaluate("getComputedStyle(document.documentElement).fontSize") == "16px"


def test_an_action_typed_in_the_meeting_is_on_the_page_of_the_group(meeting: Page, beside: Store) -> None:
    press(meeting, str(SHOWN), "Enter")
    at(meeting, SHOWN)
    still(meeting)
    box = meeting.get_by_role("textbox", name="Action")
    box.fill("Ask what the others need")
    box.press("Enter")  # nobody owns it yet: the keyboard goes on from here
    owner = meeting.get_by_role("combobox", name="Owner")
    expect(owner).to_have_attribute("aria-invalid", "true")
    expect(box).not_to_be_focused()
    press(meeting, "Tab")
    expect(owner).to_be_focused()
    meeting.keyboard.type("Police")
    expect(meeting.get_by_role("option").first).to_have_text("Police")
    press(meeting, "Enter", "Shift+Tab", "Enter")
    expect(meeting.locator(".ieo-ask li")).to_contain_text("Ask what the others need", timeout=LONG)
    expect(box).to_have_value("")
    press(meeting, "ArrowRight")  # the box was left
    at(meeting, SHOWN + 1)
    with beside.reading() as connection:
        assert [(one.words, one.owner, one.ref, one.quarter) for one in all_actions(connection)] == [
            ("Ask what the others need", "Police", "5.1.1.b", Q)
        ]
    meeting.get_by_role("link", name="Leave the meeting").click()
    meeting.get_by_role("link", name="Working group").click()
    meeting.get_by_role("tab", name="Actions").click()
    expect(meeting.locator("table", has_text="1. Ask what the others need")).to_be_visible(timeout=LONG)


def test_no_figure_moves_while_the_meeting_lasts(meeting: Page, beside: Store) -> None:
    large = meeting.locator(".ieo-large")
    press(meeting, *str(SESSIONS), "Enter")
    at(meeting, SESSIONS)
    expect(large).to_have_text("12 sessions")
    issuing.unlock_quarter(beside, WHO, Q, "a correction came during the meeting", stands(beside).facts)
    take(beside, returns_of(trainings(Q, 15, "again.xlsx"), store=beside))
    for _ in range(2):  # after the acceptance, and after another issue
        press(meeting, "ArrowLeft")
        at(meeting, SESSIONS - 1)
        press(meeting, "ArrowRight")
        at(meeting, SESSIONS)
        expect(large).to_have_text("12 sessions")
        issue(beside, Q)
    meeting.reload()
    at(meeting, SESSIONS)
    expect(large).to_have_text("12 sessions")


def test_what_is_hidden_is_said_to_be(page: Page, dashboard: Dashboard) -> None:
    store = open_store(folder=dashboard.folder)
    take(store, returns_of(stars(Q, {"a": (2, 6), "b": (5, 5), "c": (1, 4)})))
    issue(store, Q)
    store.engine.dispose()
    page.goto(f"{dashboard.address}/meeting?quarter=2024-25-Q1&screen={SHOWN}")
    at(page, SHOWN)
    expect(page.locator(".ieo-large")).to_have_text("Hidden")
    expect(page.get_by_text("because it covers very few young people")).to_be_visible()
    expect(page.locator(".js-plotly-plot")).to_contain_text("hidden")
    text = page.locator("body").inner_text() + page.evaluate(
        "JSON.stringify([...document.querySelectorAll('.js-plotly-plot')].map((one) => one.data))"
    )
    assert "67%" not in text and "0.666" not in text and "2 of 3" not in text


def test_no_violation_of_accessibility_in_the_meeting(
    meeting: Page, dashboard: Dashboard, beside: Store, hosts: list[str]
) -> None:
    add_comment(beside, WHO, Q, "5.1.1.b", PROVIDER, "Society of St James", "Two workers left in May.")
    open_action(beside, WHO, Q - 1, "Map what there is", "Education", dt.date(2024, 6, 1), "5.1.1.b", "4.a")
    assert violations(meeting) == []
    for screen in (SHOWN, PLACE["5.1.2.c"], SESSIONS, 20, 21):
        press(meeting, *str(screen), "Enter")
        at(meeting, screen)
        assert violations(meeting) == [], f"screen {screen}"
    press(meeting, str(SHOWN), "Enter")
    at(meeting, SHOWN)
    still(meeting)
    meeting.get_by_role("button", name="By quarter, as a table").click()
    expect(meeting.get_by_role("table", name="as issued")).to_be_visible()
    assert violations(meeting) == [], "the table"
    press(meeting, "Escape")
    meeting.get_by_role("link", name="Leave the meeting").click()
    meeting.get_by_role("link", name="Working group").click()
    for tab, words in (
        ("Meeting", "Record attendance"),
        ("Actions", "Agree an action"),
        ("Actions", "Close an action"),
        ("Comments", "Write a comment"),
        ("Recommendations", "Update progress"),
        ("Calendar and members", "Count from another meeting"),
    ):
        meeting.get_by_role("tab", name=tab).click()
        expect(meeting.get_by_text(words, exact=True)).to_be_visible(timeout=LONG)
        still(meeting)
        meeting.get_by_text(words, exact=True).click()
        assert violations(meeting) == [], words
        press(meeting, "Escape")
    assert set(hosts) == {urlsplit(dashboard.address).netloc}
