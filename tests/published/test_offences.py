"""Tables of offences in the layouts in which they are published and sent, drawn as rows."""

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.published.offences import read_offences as read_offences_module
from ieo_metrics.published.offences.offence_table import OffenceSeries, OffenceTable
from ieo_metrics.published.offences.periods import Period, said_of_period
from ieo_metrics.published.offences.read_offences import read_offences
from ieo_metrics.published.what_was_understood import Understood
from ieo_metrics.reading.read_files import read_files
from ieo_metrics.reading.sheets import Workbook
from tests.published.population_files import as_csv, workbook

Q = quarter(2021, 1)
HOME_OFFICE = [
    "Financial Year", "Financial Quarter", "Force Name", "Offence Description", "Offence Group", "Offence Subgroup",
    "Offence Code", "Number of Offences",
]  # fmt: skip
OFFENCES = [
    ("Assault with injury", "Violence against the person", "Violence with injury", "8N"),
    ("Endangering life", "Violence against the person", "Violence with injury", "4.4"),
    ("Robbery of personal property", "Robbery", "Robbery", "34B"),
]


def read(data: bytes, name: str = "") -> Understood[OffenceTable]:
    (book,) = read_files([(name or ("offences.xlsx" if data.startswith(b"PK") else "offences.csv"), data)])
    assert isinstance(book, Workbook), book
    return read_offences(book)


def table(data: bytes, name: str = "") -> OffenceTable:
    understood = read(data, name)
    assert understood.table, list(map(str, understood.troubles))
    return understood.table


def only(data: bytes) -> OffenceSeries:
    """The series of a file that holds one."""
    found = table(data)
    (area,) = found.areas
    (offence,) = found.offences(area)
    return found.chosen(area, offence)


def home_office(years: tuple[str, ...] = ("2021/22", "2022/23")) -> list:
    """Hampshire has 10, 20, 30 and 40 of each offence in the quarters of a year, Dorset one of each."""
    return [
        HOME_OFFICE,
        *(
            [year, number, force, *offence, 10 * number if force == "Hampshire" else 1]
            for year in years
            for number in (1, 2, 3, 4)
            for force in ("Dorset", "Hampshire")
            for offence in OFFENCES
        ),
    ]


# ---- The Home Office's


@pytest.mark.parametrize("sheets", [1, 2])
def test_the_home_offices_open_data(sheets):
    rows = home_office()
    half = 1 + len(rows) // 2
    books = (
        {"2021-22": rows[:half], "2022-23": [HOME_OFFICE, *rows[half:]]} if sheets == 2 else {"Data": rows}
    )
    cover = {"Cover": [["Police recorded crime, invented"], ["Published 20 July 2023"]]}
    found = table(workbook(cover | books))
    assert found.areas == ("Dorset", "Hampshire")
    assert found.title == "Police recorded crime, invented, Published 20 July 2023"
    series = found.chosen("Hampshire", "Assault with injury")
    assert series.counts == dict(zip(range(Q, Q + 8), [10, 20, 30, 40] * 2, strict=True))
    assert series.edition.endswith("2021/22 Q1 to 2022/23 Q4")


def test_a_group_of_offences_is_the_sum_of_its_rows():
    found = table(as_csv(home_office()))
    assert found.chosen("Hampshire", "Violence with injury").counts[Q] == 20
    assert found.chosen("Hampshire", "Robbery").counts[Q + 3] == 40
    assert "Violence against the person" in found.offences("Hampshire")


def test_an_offence_that_comes_later_is_said_of_its_group():
    rows = [row for row in home_office() if row[:2] != ["2021/22", 1] or row[3] != "Endangering life"]
    series = table(as_csv(rows)).chosen("Hampshire", "Violence with injury")
    assert series.counts[Q] == 10
    assert any(
        "the sum of 2 rows in most periods, and of fewer in 2021/22 Q1" in words for words in series.left_out
    )


def test_one_row_twice_is_counted_once_and_with_another_number_refused():
    rows = home_office()
    assert table(as_csv([*rows, rows[-1]])).chosen("Hampshire", "Robbery").counts[Q + 7] == 40
    (trouble,) = read(as_csv([*rows, [*rows[-1][:-1], 41]])).troubles
    assert (trouble.cell, "the number of offences H49" in trouble.expected) == ("H50", True)


# ---- A constabulary's own


