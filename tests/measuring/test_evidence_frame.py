"""How rows of evidence are laid out, put into periods and picked: on numbers that are seen at a glance."""

import numpy as np
import pytest

from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.measuring.evidence_frame import (
    COLUMNS,
    SPANS,
    Evidence,
    best_of_each,
    concatenated,
    counts_until,
    ends_of_runs,
    evidence_rows,
    expanded_to_periods,
    runs_of_periods,
)

Q = quarter(2024, 1)
QUARTER, YEAR, ROLLING = SPANS


def test_what_is_not_given_of_a_row_is_nothing():
    """No first reading is −1, since 0 is the first row of a table."""
    rows = evidence_rows(2, period=np.array([Q, Q + 1]), state=4, success=True)
    assert list(rows) == list(COLUMNS)
    assert {name: values.tolist() for name, values in rows.items()} == {
        "topic": [0, 0],
        "period": [Q, Q + 1],
        "group": [0, 0],
        "state": [4, 4],
        "amount": [0, 0],
        "success": [True, True],
        "why": [0, 0],
        "row": [0, 0],
        "first": [-1, -1],
    }


def test_blocks_stand_one_under_the_other_each_column_of_its_kind():
    frame = concatenated([evidence_rows(1, amount=2.5, row=7), evidence_rows(2, amount=1, first=3)])
    assert frame["amount"].tolist() == [2.5, 1.0, 1.0] and frame["first"].tolist() == [-1, 3, 3]
    assert frame["row"].tolist() == [7, 0, 0]
    assert {name: frame[name].dtype.type for name in frame} == COLUMNS


def test_the_evidence_of_a_topic_is_that_of_its_place():
    frame = concatenated([evidence_rows(2, topic=np.array([1, 0]), row=np.array([5, 6]))])
    evidence = Evidence("star_readings", ("offending", "physical health"), frame)
    assert evidence.of("physical health")["row"].tolist() == [5]
    assert evidence.of("offending")["row"].tolist() == [6]


@pytest.mark.parametrize(
    ("span", "periods"),
    [
        (QUARTER, [(0, Q), (1, Q + 3)]),
        (YEAR, [(0, Q), (1, Q + 3), (0, Q + 1), (0, Q + 2), (0, Q + 3)]),
        (ROLLING, [(0, Q), (1, Q + 3), (0, Q + 1), (1, Q + 4), (0, Q + 2), (0, Q + 3)]),
    ],
)
def test_a_row_stands_in_the_periods_up_to_the_last(span, periods):
    """One of Q1 and one of Q4 of a year, up to the next Q1."""
    rows, when = expanded_to_periods(np.array([Q, Q + 3]), span, Q + 4)
    assert list(zip(rows.tolist(), when.tolist(), strict=True)) == periods


def test_up_to_when_a_quarter_counts():
    """The quarter itself, the rest of its year, and four that roll."""
    year = np.arange(Q, Q + 5)
    assert (counts_until(year, QUARTER) - Q).tolist() == [1, 2, 3, 4, 5]
    assert (counts_until(year, YEAR) - Q).tolist() == [4, 4, 4, 4, 8]
    assert (counts_until(year, ROLLING) - Q).tolist() == [4, 5, 6, 7, 8]


def test_runs_of_periods():
    found = runs_of_periods(np.array([Q, Q + 7, Q + 2]), np.array([Q + 3, Q + 7, Q + 4]))
    assert found.tolist() == [Q, Q + 1, Q + 2, Q + 2, Q + 3]  # the second is of no period
    assert runs_of_periods(np.array([], dtype=int), np.array([], dtype=int)).tolist() == []


def test_the_ends_of_runs_of_equal_keys():
    assert ends_of_runs(np.array([1, 1, 2, 2, 2, 1])).tolist() == [1, 4, 5]
    assert ends_of_runs(np.array([1, 1, 2, 2]), np.array([7, 8, 8, 8])).tolist() == [0, 1, 3]
    assert ends_of_runs(np.array([3])).tolist() == [0] and ends_of_runs(np.array([])).tolist() == []


def test_the_best_of_each_group_and_of_equals_the_later_row():
    rank, key = np.array([2, 5, 5, 1]), np.array([1, 1, 1, 0])
    assert best_of_each(rank, key).tolist() == [3, 2]
    assert best_of_each(rank, key, np.array([0, 0, 1, 0])).tolist() == [3, 1, 2]
    assert best_of_each(np.array([], dtype=int), np.array([], dtype=int)).tolist() == []
