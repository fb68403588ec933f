"""Day and month that changed places in some rows of a column only."""

import datetime as dt

import pytest

from ieo_metrics.recognising.mappings.mapping import DAY_FIRST, EMPTY, MONTH_FIRST
from tests.checking.day_or_month_first.test_date_order_of_cells import DAYS, TIPS, mixed, swapped, tips

D = dt.date
YEAR = "2024/25 Q1 to 2024/25 Q4"
LONG = [D(2024, 4, 1) + dt.timedelta(days=5 * n) for n in range(70)]  # to March 2025


def from_row(days: list[dt.date], first: int, every: int = 1) -> list[dt.date]:
    return [swapped(day) if at >= first and at % every == 0 else day for at, day in enumerate(days)]


def in_part(days: list[dt.date], quarters: str, **how: object) -> list[str]:
    file = tips(days, quarters, **how)
    return [p.found for p in file.problems if p.code == "mapping-date-order-in-part"]


@pytest.mark.parametrize(
    "days",
    [
        from_row(LONG, 35),
        from_row(LONG, 10)[:40] + LONG[40:],
        from_row(LONG, 20, 3),
        from_row(LONG, 35)[::-1],
    ],
)
def test_rows_that_are_in_order_only_in_the_other_order(days):
    (found,) = in_part(days, YEAR)
    assert "in the order of the others only if day and month change places" in found


def test_one_row_is_named():  # 2 May as 5 February, between 28 April and 4 May
    (found,) = in_part([*DAYS[:10], swapped(D(2024, 5, 2)), *DAYS[11:]], YEAR)
    assert found.startswith("row 13: in the order of the others")


def test_all_that_are_outside_the_quarter_are_inside_in_the_other_order():
    (found,) = in_part(mixed([swapped(day) if day.month == 5 else day for day in DAYS]), "2024/25 Q1")
    assert "inside the quarter that is stated" in found
    late = D(2024, 3, 29)  # the last quarter's, and a 29th of no month
    assert in_part(mixed([*DAYS, late]), "2024/25 Q1") == []


def test_late_rows_and_rows_in_no_order_are_not_asked_about():
    assert in_part([*LONG[5:], *LONG[:5]], YEAR) == []
    assert in_part(mixed(LONG), YEAR) == []
    assert in_part(LONG, YEAR) == []


def test_nothing_doubtful_is_used_until_all_are_said_to_be_right():
    days = from_row(LONG, 35)
    for order in ("", MONTH_FIRST):  # month first would be wrong of the first rows
        mapping = EMPTY.with_order(TIPS, "date", order) if order else EMPTY
        file = tips(days, YEAR, mapping)
        used = file.tables["police_sessions"]["date"].dropna().dt.date.tolist()
        assert all(day.day > 12 or day.day == day.month for day in used)
    file = tips(days, YEAR, EMPTY.with_order(TIPS, "date", DAY_FIRST))
    assert file.tables["police_sessions"]["date"].dt.date.tolist() == days
