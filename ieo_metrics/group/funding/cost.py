"""What a programme's funding comes to for each young person supported, and for each with a positive change:
of one programme at a time, over four quarters, with its range. Never across programmes, and for the officer:
it rests on figures in which small numbers are not hidden."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from ieo_metrics.framework.dates.days import day_in_words
from ieo_metrics.framework.dates.quarters import Quarter, first_day, four_quarters_label, last_day
from ieo_metrics.framework.evidence_kinds import PART
from ieo_metrics.framework.figure_markers import NOT_COVERED
from ieo_metrics.framework.measures import MEASURES, Measure
from ieo_metrics.framework.record_tables import TABLE
from ieo_metrics.framework.return_types import PROGRAMMES
from ieo_metrics.framework.words.list_in_words import list_in_words
from ieo_metrics.group.funding.grants import Grant, Stretch, agreed_for, days_without
from ieo_metrics.measuring.compute_measures import Results, compute_measures
from ieo_metrics.measuring.evidence_frame import COUNTED, ROLLING
from ieo_metrics.measuring.overview_lines import figures_of
from ieo_metrics.statistics.differences import Figure
from ieo_metrics.statistics.rate_intervals import count_interval

FIGURES_KEPT = 3  # of a cost: more would claim more than is known
WHAT_IT_IS_NOT = (
    "This is not the price of a result. A programme does more than its measures count, young people differ "
    "in what they need, and one person can be counted in several rows. It is no judgement of the programme, "
    "and programmes cannot be compared by it: they do different things for different young people. It does "
    "not say whether a change would have come without the programme."
)
HOW_WORKED_OUT = (
    "Each agreed grant, with its match funding, is spread evenly over its days, of which those in these four "
    "quarters count. The 95% range says how far chance alone could move the number of people in the same "
    "work; what was paid is taken as it is entered."
)

# Those that are left would be taken for all, and the cost for each would come out too high.
ROWS_GONE = (
    "Rows about young people of these four quarters were reduced to aggregates: those that are left are not "
    "all."
)


@dataclass(frozen=True)
class FourQuartersFunding:
    """What of a programme's agreed grants falls into four quarters, in pounds. `without`: the days on which
    none is entered, so that what was paid then is not known; `no_match_said`: the funders of whose match
    nothing is entered."""

    grants: float
    match: float
    funders: tuple[str, ...]
    no_match_said: tuple[str, ...]
    without: tuple[Stretch, ...]

    @property
    def total(self) -> float:
        return self.grants + self.match

    @property
    def says(self) -> str:
        """`£160,000 of grants and £40,000 of match funding: Home Fund.`; where nothing is entered of match
        funding, that it is not."""
        said = f"£{self.grants:,.0f} of grants"
        if len(self.no_match_said) < len(self.funders):
            said += f" and £{self.match:,.0f} of match funding"
        said += f": {list_in_words(self.funders)}."
        if self.no_match_said:
            said += f" No match funding is entered beside {list_in_words(self.no_match_said)}."
        return said


@dataclass(frozen=True)
class Cost:
    """What the funding comes to for each person whom a measure counts, in pounds. `people`: how many, None
    where it cannot be said; `of`: of how many who were measured twice, None of a count of people; `each`,
    `lower` and `upper`: None where there is none, and of `upper` where the range has no upper end;
    `why_not`: the sentence that says why there is none."""

    measure: Measure
    people: int | None
    of: int | None
    each: float | None = None
    lower: float | None = None
    upper: float | None = None
    why_not: str = ""


@dataclass(frozen=True)
class ProgrammeCost:
    """One programme over the four quarters that end with one."""

    programme: str
    quarter: Quarter
    funding: FourQuartersFunding
    costs: tuple[Cost, ...]


def counts_everybody(measure: Measure) -> bool:
    """Whether a measure counts the young people of its programme, and not a part of those whom another
    measure counts."""
    of_another = any(
        tie.relation == PART and tie.kind == measure.evidence for tie in measure.topic_row.ties if tie.always
    )
    return measure.about_people and measure.counts and not of_another


def counts_positive_change(measure: Measure) -> bool:
    """Whether a measure is the share with a positive change from a first score to a latest."""
    return measure.statistic.percent and measure.kind.paired


# Whom a programme reached comes before who had a positive change.
MEASURES_WITH_COST = (
    *filter(counts_everybody, MEASURES),
    *filter(counts_positive_change, MEASURES),
)
PROGRAMMES_WITH_COST = tuple(
    programme
    for programme in PROGRAMMES
    if any(measure.programme == programme for measure in MEASURES_WITH_COST)
)


def four_quarters_of(quarter: Quarter) -> tuple[dt.date, dt.date]:
    """The first and the last day of the four quarters that end with one."""
    return first_day(quarter - 3), last_day(quarter)


def funding_of_four_quarters(
    grants: Sequence[Grant], programme: str, quarter: Quarter
) -> FourQuartersFunding:
    """What of the agreed grants falls into the four quarters that end with one: of each grant, and of its
    match, as many days as lie within, of all its days."""
    first, last = four_quarters_of(quarter)
    own = [grant for grant in agreed_for(grants, programme) if grant.days_within(first, last)]
    shares = [(grant, grant.days_within(first, last) / grant.days) for grant in own]
    return FourQuartersFunding(
        sum(grant.amount * share for grant, share in shares),
        sum((grant.match or 0) * share for grant, share in shares),
        tuple(dict.fromkeys(grant.funder for grant in own)),
        tuple(dict.fromkeys(grant.funder for grant in own if grant.match is None)),
        tuple(days_without(own, first, last)),
    )


def programme_cost(
    grants: Sequence[Grant],
    programme: str,
    quarter: Quarter,
    results: Results | None,
    rows_from: Quarter | None = None,
) -> ProgrammeCost:
    """What a programme's funding comes to for each person, over the four quarters that end with one.
    `results`: with the rows behind them, None where nothing is accepted; `rows_from`: the first quarter of
    which no row was reduced to aggregates, None where none was."""
    funding = funding_of_four_quarters(grants, programme, quarter)
    measures = [measure for measure in MEASURES_WITH_COST if measure.programme == programme]
    counted = _people_counted(measures, quarter, results)
    fewest = results.settings.small_number_threshold if results else 1
    are_gone = rows_from is not None and quarter - 3 < rows_from
    costs = [
        Cost(measure, None, None, why_not=ROWS_GONE)
        if are_gone and TABLE[measure.kind.table].persons
        else _cost(measure, funding, *counted[measure.ref], quarter, fewest)
        for measure in measures
    ]
    return ProgrammeCost(programme, quarter, funding, tuple(costs))


def _people_counted(
    measures: Sequence[Measure], quarter: Quarter, results: Results | None
) -> dict[str, tuple[Figure, list[float]]]:
    """By ref, the figure of four quarters, recounted so that nobody is counted in several of them, and the
    sizes of the groups that its people came in."""
    nothing = {measure.ref: (Figure(quarter, rolling=True), list[float]()) for measure in measures}
    if results is None or not results.governed.first <= quarter <= results.governed.last:
        return nothing
    found = compute_measures(results.governed, results.settings, spans=(ROLLING,), measures=measures)
    rows = found.frame[found.frame["period"] == quarter]
    out = dict(nothing)
    for ref, figure in zip(rows["ref"].tolist(), figures_of(rows), strict=True):
        out[ref] = figure, _group_sizes(found, next(m for m in measures if m.ref == ref), quarter)
    return out


def _group_sizes(found: Results, measure: Measure, quarter: Quarter) -> list[float]:
    evidence = found.evidence.get((measure.evidence, ROLLING))
    if evidence is None or not measure.counts:
        return []
    rows = evidence.of(measure.topic)
    counted = rows[(rows["period"] == quarter) & (rows["state"] == COUNTED) & (rows["amount"] > 0)]
    return [float(amount) for amount in counted["amount"]]


def _cost(
    measure: Measure,
    funding: FourQuartersFunding,
    figure: Figure,
    groups: Sequence[float],
    quarter: Quarter,
    fewest: int,
) -> Cost:
    """The range is that of the number of people. Of a count it is the interval of `count_interval`: exact of
    people who come one by one, wider of pupils who come by the class; of those with a positive change, so
    many of n measured twice, it is n times the ends of the share's 95% interval (Wilson). The funding over
    the larger number is the lower end of the cost."""
    people = None if figure.numerator is None else round(figure.numerator)
    why_not = _why_no_cost(measure, funding, figure, people, quarter, fewest)
    if why_not or not people:
        return Cost(measure, people, figure.n, why_not=why_not)
    if measure.counts:
        few, many = count_interval(sum(groups), sum(size * size for size in groups), max(groups))
    else:
        few, many = ((figure.n or 0) * (end or 0) for end in (figure.lower, figure.upper))
    total = funding.total
    return Cost(measure, people, figure.n, total / people, total / many, total / few if few > 0 else None)


def _why_no_cost(
    measure: Measure,
    funding: FourQuartersFunding,
    figure: Figure,
    people: int | None,
    quarter: Quarter,
    fewest: int,
) -> str:
    if funding.without:
        return f"What was paid is not known: no agreed grant is entered {without_says(funding.without)}."
    if not funding.total:
        return "The grants entered come to £0."
    if people is None:
        if figure.marker == NOT_COVERED:
            return f"No accepted return covers all of {four_quarters_label(quarter)}."
        return "Nobody was measured twice in these four quarters."
    if people < fewest:
        whom = "were counted" if figure.n is None else "had a positive change"
        return (
            f"Fewer than {fewest} young people {whom}: a cost for each would say more of chance than of the "
            "work."
        )
    return ""


def without_says(stretches: Sequence[Stretch]) -> str:
    """`from 1 April 2024 until 30 June 2024`."""
    return list_in_words(
        [f"from {day_in_words(one.first)} until {day_in_words(one.last)}" for one in stretches]
    )


def rounded_pounds(pounds: float) -> str:
    """`£4,290` of 4,286.4: three figures, which is more than is known of it."""
    digits = max(0, len(f"{abs(pounds):.0f}") - FIGURES_KEPT)
    return f"£{round(pounds, -digits):,.0f}"


def range_in_words(cost: Cost) -> str:
    """`£3,900 to £4,710`; `at least £3,900` where it has no upper end; "" where there is none."""
    if cost.lower is None:
        return ""
    if cost.upper is None:
        return f"at least {rounded_pounds(cost.lower)}"
    return f"{rounded_pounds(cost.lower)} to {rounded_pounds(cost.upper)}"
