"""What stands under or beside a personal heading is not shown while a sheet is read by hand."""

import datetime as dt

import pytest

from ieo_metrics.reading.sheets import Sheet
from ieo_metrics.recognising.by_hand.laying_out.sheet_view import column_of
from ieo_metrics.recognising.by_hand.personal_cells_to_hide import personal_cells

DAY = dt.date(2024, 7, 1)


def hidden(*rows: list[object], headings: tuple[str, ...] = ()) -> set[object]:
    """The cells that are not shown."""
    width = max(map(len, rows))
    columns = [column_of([row[j] if j < len(row) else None for row in rows]) for j in range(width)]
    sheet = Sheet("A", True, 1, 1, tuple(columns))
    return {sheet.columns[j].at(row) for row, j in personal_cells(sheet, range(len(rows)), headings)} - {None}


def test_what_stands_under_a_heading() -> None:
    rows = [["YP ref", "Full name", "Score"], ["A1", "Ann Invented", 3.0], ["A2", "Ben Invented", 4.0]]
    assert hidden(*rows) == {"Ann Invented", "Ben Invented"}


def test_headings_that_only_the_officer_knows_are_shown_beside_it() -> None:
    rows = [["Full name", "Zork"], ["Ann Invented", 3.0], ["Ben Invented", 4.0]]
    assert hidden(*rows) == {"Zork", "Ann Invented", "Ben Invented"}
    assert hidden(*rows, headings=("zork",)) == {"Ann Invented", "Ben Invented"}


def test_what_stands_beside_a_heading_of_a_table_that_lies_across() -> None:
    rows = [
        ["Who", "A1", "A2", "A3"],
        ["Full name", "Ann Invented", "Ben Invented", "Cay Invented"],
        ["Came in on", DAY, DAY, DAY],
        ["Hurt then", 8.0, 6.0, 7.0],
    ]
    assert hidden(*rows) == {"Ann Invented", "Ben Invented", "Cay Invented"}


@pytest.mark.parametrize("label", ["Name", "Date of birth", "NHS number"])
def test_what_stands_beside_a_label_of_a_card(label: str) -> None:
    rows = [["YP ref", "A1", label, "private"], ["Started", DAY, "Ended", DAY]]
    assert hidden(*rows) == {"private"}
