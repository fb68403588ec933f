"""Day and month that changed places in some rows of a column only."""

import datetime as dt
import random

import numpy as np
import openpyxl
import pytest

from ieo_metrics.accepting.questions.day_or_month_first_questions import about_orders
from ieo_metrics.checking.day_or_month_first.days_of_the_same_person import as_in_another_row
from ieo_metrics.checking.day_or_month_first.evidence_in_block import (
    gains_near_others,
    gains_of_delays,
    rows_in_block,
)
from ieo_metrics.recognising.mappings.mapping import DAY_FIRST, EMPTY, MONTH_FIRST
from sample_data.make_samples import HERE
from tests.checking.day_or_month_first.test_date_order_of_cells import DAYS, TIPS, mixed, swapped, tips
from tests.recognising.in_memory import book, collected, sheet

D = dt.date
YEAR = "2024/25 Q1 to 2024/25 Q4"
LONG = [D(2024, 4, 1) + dt.timedelta(days=5 * n) for n in range(70)]  # to March 2025


def _same(day: dt.date) -> dt.date:
    return day


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
    (question,) = about_orders(tips(days, YEAR).orders)
    assert list(question.choices) == [DAY_FIRST]
    said = question.answered(EMPTY, DAY_FIRST)
    file = tips(days, YEAR, said)
    assert file.tables["police_sessions"]["date"].dt.date.tolist() == days


def test_what_was_said_of_the_column_or_of_other_rows_says_nothing_of_these():
    days = from_row(LONG, 35)
    assert in_part(days, YEAR, mapping=EMPTY.with_order(TIPS, "date", DAY_FIRST))
    (question,) = about_orders(tips(days, YEAR).orders)
    said = question.answered(EMPTY, DAY_FIRST)
    assert in_part(days, YEAR, mapping=said) == []
    assert in_part(from_row(LONG, 20), YEAR, mapping=said)


STARS = [
    [cell.date() if isinstance(cell, dt.datetime) else cell for cell in row]
    for row in openpyxl.load_workbook(HERE / "RESET - Society of St James.xlsx")["Outcomes Star"].values
]  # as young people began, so in no strict order


def star_rows(swapped_from: int, to: int, *columns: int) -> list[list]:
    rows = [list(row) for row in STARS]
    for row in rows[swapped_from:to]:
        for column in columns:
            row[column] = row[column] and swapped(row[column])
    return rows


@pytest.mark.parametrize("columns", [(1,), (2,), (1, 2)])
@pytest.mark.parametrize(("first", "to"), [(24, 64), (64, 94), (104, 144), (204, 264)])
def test_a_block_in_a_table_in_no_strict_order(first, to, columns):
    file = collected(book(sheet(star_rows(first, to, *columns), "Outcomes Star"))).files[0]
    assert "mapping-date-order-in-part" in [p.code for p in file.problems]


def test_a_table_in_no_strict_order_is_not_asked_about():
    by_quarter = sorted(STARS[4:], key=lambda row: ((day := row[2] or row[1]).year, (day.month - 1) // 3))
    for rows in (STARS, [*STARS[:4], *by_quarter], [*STARS[:4], *by_quarter[::-1]]):
        file = collected(book(sheet(rows, "Outcomes Star"))).files[0]
        assert [p.code for p in file.problems if p.code.startswith("mapping")] == []


def test_a_first_date_that_is_another_one_turned_in_one_row_of_the_person():
    rows = [list(row) for row in STARS]
    (row,) = (row for row in rows if row[:3] == ["RST-0052", D(2022, 1, 3), D(2022, 7, 26)])
    row[1] = D(2022, 3, 1)
    file = collected(book(sheet(rows, "Outcomes Star"))).files[0]
    (asked,) = (p for p in file.problems if p.code == "mapping-date-order-in-part")
    assert "the same as in the person's other rows" in asked.found


def test_people_with_many_first_dates_have_one_that_is_another_one_turned_by_chance():
    chance = random.Random(5)
    people = np.array([chance.randrange(3000) for _ in range(12_000)])
    days = [D(2015, 1, 1) + dt.timedelta(days=chance.randrange(3650)) for _ in people]
    own, turned = (np.array([way(d) for d in days], "datetime64[D]").astype(int) for way in (_same, swapped))
    there = set(zip(people, own))
    assert sum((who, day) in there and day != now for who, day, now in zip(people, turned, own)) > 3
    assert len(as_in_another_row(own, turned, people)) == 0
    firsts = [D(2015 + who % 9, 3, 5 + who % 7) for who in people]
    own, turned = (
        np.array([way(d) for d in firsts], "datetime64[D]").astype(int) for way in (_same, swapped)
    )
    own[77], turned[77] = turned[77], own[77]
    asked = as_in_another_row(own, turned, people)
    assert 77 in asked and set(people[asked]) == {people[77]}  # each of their rows could be the other one


ORDERS = ["in order", "in two lists", "in no order", "by quarter", "late rows"]


def as_listed(days: list[dt.date], how: str, in_time: int) -> list[dt.date]:
    """Right dates in the order in which somebody may list them. `in_time`: how many of them did not come late."""
    return {
        "in order": sorted(days),
        "in two lists": sorted(days[:90]) + sorted(days[90:]),
        "in no order": days,
        "by quarter": sorted(days, key=lambda day: (day.year, (day.month - 1) // 3)),
        "late rows": sorted(days[:in_time]) + days[in_time:],
    }[how]


@pytest.mark.parametrize("how", ORDERS)
@pytest.mark.parametrize("days_in_all", [90, 365, 1095])
def test_right_dates_in_any_order_hardly_ever_look_like_a_block(how, days_in_all):
    chance, asked = random.Random(f"{how} {days_in_all}"), 0
    for _ in range(40):
        days = [D(2022, 4, 1) + dt.timedelta(days=chance.randrange(days_in_all)) for _ in range(200)]
        days = as_listed(days, how, 180)
        own, turned = (
            np.array([way(d) for d in days], "datetime64[D]").astype(int) for way in (_same, swapped)
        )
        asked += len(rows_in_block(gains_near_others(own, turned))) > 0
    assert asked <= 1


def since_the_first(planted: slice, seed: int) -> np.ndarray:
    """The rows of a block that are found among right latest dates, spread over ten weeks, of people in the order in
    which they began, so that the first have waited longest; those of `planted` have day and month changed round."""
    chance = random.Random(seed)
    firsts = sorted(D(2023, 9, 1) + dt.timedelta(days=chance.randrange(230)) for _ in range(200))
    latest = [D(2024, 4, 21) + dt.timedelta(days=chance.randrange(70)) for _ in firsts]
    latest[planted] = map(swapped, latest[planted])
    first, own, turned = (
        np.array(days, "datetime64[D]").astype(int) for days in (firsts, latest, list(map(swapped, latest)))
    )
    return rows_in_block(gains_of_delays(own - first, turned - first, np.arange(len(firsts))))


def test_right_dates_long_after_the_first_hardly_ever_look_like_a_block():
    assert sum(len(since_the_first(slice(0), seed)) > 0 for seed in range(60)) <= 1


def test_a_block_is_found_among_people_who_waited_shorter_and_shorter():
    assert sum(len(since_the_first(slice(60, 120), seed)) >= 10 for seed in range(20)) >= 18
