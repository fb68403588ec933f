"""What an average with its interval tells of the percentage over the same pairs.

From n, the sum of the changes and the sum of their squares (which the interval gives away) a reader can bound how many improved:
a mean of +0.1 over 20 pairs with a narrow interval can only be two people who rose by one point.
"""

from functools import cache

import numpy as np

from ieo_metrics.statistics.intervals import t_quantile

WIDEST = 10  # points by which a score can change, at most


@cache
def _quadratics() -> tuple[np.ndarray, np.ndarray]:
    """All p + q·c + r·c² that are at most (and at least) 1 where a change c is an improvement and 0 elsewhere, and touch three times.
    Summed over the pairs they bound the number improved by n, sum and squares; no other bound is tighter (linear duality)."""
    change = np.arange(-WIDEST, WIDEST + 1)
    powers = np.vander(change, 3, increasing=True).astype(np.float64)
    improved = (change >= 1).astype(np.float64)
    n = len(change)
    three = np.array([(i, j, k) for i in range(n) for j in range(i + 1, n) for k in range(j + 1, n)])
    curves = np.linalg.solve(powers[three], improved[three][..., None])[..., 0]
    above = curves @ powers.T - improved
    return curves[(above <= 1e-9).all(axis=1)], curves[(above >= -1e-9).all(axis=1)]


def improved_by_mean(n: np.ndarray, total: np.ndarray, lower: np.ndarray, upper: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Least and greatest number improved that a mean allows. `total`: sum of the changes, a rise being an improvement; `lower` and
    `upper`: its interval, NaN where all changes are equal. Arrays of one length; whole numbers are returned."""
    with np.errstate(invalid="ignore", divide="ignore"):
        error = (upper - lower) / 2 / t_quantile(np.maximum(n - 1, 1))
        squares = np.rint(np.where(np.isnan(error), total * total / n, error * error * n * (n - 1) + total * total / n))
    sums = np.stack([n, total, squares])
    below, above = _quadratics()
    # Two thousandths: room for what is lost when the squares are worked back from an interval.
    least = np.ceil((below @ sums).max(axis=0) - 2e-3)
    return np.maximum(least, 0), np.minimum(np.floor((above @ sums).min(axis=0) + 2e-3), n)
