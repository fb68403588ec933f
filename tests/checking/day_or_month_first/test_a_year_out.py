"""Dates of some rows that have last year's year, as happens in January, or next year's."""

import datetime as dt
import random

import pytest

from ieo_metrics.accepting.questions.day_or_month_first_questions import about_orders
from ieo_metrics.recognising.mappings.mapping import DAY_FIRST, EMPTY
from tests.checking.day_or_month_first.test_changed_in_some_rows import ORDERS, STARS, as_listed
from tests.checking.day_or_month_first.test_date_order_of_cells import follow_up, mixed, tips
from tests.recognising.in_memory import book, collected, sheet

D = dt.date
TWO_YEARS = "2023/24 Q1 to 2024/25 Q4"
DAYS = [D(2023, 4, 3) + dt.timedelta(days=6 * n) for n in range(120)]  # to March 2025


def years_on(day: dt.date, years: int) -> dt.date:
    return D(day.year + years, day.month, day.day)


def a_year_out(days: list[dt.date], month: int, years: int, every: int = 1) -> list[dt.date]:
    """The days of a month, or each so many-th of them, in another year than was meant."""
    return [
        years_on(day, years) if day.month == month and day.year == 2024 and at % every == 0 else day
        for at, day in enumerate(days)
    ]


def asked(days: list[dt.date], quarters: str, **how: object) -> list[str]:
    return [p.found for p in tips(days, quarters, **how).problems if p.code == "mapping-date-year"]


@pytest.mark.parametrize("every", [1, 2, 3])
@pytest.mark.parametrize(
    ("month", "years", "seen"), [(1, -1, "a year later"), (2, -1, "a year later"), (12, 1, "a year earlier")]
)
def test_rows_a_year_before_or_after_their_neighbours(month, years, seen, every):
    wrong = a_year_out(DAYS, month, years, every)
    for days in (wrong, wrong[::-1]):
        (found,) = asked(days, TWO_YEARS)
        assert found.startswith("row") and found.endswith(f" only {seen}")


def test_one_row_is_named():
    days = list(DAYS)
    days[48] = years_on(days[48], -1)  # 16 January 2024, in row 51
    (found,) = asked(days, TWO_YEARS)
    assert found.startswith("row 51: ")


def test_all_that_are_outside_the_quarter_are_inside_a_year_later():
    days = mixed([D(2025, 1, 6) + dt.timedelta(days=2 * n) for n in range(40)])
    wrong = [years_on(day, -1) if day.month == 1 else day for day in days]
    (found,) = asked(wrong, "2024/25 Q4")
    assert found.endswith("inside the quarter that is stated only a year later")
    assert (
        asked([*wrong, D(2024, 11, 4), D(2024, 12, 2), D(2024, 10, 7), *[D(2024, 8, 5)] * 3], "2024/25 Q4")
        == []
    )


def test_rows_before_and_after_a_year_that_is_stated_are_not_asked_about():
    days = mixed([D(2024, 4, 2) + dt.timedelta(days=9 * n) for n in range(39)])
    before, after = D(2024, 2, 5), D(2025, 4, 7)
    for more in ([before], [before, before], [after], [D(2023, 11, 6), D(2024, 1, 15)]):
        assert asked([*days, *more], "2024/25 Q1 to 2024/25 Q4") == []


def test_an_end_is_as_many_months_after_its_start_as_others_only_a_year_later():
    starts = mixed(DAYS[:30])
    ends = [years_on(day, 1) for day in starts]
    ends[7] = starts[7]
    found = [p for p in follow_up(starts, ends).problems if p.code == "mapping-date-year"]
    assert [(p.cell, "row 10: as many months" in p.found) for p in found] == [("B2", True), ("C2", True)]
    turned = next(at for at, day in enumerate(ends) if day.day <= 12 and day.day != day.month)
    ends[7], ends[turned] = years_on(starts[7], 1), D(ends[turned].year, ends[turned].day, ends[turned].month)
    found = [p.found for p in follow_up(starts, ends).problems if p.code == "mapping-date-order-in-part"]
    assert found and all(f"row {turned + 3}: " in seen for seen in found)


def test_follow_ups_may_end_after_the_return():
    for days in (DAYS[:30], [*DAYS[60:84], *DAYS[30:36]], DAYS[:84], mixed(DAYS[40:84])):
        file = follow_up(days, [years_on(day, 1) for day in days])
        assert [p.found for p in file.problems if p.code.startswith("mapping")] == []


def test_a_first_reading_may_be_as_early_as_it_likes():
    rows = [list(row) for row in STARS]
    for row in rows[4:]:
        row[1] = years_on(row[1], -1) if row[1].month == 1 and row[1].year == 2025 else row[1]
    file = collected(book(sheet(rows, "Outcomes Star"))).files[0]
    assert [p.code for p in file.problems if p.code.startswith("mapping")] == []


def test_they_are_not_used_until_all_are_said_to_be_right():
    days = a_year_out(DAYS, 1, -1)
    wrong = {day for day, right in zip(days, DAYS, strict=True) if day != right}
    for texts in (days, [f"{day:%d/%m/%Y}" for day in days]):
        used = tips(texts, TWO_YEARS).tables["police_sessions"]["date"].dropna().dt.date.tolist()
        assert used == [day for day in days if day not in wrong]
    (question,) = about_orders(tips(days, TWO_YEARS).orders)
    assert list(question.choices) == [DAY_FIRST]
    assert f"The {len(wrong)} cells that may be a year out are not used" in question.why
    file = tips(days, TWO_YEARS, question.answered(EMPTY, DAY_FIRST))
    assert file.tables["police_sessions"]["date"].dt.date.tolist() == days


@pytest.mark.parametrize("how", ORDERS)
@pytest.mark.parametrize("days_in_all", [90, 365, 1000])
def test_right_dates_in_any_order_hardly_ever_look_a_year_out(how, days_in_all):
    chance, times = random.Random(f"{how} {days_in_all}"), 0
    for _ in range(40):
        days = [D(2022, 4, 1) + dt.timedelta(days=chance.randrange(days_in_all)) for _ in range(200)]
        days = as_listed(days, how, 190)
        times += bool(asked(days, "2022/23 Q1 to 2024/25 Q4"))
    assert times <= 1
