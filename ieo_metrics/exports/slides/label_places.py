"""Where a label of a native chart stands beside its point, so that no line of the chart runs through it."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from pptx.enum.chart import XL_LABEL_POSITION

from ieo_metrics.statistics.control_charts.chart_lines import ChartLine
from ieo_metrics.statistics.differences import Figure

Spot = tuple[float, float]  # inches from the left and from the bottom of the plot
CLEAR = 0.09  # inches between a point and its label
OUTSIDE = 3  # how many lines weigh as much as a label that leaves the plot


class LabelPlaces:
    """The lines of a chart of so many inches, on an upright axis from one value to another."""

    def __init__(
        self,
        history: Sequence[Figure],
        lines: Sequence[ChartLine],
        size: Spot,
        axis: tuple[float, float],
    ) -> None:
        self._wide, self._high = size
        self._first, self._quarter = history[0].quarter - 0.5, size[0] / len(history)
        self._low, self._span = axis[0], (axis[1] - axis[0]) or 1
        self._segments = [
            (self._spot(before.quarter, before.value), self._spot(after.quarter, after.value))
            for before, after in pairwise(history)
            if before.value is not None and after.value is not None
        ] + list(self._steps(lines))

    def _spot(self, quarter: float, value: float) -> Spot:
        return (quarter - self._first) * self._quarter, (value - self._low) / self._span * self._high

    def _steps(self, lines: Sequence[ChartLine]) -> Iterator[tuple[Spot, Spot]]:
        for line in lines:
            for quarter, level in line.levels.items():
                yield self._spot(quarter - 0.5, level), self._spot(quarter + 0.5, level)

    def best(self, figure: Figure, size: Spot, *, first: Any = XL_LABEL_POSITION.ABOVE) -> Any:
        """The side of a figure's point on which fewest lines run through a label of so many inches; `first`:
        the one that is taken where it is as good as another."""
        x, y = self._spot(figure.quarter, figure.value or 0.0)
        wide, high = size
        corners = {
            XL_LABEL_POSITION.ABOVE: (x - wide / 2, y + CLEAR),
            XL_LABEL_POSITION.BELOW: (x - wide / 2, y - CLEAR - high),
            XL_LABEL_POSITION.RIGHT: (x + CLEAR, y - high / 2),
            XL_LABEL_POSITION.LEFT: (x - CLEAR - wide, y - high / 2),
        }

        def crossed(side: Any) -> int:
            left, bottom = corners[side]
            leaves = left < 0 or bottom < 0 or bottom + high > self._high + CLEAR
            # The last quarter has room at its right, beside the plot.
            leaves |= left + wide > self._wide and side != first
            through = sum(_crosses(*ends, (left, bottom), size) for ends in self._segments)
            return through + OUTSIDE * leaves

        return min(corners, key=lambda side: (crossed(side), side != first))


def _crosses(start: Spot, end: Spot, corner: Spot, size: Spot) -> bool:
    """Whether a line meets an upright rectangle, of which the lower left `corner` is given (after Liang and
    Barsky)."""
    begins, ends = 0.0, 1.0
    for here, there, low, room in zip(start, end, corner, size, strict=True):
        way = there - here
        if not way:
            if not low <= here <= low + room:
                return False
            continue
        near, far = sorted(((low - here) / way, (low + room - here) / way))
        begins, ends = max(begins, near), min(ends, far)
    return begins <= ends
