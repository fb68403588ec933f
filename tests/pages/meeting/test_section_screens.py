"""A screen of the meeting about the group's other work: as it was issued, and an action agreed on it."""

import datetime as dt
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from ieo_metrics.framework.measures import MEASURES
from ieo_metrics.store.current_snapshot import load_snapshot
from ieo_metrics.store.database.opening import open_store
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.record.meetings_and_actions import all_actions
from ieo_metrics.store.registers.chosen_sections import choose_sections
from ieo_metrics.store.registers.register_rows import add_row
from pages.shared.group import actions as actions_shown
from tests.pages.meeting.test_pages_meeting import TABLES, kept, screen
from tests.pages.seen import markup, press, unfold, visit

ME = "A. Officer"


@pytest.fixture
def store(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setenv("IEO_OFFICER", ME)
    monkeypatch.setattr(actions_shown, "today", lambda: dt.date(2024, 11, 20))
    one = open_store()
    given = {"topic": "Knives", "for_whom": "Nurses", "why": "They asked for it", "state": "needed"}
    add_row(one, ME, "training", given)
    choose_sections(one, ME, ["what_works"], ["what_works"], load_snapshot(one).facts)
    yield one
    one.engine.dispose()


@pytest.mark.usefixtures("twelve")
def test_the_preview_says_which_sections_have_nothing_to_say_yet(app: AppTest, store: Store) -> None:
    choose_sections(
        store, ME, ["what_works", "seasons"], ["what_works", "seasons"], load_snapshot(store).facts
    )
    shown = markup(unfold(visit(app, TABLES), "pack_sections"))
    assert "Nothing to say yet about 2024/25 Q2, and left out: Seasons." in shown
    assert [box.label for box in app.get("expander") if box.label.startswith("What works (")]


@pytest.mark.usefixtures("twelve")
def test_an_action_is_agreed_on_the_screen_of_a_section_with_its_activity(app: AppTest, store: Store) -> None:
    press(visit(app, TABLES), "Issue 2024/25 Q2")
    shown = screen(app, len(MEASURES) + 1)
    assert (
        "Other work 1 / 1" in shown
        and "What works (4.b, 4.f, 7.2)" in shown
        and "Training and workshops: 1 needed." in shown
    )
    activity = next(box for box in app.selectbox if box.label == "Activity of the Theory of Change")
    assert activity.value == "4.b"  # the first that it is about is proposed
    app.text_input[0].set_value("Ask Rock Pool for a day")
    next(box for box in app.selectbox if box.label == "Owner").set_value("Police")
    press(app, "Add it")
    (action,) = kept(store, all_actions)
    assert (action.words, action.activity, action.ref) == ("Ask Rock Pool for a day", "4.b", "")
    actions = screen(app, len(MEASURES) + 2)  # with the others
    assert "Ask Rock Pool for a day" in actions and ">Closing<" in actions
