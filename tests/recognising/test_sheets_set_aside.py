"""Sheets whose name says that their rows do not count: asked about, and not read until somebody says so."""

import pytest

from ieo_metrics.accepting.questions.column_questions import asked_sheets
from ieo_metrics.commands_on_files import exit_status
from ieo_metrics.framework.words.words_that_change_a_heading import names_what_does_not_count
from ieo_metrics.recognising.mappings.mapping import EMPTY
from ieo_metrics.recognising.mappings.mapping_as_json import mapping_as_data, mapping_of
from ieo_metrics.recognising.mappings.sheet_decisions import LEAVE, READ, SET_ASIDE
from tests.proofs.test_planted_habits import FIRST, Cells, collect, plain, planted, sample
from tests.recognising.in_memory import answers, book, sheet


def with_copy(which: str, where: str, name: str, **answer: object) -> Cells:
    """The sample with each seventh row of a sheet on another sheet as well, where sessions are four weeks later, and
    people are others; `answer`: a letter and what stands in all cells of that column."""

    def habit(cells: Cells) -> None:
        rows = [list(row) for row in cells[where][:FIRST]]
        for row in cells[where][FIRST::7]:
            other = list(row)
            other[0] = f"{row[0][:4]}9{row[0][5:]}" if isinstance(row[0], str) else row[0].replace(day=28)
            for letter, text in answer.items():
                other[ord(letter) - ord("A")] = text
            rows.append(other)
        cells[name] = rows

    return planted(which, habit)


NOT_COUNTED = """
Planned; Cancelled sessions; Archive 2023; TIPS - not delivered; Waiting list; Do not use; Example; Not
yet approved; Next quarter; Declined; Draft Q2; Rejected referrals; DUPLICATES; To be delivered; On hold; Pending
approval; DNAs; Ignore this; Delete me; Historic data; Old version; No shows; Referrals not accepted; No
consent; Out of area; Sample data
"""
COUNTED = """
Sessions; Test Valley; Planned and delivered; Previous quarter; Last quarter; Old Portsmouth; Closed cases; Q1 2023-24;
Sheet1 (2); Old; Pain scale (old); Support; Follow-up; Custody; Outcomes Star; Reset; Consented; Area 2; Sample Street School; History of support
"""


@pytest.mark.parametrize("name", [" ".join(name.split()) for name in NOT_COUNTED.split(";")])
def test_names_that_say_so(name: str):
    assert names_what_does_not_count(name)


@pytest.mark.parametrize("name", ["", *(" ".join(name.split()) for name in COUNTED.split(";"))])
def test_names_that_are_only_names(name: str):
    assert not names_what_does_not_count(name)


@pytest.mark.parametrize("name", ["Template", "RESET template", "Blank form"])
def test_a_form_to_fill_in_is_a_return_where_it_is_the_only_one(name: str):
    assert not names_what_does_not_count(name) and names_what_does_not_count(name, is_only_one=False)
    cells = with_copy("tips", "Sessions", name)
    assert SET_ASIDE in [p.code for p in collect(cells).problems]
    del cells["Sessions"]
    assert SET_ASIDE not in [p.code for p in collect(cells).problems]


@pytest.mark.parametrize(
    ("which", "where", "name"),
    [
        ("tips", "Sessions", "Planned"),
        ("choices", "Sessions", "Cancelled workshops"),
        ("society", "Support", "Waiting list"),
        ("society", "Outcomes Star", "Example"),
        ("navigators", "Pain scale", "Archive"),
        ("navigators", "Social prescribing", "Declined"),
        ("police", "Follow-up", "Do not use"),
    ],
)
def test_it_is_asked_about_and_moves_no_figure_until_it_is_answered(which: str, where: str, name: str):
    cells = with_copy(which, where, name)
    one = collect(cells)
    assert [p.sheet for p in one.problems if p.code == SET_ASIDE] == [name]
    assert exit_status(one) == 1 and answers(one) == plain(which)
    workbook = book(*(sheet(rows, title) for title, rows in cells.items()))
    (asked,) = (table for table in asked_sheets(one.files[0], workbook, EMPTY) if table.sheet.name == name)
    (question,) = asked.questions
    left = collect(cells, question.answered(EMPTY, LEAVE))
    assert exit_status(left) == 0 and answers(left) == plain(which)
    said = [p.code for p in left.problems if p.sheet == name]
    assert said[0] == "sheet-left-out"
    read = collect(cells, question.answered(EMPTY, READ))
    assert answers(read) != plain(which) and SET_ASIDE not in [p.code for p in read.problems]


def test_an_answer_is_of_that_name_and_those_headings_and_is_kept_in_a_file():
    cells = with_copy("tips", "Sessions", "Planned")
    one = collect(cells)
    workbook = book(*(sheet(rows, title) for title, rows in cells.items()))
    (asked,) = asked_sheets(one.files[0], workbook, EMPTY)
    mapping = mapping_of(mapping_as_data(asked.questions[0].answered(EMPTY, LEAVE)), "answers.json")
    assert exit_status(collect(cells, mapping)) == 0
    cells["Planned sessions"] = cells.pop("Planned")
    assert exit_status(collect(cells, mapping)) == 1


@pytest.mark.parametrize(
    ("which", "where", "name", "status"),
    [
        ("tips", "Sessions", "Cancelled", {"F": "Cancelled"}),
        ("choices", "Sessions", "Planned", {"G": "Planned"}),
        ("navigators", "Social prescribing", "Declined", {"D": "Declined"}),
        ("navigators", "Social prescribing", "Waiting list", {"D": None}),
    ],
)
def test_where_no_row_could_count_nobody_is_asked(which: str, where: str, name: str, status: dict):
    one = collect(with_copy(which, where, name, **status))
    assert SET_ASIDE not in [p.code for p in one.problems] and answers(one) == plain(which)


def test_blank_is_delivered_and_so_is_asked_about():
    one = collect(with_copy("tips", "Sessions", "Cancelled", F=None))
    assert exit_status(one) == 1 and answers(one) == plain("tips")


def test_a_sheet_with_headings_only_holds_nothing_that_could_count():
    cells = {**sample("tips"), "Planned": sample("tips")["Sessions"][:FIRST]}
    assert SET_ASIDE not in [p.code for p in collect(cells).problems]
