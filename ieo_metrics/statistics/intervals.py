"""95% intervals, vectorised over whole columns.

Quantiles are SciPy's. Those that are needed each time stand in a table beside this file (`t_quantiles.csv`,
made by `scipy.stats.t.ppf`, and held to it by a test), because SciPy takes as long to import as everything
else takes to run.
"""

from functools import cache
from pathlib import Path
from statistics import NormalDist

import numpy as np

CONFIDENCE = 0.95
_UPPER_TAIL = (1 + CONFIDENCE) / 2
Z = NormalDist().inv_cdf(_UPPER_TAIL)


@cache
def _t_table() -> np.ndarray:
    """The 97.5% quantile of Student's t by degrees of freedom, from 1; its place 0 is not a number."""
    _, _, numbers = Path(__file__).with_name("t_quantiles.csv").read_text(encoding="ascii").partition("\n")
    return np.append(np.nan, np.fromstring(numbers, sep="\n"))


def t_quantile(degrees: np.ndarray) -> np.ndarray:
    """The 97.5% quantile of Student's t for whole degrees of freedom from 1."""
    table = _t_table()
    out: np.ndarray = table[np.minimum(degrees, len(table) - 1).astype(np.int64)]
    if (degrees >= len(table)).any():
        from scipy.special import stdtrit

        out = np.where(degrees >= len(table), stdtrit(degrees, _UPPER_TAIL), out)
    return out


@cache
def t_quantile_of(degrees: int) -> float:
    """`t_quantile` of one number of degrees of freedom; asked again for every quarter up to which a chart is
    made."""
    return float(t_quantile(np.array([degrees])).item())


def wilson(successes: np.ndarray, n: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Lower and upper end of the Wilson score interval of proportions; NaN where n is 0. Source: Wilson
    1927."""
    with np.errstate(invalid="ignore", divide="ignore"):
        p = successes / n
        centre = (p + Z * Z / (2 * n)) / (1 + Z * Z / n)
        half = Z / (1 + Z * Z / n) * np.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    # At 0 of n and n of n the ends are 0 and 1 exactly; arithmetic misses them by its last digit.
    lower = np.where(successes == 0, 0.0, centre - half)
    upper = np.where(successes == n, 1.0, centre + half)
    return np.where(n > 0, lower, np.nan), np.where(n > 0, upper, np.nan)


def mean_t(total: np.ndarray, squares: np.ndarray, n: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Lower and upper end of the t interval of means, from sums and sums of squares of whole numbers (which
    are exact). NaN below n = 2, and where all values are equal. Source: Student 1908."""
    with np.errstate(invalid="ignore", divide="ignore"):
        spread = n * squares - total * total
        half = t_quantile(n - 1) * np.sqrt(spread / (n * n * (n - 1)))
        mean = total / n
    good = spread > 0  # of one value, as of equal ones, it is 0
    return np.where(good, mean - half, np.nan), np.where(good, mean + half, np.nan)


def negative_binomial_range(mean: float, variance: float) -> tuple[float, float]:
    """The 95% range of a count to come, in whole numbers, by the negative binomial with this mean and
    variance (NB1 of Hilbe 2011); the variance is larger than the mean."""
    from scipy.special import nbdtrik  # scipy.stats takes seconds to load

    share = mean / variance
    tail = (1 - CONFIDENCE) / 2
    ends = nbdtrik(np.array([tail, 1 - tail]), mean * share / (1 - share), share)
    lower, upper = (np.ceil(ends - 1e-9) + 0.0).tolist()  # no −0
    return float(lower), float(upper)
