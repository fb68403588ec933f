"""95% intervals. Vectorised over whole columns; quantiles are SciPy's.

`scipy.special` rather than `scipy.stats`, which takes a second to import: the command line is to answer in less.
Tests hold these to `scipy.stats`.
"""

import numpy as np

CONFIDENCE = 0.95
_UPPER_TAIL = (1 + CONFIDENCE) / 2


def wilson(successes: np.ndarray, n: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Lower and upper end of the Wilson score interval of proportions; NaN where n is 0. Source: Wilson 1927."""
    from scipy.special import ndtri

    z = ndtri(_UPPER_TAIL)
    with np.errstate(invalid="ignore", divide="ignore"):
        p = successes / n
        centre = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z / (1 + z * z / n) * np.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    # At 0 of n and n of n the ends are 0 and 1 exactly; arithmetic misses them by its last digit.
    lower = np.where(successes == 0, 0.0, np.maximum(centre - half, 0))
    upper = np.where(successes == n, 1.0, np.minimum(centre + half, 1))
    return np.where(n > 0, lower, np.nan), np.where(n > 0, upper, np.nan)


def mean_t(total: np.ndarray, squares: np.ndarray, n: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Lower and upper end of the t interval of means, from sums and sums of squares of whole numbers (which are exact).
    NaN below n = 2, and where all values are equal. Source: Student 1908."""
    from scipy.special import stdtrit

    with np.errstate(invalid="ignore", divide="ignore"):
        spread = n * squares - total * total
        error = np.sqrt(spread / (n * n * (n - 1)))
        half = stdtrit(np.maximum(n - 1, 1), _UPPER_TAIL) * error
        mean = total / n
    good = (n >= 2) & (spread > 0)
    return np.where(good, mean - half, np.nan), np.where(good, mean + half, np.nan)
