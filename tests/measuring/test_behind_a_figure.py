"""The rows behind a figure and the returns that they came in: each table has its own way to say who, when and how much."""

import datetime as dt

import pytest

from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.measuring.rows_behind import rows_behind
from ieo_metrics.measuring.source_returns import arrivals, origins
from ieo_metrics.measuring.who_was_counted import attrition_flow, left_out
from tests.measuring.test_said_of_a_quarter import SESSIONS, STARS, SUPPORT, results_of, stated
from tests.recognising.in_memory import book

Q2 = quarter(2024, 2)
FOLLOW_UP = """
    Person ref  Start date  Follow-up end  Traced  Reoffended
    A  2023-08-01  2024-08-01  yes  no
    B  2023-08-02  2024-08-02  yes  yes
    C  2023-08-03  2024-08-03  no  no
    D  2023-09-20  2025-09-20  yes  no
"""
POLICE = """
    Date  Session type  Status  Number of sessions
    2024-07-03  Trauma informed training  Delivered  3
    2024-07-04  Trauma informed training  Cancelled  1
    2024-07-05  Trauma informed training  Perhaps  1
"""


def behind(ref: str, rows: str, *columns: str) -> list[list]:
    found = rows_behind(results_of(book(stated(rows, "Rows"))), ref, Q2)
    return found[list(columns)].values.tolist()


def test_who_is_supported_is_dated_by_the_start():
    support = (
        f"{SUPPORT.rstrip()}\nB  2024-09-01  -  Community\nC  2024-07-03  -  Custody\nD  2024-07-04  -  -"
    )
    assert behind("5.1.3.b", support, "state", "who", "date", "amount")[:2] == [
        ["counted", "a", dt.date(2024, 7, 2), 1.0],
        ["counted", "b", dt.date(2024, 9, 1), 1.0],
    ]


def test_an_answer_is_shown_as_1_or_0_and_whoever_is_not_counted_without_one():
    found = behind("5.2.1.a", FOLLOW_UP, "state", "why", "who", "date", "amount")
    assert [row[:4] for row in found] == [
        ["counted", "", "a", dt.date(2023, 8, 1)],
        ["counted", "", "b", dt.date(2023, 8, 2)],
        ["left out", "could not be traced", "c", dt.date(2023, 8, 3)],
    ]
    assert [row[4] for row in found[:2]] == [1.0, 0.0] and found[2][4] != found[2][4]


def test_a_session_of_the_police_is_nobodys():
    found = behind("5.3.1.b", POLICE, "state", "why", "who", "date", "amount")
    assert [row[:4] for row in found] == [
        ["counted", "", "", dt.date(2024, 7, 3)],
        ["left out", "the session's status or type cannot be read", "", dt.date(2024, 7, 5)],
    ]
    assert found[0][4] == 3.0


def test_only_a_pair_has_a_first_reading():
    found = rows_behind(results_of(book(stated(STARS, "Stars"))), "5.1.1.a", Q2)
    assert found[["who", "why", "cell", "first_cell", "first_date"]].values.tolist() == [
        ["a", "", "D4", "D3", dt.date(2024, 7, 2)],
        ["b", "", "D6", "D5", dt.date(2024, 7, 2)],
        ["c", "", "D7", "", None],
    ]
    blank = STARS.rstrip() + "\n    D  2024-08-03  Meaningful use of time  -"
    found = rows_behind(results_of(book(stated(blank, "Stars"))), "5.1.1.a", Q2)
    assert found.loc[found["who"] == "d", ["first_cell", "first_date"]].values.tolist() == [["", None]]


