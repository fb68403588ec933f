"""Two figures of one measure compared: the 95% interval of their difference, and what it allows to be said.

Nothing is called better or worse unless the interval of the difference leaves 0 out. A young person who was
seen in both quarters stands in both figures; the methods take the two groups as separate, which makes the
interval too wide rather than too narrow where the same people answer alike.
"""

import math
from dataclasses import dataclass

from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.figure_markers import NOT_COVERED
from ieo_metrics.framework.measures import Measure
from ieo_metrics.statistics.intervals import CONFIDENCE

IMPROVED, WORSENED, NO_CLEAR_CHANGE, COUNT, NOT_JUDGED = (
    "improved",
    "worsened",
    "no clear change",
    "count, no verdict",
    "cannot be judged",
)


@dataclass(frozen=True)
class Figure:
    """One measure in one quarter. `n`: the denominator; None where there is no number. Counts of people:
    `left_out` and the rest."""

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


@dataclass(frozen=True)
class Change:
    """What changed from `then` to `now`. `lower` and `upper`: the interval of the difference, where there is
    one."""

    then: Figure
    now: Figure
    difference: float | None
    lower: float | None
    upper: float | None
    verdict: str


def newcombe(now: tuple[float, float, float], then: tuple[float, float, float]) -> tuple[float, float]:
    """Interval of p1 − p2, each given as (proportion, lower, upper) of its Wilson interval. Source: Newcombe
    1998, method 10."""
    (p1, l1, u1), (p2, l2, u2) = now, then
    difference = p1 - p2
    return difference - math.hypot(p1 - l1, u2 - p2), difference + math.hypot(u1 - p1, p2 - l2)


def _quantile(freedom: float) -> float:
    from scipy.special import stdtrit

    return float(stdtrit(freedom, (1 + CONFIDENCE) / 2))


def welch(now: tuple[float, float, float, int], then: tuple[float, float, float, int]) -> tuple[float, float]:
    """Interval of the difference of two means, each given as (mean, lower, upper, n) of its t interval, from
    which its standard error is recovered. Source: Welch 1947."""
    errors = [(upper - lower) / 2 / _quantile(n - 1) for _, lower, upper, n in (now, then)]
    squares = [e * e for e in errors]
    freedom = sum(squares) ** 2 / sum(
        s * s / (one[3] - 1) for s, one in zip(squares, (now, then), strict=True)
    )
    half = _quantile(freedom) * math.sqrt(sum(squares))
    difference = now[0] - then[0]
    return difference - half, difference + half


def _interval(measure: Measure, then: Figure, now: Figure) -> tuple[float | None, float | None]:
    ends = (now.lower, now.upper, then.lower, then.upper)
    if measure.counts or now.value is None or then.value is None or not now.n or not then.n or None in ends:
        return None, None
    if measure.statistic.signed:
        return welch((now.value, ends[0], ends[1], now.n), (then.value, ends[2], ends[3], then.n))  # type: ignore[arg-type]
    return newcombe((now.value, ends[0], ends[1]), (then.value, ends[2], ends[3]))  # type: ignore[arg-type]


def change_between(measure: Measure, then: Figure, now: Figure) -> Change:
    """The change from one figure to another, with the verdict that its interval allows. A count has no
    interval, so no verdict."""
    if now.value is None or then.value is None:
        return Change(then, now, None, None, None, NOT_JUDGED)
    difference = now.value - then.value
    if measure.counts:
        return Change(then, now, difference, None, None, COUNT)
    lower, upper = _interval(measure, then, now)
    if lower is None or upper is None:
        return Change(then, now, difference, None, None, NOT_JUDGED)
    if lower <= 0 <= upper:
        return Change(then, now, difference, lower, upper, NO_CLEAR_CHANGE)
    good = (lower > 0) == (measure.better == "higher")
    return Change(then, now, difference, lower, upper, IMPROVED if good else WORSENED)
