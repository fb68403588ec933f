"""What accepting says of a return, whole: file, sheet, cell, column, what was found, what was expected, what to do."""

import datetime as dt

from ieo_metrics.accepting.match_support_with_follow_up import reconcile_cohort
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import quarter
from tests.recognising.in_memory import book, collected, sheet

Q4, Q1 = quarter(2023, 4), quarter(2024, 1)
STATED = "Reporting quarter: 2024/25 Q1\n"
POLICE = "Date  Session type  Status\n"
STARS = "Young person ref  Date  Star area  Score\n"
SUPPORT = "Young person ref  Support started  Support ended  Setting\n"
FOLLOW_UP = "Young person ref  Support started  Follow-up ends  Traced  Reoffended  CHI before  CHI after\n"
OFFENCES = "Young person ref  Offence date  HO code  Offence\n"
LATE = dt.datetime(2026, 1, 20, tzinfo=dt.UTC)


def said(code: str, *books, **how: object) -> tuple[str, ...]:
    """Of the one problem of a code: sheet, cell, field, what was found, expected and what to do."""
    (one,) = [p for p in collected(*books, **how).problems if p.code == code]
    return one.sheet, one.cell, one.field, one.found, one.expected, one.fix


# ---------------------------------------------------------------- the quarter


def test_without_a_quarter_and_without_dates():
    assert said("mapping-quarter", book(POLICE + "??  Training  Delivered")) == (
        "",
        "",
        "",
        "no quarter is stated, and there are no dates to tell it by",
        "a quarter such as 2024/25 Q2",
        "Write the quarter that the return covers with its financial year, and no other quarter in that line.",
    )


def test_a_quarter_that_is_assumed():
    assert said("quarter-assumed", book(POLICE + "2024-05-01  Training  Delivered")) == (
        "",
        "",
        "",
        "TIPS · Rock Pool: no quarter stated",
        "Reporting quarter: 2024/25 Q2, above the table",
        "Confirm that the return covers 2024/25 Q1.",
    )


def test_two_quarters_that_disagree():
    notes = sheet("Notes\nReporting quarter: 2023/24 Q4", "Notes")
    own = sheet(STATED + POLICE + "2024-05-01  Training  Delivered", "Log")
    assert said("quarter-disagrees", book(own, notes)) == (
        "Log",
        "",
        "",
        "the notes say 2023/24 Q4",
        "2024/25 Q1",
        "Confirm that the return covers 2024/25 Q1.",
    )
    # Of which the table's own is a part, they agree.
    wide = sheet("Notes\nReporting quarter: 2023/24 Q4 to 2024/25 Q1", "Notes")
    assert "quarter-disagrees" not in [p.code for p in collected(book(own, wide)).problems]
    # But not where it has rows of another quarter that they say.
    rows = "2024-05-01  Training  Delivered\n2024-02-01  Training  Delivered"
    of_both = sheet(STATED + POLICE + rows, "Log")
    assert said("quarter-disagrees", book(of_both, wide))[3] == "the notes say 2023/24 Q4, 2024/25 Q1"


def test_rows_outside_the_quarter():
    """Sessions are asked about; of readings it is said that they are baselines, and so of windows."""
    sessions = (
        "2024-01-20  Training  Delivered\n2024-02-20  Training  Delivered\n2024-05-20  Training  Delivered"
    )
    outside = book(sheet(STATED + POLICE + sessions, "Log"))
    assert said("sessions-outside-quarter", outside) == (
        "Log",
        "",
        "date",
        "2 dated in 2023/24 Q4",
        "sessions of 2024/25 Q1",
        "Confirm the quarter of the return. These sessions are not counted.",
    )
    assert said("quarter-one-of-many", outside) == (
        "Log",
        "",
        "",
        "2 dated in other quarters",
        "rows of 2024/25 Q1",
        "Confirm that the return covers only 2024/25 Q1. No other return covers 2023/24 Q4, so those rows count as "
        "baselines only.",
    )
    readings = book(
        sheet(STATED + STARS + "A  2024-02-01  Offending  3\nA  2024-05-01  Offending  4", "Stars")
    )
    assert said("rows-outside-quarter", readings)[:4] == ("Stars", "", "date", "1 dated in 2023/24 Q4")
    windows = "A  2023-02-01  2024-02-01  Yes  No  1  0\nB  2023-05-01  2024-05-01  Yes  No  1  0"
    assert said("rows-outside-quarter", book(STATED + FOLLOW_UP + windows))[2:4] == (
        "window_end",
        "1 dated in 2023/24 Q4",
    )


def test_a_later_row_is_outside_the_quarter_but_no_earlier_one():
    rows = "2024-05-20  Training  Delivered\n2024-07-20  Training  Delivered"
    codes = [p.code for p in collected(book(STATED + POLICE + rows), received=LATE).problems]
    assert "sessions-outside-quarter" in codes and "quarter-one-of-many" not in codes


def test_a_quarter_without_a_row_of_it():
    rows = "2020-04-20  Training  Delivered\n2020-08-20  Training  Delivered"
    assert said("mapping-quarter-without-rows", book(sheet(STATED + POLICE + rows, "Log")))[:4] == (
        "Log",
        "",
        "date",
        "all 2 dated in 2020/21 Q1, 2020/21 Q2",
    )


