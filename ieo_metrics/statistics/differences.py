"""Two figures of one measure compared: their difference, its 95% interval, and how often chance alone makes
one as large.

A difference is a fact; what it is called is `verdicts`' to say. A young person who was seen in both quarters
stands in both figures; the methods take the two groups as separate, which makes the interval too wide rather
than too narrow where the same people answer alike.
"""

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.figure_markers import NOT_COVERED
from ieo_metrics.framework.measures import Measure
from ieo_metrics.statistics.intervals import CONFIDENCE, wilson

_FURTHEST = 40.0  # standard errors, which no difference is apart
_HALVINGS = 60
_NODES = 64


@dataclass(frozen=True)
class Figure:
    """One measure in one quarter. `n`: the denominator; None where there is no number. `started`: of people
    who stay for several quarters, those who started in this one; None where that is not known or not shown.
    Counts of people: `left_out` and the rest."""

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


@dataclass(frozen=True)
class Change:
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
    errors = [(upper - lower) / 2 / _quantile(n - 1) for _, lower, upper, n in (now, then)]
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


def _interval(measure: Measure, then: Figure, now: Figure) -> tuple[float | None, float | None]:
    ends = (now.lower, now.upper, then.lower, then.upper)
    if measure.counts or now.value is None or then.value is None or not now.n or not then.n or None in ends:
        return None, None
    if measure.statistic.signed:
        return welch((now.value, ends[0], ends[1], now.n), (then.value, ends[2], ends[3], then.n))  # type: ignore[arg-type]
    return newcombe((now.value, ends[0], ends[1]), (then.value, ends[2], ends[3]))  # type: ignore[arg-type]


def change_between(measure: Measure, then: Figure, now: Figure) -> Change:
    """The change from one figure to another, with its interval where it has one: a count has none."""
    if now.value is None or then.value is None:
        return Change(then, now, None, None, None)
    return Change(then, now, now.value - then.value, *_interval(measure, then, now))


def chance_of_difference(measure: Measure, then: Figure, now: Figure) -> float | None:
    """How often chance alone makes a difference as large, either way: one less the confidence at which the
    interval of the difference just reaches 0. None where there is no such interval."""
    if _interval(measure, then, now) == (None, None):
        return None
    if measure.statistic.signed:
        difference, error, freedom = _apart(_mean_of(now), _mean_of(then))
        return _tails_of_t(abs(difference) / error, freedom)
    return 2 * NormalDist().cdf(-_errors_apart(now, then))


def _mean_of(figure: Figure) -> tuple[float, float, float, int]:
    return figure.value, figure.lower, figure.upper, figure.n  # type: ignore[return-value]


def _errors_apart(now: Figure, then: Figure) -> float:
    """At how many standard errors Newcombe's interval of two shares just reaches 0."""
    (k1, n1), (k2, n2) = ((f.numerator or 0.0, float(f.n or 0)) for f in (now, then))
    if k1 * n2 == k2 * n1:
        return 0.0
    nearest, furthest = 0.0, _FURTHEST
    for _ in range(_HALVINGS):
        z = (nearest + furthest) / 2
        lower, upper = wilson(np.array([k1, k2]), np.array([n1, n2]), z)
        ends = newcombe((k1 / n1, lower[0], upper[0]), (k2 / n2, lower[1], upper[1]))
        nearest, furthest = (nearest, z) if ends[0] <= 0 <= ends[1] else (z, furthest)
    return nearest


def _tails_of_t(t: float, freedom: float) -> float:
    """Both tails of Student's t beyond ± t: with t = √freedom × tan of an angle, its density is a power of
    the cosine, which Gauss and Legendre add up exactly enough. (SciPy takes too long to import.)"""
    nodes, weights = np.polynomial.legendre.leggauss(_NODES)

    def from_angle(start: float) -> float:
        half = (math.pi / 2 - start) / 2
        return float(half * (weights * np.cos(start + half * (1 + nodes)) ** (freedom - 1)).sum())

    return from_angle(math.atan2(t, math.sqrt(freedom))) / from_angle(0.0)
