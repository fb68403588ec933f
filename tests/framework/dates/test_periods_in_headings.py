"""Months and quarters as people head a grid with them; a year that is not said is never guessed."""

import datetime as dt

import pytest

from ieo_metrics.framework.dates.periods_in_headings import in_order, period_named
from ieo_metrics.framework.dates.quarters import quarter

D = dt.date
Q2 = [quarter(2024, 2)]


@pytest.mark.parametrize(
    ("said", "sort", "day"),
    [
        ("July 2024", "month", D(2024, 7, 1)),
        ("Jul-24", "month", D(2024, 7, 1)),
        ("Aug'24", "month", D(2024, 8, 1)),
        ("2024 Jul", "month", D(2024, 7, 1)),
        ("2024/25 Jan", "month", D(2025, 1, 1)),
        ("Jan 2024/25", "month", D(2025, 1, 1)),
        (D(2024, 7, 1), "month", D(2024, 7, 1)),
        (dt.datetime(2024, 7, 1), "month", D(2024, 7, 1)),
        (D(2024, 7, 31), "day", D(2024, 7, 31)),
        ("8 July 2024", "day", D(2024, 7, 8)),
        ("Q2 2024/25", "quarter", D(2024, 7, 1)),
        ("2024/25 Q4", "quarter", D(2025, 1, 1)),
        ("Jul-Sep 2024", "quarter", D(2024, 7, 1)),
        ("Quarter ending 30 September 2024", "quarter", D(2024, 7, 1)),
    ],
)
def test_a_heading_with_its_year(said, sort, day):
    period = period_named(said)
    assert (period.sort, period.day) == (sort, day)


@pytest.mark.parametrize(
    ("said", "sort", "day"),
    [
        ("Jul", "month", D(2024, 7, 1)),
        ("Sept", "month", D(2024, 9, 1)),
        ("Mar", "month", D(2025, 3, 1)),
        ("Q1", "quarter", D(2024, 4, 1)),
        ("Quarter 4", "quarter", D(2025, 1, 1)),
        ("Apr-Jun", "quarter", D(2024, 4, 1)),
        ("Q1 (Apr-Jun)", "quarter", D(2024, 4, 1)),
    ],
)
def test_a_year_is_taken_from_the_stated_quarter_only(said, sort, day):
    assert period_named(said, Q2) == period_named(said)._replace(day=day)
    assert (period_named(said).sort, period_named(said).day) == (sort, None)
    assert period_named(said, [quarter(2023, 4), quarter(2024, 1)]).day is None, "two financial years"


@pytest.mark.parametrize(
    "said",
    ["Total", "2024", "2023/24", "Week 1", "Q2 2024", "Jul-Aug", "Q1 Q2", "Year 9", "", " ", "31 June 2024", 7.0, None,
     True, "July was a good month for all of us, and so was August of the year 2024"],
)  # fmt: skip
def test_what_is_no_month_and_no_quarter(said):
    assert period_named(said, Q2) is None


def test_months_in_their_order():
    year = [period_named(name, Q2) for name in ("Apr", "Dec", "Jan", "Mar")]
    assert in_order(year) and in_order(year[::-1])
    assert not in_order([period_named(name, Q2) for name in ("Jan", "Feb", "Apr")])
