"""A row that may be a total, and a sheet that may be another programme's, have an answer each, which is
remembered."""

import datetime as dt
import json

from ieo_metrics.accepting.questions.column_questions import asked_sheets
from ieo_metrics.accepting.questions.question import Question
from ieo_metrics.checking.check_workbook import CheckedFile, check_workbook
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.reading.sheets import Workbook
from ieo_metrics.recognising.mappings.mapping import EMPTY, LEFT_OUT, RECORD, TOTAL, Mapping
from ieo_metrics.recognising.mappings.mapping_as_json import mapping_as_data, mapping_of
from ieo_metrics.recognising.mappings.mapping_file_additions import offer_of_bytes
from tests.recognising.in_memory import RECEIVED, book, drawn

CHOICES = "Date  School  URN  Year group  Activity  Young people reached  School staff engaged"
SESSION = "2024-05-01  Oak  123456  Year 8  Art  30  2"


def checked(workbook: Workbook, mapping: Mapping = EMPTY) -> tuple[CheckedFile, list[Question]]:
    file = check_workbook(workbook, Settings(), RECEIVED, mapping)
    return file, [q for one in asked_sheets(file, workbook, mapping) for q in one.questions]


def kept(mapping: Mapping) -> Mapping:
    """A mapping as it is read again from a file."""
    return mapping_of(mapping_as_data(mapping), "m.json")


def rows_of(file: CheckedFile) -> list[tuple[int, int, int]]:
    return [(s.rows, s.used, s.left_out) for s in file.with_data]


UNCLEAR = book(
    drawn(f"{CHOICES}\n{SESSION}\n-  Total Respect  -  -  -  25  1\n-  Total Respect  -  -  -  20  1")
)


def test_a_row_that_may_be_a_total_is_asked_about_once_for_its_text():
    file, (question,) = checked(UNCLEAR)
    assert question.about == "Is “Total Respect” a total?" and "2 rows, first in B3" in question.why
    assert list(question.choices) == [TOTAL, RECORD] and question.proposed is None
    assert not question.needed, "it is left out and listed, and holds nothing up"
    assert rows_of(file) == [(3, 1, 2)]


def test_a_total_is_no_row_and_is_not_asked_about_again():
    _, (question,) = checked(UNCLEAR)
    file, asked = checked(UNCLEAR, kept(question.answered(EMPTY, TOTAL)))
    assert asked == [] and rows_of(file) == [(1, 1, 0)]
    assert [p.code for p in file.problems].count("totals-row") == 2


def test_a_record_is_read_and_lacks_what_it_lacks():
    _, (question,) = checked(UNCLEAR)
    file, asked = checked(UNCLEAR, kept(question.answered(EMPTY, RECORD)))
    assert asked == [] and rows_of(file) == [(3, 1, 2)]
    assert [(p.code, p.cell) for p in file.problems if p.code == "date-missing"] == [
        ("date-missing", "A3"),
        ("date-missing", "A4"),
    ]


def test_a_text_that_may_name_somebody_is_not_remembered():
    head = "Young person ref  First date  First score  Latest date  Latest score"
    workbook = book(drawn(f"{head}\nA1  2024-05-01  5  2024-06-01  4\nTotal Smith  -  5  -  4"))
    file, asked = checked(workbook)
    assert "totals-row-unclear" in [p.code for p in file.problems] and asked == []


NAVIGATORS = [
    ["Young person ref", "Started", "Ended", "Status"],
    *([f"A{i}", dt.date(2024, 4, i), None, "Engaged"] for i in range(1, 5)),
]
NEARLY = [
    ["YP ref", "Suport startd", "Reofended", "Tracd"],
    *([f"YP{i}", dt.date(2024, 4, 1), "no", "yes"] for i in range(1, 5)),
]
WORKBOOK = book(NAVIGATORS, NEARLY)


def test_a_sheet_that_may_be_another_programmes_is_read_as_that_or_left_out():
    _, (question,) = checked(WORKBOOK)
    assert list(question.choices.values()) == [
        "Read it as follow up of RESET",
        "Leave it out: it is no part of this return",
    ]
    assert "nearly those of follow up of RESET, which" in question.why
    (read_as, left_out) = question.choices
    file, asked = checked(WORKBOOK, kept(question.answered(EMPTY, read_as)))
    assert {doubt.layout.table for doubt in file.doubts} == {"follow_up"} and len(asked) == 4
    file, asked = checked(WORKBOOK, kept(question.answered(EMPTY, left_out)))
    assert asked == [] and rows_of(file) == [(4, 4, 0), (4, 0, 4)]
    (said,) = [p for p in file.problems if p.sheet == "Sheet2"]
    assert (said.severity, said.code) == ("for information", "sheet-left-out")


def test_a_file_of_answers_says_them_in_words_and_turns_no_known_sheet_around():
    known = "young person ref | started | ended | status"
    said = (
        EMPTY.with_total("school_sessions", "school", "Total Respect", RECORD)
        .with_sheet("yp ref | suport startd | reofended | tracd", None)
        .with_sheet(known, None)
    )
    assert said.sheets[known] == LEFT_OUT
    offer = offer_of_bytes(json.dumps(mapping_as_data(said)).encode(), "m.json")
    assert offer.added == (
        'a sheet with the headings "yp ref | suport startd | reofended | tracd" is left out',
        'a row with "total respect" in school, of school sessions, is a record',
    )
    assert len(offer.refused) == 1 and "social prescribing" in offer.refused[0]


def test_one_row_that_may_be_a_total_is_named_by_its_cell():
    _, (question,) = checked(book(drawn(f"{CHOICES}\n{SESSION}\n-  Total Respect  -  -  -  25  1")))
    assert question.why == "It is in B3. Until this is answered, it is not counted."
    assert list(question.choices.values()) == ["A total: leave it out", "A record: count it"]
    assert question.key == "total school total respect" and not question.slots and question.code == ""


CANCELLED = book(drawn(f"{CHOICES}\n{SESSION}\nCancelled sessions  -  -  -  -  -  -\n{SESSION}\n{SESSION}"))


def test_a_line_over_rows_is_asked_about_and_what_is_said_is_remembered():
    file, (question,) = checked(CANCELLED)
    assert question.key == "line cancelled sessions" and question.code == "mapping-rows-under-a-line"
    assert question.about == "Do the rows under “Cancelled sessions” count?"
    assert question.why == (
        "If they do not, take them out of the workbook. Until this is answered, they are counted."
    )
    assert list(question.choices.values()) == ["They count like all others"] and question.proposed is None
    (answer,) = question.choices
    after, asked = checked(CANCELLED, kept(question.answered(EMPTY, answer)))
    assert asked == [] and question.code not in [p.code for p in after.problems]
    assert rows_of(file) == rows_of(after) == [(3, 3, 0)]
