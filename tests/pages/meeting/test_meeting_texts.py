"""What was typed is shown in the meeting, and handed out from it, only as long as it names no figure that is
hidden there: one that was withdrawn since is not told by a note, a comment, an action or a decision."""

import datetime as dt
import json
import re
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from ieo_metrics.framework.configuration.chart_notes import ChartNote
from ieo_metrics.framework.configuration.targets import Band, Rebasing, Target
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.store.database.errors import StoreTrouble
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues.texts_beside_issue import NOT_SHOWN, load_issue_to_read
from ieo_metrics.store.issues.withdrawing.withdraw_figure import put_figure_back, withdraw_figure
from ieo_metrics.store.record.comments import add_comment
from ieo_metrics.store.record.meetings_and_actions import open_action
from ieo_metrics.store.record.raised_to_svrp import raise_to_svrp
from ieo_metrics.store.record.targets_and_chart_notes import change_aims
from ieo_metrics.store.trail.withdrawn_figures import withdrawn_figures
from tests.pages.seen import MEETING, markup, press, visit
from tests.store.office import stands

Makers = dict[str, Callable[[], bytes]]
ME, REF, Q, VALUE = "A. Officer", "5.1.1.b", quarter(2024, 4), "78%"
SCREEN = {"measure": 2, "actions": 20, "to raise": 21}
# The number alone can be an end of another quarter's interval.
TOLD = re.compile(rf"(?:with|then|below|the|Whether) {VALUE}")
DAY = dt.date(2025, 6, 30)


def typed_everywhere(store: Store) -> None:
    """Each text names the figure, which may be told as long as it is not withdrawn."""
    for aim in (
        ChartNote(Q, f"We were pleased with {VALUE}", REF),
        ChartNote(Q, "Another timetable", REF),
        Rebasing(REF, Q, f"Since then {VALUE}"),
        Target(REF, Q, (Band("good", 0.75), Band(f"below {VALUE}", 0.5), Band("poor"))),
    ):
        change_aims(store, ME, aim, "an aim", stands(store).facts)
    add_comment(store, ME, Q, REF, "officer", ME, f"We were pleased with {VALUE}.")
    open_action(store, ME, Q, f"Tell the others of the {VALUE}", "Police", DAY, REF, "")
    raise_to_svrp(store, ME, Q, "decision", f"Whether {VALUE} on {REF} is enough")


def shown(at: AppTest, name: str) -> str:
    at.query_params["quarter"], at.query_params["screen"] = "2024-25-Q4", str(SCREEN[name])
    visit(at, MEETING)
    charts = [json.dumps(one.proto.spec) for one in at.get("plotly_chart")]
    components = [json.loads(one.proto.json)["markup"] for one in at.get("bidi_component")]
    return "\n".join([*components, markup(at), *charts])


@pytest.fixture
def issued(loaded: AppTest) -> AppTest:
    typed_everywhere(loaded.session_state["samples_store"])
    press(visit(loaded, "pages/issue_and_pack.py"), "Issue 2024/25 Q4")
    return loaded


def withdraw(store: Store) -> None:
    now = stands(store)
    withdraw_figure(store, ME, (REF, "quarter", Q), "It misleads", now, now.facts)


def test_no_text_tells_a_figure_that_was_withdrawn(issued: AppTest, makers: Makers) -> None:
    store = issued.session_state["samples_store"]
    assert all(TOLD.search(shown(issued, name)) for name in SCREEN)
    [picture] = [make() for name, make in makers.items() if name.endswith(".svg")]
    described = re.search(r"<desc>(.*?)</desc>", picture.decode(), re.DOTALL)
    assert described and described[1].count("Events: 1,") == 1, "each event is said once"
    withdraw(store)
    makers.clear()
    seen = {name: shown(issued, name) for name in SCREEN}
    assert not [words for words in seen.values() if TOLD.search(words)]
    assert "Another timetable" in seen["measure"], "what tells nothing stays"
    assert all(
        NOT_SHOWN.format(what).rstrip(".") in seen["measure"] for what in ("note", "reason", "comment")
    )
    assert NOT_SHOWN.format("text") in seen["actions"] and NOT_SHOWN.format("decision") in seen["to raise"]
    files = [make() for name, make in makers.items() if name.startswith(REF) and not name.endswith(".png")]
    assert len(files) == 2 and not [data for data in files if TOLD.search(data.decode())]
    assert all(NOT_SHOWN.format("note").rstrip(".").encode() in data for data in files)


def test_the_texts_are_there_again_when_the_figure_is_put_back(issued: AppTest) -> None:
    store = issued.session_state["samples_store"]
    withdraw(store)
    with store.reading() as connection:
        issue, [gone] = load_issue_to_read(connection, Q, 1), withdrawn_figures(connection)
    assert issue and VALUE not in f"{issue.notes}{issue.chart_rules.steps}{issue.targets}"
    put_figure_back(store, ME, gone, stands(store).facts)
    with store.reading() as connection:
        issue = load_issue_to_read(connection, Q, 1)
    assert issue and all(
        VALUE in f"{texts}" for texts in (issue.notes, issue.chart_rules.steps, issue.targets)
    )


def test_a_file_of_a_page_that_was_drawn_before_is_refused(issued: AppTest, makers: Makers) -> None:
    shown(issued, "measure")
    before = {name: make for name, make in makers.items() if name.startswith(REF)}
    withdraw(issued.session_state["samples_store"])
    assert len(before) >= 3
    for make in before.values():
        with pytest.raises(StoreTrouble, match="was withdrawn"):
            make()
