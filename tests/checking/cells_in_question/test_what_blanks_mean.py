"""Blank cells and dashes that may be No or 0: asked about once, and answered for good."""

import datetime as dt

import pytest

from ieo_metrics.accepting.questions.column_questions import asked_sheets
from ieo_metrics.commands_on_files import exit_status
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.recognising.mappings.confirmed_answers_in_words import confirmed_answers
from ieo_metrics.recognising.mappings.mapping import EMPTY, Mapping
from ieo_metrics.recognising.mappings.mapping_as_json import mapping_as_data, mapping_of
from ieo_metrics.recognising.mappings.sheet_decisions import AS_BLANK, AS_NO, AS_ZERO
from tests.recognising.in_memory import answers, book, collected

HEADINGS = ["Ref", "Support started", "Follow-up ends", "Traced", "Reoffended", "CHI before", "CHI after"]
PAIN = ["Young person ref", "First date", "First score", "Latest date", "Latest score"]
QUARTER = "2024/25 Q1"
D = dt.date


def follow_up(*rows: tuple, headings: list[str] = HEADINGS) -> list[list]:
    """Rows of Traced, Reoffended, CHI before, CHI after, of follow-ups that end in the quarter."""
    days = [D(2023, 5, 1 + n) for n in range(len(rows))]
    people = [[f"R{n}", day, day.replace(year=2024), *row] for n, (day, row) in enumerate(zip(days, rows))]
    return [headings, *[[cell for cell, name in zip(row, HEADINGS) if name in headings] for row in people]]


def pain(*rows: tuple) -> list[list]:
    return [
        PAIN,
        *[[f"R{n}", D(2024, 4, 5), first, D(2024, 5, 9), last] for n, (first, last) in enumerate(rows)],
    ]


def asked(rows: list[list], mapping: Mapping = EMPTY, **how: object) -> list[str]:
    problems = collected(book(rows), covers=QUARTER, mapping=mapping, **how).problems
    return [p.cell for p in problems if p.code == "mapping-blank-means"]


def answered(rows: list[list], answer: str) -> Mapping:
    workbook = book(rows)
    (sheet,) = asked_sheets(collected(workbook, covers=QUARTER).files[0], workbook, EMPTY)
    (question,) = sheet.questions
    assert AS_BLANK in question.choices and len(question.choices) == 2
    return question.answered(EMPTY, answer)


def figure(rows: list[list], ref: str, mapping: Mapping = EMPTY) -> tuple:
    return answers(collected(book(rows), covers=QUARTER, mapping=mapping))[ref, QUARTER][:3]


ONLY_YES = follow_up(("Yes", "Yes", 2, 3), ("Yes", None, 5, 0), ("Yes", "-", 7, 0), ("No", None, None, None))


def test_only_the_yes_are_filled_in():
    assert asked(ONLY_YES) == ["E3"]
    assert exit_status(collected(book(ONLY_YES), covers=QUARTER)) == 1
    assert figure(ONLY_YES, "5.2.1.a") == (0, 0, 1)
    is_no, is_blank = (answered(ONLY_YES, answer) for answer in (AS_NO, AS_BLANK))
    assert figure(ONLY_YES, "5.2.1.a", is_no) == (2 / 3, 2, 3)  # the untraced one stays out
    assert figure(ONLY_YES, "5.2.1.a", is_blank) == (0, 0, 1)
    for mapping in (is_no, is_blank):
        assert asked(ONLY_YES, mapping) == []
        assert exit_status(collected(book(ONLY_YES), covers=QUARTER, mapping=mapping)) == 0
        assert mapping_of(mapping_as_data(mapping), "file") == mapping
    (said,) = confirmed_answers(is_no)
    assert said.words.startswith("a blank or a dash under reoffended") and said.words.endswith("is no")
    assert said.taken_from(is_no).decided == {}


