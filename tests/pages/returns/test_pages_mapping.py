"""Headings that are nearly known: what is asked, one click that answers, and next quarter's file that asks
nothing."""

import datetime as dt
import io
import json

import openpyxl
import pytest
import sqlalchemy as sa
from openpyxl.worksheet.worksheet import Worksheet
from streamlit.testing.v1 import AppTest

from ieo_metrics.accepting.questions.column_questions import asked_sheets
from ieo_metrics.accepting.questions.new_columns_in_words import all_known
from ieo_metrics.accepting.questions.question import AskedSheet
from ieo_metrics.checking.check_workbook import CheckedFile, check_workbook
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.reading.read_files import read_files
from ieo_metrics.reading.sheets import Workbook
from ieo_metrics.recognising.mappings.mapping import EMPTY, Mapping
from ieo_metrics.recognising.mappings.mapping_as_json import mapping_of
from ieo_metrics.recognising.mappings.sheet_decisions import NOT_THERE
from ieo_metrics.store.database.errors import StoreTrouble
from ieo_metrics.store.database.opening import open_store
from ieo_metrics.store.database.schema import REMEMBERED
from ieo_metrics.store.database.store import folder_of_user
from ieo_metrics.store.trail import audit_trail
from ieo_metrics.store.trail.audited_named_values import recall
from pages.shared.returns import officer_answers
from pages.shared.returns.panel.how_read import HOW_READ
from pages.shared.returns.saved_mapping import NAME
from sample_data import SAMPLES
from tests.pages.seen import (
    ROOT,
    accept,
    button,
    drop,
    lines,
    markup,
    open_file,
    open_form,
    open_mapping_file,
    overview_table,
    press,
    unfold,
    visit,
)
from tests.pages.untidy import HEADINGS, as_bytes, reset

CONFIRM = "Confirm all as proposed"


def choice(at: AppTest, about: str):
    return next(s for s in at.selectbox if about in s.label)


def files(at: AppTest) -> list[CheckedFile]:
    return [one.outcome for one in at.session_state["held"]]


def book_of(*rows: list, name: str = "Sheet1") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = name
    for row in rows:
        sheet.append(row)
    return as_bytes(book)


def asked_of(data: bytes, mapping=EMPTY) -> tuple[list[AskedSheet], CheckedFile, Workbook]:
    """What is asked of a file, without a page."""
    (book,) = read_files([("a.xlsx", data)])
    assert isinstance(book, Workbook)
    file = check_workbook(book, Settings(), dt.datetime(2024, 10, 14, tzinfo=dt.UTC), mapping)
    return asked_sheets(file, book, mapping), file, book


KNOWN = "All columns were recognised, 2 of them from your earlier answers."


def how_read(at: AppTest, name: str) -> str:
    """What is said of how a file was read."""
    return markup(open_file(at, name, HOW_READ))


def test_where_every_heading_is_known_nothing_is_asked(app: AppTest) -> None:
    drop(app, *[(path.name, path.read_bytes()) for path in SAMPLES])
    assert "5 of 5 ready" in markup(app)
    for path in SAMPLES:
        assert "All columns were recognised." in how_read(app, path.name)
    assert not [b for b in app.button if b.label == CONFIRM]


def test_the_sheet_is_shown_with_what_each_column_was_taken_for(app: AppTest) -> None:
    shown = markup(drop(app, ("Q2.xlsx", reset())))
    assert "2 questions about its columns" in shown and "Rows 1 to 8 of the sheet “Caseload”" in shown
    for words in (
        "<th>Young person ref</th>",
        "? Support ended</strong>",
        "? District</strong>",
        "not needed",
        "personal: not read",
    ):
        assert words in shown
    assert "Invented Person" not in shown and ">not shown</td>" in shown
    assert "Support endded" in shown and "For example: 2 September 2024" in shown


def test_what_the_answers_make_is_there_of_few_questions_and_folded_of_many(app: AppTest) -> None:
    """A page with nine questions is as tall as two and a half screens; of one to three nothing is a click away."""
    made = "What the answers make of the sheet Caseload"
    assert made in markup(drop(app, ("Q2.xlsx", reset())))
    assert made not in [folded.label for folded in app.expander]
    many = ("YP Reff", "Support strted", "Support endded", "Settng", "Distrct", *HEADINGS[5:])
    drop(app, ("Q3.xlsx", reset("2024/25 Q3", many)))
    asked = markup(open_file(app, "Q3.xlsx"))
    assert "5 questions about its columns" in asked and made not in asked
    assert made in markup(open_form(app, made))


