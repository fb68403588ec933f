"""Quarters, confirmations, the list that goes back, and what became of it; many problems, of which few are
drawn."""

import io
import re
import time

import openpyxl
from streamlit.testing.v1 import AppTest

from ieo_metrics.exports.fix_list.earlier_problems import ANSWERED, FIXED, NEW, STILL, Fix, Outcome
from ieo_metrics.exports.fix_list.send_back import annotate_workbook
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.problem_kinds import problem
from pages.shared.returns import officer_answers, session_files
from pages.shared.returns.panel.how_read import HOW_READ
from pages.shared.returns.panel.problem_list import (
    AT_ONCE,
    MOST,
    PROBLEMS,
    first_problems,
    problem_groups,
    problems_table,
)
from pages.shared.returns.panel.questions import QUESTIONS
from pages.shared.returns.panel.send_back import SEND_BACK, became_in_words
from sample_data import UNTIDY
from tests.pages.returns.test_pages_mapping import CONFIRM, files
from tests.pages.seen import assert_calm, drop, markup, open_file, press, visit
from tests.pages.untidy import WRONG_DATE, as_bytes, reset

NO_QUARTER = (b"Date,Session type,Attendees\n2024-07-01,Training,12\n2024-10-02,Training,8\n", "TIPS.csv")


def quarters_covered(at: AppTest) -> tuple[int, ...]:
    return at.session_state["computed"].returns[0].covers_all


def quarters_measured(at: AppTest) -> set[str]:
    """The quarters that would have figures if the held files were accepted."""
    frame = at.session_state["preview"].after.frame
    return set(frame["quarter"][frame["span"] == "quarter"])


def confirmed(at: AppTest) -> int:
    return len(at.session_state["confirmations"]) if "confirmations" in at.session_state else 0


def test_the_quarters_can_be_changed_and_the_figures_follow(app: AppTest) -> None:
    drop(app, ("Q2.xlsx", reset(with_stars=False)))
    press(app, CONFIRM)
    assert "covers 2024/25 Q2, as stated in the workbook" in markup(open_file(app, "Q2.xlsx", HOW_READ))
    first, last = (
        next(s for s in app.selectbox if s.label == label) for label in ("First quarter", "Last quarter")
    )
    first.set_value(quarter(2024, 1))
    last.set_value(quarter(2024, 3)).run()
    press(app, "Use these quarters")
    assert "covers 2024/25 Q1 to 2024/25 Q3, as you chose" in markup(app)
    assert quarters_covered(app) == tuple(quarter(2024, n) for n in (1, 2, 3))
    assert len(quarters_measured(app)) == 3
    press(app, "Undo my choice")
    assert quarters_covered(app) == (quarter(2024, 2),) and len(quarters_measured(app)) == 1


def test_a_last_quarter_before_the_first_cannot_be_said(app: AppTest) -> None:
    open_file(drop(app, ("Q2.xlsx", reset())), "Q2.xlsx", HOW_READ)
    next(s for s in app.selectbox if s.label == "Last quarter").set_value(quarter(2023, 1)).run()
    assert "The last quarter is before the first" in markup(app)
    assert next(b for b in app.button if b.label == "Use these quarters").disabled


def test_assumed_quarters_are_confirmed_with_a_click(app: AppTest) -> None:
    data, name = NO_QUARTER
    assert "judged by its dates, because no quarter is stated: please confirm" in markup(
        open_file(drop(app, (name, data)), name)
    )
    assert "No quarter is stated" in markup(open_file(app, name, PROBLEMS))
    press(open_file(app, name, QUESTIONS), "Confirm the quarters")
    assert "No quarter is stated" not in markup(app)
    assert "covers 2024/25 Q2, 2024/25 Q3, as you chose" in markup(open_file(app, name, HOW_READ))


def confirmed_line(at: AppTest) -> str:
    """How much of the untidy file is confirmed."""
    return re.findall(r"\d+ of \d+ confirmed", markup(open_file(at, UNTIDY.name, HOW_READ)))[0]


def test_ticks_are_counted_and_kept_from_page_to_page(app: AppTest) -> None:
    drop(app, (UNTIDY.name, UNTIDY.read_bytes()))
    ticks = len(open_file(app, UNTIDY.name, PROBLEMS).checkbox)
    assert ticks > 2 and confirmed_line(app) == f"0 of {ticks + 2} confirmed", (
        "the hidden sheet and two spellings are asked about in words of their own"
    )
    open_file(app, UNTIDY.name, PROBLEMS)
    app.checkbox[0].check().run()
    app.text_input[0].set_value("Asked by telephone: it is right").run()
    assert_calm(app)
    visit(app, "dashboard.py")
    visit(app, "pages/returns.py")
    assert confirmed_line(app) == f"1 of {ticks + 2} confirmed"
    assert open_file(app, UNTIDY.name, PROBLEMS).checkbox[0].value
    assert app.text_input[0].value == "Asked by telephone: it is right"
    app.checkbox[0].uncheck().run()
    assert confirmed_line(app) == f"0 of {ticks + 2} confirmed" and confirmed(app) == 0


def test_what_is_sent_back_is_made_on_click_and_has_a_text(app: AppTest) -> None:
    open_file(drop(app, (UNTIDY.name, UNTIDY.read_bytes())), UNTIDY.name, SEND_BACK)
    buttons = {b.proto.label: b.proto for b in app.get("download_button")}
    assert list(buttons)[:3] == [
        "Fix list for the provider",
        "The list as a document (.docx)",
        "All problems (.csv)",
    ]
    assert all(b.deferred_file_id and not b.url for b in buttons.values())
    assert "To Society of St James" in app.code[0].value and "31/02/2025" not in app.code[0].value


