"""While nobody has said whether spellings are the same, what turns on it is left out and counted."""

import datetime as dt

import pytest

from ieo_metrics.reading.sheets import Workbook
from tests.accepting.questions.kept_returns import accepted, beside, sessions
from tests.recognising.in_memory import answers, book, collected, sheet

PAIN = "Young person ref  First date  First score  Latest date  Latest score"
FOLLOW_UP = "Young person ref  Support started  Follow-up ends  Traced  Reoffended"
OFFENCES = "Young person ref  Offence date  HO code  Offence"
Q1 = "2024/25 Q1"
HOTSPOT = "5.1.5.b"


@pytest.mark.parametrize(
    ("listed", "value", "left_out"),
    [
        ("-  Oak and Ash  Yes  No", 30, 1),  # nearly on the list: not known, rather than not listed
        ("-  Oak and Ash  No  No", 30, 0),  # whichever it is, the list says no
        ("-  Quite another  Yes  No", 30, 0),
        ("-  Oak & Ash  Yes  No\n-  Oak and Ash  Yes  No", 60, 0),  # it is on the list itself
        ("-  Oak & Ash  No  No\n-  Oak and Ash  Yes  No", 30, 1),
    ],
)
def test_a_session_whose_school_is_nearly_on_the_list_is_left_out(listed: str, value: int, left_out: int):
    """Elm is on the list; Birch, which nobody asks about, is not."""
    listed += "\n-  Elm  Yes  No"
    held = [f"{school}  -  Year 9" for school in ("Oak & Ash", "Elm", "Birch")]
    found = collected(sessions(Q1, "2024-05-01", *held, listed=listed))
    figure = answers(found)[HOTSPOT, Q1]
    assert (figure[0], figure[3]) == (value, left_out)
    assert answers(found)["5.1.5.a", Q1][0] == 90


def test_each_school_that_is_nearly_on_the_list_is_a_question_of_its_own():
    listed = "-  Oak and Ash  Yes  No\n-  Fir and Yew  Yes  No"
    held = [f"{school}  -  Year 9" for school in ("Oak & Ash", "Fir & Yew", "Birch")]
    figure = answers(collected(sessions(Q1, "2024-05-01", *held, listed=listed)))[HOTSPOT, Q1]
    assert (figure[0], figure[3]) == (0, 2)


def test_a_school_of_the_list_that_is_not_in_force_on_the_day_settles_nothing():
    heading = "URN  School  Hotspot area  Priority school  From  To"
    lists = sheet(f"{heading}\n-  Oak and Ash  Yes  No  2024-04-01  2024-04-30", "School list")
    workbook = sessions(Q1, "2024-05-01", "Oak & Ash  -  Year 9")
    found = collected(Workbook("Q1.xlsx", "Q1.xlsx", (*workbook.sheets, lists)))
    assert [p.code for p in found.problems if p.code.startswith("same")] == ["same-school"]
    assert (answers(found)[HOTSPOT, Q1][0], answers(found)[HOTSPOT, Q1][3]) == (0, 0)


def test_the_list_says_which_sessions_are_nearly_of_its_schools():
    found = collected(
        sessions(Q1, "2024-05-01", "Oak & Ash  -  Year 9", listed="-  Elm  Yes  No\n-  Oak and Ash  Yes  No")
    )
    (nearly,) = [p for p in found.problems if p.code == "school-nearly-listed"]
    assert (nearly.sheet, nearly.cell, nearly.found) == ("School list", "B3", "Oak and Ash")
    assert "Oak & Ash (1 row)" in nearly.fix and "5.1.5.b" in nearly.fix


def test_a_session_nearly_of_a_list_accepted_before_is_left_out():
    """The accepted list goes on governing its quarter when the sessions come anew, without one."""
    before = accepted(sessions(Q1, "2024-05-01", "Elm  -  Year 9", listed="-  Oak and Ash  Yes  No"))
    again = sessions(Q1, "2024-05-01", "Oak & Ash  -  Year 9")
    figure = answers(beside(before, again))[HOTSPOT, Q1]
    assert (figure[0], figure[3]) == (0, 1)


def pain(name: str, quarter: str, *rows: list) -> Workbook:
    """A return of the pain scale: a reference, and days and scores of a first and a latest reading."""
    return book(sheet([[f"Reporting quarter: {quarter}"], PAIN.split("  "), *map(list, rows)]), name=name)


APRIL, JULY, SEPTEMBER = dt.date(2024, 4, 9), dt.date(2024, 7, 9), dt.date(2024, 9, 9)


def test_a_second_reading_whose_first_may_stand_under_another_spelling_is_left_out():
    first = pain("q1.xlsx", Q1, ["AE-01", APRIL, 6.0, None, None], ["AE-02", APRIL, 7.0, None, None])
    second = pain(
        "q2.xlsx",
        "2024/25 Q2",
        ["AE01", JULY, 5.0, SEPTEMBER, 3.0],  # with a pair of their own: −2, or −3 if they are AE-01
        ["AE-02", None, None, SEPTEMBER, 3.0],  # −4
    )
    figure = answers(collected(first, second))["5.1.2.c", "2024/25 Q2"]
    assert figure[:4] == (-4, -4, 1, 1)


def test_a_reading_whose_first_is_the_earliest_of_all_spellings_counts():
    """AE-01 began before AE01 did: whoever AE01 is, AE-01's first reading is the first."""
    one = pain(
        "q2.xlsx",
        "2024/25 Q2",
        ["AE-01", APRIL, 6.0, SEPTEMBER, 5.0],
        ["AE01", JULY, 5.0, None, None],
    )
    figure = answers(collected(one))["5.1.2.c", "2024/25 Q2"]
    assert figure[:4] == (-1, -1, 1, 1)


def test_a_reading_is_left_out_also_where_the_first_was_accepted_before():
    before = accepted(pain("q1.xlsx", Q1, ["AE-01", APRIL, 6.0, None, None]))
    second = pain("q2.xlsx", "2024/25 Q2", ["AE01", JULY, 5.0, SEPTEMBER, 3.0])
    figure = answers(beside(before, second))["5.1.2.c", "2024/25 Q2"]
    assert figure[2:4] == (0, 1)


def test_an_offence_under_another_spelling_is_not_no_offence():
    def police(offender: str) -> Workbook:
        return book(
            sheet(f"{FOLLOW_UP}\nRST-904  2023-05-01  2024-05-01  Yes  -", "Follow-up"),
            sheet(f"{OFFENCES}\n{offender}  2023-06-01  046/00  -", "Offences"),
            name="police.xlsx",
        )

    ref = "5.2.1.a", "2024/25 Q1"
    assert answers(collected(police("RST 0904")))[ref][1:4] == (0, 0, 1)
    assert answers(collected(police("RST-905")))[ref][1:4] == (1, 1, 0)
    assert answers(collected(police("RST-904")))[ref][1:4] == (0, 1, 0)
