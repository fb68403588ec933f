"""Withdrawing an issue on the Issue and pack page: nothing counts before the tick; afterwards no page offers or shows
it, and a notice stands where it was."""

import pytest
from streamlit.testing.v1 import AppTest

from ieo_metrics.store.database.opening import open_store
from ieo_metrics.store.trail.verify import integrity_faults
from tests.pages.seen import (
    MEETING,
    assert_calm,
    both_parts,
    button,
    markup,
    open_form,
    press,
    visit,
)

TABLES, FORM = "pages/issue_and_pack.py", "Withdraw issue 1"
WHY = "The wrong quarter was issued."


@pytest.fixture
def issued(twelve: AppTest) -> AppTest:
    return press(visit(twelve, TABLES), "Issue 2024/25 Q2")


def box(at: AppTest, label: str):
    return next(one for one in [*at.text_input, *at.radio, *at.checkbox] if one.label.startswith(label))


def fill(at: AppTest, why: str = WHY, by: str = "The board") -> AppTest:
    open_form(at, FORM)
    box(at, "Why is it withdrawn").set_value(why)
    box(at, "Who received it").set_value(by)
    box(at, FORM).check().run()
    assert_calm(at)
    return at


def test_the_button_counts_only_after_the_tick(issued: AppTest) -> None:
    assert button(open_form(issued, FORM), "Withdraw it").disabled
    said = markup(issued)
    assert "2024/25 Q2 is then not issued, and not locked." in said
    assert "It was handed out, so its figures are taken as known" in said
    assert "Still needed: why it is withdrawn, who received it and the tick." in said
    assert "Still needed: who received it." in markup(fill(issued, by=" "))
    assert button(issued, "Withdraw it").disabled
    assert not button(fill(issued), "Withdraw it").disabled


def test_after_it_the_quarter_is_not_issued(issued: AppTest) -> None:
    press(fill(issued), "Withdraw it")
    said = markup(issued)
    assert "Issue 1 of " in said and " was withdrawn; a replacement follows." in said
    assert "2024/25 Q2 is not issued now." in said and "Locked by" not in said
    before, officers = both_parts(issued)
    assert f"Why: {WHY} Received by: The board." in officers and WHY not in before
    assert not any("for sharing (.xlsx)" in one.proto.label for one in issued.get("download_button"))
    assert not any(one.label in (FORM, "Make the SVRP pack") for one in [*issued.button, *issued.expander])
    assert "2024/25 Q2 has not been issued" in markup(visit(issued, MEETING))
    history = markup(visit(issued, "pages/history.py"))
    assert "withdrew an issue" in history and f"why: {WHY}" in history
    assert list(integrity_faults(open_store(make=False))) == []


def test_the_replacement_is_the_one_that_is_shown(issued: AppTest) -> None:
    press(fill(issued), "Withdraw it")
    press(issued, "Issue 2024/25 Q2")
    said = markup(issued)
    assert "was withdrawn and is replaced by issue 2." in said and "Issue 2</strong>" in said
    visit(issued, MEETING)
    for asked in ("1", "2"):  # also where the address names the withdrawn one
        issued.query_params["issue"] = asked
        assert_calm(issued.run())
        assert issued.query_params["issue"] == "2"


def test_no_replacement_and_no_personal_detail(issued: AppTest) -> None:
    fill(issued, why="See sam@example.org")
    button(issued, "Withdraw it").click().run()
    assert any("The reason holds an e-mail address" in one.value for one in issued.warning)
    assert box(issued, "Why is it").value == "See sam@example.org", "what was typed can be changed"
    assert "Issue 1</strong>" in markup(issued)
    box(issued, "After it").set_value("No replacement follows")
    press(fill(issued), "Withdraw it")
    assert "a replacement follows" not in markup(issued)
