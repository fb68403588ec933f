"""Cells that stand in each other's place in all rows or in some."""

import datetime as dt
import random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ieo_metrics.accepting.questions.column_questions import asked_sheets
from ieo_metrics.checking.cells_in_question.numbers_in_each_others_place import differ_on_a_day
from ieo_metrics.commands_on_files import exit_status
from ieo_metrics.framework.words.code_lists import STAR_AREAS
from ieo_metrics.recognising.mappings.mapping import EMPTY, Mapping
from ieo_metrics.recognising.mappings.mapping_as_json import mapping_as_data, mapping_of
from ieo_metrics.recognising.mappings.sheet_decisions import RIGHT
from tests.recognising.in_memory import book, collected

SCHOOLS = [
    "Date",
    "School",
    "URN",
    "Year group",
    "Status",
    "Young people reached",
    "School staff engaged",
    "Hotspot area",
    "Priority school",
]
TIPS = ["Date", "Session type", "Attendees", "Status", "Number of sessions"]
FOLLOW_UP = ["Ref", "Support started", "Follow-up ends", "Traced", "Reoffended", "CHI before", "CHI after"]
QUARTER = "2024/25 Q1"
D = dt.date


def schools(*counts: tuple) -> list[list]:
    """Sessions of Oak with young people and staff; a third part of a row is its status."""
    return [
        SCHOOLS,
        *(
            [D(2024, 5, 1 + n), "Oak", "100001", f"Year {n}", (*row, "Delivered")[2], *row[:2], "No", "No"]
            for n, row in enumerate(counts)
        ),
    ]


def tips(*counts: tuple, kind: str = "Training") -> list[list]:
    return [
        TIPS,
        *([D(2024, 5, 1 + n), kind, people, "Delivered", many] for n, (people, many) in enumerate(counts)),
    ]


def follow_up(*rows: tuple) -> list[list]:
    days = [D(2023, 5, 1 + n) for n in range(len(rows))]
    return [
        FOLLOW_UP,
        *(
            [f"R{n}", day, day.replace(year=2024), "Yes", *row]
            for n, (day, row) in enumerate(zip(days, rows))
        ),
    ]


def asked(rows: list[list], mapping: Mapping = EMPTY) -> list[str]:
    problems = collected(book(rows), covers=QUARTER, mapping=mapping).problems
    return [p.cell for p in problems if p.code == "mapping-cells-swapped"]


USUAL = [(26, 3), (28, 2), (24, 3), (30, 4), (22, 1), (27, 2)]


def swapped(counts: list[tuple]) -> list[tuple]:
    return [(few, many) for many, few in counts]


@pytest.mark.parametrize(
    "counts", [swapped(USUAL), [*USUAL, (3, 25)], swapped(USUAL[:3]), [*swapped(USUAL), *USUAL]]
)
def test_young_people_and_staff(counts):
    (cell,) = asked(schools(*counts))
    first = next(n for n, (young, staff) in enumerate(counts) if staff > young)
    assert cell == f"F{first + 2}"


def test_staff_who_are_more_but_no_more_than_usual_are_not_asked_about():
    assert asked(schools(*USUAL)) == []
    assert asked(schools(*USUAL, (4, 6), (2, 3), (0, 40))) == []  # small groups, and a day for staff
    assert asked(schools(*USUAL, (3, 25, "Cancelled"))) == []
    assert asked(schools((3, 25), *USUAL[:2])) == []  # too little to tell


def test_attendees_and_sessions():
    usual = [(12, 1), (9, 1), (15, 2), (11, 1), (14, 1)]
    assert asked(tips(*usual, (1, 13))) == ["C7"]
    assert asked(tips(*swapped(usual))) == ["C2"]
    assert asked(tips(*usual, (4, 5))) == []
    assert asked(tips(*[(1, 3)] * 5, kind="One-to-one")) == []


def test_scores_before_and_after():
    right = [("No", 20, 0), ("Yes", 3, 9), ("No", 8, 0)]
    assert asked(follow_up(*right, ("No", 0, 20), ("No", 0, 12))) == ["F5"]
    assert asked(follow_up(*right, ("No", 0, 20))) == []  # one may be so
    assert asked(follow_up(*right, ("No", 0, 20), ("No", 0, 12), ("No", 7, 3), ("No", 9, 1))) == []
    assert asked(follow_up(*right, ("No", 5, 2), ("No", 5, 4), ("Yes", 0, 9), ("Yes", 0, 4))) == []


