"""The page Partners without a browser: one authority's sheet, what can be recorded on it, and its document."""

from io import BytesIO

import pytest
from docx import Document
from streamlit.testing.v1 import AppTest

from ieo_metrics.group.partners.authorities import AUTHORITIES
from ieo_metrics.store.database.opening import open_store
from ieo_metrics.store.record.meetings_and_actions import all_actions
from ieo_metrics.store.registers.register_rows import rows_of
from pages.shared.frame import store_access
from pages.shared.kit.unfolding import unfolded
from tests.pages.seen import assert_calm, filled, markup, press, visit

PAGE = "pages/partners.py"


@pytest.fixture(autouse=True)
def _officer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IEO_OFFICER", "A. Officer")


def choose(at: AppTest, authority: str) -> AppTest:
    (box,) = [one for one in at.selectbox if one.label == "Authority or agency"]
    box.set_value(authority).run()
    assert_calm(at)
    return at


def write(at: AppTest, label: str, words: str) -> AppTest:
    (field,) = [one for one in at.text_input if one.label == label]
    field.set_value(words).run()
    assert_calm(at)
    return at


def test_with_nothing_recorded_it_says_so(app: AppTest) -> None:
    shown = markup(visit(app, PAGE))
    assert "No open actions." in shown and "No commitments recorded yet." in shown
    assert filled(app) == []


def test_every_authority_can_be_chosen_and_stays_chosen(app: AppTest) -> None:
    visit(app, PAGE)
    for authority in AUTHORITIES:
        assert f">{authority.name}</h2>" in markup(choose(app, authority.name))
    assert app.query_params["authority"] == AUTHORITIES[-1].name
    visit(visit(app, "pages/working_group.py"), PAGE)
    assert f">{AUTHORITIES[-1].name}</h2>" in markup(app)


def test_the_samples_fill_it(loaded: AppTest) -> None:
    shown = markup(visit(loaded, PAGE))
    assert "✓ attended" in shown and "Bring the rota of training" in shown and ", late" in shown
    health = markup(choose(loaded, "Health"))
    assert "– absent" in health and "Room for a navigator" in health
    assert "Bring the rota of training" not in health, "nothing of another"


def test_a_commitment_is_added_and_becomes_an_action(app: AppTest) -> None:
    visit(app, PAGE)
    app.session_state[unfolded("add_commitments")] = True
    app.run()
    assert not [one for one in app.selectbox if one.label == "Agency"], "the page says whose it is"
    write(app, "What it committed to", "An officer at every workshop")
    (said_on,) = [one for one in app.date_input if one.label == "Said on"]
    said_on.set_value("2024-11-21").run()
    (state,) = [one for one in app.selectbox if one.label == "Status"]
    state.set_value("under way").run()
    press(app, "Add it")
    assert "An officer at every workshop" in markup(app)
    (empty,) = [one for one in app.text_input if one.label == "What it committed to"]
    assert empty.value == ""
    app.session_state[unfolded("commitment_to_action")] = True
    app.run()
    write(app, "What it committed to", "Half a sentence")
    press(app, "Agree it as an action")
    (half,) = [one for one in app.text_input if one.label == "What it committed to"]
    assert half.value == "Half a sentence", "another form was saved"
    store = open_store()
    with store.reading() as connection:
        (action,), (row,) = all_actions(connection), rows_of(connection, "commitments")
    store.engine.dispose()
    assert (action.owner, action.words, action.activity) == ("Police", row.words["what"], "4.c")


def test_of_an_authority_with_two_agencies_it_is_asked_which(app: AppTest) -> None:
    choose(visit(app, PAGE), "Justice")
    app.session_state[unfolded("add_commitments")] = True
    app.run()
    assert [one for one in app.selectbox if one.label.startswith("Agency")]


def test_the_sheet_is_taken_along(loaded: AppTest, makers: dict) -> None:
    visit(loaded, PAGE)
    (name,) = [name for name in makers if name.endswith(".docx")]
    assert name.startswith("Police, sheet for the meeting about ")
    document = Document(BytesIO(makers[name]()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "✓ attended" in cells


def test_who_may_not_change_sees_the_sheet_and_no_form(
    loaded: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_access, "may_change", lambda right="": False)
    visit(loaded, PAGE)
    assert "✓ attended" in markup(loaded)
    assert not [box for box in loaded.expander if "commitment" in box.label]
