"""Control charts of a measure's quarters, and run charts where there are too few of them for limits. How the
limits are worked out stands in `control_limits`; which of them a measure takes in `chart_of_measure`.

Two signals are a verdict: a value outside its limits, and nine in a row on one side of the middle. The other
signs of NHS England's *Making Data Count* are only worth watching: quarters in which nothing changes show
one of them several times as often. What its rules leave open is read so:

- A gap neither counts in a run nor ends it: a return that did not come must not wipe out six quarters of
  concern. What is said of a run names the gaps within it (see `chart_sentences`).
- A value on the middle is on neither side of it, so it ends a run; a value equal to the one before neither
  rises nor falls.
- "2 of 3" looks at three values in a row. A value outside a limit is also beyond two thirds of the way to it;
  the third may lie anywhere (the R package NHSRplotthedots asks that it be on the same side of the mean).
- A step starts everything anew: its own middle, moving ranges, runs, and its own 12 values before there are
  limits.
- Signals are judged by the limits as computed; only what is drawn and said is cut to what is possible
  (`drawn_limits`).
- A run chart has its median and no limits. At most half of fewer than 12 values are on one side of their
  median, so that of the rules only 7 in a row rising or falling can be met.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise, takewhile
from statistics import median
from typing import NamedTuple

from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.measures import Measure
from ieo_metrics.statistics.control_charts.control_limits import (
    Limits,
    LimitsOf,
    Observation,
    known_of,
    side_of_middle,
)

NEEDED = 12  # values, before there are limits
RUN = 7
LONG_RUN = 9  # on one side of the middle, from which a run is a verdict
# In the order in which they are told: first what is a verdict; then where a value stands, which says more
# than where it is heading.
OUTSIDE, LONG_SHIFT, NEAR, SHIFT, TREND = RULES = ("outside", "long shift", "near", "shift", "trend")
VERDICT_RULES = frozenset((OUTSIDE, LONG_SHIFT))


class Signal(NamedTuple):
    """One rule met. `up`: above the centre, near or above the upper limit, or rising. `quarters`: of the
    values that meet it."""

    rule: str
    up: bool
    quarters: tuple[Quarter, ...]

    @property
    def is_verdict(self) -> bool:
        return self.rule in VERDICT_RULES


@dataclass(frozen=True)
class Segment:
    """The quarters from the start or a step up to the next. `centre`: the middle of its limits, or without
    them the median; NaN without values. `moving_range`: the mean of those not `screened` out (a number of
    them). `why_no_limits`: in words, where there are values enough and still none. `observed` and `ends`: by
    quarter, what it is of and its limits."""

    first: Quarter
    last: Quarter
    values: int
    centre: float
    has_limits: bool
    moving_range: float
    screened: int
    why_no_limits: str
    observed: tuple[float, ...]
    ends: tuple[tuple[float, float], ...]

    @cached_property
    def signals(self) -> list[Signal]:
        """In the order of `RULES`."""
        known = [place for place, value in enumerate(self.observed) if not math.isnan(value)]
        return _signals(
            [self.first + place for place in known],
            [self.observed[place] for place in known],
            [self.ends[place] for place in known] if self.has_limits else [],
            self.centre,
        )

    @cached_property
    def verdict_at_end(self) -> Signal | None:
        """The first signal at the last quarter that is a verdict; what `signals` has of it, without the rest,
        which takes ten times as long."""
        value, ends = self.observed[-1], self.ends[-1]
        if not self.has_limits or math.isnan(value):
            return None
        for up, limit in zip((False, True), ends, strict=True):
            if side_of_middle(value, limit) == (1 if up else -1):
                return Signal(OUTSIDE, up, (self.last,))
        side = side_of_middle(value, self.centre)
        known = (
            (self.last - back, value)
            for back, value in enumerate(reversed(self.observed))
            if not math.isnan(value)
        )
        run = [q for q, _ in takewhile(lambda one: side_of_middle(one[1], self.centre) == side, known)]
        return Signal(LONG_SHIFT, side == 1, tuple(reversed(run))) if side and len(run) >= LONG_RUN else None


class Point(NamedTuple):
    """One quarter. `value`: NaN in a gap; `lower` and `upper`: its limits, NaN where it has none. `signals`:
    those that it is part of, in the order of `RULES`."""

    period: Quarter
    value: float
    segment: Segment
    lower: float = math.nan
    upper: float = math.nan
    signals: tuple[Signal, ...] = ()

    @property
    def is_gap(self) -> bool:
        return math.isnan(self.value)


@dataclass(frozen=True)
class Control:
    """The segments of a chart. Its points and signals are made when they are first asked for: a table of
    verdicts needs none of them. `why_not_judged`: in words, where its figures are not of a kind to judge."""

    segments: tuple[Segment, ...] = ()
    why_not_judged: str = ""

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """A point for every quarter from the first to the last."""
        points = []
        for segment in self.segments:
            of_quarter: dict[Quarter, list[Signal]] = {}
            for signal in segment.signals:
                for quarter in signal.quarters:
                    of_quarter.setdefault(quarter, []).append(signal)
            places = zip(segment.observed, segment.ends, strict=True)
            points += [
                Point(quarter, value, segment, *ends, tuple(of_quarter.get(quarter, ())))
                for quarter, (value, ends) in enumerate(places, segment.first)
            ]
        return tuple(points)

    @cached_property
    def signals(self) -> tuple[Signal, ...]:
        """Of every segment, in the order of time."""
        return tuple(
            signal
            for segment in self.segments
            for signal in sorted(segment.signals, key=lambda signal: signal.quarters)
        )

    @property
    def known(self) -> tuple[Point, ...]:
        return tuple(point for point in self.points if not point.is_gap)

    @property
    def last(self) -> Point | None:
        """The last point with a value."""
        return next((point for point in reversed(self.points) if not point.is_gap), None)

    def gaps(self, first: Quarter | None = None, last: Quarter | None = None) -> list[Quarter]:
        """The quarters without a value, or those of them from `first` to `last`."""
        return [
            p.period
            for p in self.points
            if p.is_gap and (first is None or p.period >= first) and (last is None or p.period <= last)
        ]


def _limits(observations: Sequence[Observation], limits_of: LimitsOf) -> Limits:
    """The limits, or a run chart's median where there are too few values for them."""
    known = known_of(observations)
    if len(known) >= NEEDED:
        found = limits_of(observations)
        if found.ends:
            return found
        return Limits(median(observation.value for observation in known), why_none=found.why_none)
    return Limits(median(observation.value for observation in known) if known else math.nan)


