"""On the card: which of two lists or sheets counts, and that the return does not have a column. Each answer is
kept, next quarter's return asks nothing, and each can be taken back alone."""

import io

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from streamlit.testing.v1 import AppTest

from ieo_metrics.checking.check_workbook import CheckedFile
from pages.shared.returns.panel.questions import QUESTIONS
from tests.pages.seen import button, drop, markup, open_file, press, unfold
from tests.pages.untidy import as_bytes

TIPS = ["Date", "Session type", "Attendees", "Status"]
TRAINING = [[f"0{day}/05/2024", "Training", 9 + day, "Delivered"] for day in range(1, 7)]
CHOICES = ["Date", "School", "URN", "Year group", "Status", "Young people reached", "School staff engaged"]
VISIT = ["01/05/2024", "Oak", 100001, "Year 8", "Delivered", 20, 2]
SCHOOLS = ["URN", "School", "Hotspot area", "Priority school"]


def workbook(**sheets: list[list]) -> bytes:
    book = openpyxl.Workbook()
    for number, (name, rows) in enumerate(sheets.items()):
        sheet = book.active if not number else book.create_sheet()
        assert isinstance(sheet, Worksheet)
        sheet.title = name
        for row in [["Reporting quarter: 2024/25 Q1"], *rows]:
            sheet.append(row)
    return as_bytes(book)


def file(at: AppTest) -> CheckedFile:
    return at.session_state["held"][0].outcome


def answer(at: AppTest, about: str, words: str) -> None:
    box = next(one for one in at.selectbox if about in one.label)
    assert box.value is None, "nothing is proposed"
    box.select_index(next(place for place, said in enumerate(box.options) if words in said)).run()


TWICE = {"Now": [TIPS, *TRAINING], "Old": [TIPS, *TRAINING[:4]]}
LISTS = {
    "Sessions": [CHOICES, VISIT],
    "Hotspots": [SCHOOLS, [100001, "Oak", "Yes", "No"]],
    "Hoped": [SCHOOLS, [100001, "Oak", "No", "No"]],
}
LACKS = {"Sessions": [[*CHOICES, "Hotspot area"], [*VISIT, "Yes"]]}


@pytest.mark.parametrize(
    ("sheets", "about", "words", "said"),
    [
        (TWICE, "the same sessions", "each counts once", "what is in both counts once"),
        (TWICE, "the same sessions", "they are different", "because they are different sessions"),
        (LISTS, "Which list of schools", "Only “Hotspots” counts", "only &quot;Hotspots&quot; counts"),
        (
            LACKS,
            "Priority school",
            "This sheet does not have it",
            "&quot;Priority school&quot; is not there",
        ),
    ],
    ids=["once", "both", "list", "column"],
)
def test_an_answer_is_kept_and_taken_back_alone(
    app: AppTest, sheets: dict[str, list[list]], about: str, words: str, said: str
) -> None:
    drop(app, ("Q1.xlsx", workbook(**sheets)))
    assert "needs 1 answer" in markup(app) and button(app, "Confirm all as proposed").disabled
    answer(app, about, words)
    press(app, "Confirm")
    shown = markup(unfold(app, "what_is_confirmed"))
    assert "needs 1 answer" not in shown and "questions about" not in shown and said in shown
    again = openpyxl.load_workbook(io.BytesIO(workbook(**sheets)))
    again.create_sheet("Remarks").append(["Thank you"])
    drop(app, ("Q1 again.xlsx", as_bytes(again)))
    assert "needs 1 answer" not in markup(app)
    press(app, "Take back")
    assert "needs 1 answer" in markup(app)
    app.button(key="undo_last").click().run()
    assert "needs 1 answer" not in markup(app)


def test_a_table_without_a_row_in_its_quarter_leads_to_the_quarters(app: AppTest) -> None:
    rows = [[f"0{day}/08/2020", "Training", 9, "Delivered"] for day in (3, 4)]
    drop(app, ("Q1.xlsx", workbook(Sessions=[TIPS, *rows])))
    shown = markup(open_file(app, "Q1.xlsx", QUESTIONS))
    assert "No row of Sessions is in the quarters that the workbook states" in shown
