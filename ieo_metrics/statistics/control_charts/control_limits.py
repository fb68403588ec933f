"""The limits of a control chart: how far a quarter's value may lie from the middle by chance alone.

Proportions and means get limits that follow n: few young people move a percentage further than many do.
Counts get XmR's, which are level. Sources: Laney 2002 (p′), Shewhart 1931 and Wheeler 1993 (XmR), Nelson
1982 (screening). What these leave open is read so:

- Laney's σ_z is never taken to be below 1: with a dozen quarters it is often so by chance, and nothing makes
  quarters more alike than the chance of who comes.
- Where n × the rarer share is under 5, three standard errors are not three standard deviations of a
  binomial: the limits are the last numbers of people that leave at most the normal tail beyond them, as far
  from the middle as σ_z stretches them.
- The standard deviation within quarters is recovered from the figure's own interval, in which it is kept: so
  it survives where the rows behind it were deleted, and of what is shared nothing is needed that is not
  shown. A quarter in which all changed alike has no interval, and a deviation of 0.
- Moving ranges of 3.267 × their mean or more are screened out, once; not where nothing would be left.
- A gap breaks a moving range: two quarters that do not follow each other say nothing of the change from one
  to the next. Without any there are no limits.
- Where every moving range is 0, XmR would have limits of no width, and whatever comes next would lie outside:
  there are none, and it says so. (p′ and its counterpart have their floor.)
"""

import math
from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import NormalDist, fmean
from typing import NamedTuple

WIDTH = 2.66  # mean moving ranges from the middle to an XmR limit
SCREENED_FROM = 3.267
SIGMAS = 3
# A moving range of two values is on average this many standard deviations.
RANGES_A_SIGMA = 1.128
FEWEST_FOR_NORMAL = 5
_TAIL = NormalDist().cdf(-SIGMAS)
NO_RANGES = "too few quarters follow each other"
NO_CHANGES = "no quarter differs from the one before it"
ALL_OR_NONE = "every young person counted had the same result"
ROLLS = "it is of four quarters together, of which neighbouring figures share three"
NO_SPREAD = "all young people counted in a quarter changed alike"
ONE_EACH = "no quarter has more than one young person counted"


class Observation(NamedTuple):
    """A quarter's value; NaN in a gap. `n`: the people behind it; `deviation`: of a mean, the standard
    deviation within the quarter, NaN where one person has none; `rolling`: whether it is of four quarters,
    which are not judged."""

    value: float
    n: int = 0
    deviation: float = math.nan
    rolling: bool = False


class Limits(NamedTuple):
    """`centre`: the middle; `ends`: by observation the lower and the upper limit, NaN where there is none;
    `moving_range`: the mean of those not `screened` out (a number of them), of the values in XmR, else of
    their z. `why_none`: why there are no limits, in words."""

    centre: float
    ends: tuple[tuple[float, float], ...] = ()
    moving_range: float = math.nan
    screened: int = 0
    why_none: str = ""


LimitsOf = Callable[[Sequence[Observation]], Limits]


def side_of_middle(value: float, line: float) -> int:
    """1 above a line, −1 below it, 0 on it: as near as arithmetic can tell."""
    return 0 if math.isclose(value, line, abs_tol=1e-9) else 1 if value > line else -1


def mean_moving_range(values: Sequence[float], screen: bool = True) -> tuple[float, int]:
    """The mean of the changes, without their sign, from each value to the next, and how many were screened
    out of it. Values that do not follow each other (a NaN between them) have none; without any, the mean is
    NaN."""
    ranges = [abs(b - a) for a, b in pairwise(values) if not math.isnan(b - a)]
    if not ranges:
        return math.nan, 0
    mean = fmean(ranges)
    kept = [r for r in ranges if side_of_middle(r, SCREENED_FROM * mean) < 0] if screen else ranges
    return (fmean(kept), len(ranges) - len(kept)) if any(kept) else (mean, 0)


def known_of(observations: Sequence[Observation]) -> list[Observation]:
    """Those with a value."""
    return [observation for observation in observations if not math.isnan(observation.value)]


