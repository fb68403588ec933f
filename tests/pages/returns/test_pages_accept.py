"""What accepting asks first: the word that there was nothing, answers about columns; and what it says of
files that change nothing."""

import datetime as dt
import io

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from ieo_metrics.store.database.opening import open_store
from ieo_metrics.store.returns.stored_returns import stored_returns
from pages.shared.returns import board
from pages.shared.returns.panel.problem_list import PROBLEMS
from tests.pages.seen import accept, button, drop, lines, markup, open_file, press, visit
from tests.pages.untidy import as_bytes, reset, tips


@pytest.fixture(autouse=True)
def the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the quarter after the one that these returns are of."""
    monkeypatch.setattr(board, "today", lambda: dt.date(2024, 10, 20))


def choices(*, sessions: bool = False) -> bytes:
    """A Choices return with its usual list of schools, and no session unless one is wanted."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Sessions"
    sheet.append(["Reporting quarter: 2024/25 Q2"])
    sheet.append(
        [
            "Date",
            "School",
            "URN",
            "District",
            "Year group",
            "Activity",
            "Status",
            "Young people reached",
            "School staff engaged",
        ]
    )
    if sessions:
        sheet.append(
            ["03/07/2024", "Invented School", 116001, "Portsmouth", "Year 8", "Workshop", "Delivered", 30, 2]
        )
    schools = book.create_sheet("School list")
    schools.append(["Reporting quarter: 2024/25 Q2"])
    schools.append(["URN", "School", "Hotspot area", "Priority school", "From", "To"])
    schools.append([116001, "Invented School", "yes", "yes", "01/04/2024", None])
    return as_bytes(book)


def nil_in_part() -> bytes:
    """A RESET return with support and an empty sheet of stars."""
    book = openpyxl.load_workbook(
        io.BytesIO(reset(headings=("YP Ref", "Support started", "Support ended", "Setting"), wrong=False))
    )
    stars = book["Star scores"]
    stars.delete_rows(4, stars.max_row)
    return as_bytes(book)


def tick(at: AppTest, words: str):
    return next(box for box in at.checkbox if words in box.label.replace("\\", ""))


def test_no_session_beside_a_list_of_schools_needs_the_officers_word(app: AppTest) -> None:
    drop(app, ("Choices.xlsx", choices()))
    assert button(app, "Accept ").disabled and not tick(app, ": a nil return").value
    tick(app, ": a nil return").check().run()
    assert not button(app, "Accept ").disabled
    press(app, "Accept ")
    assert any("accepted, nil return" in line for line in lines(app))
    app.session_state["last_measure"] = "5.1.5.a"
    assert "Nil return: " in markup(
        visit(app, "pages/measure.py")
    ) and "had nothing to report in 2024/25 Q2" in markup(app)


def test_the_tick_in_the_panel_of_the_file_is_the_same_word(app: AppTest) -> None:
    open_file(drop(app, ("Choices.xlsx", choices())), "Choices.xlsx", PROBLEMS)
    tick(app, "Confirm that there was nothing to report").check().run()
    assert tick(app, ": a nil return").value and not button(app, "Accept ").disabled


def test_a_list_of_schools_with_sessions_asks_nothing(app: AppTest) -> None:
    drop(app, ("Choices.xlsx", choices(sessions=True)))
    assert not button(app, "Accept ").disabled and not [box for box in app.checkbox if "nothing" in box.label]


def test_one_empty_sheet_among_several_needs_the_word_too(app: AppTest) -> None:
    drop(app, ("RESET.xlsx", nil_in_part()))
    assert button(app, "Accept ").disabled
    assert not [box for box in app.checkbox if ": a nil return" in box.label]
    tick(app, "there was nothing to report (not a row in Star scores)").check().run()
    press(app, "Accept ")
    assert any("nil: star readings" in line for line in lines(app))


def test_a_return_with_open_questions_waits_and_the_others_do_not(app: AppTest) -> None:
    drop(app, ("RESET.xlsx", reset(wrong=False)), tips(12))
    shown = markup(app)
    assert (
        "1 of 2 ready · 1 needs an answer" in shown
        and "needs 1 answer: without it, part of its sheet Caseload would be left out." in shown
    )
    assert [line.rpartition(" ")[2] for line in lines(app)] == ["answer", "ready"]
    press(app, "Accept ")
    one = open_store()
    with one.reading() as connection:
        assert [r.title for r in stored_returns(connection)] == ["TIPS · Rock Pool"]
    one.engine.dispose()
    assert "RESET.xlsx" in lines(app)[0], "it is still here"
    press(app, "Confirm all as proposed")
    assert "1 of 1 ready" in markup(app) and "needs 1 answer" not in markup(app)


def test_what_was_accepted_before_is_said_at_once_beside_what_is_new(app: AppTest) -> None:
    accept(drop(app, tips(12)))
    shown = markup(drop(app, ("another name.csv", tips(12)[1]), ("Choices.xlsx", choices(sessions=True))))
    assert (
        "another name.csv (TIPS · Rock Pool, 2024/25 Q2) has already been accepted and is unchanged" in shown
    )
    assert any(line.endswith("already accepted, unchanged") for line in lines(app))
    press(app, "Accept ")
    assert "No files waiting." in markup(app)


def test_what_is_to_fix_is_counted_in_the_line_of_its_file(app: AppTest) -> None:
    drop(app, ("RESET.xlsx", reset()), tips(12))
    of_reset, of_tips = lines(app)
    assert "2 to fix" in of_reset and "nothing to fix" in of_tips


def test_after_accepting_the_overview_is_of_the_quarter_just_accepted(app: AppTest) -> None:
    early = tips(12)[1].replace(b"2024/25 Q2", b"2024/25 Q1").replace(b"/07/2024", b"/04/2024")
    accept(drop(app, ("early.csv", early)))
    visit(app, "dashboard.py")
    shown = drop(app, tips(14))
    press(shown, "Accept ")
    assert button(app, "See the Overview of 2024/25 Q2")
    visit(app, "dashboard.py")
    assert (
        next(box for box in app.selectbox if box.label == "Quarter").value == app.session_state["quarter_box"]
    )
    assert app.session_state["last_quarter"] == "2024-25-Q2"
