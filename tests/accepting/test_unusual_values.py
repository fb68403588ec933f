"""Values out of line with the provider's own earlier returns, and support that starts after the quarter:
small returns, cells named."""

import datetime as dt
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from ieo_metrics.accepting.returns import Part
from ieo_metrics.accepting.unusual_values import _each_once, _History, against_history
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import first_day, label
from ieo_metrics.framework.dates.quarters_in_text import parse_quarters
from ieo_metrics.framework.problem_kinds import CONFIRM, Problem
from tests.recognising.in_memory import book, collected, sheet

SCHOOLS = ["Date", "School", "Year group", "Status", "Young people reached", "School staff engaged"]
POLICE = ["Date", "Session type", "Attendees", "Number of sessions"]
CODES = ("headcount-unusual", "quarter-copied", "rows-unusual", "starts-after-quarter")
FIRST = parse_quarters("2023/24 Q1")[0]
LATE = dt.datetime(2026, 1, 20, tzinfo=dt.UTC)


def returned(head: list[str], quarter: int, *rows: list, name: str = ""):
    """A return that states its quarter; a row's first cell is its day of the quarter."""
    start = first_day(FIRST + quarter)
    dated = [[start + dt.timedelta(days=day), *cells] for day, *cells in rows]
    one = sheet([[f"Reporting quarter: {label(FIRST + quarter)}"], head, *dated], "Sessions")
    return book(one, name=name or f"{quarter}.xlsx")


def asked(*books) -> list[Problem]:
    problems = [p for p in collected(*books, received=LATE).problems if p.code in CODES]
    assert {p.severity for p in problems} <= {CONFIRM}
    return problems


def schools(quarter: int, young: list[int], name: str = ""):
    """A session for each headcount; no two quarters' sessions are alike."""
    rows = [
        [i, f"School {quarter}", f"Class {i}", "Delivered", many, 1 + i % 3] for i, many in enumerate(young)
    ]
    return returned(SCHOOLS, quarter, *rows, name=name)


def test_a_headcount_of_ten_times_the_usual():
    (problem,) = asked(
        schools(0, [28, 30, 26, 0, 28]), schools(1, [27, 29, 31, 28]), schools(2, [30, 280, 279])
    )
    assert (problem.code, problem.file, problem.sheet, problem.cell, problem.found) == (
        "headcount-unusual",
        "2.xlsx",
        "Sessions",
        "E4",
        "280",
    )
    assert problem.expected == "about 28, the median of the 9 earlier ones"


def test_seven_earlier_headcounts_say_nothing_of_the_usual():
    assert asked(schools(0, [28] * 3), schools(1, [28, 29, 30]), schools(2, [30, 900])) == []


def test_one_to_one_sessions_are_not_measured_against_training():
    one_to_one = [[i, "One to one", 1, 1] for i in range(9)]
    training = [[20 + i, "Training", 14 + i % 2, 1] for i in range(9)]
    assert (
        asked(
            returned(POLICE, 0, *one_to_one, *training),
            returned(POLICE, 1, [0, "One to one", 1, 1], [1, "Training", 20, 1]),
        )
        == []
    )
    (problem,) = asked(
        returned(POLICE, 0, *one_to_one, *training),
        returned(POLICE, 1, [0, "One to one", 1, 11], [1, "Training", 20, 1]),
    )
    assert (problem.file, problem.cell, problem.found) == ("1.xlsx", "D3", "11")


def test_a_superseded_quarter_neither_asks_nor_speaks_for_the_usual():
    earlier = [schools(0, [28] * 9)]
    assert [p.file for p in asked(*earlier, schools(1, [300], "wrong.xlsx"))] == ["wrong.xlsx"]
    assert asked(*earlier, schools(1, [300], "wrong.xlsx"), schools(1, [30], "right.xlsx")) == []


