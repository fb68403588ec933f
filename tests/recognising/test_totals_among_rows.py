"""A totals row is known by its word, the column in which that stands and what else the row holds; what is doubtful
is asked."""

import pytest

from ieo_metrics.framework.problem_kinds import CONFIRM, MUST_FIX
from ieo_metrics.recognising.totals_rows import is_plain_total
from tests.recognising.in_memory import book, collected, drawn

SUPPORT = "Young person ref  Support started  Support ended  Setting"
FOLLOW_UP = (
    "Young person ref  Support started  Follow-up ends  Traced  Reoffended  CHI before  CHI after  Comments"
)
CHOICES = "Date  School  URN  Year group  Activity  Young people reached  School staff engaged"
TIPS = "Date  Session type  Practitioner  Team  Attendees  Number of sessions"
SCHOOLS = "URN  School  Hotspot area  Priority school"


def seen(head: str, *rows: str) -> tuple[int, list[tuple[str, str]]]:
    """How many rows are used, and the problems about totals with their cells."""
    one = collected(book([*drawn(head), *(cells for row in rows for cells in drawn(row))])).files[0]
    (sheet,) = one.sheets
    assert sheet.rows == sheet.used + sheet.left_out
    asked = sum(p.code == "totals-row-unclear" for p in one.problems)
    assert sheet.left_out >= asked
    return sheet.used, [(p.code, p.cell) for p in one.problems if "total" in p.code]


@pytest.mark.parametrize(
    ("head", "row"),
    [
        (FOLLOW_UP, "RST-1  2023-04-03  2024-04-03  Yes  No  20  0  Total of 3 contacts"),
        (FOLLOW_UP, "RST-1  2023-04-03  2024-04-03  Yes  No  20  0  Total"),
        (FOLLOW_UP, "TOTAL-01  2023-04-03  2024-04-03  Yes  No  20  0  -"),
        (FOLLOW_UP, "Total Respect 3  2023-04-03  2024-04-03  Yes  No  20  0  -"),
        (CHOICES, "2024-05-01  Oak  123456  Year 8  Total respect workshop  30  2"),
        (CHOICES, "2024-05-01  Oak  123456  Year 8  Total  30  2"),
        (CHOICES, "2024-05-01  Total Respect Academy  123456  Year 8  Art  30  2"),
        (CHOICES, "2024-05-01  Oak  123456  Total  Art  30  2"),
        (TIPS, "2024-05-01  Training  Sum  Traffic  30  2"),
        (TIPS, "2024-05-01  Training  -  Total  30  2"),
        (SCHOOLS, "123456  Total Respect Academy  Yes  No"),
        (SCHOOLS, "-  Total Respect Academy  Yes  No"),
    ],
)
def test_a_record_with_such_a_word_in_it_is_a_record(head, row):
    assert seen(head, row) == (1, [])


@pytest.mark.parametrize(
    ("head", "row"),
    [
        (TIPS, "-  Training  Sum  Traffic  30  2"),
        (CHOICES, "-  Total Respect Academy  123456  Year 8  Art  30  2"),
        (CHOICES, "-  Oak  123456  Year 8  Total respect workshop  30  2"),
        (FOLLOW_UP, "-  2023-04-03  2024-04-03  Yes  No  20  0  Total of 3 contacts"),
    ],
)
def test_a_record_that_lacks_its_date_or_reference_does_not_go_without_a_word(head, row):
    (one,) = collected(book([*drawn(head), *drawn(row)])).files
    assert (one.used, one.left_out) == (0, 1)
    assert {"date-missing", "reference-missing"} & {p.code for p in one.problems}
    assert not [p for p in one.problems if "total" in p.code]


@pytest.mark.parametrize(
    ("head", "data", "row"),
    [
        (SUPPORT, "A  2024-04-03  -  Community", "Total  -  -  1"),
        (SUPPORT, "A  2024-04-03  -  Community", "Total young people  1  -  -"),
        (TIPS, "2024-05-01  Training  Kim  Traffic  30  2", "Total  -  -  -  30  2"),
        (TIPS, "2024-05-01  Training  Kim  Traffic  30  2", "-  Total  -  -  30  2"),
        (TIPS, "2024-05-01  Training  Kim  Traffic  30  2", "-  -  -  Total:  30  2"),
        (CHOICES, "2024-05-01  Oak  123456  Year 8  Art  30  2", "-  -  -  -  Grand total  30  2"),
        (CHOICES, "2024-05-01  Oak  123456  Year 8  Art  30  2", "-  Q1 total  -  -  -  30  2"),
        (SCHOOLS, "123456  Oak  Yes  No", "Total  1  -  -"),
        ("No  " + SUPPORT, "1  A  2024-04-03  -  Community", "Total  -  -  -  -"),
        (
            "Date  Session type  Where held  Attendees",
            "2024-05-01  Training  Cosham  30",
            "-  -  Total  30",
        ),
        (
            SUPPORT + "  Printed",
            "A  2024-04-03  -  Community  -",
            "Total  -  -  1  2024-06-30",
        ),
    ],
)
def test_a_row_with_the_word_and_nothing_that_identifies_it_is_a_total(head, data, row):
    assert seen(head, data, row) == (1, [("totals-row", "3:3")])


