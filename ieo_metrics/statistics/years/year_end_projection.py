"""The year of a count: where it stands, where it may end, and how it compares with the year before.

A year's number is not always the sum of its quarters: somebody supported in two of them is one person. So
what is projected is what each quarter adds to the year to date, which is recounted from the rows; the
first quarter adds all of its own. What a coming quarter adds is taken from what the same quarters added
in this and the three years before; of what adds up (sessions), from any quarter of them, because there is
no first one that is different.

Counts vary more than chance alone would have it, since young people come in classes and staff come and
go: the variance of a quarter is φ times its mean, φ being Pearson's χ² by its degrees of freedom over all
these quarters, each beside the mean of its like, and not below 1. So the sum of what is to come is
negative binomial (NB1 of Hilbe 2011), with the uncertainty of the mean itself, and made wider by
Student's t, since φ is known from a few quarters only. In simulated years the 95% range held 93 to 99
times in 100; where whole years differ by half of their size, 82 to 92 times.
"""

import math
from collections.abc import Mapping
from statistics import fmean
from typing import NamedTuple

from ieo_metrics.framework.dates.quarters import Quarter, number_of
from ieo_metrics.framework.figure_markers import HIDDEN
from ieo_metrics.framework.measures import Measure
from ieo_metrics.statistics.differences import Change, Figure
from ieo_metrics.statistics.intervals import Z, negative_binomial_range, t_quantile_of

IN_A_YEAR = 4
YEARS_BEFORE = 3
FEWEST_QUARTERS = 8  # of which the numbers are known, before there is a range
FEWEST_ALIKE = 2  # of them alike to a quarter to come
NOT_ADDED_UP = "{} does not add up over the year"
NOT_KNOWN = "the year to date is not known, because no return covers a quarter of it"
TO_DATE_HIDDEN = "the year to date is hidden"
ALL_NOUGHT = "every quarter that it would be projected from is 0"


class Usual(NamedTuple):
    """How counts have been. `means` and `counts`: by part of the year, the mean and of how many quarters;
    `dispersion`: φ; `freedom`: how many quarters it rests on, less their means."""

    means: Mapping[int, float]
    counts: Mapping[int, int]
    dispersion: float
    freedom: int

    def variance(self, part: int) -> float:
        """Of one quarter."""
        return self.dispersion * self.means[part]

    def widened(self, variance: float) -> float:
        """A variance, as much larger as it takes for a normal quantile to give Student's t."""
        return variance * (t_quantile_of(self.freedom) / Z) ** 2


class YearEnd(NamedTuple):
    """What a count's year comes to. `to_date`: so far; `lower` and `upper`: the 95% range of the whole
    year's number, both the number itself where the year is over; `why_none`: why there is no range, in
    words."""

    quarter: Quarter
    to_date: float | None = None
    lower: float | None = None
    upper: float | None = None
    why_none: str = ""

    @property
    def is_over(self) -> bool:
        return number_of(self.quarter) == IN_A_YEAR


def part_of_year(measure: Measure, quarter: Quarter) -> int:
    """Quarters of the same part are alike; of what adds up all are."""
    return 0 if measure.kind.adds_up and not measure.seasonal else number_of(quarter)


def usual(measure: Measure, values: Mapping[Quarter, float], until: Quarter, since: Quarter) -> Usual | None:
    """How counts have been in the year of a quarter and the three before it, with nothing later than the
    quarter or earlier than `since`; None where too few are known."""
    first = max(since, until - (number_of(until) - 1) - YEARS_BEFORE * IN_A_YEAR)
    alike: dict[int, list[float]] = {}
    for quarter, value in values.items():
        if first <= quarter <= until:
            alike.setdefault(part_of_year(measure, quarter), []).append(value)
    if sum(map(len, alike.values())) < FEWEST_QUARTERS:
        return None
    means = {part: fmean(some) for part, some in alike.items()}
    # Where all alike are 0, they tell nothing of how far others lie apart.
    told = [(means[part], some) for part, some in alike.items() if means[part] > 0]
    freedom = sum(len(some) - 1 for _, some in told)
    if not freedom:
        return None
    apart = sum((value - mean) ** 2 / mean for mean, some in told for value in some)
    counts = {part: len(some) for part, some in alike.items()}
    return Usual(means, counts, max(1.0, apart / freedom), freedom)


