"""A newer first reading than in earlier returns: the rules one by one, on readings that are written down."""

import datetime as dt
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from ieo_metrics.accepting.changed_first_readings import _earliest, _in_words, _readings, restated_baselines

STARS, PAIN = "star_readings", "pain_readings"


def readings(*rows: tuple) -> pd.DataFrame:
    """Person, area, day of January 2024, score; rows and columns count up."""
    many = len(rows)
    return pd.DataFrame(
        {
            "person_ref": [person for person, *_ in rows],
            "area": [area for _, area, _, _ in rows],
            "date": pd.to_datetime([f"2024-01-{day:02}" if day else None for _, _, day, _ in rows]),
            "score": pd.array([score for *_, score in rows], dtype="Int64"),
            "source": np.zeros(many, dtype=int),
            "row": np.arange(2, 2 + many),
            "column": np.full(many, 4),
            "unreadable": np.zeros(many, dtype=int),
        }
    )


def returned(
    name: str, *rows: tuple, table: str = STARS, wide: bool = False, slot: str = "first score"
) -> SimpleNamespace:
    sheet = SimpleNamespace(
        name="Log", shape="wide" if wide else "long", slot_at=lambda row, column: slot, table=table
    )
    frame = readings(*rows)
    if table == PAIN:
        frame = frame.drop(columns="area")
    part = SimpleNamespace(tables={table: frame}, file=SimpleNamespace(name=name, sheets=[sheet]))
    return SimpleNamespace(tables=part.tables, parts=(part,))


def asked(*returns: SimpleNamespace, governed: object = None) -> list[tuple[str, str, str]]:
    return [
        (p.cell, p.found, p.expected.removeprefix("the first score of an earlier return: "))
        for p in restated_baselines(returns, governed)
    ]


ONE = returned("a", ("A", "Offending", 10, 3))


@pytest.mark.parametrize(
    ("day", "score", "wide", "is_asked"),
    [
        (10, 3, False, False),
        (10, 4, False, True),  # another score of the day
        (9, 3, False, True),  # an earlier day
        (9, 4, False, True),
        (11, 4, False, False),  # a later one is a later reading
        (11, 4, True, True),  # but not in a column of first scores
        (10, 3, True, False),
    ],
)
def test_a_first_reading_that_is_earlier_or_another(day: int, score: int, wide: bool, is_asked: bool) -> None:
    now = returned("b", ("A", "Offending", day, score), wide=wide)
    words = f"Offending {score} on {day} January 2024"
    assert asked(ONE, now) == [("D2", words, "Offending 3 on 10 January 2024")] * is_asked


def test_of_others_and_of_latest_scores_nothing_is_asked() -> None:
    for other in (("B", "Offending", 9, 4), ("A", "Physical health", 9, 4), ("A", "Offending", None, 4)):
        assert asked(ONE, returned("b", other, ("A", "Offending", 10, 3))) == []
    assert asked(ONE, returned("b", ("A", "Offending", 9, 4), wide=True, slot="latest score")) == []
    assert len(asked(ONE, returned("b", ("A", "Offending", 9, 4), slot="latest score"))) == 1, (
        "of a long sheet"
    )
    assert len(asked(ONE, returned("b", ("A", "Offending", 9, 4), wide=True))) == 1
    assert asked(ONE) == asked() == []


def test_pain_is_compared_with_pain() -> None:
    before, now = returned("a", ("A", "", 10, 3), table=PAIN), returned("b", ("A", "", 10, 5), table=PAIN)
    assert asked(before, now) == [("D2", "5 on 10 January 2024", "3 on 10 January 2024")]
    assert asked(ONE, now) == asked(ONE, before) == []
    # Stars of one return only, and pain of two beside them.
    assert len(asked(before, ONE, now)) == 1


def test_each_return_is_compared_with_the_first_of_all_before() -> None:
    """3 on the 10th; then 4 on the 12th, which is later; then 5 on the 11th is later than the first; 3 on the 9th is not."""
    later = returned("b", ("A", "Offending", 12, 4))
    assert asked(ONE, later, returned("c", ("A", "Offending", 11, 5))) == []
    assert asked(ONE, later, returned("c", ("A", "Offending", 9, 3))) == [
        ("D2", "Offending 3 on 9 January 2024", "Offending 3 on 10 January 2024")
    ]
    other = returned("b", ("B", "Offending", 5, 2))
    assert len(asked(ONE, other, returned("c", ("A", "Offending", 9, 3), ("B", "Offending", 4, 2)))) == 2


