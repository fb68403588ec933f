"""The longest run of rows in order, beside a slow search through all of them; and what tells quickly that there is no
long one."""

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from ieo_metrics.checking.day_or_month_first.most_in_order import (
    many_in_order,
    most_in_order,
    neighbours_apart,
)

NUMBERS = st.integers(0, 9)
ROWS = st.lists(st.tuples(NUMBERS, NUMBERS), max_size=6)


def longest(numbers: list[int]) -> int:
    """How many rows are in the longest run that never goes down: of each choice of rows, looked at."""
    chosen = (
        [n for n, taken in zip(numbers, which) if taken] for which in product((0, 1), repeat=len(numbers))
    )
    return max(len(run) for run in chosen if run == sorted(run))


def options(rows: list[tuple[int, int]]) -> list[tuple[int, ...]]:
    """The numbers that each row may mean, each once."""
    return [tuple(dict.fromkeys(row)) for row in rows]


@settings(deadline=None)
@given(ROWS)
def test_it_is_the_longest_whichever_number_each_row_means(rows: list[tuple[int, int]]) -> None:
    found = most_in_order(options(rows))
    assert len(found) == max(longest(list(meant)) for meant in product(*options(rows)))
    values = [rows[row][which] for row, which in found]
    assert values == sorted(values) and [row for row, _ in found] == sorted({row for row, _ in found})


@settings(deadline=None)
@given(st.lists(NUMBERS, max_size=10))
def test_of_one_number_each_only_how_many_is_told(numbers: list[int]) -> None:
    assert many_in_order(numbers) == longest(numbers) == len(most_in_order([(n,) for n in numbers]))


@given(ROWS)
def test_neighbours_tell_no_more_than_is_so(rows: list[tuple[int, int]]) -> None:
    own, other = np.array(rows, dtype=np.int64).reshape(-1, 2).T
    assert neighbours_apart(own, other) <= len(rows) - len(most_in_order(options(rows)))


def test_each_pair_that_goes_down_costs_one_row() -> None:
    def apart(*own: int) -> int:
        return neighbours_apart(np.array(own), np.array(own))

    assert (apart(), apart(1), apart(1, 2, 2, 3)) == (0, 0, 0)
    assert (apart(2, 1), apart(3, 2, 1), apart(4, 3, 2, 1)) == (1, 1, 2)
    assert apart(2, 1, 5, 4, 7, 6) == 3
    # One row that may be either is in order with one of its numbers.
    assert neighbours_apart(np.array([1, 9, 3]), np.array([1, 2, 3])) == 0
