"""Tables of offences whose numbers would be added up twice, or are none of a quarter or month: invented, and drawn as
rows."""

import pytest

from ieo_metrics.framework.dates.quarters import label
from ieo_metrics.published.count_cells import Count
from ieo_metrics.published.offences.periods import Period, said_of_period, said_together
from ieo_metrics.published.offences.rows_of_series import RowsOfSeries, is_total
from tests.published.population_files import as_csv, workbook
from tests.published.test_offences import Q, only, read, table

QUARTERS = [label(Q + number) for number in range(5)]
PLAIN = [["Quarter", "Area", "Offences"], *([q, "Portsmouth", 10 + n] for n, q in enumerate(QUARTERS))]
NUMBERS = {Q + number: 10 + number for number in range(5)}


# ---- Two sheets


def test_the_same_table_in_two_sheets_is_counted_once_and_said():
    found = table(workbook({"Data": PLAIN, "Data (2)": PLAIN}))
    assert found.chosen("Portsmouth", "Offences").counts == NUMBERS
    assert "Sheet Data (2): numbers that stand in the file already are counted once." in found.left_out


def test_a_mark_of_a_footnote_makes_no_other_area():
    noted = [[cell if cell != "Portsmouth" else "Portsmouth [note 2]" for cell in row] for row in PLAIN]
    assert table(workbook({"A": PLAIN, "B": noted})).chosen("Portsmouth", "Offences").counts == NUMBERS


def test_an_old_and_a_new_edition_in_two_sheets_are_refused():
    newer = [PLAIN[0], *([q, area, number + 1] for q, area, number in PLAIN[1:])]
    troubles = read(workbook({"2023": PLAIN, "2024": newer})).troubles
    assert (troubles[0].sheet, troubles[0].cell, troubles[0].found) == ("2024", "C2", "11")
    assert "the number of 2023 C2, which is for the same area, offence and period" in troubles[0].expected


# ---- Rows that are sums of others


@pytest.mark.parametrize("total", ["Total violence", "All offences", "", "Violence as a whole"])
def test_a_total_among_the_rows_of_a_group_is_not_added_to_it(total):
    """By its word, or because it always is the sum of the others."""
    rows = [["Quarter", "Offence group", "Offence", "Number of offences"]]
    for number, q in enumerate(QUARTERS):
        for offence, count in (("Assault", 10 + number), ("Harm", 3), (total, 13 + number)):
            rows.append([q, "Violence", offence, count])
    series = table(as_csv(rows)).chosen("", "Violence")
    assert series.counts == {Q + number: 13 + number for number in range(5)}
    shown = total or "a row without a name"
    assert f"Not added up, because it is a sum of the others: {shown}." in series.left_out
    assert "It is the sum of 2 rows a period: Assault and Harm." in series.left_out


def test_a_total_of_all_victims_is_not_added_to_its_parts():
    rows = [["Quarter", "Area", "Offence", "Sex of victim", "Number"]]
    for q in QUARTERS:
        rows += [[q, "Portsmouth", "Assault", sex, n] for sex, n in (("All", 9), ("Female", 4), ("Male", 5))]
    assert set(table(as_csv(rows)).chosen("Portsmouth", "Assault").counts.values()) == {9}


def test_two_rows_alone_are_both_added_up_whatever_they_are():
    """One that is as large as the other is no sum of several; nothing is left out that is not called a total."""
    rows = [["Quarter", "Offence group", "Offence", "Number of offences"]]
    for q in QUARTERS:
        rows += [[q, "Violence", offence, 5] for offence in ("Assault", "Harm")]
    assert set(table(as_csv(rows)).chosen("", "Violence").counts.values()) == {10}


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Total", True),
        ("Sub-total", True),
        ("Violence: total [1]", True),
        ("All persons", True),
        ("All other theft offences", False),
        ("Totton", False),
        ("Other", False),
    ],
)
def test_what_a_sum_is_called(text, is_one):
    assert is_total(text) is is_one


def test_areas_with_codes_only_are_told_apart():
    codes = ("E06000044", "E10000014", "E23000099")
    for heading in ("Area code", "LAD23CD"):
        rows = [["Quarter", heading, "Offences"], *([q, c, int(c[-2:])] for q in QUARTERS for c in codes)]
        found = table(as_csv(rows))
        assert found.areas == ("Portsmouth", "Hampshire", "E23000099")
        assert [set(found.chosen(a, "Offences").counts.values()) for a in found.areas] == [{44}, {14}, {99}]


@pytest.mark.parametrize("heading", ["Ward", "Offence code", "Beat"])
def test_names_that_end_with_a_number_are_not_one(heading):
    """A number behind a name may be a footnote's only where the name is one of our areas."""
    rows = [["Quarter", heading, "Type of offence", "Number"]]
    for q in QUARTERS:
        rows += [[q, name, "Robbery", 5] for name in ("W1", "W2", "W12")]
    found = table(as_csv(rows))
    sums = [set(found.chosen(area, "Robbery").counts.values()) for area in found.areas]
    assert sums == ([{5}] * 3 if heading == "Ward" else [{15}])


def test_many_rows_are_added_up_in_no_time():
    series = RowsOfSeries(
        {(f"c{n}",): dict.fromkeys(map(Period, range(Q, Q + 8)), Count(1)) for n in range(20_000)}
    )
    recorded, said = series.added_up()
    assert {one.number for one in recorded.values()} == {20_000}
    assert said == ["It is the sum of 20,000 rows a period: c0, c1, c2, c3 and 19,996 more."]


# ---- Periods


