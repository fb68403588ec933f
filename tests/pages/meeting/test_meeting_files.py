"""The files that the Meeting offers hold what its screen shows, and nothing that is hidden there."""

import csv
import io
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from streamlit.testing.v1 import AppTest

from ieo_metrics.framework.figure_markers import HIDDEN
from ieo_metrics.framework.measures import MEASURES
from ieo_metrics.measuring.overview_lines import quarter_rows
from ieo_metrics.store.database.errors import StoreTrouble
from ieo_metrics.store.issues.shared_issue_snapshot import load_issued_snapshot
from ieo_metrics.store.issues.withdrawing.withdraw_issue import withdraw_issue
from tests.pages.seen import MEETING, press, visit
from tests.store.office import stands

Makers = dict[str, Callable[[], bytes]]


def test_the_files_of_each_measure_hold_what_was_issued(loaded: AppTest, makers: Makers) -> None:
    press(visit(loaded, "pages/issue_and_pack.py"), "Issue 2024/25 Q4")
    store = loaded.session_state["samples_store"]
    with store.reading() as connection:
        issue = load_issued_snapshot(connection, loaded.session_state["quarter_box"], 1)
    hidden = 0
    for screen, measure in enumerate(MEASURES, start=1):
        makers.clear()
        loaded.query_params["quarter"], loaded.query_params["screen"] = "2024-25-Q4", str(screen)
        visit(loaded, MEETING)
        issued = quarter_rows(issue.frame, measure.ref)
        name = f"{measure.ref}, 2024-25-Q4 as issued"
        rows = list(csv.DictReader(io.StringIO(makers[f"{name}.csv"]().decode("utf-8-sig"))))
        assert len(rows) == len(issued)
        assert sum(row["Value"] == "Hidden" for row in rows) == (issued["marker"] == HIDDEN).sum()
        assert all("as issued, issue 1: small numbers are hidden" in row["Sharing"] for row in rows)
        hidden += (issued["marker"] == HIDDEN).sum()
        shown = issued["value"].notna().sum()
        if shown:
            drawn = ElementTree.fromstring(makers[f"{name}.svg"]())
            assert len(list(drawn.iter("{http://www.w3.org/2000/svg}circle"))) == shown
        else:
            assert set(makers) == {f"{name}.csv"}, "nothing is drawn of a measure that is hidden throughout"
    assert hidden, "the samples have something to hide"


def test_nothing_is_handed_out_of_an_issue_that_was_withdrawn_since(loaded: AppTest, makers: Makers) -> None:
    press(visit(loaded, "pages/issue_and_pack.py"), "Issue 2024/25 Q4")
    loaded.query_params["screen"] = "1"
    visit(loaded, MEETING)
    assert len(makers) >= 3 and all(make() for name, make in makers.items() if "as issued" in name)
    store = loaded.session_state["samples_store"]
    [one] = stands(store).issues
    withdraw_issue(store, "B. Officer", one, "A mistake", "The board", None, False, stands(store).facts)
    for name, make in makers.items():
        if name.startswith(MEASURES[0].ref):
            with pytest.raises(StoreTrouble, match="was withdrawn"):
                make()
