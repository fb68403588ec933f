"""The lines of the Returns page: what each says, which is open, what stays in view, and what is found again after
accepting."""

import datetime as dt

import pytest
from streamlit.testing.v1 import AppTest

from pages.shared.kit.unfolding import unfolded
from pages.shared.returns import board, drop
from pages.shared.returns.accepted_files import ACCEPTED_FILES
from pages.shared.returns.panel.problem_list import PROBLEMS
from pages.shared.returns.panel.send_back import SEND_BACK
from sample_data import UNTIDY
from tests.pages import hand_books
from tests.pages.seen import accept, lines, markup, open_file, open_line, press, visit
from tests.pages.seen import drop as drop_files
from tests.pages.untidy import nearly_known, reset, tips

CONFIRM = "Confirm all as proposed"


@pytest.fixture(autouse=True)
def the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twelve days after the returns of July to September 2024 were due."""
    for module in (board, drop):
        monkeypatch.setattr(module, "today", lambda: dt.date(2024, 11, 2))


def filled(at: AppTest) -> list[str]:
    return [b.label for b in at.button if b.proto.type == "primary"]


def test_a_provider_without_a_file_has_a_line_that_says_when_it_is_due(app: AppTest) -> None:
    visit(app, "pages/returns.py")
    assert app.title[0].value == "Returns for 2024/25 Q2"
    assert markup(app).count("due 21 October 2024, 12 days late") == 5 and lines(app) == []
    assert "0 of 5 accepted for 2024/25 Q2 · 5 late" in markup(app) and filled(app) == []


def test_a_line_says_what_came_what_is_left_to_do_and_what_moves(app: AppTest) -> None:
    drop_files(app, ("RESET.xlsx", reset()), tips(12))
    assert lines(app) == [
        "RESET · Society of St James RESET.xlsx 18 rows 2 questions about columns · 2 to fix · 1 to confirm – "
        "needs an answer",
        "TIPS · Rock Pool TIPS 12.csv 12 rows nothing to fix 2 new figures ready",
    ]
    assert "1 of 2 ready · 1 needs an answer" in markup(app)
    press(app, CONFIRM)
    assert lines(app)[0].endswith("18 rows 2 to fix · 1 to confirm 9 new figures ready")


def test_the_next_step_is_the_one_filled_button(app: AppTest) -> None:
    drop_files(app, ("RESET.xlsx", reset()), tips(12))
    assert filled(app) == [CONFIRM], "the first that asks is open by itself"
    press(open_file(app, "TIPS 12.csv"), "Go to the question")
    assert filled(app) == [CONFIRM]
    assert filled(press(app, CONFIRM)) == ["Accept 2 returns"]


def test_a_file_that_still_asks_is_not_cleared_away_with_what_was_accepted_of_it(app: AppTest) -> None:
    drop_files(app, (UNTIDY.name, UNTIDY.read_bytes()))
    assert filled(app) == ["Accept 1 return"]
    press(app, "Accept 1 return")
    assert "1 needs an answer" in markup(app) and filled(app) == []
    assert "Clear these files" not in [button.label for button in app.button]


def test_one_line_is_open_and_the_next_that_asks_follows(app: AppTest) -> None:
    drop_files(
        app,
        ("Q2.xlsx", reset()),
        ("Q3.xlsx", reset("2024/25 Q3", headings=("YP Ref", "Support started", "Support endeed", "Setting"))),
    )
    assert sum(b.label == CONFIRM for b in app.button) == 1
    assert "needs 1 answer" in markup(press(app, CONFIRM))
    press(app, CONFIRM)
    assert not [b for b in app.button if b.label == CONFIRM]
    assert "1 question about quarters" in lines(app)[1], "its rows are of the quarter before"
    assert "No row of Star scores is in the quarters" in markup(app)


def test_what_an_accepted_return_left_to_fix_is_found_again(app: AppTest) -> None:
    accept(press(drop_files(app, ("RESET.xlsx", reset())), CONFIRM))
    (line,) = lines(app)
    assert "2 left to fix · 1 asked to confirm – accepted" in line
    key = "RESET_Society_of_St_James"
    (digest,) = app.session_state[ACCEPTED_FILES]
    assert "31/02/2024" in markup(open_line(app, key, PROBLEMS, f"accepted_{digest[:16]}"))
    open_line(app, key, SEND_BACK, f"accepted_{digest[:16]}")
    assert "Fix list for the provider" in [b.proto.label for b in app.get("download_button")]


def test_another_session_knows_the_kinds_that_were_left(app: AppTest) -> None:
    accept(press(drop_files(app, ("RESET.xlsx", reset())), CONFIRM))
    del app.session_state[ACCEPTED_FILES]
    shown = markup(open_line(visit(app, "pages/returns.py"), "RESET_Society_of_St_James"))
    assert (
        "In RESET.xlsx when it was accepted" in shown and "left to fix" in shown and "31/02/2024" not in shown
    )
    assert "A date that is not in the calendar" in shown and "Drop the file again" in shown


def test_a_file_that_is_a_return_once_it_is_answered_stands_at_its_provider(app: AppTest) -> None:
    drop_files(app, ("TIPS.xlsx", nearly_known()["TIPS.xlsx"]))
    (line,) = lines(app)
    assert line.startswith("TIPS · Rock Pool TIPS.xlsx 6 rows") and line.endswith("needs an answer")
    assert markup(app).count("due 21 October 2024, 12 days late") == 4, "and it has no other line"


def test_a_file_of_no_return_says_so_and_offers_to_be_read_by_hand(app: AppTest) -> None:
    drop_files(app, ("Q2.xlsx", hand_books.log_of_work()))
    (line,) = lines(app)
    assert line.startswith("Not known whose Q2.xlsx") and line.endswith("not a return: nothing counts")
    assert "Read this sheet by hand" in [b.label for b in app.button] and "1 file not read" in markup(app)


def test_what_would_change_is_shown_unasked_where_issued_figures_would_move(app: AppTest) -> None:
    accept(drop_files(app, tips(12)))
    drop_files(app, tips(14))
    assert "What would change" not in markup(app)
    app.session_state[unfolded("what_would_change")] = True
    assert "What would change" in markup(app.run())
    press(visit(app, "pages/returns.py"), "Accept 1 return")
    del app.session_state[unfolded("what_would_change")]
    press(visit(app, "pages/issue_and_pack.py"), "Issue 2024/25 Q2")
    shown = markup(drop_files(app, tips(15)))
    assert "What would change" in shown and "was issued to the SVRP" in shown


def test_the_quarter_of_the_page_can_be_chosen(app: AppTest) -> None:
    accept(drop_files(app, tips(12)))
    assert app.title[0].value == "Returns for 2024/25 Q2" and lines(app)[0].endswith("accepted")
    app.selectbox(key="returns_quarter").set_value(4 * 2024 + 2).run()
    assert app.title[0].value == "Returns for 2024/25 Q3" and lines(app) == []
    assert "due 21 January 2025" in markup(app)


@pytest.mark.parametrize("stated", ["", "Reporting quarter: 2024/25 Q1\n"])
def test_a_question_about_quarters_is_in_sight(app: AppTest, stated: str) -> None:
    """No quarter is stated, or no row is in that which is."""
    rows = "".join(f"2024-07-{day:02d},Training,Delivered\n" for day in range(1, 13))
    drop_files(app, ("TIPS.csv", f"{stated}Date,Session type,Status\n{rows}".encode()))
    [line] = [line for line in lines(app) if "TIPS.csv" in line]
    assert "1 question about quarters" in line
    if stated:
        assert "No row of " in markup(app)
    else:
        assert [one.label for one in app.button if one.proto.type == "primary"] == ["Confirm the quarters"]
        press(app, "Confirm the quarters")
        assert not [line for line in lines(app) if "about quarters" in line]
