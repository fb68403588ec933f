"""A note is told from a record by the column it stands in and by what it says; borders on both sides."""

import pytest

from tests.recognising.in_memory import book, collected, drawn

TIPS = "Date  Session type  Practitioner  Team  Attendees\n2024-05-01  Training  Kim  Traffic  30"
FOLLOW_UP = "Young person ref  Support started  Follow-up ends  Traced  Reoffended\nRST-1  2023-04-03  2024-04-03  Yes  No"
SUPPORT = "Young person ref  Support started  Support ended  Setting  Age band\nRST-1  2024-04-03  -  Community  18 to 21"
CHOICES = "Date  School  Activity  Young people reached  School staff engaged\n2024-05-01  Oak  Art  30  2"
SCHOOLS = "URN  School  Hotspot area  Priority school\n123456  Oak  Yes  No"


def under(table: str, *cells: object) -> tuple[int, list[str]]:
    """How many rows were left out, and the codes of the problems of the row under the table."""
    one = collected(book([*drawn(table), [], list(cells)])).files[0]
    (sheet,) = one.sheets
    assert sheet.rows == sheet.used + sheet.left_out and sheet.used == 1
    return sheet.left_out, [p.code for p in one.problems if "4" in p.cell]


NOTE = (0, ["note-row"])
NOTES = [
    "* provisional",
    "** estimated",
    "*provisional",
    "† revised",
    "-",
    "–",
    ".",
    "-----",
    "\x1a",
    "1) figures are provisional",
    "(2) see the notes",
    "[1] counted twice",
    "¹ provisional",
    "Source: RESET database",
    "Source - RESET",
    "Note: one person moved away",
    "n/a",
    "N/A",
    "End of data",
    "END",
    "*** End of report ***",
    "Nil return",
    "Data as at 30 June 2024",
    "Printed on 3 July 2024",
    "Page 1 of 2",
    "Part 2",
    "Section two:",
    "Second half",
    "Provisional",
    "See notes",
    "April 2024",  # over the rows of a month, a term or a quarter
    "Quarter 1 2024/25",
    "Week 3",
    "Spring term",
    "2024/25",
]


@pytest.mark.parametrize("text", NOTES, ids=repr)
@pytest.mark.parametrize(
    "table", [TIPS, FOLLOW_UP, SUPPORT, CHOICES, SCHOOLS], ids=lambda t: t.split("  ")[0]
)
def test_a_footnote_in_the_first_column_is_a_note(table, text):
    assert under(table, text) == NOTE


@pytest.mark.parametrize("text", NOTES, ids=repr)
@pytest.mark.parametrize("before", range(1, 5))
def test_a_footnote_in_any_other_column_is_a_note(before, text):
    assert under(SUPPORT, *[None] * before, text) == NOTE
    assert under(CHOICES, *[None] * before, text) == NOTE


@pytest.mark.parametrize(
    "cells", [("-", "-"), ("*", "provisional"), ("n/a", "n/a", "n/a"), ("1)", "estimated")]
)
def test_a_row_of_marks_and_of_nothing_is_a_note(cells):
    assert under(TIPS, *cells) == NOTE
    assert under(FOLLOW_UP, *cells) == NOTE


@pytest.mark.parametrize(
    "reference",
    ["RST-9", "B", "007", "Falcon", "Blue Heron", "*RST-9", "#12", "1)A2", "Notley", "Sources", "Endeavour"],
)
def test_a_reference_alone_in_its_row_is_a_person_without_dates(reference):
    left_out, codes = under(FOLLOW_UP, reference)
    assert (left_out, codes) == (1, ["follow-up-without-dates"])


def test_a_number_as_reference_is_a_person_too():
    assert under(SUPPORT, 12.0)[0] == 1


def test_references_of_several_words_are_the_providers_own_way():
    table = FOLLOW_UP.replace("RST-1", "Blue Heron Three")
    assert under(table, "Purple Otter Seven") == (1, ["follow-up-without-dates"])
    assert under(FOLLOW_UP, "Purple Otter Seven") == NOTE
    assert under(table, "* provisional") == NOTE


@pytest.mark.parametrize(
    ("table", "cells", "code"),
    [
        (TIPS, ("2024-05-01",), "answer-missing"),
        (TIPS, ("31/02/2024",), "date-impossible"),
        (TIPS, ("3 Apr 24",), "date-two-digit-year"),
        (TIPS, ("early May 2024", "Training"), "date-unreadable"),
        (TIPS, (None, "Training"), "date-missing"),
        (TIPS, (None, None, None, None, 30.0), "date-missing"),
        (TIPS, (None, None, None, None, "30"), "date-missing"),
        (TIPS, ("* provisional", "Training"), "date-unreadable"),
        (FOLLOW_UP, (None, None, None, "Yes"), "reference-missing"),
        (SUPPORT, (None, "2024-04-03"), "reference-missing"),
        (SUPPORT, (None, None, None, None, "under 18"), "reference-missing"),
        (CHOICES, (None, "Valley School"), "date-missing"),
    ],
)
def test_what_its_column_can_read_is_data_that_must_be_mended(table, cells, code):
    left_out, codes = under(table, *cells)
    assert left_out == 1 and code in codes and "note-row" not in codes


def test_a_school_alone_on_the_list_is_a_school():
    one = collected(book(f"{SCHOOLS}\n-  Harbour Example School")).files[0]
    assert one.sheets[0].rows == 2 and "note-row" not in [p.code for p in one.problems]


def test_a_note_among_the_rows_hides_none_of_them():
    one = collected(book(f"{TIPS}\nWeek two\n2024-05-09  Training  Kim  Traffic  9")).files[0]
    assert one.sheets[0].used == 2 and [p.cell for p in one.problems if p.code == "note-row"] == ["3:3"]


@pytest.mark.parametrize(
    "text", ["1", "12", "1)", "i.", "¹", "a¹", "٣", "page 2", "note 1", "Oak 1", "AE-01", "n/a"]
)
def test_a_text_that_ends_in_a_number_is_a_note_as_any_other(text):
    # The apostrophe with which Excel marks a text is no part of it.
    for table in (CHOICES, SUPPORT):
        assert under(table, None, text) == under(table, None, f"'{text}")