def test_one_click_confirms_and_the_measures_follow(app: AppTest) -> None:
    drop(app, ("Q2.xlsx", reset()))
    assert "C" not in files(app)[0].sheets[0].columns
    press(app, CONFIRM)
    assert files(app)[0].sheets[0].columns["C"] == "ended" and files(app)[0].doubts == ()
    assert "Custody" not in markup(app), "the sheet is not shown any more"
    assert KNOWN in how_read(app, "Q2.xlsx")
    accept(app)
    table = json.loads(overview_table(visit(app, "dashboard.py")))
    assert "5.2" in table


def test_next_quarters_file_asks_nothing(app: AppTest) -> None:
    drop(app, ("Q2.xlsx", reset()))
    press(app, CONFIRM)
    drop(app, ("Q3.xlsx", reset("2024/25 Q3", wrong=False)))
    assert not [line for line in lines(app) if "about columns" in line]
    assert all(KNOWN in how_read(app, name) for name in ("Q2.xlsx", "Q3.xlsx"))


def test_what_is_new_against_last_quarter_is_said_in_words(app: AppTest) -> None:
    drop(app, ("Q2.xlsx", reset(headings=HEADINGS[:4], with_stars=False)))
    press(app, CONFIRM)
    headings = ("YP Ref", "Support started", "Support endeed", "Setting", "Distrct")
    assert "compared with what was known before: 1 new column, 1 renamed" in markup(
        drop(app, ("Q3.xlsx", reset("2024/25 Q3", headings, with_stars=False)))
    )


def remembered() -> Mapping:
    """The confirmed columns in the store."""
    with open_store().reading() as connection:
        said = recall(connection, NAME)
    return EMPTY if said is None else mapping_of(said, NAME)


def test_a_choice_that_differs_is_applied(app: AppTest) -> None:
    drop(app, ("Q2.xlsx", reset()))
    choice(app, "Column C").set_value("").run()
    assert "? Not needed" in markup(app)
    press(app, "Confirm")
    assert "C" not in files(app)[0].sheets[0].columns
    assert officer_answers.how_many(remembered()) == 2


def test_one_meaning_for_two_columns_must_be_settled_first(app: AppTest) -> None:
    drop(app, ("Q2.xlsx", reset()))
    choice(app, "Column C").set_value("district").run()
    assert "Two columns are both set to “District”" in markup(app) and button(app, "Confirm").disabled


def test_the_order_of_a_column_of_dates_is_asked_answered_and_forgotten(app: AppTest) -> None:
    headings = ["YP Ref", "Support started", "Support ended", "Setting"]
    rows = [[f"YP{i}", text, None, "Community"] for i, text in enumerate(["7/15/2024", "08/07/2024"])]
    drop(app, ("Q2.xlsx", book_of(["RESET 2024/25 Q2"], headings, *rows)))
    shown = markup(app)
    assert "1 question about its columns" in shown and "can only be month first" in shown
    order = choice(app, "day first or month first?")
    assert order.options == [
        "Day first: 08/07/2024 is 8 July 2024",
        "Month first: 08/07/2024 is 7 August 2024",
    ]
    order.set_value("month first").run()
    press(app, "Confirm")
    assert files(app)[0].tables["support"]["started"].dt.date.tolist() == [
        dt.date(2024, 7, 15),
        dt.date(2024, 8, 7),
    ]
    assert "1 answer is kept" in markup(unfold(app, "what_is_confirmed"))
    press(app, "Clear them and ask again")
    assert choice(app, "day first or month first?").value is None


