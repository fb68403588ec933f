"""What a written workbook holds, read again with openpyxl, is what `write_workbook` says that it holds."""

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given as drawn_from
from hypothesis import settings as limits
from hypothesis import strategies as st
from openpyxl import load_workbook

from . import generate
from .drawn import given
from .plain import PlainReturn, is_date, is_given, is_number
from .slow import compute
from .workbooks import write_workbook
from .worked import ROCK_POOL, SSJ

STARS = """
    person_ref  date        area                    score
    A           2024-01-10  meaningful use of time  3
    A           2024-05-01  meaningful use of time  6
    A           2024-05-01  offending               ??
    A           2024-06-30  meaningful use of time  5
    B           2024-05-05  offending               4
"""


def test_wide_repeats_the_first_star(tmp_path: Path) -> None:
    said = write_workbook(given(SSJ, "2024-07-14", "2024/25 Q1", star_readings=STARS), tmp_path / "wide.xlsx")
    sheet = load_workbook(tmp_path / "wide.xlsx")["Outcomes Star"]
    assert sheet["A1"].value == "Reporting quarter: 2024/25 Q1"
    titles = [cell.value for cell in sheet[3]]
    assert titles[:4] == [
        "Young person ref",
        "First star date",
        "Latest star date",
        "Motivation and taking responsibility - first",
    ]
    lines = [
        dict(zip(titles, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(min_row=4)
    ]
    assert [
        (line["Young person ref"], line["First star date"], line["Latest star date"]) for line in lines
    ] == [
        ("A", datetime(2024, 1, 10), datetime(2024, 5, 1)),
        ("A", datetime(2024, 1, 10), datetime(2024, 6, 30)),
        ("B", datetime(2024, 5, 5), None),
    ]
    assert [line["Offending - latest"] for line in lines] == [11, None, None]
    assert (
        len(said.tables["star_readings"]) == 20 + 20 + 10
    )  # a reading that has neither date nor score is none
    answers = compute([said])
    assert answers["5.1.1.a", "2024/25 Q1", "all"].short() == (
        2.0,
        2,
        1,
        1,
        "",
    )  # A 3 → 5; B's star leaves the area blank
    assert answers["5.2.2.b", "2024/25 Q1", "all"].short() == (None, 0, 0, 1, "z")  # A's is 11


def test_notes_and_range(tmp_path: Path) -> None:
    plain = given(
        ROCK_POOL,
        "2024-07-04",
        "2023/24 Q4..2024/25 Q1",
        police_sessions="date  type  number\n2024-05-01  ??  ??",
    )
    write_workbook(plain, tmp_path / "tips.xlsx")
    book = load_workbook(tmp_path / "tips.xlsx")
    assert [cell.value for cell in book["Notes"]["A"]] == [
        "Reporting quarter: 2023/24 Q4 to 2024/25 Q1",
        "Date of return: 4 July 2024",
    ]
    assert [cell.value for cell in book["Sessions"][4]] == [
        datetime(2024, 5, 1),
        "sometimes",
        None,
        None,
        None,
        None,
        "eleven",
    ]


def test_one_range_only(tmp_path: Path) -> None:
    plain = given(ROCK_POOL, "2024-07-04", "2024/25 Q1", police_sessions="date")
    plain.covers["police_sessions"].add((2023, 1))
    with pytest.raises(AssertionError, match="one range"):
        write_workbook(plain, tmp_path / "tips.xlsx")


@limits(max_examples=25, deadline=None)
@drawn_from(
    generate.returns(as_workbooks=True),
    st.sampled_from(("wide", "per star", "long")),
    st.sampled_from(("wide", "long")),
)
def test_usable_readings_survive_any_shape(returns: list[PlainReturn], star: str, pain: str) -> None:
    """A sheet of another shape says the same usable readings, though not in the same order, and blank ones
    besides."""
    with TemporaryDirectory() as folder:
        for one in returns:
            said = write_workbook(one, Path(folder) / "return.xlsx", star, pain)
            for table in ("star_readings", "pain_readings"):
                assert _usable(said, table) == _usable(one, table)


def _usable(plain: PlainReturn, table: str) -> set[tuple]:
    """(person, date, area, score) of every reading that has them all; the pain scale has no areas."""
    rows = plain.tables.get(table, [])
    return {
        (row["person_ref"], row["date"], row.get("area"), row["score"])
        for row in rows
        if is_date(row["date"]) and is_number(row["score"]) and is_given(row.get("area", "pain scale"))
    }
