"""What an average tells of those who improved: it is hidden where it tells a small number, and where it leaves room it stays. By hand."""

import math
from itertools import product

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog

from ieo_metrics.disclosure.protect import BESIDE, protect
from ieo_metrics.disclosure.published_counts.mean_inference import (
    _by_whole_numbers,
    improved_by_sums,
    squares_of,
)
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.evidence_kinds import WIDEST_CHANGE
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.measuring.compute_measures import ORDER
from ieo_metrics.statistics.intervals import mean_t

Q1, Q2 = quarter(2024, 1), quarter(2024, 2)
MEAN, SHARE = "5.1.1.a", "5.1.1.b"
N = 20


def pair(
    changes: list[int], period: int, mean: str = MEAN, share: str = SHARE, improves: int = 1
) -> list[dict]:
    """The average and the percentage of the same pairs."""
    n, total, squares = len(changes), sum(changes), sum(c * c for c in changes)
    low, high = (float(end[0]) for end in mean_t(*(np.array([float(x)]) for x in (total, squares, n))))
    better = sum(c * improves > 0 for c in changes)
    made = dict.fromkeys(BESIDE, 0) | {
        "left_out": 0.0,
        "marker": "",
        "note": "",
        "quarter": str(period),
        "span": "quarter",
        "period": period,
        "area": "all",
    }
    of_mean = {
        "value": total / n,
        "numerator": float(total),
        "denominator": float(n),
        "lower": low,
        "upper": high,
    }
    of_share = {
        "value": better / n,
        "numerator": float(better),
        "denominator": float(n),
        "lower": np.nan,
        "upper": np.nan,
    }
    return [
        made | {"ref": ref, "unit": MEASURE[ref].unit} | own
        for ref, own in ((mean, of_mean), (share, of_share))
    ]


def hidden(*rows: dict, threshold: int = 5) -> list[tuple[str, int]]:
    out = protect(pd.DataFrame(rows)[list(ORDER)], threshold).frame
    return [
        (ref, period)
        for ref, period, marker in zip(out["ref"], out["period"], out["marker"], strict=True)
        if marker == "c"
    ]


# 3 of 20 improved, and the changes go far up and down: as many as half could have improved, or nobody.
WIDE = [9, 9, 9, -9, -9, -9, -9, *[-1] * 13]


@pytest.mark.parametrize("few", [1, 2, 4])
@pytest.mark.parametrize("improves", [1, -1])
def test_an_average_that_tells_how_few_improved_is_hidden_and_one_that_leaves_room_is_not(few, improves):
    """In Q1 few of 20 moved by one point and nobody else did: sum and squares can be nothing else, so the average goes with the percentage. In
    Q2 the percentage is hidden (3 of 20), and its average tells nothing: it stays. A fall improves the pain scale."""
    refs = (MEAN, SHARE) if improves > 0 else ("5.1.2.c", "5.1.2.d")
    first = [improves] * few + [0] * (N - few)
    rows = [*pair(first, Q1, *refs, improves), *pair([improves * c for c in WIDE], Q2, *refs, improves)]
    assert hidden(*rows) == [(refs[0], Q1), (refs[1], Q1), (refs[1], Q2)]


def test_an_average_that_tells_the_threshold_is_shown():
    """Five of 20 rose by one point: the percentage says so, and so may the average."""
    assert hidden(*pair([1] * 5 + [0] * 15, Q1)) == []
    assert hidden(*pair([1] * 5 + [0] * 15, Q1), threshold=8) == [(MEAN, Q1), (SHARE, Q1)]


@pytest.mark.parametrize("few", [1, 4])
def test_an_average_that_tells_how_few_did_not_improve_is_hidden(few):
    """All of 20 but few rose by one point, the others did not move: the rest are few, and the average tells that as well."""
    assert hidden(
        *pair([1] * (N - few) + [0] * few, Q1), *pair([-c for c in WIDE if c > 0 or c == -9] + [1] * 13, Q2)
    ) == [(MEAN, Q1), (SHARE, Q1), (SHARE, Q2)]


def test_an_average_over_exactly_the_threshold_is_looked_at():
    """Five pairs, of which one rose by one point: the average of five tells it."""
    assert hidden(*pair([1, 0, 0, 0, 0], Q1), *pair(WIDE, Q2)) == [(MEAN, Q1), (SHARE, Q1), (SHARE, Q2)]


def test_sums_that_no_whole_changes_make_bound_nothing() -> None:
    """Five changes of together 3 have squares of 3 at least: of squares of 1 nothing follows. Of 3 it is three rises."""
    assert _by_whole_numbers(5, 3, 1, 0, 5) == (0, 5)
    assert _by_whole_numbers(5, 3, 3, 0, 5) == (3, 3)


@pytest.mark.parametrize(
    ("changes", "least", "most"),
    [
        ([0, 0, 0, 0, 0], 0, 0),
        ([-1, -1, -1, 0, 0], 0, 0),
        ([1, 0, 0, 0, 0], 1, 1),
        ([1, -1, 0, 0, 0], 1, 1),
        ([2, 0, 0, 0, 0], 1, 1),  # of together 2 and squares 4; 1 + 1 + 1 − 1 is 3 rises
        ([3, 3, 0, 0, 0], 2, 2),
    ],
)
def test_few_whole_changes_tell_how_many_rose(changes: list[int], least: int, most: int) -> None:
    """By trying all: of 2 with squares of 4 also 1, 1, 1, −1, 0; of 6 with 18 also 4, 1, 1, 0, 0 and their like."""
    n, total, squares = len(changes), sum(changes), sum(c * c for c in changes)
    rises = {
        sum(c > 0 for c in some)
        for some in product(range(-4, 5), repeat=n)
        if sum(some) == total and sum(c * c for c in some) == squares
    }
    assert _by_whole_numbers(n, total, squares, 0, n) == (min(rises), max(rises))
    assert min(rises) <= least <= most <= max(rises)


