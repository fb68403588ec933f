"""Issuing is a decision: what is missing is said, a tick says what it freezes, and the officer is told how well
what was handed out is protected."""

import re
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from ieo_metrics.exports.pack.from_issue import checked_pack_files
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.terms_of_reference import DECISION
from ieo_metrics.store.database.opening import open_store, store_in_memory
from ieo_metrics.store.database.store import folder_of_user
from ieo_metrics.store.record.raised_to_svrp import raise_to_svrp
from tests.pages.issue.test_pages_issued import TABLES, reset_of
from tests.pages.seen import (
    accept,
    both_parts,
    button,
    drop,
    filled,
    for_you_only,
    markup,
    press,
    steps_of,
    tick_beside,
    visit,
)
from tests.pages.untidy import tips
from tests.store.office import issue, returns_of, stands, take, trainings

ISSUE = "Issue 2024/25 Q2"
REPORT = "For the officer, not for sharing: "


@pytest.fixture
def on_page(app: AppTest) -> AppTest:
    accept(drop(app, reset_of(4)))
    return visit(app, TABLES)


def test_the_four_steps_and_what_is_missing(on_page: AppTest) -> None:
    """One of the five returns is in, and nothing else was typed."""
    shown = markup(on_page)
    (told,) = re.findall(
        r"(\d+) of 19 figures would be handed out and (\d+) hidden; (\d+) have no value", shown
    )
    assert steps_of(on_page) == [
        ("1 Ready? · ! Returns · ✓ Files · ! Comments · ✓ Decisions · ! Targets", True),
        (f"2 Preview · {told[0]} of 19 figures shown, {told[1]} hidden", False),
        ("3 Issue · not issued yet", False),
        ("4 Pack · once 2024/25 Q2 is issued", False),
    ]
    assert "<strong>! Returns: </strong>1 of 5 returns in · " in shown
    assert "<strong>! Comments: </strong>0 of 19 measures have one for this quarter." in shown
    assert "<strong>! Targets: </strong>0 of 19 measures have one in force." in shown
    preview = shown[shown.index("What an issue of 2024/25 Q2 would hand out") :]
    assert [int(many) for many in told[1:]] == [
        sum(preview.count(f">[{marker}]<") for marker in markers) for markers in ("c", "xz")
    ]
    assert sum(map(int, told)) == 19
    assert [tab.label for tab in on_page.tabs] == ["For sharing", "For you only, not for sharing"]


def test_nothing_is_issued_without_the_tick_nor_again_while_nothing_has_changed(on_page: AppTest) -> None:
    assert button(on_page, ISSUE).disabled and "Still needed: the tick." in markup(on_page)
    assert REPORT not in markup(on_page)
    (tick,) = on_page.checkbox
    assert "Freeze the 19 figures" in tick.label and "lock the quarter" in tick.label
    assert not button(tick_beside(on_page, ISSUE), ISSUE).disabled
    press(on_page, ISSUE)
    assert button(on_page, f"{ISSUE} again").disabled and not on_page.checkbox
    assert "Nothing has changed since issue 1." in markup(on_page)


def test_after_an_issue_the_officer_alone_is_told_how_well_it_is_protected(on_page: AppTest) -> None:
    for_sharing, officers = both_parts(press(on_page, ISSUE))
    assert REPORT not in for_sharing
    assert REPORT in officers and "0 small counts can be worked out." in officers


