"""From what was counted to an answer: its value, its marker and its 95% interval."""

from math import sqrt
from statistics import stdev

from scipy import stats

from .plain import Answer


def of_changes(changes: list[int], left_out: int) -> Answer:
    """A mean change. No interval below two pairs, nor when all changes are equal."""
    n = len(changes)
    if n == 0:
        return Answer(None, 0, 0, left_out, marker="z")
    total = sum(changes)
    mean = total / n
    if n < 2 or len(set(changes)) == 1:
        return Answer(mean, total, n, left_out)
    reach = stats.t.ppf(0.975, n - 1) * stdev(changes) / sqrt(n)
    return Answer(mean, total, n, left_out, mean - reach, mean + reach)


def of_share(numerator: int, denominator: int, left_out: int, still_open: bool = False) -> Answer:
    """A proportion with its Wilson interval; provisional while a window of the period was still open."""
    if denominator == 0:
        return Answer(None, 0, 0, left_out, marker="z")
    wilson = stats.binomtest(numerator, denominator).proportion_ci(confidence_level=0.95, method="wilson")
    return Answer(
        numerator / denominator,
        numerator,
        denominator,
        left_out,
        wilson.low,
        wilson.high,
        "p" if still_open else "",
    )


def of_count(value: int, left_out: int) -> Answer:
    """A count or sum: zero is an answer."""
    return Answer(value, value, None, left_out)