def added_by_quarter(to_date: Mapping[Quarter, Figure]) -> dict[Quarter, float]:
    """What each quarter added to its year, where that is known. `to_date`: the years to date, by the quarter
    in which they end."""
    added = {}
    for quarter, figure in to_date.items():
        before = 0.0 if number_of(quarter) == 1 else to_date.get(quarter - 1, Figure(quarter)).value
        if figure.value is not None and before is not None:
            added[quarter] = figure.value - before
    return added


def year_end(
    measure: Measure, to_date: Mapping[Quarter, Figure], quarter: Quarter, since: Quarter = 0
) -> YearEnd:
    """The year of a quarter. `since`: the quarter from which what the measure counts is as it is now."""
    if not measure.counts:
        what = "a percentage" if measure.statistic.percent else "an average"
        return YearEnd(quarter, why_none=NOT_ADDED_UP.format(what))
    now = to_date.get(quarter, Figure(quarter))
    if now.value is None:
        return YearEnd(quarter, why_none=TO_DATE_HIDDEN if now.marker == HIDDEN else NOT_KNOWN)
    if number_of(quarter) == IN_A_YEAR:
        return YearEnd(quarter, now.value, now.value, now.value)
    found = usual(measure, added_by_quarter(to_date), quarter, since)
    to_come = [part_of_year(measure, later) for later in range(quarter + 1, quarter + 5 - number_of(quarter))]
    if found is None or any(found.counts.get(part, 0) < FEWEST_ALIKE for part in to_come):
        return YearEnd(quarter, now.value, why_none=_too_few(measure))
    if not any(found.means[part] > 0 for part in to_come):
        return YearEnd(quarter, now.value, why_none=ALL_NOUGHT)
    lower, upper = (now.value + end for end in _range_to_come(found, to_come))
    return YearEnd(quarter, now.value, lower, upper)


def _too_few(measure: Measure) -> str:
    alike = "" if measure.kind.adds_up and not measure.seasonal else ", with each quarter to come twice"
    return f"it takes {FEWEST_QUARTERS} quarters of this and the years before{alike}, and there are fewer"


def _range_to_come(found: Usual, to_come: list[int]) -> tuple[float, float]:
    """The 95% range of the sum of quarters, by the negative binomial with their mean and variance."""
    times = {part: to_come.count(part) for part in to_come}
    mean = sum(n * found.means[part] for part, n in times.items())
    # Their own chance, and n times that of the mean, which is the same for all quarters of a part.
    variance = sum(
        n * found.variance(part) + n**2 * found.variance(part) / found.counts[part]
        for part, n in times.items()
    )
    return negative_binomial_range(mean, found.widened(variance))


def count_change(
    measure: Measure, figures: Mapping[Quarter, Figure], quarter: Quarter, since: Quarter = 0
) -> Change:
    """The change of a count from the same quarter of the year before, with its 95% range where enough
    quarters are known to say how far two years lie apart anyway."""
    return _with_range(
        figures.get(quarter - IN_A_YEAR, Figure(quarter - IN_A_YEAR)),
        figures.get(quarter, Figure(quarter)),
        usual(measure, _values(figures), quarter, since),
        [part_of_year(measure, quarter)],
    )


def to_date_change(
    measure: Measure, to_date: Mapping[Quarter, Figure], quarter: Quarter, since: Quarter = 0
) -> Change:
    """`count_change` of the year to date."""
    return _with_range(
        to_date.get(quarter - IN_A_YEAR, Figure(quarter - IN_A_YEAR)),
        to_date.get(quarter, Figure(quarter)),
        usual(measure, added_by_quarter(to_date), quarter, since),
        [part_of_year(measure, one) for one in range(quarter + 1 - number_of(quarter), quarter + 1)],
    )


def _values(figures: Mapping[Quarter, Figure]) -> dict[Quarter, float]:
    return {quarter: figure.value for quarter, figure in figures.items() if figure.value is not None}


def _with_range(then: Figure, now: Figure, found: Usual | None, parts: list[int]) -> Change:
    if now.value is None or then.value is None:
        return Change(then, now, None, None, None)
    difference = now.value - then.value
    is_known = found is not None and set(parts) <= found.means.keys()
    if found is None or not is_known or not any(found.means[part] > 0 for part in parts):
        return Change(then, now, difference, None, None)
    half = Z * math.sqrt(found.widened(2 * sum(found.variance(part) for part in parts)))
    return Change(then, now, difference, difference - half, difference + half)
