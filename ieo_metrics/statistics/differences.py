"""Two figures of one measure compared: their difference, its 95% interval, and how often chance alone makes
one as large.

A difference is a fact; what it is called is `verdicts`' to say. A young person who was seen in both quarters
stands in both figures; the methods take the two groups as separate, which makes the interval too wide rather
than too narrow where the same people answer alike.
"""

import math
from bisect import bisect_left
from functools import cache
from typing import NamedTuple

import numpy as np

from ieo_metrics.framework.dates.quarters import Quarter, four_quarters_label, label
from ieo_metrics.framework.figure_markers import NOT_COVERED
from ieo_metrics.framework.measures import Measure
from ieo_metrics.statistics.intervals import CONFIDENCE, t_quantile_of

_FURTHEST = 40.0  # standard errors, which no difference is apart
_HALVINGS = 50  # of those, after which nothing is left between
_NODES = 64


class Figure(NamedTuple):
    """One measure in one quarter. `n`: the denominator; None where there is no number. `started`: of people
    who stay for several quarters, those who started in this one; None where that is not known or not shown.
    Counts of people: `left_out` and the rest. `not_again`: those who began in the year to the quarter's end
    and were not measured again, with the sums of the first scores of those counted and of theirs; None
    likewise. `rolling`: whether it is of the four quarters that end with the quarter."""

    quarter: Quarter
    value: float | None = None
    numerator: float | None = None
    n: int | None = None
    lower: float | None = None
    upper: float | None = None
    marker: str = NOT_COVERED
    note: str = ""
    left_out: int = 0
    better: int = 0
    same: int = 0
    worse: int = 0
    ceiling: int = 0
    started: int | None = None
    not_again: int | None = None
    first_scores: int | None = None
    first_scores_not_again: int | None = None
    rolling: bool = False

    @property
    def label(self) -> str:
        """`2024/25 Q1`, `2023/24 Q2 to 2024/25 Q1`."""
        return four_quarters_label(self.quarter) if self.rolling else label(self.quarter)


class Change(NamedTuple):
    """What changed from `then` to `now`. `lower` and `upper`: the interval of the difference, where there is
    one."""

    then: Figure
    now: Figure
    difference: float | None
    lower: float | None
    upper: float | None


def newcombe(now: tuple[float, float, float], then: tuple[float, float, float]) -> tuple[float, float]:
    """Interval of p1 − p2, each given as (proportion, lower, upper) of its Wilson interval. Source: Newcombe
    1998, method 10."""
    (p1, l1, u1), (p2, l2, u2) = now, then
    difference = p1 - p2
    return difference - math.hypot(p1 - l1, u2 - p2), difference + math.hypot(u1 - p1, p2 - l2)


def _quantile(freedom: float) -> float:
    from scipy.special import stdtrit

    return float(stdtrit(freedom, (1 + CONFIDENCE) / 2))


def _apart(
    now: tuple[float, float, float, int], then: tuple[float, float, float, int]
) -> tuple[float, float, float]:
    """Of two means, each given as (mean, lower, upper, n) of its t interval, from which its standard error is
    recovered: their difference, its standard error and its degrees of freedom. Source: Welch 1947."""
    errors = [(upper - lower) / 2 / t_quantile_of(n - 1) for _, lower, upper, n in (now, then)]
    squares = [e * e for e in errors]
    freedom = sum(squares) ** 2 / sum(
        s * s / (one[3] - 1) for s, one in zip(squares, (now, then), strict=True)
    )
    return now[0] - then[0], math.sqrt(sum(squares)), freedom


def welch(now: tuple[float, float, float, int], then: tuple[float, float, float, int]) -> tuple[float, float]:
    """Interval of the difference of two means, each given as (mean, lower, upper, n) of its t interval."""
    difference, error, freedom = _apart(now, then)
    half = _quantile(freedom) * error
    return difference - half, difference + half


def _has_interval(measure: Measure, then: Figure, now: Figure) -> bool:
    """Whether both figures have an interval of their own, from which that of their difference is made."""
    return not measure.counts and all(
        f.value is not None and f.lower is not None and f.upper is not None and f.n for f in (then, now)
    )


