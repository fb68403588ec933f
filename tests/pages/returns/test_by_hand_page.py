"""A sheet that nobody understood, read by hand on the page: from the dropped workbook to accepted figures, for
each way in which a table may lie."""

import io

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from ieo_metrics.recognising.mappings.mapping import EMPTY
from ieo_metrics.store.database.store import folder_of_user
from pages.shared.returns.by_hand.offers import OFFER
from pages.shared.returns.by_hand.sheet_in_progress import READ_BY_HAND_PAGE, RETURNS_PAGE
from pages.shared.returns.panel.how_read import HOW_READ
from pages.shared.returns.panel.questions import QUESTIONS
from pages.shared.returns.saved_mapping import load_mapping
from tests.pages import hand_books
from tests.pages.seen import accept, button, drop, markup, open_file, press, unfold, visit
from tests.pages.untidy import as_bytes

TIPS = "police_sessions, one row per session"


def choose(at: AppTest, label: str, value: object) -> None:
    """Choose in the list, the buttons or the box whose label begins so."""
    for kind in (at.selectbox, at.radio, at.text_input):
        found = next((one for one in kind if one.label.replace("\\", "").startswith(label)), None)
        if found is not None:
            found.set_value(value).run()
            assert not at.exception and not at.error
            return
    raise AssertionError([one.label for one in (*at.selectbox, *at.radio, *at.text_input)])


def begin(at: AppTest, button_words: str = OFFER) -> AppTest:
    """Go to the page of a sheet. A page that sends one on to another is still the page of this kind of test."""
    press(open_file(at, at.session_state["held"][0].outcome.name), button_words)
    return visit(at, READ_BY_HAND_PAGE)


def finish(at: AppTest) -> AppTest:
    press(at, "Read it so")
    return visit(at, RETURNS_PAGE)


def read_by_hand(at: AppTest, data: bytes, *choices: tuple[str, object]) -> AppTest:
    drop(at, ("Q2.xlsx", data))
    begin(at)
    for label, value in choices:
        choose(at, label, value)
    return finish(at)


def figure(at: AppTest, ref: str, quarter: str = hand_books.QUARTER) -> float:
    """What was accepted, of a measure."""
    visit(at, "dashboard.py")
    frame = at.session_state["standing"].results.frame
    here = (frame["ref"] == ref) & (frame["quarter"] == quarter)
    return float(frame.loc[here & (frame["area"] == "all") & (frame["span"] == "quarter"), "value"].item())


DOWN = (
    ("Which table", TIPS),
    ("B4", "date"),
    ("C4", "type"),
    ("D4", "attendees"),
)
ACROSS = (
    ("Which table", "pain_readings, wide"),
    ("How does it lie", "across"),
    ("A4", "person_ref"),
    ("A6", "first_date"),
    ("A7", "first_score"),
    ("A8", "latest_date"),
    ("A9", "latest_score"),
)


def test_a_table_that_lies_down(app: AppTest) -> None:
    accept(read_by_hand(app, hand_books.log_of_work(), *DOWN))
    assert figure(app, "5.3.1.b") == 6 and figure(app, "5.3.1.a") == 3


def test_a_table_that_lies_across(app: AppTest) -> None:
    accept(read_by_hand(app, hand_books.pain_across(), *ACROSS))
    assert figure(app, "5.1.2.c") == pytest.approx(-5 / 3) and figure(app, "5.1.2.d") == pytest.approx(2 / 3)


def test_tables_side_by_side(app: AppTest) -> None:
    accept(
        read_by_hand(
            app,
            hand_books.months_beside(),
            ("Which table", TIPS),
            ("How does it lie", "side by side"),
            ("A4", "date"),
            ("B4", "type"),
        )
    )
    assert figure(app, "5.3.1.b") == 5 and figure(app, "5.3.1.a") == 4


def test_cards(app: AppTest) -> None:
    accept(
        read_by_hand(
            app,
            hand_books.cards(),
            ("Which table", "support, one row per period"),
            ("How does it lie", "cards"),
            ("A4", "person_ref"),
            ("A5", "started"),
            ("D5", "ended"),
            ("A6", "setting"),
        )
    )
    assert figure(app, "5.1.3.b") == 2


def test_a_grid(app: AppTest) -> None:
    accept(
        read_by_hand(
            app,
            hand_books.counts(),
            ("Which table", TIPS),
            ("How does it lie", "grid"),
            ("A4", "type"),
            ("The headings across", "date"),
            ("The numbers", "number"),
        )
    )
    assert figure(app, "5.3.1.b") == 9 and figure(app, "5.3.1.a") == 18


def test_the_rows_that_come_out_are_shown_before(app: AppTest) -> None:
    drop(app, ("Q2.xlsx", hand_books.log_of_work()))
    begin(app)
    assert "Choose which table this is." in markup(app)
    choose(app, "Which table", TIPS)
    assert "“Date” and “Session type” are missing" in markup(app) and button(app, "Read it so").disabled
    choose(app, "B4", "date")
    choose(app, "Is “Session type” the same", "trauma informed training")
    shown = markup(app)
    assert "9 rows come out; the first 5" in shown and not button(app, "Read it so").disabled
    assert "Invented Person" not in shown and "not shown" in shown