@pytest.mark.parametrize(
    ("head", "data", "row"),
    [
        (SUPPORT, "A-1  2024-04-03  -  Community", "Community  -  -  40"),
        (SUPPORT, "A-1  2024-04-03  -  Community", "Custody  12  -  -"),
        (SUPPORT + "  Gender", "A-1  2024-04-03  -  Community  Male", "Male young people  -  -  3  -"),
        (FOLLOW_UP, "RST-1  2023-04-03  2024-04-03  Yes  No  20  0  -", "Records  -  -  12  4  -  -  -"),
        (TIPS, "2024-05-01  Training  Kim  Traffic  30  2", "Delivered sessions  -  -  -  30  2"),
        (TIPS, "2024-05-01  Training  Kim  Traffic  30  2", "Trauma informed training  -  -  -  30  2"),
        (CHOICES, "2024-05-01  Oak  123456  Year 8  Art  30  2", "Young people reached  -  -  -  -  30  -"),
    ],
)
def test_a_figure_of_some_of_the_records_is_no_record(head, data, row):
    used, found = seen(head, data, row)
    assert used == 1 and ("totals-row", "3:3") in found
    problems = collected(book([*drawn(head), *drawn(data), *drawn(row)])).problems
    assert [p for p in problems if p.severity == MUST_FIX] == []


@pytest.mark.parametrize(
    ("head", "row"),
    [
        (SUPPORT, "Community  -  -  -"),
        (SUPPORT, "Community-1  -  -  40"),
        (SUPPORT, "Community  2024-05-01  -  40"),
        (SUPPORT, "Community  -  -  Custody"),
        (SUPPORT, "Community Kids  -  -  40"),
        (FOLLOW_UP, "Yes  -  -  -  -  20  0  -"),
    ],
)
def test_what_may_be_a_young_person_goes_not_without_a_word(head, row):
    (one,) = collected(book([*drawn(head), *drawn(row)])).files
    assert not [p for p in one.problems if "total" in p.code]
    assert [p for p in one.problems if p.severity == MUST_FIX]


@pytest.mark.parametrize(
    ("head", "data", "row", "cell"),
    [
        (SUPPORT, "A  2024-04-03  -  Community", "Total  2024-06-30  -  1", "A3"),
        (SUPPORT, "A  2024-04-03  -  Community", "Total  -  2024-06-30  -", "A3"),
        (CHOICES, "2024-05-01  Oak  123456  Year 8  Art  30  2", "2024-06-30  Total  -  -  -  30  2", "B3"),
        (CHOICES, "2024-05-01  Oak  123456  Year 8  Art  30  2", "-  Total Hampshire  -  -  -  30  2", "B3"),
        (TIPS, "2024-05-01  Training  Kim  Traffic  30  2", "2024-06-30  Total  -  -  30  2", "B3"),
        ("No  " + SUPPORT, "1  A  2024-04-03  -  Community", "Total  25  -  -  -", "A3"),
    ],
)
def test_a_doubtful_row_is_asked_and_left_out(head, data, row, cell):
    assert seen(head, data, row) == (1, [("totals-row-unclear", cell)])
    (asked,) = (
        p
        for p in collected(book([*drawn(head), *drawn(data), *drawn(row)])).problems
        if p.code == "totals-row-unclear"
    )
    assert asked.severity == CONFIRM and "total" in asked.found.casefold()


@pytest.mark.parametrize(
    "text",
    ["Total", "Sub-total", "Totals - all", "Q2 total", "Total for 2023/24", "=Total", "Overall", "YTD",
     "Year to date", "AVERAGE:", "Average score", "Mean", "Overall average", "Cumulative total"],
)  # fmt: skip
def test_plain_totals(text):
    assert is_plain_total(text)


@pytest.mark.parametrize(
    "text",
    [
        "TOTAL-01",
        "Total2",
        "Total/1",
        "Totalwood",
        "RT-TOTAL",
        "Total Respect",
        "Subtotalling",
        "Summary",
        "Overall Farm School",
        "Average Joe",
        "Meaning",
    ],
)
def test_names_and_codes_are_no_totals(text):
    assert not is_plain_total(text)
