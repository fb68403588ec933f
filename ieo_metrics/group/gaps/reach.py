"""How many young people a measure reached in four quarters, per 1,000 of those who live there."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ieo_metrics.accepting.breakdown_groups import can_be_grouped, group_of_rows, groups_of
from ieo_metrics.framework.breakdowns import BREAKDOWN, Breakdown
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.measures import MEASURES, Measure
from ieo_metrics.framework.words.code_lists import NOT_KNOWN
from ieo_metrics.framework.words.plural import plural
from ieo_metrics.group.gaps.population import people_in, table_for
from ieo_metrics.measuring.by_group import by_group
from ieo_metrics.measuring.compute_measures import ALL, EVIDENCE_FUNCTIONS, Results
from ieo_metrics.measuring.evidence_frame import COUNTED, ROLLING
from ieo_metrics.published.population.ages import Ages, ages_of_band
from ieo_metrics.published.population.population_table import People, PopulationTable
from ieo_metrics.statistics.differences import Figure
from ieo_metrics.statistics.rate_intervals import PER, rate_interval
from ieo_metrics.store.registers.published_tables import KeptTable

# Those that count young people, and nobody and nothing else.
REACHING: tuple[Measure, ...] = tuple(
    measure for measure in MEASURES if measure.counts and measure.about_people
)
AGE = BREAKDOWN["age band"]


@dataclass(frozen=True)
class GroupReach:
    """One group. `reached`: young people; `people`: who live there, or why that is not known; `lower` and
    `upper`: the 95% interval per 1,000, not a number where there is none."""

    name: str
    reached: float
    people: People
    lower: float = math.nan
    upper: float = math.nan

    @property
    def rate(self) -> float | None:
        """Per 1,000 people; None where their number is not known or 0."""
        return self.reached * PER / self.people.number if self.people.number else None


@dataclass(frozen=True)
class Reach:
    """A measure by the groups of a breakdown, in the framework's order, over the four quarters to one.
    `table`: on which the rates rest, None where none is kept; `not_known`: those reached whose group is not
    known, who are in the total alone; `why_not`: why there are no groups, or, without a total, nothing;
    `beside`: what must be said of it, a sentence each."""

    measure: Measure
    breakdown: Breakdown
    quarter: Quarter
    ages: Ages
    total: GroupReach | None = None
    groups: tuple[GroupReach, ...] = ()
    not_known: float = 0
    table: KeptTable | None = None
    why_not: str = ""
    beside: tuple[str, ...] = ()

    @property
    def whole(self) -> float | None:
        """The rate of all groups together."""
        return self.total.rate if self.total else None

    @property
    def by_age(self) -> bool:
        """Whether each group has ages of its own."""
        return self.breakdown == AGE


def counts_people_one_by_one(measure: Measure) -> bool:
    """Whether each one counted is one contributor; pupils come in classes."""
    return measure.unit == measure.kind.contributor[1]


def reach_by_group(
    results: Results,
    full: Results | None,
    measure: Measure,
    breakdown: Breakdown,
    quarter: Quarter,
    tables: Sequence[tuple[KeptTable, PopulationTable]],
    ages: Ages,
) -> Reach:
    """`results`, `full`: as in `by_group`. `ages`: of the people that it is per 1,000 of; in a breakdown by
    age each band has its own."""
    found = by_group(results, full, measure.ref, breakdown.name, ROLLING, quarter)
    if found.total.value is None:
        return Reach(measure, breakdown, quarter, ages, why_not=found.why_not or "Nobody could be counted.")
    figures = [(name, figure) for name, figure in found.groups if name != NOT_KNOWN]
    unknown = dict(found.groups).get(NOT_KNOWN, Figure(quarter)).value or 0
    sizes = _sizes(full, measure, breakdown, quarter)
    chosen = table_for(tables, breakdown, [name for name, _ in figures], ages)
    kept, table = chosen or (None, None)

    def group(name: str, figure: Figure, people: People) -> GroupReach:
        value = figure.value or 0
        if not people.number:
            return GroupReach(name, value, people)
        return GroupReach(name, value, people, *_interval(value, name, sizes, measure, people.number))

    none = People(None, "no table of people is kept")
    groups = [
        group(name, figure, people_in(table, breakdown, name, ages) if table else none)
        for name, figure in figures
    ]
    total = group(ALL, found.total, table.people(ages) if table else none)
    beside = (
        *([found.beside] if found.beside else []),
        *(_about_not_known(total, unknown, breakdown) if groups else []),
        *_left_out(found.total),
        *_ages_of(results, full, measure, quarter, ages),
    )
    return Reach(
        measure, breakdown, quarter, ages, total, tuple(groups), unknown, kept, found.why_not, beside
    )


def _interval(
    value: float, name: str, sizes: dict[str, np.ndarray], measure: Measure, people: int
) -> tuple[float, float]:
    """Per 1,000 people. Of what is counted in classes there is one only where the rows are at hand."""
    if counts_people_one_by_one(measure):
        return rate_interval(value, value, 1, people)
    own = sizes.get(name, np.zeros(0))
    if own.sum() != value:
        return math.nan, math.nan
    largest = float(sizes[ALL].max(initial=0))
    return rate_interval(value, float((own**2).sum()), largest, people)


def _sizes(
    full: Results | None, measure: Measure, breakdown: Breakdown, quarter: Quarter
) -> dict[str, np.ndarray]:
    """By group, and for all together, how many people came with each contributor of the four quarters."""
    if full is None or measure.kind.table not in full.governed.tables:
        return {}
    governed, table = full.governed, full.governed.tables[measure.kind.table]
    names = groups_of(governed, breakdown)
    of_rows = group_of_rows(governed, breakdown, names)[measure.kind.table]
    out: dict[str, np.ndarray] = {}
    for groups, group_of in (((ALL,), np.zeros(len(table), dtype=np.int16)), (names, of_rows)):
        evidence = EVIDENCE_FUNCTIONS[measure.evidence](governed, full.settings, ROLLING, group_of)
        frame = evidence.of(measure.topic)
        frame = frame[(frame["period"] == quarter) & (frame["state"] == COUNTED)]
        amount, place = frame["amount"].to_numpy(), frame["group"].to_numpy()
        out |= {group: amount[place == number] for number, group in enumerate(groups)}
    return out


def _about_not_known(total: GroupReach, unknown: float, breakdown: Breakdown) -> list[str]:
    if not unknown:
        return [f"Everybody's {breakdown.name} is known."]
    return [
        f"The {breakdown.name} of {unknown:,.0f} of {total.reached:,.0f} is not known: they are in the total "
        "only, so the rates of the groups are too low by them."
    ]


def _left_out(total: Figure) -> list[str]:
    return [f"{plural(total.left_out, 'more could', 'more could')} not be counted."] if total.left_out else []


def _ages_of(
    results: Results, full: Results | None, measure: Measure, quarter: Quarter, ages: Ages
) -> list[str]:
    """How many of those reached are not of the ages that the rate is per 1,000 of."""
    if not can_be_grouped(AGE, measure.reads[0]):
        return [
            f"The return of {measure.programme} gives no ages: everybody reached is counted. Choose the ages "
            "that the programme is for."
        ]
    found = by_group(results, full, measure.ref, AGE.name, ROLLING, quarter)
    if not found.groups:
        return ["Of which ages those reached are is not known: everybody is counted."]
    others = {name: figure.value or 0 for name, figure in found.groups if not _is_within(name, ages)}
    unknown = others.pop(NOT_KNOWN, 0)
    if not sum(others.values()) and not unknown:
        return []
    return [
        f"Everybody reached is counted, of whatever age: {sum(others.values()):,.0f} are of an age band "
        f"outside {ages.in_words}, and of {unknown:,.0f} the age is not known."
    ]


def _is_within(band: str, ages: Ages) -> bool:
    found = ages_of_band(band).ages
    return (
        found is not None
        and found.highest is not None
        and ages.lowest <= found.lowest
        and (ages.highest is None or found.highest <= ages.highest)
    )
