"""95% intervals of counts among a population: how many people would be reached if the same happened again."""

import numpy as np

from ieo_metrics.statistics.intervals import CONFIDENCE

PER = 1_000
_TAIL = (1 - CONFIDENCE) / 2


def count_interval(total: float, squares: float, largest: float) -> tuple[float, float]:
    """Lower and upper end of the number that a count stands for.

    What is counted comes in groups of known sizes (classes of pupils), the number of groups of each size
    being Poisson: `total` is the sum of the sizes, `squares` the sum of their squares, `largest` the largest
    size that there may be. Of people who come one by one each is 1: then it is the exact Poisson interval
    (Garwood 1936). Not a number where no size is known. Source: Fay and Feuer 1997, the gamma interval of a
    weighted sum of Poisson counts.

    >>> [round(float(end), 2) for end in count_interval(10, 10, 1)]
    [4.8, 18.39]
    """
    from scipy.special import gammaincinv  # scipy takes a moment to load

    if not largest > 0:
        return float("nan"), float("nan")
    lower = float(squares / total * gammaincinv(total**2 / squares, _TAIL)) if total > 0 else 0.0
    mean, variance = total + largest, squares + largest**2
    upper = float(variance / mean * gammaincinv(mean**2 / variance, 1 - _TAIL))
    return lower, upper


def rate_interval(total: float, squares: float, largest: float, people: int) -> tuple[float, float]:
    """`count_interval` per 1,000 of a population."""
    lower, upper = np.array(count_interval(total, squares, largest)) * PER / people
    return float(lower), float(upper)