@pytest.mark.parametrize(
    ("rows", "used"),
    [
        ([("A", "Offending", 9, 4)], "This return's is used."),
        ([("A", "Offending", 10, 3)], "The earlier return's is used."),
        (
            [("A", "Offending", 8, 1)],
            "The earliest that counts is used, and of two of one day that of the newest return.",
        ),
        (
            [("A", "Offending", 9, 3)],
            "The earliest that counts is used, and of two of one day that of the newest return.",
        ),
    ],
)
def test_which_of_the_two_is_used_is_said(rows: list, used: str) -> None:
    governed = SimpleNamespace(tables={STARS: readings(*rows).assign(return_no=0)})
    (said,) = restated_baselines([ONE, returned("b", ("A", "Offending", 9, 4))], governed)
    assert said.fix.endswith(used)


def test_of_one_day_the_newest_return_and_its_later_row_is_first() -> None:
    frame = readings(
        ("A", "Offending", 3, 1), ("A", "Offending", 2, 2), ("A", "Offending", 2, 3), ("A", "Offending", 2, 4),
        ("A", "Physical health", 5, 5), ("B", "Offending", 9, 6),
    ).assign(return_no=[0, 1, 1, 0, 0, 0])  # fmt: skip
    found = _earliest(_readings(frame))
    assert sorted(zip(found["person"], found["area"], found["score"], strict=True)) == [
        ("A", "Offending", 3),
        ("A", "Physical health", 5),
        ("B", "Offending", 6),
    ]


def test_a_reading_has_a_person_a_day_and_a_score() -> None:
    frame = readings(
        ("A", "Offending", 3, 1),
        (None, "Offending", 3, 1),
        ("B", "Offending", None, 1),
        ("C", "Offending", 3, None),
    )
    found = _readings(frame)
    assert found["person"].tolist() == ["A"] and found["return_no"].tolist() == [-1]
    assert _readings(frame.assign(return_no=7))["return_no"].tolist() == [7]
    assert _readings(frame.drop(columns="area"))["area"].tolist() == [""]


def words(*areas: tuple[str, int, int]) -> str:
    frame = pd.DataFrame(areas, columns=["area", "score", "day"])
    return _in_words(frame.assign(date=[dt.date(2024, 1, day) for day in frame["day"]]), "")


@pytest.mark.parametrize(
    ("areas", "said"),
    [
        ([("offending", 4, 5)], "Offending 4 on 5 January 2024"),
        ([("", 4, 5)], "4 on 5 January 2024"),
        ([("offending", 4, 5), ("health", 3, 5)], "Offending 4, health 3 on 5 January 2024"),
        ([("offending", 4, 5), ("health", 3, 6)], "Offending 4 on 5 January 2024, health 3 on 6 January 2024"),
        ([("a", 1, 5), ("b", 2, 5), ("c", 3, 5)], "A 1, b 2, c 3 on 5 January 2024"),
        ([("a", 1, 5), ("b", 2, 5), ("c", 3, 5), ("d", 4, 5)], "A 1, b 2, c 3 and 1 more area, on 5 January 2024"),
        (
            [("a", 1, 5), ("b", 2, 5), ("c", 3, 5), ("d", 4, 5), ("e", 4, 5)],
            "A 1, b 2, c 3 and 2 more areas, on 5 January 2024",
        ),
        (
            [("a", 1, 5), ("b", 2, 5), ("c", 3, 5), ("d", 4, 6)],
            "A 1 on 5 January 2024, b 2 on 5 January 2024, c 3 on 5 January 2024 and 1 more area",
        ),
    ],
)  # fmt: skip
def test_first_scores_in_words(areas: list, said: str) -> None:
    assert words(*areas) == said


def test_one_question_a_person_at_the_first_of_the_cells() -> None:
    before = returned(
        "a", ("A", "Offending", 10, 3), ("B", "Offending", 10, 3), ("A", "Physical health", 10, 3)
    )
    now = returned("b", ("B", "Offending", 9, 3), ("A", "Physical health", 9, 3), ("A", "Offending", 9, 3))
    assert [(cell, found) for cell, found, _ in asked(before, now)] == [
        ("D2", "Offending 3 on 9 January 2024"),
        ("D3", "Physical health 3, Offending 3 on 9 January 2024"),
    ]


def test_of_one_day_what_an_earlier_return_said_first_is_compared() -> None:
    """3, then 4, then 3 again, of thirty people on one day: the second return is asked about, the third is as the first."""
    who = [f"P{n:02}" for n in range(30)]
    first, second = (
        returned(name, *((one, "Offending", 10, score) for one in who))
        for name, score in (("a", 3), ("b", 4))
    )
    assert len(asked(first, second, returned("c", *((one, "Offending", 10, 3) for one in who)))) == 30
