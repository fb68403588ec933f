"""Control charts (XmR) of a measure's quarters, and run charts where there are too few of them for limits.

Limits are mean ± 2.66 × mean moving range. Moving ranges of 3.267 × their mean or more are screened out,
once. Sources: Shewhart 1931, Wheeler 1993, Nelson 1982 (screening), NHS England's *Making Data Count* (which
signals). What these leave open is read so:

- A gap breaks a moving range: two quarters that do not follow each other say nothing of the change from one
  to the next.
- A gap neither counts in a run nor ends it: a return that did not come must not wipe out six quarters of
  concern. What is said
  of a run names the gaps within it (`ieo_metrics.statistics.chart_sentences`).
- A value on the mean is on neither side of it, so it ends a run; a value equal to the one before neither
  rises nor falls.
- "2 of 3" looks at three values in a row. A value outside a limit is also beyond two thirds of the way to it;
  the third may lie
  anywhere (the R package NHSRplotthedots asks that it be on the same side of the mean).
- A step starts everything anew: its own mean, moving ranges, runs, and its own 12 values before there are
  limits.
- Screening that would leave no variation at all is not done: limits of no width would make a signal of every
  value.
- Signals are judged by the limits as computed; only what is drawn and said is cut to what is possible
  (`drawn_limits`).
- A run chart has its median and no limits. At most half of fewer than 12 values are on one side of their
  median, so that of the
  rules only 7 in a row rising or falling can be met.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import fmean, median

from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.measures import Measure

NEEDED = 12  # values, before there are limits
WIDTH = 2.66
SCREENED_FROM = 3.267
RUN = 7
# In the order in which they are told: where a value stands says more than where it is heading.
OUTSIDE, NEAR, SHIFT, TREND = RULES = ("outside", "near", "shift", "trend")


@dataclass(frozen=True)
class Segment:
    """The quarters from the start or a step up to the next. `centre`: the mean, or without limits the median;
    NaN without values. `moving_range`: the mean of those not `screened` out (a number of them)."""

    first: Quarter
    last: Quarter
    values: int
    centre: float
    lower: float = math.nan
    upper: float = math.nan
    moving_range: float = math.nan
    screened: int = 0

    @property
    def has_limits(self) -> bool:
        return not math.isnan(self.upper)


@dataclass(frozen=True)
class Signal:
    """One rule met. `up`: above the centre, near or above the upper limit, or rising. `quarters`: of the
    values that meet it."""

    rule: str
    up: bool
    quarters: tuple[Quarter, ...]


@dataclass(frozen=True)
class Point:
    """One quarter. `value`: NaN in a gap. `signals`: those that it is part of, in the order of `RULES`."""

    period: Quarter
    value: float
    segment: Segment
    signals: tuple[Signal, ...] = ()

    @property
    def is_gap(self) -> bool:
        return math.isnan(self.value)


@dataclass(frozen=True)
class Control:
    """A point for every quarter from the first to the last, the segments that they lie in, and the signals in
    order of time."""

    points: tuple[Point, ...] = ()
    segments: tuple[Segment, ...] = ()
    signals: tuple[Signal, ...] = ()

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


def side_of_middle(value: float, line: float) -> int:
    """1 above a line, −1 below it, 0 on it: as near as arithmetic can tell."""
    return 0 if math.isclose(value, line, rel_tol=1e-9, abs_tol=1e-9) else 1 if value > line else -1


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


def _segment(first: Quarter, values: Sequence[float]) -> Segment:
    known = [v for v in values if not math.isnan(v)]
    last = first + len(values) - 1
    moving, screened = mean_moving_range(values)
    if len(known) < NEEDED or math.isnan(moving):
        return Segment(first, last, len(known), median(known) if known else math.nan)
    mean = fmean(known)
    return Segment(
        first, last, len(known), mean, mean - WIDTH * moving, mean + WIDTH * moving, moving, screened
    )


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


def _signals(segment: Segment, known: Sequence[tuple[Quarter, float]]) -> list[Signal]:
    quarters, values = [q for q, _ in known], [v for _, v in known]
    out = []
    if segment.has_limits:
        for up, limit in ((True, segment.upper), (False, segment.lower)):
            way = 1 if up else -1
            close = segment.centre + 2 / 3 * (limit - segment.centre)
            out += [Signal(OUTSIDE, up, (q,)) for q, v in known if side_of_middle(v, limit) == way]
            beyond = [place for place, v in enumerate(values) if side_of_middle(v, close) == way]
            out += [
                Signal(NEAR, up, tuple(quarters[place] for place in chain))
                for chain in _pairs_in_three(beyond)
            ]
    out += [
        Signal(SHIFT, mark > 0, tuple(quarters[first : last + 1]))
        for mark, first, last in _stretches(side_of_middle(v, segment.centre) for v in values)
        if last - first + 1 >= RUN
    ]
    # A stretch of changes joins one value more than it has changes.
    out += [
        Signal(TREND, mark > 0, tuple(quarters[first : last + 2]))
        for mark, first, last in _stretches(side_of_middle(b, a) for a, b in pairwise(values))
        if last - first + 2 >= RUN
    ]
    return out


def xmr(periods: Sequence[Quarter], values: Sequence[float | None], steps: Sequence[Quarter] = ()) -> Control:
    """The chart of a measure's values by quarter. A value of None or NaN, and a quarter left out of
    `periods`, is a gap. `steps`: the quarters from which everything starts anew. Raises ValueError where the
    quarters are not in order, or not as many as the values."""
    if len(periods) != len(values) or any(b <= a for a, b in pairwise(periods)):
        raise ValueError(
            "A control chart needs one value for each quarter, and its quarters in the order of time"
        )
    if not len(periods):
        return Control()
    given = {int(q): math.nan if v is None else float(v) for q, v in zip(periods, values, strict=True)}
    first, end = int(periods[0]), int(periods[-1]) + 1
    segments, signals, points = [], [], []
    for start, stop in pairwise([first, *sorted({int(step) for step in steps if first < step < end}), end]):
        series = [given.get(q, math.nan) for q in range(start, stop)]
        segment = _segment(start, series)
        found = _signals(segment, [(q, v) for q, v in enumerate(series, start) if not math.isnan(v)])
        found.sort(key=lambda signal: (signal.quarters, RULES.index(signal.rule)))
        in_order = sorted(found, key=lambda signal: RULES.index(signal.rule))
        points += [
            Point(q, v, segment, tuple(s for s in in_order if q in s.quarters))
            for q, v in enumerate(series, start)
        ]
        segments.append(segment)
        signals += found
    return Control(tuple(points), tuple(segments), tuple(signals))


def possible_range(measure: Measure) -> tuple[float, float]:
    """The lowest and highest value that a measure can have. An average change has no end of its own here: its
    scale is the evidence's."""
    return measure.statistic.lowest, measure.statistic.highest


def drawn_limits(segment: Segment, measure: Measure) -> tuple[float, float]:
    """The lower and upper limit as they are drawn and said: none lower or higher than a value can be. NaN in
    a run chart."""
    lowest, highest = possible_range(measure)
    return (
        (max(segment.lower, lowest), min(segment.upper, highest))
        if segment.has_limits
        else (math.nan, math.nan)
    )
