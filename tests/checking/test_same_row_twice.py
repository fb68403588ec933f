"""The same row twice is a row whose cells are the same as they are written, also where they cannot be read."""

import pytest

from tests.recognising.in_memory import book, collected

HEAD = ["Young person ref", "Offence date", "HO code", "Offence", "CHI"]
PLAIN = ["A1", "2024-05-01", "105A", "Burglary", 20.0]


def twice(first: list, second: list, head: list = HEAD) -> list[str]:
    """The cells of rows that are said to stand twice."""
    one = collected(book([head, first, second])).files[0]
    (sheet,) = one.sheets
    assert sheet.rows == sheet.used + sheet.left_out == 2
    return [p.cell for p in one.problems if p.code == "row-duplicate"]


def with_cell(place: int, cell: object) -> list:
    return [*PLAIN[:place], cell, *PLAIN[place + 1 :]]


def test_the_same_row_is_the_same_row():
    assert twice(PLAIN, list(PLAIN)) == ["A3"]


@pytest.mark.parametrize(
    ("place", "as_well"), [(0, " a1 "), (1, "01/05/2024"), (3, "Burglary\u200b"), (4, "20")]
)
def test_a_cell_that_reads_the_same_is_the_same(place, as_well):
    assert twice(PLAIN, with_cell(place, as_well)) == ["A3"]


@pytest.mark.parametrize(
    ("place", "one", "other"),
    [
        (0, 12345678901234500.0, 98765432109876500.0),
        (0, 12345678901234500.0, 12345678901234500.0),
        (0, "1.2E+15", "1.3E+15"),
        (0, None, None),
        (1, "sometime", "some day"),
        (1, "31/02/2024", "30/02/2024"),
        (4, "twenty", "thirty"),
        (4, True, "true?"),
    ],
)
def test_what_cannot_be_read_is_not_the_same_for_that(place, one, other):
    assert twice(with_cell(place, one), with_cell(place, other)) == []


@pytest.mark.parametrize(("place", "cell"), [(1, "sometime"), (4, "twenty")])
def test_an_unreadable_cell_that_is_written_alike_is_the_same(place, cell):
    assert twice(with_cell(place, cell), with_cell(place, cell)) == ["A3"]


def test_a_column_that_nothing_reads_tells_two_rows_apart():
    head = [*HEAD, "Crime number"]
    assert twice([*PLAIN, "44/1"], [*PLAIN, "44/2"], head) == []
    assert twice([*PLAIN, "44/1"], [*PLAIN, "44/1"], head) == ["A3"]


def test_a_running_number_does_not():
    head = ["No", *HEAD]
    assert twice([1.0, *PLAIN], [2.0, *PLAIN], head) == ["B3"]
    assert twice([7.0, *PLAIN], [12.0, *PLAIN], head) == []


SESSIONS = "Date  Session type  Team  Attendees  Status\n"
ROWS = [f"2024-05-0{n}  Training  Team {n}  9  Delivered" for n in range(1, 7)]


@pytest.mark.parametrize(
    ("others", "found"),
    [
        (ROWS[:4], ["4 of its 4 rows are in another sheet too"]),  # last quarter's, still there
        (ROWS[:2], []),
        ([row.replace("2024-05", "2024-06") for row in ROWS], []),
    ],
)
def test_a_sheet_of_sessions_that_repeats_another_is_a_question(others: list[str], found: list[str]):
    sheets = [SESSIONS + "\n".join(rows) for rows in (ROWS, others)]
    problems = collected(book(*sheets), covers="2024/25 Q1").problems
    assert [p.found for p in problems if p.code == "mapping-sheet-repeated"] == found