def xmr_limits(observations: Sequence[Observation]) -> Limits:
    """Mean ± 2.66 × mean moving range, whatever n is."""
    centre = fmean(observation.value for observation in known_of(observations))
    moving, screened = mean_moving_range([observation.value for observation in observations])
    if math.isnan(moving):
        return Limits(centre, why_none=NO_RANGES)
    if side_of_middle(moving, 0) == 0:
        return Limits(centre, why_none=NO_CHANGES)
    level = (centre - WIDTH * moving, centre + WIDTH * moving)
    return Limits(centre, (level,) * len(observations), moving, screened)


def proportion_limits(observations: Sequence[Observation]) -> Limits:
    """p′, with the floor and the exact tails."""
    centre = _weighted_mean(observations)
    # Not by a hair: the mean of many ones can miss 1 by its last digit.
    if side_of_middle(centre, 0) == 0 or side_of_middle(centre, 1) == 0:
        return Limits(centre, why_none=ALL_OR_NONE)
    spread = math.sqrt(centre * (1 - centre))

    def at_one_sigma(observation: Observation) -> tuple[float, float]:
        if observation.n * min(centre, 1 - centre) < FEWEST_FOR_NORMAL:
            return binomial_limits(observation.n, centre)
        half = SIGMAS * spread / math.sqrt(observation.n)
        return centre - half, centre + half

    return _stretched(observations, centre, spread, at_one_sigma)


def mean_limits(observations: Sequence[Observation]) -> Limits:
    """The counterpart of p′ for average changes: s / √n in place of the binomial's standard error."""
    centre = _weighted_mean(observations)
    spread = pooled_deviation(known_of(observations))
    if math.isnan(spread) or spread == 0:
        return Limits(centre, why_none=ONE_EACH if math.isnan(spread) else NO_SPREAD)

    def at_one_sigma(observation: Observation) -> tuple[float, float]:
        half = SIGMAS * spread / math.sqrt(observation.n)
        return centre - half, centre + half

    return _stretched(observations, centre, spread, at_one_sigma)


def pooled_deviation(known: Sequence[Observation]) -> float:
    """The standard deviation within quarters, all quarters together; NaN where every n is 1."""
    some = [observation for observation in known if observation.n > 1]
    freedom = sum(observation.n - 1 for observation in some)
    return (
        math.sqrt(sum((observation.n - 1) * observation.deviation**2 for observation in some) / freedom)
        if freedom
        else math.nan
    )


def binomial_limits(n: int, p: float) -> tuple[float, float]:
    """The lowest and highest share of n that is within chance's reach: beyond each lies at most the tail that
    a normal distribution has beyond three standard deviations."""
    if p > 0.5:
        low, high = binomial_limits(n, 1 - p)
        return 1 - high, 1 - low
    chance = (1 - p) ** n
    below, lowest, k = chance, 0, 0
    while below < 1 - _TAIL and k < n:
        if below <= _TAIL:
            lowest = k + 1
        chance *= (n - k) / (k + 1) * p / (1 - p)
        k += 1
        below += chance
    return lowest / n, k / n


def _weighted_mean(observations: Sequence[Observation]) -> float:
    known = known_of(observations)
    return sum(observation.value * observation.n for observation in known) / sum(
        observation.n for observation in known
    )


def _stretched(
    observations: Sequence[Observation],
    centre: float,
    spread: float,
    at_one_sigma: Callable[[Observation], tuple[float, float]],
) -> Limits:
    """The limits at a σ_z of 1, as much further out as the quarters move more than that."""
    moving, screened = mean_moving_range(
        [
            math.nan
            if math.isnan(observation.value)
            else (observation.value - centre) * math.sqrt(observation.n) / spread
            for observation in observations
        ]
    )
    if math.isnan(moving):
        return Limits(centre, why_none=NO_RANGES)
    sigma = max(1.0, moving / RANGES_A_SIGMA)
    ends = [
        (math.nan, math.nan)
        if math.isnan(observation.value)
        else tuple(centre + sigma * (end - centre) for end in at_one_sigma(observation))
        for observation in observations
    ]
    return Limits(centre, tuple(ends), moving, screened)  # type: ignore[arg-type]