@pytest.mark.parametrize("same, asks", [(12, True), (11, True), (10, False)])
def test_a_quarter_copied_from_the_last_one(same, asks):
    rows = [[i, "Oak", f"Class {i}", "Delivered", 20 + i, 2] for i in range(12)]
    again = [[i + 1, "Oak", f"Class {i}", "Delivered", (20 if i < same else 40) + i, 2] for i in range(12)]
    found = [
        (p.code, p.file, p.sheet, p.cell, p.found)
        for p in asked(returned(SCHOOLS, 0, *rows), returned(SCHOOLS, 1, *again))
    ]
    words = f"{same} of the 12 rows of 2023/24 Q2 are as in 2023/24 Q1, apart from the dates"
    assert found == ([("quarter-copied", "1.xlsx", "Sessions", "", words)] if asks else [])


def test_nine_rows_or_rows_that_are_all_alike_do_not_show_a_copy():
    nine = [[i, "Oak", f"Class {i}", "Delivered", 20 + i, 2] for i in range(9)]
    assert asked(returned(SCHOOLS, 0, *nine), returned(SCHOOLS, 1, *nine)) == []
    alike = [[i, "One to one", 1, 1] for i in range(20)]
    assert asked(returned(POLICE, 0, *alike), returned(POLICE, 1, *alike)) == []


def test_not_the_last_quarter_but_one():
    rows = [[i, "Oak", f"Class {i}", "Delivered", 20 + i, 2] for i in range(12)]
    assert (
        asked(returned(SCHOOLS, 0, *rows), schools(1, [30, 29, 28, 27, 26, 25]), returned(SCHOOLS, 2, *rows))
        == []
    )


@pytest.mark.parametrize("rows, asks", [(4, True), (5, False), (45, False), (46, True)])
def test_far_fewer_or_more_rows_than_usual(rows, asks):
    books = [schools(q, [28] * many) for q, many in enumerate((15, 14, 16, 15))]
    found = [
        (p.code, p.file, p.sheet, p.cell, p.found, p.expected) for p in asked(*books, schools(5, [28] * rows))
    ]
    said = (
        "rows-unusual",
        "5.xlsx",
        "Sessions",
        "",
        f"{rows} rows in 2024/25 Q2",
        "about 15 rows, the median of the 4 quarters before",
    )
    assert found == ([said] if asks else [])


def test_a_quiet_summer_is_as_quiet_as_the_last_one():
    books = [schools(q, [28] * many) for q, many in enumerate((20, 1, 22, 21))]
    assert asked(*books, schools(4, [28] * 20), schools(5, [28] * 2)) == []


def test_three_quarters_and_a_handful_of_rows_say_nothing_of_the_usual():
    assert asked(*[schools(q, [28] * 20) for q in range(3)], schools(3, [28])) == []
    assert asked(*[schools(q, [28] * 3) for q in range(4)], schools(4, [28] * 10)) == []


def test_the_quarters_of_one_workbook_are_history_too():
    cells = [[f"Reporting quarter: {label(FIRST)} to {label(FIRST + 4)}"], SCHOOLS]
    for quarter, many in enumerate((20, 20, 20, 20, 2)):
        cells += [
            [
                first_day(FIRST + quarter) + dt.timedelta(days=i),
                f"School {quarter}",
                f"Class {i}",
                None,
                28,
                1 + i % 3,
            ]
            for i in range(many)
        ]
    assert [(p.code, p.found) for p in asked(book(sheet(cells, "Sessions")))] == [
        ("rows-unusual", "2 rows in 2024/25 Q1")
    ]


SUPPORT = "Young person ref  Support started  Support ended  Setting"


def test_S04_support_that_starts_after_the_quarter():
    rows = (
        f"Reporting quarter: 2024/25 Q1  -\n{SUPPORT}\nA  2024-06-30  -  Community\nB  2024-07-01  -  "
        "Community\nC  2024-07-21  -  Community"
    )
    problems = [
        p for p in collected(book(rows)).problems if p.code in ("starts-after-quarter", "date-after-return")
    ]
    assert [(p.code, p.sheet, p.cell, p.found) for p in problems] == [
        ("date-after-return", "Sheet1", "B5", "21 July 2024"),
        ("starts-after-quarter", "Sheet1", "B4", "1 July 2024"),
    ]
    assert problems[1].expected == "a start not after 30 June 2024" and problems[1].severity == CONFIRM


