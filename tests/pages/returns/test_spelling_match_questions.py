"""The page asks whether spellings are the same, once for each group, before a return is accepted; what was
said counts, and is remembered."""

import datetime as dt

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet
from streamlit.testing.v1 import AppTest

from tests.pages.seen import accept, drop, markup, press, unfold
from tests.pages.untidy import as_bytes

PAIN = ["Young person ref", "First date", "First score", "Latest date", "Latest score"]
FIRST = [[ref, dt.date(2024, 4, 9), 6, None, None] for ref in ("007", "100")]
SECOND = [[ref, None, None, dt.date(2024, 7, 9), 4] for ref in (7, 100)]


def pain(label: str, rows: list[list]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in ([f"Reporting quarter: {label}"], PAIN, *rows):
        sheet.append(row)
    return as_bytes(book)


def pairs(at: AppTest) -> int:
    """The pairs of scores behind 5.1.2.c in the second quarter, as the files wait."""
    collection = at.session_state["computed"]
    readings = collection.governed.tables["pain_readings"]
    people = readings.loc[readings["score"].notna(), "person_ref"].astype(str)
    return int((people.value_counts() > 1).sum())


def waiting(app: AppTest) -> AppTest:
    return drop(app, ("Q1.xlsx", pain("2024/25 Q1", FIRST)), ("Q2.xlsx", pain("2024/25 Q2", SECOND)))


def test_a_return_waits_until_it_is_said(app: AppTest) -> None:
    shown = markup(waiting(app))
    assert "1 question about spellings" in shown and "what may be one would count as several" in shown
    assert "<strong>7</strong> the same young person as 007 (1 row)?" in shown
    assert "5.1.2.c, 5.1.2.d may turn on it" in shown
    press(app, "The same")
    assert "question about spellings" not in markup(app) and pairs(app) == 2
    assert "2 of 2 ready" in markup(app)


def test_two_people_are_two_people(app: AppTest) -> None:
    press(waiting(app), "Not the same")
    assert "question about spellings" not in markup(app) and pairs(app) == 1


def test_what_was_accepted_is_asked_about_too_and_joined(app: AppTest) -> None:
    accept(drop(app, ("Q1.xlsx", pain("2024/25 Q1", FIRST))))
    shown = markup(drop(app, ("Q2.xlsx", pain("2024/25 Q2", SECOND))))
    assert "the same young person as one accepted before, in Q1.xlsx (accepted" in shown
    press(app, "The same")
    assert pairs(app) == 2
    accept(app)
    third = pain("2024/25 Q3", [[7, None, None, dt.date(2024, 10, 9), 3]])
    assert "question about spellings" not in markup(drop(app, ("Q3.xlsx", third)))
    assert pairs(app) == 2


def test_an_answer_is_taken_back_in_the_words_of_the_waiting_file(app: AppTest) -> None:
    press(waiting(app), "The same")
    assert pairs(app) == 2
    (button,) = [b for b in unfold(app, "what_is_confirmed").button if b.label == "Take back"]
    assert "007 (1 row) and 7 (1 row) are the same young person" in button.help.replace("\\", "")
    button.click().run()
    assert "1 question about spellings" in markup(app) and pairs(app) == 1
    press(app, "Undo")
    assert "question about spellings" not in markup(app) and pairs(app) == 2


def test_answers_of_returns_that_do_not_wait_are_taken_back_together(app: AppTest) -> None:
    accept(press(waiting(app), "Not the same"))
    (button,) = [b for b in unfold(app, "what_is_confirmed").button if b.label == "Take back"]
    assert "what 2 spellings of a reference are the same as" in button.help.replace("\\", "")
    button.click().run()
    assert "What you have confirmed" not in markup(app)
