"""How is counted: each setting is changed in one place, after it was seen what that would change."""

import pytest
from streamlit.testing.v1 import AppTest

from ieo_metrics.framework.configuration.settings import SETTINGS, Settings
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues.what_settings_change import measured_under_others
from ieo_metrics.store.record.settings_in_force import choose_setting
from pages.shared.settings.choose import SAVE
from pages.shared.settings.tabs import TAB_OF
from tests.pages.frame.test_pages_facts import warned
from tests.pages.seen import assert_calm, button, markup, press, set_up, visit
from tests.store.office import stands

OTHER = "B. Officer"


@pytest.fixture
def store(loaded: AppTest) -> Store:
    """The store of the tab, as another tab would have it."""
    return loaded.session_state["samples_store"]


@pytest.fixture
def counting(loaded: AppTest) -> AppTest:
    return set_up(loaded, "Counting")


def choose(at: AppTest, name: str, value: object) -> AppTest:
    at.selectbox(key="counting_which").set_value(name).run()
    at.selectbox(key=f"counting_{name}").set_value(value).run()
    assert_calm(at)
    return at


def test_every_setting_has_its_place() -> None:
    """A new setting is offered somewhere; the edition of the index is chosen among those that were uploaded."""
    assert sorted(TAB_OF) == sorted(s.name for s in SETTINGS)


def test_what_would_change_is_seen_before_it_counts(counting: AppTest, store: Store) -> None:
    """Two points of the star: in the samples fewer young people have changed for the better."""
    assert button(counting, SAVE).disabled and "If you save this" not in markup(counting)
    shown = markup(choose(counting, "positive_change_points", 2))
    found = measured_under_others(store, quarter(2024, 4), stands(store), Settings(positive_change_points=2))
    assert {one.ref for one in found} == {"5.1.1.b", "5.1.2.b", "5.1.4.b", "5.2.2.c"}
    many = sum(len(one.moved) for one in found)
    assert f"If you save this: {many} figures of 4 measures would change." in shown
    assert all(f">{one.ref}  " in shown for one in found)
    assert stands(store).settings.positive_change_points == 1, "nothing is changed by looking"
    press(counting, SAVE)
    assert stands(store).settings.positive_change_points == 2
    assert "Done: Points of the Outcomes Star that are a positive change: 2." in markup(counting)
    history = markup(visit(counting, "pages/history.py"))
    assert "setting: Points of the Outcomes Star that are a positive change" in history


def test_of_issued_figures_it_is_said_that_they_stay(counting: AppTest) -> None:
    press(visit(counting, "pages/issue_and_pack.py"), "Issue 2024/25 Q4")
    shown = markup(choose(set_up(counting, "Counting"), "positive_change_points", 2))
    assert ", 4 of them issued. What was issued stays as it was issued" in shown


def test_level_limits_change_verdicts_and_no_figure(counting: AppTest) -> None:
    shown = markup(choose(counting, "control_limits", "level (XmR)"))
    assert "If you save this: no figure changes, but verdicts do." in shown
    assert "no clear change → improving" in shown and "5.2.2.b" in shown


def test_a_setting_that_another_officer_changed_meanwhile_is_not_changed(
    counting: AppTest, store: Store
) -> None:
    choose(counting, "follow_up_months", 6)
    choose_setting(store, OTHER, "small_number_threshold", 10, stands(store).facts)
    press(counting, SAVE)
    assert "changed the settings (Small number threshold) at " in warned(counting)
    assert "Nothing of yours was changed" in warned(counting)
    assert stands(store).settings.follow_up_months == 12
    press(counting, SAVE)
    assert stands(store).settings.follow_up_months == 6


def test_without_returns_nothing_moves(app: AppTest) -> None:
    shown = markup(choose(set_up(app, "Counting"), "follow_up_months", 3))
    assert "No returns accepted yet, so no figure changes." in shown
    press(app, SAVE)
    assert app.session_state["standing"].settings.follow_up_months == 3
