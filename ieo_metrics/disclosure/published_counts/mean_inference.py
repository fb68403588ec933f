"""What an average with its interval tells of the percentage over the same pairs.

From n, the sum of the changes and the sum of their squares (which the interval gives away) a reader can bound
how many improved: a mean of +0.1 over 20 pairs with a narrow interval can only be two people who rose by one
point. Changes are whole numbers, so of few pairs the bounds are found among those that whole numbers can
reach.
"""

from functools import cache

import numpy as np

from ieo_metrics.framework.evidence_kinds import WIDEST_CHANGE
from ieo_metrics.statistics.intervals import t_quantile

MOST_PAIRS, MOST_SQUARES = 40, 600  # up to which every sum that whole numbers can make is gone through


@cache
def _quadratics() -> tuple[np.ndarray, np.ndarray]:
    """All p + q·c + r·c² that are at most (and at least) 1 where a change c is an improvement and 0
    elsewhere, and touch three times. Summed over the pairs they bound the number improved by n, sum and
    squares; no other bound is tighter (linear duality)."""
    change = np.arange(-WIDEST_CHANGE, WIDEST_CHANGE + 1)
    powers = np.vander(change, 3, increasing=True).astype(np.float64)
    improved = (change >= 1).astype(np.float64)
    n = len(change)
    three = np.array([(i, j, k) for i in range(n) for j in range(i + 1, n) for k in range(j + 1, n)])
    curves = np.linalg.solve(powers[three], improved[three][..., None])[..., 0]
    above = curves @ powers.T - improved
    return curves[(above <= 1e-9).all(axis=1)], curves[(above >= -1e-9).all(axis=1)]


@cache
def _reached(pairs: int) -> tuple[np.ndarray, np.ndarray]:
    """Which sums and sums of squares (bool, sum × squares) so many rises of 1 to WIDEST_CHANGE points can
    make, and which up to so many."""
    if pairs == 0:
        nothing = np.zeros((MOST_SQUARES + 1, MOST_SQUARES + 1), dtype=bool)
        nothing[0, 0] = True
        return nothing, nothing
    fewer, up_to_fewer = _reached(pairs - 1)
    out = np.zeros_like(fewer)
    for change in range(1, WIDEST_CHANGE + 1):
        out[change:, change * change :] |= fewer[:-change, : -change * change]
    return out, up_to_fewer | out


def _possible(n: int, total: int, squares: int, improved: int) -> bool:
    """Whether n whole changes with this sum and these squares can hold so many rises."""
    rises, falls = _reached(improved)[0], _reached(n - improved)[1]
    low, high = (
        max(total, 0),
        min(squares, squares + total),
    )  # what the rises can add up to; the falls make the rest
    if high < low:
        return False
    return bool(
        (rises[low : high + 1, : squares + 1] & falls[low - total : high - total + 1, squares::-1]).any()
    )


@cache
def _by_whole_numbers(n: int, total: int, squares: int, least: int, most: int) -> tuple[int, int]:
    """The least and greatest number improved that whole changes allow, within bounds that are known."""
    if n > MOST_PAIRS or squares > MOST_SQUARES:
        return least, most
    possible = [k for k in range(least, most + 1) if _possible(n, total, squares, k)]
    return (possible[0], possible[-1]) if possible else (least, most)


def squares_of(n: np.ndarray, total: np.ndarray, lower: np.ndarray, upper: np.ndarray) -> np.ndarray:
    """The sum of the squares of the changes, which the interval of their mean gives away; it is NaN where all
    changes are equal."""
    with np.errstate(invalid="ignore", divide="ignore"):
        error = (upper - lower) / 2 / t_quantile(np.maximum(n - 1, 1))
        squares = np.where(
            np.isnan(error), total * total / n, error * error * n * (n - 1) + total * total / n
        )
    return np.asarray(np.rint(squares))


def improved_by_sums(n: np.ndarray, total: np.ndarray, squares: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Least and greatest number improved that a mean allows, by the number of pairs, the sum of their changes
    (a rise being an improvement) and that of the squares. Arrays of one length; whole numbers are
    returned."""
    sums = np.stack([n, total, squares])
    below, above = _quadratics()
    # Two thousandths: room for what is lost when the squares are worked back from an interval.
    least = np.ceil((below @ sums).max(axis=0) - 2e-3)
    most = np.floor((above @ sums).min(axis=0) + 2e-3)
    whole = [_by_whole_numbers(*map(round, one)) for one in zip(n, total, squares, least, most, strict=True)]
    return np.array([a for a, _ in whole], dtype=np.float64), np.array(
        [b for _, b in whole], dtype=np.float64
    )
