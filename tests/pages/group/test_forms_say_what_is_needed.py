"""The forms of the Working group page: grey, with what is still needed in words, until there is something to save."""

import pytest
from streamlit.testing.v1 import AppTest

from pages.shared.frame.page import GROUP_PAGE
from pages.shared.kit.unfolding import unfolded
from tests.pages.seen import button, markup, open_part, press, visit


def _tab(at: AppTest, tab: str) -> AppTest:
    return open_part(visit(at, GROUP_PAGE), "record", tab)


@pytest.mark.parametrize(
    ("tab", "label", "needed"),
    [("Actions", "Action", "the action and the owner"), ("To raise", "What to raise", "what to raise")],
)
def test_nothing_can_be_added_before_it_is_typed(twelve: AppTest, tab: str, label: str, needed: str) -> None:
    twelve.session_state[unfolded("agree_action")] = True
    at = _tab(twelve, tab)
    assert button(at, "Add it").disabled and f"Still needed: {needed}." in markup(at)
    (box,) = [one for one in at.text_input if one.label == label]
    box.set_value("  ").run()
    assert button(at, "Add it").disabled, "blanks are nothing"
    (box,) = [one for one in at.text_input if one.label == label]
    box.set_value("Ask the two schools for their lists").run()
    if tab == "Actions":
        assert button(at, "Add it").disabled and "Still needed: the owner." in markup(at)
        next(one for one in at.selectbox if one.label == "Owner").set_value("Police").run()
    assert not button(at, "Add it").disabled and "Still needed" not in markup(at)
    press(at, "Add it")
    assert "Ask the two schools for their lists" in markup(at)
    assert button(at, "Add it").disabled, "a form that was saved is empty"


def test_a_decision_is_raised_on_the_page_with_its_owner(twelve: AppTest) -> None:
    at = _tab(twelve, "To raise")
    next(one for one in at.selectbox if one.label == "Kind").set_value("decision").run()
    next(one for one in at.text_input if one.label == "What to raise").set_value("Fund a second year").run()
    next(one for one in at.selectbox if one.label == "Owner").set_value("Police").run()
    assert "Fund a second year" in markup(press(at, "Add it")) and "Police" in markup(at)
