"""What is out of line with a provider's own history: the rules one by one, on numbers that are written down."""

import datetime as dt
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from ieo_metrics.accepting.unusual_values import _copies, _headcounts, _History, _row_counts
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import first_day, quarter

NEWEST = quarter(2024, 2)
NAME = "police_sessions"


def said(code: str, accepted_return: object, found: str, **words: object) -> tuple:
    return code, found, words


def rows_of(
    before: list[int], rows: int, *, skip: int = 0, records: int = 1, lies_down: tuple[bool, ...] = (True,)
):
    """What is said of a newest quarter with so many rows after these, `skip` quarters later."""
    sheets = [SimpleNamespace(table=NAME, lies_down=one) for one in lies_down]
    sheets.append(SimpleNamespace(table="school_sessions", lies_down=False))
    part = SimpleNamespace(tables={NAME: range(records)}, file=SimpleNamespace(sheets=sheets))
    other = SimpleNamespace(tables={"school_sessions": range(9)})
    quarters = {NEWEST - skip - len(before) + i: many for i, many in enumerate(before)}
    history = SimpleNamespace(
        name=NAME,
        sheet_rows=quarters | {NEWEST: rows, NEWEST + 1: 500},
        pieces=[(part, None)],
        about_sheet=said,
    )
    return list(_row_counts(history, SimpleNamespace(parts=(other, part)), NEWEST))


@pytest.mark.parametrize(
    ("usual", "rows", "asks"),
    [
        (12, 4, False),  # a third
        (12, 3, True),
        (11, 3, True),  # eight fewer
        (10, 3, False),  # seven fewer
        (10, 2, True),
        (8, 0, True),
        (7, 0, False),
        (4, 12, False),  # three times
        (4, 13, True),
        (3, 11, True),  # eight more
        (3, 10, False),  # seven more
        (0, 8, True),
        (0, 7, False),
        (30, 30, False),
    ],
)
def test_far_fewer_or_more_rows_is_three_times_and_eight(usual: int, rows: int, asks: bool) -> None:
    words = {"usual": str(usual), "count": 4}
    assert rows_of([usual] * 4, rows) == [("rows-unusual", f"{rows} rows in 2024/25 Q2", words)] * asks


def test_the_usual_is_the_middle_of_at_least_four_quarters_before() -> None:
    assert rows_of([20] * 3, 1) == [] and len(rows_of([20] * 4, 1)) == 1
    ((_, _, words),) = rows_of([20, 30, 90, 20, 25], 1)
    assert words == {"usual": "25", "count": 5}
    ((_, _, words),) = rows_of([20, 30, 21, 90], 1)
    assert words == {"usual": "25.5", "count": 4}


def test_the_same_quarter_a_year_before_must_be_far_off_too() -> None:
    """The first of four before is a year before; where a quarter is missing, the second of these is."""
    assert rows_of([1, 20, 20, 20], 1) == [] and len(rows_of([20, 1, 20, 20], 1)) == 1
    assert rows_of([20, 1, 20, 20], 1, skip=1) == [] and len(rows_of([1, 20, 20, 20], 1, skip=1)) == 1
    assert rows_of([40, 3, 3, 3], 41) == [] and len(rows_of([3, 3, 40, 3], 41)) == 1
    assert len(rows_of([20] * 4, 1, skip=4)) == 1, "nothing is known of a year before"


def test_of_a_table_without_rows_or_with_records_for_columns_nothing_is_said() -> None:
    assert rows_of([20] * 4, 0, records=0) == [] and len(rows_of([20] * 4, 0)) == 1
    assert rows_of([20] * 4, 1, lies_down=(True, False)) == rows_of([20] * 4, 1, lies_down=(False,)) == []
    assert len(rows_of([20] * 4, 1, lies_down=(True, True))) == 1


def headcounts(*rows: tuple[int, str, float], persons: bool = False) -> list[tuple]:
    """Day, kind of session and headcount of each row."""
    fields = [("type", "category"), ("attendees", "whole number"), ("team", "text"), ("score", "number")]
    history = SimpleNamespace(
        table=SimpleNamespace(fields=[SimpleNamespace(name=n, kind=k) for n, k in fields], persons=persons),
        rows={
            "part": np.zeros(len(rows)),
            "day": np.array([np.datetime64("2024-01-01") + day for day, *_ in rows]),
        },
        words=lambda name: np.array([kind for _, kind, _ in rows], dtype=object),
        numbers=lambda name: np.array([many for *_, many in rows]),
        problem=lambda code, at, field, found, **words: (code, int(at), field, found, words),
    )
    return list(_headcounts(history))


EIGHT = [(day, "Training", 3.0) for day in range(8)]


@pytest.mark.parametrize(
    ("many", "asks"), [(30.0, True), (29.0, False), (300.0, True), (0.0, False), (np.nan, False)]
)
def test_ten_times_the_middle_of_eight_earlier_headcounts(many: float, asks: bool) -> None:
    found = [("headcount-unusual", 8, "attendees", f"{many:.0f}", {"usual": "3", "count": 8})]
    assert headcounts(*EIGHT, (8, "Training", many)) == found * asks
    assert headcounts(*EIGHT[1:], (8, "Training", many)) == []
    assert headcounts(*EIGHT, (8, "Training", many), persons=True) == [], "scores of a person"