def test_what_is_said_once_holds_next_quarter_and_only_where_there_is_a_question():
    is_no = answered(ONLY_YES, AS_NO)
    rows = follow_up(("Yes", "Yes", 2, 3), ("Yes", None, 5, 0), ("Yes", None, 5, 1))
    assert (asked(rows, is_no), figure(rows, "5.2.1.a", is_no)) == ([], (2 / 3, 2, 3))
    both = follow_up(("Yes", "Yes", 2, 3), ("Yes", "No", 5, 0), ("Yes", None, 5, 1))
    assert (asked(both), figure(both, "5.2.1.a", is_no)) == ([], (1 / 2, 1, 2))


def test_a_table_without_traced_and_one_in_which_nobody_is_to_be_known():
    without = [name for name in HEADINGS if name != "Traced"]
    rows = follow_up(("Yes", "Yes", 2, 3), ("Yes", None, 5, 0), headings=without)
    assert asked(rows) == ["D3"]
    assert asked(follow_up(("Yes", "Yes", 2, 3), ("No", None, None, None))) == []
    assert asked(follow_up(("Yes", None, 2, 3), ("Yes", None, 5, 0))) == []
    assert asked(follow_up(*[("Yes", "No", 5, 0)] * 6, ("Yes", None, 2, None))) == []


def test_of_a_follow_up_that_has_not_ended_there_is_nothing_to_say_yet():
    rows = follow_up(("Yes", "Yes", 2, 3), *[("Yes", None, 5, "-")] * 4)
    for row in rows[2:]:  # the return is of 20 July 2024
        row[1:3] = [D(2023, 8, 1), D(2024, 8, 1)]
    assert asked(rows) == []
    rows[2][1:3] = [D(2023, 7, 1), None]  # ended on 1 July 2024, twelve months on
    assert asked(rows) == ["E3"]


def test_from_some_row_on_only_the_yes_are_filled_in():
    first = [("Yes", "No" if n % 2 else "Yes", 5, 1) for n in range(10)]
    later = [("Yes", None if n % 2 else "Yes", 5, 1) for n in range(15)]
    assert asked(follow_up(*first, *later)) == ["E13"]
    assert asked(follow_up(*first, ("Yes", None, 5, 1), *first)) == []


@pytest.mark.parametrize("sign", ["-", "\u2013", " - "])
def test_a_dash_in_place_of_a_nought(sign):
    rows = follow_up(("Yes", "Yes", 2, 3), ("Yes", "No", 5, sign), ("Yes", "No", 5, 0))
    assert asked(rows) == ["G3"]
    assert figure(rows, "5.2.2.a") == (1 / 2, 1, 2)
    assert figure(rows, "5.2.2.a", answered(rows, AS_ZERO)) == (2 / 3, 2, 3)
    assert figure(rows, "5.2.2.a", answered(rows, AS_BLANK)) == (1 / 2, 1, 2)
    readings = pain((8, 5), (6, sign))
    assert asked(readings) == ["E3"]
    assert figure(readings, "5.1.2.c", answered(readings, AS_ZERO)) == (-4.5, -9, 2)
    assert asked(readings, settings=Settings(pain_scale_minimum=1)) == []


def test_nobody_is_asked_where_no_figure_turns_on_it():
    untraced = follow_up(("Yes", "Yes", 2, 3), ("Yes", "No", 5, 0), ("No", "-", "-", "-"))
    nothing_before = follow_up(("Yes", "Yes", 2, 3), ("Yes", "No", 0, "-"), ("Yes", "No", "-", "-"))
    no_second = [*pain((8, 5)), ["R9", D(2024, 4, 5), 6.0, "-", "-"]]
    for rows in (untraced, nothing_before, no_second):
        assert asked(rows) == []


def test_no_nought_at_all_and_nothing_in_its_place():
    rows = follow_up(("Yes", "Yes", 2, 3), ("Yes", "No", 5, None))
    assert asked(rows) == ["G3"]
    one_unknown = follow_up(("Yes", "Yes", 2, 3), ("Yes", "No", 5, None), *[("Yes", "No", 5, 0)] * 3)
    assert asked(one_unknown) == []
    several = follow_up(*[("Yes", "No", 5, None)] * 3, ("Yes", "Yes", 2, 0))
    assert asked(several)[-1] == "G2"
