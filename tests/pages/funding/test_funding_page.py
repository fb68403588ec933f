"""The page on funding: what is funded, what falls out, rounds, cost, and the evidence for a bid."""

import io
import json
import zipfile
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.group.funding.cost import WHAT_IT_IS_NOT
from ieo_metrics.store.database import schema
from ieo_metrics.store.record.meetings_and_actions import all_actions
from ieo_metrics.store.registers.register_rows import add_row, rows_of
from ieo_metrics.store.trail.audit_trail import DOWNLOADED, trail_entries
from tests.pages.seen import assert_calm, button, filled, markup, open_form, open_part, press, visit

FUNDING = "pages/funding.py"
FILE = "Evidence for a bid 2024-25 Q4.docx"


def at_tab(at: AppTest, tab: str) -> AppTest:
    return open_part(visit(at, FUNDING), "funding", tab)


def choose(at: AppTest, box: str, value: object) -> None:
    next(one for one in at.selectbox if one.label == box).set_value(value).run()
    assert_calm(at)


@pytest.mark.parametrize(
    ("tab", "says"),
    [
        ("What is funded", "No grant is entered yet."),
        ("What runs out", "No agreed grant is entered yet"),
        ("Rounds to come", "No funding round is entered yet"),
        ("Cost", "So what was paid in these four quarters is not known"),
        ("Evidence for a bid", "has not been issued"),
    ],
)
def test_with_nothing_entered_each_tab_says_so(app: AppTest, tab: str, says: str) -> None:
    assert says in markup(at_tab(app, tab))
    assert filled(app) == []


def test_what_is_funded(loaded: AppTest) -> None:
    shown = markup(at_tab(loaded, "What is funded"))
    assert "4 of 5 programmes have a grant in force on 31 March 2025." in shown
    assert "Without one: Harbour Mentors (no grant is entered)." in shown
    (chart,) = loaded.get("plotly_chart")
    assert "applied for: 1 September 2025 until 31 July 2026" in chart.proto.alt
    assert filled(loaded) == []


def test_where_the_money_comes_from_is_counted_and_never_added_up(loaded: AppTest) -> None:
    shown = markup(open_form(at_tab(loaded, "What is funded"), "Where the money comes from"))
    table = shown.split("<caption")[-1]
    assert "by kind of funder" in table and "national government" in table and "£" not in table


def test_days_out_of_order_are_refused_and_stay_typed(loaded: AppTest) -> None:
    at = open_form(at_tab(loaded, "What is funded"), "Add a grant")
    key = "new_grants_0"
    at.selectbox(key=f"{key}_programme").set_value("TIPS")
    at.selectbox(key=f"{key}_state").set_value("agreed")
    at.text_input(key=f"{key}_funder").set_value("Home Fund")
    at.number_input(key=f"{key}_amount").set_value(1000)
    at.date_input(key=f"{key}_begins").set_value("2025-04-01")
    at.date_input(key=f"{key}_ends").set_value("2025-03-31").run()
    button(at, "Add it").click().run()
    assert [one.value.replace("\\", "") for one in at.warning] == [
        "“To” is 31 March 2025, which is before “From”, 1 April 2025. Nothing was saved."
    ]
    assert at.text_input(key=f"{key}_funder").value == "Home Fund"


def test_what_falls_out_and_a_run_out_becomes_an_action(loaded: AppTest) -> None:
    shown = markup(at_tab(loaded, "What runs out"))
    assert "Choices, A&amp;E Navigators, RESET and TIPS run out of funding" in shown
    assert shown.count("no grant ends") == 4
    assert "3 of 19: 5.1.5.a, 5.1.5.b, 5.1.6.a" in shown
    open_form(loaded, "Make an action of a grant that ends")
    next(one for one in loaded.selectbox if one.label == "Owner").set_value("Police").run()
    press(loaded, "Agree it as an action")
    with loaded.session_state["samples_store"].reading() as connection:
        action = max(all_actions(connection), key=lambda one: one.number)
    assert (action.activity, action.quarter) == ("4.d", quarter(2024, 4))
    assert action.words == (
        "Agree what follows the grant of Commissioner's fund (invented) for Choices, which ends on 31 July 2025"
    )


