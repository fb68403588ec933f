"""Headings that are compared with known ones: each text once, and how near the usual ways of writing come."""

import datetime as dt
import random
import time

import pytest

from ieo_metrics.framework.layouts import LAYOUTS
from ieo_metrics.recognising.columns.closeness import NEAR, Closeness
from ieo_metrics.recognising.recognise import recognise_sheets
from tests.recognising.in_memory import book

WORDS = "person young support status email text worker call meeting outcome review notes family contact"
WORDS += " school area referral risk plan visit action"
SUPPORT = next(layout for layout in LAYOUTS if layout.table == "support")


def slot(name: str) -> int:
    return next(id(slot) for slot in SUPPORT.slots if slot.name == name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("suport startd", "started"),
        ("started support on", "started"),
        ("the start date of their support", "started"),
        ("settting", "setting"),
        ("gender of the young person", "gender"),
    ],
)
def test_a_heading_that_is_nearly_known_is_near(text: str, name: str) -> None:
    assert Closeness().of([text])[slot(name)][0] >= NEAR


@pytest.mark.parametrize("text", ["", "xy", "favourite colour", "word " * 40])
def test_what_is_not_near_is_near_to_nothing(text: str) -> None:
    assert Closeness().of([text]) == {}


def test_texts_that_are_looked_at_together_are_as_near_as_alone() -> None:
    texts = [f"{a} {b}" for a in WORDS.split() for b in ("date", "startd", "of support")]
    together = Closeness()
    together.look_at(texts)
    assert all(together.of([text]) == Closeness().of([text]) for text in texts)


def seconds_to_recognise(rows: int) -> float:
    """Of this process alone, the quickest of three: rows of 29 texts in the words of known headings, beside a
    column of dates."""
    pick = random.Random(1)
    words = [[" ".join(pick.choices(WORDS.split(), k=5)) for _ in range(29)] for _ in range(rows + 1)]
    workbook = book([["Log", *words[0]], *([dt.date(2024, 5, 1), *texts] for texts in words[1:])])
    taken = []
    for _ in range(3):
        began = time.process_time()
        problems = recognise_sheets(workbook)[1]
        taken.append(time.process_time() - began)
    assert [p.code for p in problems] == ["mapping-sheet-unknown"]
    return min(taken)


def test_a_sheet_of_unknown_words_takes_no_more_than_its_size_explains() -> None:
    assert seconds_to_recognise(200) < 25 * seconds_to_recognise(20)  # in proportion it would be 10
