"""What cells and rows say against each other (the S rows of the bad inputs), in small tables with the cell of
each problem named."""

import pytest

from ieo_metrics.checking.totals_disagree import about_totals
from ieo_metrics.framework.problem_kinds import CONFIRM
from ieo_metrics.recognising.recognise import recognise_sheets
from tests.recognising.in_memory import book, collected, sheet

SUPPORT = "Young person ref  Support started  Support ended  Setting    Age band  Gender  Ethnicity"
SOCIAL = "Young person ref  Started     Ended       Status"
FOLLOW_UP = "Young person ref  Support started  Follow-up ends  Traced  Reoffended  CHI before  CHI after"
SCHOOLS = (
    "Date        School  Year group  Status     Young people reached  School staff engaged  "
    "Hotspot area  Priority school"
)
POLICE = "Date        Session type  Attendees  Status     Number of sessions"
MADE_UP = ("score-blank", "headcount-blank", "quarter-assumed", "totals-row")


def asked(*sheets, covers: str = "2024/25 Q1") -> list[tuple[str, str, str]]:
    """(code, cell, found) of every problem of this file's checks."""
    problems = [p for p in collected(book(*sheets), covers=covers).problems if p.code not in MADE_UP]
    assert {p.severity for p in problems} <= {CONFIRM}, problems
    return [(p.code, p.cell, p.found) for p in problems]


def test_S02_one_person_with_two_genders_and_two_ethnic_groups():
    rows = f"""{SUPPORT}
        A  2024-04-10  2024-05-01  Community  18-21  Male    White
        B  2024-04-10  -           Community  18-21  Female  Asian
        a  2024-06-01  -           Custody    18-21  Female  Asian"""
    assert asked(rows) == [
        ("person-details-differ", "F4", "female, and male in row 2"),
        ("person-details-differ", "G4", "Asian or Asian British, and White in row 2"),
    ]
    (first, _) = [
        p for p in collected(book(rows), covers="2024/25 Q1").problems if p.code == "person-details-differ"
    ]
    assert first.expected == "one gender for each young person"
    assert first.fix == "Row 4 and row 2 are of the same young person: correct the one that is wrong."


def test_S02_not_known_is_no_second_answer_and_a_birthday_no_difference():
    rows = f"""{SUPPORT}
        A  2024-06-01  -           Community  22-25  Unknown  White
        A  2024-04-10  2024-05-01  Community  18-21  Male     Not stated
        A  2024-06-20  -           Community  -      Male     -"""
    assert asked(rows) == []


def test_S02_an_age_band_that_falls_or_is_two_on_one_day():
    rows = f"""{SUPPORT}
        A  2024-04-10  2024-05-01  Community  22-25  -  -
        A  2024-06-01  -           Community  18-21  -  -
        B  2024-04-10  -           Community  18-21  -  -
        B  2024-04-10  -           Custody    22-25  -  -"""
    assert asked(rows) == [
        ("person-details-differ", "E3", "18 to 21, and 22 to 25 in row 2"),
        ("person-details-differ", "E5", "22 to 25, and 18 to 21 in row 4"),
    ]


def test_S02_on_two_sheets_of_one_return():
    (problem,) = asked(
        f"{SUPPORT}\nA  2024-04-10  -  Community  -  Male  -",
        f"{SUPPORT}\nA  2024-06-01  -  Community  -  Female  -",
    )
    assert problem == ("person-details-differ", "F2", "female, and male in row 2 of another sheet")


def test_S09_more_staff_than_young_people_where_there_are_young_people_and_the_session_was_held():
    rows = f"""{SCHOOLS}
        2024-05-01  Oak  Year 7   Delivered  3   28
        2024-05-02  Oak  Year 8   -          28  28
        2024-05-03  Oak  Year 9   Delivered  0   12
        2024-05-04  Oak  Year 10  Planned    2   4"""
    assert asked(rows) == [("staff-exceed-young-people", "F2", "28")]


def test_S09_attendees_against_the_number_of_sessions():
    rows = f"""{POLICE}
        2024-05-01  One to one  4   Delivered  2
        2024-05-02  One to one  1   Delivered  3
        2024-05-03  One to one  2   Delivered  -
        2024-05-04  Training    2   Delivered  3
        2024-05-05  Training    14  Delivered  1
        2024-05-06  One to one  0   Delivered  1
        2024-05-07  Training    0   Cancelled  1"""
    assert asked(rows) == [
        ("attendees-exceed-sessions", "C2", "4"),
        ("attendees-exceed-sessions", "C4", "2"),
        ("sessions-exceed-attendees", "C5", "2"),
        ("sessions-exceed-attendees", "C7", "0"),
    ]


@pytest.mark.parametrize(
    "rows, found", [(10, [("one-value-throughout", "E2", "28 in all 10 of its rows")]), (9, [])]
)
def test_S11_a_headcount_of_one_value_throughout(rows, found):
    lines = "\n".join(f"2024-05-{i + 1:02d}  Oak  Year {i}  -  28  {i % 3}" for i in range(rows))
    assert asked(f"{SCHOOLS}\n{lines}") == found


