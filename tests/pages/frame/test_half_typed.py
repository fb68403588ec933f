"""What is half typed in one form outlasts that another is saved; a form that is saved is empty."""

import datetime as dt

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import TextInput

from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.store.database.opening import open_store
from ieo_metrics.store.record.meetings_and_actions import open_action
from pages.shared.kit.unfolding import unfolded
from tests.pages.seen import assert_calm, button, markup, open_part, press, visit

GROUP = "pages/working_group.py"
HALF = "Ask every school for its"


@pytest.fixture(autouse=True)
def _officer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IEO_OFFICER", "A. Officer")


def field(at: AppTest, label: str) -> TextInput:
    (one,) = [one for one in at.text_input if one.label == label]
    return one


def write(at: AppTest, label: str, words: str) -> AppTest:
    field(at, label).set_value(words).run()
    assert_calm(at)
    return at


def owned(at: AppTest) -> AppTest:
    next(one for one in at.selectbox if one.label == "Owner").set_value("Police").run()
    return at


@pytest.fixture
def actions(twelve: AppTest) -> AppTest:
    """The tab with an open action, and the forms to agree one and to close one unfolded."""
    store = open_store()
    open_action(store, "A. Officer", quarter(2024, 2), "Send the dates", "Police", dt.date(2024, 12, 4))
    store.engine.dispose()
    at = open_part(visit(twelve, GROUP), "record", "Actions")
    for folded in ("agree_action", "close_action"):
        at.session_state[unfolded(folded)] = True
    return at.run()


def test_a_reason_that_is_half_typed_stays_when_an_action_is_agreed(actions: AppTest) -> None:
    at = write(actions, "How, or why", HALF)
    press(owned(write(at, "Action", "Ask the schools")), "Add it")
    assert "Ask the schools" in markup(at)
    assert field(at, "How, or why").value == HALF
    press(write(at, "How, or why", f"{HALF} dates"), "Close it")
    assert field(at, "How, or why").value == ""


def test_the_form_of_an_action_is_the_same_until_it_is_saved(actions: AppTest) -> None:
    """A browser keeps what is typed in a form as long as its field is the same one."""
    at, before = actions, field(actions, "Action").id
    press(write(at, "How, or why", "They were sent"), "Close it")
    assert "Send the dates" not in markup(at)
    assert field(at, "Action").id == before
    button(owned(write(at, "Action", "Ring 01962 841841 about it")), "Add it").click().run()
    assert any("telephone" in str(one.value) for one in at.warning)
    assert field(at, "Action").id == before, "what was refused stays"
    press(owned(write(at, "Action", "Ask the schools")), "Add it")
    assert field(at, "Action").id != before
