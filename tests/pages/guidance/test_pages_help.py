"""Help on every page, the first steps over the samples, the search, and Definitions where they lead."""

from itertools import pairwise

import pytest
from streamlit.testing.v1 import AppTest

from ieo_metrics.framework.guidance.first_walk import WALK
from ieo_metrics.framework.guidance.page_help import HELP
from ieo_metrics.framework.measures import MEASURES
from pages.shared.frame.page import PAGES, PATHS
from pages.shared.guidance.definitions_tabs import HELP as HELP_TAB
from pages.shared.guidance.definitions_tabs import TAB, TABS
from tests.pages.seen import MEETING, markup, open_part, press, visit

DEFINITIONS = PATHS["Definitions"]


def popovers(at: AppTest) -> list[str]:
    """The labels of what opens on the page."""
    return [block.proto.popover.label for block in at.get("popover")]


def strip(at: AppTest) -> str:
    """The step of the first walk that is shown; empty where none is."""
    return next((line for line in markup(at).splitlines() if "First steps, " in line), "")


def test_every_page_has_its_help() -> None:
    assert set(PAGES.values()) <= set(HELP)


def test_every_step_of_the_walk_is_a_page() -> None:
    assert [step.page for step in WALK] == [
        "Overview",
        "Returns",
        "Measure",
        "Signals",
        "Issue and pack",
        "Meeting",
    ]
    assert {step.page for step in WALK} <= set(PATHS)


@pytest.mark.parametrize("name", list(PATHS))
def test_the_help_stands_once_beside_the_title(app: AppTest, name: str) -> None:
    visit(app, PATHS[name])
    assert popovers(app).count(f"Help: {name}") == 1
    assert all(said in markup(app).replace("&#x27;", "'") for said in HELP[name].sentences)


def test_without_samples_there_is_no_walk(app: AppTest) -> None:
    for path in PAGES:
        assert not strip(visit(app, path))


def test_the_walk_leads_over_six_pages_is_closed_and_comes_back(loaded: AppTest) -> None:
    for number, (step, following) in enumerate(pairwise(WALK), start=1):
        assert f"First steps, {number} of 6." in strip(loaded) and step.sentence in strip(loaded)
        press(loaded, f"Next: {following.page}")
    assert "First steps, 6 of 6." in strip(loaded)
    press(loaded, "Finish")
    assert not strip(loaded)
    assert not strip(visit(loaded, PATHS["Returns"]))
    press(loaded, "Show the first steps again")
    assert "First steps, 2 of 6." in strip(loaded)


def test_the_strip_is_not_on_the_shared_screen_of_who_did_not_follow_it(loaded: AppTest) -> None:
    assert not strip(visit(loaded, MEETING))
    assert not strip(visit(loaded, PATHS["History"])), "which is no step"


def search(at: AppTest, words: str, nth: int = 1) -> list[str]:
    """The links on the page once the words are typed. They are there when it opens: a test runs the whole page for
    what is typed, and not the dialog alone. `nth`: which search of the session it is."""
    at.session_state[f"searched_{nth}"] = words
    press(at, "Search")
    return [link.proto.label.replace("\\", "") for link in at.get("page_link")]


@pytest.mark.parametrize(
    ("words", "page", "address"),
    [
        ("5.1.2.c pain", "measure", "measure=5.1.2.c"),
        ("5.1.2.c counts", "definitions", "about=Measures&open=5.1.2.c"),
        ("provisional", "definitions", "about=Verdicts+and+letters"),
        ("Small number threshold", "settings", "set=Sharing"),
        ("help: signals", "definitions", "about=Help+and+guides&open=Signals"),
    ],
)
def test_the_search_leads_there(app: AppTest, words: str, page: str, address: str) -> None:
    search(app, words)
    found = [(link.proto.page, link.proto.query_string) for link in app.get("page_link")]
    assert (page, address) in found


def test_nothing_is_found_for_nothing(app: AppTest) -> None:
    before = len(app.get("page_link"))
    assert len(search(app, "")) == before
    search(app, "xyzzy", nth=2)
    assert "Nothing found." in markup(app)
    press(app, "Search")
    assert app.text_input[0].value == "", "each search begins anew"


def test_definitions_open_where_the_address_says(app: AppTest) -> None:
    app.query_params["open"] = "5.1.2.c"
    visit(app, DEFINITIONS)
    shown = markup(app)
    assert shown.count("<details") == len(MEASURES) and shown.count('<details class="ieo-folded" open>') == 1
    assert shown.index("open>") < shown.index("5.1.2.c") < shown.index("5.1.2.d")


def test_every_tab_of_definitions_can_be_seen(app: AppTest) -> None:
    visit(app, DEFINITIONS)
    for name in TABS:
        open_part(app, TAB, name)
    assert [b.proto.label for b in app.get("download_button")] == [
        "Guide for the officer (.pdf)",
        "Guide for the chair (.pdf)",
    ]
    assert all(name in markup(app) for name in HELP), HELP_TAB