def sent_back(at: AppTest) -> bytes:
    """The annotated workbook of the newest file, as the button makes it."""
    one, collection = at.session_state["held"][-1], at.session_state["computed"]
    answered = set(at.session_state["confirmations"]) if confirmed(at) else set()
    problems = [
        p
        for p in session_files.problems_of(one.outcome, collection)
        if officer_answers.problem_key(one.sha256, p) not in answered
    ]
    return annotate_workbook(one.data, problems, one.outcome)


def test_a_file_that_comes_back_tells_what_is_fixed(app: AppTest) -> None:
    drop(app, ("Q2.xlsx", reset()))
    press(app, CONFIRM)
    book = openpyxl.load_workbook(io.BytesIO(sent_back(app)))
    assert book["Caseload"]["B6"].value == WRONG_DATE
    book["Caseload"]["B6"], book["Caseload"]["D8"] = "04/07/2024", "Atlantis"
    drop(app, ("Q2 corrected.xlsx", as_bytes(book)))
    shown = markup(open_file(app, "Q2 corrected.xlsx", PROBLEMS))
    assert (
        "It came back with our fix list." in shown
        and "✓ Fixed" in shown
        and "Still there" in shown
        and ">New<" in shown
    )
    assert "Of the 3 problems sent back, 1 is fixed and 2 are still there; 1 is new." in shown
    assert "questions about its columns" not in shown


def test_what_was_confirmed_stays_confirmed_when_it_comes_back(app: AppTest) -> None:
    drop(app, ("Q2.xlsx", reset()))
    press(app, CONFIRM)
    open_file(app, "Q2.xlsx", PROBLEMS).checkbox[0].check().run()
    book = openpyxl.load_workbook(io.BytesIO(sent_back(app)))
    book["Caseload"]["B6"] = "04/07/2024"
    drop(app, ("Q2 corrected.xlsx", as_bytes(book)))
    shown = markup(open_file(app, "Q2 corrected.xlsx", PROBLEMS))
    assert (
        confirmed(app) == 2
        and "Of the 2 problems sent back, 1 is fixed and 1 is still there; nothing is new." in shown
    )


def test_what_became_of_them_in_words() -> None:
    one = problem("date-impossible", "a.xlsx", "S", "B7", "date", "x")
    states = {state: Outcome(state, None, one) for state in (FIXED, STILL, NEW)}
    assert became_in_words([states[FIXED]] * 2) == "The 2 problems sent back are all fixed."
    assert became_in_words([states[FIXED]]) == "The one problem sent back is fixed."
    assert (
        became_in_words([states[FIXED], states[STILL], states[NEW]])
        == "Of the 2 problems sent back, 1 is fixed and 1 is still there; 1 is new."
    )
    answered = Outcome(ANSWERED, Fix("date-after-return", "S", "B7", "x", answer="It is right"), one)
    assert (
        became_in_words([states[FIXED], answered])
        == "Of the 2 problems sent back, 1 is fixed and 1 is answered; nothing is new."
    )
    assert (
        became_in_words([states[FIXED], answered, states[STILL]])
        == "Of the 3 problems sent back, 1 is fixed, 1 is answered and 1 is still there; nothing is new."
    )
    assert (
        became_in_words([states[STILL]])
        == "Of the 1 problem sent back, 0 are fixed and 1 is still there; nothing is new."
    )


def test_of_a_hundred_thousand_problems_few_are_drawn_and_quickly() -> None:
    many = [
        problem("date-impossible", "a.xlsx", "S", f"B{row}", "date", "31/02/2025")
        for row in range(2, 100_002)
    ]
    began = time.process_time()
    drawn = problems_table(problem_groups(many))
    assert time.process_time() - began < 1
    assert drawn.count("31/02/2025") == 1 and "<td>B2:B100001</td>" in drawn
    each = problems_table(problem_groups(many), MOST, each_cell=True)
    assert each.count("31/02/2025") == MOST and f"{100_000 - MOST:,} more of this kind" in each


def test_the_same_problem_in_many_cells_is_one_line() -> None:
    """Also where what to do names the cell's own date; another sheet is another line."""
    proposed = {"D5": "3 April 2024", "D16": "4 May 2024"}
    alike = [
        problem("date-serial", "a.xlsx", "S", cell, "date", found, proposal=day)
        for (cell, day), found in zip(proposed.items(), ("45385", "45416"), strict=True)
    ]
    other = problem("date-serial", "a.xlsx", "T", "D5", "date", "45385", proposal="3 April 2024")
    drawn = problems_table(problem_groups([*alike, other]))
    assert "<td>D5 (3 April 2024), D16 (4 May 2024)</td><td>45385, 45416</td>" in drawn
    assert drawn.count('scope="row"') == 2 and "Excel shows this number for 3 April 2024" in drawn


def test_while_others_are_read_the_first_problems_of_a_file_are_said(app: AppTest) -> None:
    drop(app, (UNTIDY.name, UNTIDY.read_bytes()))
    said_at_once = first_problems(files(app)[0])
    assert (
        said_at_once.count("<li>") == AT_ONCE
        and "to fix" in said_at_once
        and "could not be read" not in said_at_once
    )


def test_a_confirmation_belongs_to_one_file_kind_and_place() -> None:
    one = problem("text-personal", "a.xlsx", "S", "B7", "date", "x")
    assert officer_answers.problem_key("abc", one) == ("abc", "text-personal", "S", "B7")
