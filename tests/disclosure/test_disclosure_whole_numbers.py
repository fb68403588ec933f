"""What an average tells of the number improved, where changes are whole numbers: every table of changes gone
through, for few pairs."""

import itertools
from collections import defaultdict

import numpy as np
import pytest

from ieo_metrics.disclosure.published_counts.mean_inference import WIDEST_CHANGE as WIDEST
from ieo_metrics.statistics.intervals import mean_t
from tests.disclosure.tables_on_paper import improved_by_mean


@pytest.mark.parametrize("n", [2, 3, 4])
def test_the_bounds_are_those_of_every_possible_table(n: int) -> None:
    possible = defaultdict(set)
    for changes in itertools.combinations_with_replacement(range(-WIDEST, WIDEST + 1), n):
        possible[sum(changes), sum(c * c for c in changes)].add(sum(c > 0 for c in changes))
    totals, squares = (np.array(one, dtype=np.float64) for one in zip(*possible, strict=True))
    many = np.full(len(totals), n, dtype=np.float64)
    least, most = improved_by_mean(many, totals, *mean_t(totals, squares, many))
    assert [(int(a), int(b)) for a, b in zip(least, most, strict=True)] == [
        (min(k), max(k)) for k in possible.values()
    ]


def test_six_young_people_of_whom_five_improved() -> None:
    """Falls of 2, 1, 1, 2, 3 and 0 points: whole numbers allow only five of six, where a continuous bound
    allows five or six."""
    n, total, squares = np.array([6.0]), np.array([9.0]), np.array([19.0])
    assert [one.tolist() for one in improved_by_mean(n, total, *mean_t(total, squares, n))] == [[5], [5]]
