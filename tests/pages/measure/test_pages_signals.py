"""Signals: all 19 beside their own history; targets (on Settings) and steps are set, judge their own quarters, and can be
taken away."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from ieo_metrics.framework.measures import MEASURES
from tests.pages.seen import markup, open_form, open_part, press, set_up, visit

REF = MEASURES[1].ref  # a share
NAME = f"{REF}  {MEASURES[1].name}"


@pytest.fixture
def signals(loaded: AppTest) -> AppTest:
    return visit(loaded, "pages/signals.py")


def table(at: AppTest) -> str:
    (component,) = at.get("bidi_component")
    return json.loads(str(component.proto.json))


def set_target(at: AppTest, aim: float) -> AppTest:
    open_form(set_up(at, "Targets"), "Set a target")
    at.selectbox(key="target_measure").set_value(REF).run()
    at.number_input(key="target_aim").set_value(aim).run()
    at.text_input(key="target_why").set_value("Agreed with the provider").run()
    return press(at, "Set it")


def test_all_nineteen_stand_with_an_icon_and_its_words(signals: AppTest) -> None:
    drawn = table(signals)
    assert drawn.count("data-ref=") == 19 and drawn.count("data:image/svg+xml") == 38
    assert "No clear change" in drawn and drawn.count("No target") == 19


def test_a_target_is_set_judged_by_and_taken_away(signals: AppTest) -> None:
    shown = markup(set_target(signals, 65))
    assert NAME in shown and "on target from 65%" in shown and "Agreed with the provider" in shown
    assert f"Done: A target of {REF} from 2024/25 Q4: at least 65%." in shown
    assert table(visit(signals, "pages/signals.py")).count("No target") == 18
    visit(signals, "pages/measure.py")
    signals.selectbox(key="measure_box").set_value(REF).run()
    # 78% of 36 young people: its 95% range begins at 62%.
    assert "Close to the target of 65% in force since 2024/25 Q4: whether it is met" in markup(signals)
    signals.selectbox(key="quarter_box").set_value(4 * 2024).run()
    assert "No target is in force in 2024/25 Q1." in markup(signals)
    assert f"changed: a target of {REF} from 2024/25 Q4: at least 65%" in markup(
        visit(signals, "pages/history.py")
    )
    open_form(set_up(signals, "Targets"), "Remove a target")
    press(signals, "Remove it")
    assert "No targets set." in markup(signals)


def test_two_targets_of_one_quarter_are_refused_in_words(signals: AppTest) -> None:
    set_target(signals, 65)
    set_target(signals, 70)
    assert any("Two targets of" in one.value for one in signals.warning)


def test_a_target_that_cannot_be_is_refused_in_words(signals: AppTest) -> None:
    set_target(signals, 650)
    assert any("percentage" in one.value for one in signals.warning) and "No targets set." in markup(signals)


def test_a_chart_is_set_anew_with_its_reason(signals: AppTest) -> None:
    open_form(open_part(signals, "part", "Re-based charts"), "Re-base a chart")
    signals.selectbox(key="step_measure").set_value(REF)
    signals.selectbox(key="step_from").set_value(4 * 2024)
    signals.text_input(key="step_why").set_value("Another scoring guide").run()
    press(signals, "Re-base it")
    assert "Another scoring guide" in markup(signals)
    visit(signals, "pages/measure.py")
    signals.selectbox(key="measure_box").set_value(REF)
    open_part(signals, "with_limits")
    assert "Another scoring guide" in markup(signals)
    visit(signals, "pages/history.py")
    assert f"a step of {REF} in 2024/25 Q1" in markup(signals)