def test_S04_a_running_list_that_is_cut_off_is_one_question():
    lines = "\n".join(f"P{i}  2024-04-{i % 28 + 1:02d}  -  Community" for i in range(30))
    (problem,) = [
        p
        for p in collected(book(f"{SUPPORT}\n{lines}"), covers="2023/24 Q4").problems
        if p.code == "starts-after-quarter"
    ]
    assert (problem.cell, problem.found) == ("B2", "1 April 2024, and 29 more rows")


def test_a_quarter_far_from_the_usual_is_said_at_the_last_sheet_of_its_own_table():
    """Two sheets of sessions, and a list of schools behind them."""
    books = [schools(q, [28] * 15) for q in range(4)]
    first = schools(4, [28]).sheets[0]
    second = schools(4, [27]).sheets[0]._replace(name="More")
    listed = sheet("URN  School  Hotspot area  Priority school\n100001  Oak  Yes  No", "List")
    (problem,) = [p for p in asked(*books, book(first, second, listed, name="4")) if p.code == "rows-unusual"]
    assert (problem.sheet, problem.found) == ("More", "2 rows in 2024/25 Q1")


def test_where_a_sheet_of_the_table_lies_across_nothing_is_said_of_rows():
    """Its records are columns: so are they in whichever sheet and return, one is enough."""
    books = [schools(q, [28] * 15) for q in range(4)]
    first = schools(4, [28]).sheets[0]
    returns = collected(*books, book(first, first._replace(name="More"), name="4"), received=LATE).returns

    def found(across: tuple[str, ...]) -> list[str]:
        def with_rows_for_columns(part: Part) -> Part:
            sheets = tuple(
                s._replace(columns={str(i): slot for i, slot in enumerate(s.columns.values())})
                if s.name in across
                else s
                for s in part.file.sheets
            )
            return replace(part, file=replace(part.file, sheets=sheets))

        lying = [one._replace(parts=tuple(map(with_rows_for_columns, one.parts))) for one in returns]
        return [p.code for p in against_history(lying, Settings()) if p.code == "rows-unusual"]

    assert found(()) == ["rows-unusual"]
    assert found(("More",)) == found(("Sessions",)) == found(("Sessions", "More")) == []


def test_a_table_that_is_empty_in_one_of_its_files_is_not_empty():
    """A return of two files of sessions comes as two returns; of one with a sheet without a row beside one with two,
    those two are asked about."""
    books = [schools(q, [28] * 15) for q in range(4)]
    bare = sheet([[f"Reporting quarter: {label(FIRST + 4)}"], SCHOOLS], "Bare")
    both = book(bare, schools(4, [28, 27]).sheets[0], name="4")
    assert [p.found for p in asked(*books, both) if p.code == "rows-unusual"] == ["2 rows in 2024/25 Q1"]
    assert [p for p in asked(*books, book(bare, name="4")) if p.code == "rows-unusual"] == []


def test_a_copy_says_of_which_quarter_it_is():
    rows = [[i, "Oak", f"Class {i}", "Delivered", 20 + i, 2] for i in range(12)]
    (problem,) = asked(returned(SCHOOLS, 1, *rows), returned(SCHOOLS, 2, *rows))
    assert problem.expected == "rows that differ from those of 2023/24 Q2"


def test_eight_earlier_headcounts_are_enough_to_know_the_usual():
    (problem,) = asked(schools(0, [28] * 4), schools(1, [28] * 4), schools(2, [280]))
    assert problem.expected == "about 28, the median of the 8 earlier ones"


def test_sessions_of_one_day_are_not_earlier_than_each_other():
    """Eight of 28 came before the last day, on which there are two: each is measured against the eight."""
    rows = [[i, "Oak", f"Class {i}", "Delivered", 28, 1] for i in range(8)]
    last = [[9, "Oak", f"Class {i}", "Delivered", many, 1] for i, many in ((8, 280), (9, 281))]
    assert [p.expected for p in asked(returned(SCHOOLS, 0, *rows, *last))] == [
        "about 28, the median of the 8 earlier ones"
    ] * 2