def test_windows_of_which_the_end_cannot_be_read_tell_no_quarter():
    """B's window ended in 2023/24 Q4. A's would have in 2024/25 Q1, twelve months on, but its end is unreadable."""
    rows = "A  2023-05-01  soon  Yes  No  1  0\nB  2023-02-01  2024-02-01  Yes  No  1  0"
    assert [one.covers_all for one in collected(book(FOLLOW_UP + rows)).returns] == [(Q4,)]
    blank = rows.replace("soon", "-")
    assert [one.covers_all for one in collected(book(FOLLOW_UP + blank)).returns] == [(Q4, Q1)]


# ---------------------------------------------------------------- what a sheet lacks


def test_a_column_that_is_missing_is_named_at_its_headings():
    rows = "2024-05-01  Training  9\n2024-05-02  Training  0"
    lacking = book(sheet(f"{STATED}Date  Session type  Attendees\n{rows}", "Log"))
    assert said("mapping-column-missing", lacking) == (
        "Log",
        "2:2",
        "status",
        "no such heading",
        'a column "Status"',
        'Name the column "Status". What needs it was not counted.',
    )


# ---------------------------------------------------------------- periods of support


def test_a_start_after_the_last_of_several_quarters():
    """Of two quarters covered, a start in the second is within; twenty late ones are asked about one by one."""
    two = "Reporting quarter: 2024/25 Q1 to 2024/25 Q2\n" + SUPPORT
    late = "A  2024-07-01  -  Community\nB  2024-10-01  -  Community"
    (one,) = [
        p for p in collected(book(two + late), received=LATE).problems if p.code == "starts-after-quarter"
    ]
    assert (one.cell, one.field, one.found, one.expected) == (
        "B4",
        "started",
        "1 October 2024",
        "a start not after 30 September 2024",
    )
    for many, asked in ((20, 20), (21, 1)):
        lines = "\n".join(f"P{i}  2024-07-{i + 1:02d}  -  Community" for i in range(many))
        found = collected(book(STATED + SUPPORT + lines), received=LATE).problems
        assert [p.code for p in found].count("starts-after-quarter") == asked


# ---------------------------------------------------------------- the cohorts of RESET


def cohort(support: str, follow_up: str, offences: str = "") -> dict[str, tuple[bool, bool, bool]]:
    lists = [sheet(OFFENCES + offences, "Offences")] if offences else []
    police = book(sheet(FOLLOW_UP + follow_up, "Follow-up"), *lists, name="police.xlsx")
    governed = collected(
        book(sheet(SUPPORT + support), name="s"), police, covers="2023/24 Q1..2024/25 Q1"
    ).governed
    assert governed is not None
    frame = reconcile_cohort(governed, Settings())
    return {
        row.Index: (bool(row.society), bool(row.constabulary), bool(row.due)) for row in frame.itertuples()
    }


def test_people_stand_in_the_order_of_their_sheets():
    found = cohort("B  2023-05-01  -  Community\nA  2023-05-01  -  Community", "Z  2023-05-01  2024-05-01  Yes  No  1  0\n"
                   "C  2023-05-01  2024-05-01  Yes  No  1  0")  # fmt: skip
    assert list(found) == ["b", "a", "z", "c"] and [found[who][0] for who in found] == [
        True,
        True,
        False,
        False,
    ]
    listed = cohort(
        "B  2023-05-01  -  Community",
        "Z  2023-05-01  2024-05-01  Yes  No  1  0",
        "Y  2023-06-01  046/00  -\nC  2023-06-02  046/00  -",
    )
    assert list(listed) == ["b", "z", "y", "c"], (
        "those of the list of offences behind those who are followed up"
    )


def test_any_period_of_support_makes_due_and_any_early_date_explains():
    """A began a year ago, and again this May: due by the first. Of the Constabulary's, C began also before the Society's
    first quarter, which explains why it has not got C; D did not, and E has no dates at all, in a list of offences."""
    found = cohort(
        "A  2024-05-01  -  Community\nA  2023-05-01  2023-06-01  Community\nX  2023-05-02  -  Community",
        "X  2023-05-02  2024-05-02  Yes  No  1  0\nC  2022-05-01  2023-05-01  Yes  No  1  0\n"
        "C  2023-05-01  2024-05-01  Yes  No  1  0\nD  2023-05-01  2024-05-01  Yes  No  1  0",
        "E  2023-06-01  046/00  -\nC  2023-06-02  046/00  -",
    )
    assert found["a"] == (True, False, True) and found["x"] == (True, True, False)
    assert (found["c"][2], found["d"][2], found["e"][2]) == (False, True, True)


def test_a_return_of_two_files_is_of_the_later_day():
    """A window that ends on 2 July is open on 1 July and has ended on 5 July."""
    day = "Date of return: {}\n"
    follow = book(
        sheet(day.format("1 July 2024") + FOLLOW_UP + "A  2023-06-01  2024-06-01  Yes  No  1  0"), name="f"
    )
    listed = book(sheet(day.format("5 July 2024") + OFFENCES + "A  2023-07-01  046/00  Theft"), name="o")
    for files in ((follow, listed), (listed, follow)):
        (one,) = collected(*files, received=LATE, covers="2024/25 Q1").returns
        assert one.made == dt.date(2024, 7, 5)


def test_the_notes_say_the_quarter_where_no_sheet_with_rows_does():
    """The second sheet has no rows, and is the only one that states it."""
    log = sheet(POLICE + "2024-05-20  Training  Delivered\n2024-06-20  Training  Delivered", "Log")
    empty = sheet("Reporting quarter: 2023/24 Q4\n" + STARS, "Stars")
    (one,) = [r for r in collected(book(log, empty)).returns if r.return_type.programme == "TIPS"]
    assert (one.how, one.covers_all) == ("stated", (Q4,))
