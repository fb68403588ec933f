"""Date cells that Excel in UK order made of dates typed month first: days up to 12 are swapped, and those above are
as they were meant. The order of the rows, the other date of a row and the stated quarter tell."""

import datetime as dt
import random

import pytest

from ieo_metrics.checking.check_workbook import CheckedFile, check_workbook
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.layouts import LAYOUT_OF
from ieo_metrics.recognising.mappings.mapping import EMPTY, MONTH_FIRST, Mapping
from tests.recognising.in_memory import book

D = dt.date
RECEIVED = dt.datetime(2025, 4, 14, 12, tzinfo=dt.UTC)
TIPS = LAYOUT_OF["police_sessions, one row per session"]
# Each third day of April to June 2024: 12 of 30 have a day of 12 or less and another day than month.
DAYS = [D(2024, 4, 1) + dt.timedelta(days=3 * n) for n in range(30)]


def swapped(day: dt.date) -> dt.date:
    return D(day.year, day.day, day.month) if day.day <= 12 else day


def mixed(days: list[dt.date]) -> list[dt.date]:
    """The days in no order."""
    return random.Random(3).sample(days, len(days))


def tips(days: list[dt.date], quarters: str, mapping: Mapping = EMPTY) -> CheckedFile:
    rows = [[day, "Training", 9.0, "Delivered"] for day in days]
    heading = ["Date", "Session type", "Attendees", "Status"]
    return check_workbook(book([[f"TIPS {quarters}"], heading, *rows]), Settings(), RECEIVED, mapping)


def follow_up(starts: list[dt.date], ends: list[dt.date]) -> CheckedFile:
    rows = [[f"R{n}", a, b, "Yes", "No", 2.0, 1.0] for n, (a, b) in enumerate(zip(starts, ends, strict=True))]
    heading = ["Ref", "Support started", "Follow-up ends", "Traced", "Reoffended", "CHI before", "CHI after"]
    return check_workbook(book([["2024/25 Q1 to 2025/26 Q1"], heading, *rows]), Settings(), RECEIVED)


def asked(file: CheckedFile) -> list[str]:
    return [p.cell for p in file.problems if p.code == "mapping-date-order"]


def a_year_on(days: list[dt.date]) -> list[dt.date]:
    return [D(day.year + 1, day.month, day.day) for day in days]


def test_the_order_of_the_rows_tells():
    file = tips(list(map(swapped, DAYS)), "2024/25 Q1 to 2024/25 Q4")
    assert asked(file) == ["A2"]
    answered = EMPTY.with_order(TIPS, "date", MONTH_FIRST)
    file = tips(list(map(swapped, DAYS)), "2024/25 Q1 to 2024/25 Q4", answered)
    assert (asked(file), file.tables["police_sessions"]["date"].dt.date.tolist()) == ([], DAYS)


def test_the_stated_quarter_tells():
    assert asked(tips(mixed(list(map(swapped, DAYS))), "2024/25 Q1")) == ["A2"]


@pytest.mark.parametrize("quarters", ["2024/25 Q1", "2024/25 Q1 to 2024/25 Q4"])
@pytest.mark.parametrize("days", [DAYS, mixed(DAYS), DAYS[::-1]])
def test_of_dates_that_are_right_nobody_is_asked(quarters: str, days: list[dt.date]):
    assert asked(tips(days, quarters)) == []


def test_one_row_that_was_added_late_is_no_question():
    assert asked(tips([*DAYS, D(2024, 4, 2)], "2024/25 Q1")) == []


def test_the_other_date_of_a_row_tells():
    days = mixed(DAYS)
    assert asked(follow_up(days, a_year_on(days))) == []
    # Which of the two is swapped cannot be told: they are a year apart with either turned.
    assert asked(follow_up(days, list(map(swapped, a_year_on(days))))) == ["B2", "C2"]


def test_the_same_hand_wrote_the_other_column_too():
    """Both are swapped alike, so that one is still a year after the other; the order of the first tells."""
    file = follow_up(list(map(swapped, DAYS)), list(map(swapped, a_year_on(DAYS))))
    assert asked(file) == ["B2", "C2"]


def test_an_end_before_the_start_in_several_rows_tells():
    rows = [
        [f"R{n}", day, swapped(day + dt.timedelta(days=10)), "Community"] for n, day in enumerate(mixed(DAYS))
    ]
    heading = ["Ref", "Support started", "Support ended", "Setting"]
    file = check_workbook(book([["RESET 2024/25 Q1 to Q2"], heading, *rows]), Settings(), RECEIVED)
    assert asked(file) == ["C2"]