def test_a_mapping_is_saved_forgotten_and_dropped_again(app: AppTest) -> None:
    drop(app, ("Q2.xlsx", reset()))
    press(app, CONFIRM)
    saved = officer_answers.mapping_as_bytes(remembered())
    assert "2 answers are kept" in markup(unfold(app, "what_is_confirmed"))
    press(app, "Clear them and ask again")
    assert button(app, CONFIRM) and "Save these answers (.json)" not in [
        b.proto.label for b in app.get("download_button")
    ]
    drop(app, ("column mappings.json", saved))
    shown = markup(open_mapping_file(app, "column mappings.json"))
    assert "It would add 2 answers" in shown and remembered() == EMPTY, "nothing counts before it is used"
    shown = markup(press(app, "Use these answers"))
    assert "was used: 2 answers added" in shown and KNOWN in how_read(app, "Q2.xlsx")


def test_a_file_adds_to_what_was_confirmed_and_can_be_left(app: AppTest) -> None:
    drop(app, ("Q2.xlsx", reset()))
    press(app, CONFIRM)
    before = remembered()
    shown = markup(drop(app, ("empty.json", b'{"version": 1}')))
    assert "It adds nothing to what you have confirmed" in shown and remembered() == before
    press(app, "Close")
    turned = {"follow_up.reoffended": {"yes": False}, "support.setting": {"hostel": "community"}}
    shown = markup(drop(app, ("other.json", json.dumps({"version": 1, "answers": turned}).encode())))
    assert "It would add 1 answer" in shown and "Not used: " in shown and "is known to mean" in shown
    press(app, "Leave them")
    assert remembered() == before and "Use these answers" not in [b.label for b in app.button]


def test_clearing_is_told_in_the_trail_and_can_be_undone(app: AppTest) -> None:
    drop(app, ("Q2.xlsx", reset()))
    press(app, CONFIRM)
    before = remembered()
    press(unfold(app, "what_is_confirmed"), "Clear them and ask again")
    assert remembered() == EMPTY
    press(app, "Undo")
    assert remembered() == before and "Undo" not in [b.label for b in app.button]
    with open_store().reading() as connection:
        told = [json.loads(entry.about).get("changed") for entry in audit_trail.trail_entries(connection)]
    said = " ".join(str(one) for one in told if one)
    assert "2 added" in said and "2 taken away" in said


def test_a_mapping_that_is_none_changes_nothing(app: AppTest) -> None:
    wrong = (
        b"",
        b"[]",
        b"{",
        b"[" * 100_000,
        b'{"version": 1, "sheets": {"a": []}}',
        b'{"version": 1, "columns": {"support, one row per period": {"a": []}}}',
    )
    shown = markup(drop(app, *[(f"{i}.json", data) for i, data in enumerate(wrong)]))
    assert shown.count("is not a file of confirmed columns") == len(wrong)
    assert remembered() == EMPTY


def test_a_hidden_sheet_is_read_or_left_out_on_the_officers_word(app: AppTest) -> None:
    drop(app, ("Q2.xlsx", reset(hidden=True)))
    press(app, CONFIRM)
    assert "is hidden and was not read" in markup(open_file(app, "Q2.xlsx"))
    assert (files(app)[0].rows, sum(s.rows for s in files(app)[0].sheets)) == (28, 18)
    press(app, "Read it")
    assert "You asked for it to be read" in how_read(app, "Q2.xlsx") and not files(app)[0].unread
    press(app, "Leave it out")
    assert (
        "You asked for it to be left out" in markup(app)
        and files(app)[0].unread[0].rows == 10
        and "sheet-hidden" not in [p.code for p in files(app)[0].problems]
    )
    drop(app, ("Q3.xlsx", reset("2024/25 Q3", wrong=False, hidden=True)))
    for name in ("Q2.xlsx", "Q3.xlsx"):
        assert "You asked for it to be left out" in how_read(app, name)
    assert "sheet-hidden" not in [p.code for p in files(app)[1].problems]


def test_a_sheet_that_is_nearly_a_table_is_read_once_it_is_confirmed() -> None:
    rows = [[f"A{i}", dt.date(2024, 7, i), None, "Community"] for i in range(1, 6)]
    (one,), file, book = asked_of(
        data := book_of(["YP ref", "Suport startd", "Support ended", "Settting"], *rows)
    )
    assert (
        (file.rows, file.used) == (5, 0)
        and [q.proposed for q in one.questions] == ["started", "setting"]
        and one.taken == {0: "Young person ref", 2: "Support ended"}
    )
    mapping = EMPTY
    for question in one.questions:
        mapping = question.answered(mapping, question.proposed or "")
    nothing, file, _ = asked_of(data, mapping)
    assert (
        nothing == []
        and file.rows == 5
        and all_known(file, book, mapping)
        == "All columns were recognised, 2 of them from your earlier answers."
    )