def test_a_school_and_its_urn():
    rows = schools(*USUAL)
    rows[3][1:3] = ["100001", "Oak"]
    assert asked(rows) == ["B4"]
    rows[3][1:3] = ["100001", None]  # only the URN is known
    assert asked(rows) == []


def test_said_to_be_right_they_are_asked_about_no_more_and_others_are():
    rows = schools(*USUAL, (3, 25))
    workbook = book(rows)
    (sheet,) = asked_sheets(collected(workbook, covers=QUARTER).files[0], workbook, EMPTY)
    (question,) = sheet.questions
    assert list(question.choices) == [RIGHT]
    said = mapping_of(mapping_as_data(question.answered(EMPTY, RIGHT)), "file")
    assert exit_status(collected(workbook, covers=QUARTER)) == 1
    assert exit_status(collected(workbook, covers=QUARTER, mapping=said)) == 0
    assert asked(schools(*USUAL, (3, 25), (2, 25)), said) == ["F8"]


STARS = ["Young person ref", "First star date", "Latest star date"]
STARS += [f"{area} - {which}" for area in list(STAR_AREAS)[:4] for which in ("first", "latest")]


def stars(*latest: list[int], wrong: tuple[int, ...] = ()) -> list[list]:
    """Rows of one young person, the first scores beside each later ones; of some both are swapped."""
    rows = []
    for n, scores in enumerate(latest):
        pairs = [pair[::-1] if n in wrong else pair for pair in zip((2, 3, 4, 5), scores, strict=True)]
        rows.append(["R1", D(2024, 4, 3), D(2024, 5, 6 + n), *(score for pair in pairs for score in pair)])
    return [STARS, *rows]


def test_first_and_latest_scores_of_a_row():
    latest = [6, 7, 8, 9], [7, 8, 9, 10], [8, 9, 10, 6]
    assert asked(stars(*latest)) == []
    assert asked(stars(*latest, wrong=(1,))) == ["D3"]
    assert asked(stars(*latest, wrong=(0,))) == ["D2"]
    other = stars(*latest)
    other[2][3:5] = [9, 7]  # another first score, of which nobody knows which is right
    assert asked(other) == []


def test_scores_that_differ_from_row_to_row_are_explained_by_the_other_score_now_and_then():
    chance = random.Random(3)
    pain = ["Young person ref", "First date", "First score", "Latest date", "Latest score"]
    rows = [
        [f"R{n // 2}", D(2024, 4, 3), chance.randrange(11), D(2024, 5, 6), chance.randrange(11)]
        for n in range(400)
    ]
    assert asked([pain, *rows]) == []
    right = [[f"S{n // 2}", D(2024, 4, 3), n // 2 % 4 + 6, D(2024, 5, 6), n // 2 % 5] for n in range(60)]
    for row in right[1:20:2]:
        row[2], row[4] = row[4], row[2]
    assert asked([pain, *right]) == ["C2"]


readings = st.lists(
    st.tuples(*[st.integers(0, 2)] * 2, st.sampled_from([D(2024, 5, 1), D(2024, 5, 2)]), st.integers(0, 2)),
    max_size=8,
)


@given(readings, st.lists(st.booleans(), min_size=8, max_size=8), st.booleans())
def test_readings_of_a_day_that_differ(rows: list[tuple], used: list[bool], by_area: bool) -> None:
    frame = pd.DataFrame(rows, columns=["person_ref", "area", "date", "score"])
    frame = frame.astype({"person_ref": "category", "area": "category", "score": "Int64"})
    frame["date"] = pd.to_datetime(frame["date"])
    scores: dict[tuple, set[int]] = {}
    for (person, area, day, score), is_used in zip(rows, used):
        if is_used:
            scores.setdefault((person, area if by_area else 0, day), set()).add(score)
    names = ["person_ref", *(["area"] if by_area else [])]
    found = differ_on_a_day(frame, names, np.array(used[: len(rows)], dtype=bool))
    assert found == any(len(different) > 1 for different in scores.values())
