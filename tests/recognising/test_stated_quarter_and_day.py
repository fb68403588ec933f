"""The stated quarter and the date of return, in each place where they may stand."""

import datetime as dt

import pytest

from ieo_metrics.framework.dates.quarters import label
from ieo_metrics.recognising.recognise import recognise_sheets
from tests.recognising.in_memory import book, drawn, sheet

TABLE = drawn("Date  Session type\n2024-05-01  Training")


def stated(*sheets) -> list[str]:
    """The quarters of the one table: its own sheet's, else those said elsewhere."""
    understood, _ = recognise_sheets(book(*sheets))
    return [label(q) for q in understood.tables[0].stated or understood.stated]


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        ([["Reporting quarter: 2024/25 Q1"]], ["2024/25 Q1"]),
        ([["TIPS monitoring Q3 2023/24"], [None]], ["2023/24 Q3"]),
        ([[None, None, "Jul-Sep 2024"]], ["2024/25 Q2"]),
        ([["Rock Pool"], ["Quarter", "2024/25 Q1"]], ["2024/25 Q1"]),
        ([["Quarter:", "Q1", "2024/25"]], ["2024/25 Q1"]),
        ([["Q1 2023/24 to Q4 2023/24"]], ["2023/24 Q1", "2023/24 Q2", "2023/24 Q3", "2023/24 Q4"]),
        ([["Rock Pool"]], []),
        ([["Q2 2024"]], []),
    ],
)
def test_above_the_table(above, expected):
    assert stated([*above, *TABLE]) == expected


def test_in_the_name_of_the_sheet_if_nothing_above_says_it():
    assert stated(sheet(TABLE, name="Q2 2024-25")) == ["2024/25 Q2"]
    assert stated(sheet([["Reporting quarter: 2024/25 Q1"], *TABLE], name="Q2 2024-25")) == ["2024/25 Q1"]


@pytest.mark.parametrize(
    "line",
    [
        "Reporting quarter: 2024/25 Q2",
        "Period covered: Jul-Sep 2024",
        "Quarter 2 2024/25",
        "TIPS return Q2 2024/25",
    ],
)
def test_on_a_notes_sheet(line):
    assert stated(TABLE, [["Notes"], [line]]) == ["2024/25 Q2"]


def test_a_quarter_mentioned_in_passing_on_a_notes_sheet_is_no_statement():
    assert stated(TABLE, [["Notes"], ["One"], ["Two"], ["We moved office in Q2 2024/25."]]) == []


def test_a_quarter_without_its_year_is_a_question():
    _, problems = recognise_sheets(book([["TIPS return Q2"], *TABLE]))
    assert [(p.code, p.cell, p.found) for p in problems] == [("mapping-quarter", "1:1", "TIPS return Q2")]


@pytest.mark.parametrize(
    "above",
    [
        [["TIPS return Q2 2024/25 (submitted Q3 2024/25)"]],
        [["TIPS return", "Q2 2024/25", "due in Q3 2024/25"]],
        [["TIPS 2024/25"], ["Q2 2024/25, submitted in Q3"]],
        [["Submitted Q3 2024/25"]],
    ],
)
def test_a_second_quarter_beside_the_first_is_a_question(above):
    understood, problems = recognise_sheets(book([*above, *TABLE]))
    assert (understood.tables[0].stated, understood.stated) == ((), ())
    assert [(p.code, p.cell) for p in problems] == [("mapping-quarter", f"{len(above)}:{len(above)}")]


def test_a_line_that_says_it_plainly_settles_it():
    above = [["Submitted Q3 2024/25"], ["Reporting quarter: Q2 2024/25"]]
    assert stated([*above, *TABLE]) == ["2024/25 Q2"]
    assert stated(sheet([["Q2, submitted Q3 2024/25"], *TABLE], name="Q2 2024-25")) == ["2024/25 Q2"]


def test_a_second_quarter_on_a_notes_sheet_is_a_question():
    lines = [["Notes"], ["Reporting Q2 2024/25; next return Q3 2024/25"]]
    understood, problems = recognise_sheets(book(TABLE, lines))
    assert understood.stated == ()
    assert [(p.code, p.sheet, p.cell) for p in problems] == [("mapping-quarter", "Sheet2", "2:2")]
    _, problems = recognise_sheets(book(TABLE, [*lines, ["Reporting quarter: Q2 2024/25"]]))
    assert problems == []


def test_two_numbers_and_one_year_apart_are_no_two_quarters():
    understood, problems = recognise_sheets(book([["TIPS 2024/25"], ["Q2, submitted in Q3"], *TABLE]))
    assert understood.tables[0].stated == ()
    assert [(p.code, p.cell) for p in problems] == [("mapping-quarter", "2:2")]
    assert stated([["TIPS 2024/25"], ["Q2 and Q3"], *TABLE]) == ["2024/25 Q2", "2024/25 Q3"]


@pytest.mark.parametrize(
    "line",
    [
        ["Date of return: 4 July 2024"],
        ["Date of return", dt.date(2024, 7, 4)],
        ["Return date", dt.datetime(2024, 7, 4)],
        ["Returned on 04/07/2024"],
        ["Date submitted: 2024-07-04"],
        ["Data as at 4 July 2024"],
        ["Completed by: AB", "Date completed:", "4 July 2024"],
    ],
)
@pytest.mark.parametrize("where", ["above", "notes"])
def test_the_date_of_return(line, where):
    understood, _ = recognise_sheets(
        book([line, *TABLE]) if where == "above" else book(TABLE, [["Notes"], line])
    )
    assert understood.made == dt.date(2024, 7, 4)


@pytest.mark.parametrize(
    "line",
    [
        ["Date of return:"],
        ["Date of return: soon"],
        ["Date of return: 7/15/2024"],
        ["Training on 4 July 2024"],
    ],
)
def test_no_date_of_return(line):
    understood, _ = recognise_sheets(book([line, *TABLE]))
    assert understood.made is None
