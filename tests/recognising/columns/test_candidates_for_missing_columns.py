"""Columns that nobody knows, where the table lacks what they may be: a question with their letter, never for
information only."""

import datetime as dt

import pytest

from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.layouts import LAYOUTS
from ieo_metrics.pipeline import collect_files
from ieo_metrics.recognising.mappings.confirm_all_proposals import confirmed_choice
from ieo_metrics.recognising.mappings.mapping import EMPTY
from ieo_metrics.recognising.recognise import recognise_sheets
from tests.recognising.in_memory import RECEIVED, book, collected, drawn, places

POLICE = next(layout for layout in LAYOUTS if layout.table == "police_sessions")
STARS = ["YP ref", "First star date", "Latest star date"]
A_STAR = drawn("A  2024-04-05  2024-05-10")[0]


def stars(*columns: tuple) -> list[list]:
    """A wide star sheet; each further column is its heading and its cells, all of one length."""
    return [
        [*STARS, *(column[0] for column in columns)],
        *([*A_STAR, *cells] for cells in zip(*(column[1:] for column in columns), strict=True)),
    ]


def asked(rows: list[list]) -> list[tuple[str, str, str]]:
    """(code, cell, proposal) of everything that is said of the columns, with the slot that a doubt
    proposes."""
    understood, problems = recognise_sheets(book(rows))
    proposals = {doubt.cell: doubt.proposal for doubt in understood.doubts}
    assert len(understood.tables) == 1
    return [(p.code, p.cell, proposals.get(p.cell, "")) for p in problems]


@pytest.mark.parametrize(
    "heading", ["Offending (wk 12)", "Offending", "T2 offending", "Offending behaviour, 2025"]
)
def test_the_other_end_of_a_known_area_is_proposed(heading):
    assert asked(stars(("Offending - first", 3.0, 4.0), (heading, 5.0, 6.0))) == [
        ("mapping-column-proposed", "E1", "latest: offending")
    ]


def test_the_first_end_is_proposed_too():
    assert asked(stars(("Offending - latest", 3.0, 4.0), ("Offending (wk 0)", 5.0, 6.0))) == [
        ("mapping-column-proposed", "E1", "first: offending")
    ]


def test_once_confirmed_it_counts_and_is_not_asked_again():
    """From 3 to 5 on the scale is 2 up: the one young person with both."""
    one = book(
        [["Reporting quarter: 2024/25 Q1"], *stars(("Offending - first", 3.0), ("Offending (wk 12)", 5.0))]
    )
    mapping = confirmed_choice(EMPTY, recognise_sheets(one)[0].doubts)
    after = collect_files([one], Settings(), RECEIVED, None, mapping)
    assert [p.code for p in after.problems if p.code.startswith(("mapping", "column"))] == []
    assert sorted(after.files[0].tables["star_readings"]["score"].tolist()) == [3, 5]


def test_the_longest_name_of_an_area_is_the_one_that_is_meant():
    assert asked(stars(("Mental health - first", 3.0), ("Emotional and mental health (wk 12)", 5.0))) == [
        ("mapping-column-proposed", "E1", "latest: emotional and mental health")
    ]


def test_under_merged_headings_the_area_above_says_it():
    rows = [
        [None, None, None, "Offending", None, "Physical health", None],
        [*STARS, "First", "Wk 12", "First", "Wk 12"],
        [*A_STAR, 3.0, 5.0, 4.0, 6.0],
    ]
    assert asked(rows) == [
        ("mapping-column-proposed", "E2", "latest: offending"),
        ("mapping-column-proposed", "G2", "latest: physical health"),
    ]


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Offending target", (5.0, 6.0)),
        ("Offending change", (1.0, 2.0)),
        ("Offending (wk 12)", ("5/10", "6/10")),
        ("Offending notes", ("Well", "Better")),
    ],
)
def test_what_names_the_area_and_may_be_no_score_is_asked_without_a_proposal(heading, cells):
    assert asked(stars(("Offending - first", 3.0, 4.0), (heading, *cells))) == [
        ("mapping-column-unclear", "E1", "")
    ]


def test_two_that_may_be_the_one_that_is_missing_are_asked_without_a_proposal():
    rows = stars(("Offending - first", 3.0), ("Offending (wk 6)", 5.0), ("Offending (wk 12)", 6.0))
    assert asked(rows) == [("mapping-column-unclear", "E1", ""), ("mapping-column-unclear", "F1", "")]


def test_an_area_of_which_neither_end_is_known_is_asked_about_where_scores_stand():
    rows = stars(
        ("Offending - first", 3.0),
        ("Offending - latest", 4.0),
        ("Tenancy wk 0", 5.0),
        ("Tenancy wk 12", 6.0),
        ("Accommodation type", "Hostel"),
    )
    assert asked(rows) == [
        ("mapping-column-unclear", "F1", ""),
        ("mapping-column-unclear", "G1", ""),
        ("column-dropped", "H1", ""),
    ]


