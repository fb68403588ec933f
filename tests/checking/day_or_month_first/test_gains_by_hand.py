"""By how much dates are nearer to their place when turned, worked out again one by one, as slowly as it is said."""

import math
import random
from statistics import median

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from ieo_metrics.checking.day_or_month_first.evidence_in_block import (
    gains_near_others,
    gains_of_delays,
    together,
)

BESIDE, LEAST_SPREAD, FOURTH = 5, 10, 3


def nearer(own: int, turned: int, others: list[int]) -> float:
    middle = median(others)
    spread = max(median(abs(other - middle) for other in others), LEAST_SPREAD)
    return max(-1.0, min(1.0, (abs(own - middle) - abs(turned - middle)) / spread))


def beside(certain: list[int], before: int, first: int, many: int) -> list[int]:
    """So many of the certain dates from the one on that is `first` of those `before`, as far as there are any."""
    start = max(0, min(before + first, len(certain) - many))
    return certain[start : start + many]


def slow_near_others(own: list[int], turned: list[int]) -> list[float]:
    rows = [row for row, day in enumerate(own) if row == 0 or day != own[row - 1]]
    places = [row for row in rows if own[row] == turned[row]]
    certain, out = [own[row] for row in places], [math.nan] * len(own)
    if len(certain) < max(2 * BESIDE, len(rows) / 3):
        return out
    middle = median(certain)
    spread = max(median(abs(day - middle) for day in certain), LEAST_SPREAD)
    spreads = []
    for start in range(len(certain) - BESIDE + 1):
        window = certain[start : start + BESIDE]
        spreads.append(max(median(abs(day - median(window)) for day in window), LEAST_SPREAD))
    if spread > 92 and median(spreads) > spread / 2:
        return out
    for row in (row for row in rows if own[row] != turned[row]):
        before = sum(place < row for place in places)
        sides = (beside(certain, before, first, BESIDE) for first in (-BESIDE, 0))
        out[row] = min(nearer(own[row], turned[row], side) for side in sides)
    return out


def slow_delays(own: list[int], turned: list[int], people: list[int]) -> list[float]:
    which = [min(people[:row].count(person), FOURTH) for row, person in enumerate(people)]
    out = [math.nan] * len(own)
    for row in (row for row in range(len(own)) if own[row] != turned[row]):
        places = [at for at in range(len(own)) if which[at] == which[row] and own[at] == turned[at]]
        certain = [own[place] for place in places]
        if len(certain) >= 2 * BESIDE:
            before = sum(place < row for place in places)
            near = beside(certain, before, -BESIDE, 2 * BESIDE)
            out[row] = min(nearer(own[row], turned[row], others) for others in (certain, near))
    return out


def some_days(chance: random.Random) -> tuple[list[int], list[int]]:
    """Days over a month, a year or three, in order or not, and each as it is when turned: of some the same."""
    many, within = chance.randrange(150), chance.choice([30, 400, 1100])
    own = [chance.randrange(within) for _ in range(many)]
    own = sorted(own) if chance.random() < 0.5 else own
    return own, [day + chance.choice([0, 0, 0, -60, 30, 150]) for day in own]


@settings(deadline=None, max_examples=60)
@given(st.randoms(use_true_random=False))
def test_gains_near_others(chance: random.Random) -> None:
    own, turned = some_days(chance)
    found = gains_near_others(np.array(own, dtype=np.int32), np.array(turned, dtype=np.int32))
    np.testing.assert_array_equal(found, slow_near_others(own, turned))


@settings(deadline=None, max_examples=60)
@given(st.randoms(use_true_random=False), st.sampled_from([5, 40, 400]))
def test_gains_of_delays(chance: random.Random, different: int) -> None:
    own, turned = some_days(chance)
    people = [chance.randrange(different) for _ in own]
    found = gains_of_delays(
        np.array(own, dtype=np.int32), np.array(turned, dtype=np.int32), np.array(people, dtype=np.int64)
    )
    np.testing.assert_array_equal(found, slow_delays(own, turned, people))


@given(st.lists(st.tuples(*[st.sampled_from([math.nan, -1.0, 0.25, 0.5])] * 3), max_size=9))
def test_several_signs_together_are_the_mean_of_those_that_tell(rows: list[tuple[float, ...]]) -> None:
    told = [[gain for gain in row if not math.isnan(gain)] for row in rows]
    expected = [sum(gains) / len(gains) if gains else math.nan for gains in told]
    signs = np.array(rows, dtype=np.float64).reshape(-1, 3).T
    np.testing.assert_array_equal(together(*signs), expected)