@pytest.mark.parametrize(
    ("usual", "rows", "asks"), [(3, 10, False), (3, 11, True), (10, 3, False), (11, 3, True), (12, 4, False)]
)
def test_a_number_of_rows_is_far_off_by_eight_and_by_three_times(usual, rows, asks):
    books = [schools(q, [28] * usual) for q in range(4)]
    found = [p.code for p in asked(*books, schools(4, [28] * rows))]
    assert found == (["rows-unusual"] if asks else [])


def test_of_scores_it_is_readings_that_are_a_copy():
    head = ["Date", "Young person ref", "Star area", "Score"]
    stars = [[i, f"P{i}", "Offending", 1 + i % 9] for i in range(10)]
    (problem,) = [
        p for p in asked(returned(head, 0, *stars), returned(head, 1, *stars)) if p.code == "quarter-copied"
    ]
    assert problem.found == "10 of the 10 readings of 2023/24 Q2 are as in 2023/24 Q1, apart from the dates"


def test_nine_of_ten_rows_are_a_copy():
    rows = [[i, "Oak", f"Class {i}", "Delivered", 20 + i, 2] for i in range(10)]
    again = [*rows[:9], [9, "Oak", "Class 9", "Delivered", 99, 2]]
    (problem,) = asked(returned(SCHOOLS, 0, *rows), returned(SCHOOLS, 1, *again))
    assert problem.found == "9 of the 10 rows of 2023/24 Q2 are as in 2023/24 Q1, apart from the dates"


def test_a_quarter_after_one_of_nine_rows_shows_no_copy():
    """Nine of its ten rows stand there."""
    rows = [[i, "Oak", f"Class {i}", "Delivered", 20 + i, 2] for i in range(10)]
    assert asked(returned(SCHOOLS, 0, *rows[:9]), returned(SCHOOLS, 1, *rows)) == []
    assert len(asked(returned(SCHOOLS, 0, *rows), returned(SCHOOLS, 1, *rows))) == 1


def history(*quarters: dict[str, list]) -> _History:
    """A table of which each quarter's rows are columns of words."""
    made = _History.__new__(_History)
    made.name = "police_sessions"
    frames = [
        pd.DataFrame({name: pd.Categorical(pd.array(words, dtype="str")) for name, words in columns.items()})
        for columns in quarters
    ]
    made.pieces = [(SimpleNamespace(tables={made.name: frame}), np.arange(len(frame))) for frame in frames]
    sizes = [len(frame) for frame in frames]
    made.rows = {
        "quarter": np.repeat(np.arange(len(frames)) + 7, sizes),
        "part": np.repeat(np.arange(len(frames)), sizes),
    }
    return made


def test_rows_have_equal_numbers_where_they_are_equal_so_far():
    """By the first column a and b; by both, blanks are no other word."""
    of = history(
        {"type": ["a", "b", "a"], "team": ["x", None, None]},
        {"type": ["b", "c"], "team": [None, "x"]},
        {"type": ["a"], "team": ["x"]},
    )
    found = [[numbers.tolist() for numbers in both] for both in of.contents(["type", "team"], 8, 7)]
    (then, now), (all_then, all_now) = ((now, then) for then, now in found)
    assert now[0] == then[1] != then[0] == then[2] and now[1] not in then
    assert all_now[0] == all_then[1] and len({*all_then, *all_now}) == 4
    ((only,),) = of.contents(["type"], 9)
    assert len(only) == 1
    collide = history({"type": ["a", "b"], "team": ["x", None]})
    assert len(set([list(one) for (one,) in collide.contents(["type", "team"], 7)][-1])) == 2


def test_numbers_each_once_in_their_order():
    """By marks, or, where the greatest is far more than there are, by sorting."""
    for below in (10, 64 * 4, 64 * 4 + 1, 10_000):
        assert _each_once(np.array([7, 3, 7, 0]), below).tolist() == [0, 3, 7]