def test_the_step_that_one_is_at_is_open_and_its_button_filled(loaded: AppTest) -> None:
    """Ready, issued, packed: of the buttons for sharing only that of the next thing is filled."""
    at = visit(loaded, TABLES)
    opened = [[is_open for _, is_open in steps_of(at)]]
    assert filled(at) == ["Issue 2024/25 Q4"]
    press(at, "Issue 2024/25 Q4")
    opened.append([is_open for _, is_open in steps_of(at)])
    assert filled(at) == ["Make the SVRP pack"]
    assert steps_of(at)[2][0].startswith("3 Issue · ✓ issue 1 of ") and "locked" in steps_of(at)[2][0]
    press(at, "Make the SVRP pack")
    opened.append([is_open for _, is_open in steps_of(at)])
    assert filled(at) == ["Download the pack (.zip)"]
    assert steps_of(at)[3][0] == "4 Pack · ✓ 8 files to download"
    assert opened == [
        [False, True, True, False],
        [False, False, False, True],
        [False, False, False, True],
    ]
    labels = [one.proto.label for one in at.get("download_button")]
    assert len([label for label in labels if label.startswith("Download ")]) == 9
    assert len(set(labels)) == len(labels)


def test_where_returns_are_missing_the_way_to_them_is_filled(on_page: AppTest) -> None:
    assert filled(on_page) == ["See what is missing"]
    press(on_page, "See what is missing")
    assert on_page.title[0].value.startswith("Returns")


def test_a_file_that_waits_is_said_to_be_open(on_page: AppTest) -> None:
    drop(on_page, reset_of(6))
    shown = markup(visit(on_page, TABLES))
    assert "! Files: </strong>1 file on the Returns page not accepted yet." in shown


def test_of_a_decision_without_owner_it_is_said(on_page: AppTest) -> None:
    raise_to_svrp(open_store(make=False), "A. Officer", quarter(2024, 2), DECISION, "Go on with Choices")
    shown = markup(visit(on_page, TABLES))
    assert "! Decisions: </strong>1 decision for the SVRP without an owner or a day." in shown


@pytest.mark.usefixtures("twelve")
def test_what_a_new_issue_would_revise_is_the_next_thing(app: AppTest) -> None:
    """A corrected return by which a figure has moved by enough: look and issue again; while it waits, the pack."""
    press(visit(app, TABLES), ISSUE)
    next(box for box in app.text_input if "unlocking" in box.label).set_value("Sessions were missing").run()
    press(app, "Unlock")
    accept(drop(app, tips(14)))
    visit(app, TABLES)
    assert filled(app) == [f"{ISSUE} again"]
    assert [is_open for _, is_open in steps_of(app)] == [False, True, True, False]
    assert "1 issued figure would be revised" in steps_of(app)[1][0]
    press(app, f"{ISSUE} again")
    assert filled(app) == ["Make the SVRP pack"]


@pytest.mark.usefixtures("twelve")
def test_where_nothing_can_be_changed_the_pack_of_an_issue_can_be_made(
    app: AppTest, opened_anew: Callable[[], AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    press(visit(app, TABLES), ISSUE)
    monkeypatch.setenv("IEO_DATABASE_URL", f"sqlite:///{folder_of_user() / 'returns.db'}?mode=ro")
    at = visit(opened_anew(), TABLES)
    assert filled(at) == ["Make the SVRP pack"] and not at.checkbox
    assert filled(press(at, "Make the SVRP pack")) == ["Download the pack (.zip)"]


def test_the_pack_says_which_file_it_is_at() -> None:
    """Each file is told of twice, as it is made and as it is looked through, from 0 on, and never backwards."""
    told: list[tuple[float, str]] = []
    store = store_in_memory()
    take(store, returns_of(trainings(quarter(2024, 1), 3)))
    issue(store, quarter(2024, 1))
    files = checked_pack_files(
        store, stands(store).issues[0], tell=lambda share, words: told.append((share, words))
    )
    shares = [share for share, _ in told]
    assert shares == sorted(shares) and shares[0] == 0 and shares[-1] < 1
    assert [words for _, words in told] == [
        f"{does} {name}" for does in ("Making", "Checking") for name in files
    ]


@pytest.mark.usefixtures("twelve")
def test_whoever_comes_back_meets_no_figure_of_the_officer_s_unasked(app: AppTest) -> None:
    for_you_only(visit(app, TABLES))
    visit(visit(app, "dashboard.py"), TABLES)
    assert steps_of(app), "those of what is for sharing"
