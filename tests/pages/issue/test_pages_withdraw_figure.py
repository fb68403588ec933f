"""Withdrawing a figure on the Issue and pack page: the officer reads which would mislead and why; after it no page, file or
screen of the meeting shows it, and it can be put back."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from ieo_metrics.store.database.opening import open_store
from ieo_metrics.store.trail.withdrawn_figures import NOTICE
from pages.shared.issue.withdraw_figure import FORM
from tests.pages.issue.test_pages_issued import rows_of
from tests.pages.meeting.test_pages_meeting import screen
from tests.pages.seen import (
    assert_calm,
    both_parts,
    button,
    for_sharing,
    for_you_only,
    markup,
    open_form,
    press,
    visit,
)
from tests.store.issues.test_store_withdrawn_figures import NEXT, two_quarters

TABLES, REF = "pages/issue_and_pack.py", "5.1.1.b"
MISLEADS = "What would mislead if it were repeated"
WHY = "The verdict is another with the late reviews."


@pytest.fixture
def issued(app: AppTest) -> AppTest:
    """30 of 40 improved as issued, which is improving; two of them had not, with which it is no clear change."""
    store = open_store()
    two_quarters(store)
    store.engine.dispose()
    app.query_params["quarter"] = "2024-25-Q2"
    return visit(app, TABLES)


def box(at: AppTest, label: str):
    return next(one for one in [*at.text_input, *at.checkbox, *at.selectbox] if one.label.startswith(label))


def withdraw(at: AppTest, why: str = WHY) -> AppTest:
    open_form(for_you_only(at), FORM)
    which = box(at, "Which figure")
    chosen = next(one for one in which.options if one.startswith(REF) and "Q2" in one)
    assert chosen.endswith("2024/25 Q2 (would mislead)")
    which.select(chosen)
    box(at, "Why is the figure").set_value(why)
    box(at, "Withdraw this figure").check().run()
    button(at, "Withdraw the figure").click().run()
    assert_calm(at)
    return at


def test_the_officer_reads_which_figures_would_mislead_and_why(issued: AppTest) -> None:
    shared, officers = both_parts(issued)
    assert "Repeating 2 issued figures would mislead" in shared and MISLEADS not in shared
    rows = rows_of(officers, MISLEADS)
    assert list(rows) == ["Measure", "5.1.1.a", REF]
    assert rows[REF][1:4] == ["2024/25 Q2", "75%", "70%"]
    assert rows[REF][4].startswith(
        "The verdict of 2024/25 Q2: “improving” as issued, “no clear change” with the correction. Its target: "
    )
    assert button(open_form(issued, FORM), "Withdraw the figure").disabled


def test_after_it_nobody_is_shown_it_and_all_are_told_in_general(issued: AppTest) -> None:
    press(for_sharing(issued), "Make the SVRP pack")
    assert len(issued.session_state[f"pack_{NEXT}_1"]) == 8
    before = screen(issued, 2, "2024-25-Q2")
    assert ">75% <" in before and NOTICE not in before
    withdraw(visit(issued, TABLES))
    shared, officers = both_parts(issued)
    assert f"pack_{NEXT}_1" not in issued.session_state, "nor offered, if it was made before"
    assert NOTICE in shared and WHY not in shared and WHY in officers
    assert rows_of(shared, "What an issue of 2024/25 Q2 would hand out")[REF][1:] == ["[c]"]
    assert "Nothing that was shown would be hidden but what you withdrew." in shared
    waits = rows_of(officers, "What a new issue would revise, and what waits")[REF]
    assert waits[2:5] == ["75%", "70%", "waits: withdrawn, and hidden"]
    glance, own = screen(issued, 0, "2024-25-Q2"), screen(issued, 2, "2024-25-Q2")
    assert NOTICE in glance and "75%" not in glance + own and ", or was withdrawn" in own
    press(for_sharing(visit(issued, TABLES)), "Make the SVRP pack")
    files = issued.session_state[f"pack_{NEXT}_1"]
    csv = next(data.decode() for name, data in files.items() if name.endswith("measures.csv"))
    assert re.search(rf"^{re.escape(REF)},2024/25 Q2,all,,", csv, re.M) and ",0.75," not in csv
    history = markup(visit(issued, "pages/history.py"))
    assert "withdrew a figure" in history and f"why: {WHY}" in history


def test_it_can_be_put_back_until_the_quarter_is_issued_again(issued: AppTest) -> None:
    withdraw(issued)
    press(issued, "Put it back")
    shared, officers = both_parts(issued)
    assert NOTICE not in shared and MISLEADS in officers
    withdraw(issued)
    press(for_sharing(issued), "Issue 2024/25 Q2")
    shared, officers = both_parts(issued)
    assert not any(one.label == "Put it back" for one in issued.button)
    assert NOTICE in shared and f"Why: {WHY}<" in officers and "because they were withdrawn" in officers


def test_nothing_is_withdrawn_without_a_reason_or_by_one_that_names_it(issued: AppTest) -> None:
    open_form(for_you_only(issued), FORM)
    box(issued, "Withdraw this figure").check().run()
    assert button(issued, "Withdraw the figure").disabled
    assert "Still needed: why it is withdrawn." in markup(issued)
    withdraw(issued, "75% is wrong")
    assert any("The reason names the figure" in one.value for one in issued.warning)
    assert NOTICE not in "".join(both_parts(issued))
