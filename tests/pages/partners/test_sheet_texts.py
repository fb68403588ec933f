"""A figure that was withdrawn after a text named it is not told by a partner's sheet, on the page or in its document."""

import datetime as dt
from collections.abc import Callable
from io import BytesIO

import pytest
from docx import Document
from streamlit.testing.v1 import AppTest

from ieo_metrics.store.record.meetings_and_actions import open_action
from ieo_metrics.store.record.raised_to_svrp import raise_to_svrp
from ieo_metrics.store.registers.register_rows import add_row
from tests.pages.meeting.test_meeting_texts import ME, REF, VALUE, Q, withdraw
from tests.pages.seen import markup, press, visit

PAGE, DAY = "pages/partners.py", dt.date(2025, 6, 30)


@pytest.fixture
def issued(loaded: AppTest) -> AppTest:
    """The samples' last quarter, with three texts of the police that name a figure of it."""
    store = loaded.session_state["samples_store"]
    open_action(store, ME, Q, f"Tell the others of the {VALUE}", "Police", DAY, REF, "")
    raise_to_svrp(store, ME, Q, "decision", f"Whether {VALUE} on {REF} is enough", "Police", DAY)
    promise = {"agency": "Police", "what": f"To hold {VALUE} on {REF}", "said_on": DAY, "state": "to do"}
    add_row(store, ME, "commitments", promise)
    press(visit(loaded, "pages/issue_and_pack.py"), "Issue 2024/25 Q4")
    return loaded


def in_document(makers: dict[str, Callable[[], bytes]]) -> str:
    [make] = [make for name, make in makers.items() if name.endswith(".docx")]
    tables = Document(BytesIO(make())).tables
    return "\n".join(cell.text for table in tables for row in table.rows for cell in row.cells)


def test_no_text_of_a_sheet_tells_a_figure_that_was_withdrawn(
    issued: AppTest, makers: dict[str, Callable[[], bytes]]
) -> None:
    visit(issued, PAGE)
    assert all(said.count(VALUE) == 3 for said in (markup(issued), in_document(makers)))
    drawn_before = dict(makers)
    withdraw(issued.session_state["samples_store"])
    assert VALUE not in in_document(drawn_before), "it is made of what may be told when it is asked for"
    visit(issued, PAGE)
    shown = markup(issued)
    assert VALUE not in shown and VALUE not in in_document(makers)
    assert shown.count("A text is not shown: it names a figure that is hidden.") == 2
    assert "A decision is not shown: it names a figure that is hidden." in shown
    assert "One named officer whom providers may ask" in shown, "what tells nothing stays"