def test_rounds_and_one_made_an_action(loaded: AppTest) -> None:
    shown = markup(at_tab(loaded, "Rounds to come"))
    assert "Youth Futures, second round" in shown and "closed: say what became of it" in shown
    open_form(loaded, "Make an action of a round")
    assert "Agree who bids together in Youth Futures" in next(
        one.value for one in loaded.text_input if one.label == "Action"
    )


def test_one_programme_at_a_time_has_its_cost(loaded: AppTest) -> None:
    shown = markup(at_tab(loaded, "Cost"))
    assert "of grants and £39,964 of match funding: Home Fund (invented)." in shown
    assert "Supported in the community" in shown and "social prescribing" not in shown
    assert WHAT_IT_IS_NOT in shown and "not for sharing" in shown
    choose(loaded, "Programme", "Choices")
    shown = markup(loaded)
    assert "No agreed grant is entered from 1 April 2024 until 31 August 2024." in shown
    assert "nothing is worked out of it" in shown and "Funding for each" not in shown


@pytest.fixture
def issued(loaded: AppTest) -> AppTest:
    visit(loaded, "pages/issue_and_pack.py")
    return press(loaded, "Issue 2024/25 Q4")


def chosen(at: AppTest) -> AppTest:
    """The round for RESET and mentors chosen."""
    at_tab(at, "Evidence for a bid")
    choose(at, "Round", 2)
    assert {one.label: one.value for one in at.multiselect}["Programmes"] == ["RESET", "Harbour Mentors"]
    assert filled(at) == ["Make the document"]
    return at


def test_the_evidence_is_made_looked_through_and_handed_out(
    issued: AppTest, makers: dict[str, Callable[[], bytes]]
) -> None:
    chosen(issued)
    press(issued, "Make the document")
    assert "Checked: safe to share." in markup(issued)
    assert filled(issued) == ["Download the evidence (.docx)"]
    (made,) = [make for name, make in makers.items() if name.startswith(FILE)]
    with zipfile.ZipFile(io.BytesIO(made())) as file:
        assert "Young adults leaving custody" in file.read("word/document.xml").decode()
    with issued.session_state["samples_store"].reading() as connection:
        last = list(trail_entries(connection))[-1]
    assert (last.action, json.loads(last.about)) == (DOWNLOADED, {"file": f"{FILE}, of 2024/25 Q4, issue 1"})
    # Another choice is another document, which is to be made first.
    choose(issued, "Round", None)
    assert "Checked: safe to share." not in markup(issued)


def test_a_text_that_tells_is_refused_with_its_sentence(issued: AppTest) -> None:
    """It got into the store by another way than the form, or before such a text was looked through."""
    import sqlalchemy as sa

    store = issued.session_state["samples_store"]
    add_row(
        store,
        "A. Officer",
        "learning",
        {"measure": "5.1.1.b", "quarter": quarter(2024, 4), "behind": "It was a good quarter"},
    )
    with store.reading() as connection:
        (row,) = [one for one in rows_of(connection, "learning") if one.values["measure"] == "5.1.1.b"]
    said = schema.REGISTER_ROWS.c.said
    told = "Only 2 young people went back to custody"
    with store.engine.begin() as connection:
        connection.execute(
            sa.update(schema.REGISTER_ROWS)
            .where(schema.REGISTER_ROWS.c.number == row.number)
            .values(said=sa.func.replace(said, "It was a good quarter", told))
        )
    chosen(issued)
    button(issued, "Make the document").click().run()
    (refused,) = [one.value.replace("\\", "") for one in issued.error]
    assert told in refused and "change that row on its page" in refused
    assert "Download the evidence (.docx)" not in [one.proto.label for one in issued.get("download_button")]
