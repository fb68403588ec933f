"""The 95% interval of a number of people who came one by one, or group by group: how far chance alone could
move it if the same work were done again."""

from collections.abc import Sequence

from ieo_metrics.statistics.intervals import CONFIDENCE

_TAIL = (1 - CONFIDENCE) / 2


def count_interval(groups: Sequence[float]) -> tuple[float, float]:
    """Lower and upper end for the sum of `groups`, how many came with each: 1 for each person who came alone,
    30 for a class.

    How many groups come is taken as a Poisson number, so that a class more or less moves the sum by as many
    as are in it. The ends are those of the gamma interval of a weighted sum of Poisson numbers (Fay and Feuer
    1997, Statistics in Medicine 16, 791-801), the weights being the sizes; where everybody came alone it is
    the exact interval of a count (Garwood 1936). Of none, the ends are 0 and that of a count of 0. Raises
    ValueError where a group is of nobody."""
    if any(size <= 0 for size in groups):
        raise ValueError("a group has at least one person")
    from scipy.special import gammaincinv  # takes as long to load as everything else takes to run

    total, spread, largest = sum(groups), sum(size * size for size in groups), max(groups, default=1.0)
    lower = spread / total * float(gammaincinv(total**2 / spread, _TAIL)) if groups else 0.0
    total, spread = total + largest, spread + largest**2
    return lower, spread / total * float(gammaincinv(total**2 / spread, 1 - _TAIL))
