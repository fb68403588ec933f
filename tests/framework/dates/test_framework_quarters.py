"""Financial quarters: their edges, and every written form of a statement."""

import datetime as dt
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ieo_metrics.framework.dates.quarters import (
    FEW_DAYS,
    first_day,
    label,
    label_with_months,
    last_day,
    number_of,
    quarter,
    quarter_of,
    quarters_of,
    year_of,
)
from ieo_metrics.framework.dates.quarters_in_text import (
    names_another_quarter,
    names_quarter_without_year,
    parse_quarters,
    quarters_stated,
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


@pytest.mark.parametrize("times", [1, FEW_DAYS])
def test_few_days_and_many_have_the_quarters_that_each_has_alone(times):
    days = [
        dt.date(1899, 12, 30),
        dt.date(1969, 12, 31),
        dt.date(1970, 1, 1),
        *map(first_day, range(8000, 8080)),
    ]
    days += [day - dt.timedelta(days=1) for day in days]
    found = quarters_of(np.array([*days, "NaT"] * times, dtype="datetime64[D]"))
    assert found.dtype == np.int32
    assert found.tolist() == [*map(quarter_of, days), -1] * times


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
        ("Q2 2024/25 (submitted Q3 2024/25)", []),
        ("03/04/2024", []),
        ("second half of 2023", []),
    ],
)
def test_the_quarters_that_a_text_states(text, expected):
    assert [label(q) for q in quarters_stated(text)] == expected


Q2 = ["2024/25 Q2"]


@pytest.mark.parametrize(
    "text",
    [
        "Quarter ending 30 September 2024",
        "quarter ended 30/09/2024",
        "Quarter to 30 Sept 2024",
        "Quarter end: 30.09.24",
        "Quarter ending Monday, 30th September 2024",
        "quarter ending 2024-09-30",
        "Quarter ending September 2024",
        "Three months to 30 September 2024",
        "Q/E 30 Sep 2024",
        "Q2 (quarter ending 30/09/2024)",
        "Q2 ending 30 September 2024",
        "Quarter ending September 30, 2024",
        "Quarter beginning 1 July 2024",
        "Quarter from 1st July 2024",
        "2nd Quarter 2024/2025",
        "2nd qtr 24/25",
        "second quarter of 2024-25",
        "Second quarter of the financial year 2024/25",
        "2024/25 - Quarter Two",
        "Quarter two, 2024/25",
        "Quarter II 2024/25",
        "Q2 24/25",
        "Q2-24/25",
        "Q2 FY24/25",
        "Q2 F.Y. 2024-25",
        "FY2024/25 Q2",
        "FY 24-25, Quarter 2",
        "Financial year 2024/25: quarter 2",
        "Jul - Sept 24",
        "Jul-Sep '24",
        "JUL–SEP 24",
        "Jul 24 - Sep 24",
        "Jul-24 to Sep-24",
        "July to September 2024",
        "July, August, September 2024",
        "July, August and September 2024",
        "July, August, and September 2024",
        "Jul/Aug/Sep 2024",
        "July 2024, August 2024 & September 2024",
        "July-September 2024/25",
        "1 July 2024 to 30 September 2024",
        "1 July to 30 September 2024",
        "1st July - 30th Sept 24",
        "1 Jul-30 Sep 24",
        "July 1, 2024 to September 30, 2024",
        "between 1 July 2024 and 30 September 2024",
        "Quarter: 1 July 2024 to 30 September 2024",
        "Monday 1 July 2024 to Monday 30 September 2024",
        "01.07.24 - 30.09.24",
        "01/07/2024–30/09/2024",
        "1/7/24 to 30/9/24",
        "01-07-2024 to 30-09-2024",
        "2024-07-01 to 2024-09-30",
        "Q2 2024/25 (Jul-Sep 2024), 1 July 2024 to 30 September 2024",
        "Q3 2024 (July to September 2024)",  # the calendar's third
        "Q2 2024/25 - data to 30 September 2024",
        "Quarterly submission for Q2 2024/25, due 14 October 2024",
        "Years 10/11, Q2 2024/25",
        "Reporting period 01 July 2024 - 30 September 2024, submission deadline 14 October 2024",
        "Quarter 2 (Jul-Sep) 2024/25",
        "Q2 Jul–Sep 24",
        "Reporting quarter: 2024/25 Q2 (please choose Q1, Q2, Q3 or Q4)",
    ],
)
def test_each_way_in_which_people_write_one_quarter(text):
    assert [label(q) for q in quarters_stated(text)] == Q2
    assert [label(q) for q in quarters_stated(f"RESET return: {text.upper()}.")] == Q2
    assert not names_another_quarter(text) and not names_quarter_without_year(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jan-Mar 2024/25", ["2024/25 Q4"]),
        ("January, February and March 2025", ["2024/25 Q4"]),
        ("Quarter ending 31 March 2025", ["2024/25 Q4"]),
        ("Oct 24 - Mar 25", ["2024/25 Q3", "2024/25 Q4"]),
        ("1 April 2024 to 30 September 2024", ["2024/25 Q1", "2024/25 Q2"]),
        ("Q1 2023/24 (Apr-Jun 2023) to Q4 2023/24 (Jan-Mar 2024)", YEAR),
        ("Q1 2023/24 to Q2 2023/24 and Q4 2023/24", [YEAR[0], YEAR[1], YEAR[3]]),
        ("Second and third quarter 2023/24", YEAR[1:3]),
        ("1st, 2nd and 4th quarters of 2023/24", [YEAR[0], YEAR[1], YEAR[3]]),
        ("first to third quarter 2023/24", YEAR[:3]),
        ("Q4 2023/24 and Q1 2024/25", ["2023/24 Q4", "2024/25 Q1"]),
        ("2023/24 Q4 & 2024/25 Q1", ["2023/24 Q4", "2024/25 Q1"]),
    ],
)
def test_other_spans_and_lists(text, expected):
    assert [label(q) for q in quarters_stated(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Q2 2024/25 (submitted Q3 2024/25)",
        "Q2 2024/25, due in Q3 2024/25",
        "Reporting Q2 2024/25; next return Q3 2024/25",
        "Q2 2024/25 (submitted in Q3)",
        "Q2 2024/25 (Q3 2024/25)",
        "Q2 2024/25, previous: Q1 2024/25",
        "Submitted Q3 2024/25",
        "Next return: Q3 2024/25",
        "Return due Q3 2024/25",
        "July to September 2024 (report due October to December 2024)",
        "Quarter ending 30 September 2024, next quarter ending 31 December 2024",
        "Submitted Q3 2024/25 for Q2 2024/25",
    ],
)
def test_a_second_quarter_that_may_not_be_covered_is_a_question(text):
    assert quarters_stated(text) == []
    assert names_another_quarter(text) and not names_quarter_without_year(text)


