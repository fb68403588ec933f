"""What a page shows of a reading before it is remembered, and the reading that it begins with."""

import datetime as dt

import pytest

from ieo_metrics.recognising.by_hand.hand_reading import HandReading
from ieo_metrics.recognising.by_hand.preview import preview_reading
from ieo_metrics.recognising.by_hand.proposing import propose_reading
from ieo_metrics.recognising.by_hand.region_headings import marked_headings
from tests.recognising.in_memory import book, sheet

D = dt.date
LONG, TIPS = "pain_readings, long", "police_sessions, one row per session"
DOWN = sheet(
    "2024/25 Q1\n-\n-  Patient  When        Hurts\n-  A1       2024-04-03  7\n-  B2       -           5",
    "Data",
)
PAIN = HandReading(LONG, "down", {"patient": "person_ref", "when": "date", "hurts": "score"}, corner="B3")


def test_the_first_rows_and_their_cells():
    shown = preview_reading(book(DOWN), DOWN, PAIN)
    assert shown.headings == ("Young person ref", "Date", "Score")
    assert shown.rows == (("A1", "3 April 2024", "7"), ("B2", "blank", "5"))
    assert shown.cells == (("B4", "C4", "D4"), ("B5", "C5", "D5"))
    assert (shown.count, shown.says, shown.complete) == (2, (), True)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"columns": {"patient": "person_ref", "when": "date", "score": "score"}}, 'The heading "score" stands in none of the marked rows.'),
        ({"columns": {"patient": "person_ref", "when": "date"}}, '“Score” is missing: choose the heading that it is'),
        ({"layout": "star_readings, one row per star", "columns": {"patient": "person_ref", "when": "date"}}, "A column such as “Motivation and taking responsibility” is missing"),
        ({"columns": {"patient": "person_ref", "when": "person_ref"}}, '"Young person ref" is given twice.'),
        ({"under": "planned"}, 'No region with these headings stands under "planned".'),
        ({"columns": {"no heading": "person_ref"}, "sheet": "Data", "corner": "Z99"}, "Nothing of the region stands at Z99 of the sheet."),
        ({"constants": {"date": "Jul"}, "columns": {"patient": "person_ref"}}, '"Date" cannot be "Jul"; it is a date, a month or a quarter.'),
        ({"lies": "grid"}, "A grid must say what its headings across are, and what its numbers are."),
    ],
)  # fmt: skip
def test_what_cannot_be_laid_out_is_said(change, says):
    shown = preview_reading(book(DOWN), DOWN, HandReading(**{**vars(PAIN), **change}))
    assert any(sentence.startswith(says) for sentence in shown.says), shown.says
    assert not shown.complete


def test_what_may_be_given_a_meaning():
    lines = [
        ["2024/25 Q1"],
        [None, "Patient", "When", None, "Hurts", "Hurts"],
        [None, "A1", D(2024, 4, 3), "x", 7, 5],
    ]
    made = sheet(lines, "Data")
    marked = marked_headings(made, HandReading(LONG, corner="B2"))
    assert [(one.key, one.cell, one.samples) for one in marked] == [
        ("patient", "B2", ("A1",)),
        ("when", "C2", ("3 April 2024",)),
        ("no heading before hurts", "D2", ("x",)),
        ("hurts", "E2", ("7",)),
        ("hurts 2", "F2", ("5",)),
    ]


def test_no_personal_detail_is_shown():
    made = sheet([["Patient", "When", "Hurts"], ["07700 900123", D(2024, 4, 3), 7]], "Data")
    shown = preview_reading(book(made), made, PAIN)
    assert shown.rows[0][0] == "not shown: it looks personal"
    assert marked_headings(made, HandReading(LONG, corner="A1"))[0].samples == (
        "not shown: it looks personal",
    )


PAIN_WORDS = ["YP ref", "Date", "Pain score"]
A, B = ["A1", D(2024, 4, 3), 7], ["B2", D(2024, 4, 4), 8]
CARDS = [["2024/25 Q1"], *map(list, zip(PAIN_WORDS, A)), [], *map(list, zip(PAIN_WORDS, B))]
PROPOSALS = {
    "down": ([["2024/25 Q1"], PAIN_WORDS, A, B], "down", LONG),
    "across": ([["2024/25 Q1"], *map(list, zip(PAIN_WORDS, A, B))], "across", LONG),
    "side by side": (
        [["2024/25 Q1"], [*PAIN_WORDS, None, *PAIN_WORDS], [*A, None, *B]],
        "side by side",
        LONG,
    ),
    "cards": (CARDS, "cards", LONG),
    "grid": ([["2024/25 Q1"], ["Kind", "Apr", "May"], ["Training", 1, 2], ["1:1", 3, 4]], "grid", TIPS),
    "grid without a heading": ([["2024/25 Q1"], [None, "Apr", "May"], ["Training", 1, 2]], "grid", TIPS),
}


@pytest.mark.parametrize(("lines", "lies", "table"), PROPOSALS.values(), ids=PROPOSALS)
def test_what_is_plain_is_proposed_whole(lines, lies, table):
    made = sheet(lines, "Data")
    reading = propose_reading(made, 2, 1)
    assert (reading.lies, reading.layout) == (lies, table)
    shown = preview_reading(book(made), made, reading)
    assert (shown.says, shown.complete) == ((), True)
    assert shown.count == (2 * (len(lines) - 2) if lies == "grid" else 2)


def test_what_the_officer_has_said_is_kept():
    made = sheet([["Who", "On", "How bad"], ["A1", D(2024, 4, 3), 7]], "Data")
    reading = propose_reading(made, 1, 1, [LONG], "down")
    assert (reading.layout, reading.lies, set(reading.columns)) == (LONG, "down", {"who", "on", "how bad"})


def test_a_corner_outside_of_the_sheet_proposes_nothing():
    reading = propose_reading(DOWN, 500, 500)
    assert reading.columns == {} and not preview_reading(book(DOWN), DOWN, reading).complete