def _interval(measure: Measure, then: Figure, now: Figure) -> tuple[float | None, float | None]:
    if not _has_interval(measure, then, now):
        return None, None
    if measure.statistic.signed:
        return welch(_mean_of(now), _mean_of(then))
    return newcombe(*((f.value, f.lower, f.upper) for f in (now, then)))  # type: ignore[arg-type]


def change_between(measure: Measure, then: Figure, now: Figure) -> Change:
    """The change from one figure to another, with its interval where it has one: a count has none."""
    if now.value is None or then.value is None:
        return Change(then, now, None, None, None)
    return Change(then, now, now.value - then.value, *_interval(measure, then, now))


def chance_of_difference(measure: Measure, then: Figure, now: Figure) -> float | None:
    """How often chance alone makes a difference as large, either way: one less the confidence at which the
    interval of the difference just reaches 0. None where there is no such interval."""
    if not _has_interval(measure, then, now):
        return None
    if measure.statistic.signed:
        difference, error, freedom = _apart(_mean_of(now), _mean_of(then))
        return _tails_of_t(abs(difference) / error, freedom)
    return _tails_of_normal(_errors_apart(now, then))


def _mean_of(figure: Figure) -> tuple[float, float, float, int]:
    return figure.value, figure.lower, figure.upper, figure.n  # type: ignore[return-value]


def _errors_apart(now: Figure, then: Figure) -> float:
    """At how many standard errors Newcombe's interval of two shares just reaches 0, by halves."""
    shares = ((f.value or 0.0, f.n or 1) for f in (now, then))
    (low, n_low), (high, n_high) = sorted(shares)
    nearest, furthest = 0.0, _FURTHEST
    for _ in range(_HALVINGS):
        z = (nearest + furthest) / 2
        reach = math.hypot(_below(high, n_high, z), _below(1 - low, n_low, z))
        nearest, furthest = (z, furthest) if reach < high - low else (nearest, z)
    return nearest


def _below(share: float, n: float, z: float) -> float:
    """How far below a share its Wilson interval begins, with z standard errors to either side. (`wilson` is
    for whole columns, and takes twenty times as long over one.)"""
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return share - (share + z * z / (2 * n) - half) / (1 + z * z / n)


def _tails_of_normal(errors: float) -> float:
    """Both tails of the normal distribution beyond so many standard errors."""
    return math.erfc(errors / math.sqrt(2))


@cache
def _nodes() -> tuple[np.ndarray, np.ndarray]:
    return np.polynomial.legendre.leggauss(_NODES)


def _tails_of_t(t: float, freedom: float) -> float:
    """Both tails of Student's t beyond ± t: with t = √freedom × tan of an angle, its density is a power of
    the cosine, which Gauss and Legendre add up exactly enough. (SciPy takes too long to import.)"""
    nodes, weights = _nodes()

    def from_angle(start: float) -> float:
        half = (math.pi / 2 - start) / 2
        return float(half * (weights * np.cos(start + half * (1 + nodes)) ** (freedom - 1)).sum())

    return from_angle(math.atan2(t, math.sqrt(freedom))) / from_angle(0.0)


def smallest_seen(measure: Measure, before: Figure, now: Figure, level: float) -> list[float]:
    """The nearest values, below and above the one before, from which a difference would be rarer by chance
    than `level`, with as many people as now; a list of those that there are."""
    if not _has_interval(measure, before, now):
        return []
    if measure.statistic.signed:
        from scipy.special import stdtrit

        _, error, freedom = _apart(_mean_of(now), _mean_of(before))
        half = float(stdtrit(freedom, 1 - level / 2)) * error
        return [(before.value or 0) - half, (before.value or 0) + half]
    n = now.n or 0
    share = before.value or 0

    def is_seen(k: int) -> bool:
        return _tails_of_normal(_errors_apart(now._replace(value=k / n), before)) <= level

    middle = math.floor(share * n)
    below = bisect_left(range(middle + 1), True, key=lambda back: is_seen(middle - back))
    above = bisect_left(range(middle, n + 1), True, key=is_seen)
    return [
        *([(middle - below) / n] if below <= middle else []),
        *([(middle + above) / n] if middle + above <= n else []),
    ]
