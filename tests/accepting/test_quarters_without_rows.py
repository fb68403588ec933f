"""A table whose rows are all dated outside the stated quarter is a question; a nil return is not."""

import pytest

from ieo_metrics.commands_on_files import exit_status
from tests.recognising.in_memory import book, codes, collected

SESSIONS = "Reporting quarter: 2024/25 Q1\nDate  Session type  Status\n{0}  Training  Delivered"
STARS = "Reporting quarter: 2024/25 Q1\nYoung person ref  Date  Offending\nR1  {0}  3"
SUPPORT = "Reporting quarter: 2024/25 Q1\nYoung person ref  Support started  Support ended  Setting\nR1  {0}"
ASKED = "mapping-quarter-without-rows"


@pytest.mark.parametrize(
    ("drawn", "is_asked"),
    [
        (SESSIONS.format("2020-04-20"), True),
        (SESSIONS.format("2020-04-20") + "\n2024-06-30  Training  Delivered", False),
        (STARS.format("2024-03-31"), True),
        (STARS.format("2024-04-01"), False),
        (SUPPORT.format("2023-01-09  2024-03-31  Community"), True),  # ended the day before
        (SUPPORT.format("2023-01-09  2024-04-01  Community"), False),
        (SUPPORT.format("2023-01-09  -  Community"), False),  # still supported
        (SUPPORT.format("2024-07-01  -  Community"), True),  # starts the day after
        ("Reporting quarter: 2024/25 Q1\nDate  Session type  Status", False),  # nil
    ],
)
def test_rows_and_none_in_the_quarter(drawn, is_asked):
    one = collected(book(drawn))
    assert ((ASKED in codes(one)), exit_status(one)) == (is_asked, int(is_asked))


def test_windows_that_have_not_ended_are_no_events():
    heading = "Reporting quarter: 2024/25 Q1\nYoung person ref  Support started  Follow-up ends  Traced"
    heading += "  Reoffended  CHI before  CHI after\nR1  2024-05-01  {0}  Yes  No  5  1"
    assert ASKED not in codes(collected(book(heading.format("2025-05-01"))))
    assert ASKED in codes(collected(book(heading.format("2024-02-01").replace("2024-05", "2023-02"))))


LATER = "\n2024-07-{0:02}  Training  Delivered"


@pytest.mark.parametrize(
    ("first", "later", "made", "is_asked"),
    [
        ("2024-04-20", 4, "", True),
        ("2024-04-20", 1, "", False),  # as many
        ("2024-04-20", 2, "", False),  # few
        ("2024-04-20", 4, "\nDate of return: 12 July 2024", False),  # not yet, when it was made
        ("2024-04-20", 0, "\nDate of return: 31 March 2024", True),
        ("2024-04-20", 0, "\nDate of return: 1 April 2024", False),
    ],
)
def test_a_quarter_that_was_over_before_most_rows_or_had_not_begun(first, later, made, is_asked):
    rows = SESSIONS.format(first).replace("\n", f"{made}\n", 1) + "".join(
        LATER.format(13 + n) for n in range(later)
    )
    for covers, asked in (("", is_asked), ("2024/25 Q1", False)):
        one = collected(book(rows), covers=covers)
        assert (("mapping-quarter-too-early" in codes(one)), exit_status(one)) == (asked, int(asked))


def test_a_newer_return_that_has_no_row_where_the_one_before_has():
    stated = "Reporting quarter: 2023/24 Q4 to 2024/25 Q1\nDate  Session type  Status"
    old = stated + "".join(f"\n2024-0{month}-1{n}  Training  Delivered" for month in (2, 5) for n in range(3))
    new = stated + "".join(f"\n2024-05-2{n}  Training  Delivered" for n in range(5))
    for rows, covers, asked in (
        (new, "", True),
        (old, "", False),
        (new, "2024/25 Q1", False),
        (stated, "", False),
    ):
        one = collected(book(old, name="a.xlsx"), book(rows + "\n", name="b.xlsx"), covers=covers)
        assert ("mapping-quarter-emptied" in codes(one)) == asked


def test_quarters_that_the_officer_chose_are_not_asked_again():
    one = collected(book(SESSIONS.format("2020-04-20")), covers="2024/25 Q1")
    assert (ASKED in codes(one), exit_status(one)) == (False, 0)


@pytest.mark.parametrize(
    ("in_quarter", "later", "is_asked"), [(3, 3, False), (4, 3, False), (3, 4, True), (2, 3, True)]
)
def test_most_rows_are_more_than_half_of_them(in_quarter: int, later: int, is_asked: bool) -> None:
    rows = SESSIONS.format("2024-04-20")
    rows += "".join(f"\n2024-05-{1 + n:02}  Training  Delivered" for n in range(in_quarter - 1))
    rows += "".join(LATER.format(1 + n) for n in range(later))
    found = [p for p in collected(book(rows)).problems if p.code == "mapping-quarter-too-early"]
    assert [p.found for p in found] == [f"{later} of {in_quarter + later} rows are dated after it"] * is_asked


def test_a_period_in_the_first_of_several_quarters_is_in_them() -> None:
    """Stated are Q1 and Q2: who was supported in April is in them, who left in March or came in October is not."""
    stated = "Reporting quarter: 2024/25 Q1 to 2024/25 Q2\nYoung person ref  Support started  Support ended  Setting\n"
    for dates, is_asked in (
        ("2024-01-09  2024-04-20", False),
        ("2024-01-09  2024-03-31", True),
        ("2024-09-30  -", False),
        ("2024-10-01  -", True),
    ):
        found = [p for p in collected(book(f"{stated}R1  {dates}  Community")).problems if p.code == ASKED]
        assert len(found) == is_asked
    assert found[0].found == "all 1 dated in 2024/25 Q3" and found[0].cell == ""


def test_a_list_has_no_quarter_of_its_own() -> None:
    """Offences of years ago, beside windows that end in the quarter."""
    text = "Reporting quarter: 2024/25 Q1\nYoung person ref  Offence date  HO code  Offence\nR1  2019-06-01  046/00  -"
    assert ASKED not in codes(collected(book(text)))