def test_of_two_columns_with_one_meaning_one_is_chosen() -> None:
    rows = [
        ["A1", "2024-07-01", "2024-08-01", None, "Community"],
        ["A2", "2024-07-02", "2024-08-01", None, "Custody"],
    ]
    (one,), _, _ = asked_of(
        data := book_of(["YP ref", "Start date", "Support started", "Support ended", "Setting"], *rows)
    )
    (question,) = one.questions
    assert (
        question.about == "Which column is “Support started”?"
        and question.proposed is None
        and question.columns == (1, 2)
    )
    assert question.choices["1"] == "Column B “Start date”: 2024-07-01, 2024-07-02"
    nothing, file, _ = asked_of(data, question.answered(EMPTY, "2"))
    assert nothing == [] and file.sheets[0].columns["C"] == "started" and "B" not in file.sheets[0].columns


def test_a_column_that_is_missing_may_be_one_of_the_others() -> None:
    rows = [[f"A{i}", f"2024-07-0{i}", None, "Community", "x"] for i in range(1, 6)]
    (one,), _, _ = asked_of(
        data := book_of(["YP ref", "Support started", "Support ended", "Zzyzx", "Full name"], *rows)
    )
    question = next(q for q in one.questions if q.about == "Which column is “Setting”?")
    assert question.proposed is None and question.choices == {
        NOT_THERE: "This sheet does not have it: leave the sheet out",
        "3": "Column D “Zzyzx”: Community",
    }
    nothing, file, _ = asked_of(data, question.answered(EMPTY, "3"))
    assert nothing == [] and file.rows == 5
    nothing, file, _ = asked_of(data, question.answered(EMPTY, NOT_THERE))
    assert nothing == [] and (file.rows, file.used) == (5, 0), "said once, and nothing of it is counted"
    assert [p.severity for p in file.problems if p.code == "column-not-there"] == ["for information"]


def test_a_column_that_is_missing_and_was_chosen_is_shown_as_what_it_is(app: AppTest) -> None:
    rows = [[f"A{i}", f"2024-07-0{i}", None, "Community", "x"] for i in range(1, 6)]
    headings = ["YP ref", "Support started", "Support ended", "Zzyzx", "Full name"]
    drop(app, ("Q2.xlsx", book_of(["Reporting quarter: 2024/25 Q2"], headings, *rows)))
    assert "? Setting" not in markup(app)
    next(box for box in app.selectbox if "Setting" in box.label).set_value("3").run()
    assert "<strong>? Setting</strong>" in markup(app)
    assert "All columns were recognised" not in how_read(app, "Q2.xlsx")
    assert "<td>row 2</td>" in markup(open_file(app, "Q2.xlsx", "Problems"))


def test_a_sheet_that_may_be_two_tables_is_asked_about() -> None:
    row = ["A1", dt.date(2024, 7, 1), dt.date(2024, 8, 1), "Engaged", "Community"]
    (one,), _, _ = asked_of(data := book_of(["YP ref", "Start date", "End date", "Status", "Setting"], row))
    (question,) = one.questions
    assert question.proposed is None and set(question.choices.values()) == {
        "Support, one row per period",
        "Social prescribing, one row per referral",
    }
    assert one.taken == {0: "Young person ref"}, "what is the same in both"
    _, file, _ = asked_of(data, question.answered(EMPTY, "social_prescribing, one row per referral"))
    assert [sheet.table for sheet in file.sheets] == ["social_prescribing"]


def test_an_answer_that_is_nearly_known_is_proposed() -> None:
    rows = [
        ["A1", "2024-07-01", "How I spend my time", 4],
        ["A2", "2024-07-01", "How I spend my time", 5],
        ["A3", "2024-07-01", "Offending", 5],
    ]
    (one,), _, _ = asked_of(data := book_of(["YP ref", "Star date", "Star area", "Star score"], *rows))
    (question,) = one.questions
    assert (
        question.about == "What does “How I spend my time” mean?"
        and question.proposed == "meaningful use of time"
    )
    assert question.why == "It is in 2 cells, first in C2." and len(question.choices) == 10
    nothing, file, _ = asked_of(data, question.answered(EMPTY, "meaningful use of time"))
    assert nothing == [] and file.left_out == 0


