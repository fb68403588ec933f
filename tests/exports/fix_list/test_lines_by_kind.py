"""One row for each kind in a sheet: which cells stand together, what is said of them, in whose words."""

import re

import pytest

from ieo_metrics.exports.fix_list.fix_list_words import Line
from ieo_metrics.exports.fix_list.lines_by_kind import MOST_CELLS, cells_in_words, lines_by_kind, sentences
from ieo_metrics.exports.fix_list.provider_wording import kind_in_words, provider_texts, texts_of_many
from ieo_metrics.framework.problem_kinds import CHECKS, INFORMATION, problem


def line(code: str, cell: str, sheet: str = "S", found: str = "x", **words: object) -> Line:
    p = problem(code, "f.xlsx", sheet, cell, "", found, **words)
    return Line("", p.severity, sheet, cell, found, p.expected, p.fix, "", code)


def test_cells_are_named_by_column_and_row_and_stretches_are_short():
    cells = ["B5", "B6", "B7", "C2", "C9", "C10"]
    assert cells_in_words(cells, True) == "B5:B7, C2, C9, C10"
    assert cells_in_words(["17:17", "", "D4"], True) == "row 17, whole sheet, D4"
    assert cells_in_words([""], False) == "whole file"
    assert cells_in_words(cells, True, 2) == "B5:B7, C2 and 2 more"
    every_other = [f"B{row}" for row in range(2, 2 * MOST_CELLS + 20, 2)]
    assert cells_in_words(every_other, True).endswith(f"B{2 * MOST_CELLS} and 9 more")


def test_one_row_for_a_kind_in_a_sheet():
    lines = [line("date-missing", cell) for cell in ("C10", "B12", "C9")] + [line("date-missing", "A2", "T")]
    rows = lines_by_kind(lines)
    assert [(row.first.sheet, row.cells, row.title) for row in rows] == [
        ("S", "B12, C9, C10", "A date is missing: 3 cells"),
        ("T", "A2", "A date is missing"),
    ]


def test_answers_from_two_lists_are_two_rows():
    rows = lines_by_kind(
        [line("word-unknown", "B2", allowed="yes, no"), line("word-unknown", "C2", allowed="a, b")]
    )
    assert [row.to_write for row in rows] == [
        "One of: yes, no. Write one of these answers.",
        "One of: a, b. Write one of these answers.",
    ]


def test_what_differs_from_cell_to_cell_stands_behind_each():
    rows = lines_by_kind(
        [
            line("person-details-differ", "D5", title="district", row=5, first=3),
            line("person-details-differ", "D9", title="district", row=9, first=4),
            line("person-details-differ", "G9", title="gender", row=9, first=4),
        ]
    )
    assert [(row.cells, row.to_write) for row in rows] == [
        (
            "D5 (rows 5 and 3), D9 (rows 9 and 4)",
            "One district for each young person. The two rows in brackets are of the same young person: correct "
            "the one that is wrong.",
        ),
        (
            "G9",
            "One gender for each young person. Row 9 and 4 are of the same young person: correct the one that is "
            "wrong.",
        ),
    ]


def test_what_stands_in_a_cell_is_an_example_unless_it_looks_personal():
    found = ("3/4/24", "3/4/24", "5/4/24", "6/4/24")
    rows = lines_by_kind(
        [line("date-two-digit-year", f"B{i}", found=text) for i, text in enumerate(found, 2)]
    )
    assert rows[0].what == "A year of two digits: 4 cells, such as “3/4/24” and “5/4/24”"
    for hidden in ("not shown: it looks personal", "SO14 2AB", "born 3 May 2007"):
        rows = lines_by_kind([line("word-unknown", "B2", found=hidden, allowed="a")])
        assert hidden not in rows[0].what and "What looks personal is not shown here" in rows[0].what


def test_sentences_begin_with_a_capital_and_end_with_one_full_stop():
    assert sentences("all rows visible.", "Say so.") == "All rows visible. Say so."
    assert sentences("", "Say so.") == "Say so."


ASKED = [check for check in CHECKS.values() if check.severity != INFORMATION]
NOT_FOR_PROVIDERS = {"used", "measures"}  # what the officer is told besides
FOR_US_ONLY = re.compile(r"--|\bmapping\b|\bofficer|\bcard\b|[{}]|from the list", re.I)


@pytest.mark.parametrize("check", ASKED, ids=lambda check: check.code)
def test_each_kind_is_said_in_words_for_a_provider(check):
    """Every sentence can be filled in, for one cell and for many, and names nothing of our own."""
    names = set(re.findall(r"\{(\w+)\}", check.expected + check.fix))
    words = {name: f"the {name.upper()}" for name in names}
    p = problem(check.code, "f", "S", "B2", **words)
    of_many, bracket = texts_of_many(check.code, p.expected, p.fix)
    for text in (*provider_texts(check.code, p.expected, p.fix), *of_many, kind_in_words(check.code)):
        assert not FOR_US_ONLY.search(text), text
    if bracket:
        told = " ".join((*of_many, bracket))
        assert "in brackets" in told and not any(part in " ".join(of_many) for part in bracket.split(" or "))
        assert {name for name in names if f"the {name.upper()}" in told} >= names - NOT_FOR_PROVIDERS
