"""Cells that the rest of the return speaks against: asked about at the first of them, only where it tells, and
once it is said that they are right, no more."""

import datetime as dt

import pytest

from ieo_metrics.accepting.questions.column_questions import asked_sheets
from ieo_metrics.recognising.mappings.mapping import EMPTY, Mapping
from ieo_metrics.recognising.mappings.sheet_decisions import DOUBTFUL, REPEATED, RIGHT
from tests.checking.cells_in_question.test_what_blanks_mean import asked as asked_about_blanks
from tests.checking.cells_in_question.test_what_blanks_mean import follow_up
from tests.recognising.in_memory import Sheet, book, collected, sheet

D = dt.date
QUARTER = "2024/25 Q1"
PAIN = ["Young person ref", "First date", "First score", "Latest date", "Latest score"]
SUPPORT = ["Young person ref", "Support started", "Support ended", "Setting", "Gender"]
STAR = ["Young person ref", "Date", "Offending", "Physical health"]
TRAINING = ["Date", "Session type", "Practitioner", "Team", "Number of sessions"]


def pain(*pairs: tuple, references: list[str] | None = None) -> Sheet:
    names = references or [f"AE-{n:03}" for n in range(10, 10 + len(pairs))]
    rows = [
        [names[n], D(2024, 4, 1 + n % 28), one, D(2024, 5, 2 + n % 28), two]
        for n, (one, two) in enumerate(pairs)
    ]
    return sheet([PAIN, *rows], "Pain")


def support(*starts: dt.date, genders: tuple[str, ...] = ("Male",)) -> Sheet:
    """Periods of support of R10, R11 …, and again from R10 where there are more of them than ten."""
    rows = [
        [f"R{10 + n % 10}", start, None, "Community", genders[n % len(genders)]]
        for n, start in enumerate(starts)
    ]
    return sheet([SUPPORT, *rows], "Support")


def stars(*days: dt.date) -> Sheet:
    return sheet([STAR, *[[f"R{10 + n}", day, 4 + n % 6, 3 + n % 7] for n, day in enumerate(days)]], "Stars")


def training(*numbers: int, name: str = "Sessions", team: str = "Custody") -> Sheet:
    rows = [
        [D(2024, 4, 2 + n), "Training", f"Practitioner {n}", team, many] for n, many in enumerate(numbers)
    ]
    return sheet([TRAINING, *rows], name)


def asked(*sheets: Sheet, code: str = DOUBTFUL, mapping: Mapping = EMPTY) -> list[str]:
    problems = collected(book(*sheets), covers=QUARTER, mapping=mapping).problems
    return [f"{p.sheet} {p.cell}" for p in problems if p.code == code]


BETTER, WORSE = [(8, 5), (7, 5), (9, 6), (6, 5)] * 5, [(5, 8), (4, 7), (6, 9), (5, 6)] * 5
LOW_FIRST = [
    *[(8, 6), (7, 5), (9, 7), (6, 4)] * 9,
    *[(2, 8), (3, 7), (2, 7), (3, 8)],
]  # the last four are swapped
IN_ORDER = [f"AE-{n:03}" for n in range(10, 30)]
CHANGED_ROUND = [*IN_ORDER[:3], "AE-031", *IN_ORDER[4:]]
GAPS = [f"AE-{n:03}" for n in range(10, 70, 3)]
SPRING, YEAR_BEFORE = [D(2024, 4, 2 + n) for n in range(10)], D(2023, 4, 5)
SOON = [day + dt.timedelta(days=9) for day in SPRING]


@pytest.mark.parametrize(
    ("sheets", "cells"),
    [
        ([pain(*BETTER)], []),
        ([pain(*WORSE)], ["Pain C2"]),
        ([pain(*BETTER, *BETTER, *WORSE, *WORSE)], ["Pain C42"]),
        ([pain(*BETTER[:10], *WORSE[:10])], []),  # as by chance
        ([pain(*WORSE[:8])], []),
        ([pain(*LOW_FIRST)], ["Pain C38"]),
        ([pain(*LOW_FIRST[:36], (2, 1), (3, 1), (2, 0), (3, 1))], []),
        ([pain(*[(5, 3), (4, 2), (5, 1)] * 9)], ["Pain C2"]),
        ([pain(*[(5, 3), (4, 2), (6, 1)] * 9)], []),
        ([pain(*BETTER, references=CHANGED_ROUND)], ["Pain A5"]),
        ([pain(*BETTER, references=[*IN_ORDER[:3], "AE-099", *IN_ORDER[4:]])], []),  # a late one
        ([pain(*BETTER, references=CHANGED_ROUND[::-1])], ["Pain A18"]),
        ([pain(*BETTER, references=[*GAPS[:4], "AE-032", *GAPS[5:]])], []),  # late, 023 is free by chance
        ([pain(*BETTER, references=[*IN_ORDER[:2], "AE-021", *IN_ORDER[2:-1]])], []),  # late, beside 012
        (
            [pain(*BETTER, references=[*IN_ORDER[:2], "AE-021", *IN_ORDER[3:11], "AE-012", *IN_ORDER[12:]])],
            ["Pain A4"],
        ),
        ([pain(*BETTER, references=[*IN_ORDER[:4], *IN_ORDER[3:4], *IN_ORDER[5:]])], ["Pain A6"]),
        ([pain(*BETTER, references=[*IN_ORDER[:4], *IN_ORDER[3:-1]])], []),  # one who came twice
        ([support(*SPRING), stars(*SOON)], []),
        ([support(*[YEAR_BEFORE] * 3, *SPRING[3:], *SPRING[:2]), stars(*SOON)], ["Support B2"]),
        ([support(YEAR_BEFORE, YEAR_BEFORE, *SPRING[2:]), stars(*SOON)], []),  # two who waited
        ([support(*[YEAR_BEFORE] * 3, *[D(2023, 7, 9)] * 3, *SPRING[:9], *SPRING[:9]), stars(*SOON)], []),
        ([support(*SPRING, *SPRING, genders=("Male",) * 17 + ("Female",) * 3)], ["Support A19"]),
        ([support(*SPRING, *SPRING, genders=("Male",) * 18 + ("Female",) * 2)], []),
        ([stars(*SPRING[:4]), stars(*SPRING[:4])], []),  # the same rows
        ([sheet(follow_up(("No", "Yes", 2, 3), ("Yes", "No", 2, 0)), "Follow-up")], []),
    ],
)
def test_what_is_asked(sheets, cells):
    assert asked(*sheets) == cells