def test_S11_a_score_of_one_value_throughout_but_not_one_first_score_beside_many_later_ones():
    head = "Young person ref  First date  First score  Latest date  Latest score"
    everyone = "\n".join(f"P{i}  2024-04-10  7  2024-06-{i + 1:02d}  {i % 4}" for i in range(12))
    assert asked(f"{head}\n{everyone}") == [("one-value-throughout", "C2", "7 in all 12 of its rows")]
    reviews = "\n".join(f"A  2024-04-10  7  2024-06-{i + 1:02d}  {i % 4}" for i in range(12))
    assert asked(f"{head}\n{reviews}") == []


def test_S11_one_to_one_sessions_of_one_person_each_are_as_they_should_be():
    lines = "\n".join(f"2024-05-{i + 1:02d}  One to one  1  -  1" for i in range(12))
    assert "one-value-throughout" not in [code for code, _, _ in asked(f"{POLICE}\n{lines}")]


def test_S13_an_end_of_what_was_declined_or_only_referred():
    rows = f"""{SOCIAL}
        A  2024-04-10  2024-05-01  Engaged
        B  2024-04-10  2024-05-01  Declined
        C  2024-04-10  2024-05-02  Referred
        D  2024-04-10  -           Referred"""
    assert asked(rows) == [
        ("ended-without-support", "C3", "1 May 2024"),
        ("ended-without-support", "C4", "2 May 2024"),
    ]


def test_S13_an_answer_about_somebody_who_was_not_traced():
    rows = f"""{FOLLOW_UP}
        A  2023-05-01  2024-05-01  No   No  -   -
        B  2023-05-01  2024-05-01  No   -   10  0
        C  2023-05-01  2024-05-01  No   -   -   -
        D  2023-05-01  2024-05-01  Yes  No  10  0
        E  2023-05-01  2024-05-01  -    No  10  0"""
    assert asked(rows) == [("answered-untraced", "E2", "no"), ("answered-untraced", "F3", "10")]


def test_S13_a_headcount_of_a_session_that_did_not_take_place():
    rows = f"""{SCHOOLS}
        2024-05-01  Oak  Year 7   Cancelled       28  2
        2024-05-02  Oak  Year 8   Did not attend  0   2
        2024-05-03  Oak  Year 9   Postponed       -   -
        2024-05-04  Oak  Year 10  Planned         30  2"""
    assert asked(rows) == [
        ("headcount-without-session", "E2", "28"),
        ("headcount-without-session", "F3", "2"),
    ]


def totals(rows: str) -> list[tuple[str, str, str]]:
    """(cell, found, expected) of what the totals rows of a sheet get wrong."""
    one = sheet(rows)
    (recognised,) = recognise_sheets(book(one))[0].tables
    problems = list(about_totals("a.xlsx", recognised, recognised.totals))
    assert all(
        (p.severity, p.code, p.file, p.sheet) == (CONFIRM, "totals-disagree", "a.xlsx", "Sheet1")
        for p in problems
    )
    return [(p.cell, p.found, p.expected) for p in problems]


def test_S10_a_total_that_is_not_the_sum_of_the_rows_above():
    rows = f"""{SCHOOLS}
        2024-05-01  Oak  Year 7  -  28  2
        2024-05-02  Oak  Year 8  -  30  3
        Total       -    -       -  68  5"""
    assert totals(rows) == [("E4", "68", "58, the sum of the rows above")]


def test_S10_totals_may_be_of_a_part_of_all_rows_or_of_those_delivered():
    rows = f"""{SCHOOLS}
        2024-05-01   Oak  Year 7  Delivered  28     2
        2024-05-02   Oak  Year 8  Cancelled  30     3
        Subtotal     -    -       -          28     2
        2024-05-03   Oak  Year 9  Delivered  1,200  4
        Subtotal     -    -       -          1,200  4
        Grand total  -    -       -          1,258  6"""
    assert totals(rows) == []


def test_S10_a_number_beside_the_word_counts_the_rows_or_the_people():
    rows = (
        "{}\nA  2024-04-10  -  Community  -  -  -\nA  2024-05-10  -  Custody  -  -  -\nB  2024-05-10  -  "
        "Custody  -  -  -\nTotal  {}"
    )
    assert totals(rows.format(SUPPORT, 3)) == totals(rows.format(SUPPORT, 2)) == []
    assert totals(rows.format(SUPPORT, 7)) == [("B5", "7", "3, the number of rows above")]


def test_S10_scores_and_columns_with_a_cell_that_cannot_be_read_are_not_compared():
    head = "Young person ref  First date  First score  Latest date  Latest score"
    assert (
        totals(f"{head}\nA  2024-04-10  7  2024-06-01  4\nB  2024-04-10  5  2024-06-01  4\nTotal  -  6  -  4")
        == []
    )
    assert totals(f"{SCHOOLS}\n2024-05-01  Oak  Year 7  -  thirty  2\nTotal  -  -  -  30  2") == []