def test_what_is_confirmed_is_known_to_the_next_session_and_no_row_is(app: AppTest) -> None:
    """Column mappings are the unit's, and kept between sessions. What was dropped is one session's only."""
    drop(app, ("Q2.xlsx", reset()))
    press(app, CONFIRM)
    other = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    assert "held" not in other.session_state or not other.session_state["held"]
    assert KNOWN in how_read(drop(other, ("Q2.xlsx", reset())), "Q2.xlsx")
    press(unfold(other, "what_is_confirmed"), "Clear them and ask again")
    third = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    assert "2 questions about its columns" in markup(drop(third, ("Q2.xlsx", reset())))


def test_what_two_officers_confirm_at_once_is_known_to_both(app: AppTest) -> None:
    other = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    drop(app, ("Q2.xlsx", reset()))
    drop(
        other,
        (
            "Q2.xlsx",
            reset(headings=tuple("Dstrict" if heading == "Distrct" else heading for heading in HEADINGS)),
        ),
    )
    press(app, CONFIRM)
    press(other, CONFIRM)
    third = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    for name, data in (
        ("Q2.xlsx", reset()),
        (
            "Q3.xlsx",
            reset(headings=tuple("Dstrict" if heading == "Distrct" else heading for heading in HEADINGS)),
        ),
    ):
        assert KNOWN in how_read(drop(third, (name, data)), name)


def test_what_an_earlier_version_kept_in_a_file_is_known(app: AppTest) -> None:
    drop(app, ("Q2.xlsx", reset()))
    press(app, CONFIRM)
    saved = officer_answers.mapping_as_bytes(remembered())
    press(unfold(app, "what_is_confirmed"), "Clear them and ask again")
    with open_store().writing() as connection:
        connection.execute(sa.delete(REMEMBERED))
    (folder_of_user() / "column mappings.json").write_bytes(saved)
    other = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    assert KNOWN in how_read(drop(other, ("Q2.xlsx", reset())), "Q2.xlsx")


def test_a_store_that_cannot_be_written_keeps_nothing_and_says_so(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(app, ("Q2.xlsx", reset()))

    def full(*given: object) -> None:
        raise StoreTrouble("Nothing was saved: the disk is full.")

    monkeypatch.setattr("pages.shared.returns.saved_mapping.change_remembered", full)
    press(app, CONFIRM)
    assert "until this tab is closed, because saving failed" in markup(unfold(app, "what_is_confirmed"))
    assert KNOWN in how_read(app, "Q2.xlsx")


def test_a_nasty_heading_is_escaped(app: AppTest) -> None:
    nasty = tuple(f"<img src=x> {heading}" if heading == "Distrct" else heading for heading in HEADINGS)
    shown = markup(drop(app, ("Q2.xlsx", reset(headings=nasty))))
    assert "<img" not in shown and "&lt;img" in shown


def test_the_untidy_book_is_what_excel_would_write() -> None:
    book = openpyxl.load_workbook(io.BytesIO(reset(hidden=True)))
    assert (
        book.sheetnames == ["Caseload", "Star scores", "Last quarter"]
        and str(book["Star scores"].merged_cells).count(":") == 4
    )


def take_back(at: AppTest, words: str) -> AppTest:
    """Press the *Take back* beside the answer with these words."""
    (found,) = [b for b in at.button if b.label == "Take back" and words in (b.help or "")]
    return found.click().run()


def test_one_answer_is_taken_back_alone_and_that_can_be_undone(app: AppTest) -> None:
    drop(app, ("Q2.xlsx", reset()))
    press(app, CONFIRM)
    before = remembered()
    shown = markup(take_back(unfold(app, "what_is_confirmed"), "Support ended"))
    assert "1 question about its columns" in shown and "Taken back, and asked again" in shown
    assert officer_answers.how_many(remembered()) == 1
    press(app, "Undo")
    assert remembered() == before and "questions about its columns" not in markup(app)
    with open_store().reading() as connection:
        told = [json.loads(entry.about).get("changed") for entry in audit_trail.trail_entries(connection)]
    assert ["columns of support, one row per period: 1 taken away"] in told