def test_a_draft_of_a_sheet_of_sessions_and_of_stars():
    last, draft = training(1, 2, 1, 2), training(2, 3, 2, 3, name="Second")
    assert asked(last, draft, code=REPEATED) == ["Second A2"]
    assert asked(last, training(2, 3, 2, 3, name="Other", team="Response"), code=REPEATED) == []
    rows = [[f"R{10 + n}", day, 5 + n % 5, 3 + n % 7] for n, day in enumerate(SPRING[:4])]
    assert asked(stars(*SPRING[:4]), sheet([STAR, *rows], "Second")) == ["Stars C2"]
    assert asked(stars(*SPRING[:4]), sheet([STAR, *rows[:2]], "Second")) == []


SCHOOLS = ["Date", "School", "URN", "Year group", "Activity", "Young people reached", "School staff engaged"]


@pytest.mark.parametrize(
    ("columns", "cells"),
    [
        ({}, []),
        ({2: ["999999"] * 6}, ["Sheet1 C2"]),
        ({2: ["100001", "100001", "100003", "100004", "100005", "100006"]}, []),  # one that was renamed
        ({3: ["Respect"] * 6, 4: [f"Year {n}" for n in range(7, 13)]}, ["Sheet1 D2"]),
        ({3: ["Girls"] * 6}, []),
        ({1: ["Oak"] * 6, 2: [None] * 6, 3: ["Year 7", None, "Year 8", None, "Year 9", None]}, ["Sheet1 D3"]),
        ({1: ["Oak"] * 6, 2: [None] * 6, 3: ["Year 7", None, "Year 8", None, "Year 9", "Year 9"]}, []),
    ],
)
def test_words_of_sessions(columns, cells):
    names = ("Oak", "Elm", "Ash", "Fir", "Yew", "Box")
    rows = [
        [D(2024, 4, 2 + n), names[n], f"10000{n + 1}", f"Year {7 + n}", "Respect", 20 + n // 2, 2 + n % 2]
        for n in range(6)
    ]
    for column, cells_of_it in columns.items():
        for row, cell in zip(rows, cells_of_it, strict=True):
            row[column] = cell
    assert asked(sheet([SCHOOLS, *rows])) == cells


def test_reoffended_turned_round():
    turned = [("Yes", "Yes", 5, 0)] * 4 + [("Yes", "No", 5, 9)] * 4
    assert asked(sheet(follow_up(*turned), "Follow-up")) == ["Follow-up E2"]
    assert asked(sheet(follow_up(*turned, *[("Yes", "No", 5, 0)] * 4), "Follow-up")) == []


def test_sessions_that_are_still_planned():
    heading = ["Date", "Session type", "Attendees", "Status"]
    for planned, cells in ((4, ["Sheet1 D3"]), (3, [])):
        statuses = ["Delivered"] + ["Planned"] * planned + ["Delivered"] * (7 - planned)
        rows = [[D(2024, 4, 2 + n), "Training", 9 + n, status] for n, status in enumerate(statuses)]
        assert asked(sheet([heading, *rows])) == cells


@pytest.mark.parametrize(
    ("answers", "cells"),
    [
        ([("No", "Yes"), ("Yes", "No")], ["E2"]),
        ([("No", "No"), ("Yes", "No")], []),
        ([(None, "No", None, None), *[("Yes", "No")] * 5], ["E2"]),  # untraced is blank beside it
        ([(None, "No", None, None), (None, "No", None, None), ("Yes", "No")], []),  # Traced is mostly blank
    ],
)
def test_traced_and_reoffended(answers, cells):
    rows = follow_up(*((*both, 3, 0)[: len(both) if len(both) == 4 else 4] for both in answers))
    found = collected(book(rows), covers=QUARTER).problems
    assert [p.cell for p in found if p.code == "mapping-cells-swapped"] == [
        c.replace("E", "D") for c in cells
    ]


def test_a_blank_latest_score_beside_low_first_ones():
    ones = [*[(8, 6), (7, 5), (9, 7), (6, 4), (8, 3)] * 5, (3, 1), (2, 1)]
    for blanks, cells in (
        ([(3, None), (2, None), (3, None)], ["E29"]),
        ([(8, None), (7, None), (3, None)], []),
    ):
        rows = [
            [f"R{n}", D(2024, 4, 5), one, D(2024, 5, 9), two] for n, (one, two) in enumerate([*ones, *blanks])
        ]
        assert asked_about_blanks([PAIN, *rows]) == cells


def test_said_to_be_right_they_are_asked_about_no_more():
    workbook = book(pain(*WORSE))
    (of_sheet,) = asked_sheets(collected(workbook, covers=QUARTER).files[0], workbook, EMPTY)
    (question,) = of_sheet.questions
    assert list(question.choices) == [RIGHT]
    said = question.answered(EMPTY, RIGHT)
    assert asked(pain(*WORSE), mapping=said) == []
    assert asked(pain(*BETTER, *BETTER, *WORSE, *WORSE), mapping=said) == ["Pain C42"]
