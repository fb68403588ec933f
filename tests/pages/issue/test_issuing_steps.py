"""Issuing is a decision: what is missing is said, a tick says what it freezes, and the officer is told how well
what was handed out is protected."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.issue.test_pages_issued import OFFICERS, TABLES, reset_of
from tests.pages.seen import accept, button, drop, markup, press, tick_beside, visit

ISSUE = "Issue 2024/25 Q2"
REPORT = "For the officer, not for sharing: "


@pytest.fixture
def on_page(app: AppTest) -> AppTest:
    accept(drop(app, reset_of(4)))
    return visit(app, TABLES)


def test_the_four_steps_and_what_is_missing(on_page: AppTest) -> None:
    """One of the five returns is in, and nothing else was typed."""
    shown = markup(on_page)
    steps = ["1 Ready? 2024/25 Q2", "2 Preview", "3 Issue", "4 Pack", "For the officer"]
    places = [shown.index(f"{step}</h2>") for step in steps]
    assert places == sorted(places)
    assert "<strong>! Returns: </strong>1 of 5 returns in · " in shown
    assert "<strong>! Comments: </strong>0 of 19 measures have one for this quarter." in shown
    assert "<strong>! Targets: </strong>0 of 19 measures have one in force." in shown
    (told,) = re.findall(
        r"(\d+) of 19 figures would be handed out and (\d+) hidden; (\d+) have no value", shown
    )
    preview = shown[shown.index("2 Preview") : shown.index("3 Issue")]
    assert [int(many) for many in told[1:]] == [
        sum(preview.count(f">[{marker}]<") for marker in markers) for markers in ("c", "xz")
    ]
    assert sum(map(int, told)) == 19
    assert [tab.label for tab in on_page.tabs] == ["For sharing", "For you only, not for sharing"]


def test_nothing_is_issued_without_the_tick_and_each_issue_needs_its_own(on_page: AppTest) -> None:
    assert button(on_page, ISSUE).disabled
    assert REPORT not in markup(on_page)
    (tick,) = on_page.checkbox
    assert "Freeze the 19 figures" in tick.label and "lock the quarter" in tick.label
    assert not button(tick_beside(on_page, ISSUE), ISSUE).disabled
    press(on_page, ISSUE)
    assert button(on_page, f"{ISSUE} again").disabled and not on_page.checkbox[0].value


def test_after_an_issue_the_officer_alone_is_told_how_well_it_is_protected(on_page: AppTest) -> None:
    for_sharing, officers = markup(press(on_page, ISSUE)).split(OFFICERS)
    assert REPORT not in for_sharing
    assert REPORT in officers and "0 small counts can be worked out." in officers