@pytest.mark.parametrize(
    "text",
    [
        "Quarter ending 27 September 2024",
        "Quarter ending 31 August 2024",
        "Quarter ending 30 September",
        "Quarter beginning 2 July 2024",
        "Q3 ending 30 September 2024",
        "Period ending 30 September 2024",
        "2 July 2024 to 30 September 2024",
        "1 July 2024 to 29 September 2024",
        "01/07/2024 to 29/09/2024",
        "07/01/2024 - 09/30/2024",
        "July and September 2024",
        "July, September 2024",
        "July - Sept 30",
        "1 July - Sept 30",
        "August, September, October 2024",
        "Jul - Sep 24/26",
        "Q2 of 2024",
        "Second quarter 2024",
    ],
)
def test_what_is_no_statement(text):
    assert quarters_stated(text) == [] and not names_another_quarter(text)


@given(
    st.integers(quarter(2000, 1), quarter(2098, 4)),
    st.sampled_from(
        ["{a:%d/%m/%Y} - {b:%d/%m/%Y}", "{a:%d.%m.%y} to {b:%d.%m.%y}", "quarter ending {b:%d/%m/%Y}"]
    ),
)
def test_the_first_and_last_day_of_a_quarter_state_it_and_no_other_days_do(q, form):
    first, last = first_day(q), last_day(q)
    assert quarters_stated(form.format(a=first, b=last)) == [q]
    for change in (-1, 1):
        assert quarters_stated(form.format(a=first, b=last + dt.timedelta(days=change))) == []


@given(st.integers(quarter(2000, 1), quarter(2098, 4)), st.integers(quarter(2000, 1), quarter(2098, 4)))
def test_of_two_quarters_one_is_never_taken_silently(one, other):
    stated = quarters_stated(f"{label(one)} (sent in {label(other)})")
    assert stated == ([one] if one == other else [])


@pytest.mark.parametrize("part", ["q1,", "q1 and ", "first and ", "1 july 24 ", "24/25 q1 ", "(", "jul,"])
def test_a_long_line_is_read_at_once(part):
    begun = time.perf_counter()
    quarters_stated(part * 10_000)
    assert time.perf_counter() - begun < 1


@settings(deadline=None)
@given(st.text(alphabet="q1234 /-,.()2024julsepto&", max_size=40))
def test_no_text_breaks_it(text):
    assert quarters_stated(text) == quarters_stated(f" {text} ")


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