@pytest.mark.parametrize(
    ("n", "total", "squares"),
    [
        (50, -50, 50),
        (50, 50, 50),
        (50, 0, 50),
        (60, 25, 90),
        (80, -31, 400),
        (45, 90, 700),
        (41, 3, 3),
        (900, 0, 900),
    ],
)
def test_of_many_pairs_as_much_is_told_as_any_shares_of_changes_allow(
    n: int, total: int, squares: int
) -> None:
    """The least and most that rose, whatever part of the pairs changed by how much: by SciPy's linear programme."""
    changes = np.arange(-WIDEST_CHANGE, WIDEST_CHANGE + 1)
    rose = (changes >= 1).astype(float)
    sums, known = np.vstack([np.ones(len(changes)), changes, changes**2]), [n, total, squares]
    least, most = (
        sign * linprog(sign * rose, A_eq=sums, b_eq=known, bounds=(0, None)).fun for sign in (1, -1)
    )
    found = improved_by_sums(*(np.array([float(value)]) for value in known))
    assert [float(ends[0]) for ends in found] == [math.ceil(least - 2e-3), math.floor(most + 2e-3)]


def test_of_many_pairs_that_all_changed_alike_all_or_none_rose() -> None:
    """Fifty that fell by one, and fifty that rose by one; of fifty with as many falls as rises of one, half."""
    n, total = np.array([50.0] * 3), np.array([-50.0, 50.0, 0.0])
    least, most = improved_by_sums(n, total, np.array([50.0] * 3))
    assert most.tolist() == [0, 50, 25] and least[:2].tolist() == [0, 50]


def test_as_many_squares_as_are_gone_through() -> None:
    """Six rises of 10: 60 in all, squares 600, and no other six whole changes of 10 at most make them."""
    assert WIDEST_CHANGE == 10
    assert _by_whole_numbers(6, 60, 600, 0, 6) == (6, 6)


@pytest.mark.parametrize("most", [1, 2, 3, 4])
def test_what_whole_changes_allow_is_what_trying_them_all_finds(most: int) -> None:
    """Every table of changes of so many pairs whose squares are 15 at most, so that none is beyond 3."""
    rises: dict[tuple[int, int], set[int]] = {}
    for some in product(range(-3, 4), repeat=most):
        rises.setdefault((sum(some), sum(c * c for c in some)), set()).add(sum(c > 0 for c in some))
    for (total, squares), possible in rises.items():
        if squares < 16:
            assert _by_whole_numbers(most, total, squares, 0, most) == (min(possible), max(possible))
            for known in possible:
                assert _by_whole_numbers(most, total, squares, known, known) == (known, known)


def test_beyond_so_many_pairs_and_squares_whole_numbers_are_not_gone_through() -> None:
    """Of 40 with 2 in all and squares of 4: one rise of 2, or three of 1 and a fall. Squares of 600 and 24 in all are made
    by six pairs in several ways, of which none has fewer than two rises; of one more pair or square nothing is looked at."""
    assert _by_whole_numbers(40, 2, 4, 0, 40) == (1, 3)
    assert _by_whole_numbers(41, 2, 4, 0, 41) == (0, 41)
    assert _by_whole_numbers(6, 60, 600, 0, 6) == (6, 6)
    assert _by_whole_numbers(7, 61, 601, 0, 7) == (0, 7)


@pytest.mark.parametrize(
    "changes", [[1, 3], [2, -1], [1, 0, 0], [3, 1, 1, -2, 0, 0], [9, -9, *[1] * 30], [*[1] * 50, *[0] * 70]]
)
def test_the_interval_gives_the_sum_of_the_squares_away(changes: list[int]) -> None:
    n, total, squares = (
        np.array([float(x)]) for x in (len(changes), sum(changes), sum(c * c for c in changes))
    )
    assert squares_of(n, total, *mean_t(total, squares, n)).tolist() == squares.tolist()


@pytest.mark.parametrize("changes", [[4], [0], [2, 2, 2], [-1] * 9])
def test_without_an_interval_all_changes_are_equal(changes: list[int]) -> None:
    n, total = np.array([float(len(changes))]), np.array([float(sum(changes))])
    nothing = np.array([np.nan])
    assert squares_of(n, total, nothing, nothing).tolist() == [sum(c * c for c in changes)]


def test_several_means_are_bounded_each_by_its_own_sums() -> None:
    """Fifty that rose by one, fifty that fell by one, six of whom five rose (2, 1, 1, 2, 3 and 0), and one that rose."""
    n, total, squares = np.array([[50.0, 50, 50], [50, -50, 50], [6, 9, 19], [1, 4, 16]]).T
    assert [ends.tolist() for ends in improved_by_sums(n, total, squares)] == [[50, 0, 5, 1]] * 2
