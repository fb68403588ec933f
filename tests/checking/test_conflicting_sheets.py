"""Two lists that disagree, or two sheets of sessions that repeat each other: what each answer makes of them,
and that it answers nothing else."""

import datetime as dt

import pytest

from ieo_metrics.accepting.questions.column_questions import asked_sheets
from ieo_metrics.checking.check_workbook import CheckedFile, check_workbook
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.reading.sheets import Workbook
from ieo_metrics.recognising.mappings.mapping import EMPTY, Mapping
from ieo_metrics.recognising.mappings.sheet_decisions import BOTH, FIRST, ONCE, SECOND
from tests.recognising.in_memory import book, sheet

SESSIONS = "Date  Session type  Team  Attendees  Status\n"
ROWS = [f"2024-05-0{n}  Training  Team {n}  9  Delivered" for n in range(1, 7)]
LIST = "URN  School  Hotspot area  Priority school\n100001  Oak  Yes  No"


def checked(workbook: Workbook, mapping: Mapping = EMPTY) -> CheckedFile:
    return check_workbook(workbook, Settings(), dt.datetime(2024, 7, 20, tzinfo=dt.UTC), mapping)


def two_sheets(first: list[str], other: list[str], names: tuple[str, str] = ("Now", "Old")) -> Workbook:
    return book(
        *(sheet(SESSIONS + "\n".join(rows), name) for rows, name in zip((first, other), names, strict=True))
    )


def answered(workbook: Workbook, answer: str, mapping: Mapping = EMPTY) -> Mapping:
    ((question,),) = [one.questions for one in asked_sheets(checked(workbook), workbook, mapping)]
    return question.answered(mapping, answer)


@pytest.mark.parametrize(
    ("answer", "used"),
    [
        (ONCE, [6, 1]),  # of the four of Old, three are in Now too
        (BOTH, [6, 4]),
        (FIRST, [6, 0]),
        (SECOND, [0, 4]),
    ],
)
def test_sessions_that_stand_on_two_sheets(answer: str, used: list[int]) -> None:
    workbook = two_sheets(ROWS, [*ROWS[:3], "2024-05-02  Training  Team 9  4  Delivered"])
    file = checked(workbook, answered(workbook, answer))
    assert [one.used for one in file.sheets] == used and file.which_counts == ()
    assert [one.rows for one in file.sheets] == [6, 4]  # the sum of rows still holds all of them
    assert len(file.tables["police_sessions"]) == sum(used)
    codes = [p.code for p in file.problems]
    assert "mapping-sheet-repeated" not in codes and ("rows-decided" in codes) == (answer != BOTH)


def test_an_answer_is_bound_to_the_sheets_and_the_days_that_were_seen() -> None:
    mapping = answered(two_sheets(ROWS, ROWS[:4]), BOTH)
    assert checked(two_sheets(ROWS, ROWS[:4]), mapping).which_counts == ()
    june = [row.replace("2024-05", "2024-06") for row in ROWS]
    for other in (
        two_sheets(june, june[:4]),
        two_sheets(ROWS, ROWS[:4], ("Now", "Older")),
        two_sheets(ROWS, ROWS[:5]),
    ):
        assert len(checked(other, mapping).which_counts) == 1


def test_problems_of_a_sheet_that_does_not_count_hold_nothing_up() -> None:
    workbook = two_sheets(ROWS, [*ROWS[:4], "soon  Training  Team 7  9  Delivered"])
    assert "must fix" in {p.severity for p in checked(workbook).problems}
    file = checked(workbook, answered(workbook, FIRST))
    assert {p.severity for p in file.problems if p.sheet == "Old"} == {"for information"}


@pytest.mark.parametrize(("answer", "hotspot"), [(FIRST, [True]), (SECOND, [False]), (BOTH, [True, False])])
def test_lists_of_schools_that_disagree(answer: str, hotspot: list[bool]) -> None:
    workbook = book(sheet(LIST, "Hotspots"), sheet(LIST.replace("Yes", "No"), "To be visited"))
    mapping = answered(workbook, answer)
    assert checked(workbook, mapping).tables["school_list"]["hotspot"].tolist() == hotspot
    again = book(sheet(LIST, "Hotspots"), sheet(LIST.replace("Yes", "No"), "Visited"))
    assert len(checked(again, mapping).which_counts) == 1


def test_two_tables_of_one_sheet_are_named_by_their_rows() -> None:
    """Six sessions from row 1, and below a blank row three of them again from row 9."""
    rows = [row.split("  ") for row in (SESSIONS.strip(), *ROWS, "-", SESSIONS.strip(), *ROWS[:3])]
    workbook = book(sheet("\n".join("  ".join(row) for row in rows), "Log"))
    ((question,),) = [one.questions for one in asked_sheets(checked(workbook), workbook, EMPTY)]
    assert question.about == "Are these the same sessions, on “Log” from row 1 and on “Log” from row 9?"
    assert question.choices[FIRST] == "Only “Log” from row 1 counts: leave out “Log” from row 9"


def test_what_is_asked_of_two_tables_is_said_in_full() -> None:
    """Of sessions and of lists: the question, what happens until it is answered, and each answer."""
    workbook = two_sheets(ROWS, ROWS[:4])
    ((question,),) = [one.questions for one in asked_sheets(checked(workbook), workbook, EMPTY)]
    assert question.about == "Are these the same sessions, on “Now” and on “Old”?"
    assert question.why.startswith("Old!A") and question.why.endswith(
        " Until this is answered, each is counted twice."
    )
    assert question.proposed is None and question.code == "mapping-sheet-repeated"
    assert question.choices == {
        ONCE: "The same sessions: each counts once",
        BOTH: "Both count: they are different sessions",
        FIRST: "Only “Now” counts: leave out “Old”",
        SECOND: "Only “Old” counts: leave out “Now”",
    }
    lists = book(sheet(LIST, "One"), sheet(LIST.replace("Yes", "No"), "Two"))
    ((question,),) = [one.questions for one in asked_sheets(checked(lists), lists, EMPTY)]
    assert question.about == "Which list of schools counts, “One” or “Two”?"
    assert question.why.endswith(" Until this is answered, a yes in either is taken.")
    assert question.choices == {
        FIRST: "Only “One” counts",
        SECOND: "Only “Two” counts",
        BOTH: "Both count: a yes in either is taken",
    }