def test_earlier_is_on_an_earlier_day_and_of_the_same_kind_and_of_somebody() -> None:
    assert headcounts(*EIGHT, (7, "Training", 300.0)) == [], "seven are earlier"
    assert headcounts(*EIGHT, (8, "One to one", 300.0)) == []
    assert headcounts(*EIGHT[:7], (7, "Training", 0.0), (8, "Training", 300.0)) == []
    # In whatever order they stand; each is measured against those before it.
    (found,) = headcounts((8, "Training", 300.0), *EIGHT)
    assert found[1] == 0
    two = headcounts(*EIGHT, (8, "Training", 300.0), (9, "Training", 40.0), (8, "Training", 31.0))
    assert [(at, words["count"]) for _, at, _, _, words in two] == [(8, 8), (10, 8), (9, 10)]
    assert two[-1][-1] == {"usual": "3", "count": 10}


def test_the_middle_is_of_what_came_before() -> None:
    rows = [(day, "Training", many) for day, many in enumerate([1.0, 2, 3, 4, 5, 6, 7, 8])]
    ((_, _, _, _, words),) = headcounts(*rows, (8, "Training", 45.0), (9, "Training", 9.0))
    assert words == {"usual": "4.5", "count": 8}
    assert headcounts(*rows, (8, "Training", 44.0)) == []


def copies(
    before: list[str], now: list[str], *, sheet_rows: tuple[int, int] | None = None, score: bool = False
) -> list:
    """Two quarters of rows by one of their words; all have another that is one for all."""
    made = _History.__new__(_History)
    made.name = NAME
    fields = [("date", "date"), ("team", "text"), ("score" if score else "type", "category")]
    made.table = SimpleNamespace(fields=[SimpleNamespace(name=n, kind=k) for n, k in fields])
    words = pd.array([*before, *now], dtype="str")
    frame = pd.DataFrame({"team": pd.Categorical(["all"] * len(words)), fields[-1][0]: pd.Categorical(words)})
    made.pieces = [(SimpleNamespace(tables={NAME: frame}), np.arange(len(frame)))]
    quarters = np.repeat([NEWEST - 1, NEWEST], [len(before), len(now)])
    made.rows = {"quarter": quarters, "part": np.zeros(len(frame), dtype=int)}
    many = sheet_rows or (len(before), len(now))
    made.sheet_rows = {NEWEST - 1: many[0], NEWEST: many[1]}
    made.about_sheet = said  # type: ignore[method-assign]
    return list(_copies(made, None, NEWEST))


TEN = list("abcdefghij")


@pytest.mark.parametrize(
    ("before", "now", "again"),
    [
        (TEN, TEN, 10),
        (TEN, TEN[::-1], 10),
        (TEN, [*TEN[:9], "x"], 9),
        (TEN, [*TEN[:8], "x", "y"], None),
        ([*TEN, "x", "y"], TEN, 10),
        (TEN, [*TEN, "x"], 10),
        (TEN, [*TEN, "x", "y"], None),  # ten of twelve
        (TEN, [*TEN[:9], "a"], None),  # nine different
        (TEN, [*TEN, "a"], 10),  # the second a stands there once
        ([*TEN, "a"], [*TEN, "a"], 11),
        (TEN[:9], [*TEN[:9], "a"], None),
    ],
)
def test_nine_tenths_of_the_rows_and_ten_different_ones_are_a_copy(
    before: list, now: list, again: int | None
) -> None:
    words = f"{again} of the {len(now)} rows of 2024/25 Q2 are as in 2024/25 Q1, apart from the dates"
    assert copies(before, now) == (
        [] if again is None else [("quarter-copied", words, {"before": "2024/25 Q1"})]
    )


def test_a_copy_has_ten_rows_in_both_quarters() -> None:
    assert copies(TEN, TEN, sheet_rows=(9, 10)) == copies(TEN, TEN, sheet_rows=(10, 9)) == []
    assert len(copies(TEN, TEN, sheet_rows=(10, 10))) == 1
    ((_, found, _),) = copies(TEN, TEN, score=True)
    assert found.startswith("10 of the 10 readings of")


def stored(number: int, *rows: tuple[int, int, int], covers: tuple[int, ...]) -> SimpleNamespace:
    """A return with rows by quarter from NEWEST on, row and column of the sheet."""
    frame = pd.DataFrame(
        {
            "date": pd.to_datetime([first_day(NEWEST + q) + dt.timedelta(days=3) for q, *_ in rows]),
            "source": np.zeros(len(rows), dtype=int),
            "row": np.array([row for _, row, _ in rows], dtype=int),
            "column": np.array([column for *_, column in rows], dtype=int),
        }
    )
    return SimpleNamespace(
        number=number,
        covers={NAME: tuple(NEWEST + q for q in covers)},
        parts=(SimpleNamespace(tables={NAME: frame}),),
    )


def test_only_rows_that_count_are_history_and_a_row_of_a_sheet_is_one() -> None:
    """The first return's second quarter is superseded; two records of a wide row are one row; a row dated elsewhere is none."""
    first = stored(0, (0, 2, 1), (0, 2, 2), (0, 3, 1), (1, 4, 1), covers=(0, 1))
    second = stored(1, (1, 2, 1), (3, 3, 1), (2, 4, 1), (2, 5, 1), covers=(1, 2))
    history = _History(NAME, [first, second], Settings())
    assert history.governs == {NEWEST: 0, NEWEST + 1: 1, NEWEST + 2: 1}
    assert history.sheet_rows == {NEWEST: 2, NEWEST + 1: 1, NEWEST + 2: 2}
    assert history.rows["row"].tolist() == [2, 2, 3, 2, 4, 5] and history.rows["part"].tolist() == [
        0,
        0,
        0,
        1,
        1,
        1,
    ]
    assert (history.rows["quarter"] - NEWEST).tolist() == [0, 0, 0, 1, 2, 2]
    alone = _History(NAME, [stored(0, covers=(0,))], Settings())
    assert alone.sheet_rows == {NEWEST: 0}
