"""Months and quarters of a grid that are not months across in words: down its side, in numbers that only the
corner explains, and quarters beside their own months."""

import datetime as dt

import pytest

from ieo_metrics.recognising.by_hand.proposing import propose_reading
from ieo_metrics.recognising.mappings.mapping import Mapping
from ieo_metrics.recognising.mappings.mapping_as_json import mapping_of
from tests.recognising.in_memory import answers, book, collected, sheet

RECEIVED = dt.datetime(2025, 7, 20, tzinfo=dt.UTC)
TITLE = "Reporting quarter: {}"
KIND = {"what we did": "type"}


def read(rows: list[list], columns: dict[str, str], across: str, quarter: str = "2024/25 Q1"):
    entry = {"table": "police_sessions, one row per session", "lies": "grid", "columns": columns}
    entry |= {"across": [across], "numbers": "number", "sheet": "Counts", "corner": "A2"}
    mapping: Mapping = mapping_of({"version": 1, "by_hand": [entry]}, "m.json")
    return collected(
        book(sheet([[TITLE.format(quarter)], *rows], "Counts")), mapping=mapping, received=RECEIVED
    )


def asked(found) -> list[tuple[str, str]]:
    return [(p.code, p.cell) for p in found.problems if p.severity != "for information"]


@pytest.mark.parametrize("months", [("April", "May"), ("Apr 2024", "May 2024"), ("Q1", "Q1 2024/25")])
def test_months_down_the_side_are_dates_and_no_totals(months: tuple[str, str]):
    """3 + 1 + 2 + 5 = 11 sessions of either kind."""
    rows = [["Month", "Training", "One to one"], [months[0], 3, 1], [months[1], 2, 5], ["Total", 5, 6]]
    found = read(rows, {"month": "date"}, "type")
    assert asked(found) == []
    assert sum(answers(found)[ref, "2024/25 Q1"][0] for ref in ("5.3.1.a", "5.3.1.b")) == 11


def test_a_quarter_beside_its_months_is_asked_about_and_does_not_count_again():
    across = [["What we did", "Apr 2024", "May 2024", "Q1 2024/25"], ["Training", 3, 1, 4]]
    found = read(across, KIND, "date")
    assert asked(found) == [("mapping-by-hand-heading", "D2")]
    down = [["Month", "Training"], ["Apr 2024", 3], ["May 2024", 1], ["Q1 2024/25", 4]]
    other = read(down, {"month": "date"}, "type")
    assert [cell for _, cell in asked(other)] == ["A5"]
    for each in (found, other):
        assert max(answers(each)[ref, "2024/25 Q1"][0] for ref in ("5.3.1.a", "5.3.1.b")) == 4


@pytest.mark.parametrize(
    ("corner", "quarter", "numbers", "count"),
    [
        ("What we did / Month", "2024/25 Q1", (4, 5, 6), 6),  # April, May, June
        ("What we did / Month", "2024/25 Q1", (1, 2, 3), 6),  # the first three of the financial year
        ("What we did / Month", "2024/25 Q2", (4, 5, 6), 6),  # July, August, September
        ("What we did / Month", "2024/25 Q3", (4, 5, 6), None),  # neither
        ("What we did / Month", "2024/25 Q1 to 2024/25 Q4", (4, 5, 6), None),  # either
        ("What we did / Quarter", "2024/25 Q1 to 2024/25 Q4", (1, 2, 3), 1),
        ("What we did / Room", "2024/25 Q1", (4, 5, 6), None),
    ],
)
def test_numbers_across_are_what_the_corner_says(corner, quarter, numbers, count):
    rows = [[corner, *numbers], ["Training", 1, 2, 3]]
    found = read(rows, {corner.lower().replace("/", "").replace("  ", " "): "type"}, "date", quarter)
    if count is None:
        assert asked(found)
    else:
        assert asked(found) == []
        first = min(quarter for ref, quarter in answers(found) if ref == "5.3.1.a")
        assert max(answers(found)[ref, first][0] for ref in ("5.3.1.a", "5.3.1.b")) == count


def test_a_grid_of_numbered_months_is_proposed():
    rows = [["Kind / Month", 4, 5, 6], ["Training", 1, 2, 3], ["One to one", 4, 5, 6]]
    proposed = propose_reading(sheet(rows, "Counts"), 1, 1)
    assert (proposed.lies, proposed.across, proposed.columns) == ("grid", ("date",), {"kind month": "type"})


def test_months_over_the_row_of_the_corner_belong_to_the_region():
    rows = [
        [TITLE.format("2024/25 Q1")],
        [None, "Apr", None, "May", None],
        ["School", "Young people", "Staff", "Young people", "Staff"],
        ["Oak", 30, 2, 25, 3],
    ]
    proposed = propose_reading(sheet(rows, "Counts"), 3, 1)
    assert (proposed.lies, proposed.corner, proposed.heading_rows) == ("grid", "A2", 2)
    assert proposed.columns == {"school": "school"}
    below = propose_reading(sheet(rows, "Counts"), 3, 1, heading_rows=1)
    assert below.corner == "A3"
