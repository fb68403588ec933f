"""Financial quarters: their edges, and every written form of a statement."""

import datetime as dt

import numpy as np
import pytest

from ieo_metrics.framework.dates.quarters import (
    first_day,
    label,
    label_with_months,
    last_day,
    names_quarter_without_year,
    number_of,
    parse_quarters,
    quarter,
    quarter_of,
    quarters_of,
    quarters_stated,
    year_of,
)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2023-03-31", "2022/23 Q4"),
        ("2023-04-01", "2023/24 Q1"),
        ("2023-06-30", "2023/24 Q1"),
        ("2023-07-01", "2023/24 Q2"),
        ("2023-09-30", "2023/24 Q2"),
        ("2023-10-01", "2023/24 Q3"),
        ("2023-12-31", "2023/24 Q3"),
        ("2024-01-01", "2023/24 Q4"),
        ("2024-02-29", "2023/24 Q4"),
        ("2024-03-31", "2023/24 Q4"),
        ("1999-12-31", "1999/00 Q3"),
        ("2100-01-01", "2099/00 Q4"),
    ],
)
def test_the_quarter_of_a_day(day, expected):
    date = dt.date.fromisoformat(day)
    q = quarter_of(date)
    assert label(q) == expected
    assert first_day(q) <= date <= last_day(q)
    assert quarters_of(np.array([day], dtype="datetime64[s]")).tolist() == [q]


def test_quarters_follow_each_other_without_gap():
    for q in range(quarter(1990, 1), quarter(2101, 1)):
        assert quarter_of(first_day(q)) == quarter_of(last_day(q)) == q
        assert last_day(q) + dt.timedelta(days=1) == first_day(q + 1)
        assert quarter(year_of(q), number_of(q)) == q


def test_a_missing_date_has_no_quarter():
    assert quarters_of(np.array(["NaT", "2024-04-01"], dtype="datetime64[s]")).tolist() == [
        -1,
        quarter(2024, 1),
    ]


def test_a_label_with_its_months():
    assert label_with_months(quarter(2023, 4)) == "2023/24 Q4 (Jan–Mar 2024)"


YEAR = ["2023/24 Q1", "2023/24 Q2", "2023/24 Q3", "2023/24 Q4"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023/24 Q3", YEAR[2:3]),
        ("2023-24 Q3", YEAR[2:3]),
        ("2023/2024 Q3", YEAR[2:3]),
        ("2023–24 Q3", YEAR[2:3]),
        ("23/24 Q3", YEAR[2:3]),
        ("FY23/24 Q3", YEAR[2:3]),
        ("Q3 2023/24", YEAR[2:3]),
        ("q3 23/24", YEAR[2:3]),
        ("RESET monitoring Q3 2023/24", YEAR[2:3]),
        ("RESET_Q3_2023-24", YEAR[2:3]),
        ("Quarter 3, 2023/24", YEAR[2:3]),
        ("Qtr 3 (2023/24)", YEAR[2:3]),
        ("Q3 FY 2023/24", YEAR[2:3]),
        ("2023/24 Quarter 3", YEAR[2:3]),
        ("2023/24 - Q3", YEAR[2:3]),
        ("Reporting quarter: 2023/24 Q3", YEAR[2:3]),
        ("Oct-Dec 2023", YEAR[2:3]),
        ("October to December 2023", YEAR[2:3]),
        ("Oct – Dec 2023", YEAR[2:3]),
        ("1 October 2023 to 31 December 2023", YEAR[2:3]),
        ("01/10/2023 - 31/12/2023", YEAR[2:3]),
        ("1.10.2023 to 31.12.2023", YEAR[2:3]),
        ("Q4 2023/24 (January to March 2024)", YEAR[3:]),
        ("Jul-Sep 2024", ["2024/25 Q2"]),
        ("July to Sept 2024", ["2024/25 Q2"]),
        # Ranges.
        ("Q1 2023/24 to Q4 2023/24", YEAR),
        ("2023/24 Q1 - 2023/24 Q4", YEAR),
        ("2023/24 Q1 until 2023/24 Q4", YEAR),
        ("Q1 to Q4 2023/24", YEAR),
        ("Q1-Q4 2023/24", YEAR),
        ("Q1-4 2023/24", YEAR),
        ("2023/24 Q1 to Q4", YEAR),
        ("Apr 2023 - Mar 2024", YEAR),
        ("April to March 2024", YEAR),
        ("01/04/2023 to 31/03/2024", YEAR),
        ("Q4 2023/24 to Q1 2024/25", ["2023/24 Q4", "2024/25 Q1"]),
        # Several, but not what lies between.
        ("Q1 and Q3 2023/24", [YEAR[0], YEAR[2]]),
        ("Q1 & Q2 2023/24", YEAR[:2]),
        ("Q1 2023/24 and Q3 2023/24", [YEAR[0], YEAR[2]]),
        # No statement.
        ("", []),
        ("Q2 2024", []),
        ("2024 Q2", []),
        ("Q2", []),
        ("Q5 2023/24", []),
        ("Q1 2023/25", []),
        ("2023/24", []),
        ("May-Aug 2024", []),
        ("Oct-Dec", []),
        ("03/04/2024", []),
        ("second half of 2023", []),
    ],
)
def test_the_quarters_that_a_text_states(text, expected):
    assert [label(q) for q in quarters_stated(text)] == expected


@pytest.mark.parametrize("text", ["Q1, Q2 and Q3 2023/24", "2023/24 Q1, Q2, Q3"])
def test_a_list_of_three_is_three(text):
    assert [label(q) for q in quarters_stated(text)] in (YEAR[:3], [])


def test_up_to_is_a_range():
    assert [label(q) for q in quarters_stated("Q1 2023/24 up to Q4 2023/24")] == YEAR


@pytest.mark.parametrize("text", ["Q2 due 09/10/2024", "Q4: 03/04/2024"])
def test_a_date_behind_a_quarter_is_not_its_financial_year(text):
    assert quarters_stated(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Q2", True),
        ("Quarter 2 2024", True),
        ("2024 Q2", True),
        ("Q2 2024/25", False),
        ("Q23", False),
        ("RESET", False),
    ],
)
def test_a_quarter_without_its_year_is_noticed(text, expected):
    assert names_quarter_without_year(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023/24 Q1", YEAR[:1]),
        ("2023/24 Q1..2023/24 Q4", YEAR),
        ("Q1 2023/24..Q4 2023/24", YEAR),
        ("2023/24 Q2..2023/24 Q2", YEAR[1:2]),
        ("Jul-Sep 2023", YEAR[1:2]),
    ],
)
def test_quarters_of_the_command_line(text, expected):
    assert [label(q) for q in parse_quarters(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Q1",
        "Q1 2024",
        "..",
        "2023/24 Q1..",
        "..2023/24 Q1",
        "2023/24 Q4..2023/24 Q1",
        "Q1 2023/24..Q2..Q3",
        "soon",
    ],
)
def test_what_is_no_quarter_on_the_command_line_is_said(text):
    with pytest.raises(ValueError, match="is not a quarter such as 2023/24 Q1") as raised:
        parse_quarters(text)
    assert f'"{text}"' in str(raised.value)