def test_scores_under_any_heading_are_asked_about_while_latest_scores_are_missing():
    rows = stars(
        ("Offending - first", 3.0, 4.0),
        ("Wk 12", 5.0, 6.0),
        ("Age", 9.0, 10.0),
        ("Worker", "X", "Y"),
        ("Fee", 75.0, 80.0),
    )
    assert asked(rows) == [
        ("mapping-column-unclear", "E1", ""),
        ("column-dropped", "F1", ""),
        ("column-dropped", "G1", ""),
        ("column-dropped", "H1", ""),
    ]


def test_where_both_ends_are_known_the_rest_is_not_needed():
    rows = stars(
        ("Offending - first", 3.0), ("Offending - latest", 5.0), ("Offending (mid)", 4.0), ("Wk 12", 5.0)
    )
    assert asked(rows) == [("column-dropped", "F1", ""), ("column-dropped", "G1", "")]


def test_a_harm_score_after_support_is_proposed_beside_the_one_before():
    rows = drawn("""
        Ref  Support started  Reoffended  CHI before  CHI (12 mth follow up)
        A    2023-01-05       yes         20          5
    """)
    assert asked(rows) == [("mapping-column-proposed", "E1", "chi_after")]


def test_what_is_nearly_known_is_not_proposed_twice():
    rows = stars(("Offending - first", 3.0), ("Ofending latest", 5.0), ("Offending (wk 12)", 5.0))
    assert asked(rows) == [
        ("mapping-column-proposed", "E1", "latest: offending"),
        ("column-dropped", "F1", ""),
    ]


@pytest.mark.parametrize(
    ("second", "third"),
    [("Date 2", "Score 2"), ("Review", "Review score"), ("Follow up date", "Follow up score")],
)
def test_a_second_reading_beside_one_without_an_end_is_asked_about(second, third):
    rows = [["YP ref", "Date", "Score", second, third], [*drawn("A  2024-04-05  7  2024-05-10  4")[0]]]
    assert asked(rows) == [("mapping-column-unclear", "D1", ""), ("mapping-column-unclear", "E1", "")]


@pytest.mark.parametrize(("second", "third"), [("Date entered", "Satisfaction"), ("Exit date", "Worker")])
def test_a_date_or_a_number_of_another_kind_is_none(second, third):
    rows = [["YP ref", "Date", "Score", second, third], [*drawn("A  2024-04-05  7  2024-05-10  4")[0]]]
    assert asked(rows) == [("column-dropped", "D1", ""), ("column-dropped", "E1", "")]


# Numbers of sessions and of people


def sessions(heading: str, *numbers: object, attendees: bool = True) -> list[list]:
    """Training sessions, one a day, with twelve people at each, and a further column."""
    days = drawn("\n".join(f"2024-04-{day:02}  Training  12" for day in range(1, len(numbers) + 1)))
    keep = 3 if attendees else 2
    return [
        [*["Date", "Session type", "Attendees"][:keep], heading],
        *([*row[:keep], n] for row, n in zip(days, numbers)),
    ]


@pytest.mark.parametrize("heading", ["How many", "How many?", "Qty", "Quantity", "Number"])
def test_how_many_beside_the_attendees_is_proposed_as_the_number_of_sessions(heading):
    assert asked(sessions(heading, 3.0, 3.0, 3.0)) == [("mapping-column-proposed", "D1", "number")]


@pytest.mark.parametrize(
    "numbers", [(3.0, 3.0, 3.0), (2.0, 1.0, 3.0, 1.0), ("2", "4", "2"), (*([2.0] * 19), None)]
)
def test_whole_numbers_in_nearly_every_row_are_asked_about_where_no_number_of_sessions_stands(numbers):
    understood, problems = recognise_sheets(book(sessions("Delivered in block", *numbers)))
    assert [(p.code, p.cell, p.severity) for p in problems] == [
        ("mapping-column-unclear", "D1", "please confirm")
    ]
    assert "column D" in problems[0].fix and '"Number of sessions"' in problems[0].fix
    assert understood.doubts[0].choices[0] == "number"


@pytest.mark.parametrize(
    "heading",
    ["No.", "Row", "Age", "Year", "Ref", "Booking no", "Duration", "Hours", "Miles", "Cost", "Group ID"],
)
def test_other_numbers_by_their_heading_are_not_needed(heading):
    assert asked(sessions(heading, 3.0, 2.0, 3.0)) == [("column-dropped", "D1", "")]