def test_where_a_table_came_from():
    """Of the second return of a quarter: its file, sheet and version, and when it came."""
    first = book(stated(STARS, "Stars"), name="first.xlsx")
    second = book(stated(STARS.replace("6\n", "7\n"), "Again"), name="second.xlsx")
    [one] = origins(results_of(first), "5.1.1.a", Q2)
    assert (one.files, one.sheets, one.version, one.nil, one.table) == (
        ("first.xlsx",), ("Stars",), 1, False, "star_readings",
    )  # fmt: skip
    assert (one.received.year, one.received.month, one.received.day) == (2025, 4, 20)
    [two] = origins(results_of(first, second), "5.1.1.a", Q2)
    assert (two.files, two.sheets, two.version) == (("second.xlsx",), ("Again",), 2)
    # Two tables are asked for reoffending and harm; the list of offences did not come.
    [answers] = origins(results_of(book(stated(FOLLOW_UP, "Follow-up"))), "5.2.1.a", Q2)
    assert answers.table == "follow_up"


def test_an_earlier_return_of_another_quarter_is_no_earlier_version():
    before = book(stated(SUPPORT, "Support", "2024/25 Q1"), name="q1.xlsx")
    now = book(stated(SUPPORT, "Support"), name="q2.xlsx")
    found = results_of(before, now)
    assert [origins(found, "5.1.3.b", q)[0].version for q in (Q2 - 1, Q2)] == [1, 1]
    assert [origins(found, "5.1.3.b", q)[0].files for q in (Q2 - 1, Q2)] == [("q1.xlsx",), ("q2.xlsx",)]


def test_a_heading_without_a_row_says_that_there_was_nothing():
    """Of two sheets, each of its own quarter, only that of the second has no row."""
    heading = POLICE.strip().splitlines()[0]
    rows = POLICE.strip().replace("2024-07", "2024-05")
    found = results_of(book(stated(rows, "Spring", "2024/25 Q1"), stated(heading, "Summer")))
    assert [origins(found, "5.3.1.b", q)[0].nil for q in (Q2 - 1, Q2)] == [False, True]
    assert origins(found, "5.3.1.b", Q2)[0].sheets == ("Spring", "Summer")


def test_what_has_arrived_of_each_return():
    """The Society's both tables, and of the Constabulary the answers without its offences, which no measure needs."""
    found = arrivals(
        results_of(
            book(stated(SUPPORT, "Support"), stated(STARS, "Stars")),
            book(stated(FOLLOW_UP, "Follow-up"), name="police.xlsx"),
        ).governed,
        Q2,
    )
    told = {one.return_type.title: ([of.number for of in one.governing], one.missing) for one in found}
    assert told["RESET · Society of St James"] == ([0], ())
    assert told["RESET · Constabulary"] == ([1], ())
    assert told["Choices · Artswork"] == ([], ("school_sessions",))
    assert told["A&E Navigators · No Limits"] == ([], ("pain_readings", "social_prescribing"))


def test_the_flow_of_who_was_followed_up():
    """Of four whose windows have ended one was not traced, and of one nobody knows whether they reoffended."""
    ended = FOLLOW_UP.replace("2025-09-20", "2024-09-20").replace("  yes  yes", "  yes  -")
    steps = attrition_flow(results_of(book(stated(ended, "Follow-up"))), "5.2.1.a", Q2)
    assert [(step.people, step.beside, step.lost) for step in steps] == [
        (4, "", ()),
        (2, "", ((2, "left out"),)),
    ]


def test_with_a_period_of_support_the_flow_has_its_own_words():
    results = results_of(book(stated(SUPPORT, "Support"), stated(STARS, "Stars")))
    assert [step.words for step in attrition_flow(results, "5.1.1.b", Q2)] == [
        "Supported in the quarter",
        "With a first score by its end",
        "With a second score in the quarter",
    ]
    assert attrition_flow(results, "5.1.3.b", Q2) == [], "a count has none"


def test_why_is_counted_for_those_who_are_left_out_only():
    sessions = f"{SESSIONS}\n2024-07-03  Elm School  100001  Year 9  Delivered  -  2"
    results = results_of(book(stated(sessions, "Sessions")))
    assert left_out(results, "5.1.6.a", Q2) == {}
    assert left_out(results, "5.1.5.a", Q2) == {"the headcount is blank or cannot be used": 1}
    assert left_out(results, "5.1.5.a", Q2 + 1) == left_out(results, "5.3.1.a", Q2) == {}