@pytest.mark.parametrize(
    ("heading", "ends"),
    [
        ("Quarter ending", ("30 June 2021", "30 September 2021", "31 December 2021")),
        ("Quarter ended", ("June 2021", "September 2021", "December 2021")),
        ("Three months to", ("Jun-21", "Sep-21", "Dec-21")),
        ("Quarter", ("01/04/2021", "01/07/2021", "01/10/2021")),
    ],
)
def test_a_quarter_by_the_month_with_which_it_begins_or_ends(heading, ends):
    rows = [[heading, "Assaults"], *([end, 7 + place] for place, end in enumerate(ends))]
    assert only(as_csv(rows)).counts == {Q: 7, Q + 1: 8, Q + 2: 9}


def test_three_months_that_are_no_quarter_are_not_read():
    rows = [["Quarter ending", "Assaults"], ["May 2021", 3], ["August 2021", 4], ["November 2021", 5]]
    assert read(as_csv(rows)).table is None


@pytest.mark.parametrize("heading", ["Month", "Month of financial year", "Month no"])
def test_the_number_of_a_month_of_a_financial_year_is_asked_about(heading):
    """The first may be April or January."""
    rows = [["Financial year", heading, "Assaults"], *(["2021/22", month, month] for month in range(1, 13))]
    troubles = read(as_csv(rows)).troubles
    assert troubles[0].cell == "A2" and "a month of a year" in troubles[0].expected


def test_the_number_of_a_month_of_a_calendar_year_is_one():
    rows = [["Year", "Month", "Assaults"], *([2021, month, month] for month in range(1, 13))]
    assert only(as_csv(rows)).counts == {Q - 1: 6, Q: 15, Q + 1: 24, Q + 2: 33}


@pytest.mark.parametrize(
    ("above", "heading", "cell"),
    [
        ("Rolling 12 months, invented", "Month", "A1"),
        ("Cumulative in the financial year", "Month", "A1"),
        ("Assaults per 1,000 people", "Month", "A1"),
        ("Assaults (thousands)", "Month", "A1"),
        ("Assaults, invented", "Year ending", "A2"),
        ("Assaults, invented", "12 months to", "A2"),
    ],
)
def test_numbers_of_more_than_a_month_or_of_something_else_are_refused(above, heading, cell):
    rows = [[above], [heading, "Assaults"], *([f"{m} 2021", 500] for m in ("April", "May", "June"))]
    (trouble,) = read(as_csv(rows)).troubles
    assert (trouble.cell, trouble.expected) == (cell, "numbers of offences, each of one quarter or month")


def test_a_line_that_tells_of_numbers_too_is_no_trouble():
    rows = [["Number of assaults and rate per 1,000 people"], *PLAIN]
    assert table(as_csv(rows)).chosen("Portsmouth", "Offences").counts == NUMBERS


@pytest.mark.parametrize("cell", ["1.000", "12.000"])
def test_a_thousand_with_a_dot_is_not_one(cell):
    rows = [PLAIN[0], *PLAIN[1:-1], [QUARTERS[-1], "Portsmouth", cell]]
    (trouble,) = read(as_csv(rows)).troubles
    assert (trouble.cell, trouble.found) == ("C6", cell)


# ---- Several cells that say a period


@pytest.mark.parametrize(
    ("headings", "cells"),
    [
        (("Published", "Quarter"), ("2025-04-01", None)),
        (("Month extracted", "Quarter"), ("April 2025", None)),
        (("Calendar year", "Quarter"), (2021, None)),
    ],
)
def test_when_a_row_was_made_is_not_its_period(headings, cells):
    rows = [[*headings, "Assaults"], *([cells[0], q, 7 + n] for n, q in enumerate(QUARTERS))]
    assert only(as_csv(rows)).counts == {Q + number: 7 + number for number in range(5)}


def test_the_first_and_the_last_day_of_a_quarter_are_the_quarter():
    days = (("01/04/2021", "30/06/2021"), ("01/07/2021", "30/09/2021"))
    rows = [["Start date", "End date", "Assaults"], *([*both, 7] for both in days)]
    assert only(as_csv(rows)).counts == {Q: 7, Q + 1: 7}


def test_two_tables_beside_each_other_are_refused():
    """The numbers of the second would be taken for those of the first one's quarters."""
    left, right = QUARTERS[:2], QUARTERS[2:4]
    rows = [["Quarter", "Robbery", "", "Quarter", "Assault"]]
    rows += [[one, 3, "", one, 4] for one in left]
    (trouble,) = read(as_csv(rows)).troubles
    assert (trouble.cell, trouble.expected) == ("D1", "one table to the sheet, or tables under each other")
    rows = [["Quarter", "Robbery", "", "Period", "Assault"]]
    rows += [[one, 3, "", other, 4] for one, other in zip(left, right, strict=True)]
    troubles = read(as_csv(rows)).troubles
    assert troubles[0].found == "2021/22 Q1 and 2021/22 Q3" and troubles[0].cell == "A2"


@pytest.mark.parametrize(
    ("cells", "named"),
    [
        (("2021/22 Q1", "May 2021"), Period(Q, 5)),
        (("April 2021", "June 2021"), Period(Q)),
        (("April 2021", "May 2021"), None),
        (("2021/22 Q1", "2021/22 Q2"), None),
        (("2022/23", "May 2021"), None),
        (("2021/22", "May 2021"), Period(Q, 5)),
    ],
)
def test_what_several_cells_say_together(cells, named):
    assert said_together([said_of_period(cell, "year") for cell in cells]).named == named