def test_problems_stand_at_their_own_cells(app: AppTest) -> None:
    read_by_hand(app, hand_books.log_of_work(wrong=True), *DOWN)
    assert [p.cell for p in app.session_state["held"][0].outcome.problems if "31/02/2024" in p.found] == [
        "B6"
    ]


def test_next_quarter_asks_nothing(app: AppTest) -> None:
    accept(read_by_hand(app, hand_books.log_of_work(), *DOWN))
    drop(app, ("Q3.xlsx", hand_books.log_of_work("2024/25 Q3", 10)))
    assert not [b for b in app.button if b.label == "Read it so"]
    assert not app.session_state["held"][0].outcome.unread
    accept(app)
    assert figure(app, "5.3.1.b", "2024/25 Q3") == 6


def test_a_reading_is_listed_and_taken_back_alone(app: AppTest) -> None:
    read_by_hand(app, hand_books.log_of_work(), *DOWN)
    listed = "Read by hand, one record a row, under headings"
    unfold(app, "what_is_confirmed")
    open_file(app, "Q2.xlsx", HOW_READ)
    assert listed in markup(app) and not [b for b in app.button if b.label == OFFER]
    press(app, "Take it back")
    assert listed not in markup(app)
    assert [b for b in open_file(app, "Q2.xlsx", QUESTIONS).button if b.label == OFFER]
    press(app, "Undo")
    assert listed in markup(app) and not [b for b in app.button if b.label == OFFER]


def test_a_sheet_that_was_read_can_be_read_otherwise(app: AppTest) -> None:
    read_by_hand(app, hand_books.log_of_work(), *DOWN)
    open_file(app, "Q2.xlsx", HOW_READ)
    begin(app, "Change how")
    choose(app, "D4", "")
    finish(app)
    (reading,) = app.session_state["held"][0].outcome.sheets
    assert set(reading.columns.values()) == {"date", "type"}


def test_a_hidden_sheet_is_read_by_hand(app: AppTest) -> None:
    book = openpyxl.load_workbook(io.BytesIO(hand_books.log_of_work()))
    book["Log"].sheet_state = "hidden"
    book.create_sheet("Notes").append(["Nothing here"])
    book.active = 1
    accept(read_by_hand(app, as_bytes(book), *DOWN))
    assert figure(app, "5.3.1.b") == 6


def test_what_cannot_be_laid_out_holds_the_return_up_until_it_is_confirmed(app: AppTest) -> None:
    months = ("Jul 2024", "Aug 2024", "Early autumn")
    drop(app, ("Q2.xlsx", hand_books.counts(months=months)))
    begin(app)
    assert "Early autumn" in markup(app) and "a month or a quarter" in markup(app)
    finish(app)
    assert not [b for b in app.button if b.label.startswith("Accept ")]
    tick = next(one for one in app.checkbox if "lacks some of what is needed" in one.label)
    tick.check().run()
    accept(app)
    assert figure(app, "5.3.1.b") == 5


def test_nothing_of_a_personal_column_is_kept(app: AppTest) -> None:
    read_by_hand(app, hand_books.pain_across(), *ACROSS)
    kept = (folder_of_user() / "returns.db").read_bytes()
    assert b"hurt then" in kept and b"invented ann" not in kept.lower() and b"AEN-1" not in kept


def test_reading_and_taking_it_back_are_undone_where_they_were_done(app: AppTest) -> None:
    book = openpyxl.load_workbook(io.BytesIO(hand_books.counts()))
    book["Counts"].sheet_state = "hidden"
    book.create_sheet("Notes").append(["Nothing here"])
    book.active = 1
    drop(app, ("Q2.xlsx", as_bytes(book)))
    for _ in range(2):
        finish(begin(app))
        assert "Q2.xlsx has its sheet Counts read by hand: 6 rows." in markup(app)
        read = load_mapping()
        press(app, "Undo")
        assert load_mapping() == EMPTY and "read by hand: 6 rows" not in markup(app)
    finish(begin(app))
    press(open_file(app, "Q2.xlsx", HOW_READ), "Take it back")
    assert load_mapping().by_hand == () and "Taken back" in markup(app)
    press(app, "Undo")
    assert load_mapping() == read
    press(open_file(app, "Q2.xlsx", HOW_READ), "Take it back")
    press(app, "Remove")
    press(app, "Undo")
    assert load_mapping() == read


def test_the_page_without_a_sheet_shows_the_way(app: AppTest) -> None:
    assert "No sheet is being read by hand" in markup(visit(app, READ_BY_HAND_PAGE))


def test_a_first_cell_that_is_none_is_said(app: AppTest) -> None:
    drop(app, ("Q2.xlsx", hand_books.log_of_work()))
    begin(app)
    choose(app, "Which table", TIPS)
    choose(app, "First cell", "4B")
    choose(app, "Which table", TIPS)
    assert "The first cell is a cell such as B4." in markup(app) and button(app, "Read it so").disabled