@pytest.mark.parametrize("ref", ["5.1.1.a", "5.1.2.c", "5.2.1.a", "5.3.1.a"])
def test_nothing_is_behind_what_no_return_covers(ref):
    assert rows_behind(results_of(book(stated(SUPPORT, "Support"))), ref, Q2).empty


def test_the_flow_begins_with_those_supported_in_the_quarter_itself():
    """A is supported in both quarters, B in the first only, and C cannot be dated: of two with a pair one is beside."""
    support = "Young person ref  Support started  Support ended  Setting\n"
    both_quarters = stated(
        f"{support}A  2024-05-02  -  Community\nB  2024-05-02  2024-06-02  Community\nC  someday  -  Community",
        "Support",
        "2024/25 Q1 to 2024/25 Q2",
    )
    results = results_of(book(both_quarters, stated(STARS, "Stars")))
    steps = attrition_flow(results, "5.1.1.b", Q2)
    assert [(step.people, step.beside, step.lost) for step in steps] == [
        (1, "", ()),
        (1, "", ()),
        (2, "1 of them without a period of support in the quarter", ()),
    ]


def test_while_a_spelling_is_open_only_those_whom_it_may_be_are_not_known():
    """A1 may be A01 of the list, who offended in the window; B2 stands on the list as B2, and did so before it."""
    people = "Person ref  Start date  Follow-up end  Traced\n" + "".join(
        f"{who}  2023-08-01  2024-08-01  yes\n" for who in ("A1", "B2")
    )
    offences = "Person ref  Offence date  HO code  Offence  CHI\n" + "".join(
        f"{who}  {day}  -  Wounding  5\n"
        for who, day in (("A01", "2023-09-01"), ("B2", "2023-07-01"), ("C3", "2023-09-01"))
    )
    results = results_of(book(stated(people, "Follow-up"), stated(offences, "Offences")))
    assert left_out(results, "5.2.1.a", Q2) == {"not known whether the person reoffended": 1}
    assert left_out(results, "5.2.2.a", Q2) == {"harm before or after is not known": 1}
    counted = rows_behind(results, "5.2.1.a", Q2)
    assert counted[["state", "who"]].values.tolist() == [["counted", "b2"], ["left out", "a1"]]


def test_a_first_reading_elsewhere_is_named_with_its_file_and_sheet():
    """A's first came in another file, in a sheet of the same name; B's in another sheet of the same file."""
    stars = "Young person ref  Date  Area  Score\n"
    early = book(stated(f"{stars}A  2024-05-02  Offending  3", "Stars", "2024/25 Q1"), name="spring.xlsx")
    late = book(
        stated(f"{stars}A  2024-08-02  Offending  5\nB  2024-08-02  Offending  5", "Stars"),
        stated(f"{stars}B  2024-07-02  Offending  6", "July"),
        name="summer.xlsx",
    )
    found = rows_behind(results_of(early, late), "5.2.2.b", Q2)
    assert found[["who", "cell", "first_cell"]].values.tolist() == [
        ["a", "D3", "spring.xlsx · Stars · D3"],
        ["b", "D4", "summer.xlsx · July · D3"],
    ]


def test_the_flow_begins_with_usable_rows_of_the_return_that_governs():
    """B stands in the first version of the quarter only, and of D it cannot be read when support ended."""
    heading = "Young person ref  Support started  Support ended  Setting\n"
    a, b, d = (
        f"{who}  2024-07-02  {ended}  Community\n"
        for who, ended in (("A", "-"), ("B", "-"), ("D", "someday"))
    )
    first = book(stated(heading + a + b, "Support"), stated(STARS, "Stars"), name="first.xlsx")
    second = book(stated(heading + a + d, "Support"), stated(STARS, "Stars"), name="second.xlsx")
    assert [step.people for step in attrition_flow(results_of(first), "5.1.1.b", Q2)] == [2, 2, 2]
    steps = attrition_flow(results_of(first, second), "5.1.1.b", Q2)
    assert [(step.people, step.beside) for step in steps] == [
        (1, ""),
        (1, ""),
        (2, "1 of them without a period of support in the quarter"),
    ]