@pytest.mark.parametrize(
    "numbers",
    [(1.0, 1.0, 1.0), (0.0, 1.0, 0.0), (1.0, 2.0, 3.0), (7.0, 8.0, 9.0),
     (447700900123.0, 447700900124.0, 447700900129.0), (2023.0, 2024.0, 2024.0),
     (31.0, 12.0, 25.0, 4.0, 18.0, 9.0, 40.0, 3.0), (3.0, None, None), ("3", "some", "few"), (2.5, 3.5, 2.5)],
    ids=["one", "flags", "running", "running on", "telephones", "years",
         "references", "few", "words", "parts"],
)  # fmt: skip
def test_other_numbers_by_their_cells_are_not_needed(numbers):
    assert asked(sessions("Extra", *numbers)) == [("column-dropped", "D1", "")]


def test_with_a_number_of_sessions_and_of_people_other_numbers_are_not_needed():
    rows = [
        [*row, 2.0 if i else "Number of sessions"] for i, row in enumerate(sessions("Extra", 3.0, 2.0, 3.0))
    ]
    assert asked(rows) == [("column-dropped", "D1", "")]


def test_without_a_number_of_people_it_may_be_that():
    understood, _ = recognise_sheets(book(sessions("Extra", 3.0, 2.0, 3.0, attendees=False)))
    assert understood.doubts[0].choices[:2] == ("attendees", "number")


def test_not_needed_is_not_asked_again():
    one = book(sessions("Extra", 3.0, 3.0, 3.0))
    key = recognise_sheets(one)[0].doubts[0].key
    assert recognise_sheets(one, EMPTY.with_column(POLICE, key, ""))[1] == []


TIPS = [["Reporting quarter: 2024/25 Q1"], *sessions("How many", 3.0, 3.0, 3.0)]


def test_a_total_of_what_was_not_read_says_how_many_rows_were_counted():
    """Three rows of three sessions each: the provider's own total says nine."""
    one = collected(book([*TIPS, [None] * 4, ["TOTAL", None, None, 9.0]]))
    assert places(one.problems) == [
        ("mapping-column-proposed", "Sheet1", "D2"),
        ("totals-disagree", "Sheet1", "D7"),
        ("totals-row", "Sheet1", "7:7"),
    ]
    (said,) = (p for p in one.problems if p.code == "totals-disagree")
    assert said.found == "9" and said.expected.startswith("3, the number of rows above")


def test_a_total_that_is_the_number_of_rows_says_nothing():
    one = collected(book([*TIPS, ["TOTAL", None, None, 3.0]]))
    assert "totals-disagree" not in [p.code for p in one.problems]


# Names of persons


@pytest.mark.parametrize(
    "heading",
    [
        "Officer name", "Officer Name(s)", "Officer's names", "Key worker name",
        "Social worker's full name", "Child's name", "Child first name",
        "Teacher name", "Parent/carer name", "Class teacher surname",
        "Staff member name", "Client forename", "Young person's full name",
        "Young people's names", "Pupil names", "Contact name", "Name of the parent or carer",
        "Name of officer", "Names of the young people",
        "Practitioner name", "Trainer name",
    ],
)  # fmt: skip
def test_names_of_persons_are_said_to_have_been_dropped(heading):
    rows = [
        ["YP ref", "Support started", "Support ended", "Setting", heading],
        drawn("A  2024-04-05  -  Community  PC Smith")[0],
    ]
    _, problems = recognise_sheets(book(rows))
    assert places(problems) == [("column-personal-dropped", "Sheet1", "E1")]


@pytest.mark.parametrize(
    "heading",
    [
        "Team name",
        "School name",
        "Setting name",
        "Officer team name",
        "Name of workshop",
        "Name of event for young people",
        "Parent engagement",
        "Filename",
    ],
)
def test_names_of_other_things_are_only_not_needed(heading):
    rows = [
        ["YP ref", "Support started", "Support ended", "Setting", heading],
        drawn("A  2024-04-05  -  Community  Oak")[0],
    ]
    _, problems = recognise_sheets(book(rows))
    assert places(problems) == [("column-dropped", "Sheet1", "E1")]


def test_a_practitioners_name_is_taken_where_the_practitioner_is_a_column():
    assert asked(sessions("Practitioner name", "A", "B")) == [("column-taken", "D1", "")]


@pytest.mark.parametrize(
    ("heading", "proposed"),
    [("CHI after 12 months", "chi_after"), ("CHI after 6 months", ""), ("CHI before 12 months", "")],
)
def test_the_months_of_the_follow_up_say_nothing_else(heading, proposed):
    row = ["A", dt.date(2023, 5, 1), dt.date(2024, 5, 1), "Yes", "No", 9.0, 4.0]
    headings = ["Ref", "Support started", "Follow-up ends", "Traced", "Reoffended", "CHI before", heading]
    understood, _ = recognise_sheets(book([headings, row]))
    assert [doubt.proposal for doubt in understood.doubts] == [proposed]