def _stretches(marks: Iterable[int]) -> list[tuple[int, int, int]]:
    """Unbroken stretches of one mark other than 0, each as (mark, its first place, its last place)."""
    out, place = [], 0
    for mark, several in groupby(marks):
        length = len(list(several))
        if mark:
            out.append((mark, place, place + length - 1))
        place += length
    return out


def _pairs_in_three(places: Sequence[int]) -> list[list[int]]:
    """Of places in a row of values, those with another at most two further on or back, each chain of them
    together."""
    chains: list[list[int]] = []
    for place in places:
        if chains and place - chains[-1][-1] <= 2:
            chains[-1].append(place)
        else:
            chains.append([place])
    return [chain for chain in chains if len(chain) > 1]


def _signals(
    quarters: Sequence[Quarter],
    values: Sequence[float],
    ends: Sequence[tuple[float, float]],
    centre: float,
) -> list[Signal]:
    """The rules that the quarters with a value meet, all of one segment. `ends`: their limits; none of a run
    chart, of which no run is a verdict."""
    out = []
    for up in (True, False) if ends else ():
        way = 1 if up else -1
        limits = [upper if up else lower for lower, upper in ends]
        out += [
            Signal(OUTSIDE, up, (quarter,))
            for quarter, value, limit in zip(quarters, values, limits, strict=True)
            if side_of_middle(value, limit) == way
        ]
        beyond = [
            place
            for place, (value, limit) in enumerate(zip(values, limits, strict=True))
            if side_of_middle(value, centre + 2 / 3 * (limit - centre)) == way
        ]
        out += [
            Signal(NEAR, up, tuple(quarters[place] for place in chain)) for chain in _pairs_in_three(beyond)
        ]
    out += [
        Signal(
            LONG_SHIFT if ends and last - first + 1 >= LONG_RUN else SHIFT,
            mark == 1,
            tuple(quarters[first : last + 1]),
        )
        for mark, first, last in _stretches(side_of_middle(value, centre) for value in values)
        if last - first + 1 >= RUN
    ]
    # A stretch of changes joins one value more than it has changes.
    out += [
        Signal(TREND, mark == 1, tuple(quarters[first : last + 2]))
        for mark, first, last in _stretches(side_of_middle(b, a) for a, b in pairwise(values))
        if last - first + 2 >= RUN
    ]
    return sorted(out, key=lambda signal: RULES.index(signal.rule))


def control_of(
    periods: Sequence[Quarter],
    observations: Sequence[Observation],
    limits_of: LimitsOf,
    steps: Sequence[Quarter] = (),
) -> Control:
    """The chart of a measure's observations by quarter. A value of NaN, and a quarter left out of `periods`,
    is a gap. `steps`: the quarters from which everything starts anew. Raises ValueError where the quarters
    are not in order, or not as many as the observations."""
    if len(periods) != len(observations) or any(b <= a for a, b in pairwise(periods)):
        raise ValueError(
            "A control chart needs one value for each quarter, and its quarters in the order of time"
        )
    if not len(periods):
        return Control()
    given = dict(zip(map(int, periods), observations, strict=True))
    first, end = int(periods[0]), int(periods[-1]) + 1
    segments = []
    for start, stop in pairwise([first, *sorted({int(step) for step in steps if first < step < end}), end]):
        here = [given.get(q) or Observation(math.nan) for q in range(start, stop)]
        limits = _limits(here, limits_of)
        segments.append(
            Segment(
                start,
                stop - 1,
                len(known_of(here)),
                limits.centre,
                bool(limits.ends),
                limits.moving_range,
                limits.screened,
                limits.why_none,
                tuple(observation.value for observation in here),
                limits.ends or ((math.nan, math.nan),) * len(here),
            )
        )
    return Control(tuple(segments))


def possible_range(measure: Measure) -> tuple[float, float]:
    """The lowest and highest value that a measure can have. An average change has no end of its own here: its
    scale is the evidence's."""
    return measure.statistic.lowest, measure.statistic.highest


def drawn_limits(point: Point, measure: Measure) -> tuple[float, float]:
    """The lower and upper limit of a point as they are drawn and said: none lower or higher than a value can
    be. NaN where there is none."""
    lowest, highest = possible_range(measure)
    return (
        (math.nan, math.nan)
        if math.isnan(point.upper)
        else (max(point.lower, lowest), min(point.upper, highest))
    )