def test_months_across_as_dates_are_summed_to_whole_quarters():
    """April 2021 to May 2022, 1 to 14: 1 + 2 + 3, 4 + 5 + 6, and so on; of the last quarter June is missing."""
    months = [dt.date(2021 + (month + 3) // 12, (month + 3) % 12 + 1, 1) for month in range(14)]
    rows = [
        ["Assaults, as at 1 June 2022"],
        [],
        ["District", *months, "Total"],
        ["Portsmouth", *range(1, 15), 105],
        ["Southampton [1]", *range(2, 16), 119],
        [],
        ["[1] a note"],
    ]
    found = table(workbook({"Assaults": rows}))
    assert found.areas == ("Portsmouth", "Southampton")
    series = found.chosen("Portsmouth", "")
    assert series.counts == {Q: 6, Q + 1: 15, Q + 2: 24, Q + 3: 33}
    assert "2022/23 Q1 is left out: there is no number for June." in series.left_out
    assert series.title == "Assaults, as at 1 June 2022"


@pytest.mark.parametrize(
    "months",
    [
        ("Apr-21", "May-21", "Jun-21"),
        ("April 2021", "May 2021", "June 2021"),
        ("2021-04", "2021-05", "2021-06"),
        ("01/04/2021", "01/05/2021", "01/06/2021"),
        ("30/04/2021", "31/05/2021", "30/06/2021"),
        ("Apr 2021", "May 2021", "Jun 2021"),
    ],
)
def test_months_down_in_the_ways_people_write_them(months):
    rows = [
        ["Month", "Assaults"],
        *([month, number] for month, number in zip(months, (3, 4, 5), strict=True)),
    ]
    assert only(as_csv(rows)).counts == {Q: 12}


@pytest.mark.parametrize(
    "quarters",
    [
        ("2021/22 Q1", "2021/22 Q2"),
        ("Q1 2021/22", "Q2 2021/22"),
        ("Apr-Jun 2021", "Jul-Sep 2021"),
        ("2021-22 Quarter 1", "2021-22 Quarter 2"),
    ],
)
@pytest.mark.parametrize("across", [False, True])
def test_quarters_in_the_ways_people_write_them(quarters, across):
    third = ("2021/22 Q3",)
    rows = [["", *quarters, *third], ["Assaults", 7, 8, 9]]
    if not across:
        rows = [list(row) for row in zip(*rows, strict=True)]
        rows[0][0] = "Quarter"
    assert only(as_csv(rows)).counts == {Q: 7, Q + 1: 8, Q + 2: 9}


@pytest.mark.parametrize("form", ["csv", "merged"])
def test_quarters_under_their_year(form):
    rows = [
        ["Assaults by quarter"],
        ["", "2021/22", None, None, None, "2022/23", None, None, None],
        ["Area", *["Q1", "Q2", "Q3", "Q4"] * 2],
        ["Portsmouth", "1,000", "..", 3, 4, 5, 6, 7, "[c]"],
    ]
    data = as_csv(rows) if form == "csv" else workbook({"A": rows}, merged=[("A", "B2:E2"), ("A", "F2:I2")])
    series = only(data)
    assert series.counts == {Q: 1000, Q + 2: 3, Q + 3: 4, Q + 4: 5, Q + 5: 6, Q + 6: 7}
    assert series.gaps == (Q + 1,)
    assert "No number is given for 2021/22 Q2: not available." in series.left_out
    assert "2022/23 Q4 is left out: the file gives no number for it." in series.left_out


def test_years_down_and_months_across():
    months = ["Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar"]
    rows = [["Year", *months, "Total"], ["2021/22", *range(1, 13), 78], ["2022/23", *range(1, 13), 78]]
    assert only(as_csv(rows)).counts == dict(zip(range(Q, Q + 8), [6, 15, 24, 33] * 2, strict=True))


def test_a_sheet_for_each_area():
    rows = [["Quarter", "Assaults", "Robbery"], ["2021/22 Q1", 3, 4]]
    found = table(workbook({"Portsmouth": rows, "Southampton": rows}))
    assert found.areas == ("Portsmouth", "Southampton")
    assert found.chosen("Southampton", "Robbery").counts == {Q: 4}


def test_areas_across_and_what_is_no_number_of_offences():
    rows = [
        ["Month", "Portsmouth", "Southampton", "% change"],
        ["Apr-21", 1, 2, "5%"],
        ["May-21", 1, 2, "5%"],
        ["Jun-21", 1, 2, "5%"],
        ["2021/22", 3, 6, ""],
        ["Year to date", 3, 6, ""],
    ]
    found = table(as_csv(rows))
    assert found.chosen("Southampton", "").counts == {Q: 6}
    assert any("% change" in words for words in found.left_out)
    assert any("2021/22 (row 5), Year to date (row 6)" in words for words in found.left_out)


def test_a_line_above_the_headings_is_no_heading():
    """Nor is the sum of a year under them; and where one heading is an area of ours, all are areas."""
    rows = [
        ["Assaults, invented"],
        ["Quarter", "Portsmouth", "Southampton", "Both cities"],
        ["2021/22", 9, 9, 18],
        ["2021/22 Q1", 1, 2, 3],
        ["2021/22 Q2", 2, 3, 5],
    ]
    found = table(as_csv(rows))
    assert (found.title, found.areas) == ("Assaults, invented", ("Portsmouth", "Southampton", "Both cities"))
    assert found.chosen("Both cities", "").counts == {Q: 3, Q + 1: 5}


def test_a_quarter_that_disagrees_with_its_months_is_left_out():
    rows = [
        ["Period", "Assaults"],
        ["2021/22 Q1", 10],
        ["Apr-21", 3],
        ["May-21", 3],
        ["Jun-21", 3],
        ["2021/22 Q2", 5],
    ]
    series = only(as_csv(rows))
    assert series.counts == {Q + 1: 5}
    assert (
        "2021/22 Q1 is left out: its months add up to 9, and the quarter is given as 10." in series.left_out
    )


# ---- Troubles


def test_a_quarter_of_a_calendar_year_is_asked_about():
    rows = [["Quarter", "Assaults"], ["Q1 2021", 3], ["Q2 2021", 3]]
    troubles = read(as_csv(rows)).troubles
    assert [trouble.cell for trouble in troubles] == ["A2", "A3"]
    assert str(troubles[0]) == (
        "offences.csv, sheet offences, cell A2: found Q1 2021; expected one quarter of a financial year, or a month "
        "of a year. Write the quarter with its financial year, such as 2023/24 Q1, or the month with its year, such "
        "as April 2023."
    )


@pytest.mark.parametrize("cell", ["x3", "-4", "2.5", "about 10"])
def test_what_is_no_number_of_offences_names_its_cell(cell):
    rows = [["Quarter", "Assaults"], ["2021/22 Q1", 3], ["2021/22 Q2", cell]]
    (trouble,) = read(as_csv(rows)).troubles
    assert (trouble.cell, trouble.expected) == ("B3", "a whole number of offences")


def test_a_list_of_people_is_refused_and_not_shown():
    rows = [["Quarter", "Contact", "Assaults"], ["2021/22 Q1", "someone@example.org", 3]]
    (trouble,) = read(as_csv(rows)).troubles
    assert (trouble.cell, trouble.found) == ("B2", "not shown: it looks personal")


@pytest.mark.parametrize("rows", [[["Names", "Words"], ["a", "b"]], [["2021/22 Q1"]], [[""]]])
def test_a_file_without_such_a_table(rows):
    (trouble,) = read(as_csv(rows)).troubles
    assert trouble.found == "no table of offences by quarter or month"


# ---- Periods


@pytest.mark.parametrize(
    "text",
    ["2011-12 ", "Q1 2024", "year ending March 2024", "2021/22", "Q1", "May", "14/04/2021", "Total", "12"],
)
def test_what_names_no_one_period(text):
    assert said_of_period(text).named is None


@given(st.integers(quarter(2015, 1), quarter(2030, 4)), st.integers(1, 3))
def test_what_is_said_of_a_period_is_read_as_it(number, place):
    month = ((number % 4) * 3 + 3 + place - 1) % 12 + 1
    for period in (Period(number), Period(number, month)):
        assert said_of_period(period.in_words).named == period


def test_it_comes_back_from_its_data_as_it_was():
    series = table(as_csv(home_office())).chosen("Hampshire", "Robbery")
    assert OffenceSeries.of_data(json.loads(json.dumps(series.as_data()))) == series
    assert series.name == "Robbery, Hampshire"


def test_a_long_table_of_something_else_is_told_from_its_first_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """People by single year of age, on 2,000 rows: what the rows say of a period is looked at in a few of them."""
    looked_at: list[int] = []
    columns = read_offences_module.columns_of_offences
    monkeypatch.setattr(
        read_offences_module,
        "columns_of_offences",
        lambda grid, row: looked_at.append(row) or columns(grid, row),
    )
    people = [["Code", "Name", *range(90)], *([f"E{n:08}", f"Area {n}", *[n] * 90] for n in range(2000))]
    understood = read(as_csv(people))
    assert understood.table is None and "no table of offences" in str(understood.troubles[0])
    assert len(looked_at) < 300


@pytest.mark.parametrize("above", [1, 60, 150])
def test_lines_above_a_table_are_passed_over(above: int) -> None:
    lines = [[f"A line of notes, number {n}"] for n in range(above)]
    assert table(as_csv([*lines, *home_office()])).areas == table(as_csv(home_office())).areas
