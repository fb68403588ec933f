"""The answer to each question of evaluation, for one programme and quarter that the returns cover."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ieo_metrics.accepting.breakdown_groups import can_be_grouped
from ieo_metrics.framework.breakdowns import Breakdown
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.measures import MEASURES, Measure
from ieo_metrics.framework.return_types import ReturnType
from ieo_metrics.group.evaluation.evaluation_figure import EvaluationFigure, ReturnAsAccepted, share
from ieo_metrics.group.evaluation.people_of_return import Grouped, PeopleOfReturn, kinds_of
from ieo_metrics.measuring.compute_measures import Results
from ieo_metrics.measuring.evidence_frame import (
    COUNTED,
    LEFT_OUT,
    NO_HARM,
    NO_REOFFENCE_KNOWN,
    QUARTER,
    UNTRACED,
    Evidence,
)
from ieo_metrics.statistics.differences import Figure
from ieo_metrics.statistics.figure_wording import no_value

NOT_ACCEPTED = "no return of the quarter was accepted"


@dataclass(frozen=True)
class Programme:
    """All that the answers of one return type are made of. `people`: None where it tells of none;
    `accepted`: by quarter, what the store says of the return that counts."""

    return_type: ReturnType
    results: Results
    people: PeopleOfReturn | None
    grouped: Mapping[str, Grouped]
    accepted: Mapping[Quarter, ReturnAsAccepted]
    figures: Mapping[tuple[str, Quarter], Figure]

    @property
    def quarters(self) -> range:
        """From the first to the last that any return covers."""
        return range(self.results.governed.first, self.results.governed.last + 1)

    @property
    def measures(self) -> list[Measure]:
        """The measures that its return is for."""
        return [measure for measure in MEASURES if measure.reads[0] in self.return_type.tables]

    def supported(self, quarter: Quarter) -> np.ndarray:
        """bool for each of its people."""
        people = self.people
        return people.supported[quarter - people.first] if people else np.zeros(0, dtype=bool)


def how_many_supported(programme: Programme, quarter: Quarter) -> EvaluationFigure:
    """Different young people."""
    many = int(programme.supported(quarter).sum())
    return EvaluationFigure(many, None, many)


def with_first_reading(programme: Programme, quarter: Quarter) -> EvaluationFigure:
    """Of those supported, by the end of the quarter."""
    supported, people = programme.supported(quarter), programme.people
    first = supported & people.with_first(quarter) if people else supported
    return share(int(first.sum()), int(supported.sum()))


def with_second_reading(programme: Programme, quarter: Quarter) -> EvaluationFigure:
    """Of those supported, in the year to the end of the quarter."""
    supported, people = programme.supported(quarter), programme.people
    again = supported & people.compared(range(quarter - 3, quarter + 1)) if people else supported
    return share(int(again.sum()), int(supported.sum()))


def weeks_between(programme: Programme, quarter: Quarter) -> EvaluationFigure:
    """The median of those compared in the quarter, and its quartiles."""
    weeks = programme.people.weeks_between(quarter) if programme.people else np.zeros(0)
    if not len(weeks):
        return EvaluationFigure(n=0, why="nobody has two scores to compare in the quarter")
    low, middle, high = (float(value) for value in np.quantile(weeks, (0.25, 0.5, 0.75)))
    return EvaluationFigure(middle, None, len(weeks), low, high)


def due_and_stayed(people: PeopleOfReturn, quarter: Quarter) -> tuple[np.ndarray, np.ndarray]:
    """Whose second score was due by the end of a quarter, and who of them had one. bool for each person."""
    due = people.began_counts & (people.began >= quarter - 4) & (people.began < quarter)
    return due, due & people.compared(range(quarter - 4, quarter + 1))


def lost_on_the_way(programme: Programme, quarter: Quarter) -> EvaluationFigure:
    """Of those whose second score was due."""
    if programme.people is None:
        return share(0, 0)
    due, stayed = due_and_stayed(programme.people, quarter)
    return share(int(due.sum() - stayed.sum()), int(due.sum()))


def _evidence(programme: Programme, kind_name: str) -> Evidence | None:
    return programme.results.evidence.get((kind_name, QUARTER))


def traced(programme: Programme, quarter: Quarter) -> EvaluationFigure:
    """Of those whose window ended. Who has two rows that disagree, or dates the wrong way round, is
    neither."""
    found = lost = 0
    for kind in kinds_of(programme.return_type):
        evidence = _evidence(programme, kind.name) if kind.follows_up else None
        if evidence is not None:
            frame = evidence.of(kind.topic_names[0])
            frame = frame[frame["period"].to_numpy() == quarter]
            state, why = frame["state"].to_numpy(), frame["why"].to_numpy()
            known_of = (state == LEFT_OUT) & np.isin(why, (NO_REOFFENCE_KNOWN, NO_HARM))
            found += int(((state == COUNTED) | known_of).sum())
            lost += int(((state == LEFT_OUT) & (why == UNTRACED)).sum())
    return share(found, found + lost)


def known_by(breakdown: Breakdown, programme: Programme, quarter: Quarter) -> EvaluationFigure:
    """Of the young people whom a return has; of one that tells of none, of what it counts."""
    people = programme.people
    if people is None:
        return _known_of_contributors(breakdown, programme, quarter)
    here = people.in_return[quarter - people.first]
    is_known = people.known[breakdown.name][quarter - people.first]
    own = any(table in breakdown.tables for table in programme.return_type.tables)
    note = "" if own else "taken from the young person's support, where another return lists it"
    return share(int((here & is_known).sum()), int(here.sum()), note)


def _known_of_contributors(breakdown: Breakdown, programme: Programme, quarter: Quarter) -> EvaluationFigure:
    found, many, several = 0, 0, ""
    for kind in kinds_of(programme.return_type):
        evidence = _evidence(programme, kind.name) if can_be_grouped(breakdown, kind.table) else None
        if evidence is not None:
            frame = evidence.of(kind.topic_names[0])
            here = (frame["period"].to_numpy() == quarter) & (frame["state"].to_numpy() == COUNTED)
            by = programme.grouped[breakdown.name]
            places = by.of_rows[kind.table][frame["row"].to_numpy()[here]]
            found, many = found + int((places < len(by.groups) - 1).sum()), many + len(places)
            several = kind.contributor[1]
    return share(found, many, f"of {several}" if several else "")


def widths_of_ranges(programme: Programme, quarter: Quarter) -> list[EvaluationFigure]:
    """Of each measure of the programme: upper less lower end of its 95% range, in what the measure is
    in."""
    none = Figure(quarter)
    return [_width(m, programme.figures.get((m.ref, quarter), none)) for m in programme.measures]


def _width(measure: Measure, figure: Figure) -> EvaluationFigure:
    if measure.counts:
        return EvaluationFigure(why="a count has no range", about=measure.ref)
    if figure.value is None:
        return EvaluationFigure(why=f"no value: {no_value(figure)}", about=measure.ref)
    if figure.lower is None or figure.upper is None:
        why = "one young person alone, or all changes alike, have no range"
        return EvaluationFigure(n=figure.n, why=why, about=measure.ref)
    return EvaluationFigure(figure.upper - figure.lower, None, figure.n, about=measure.ref)


def days_late(programme: Programme, quarter: Quarter) -> EvaluationFigure:
    """As the returns board counts them."""
    accepted = programme.accepted.get(quarter)
    if accepted is None:
        return EvaluationFigure(why=NOT_ACCEPTED)
    return EvaluationFigure(accepted.days_late, why=accepted.why_not_late)


def faults(severity: str, programme: Programme, quarter: Quarter) -> EvaluationFigure:
    """How many of a severity; the kinds of them as its note."""
    accepted = programme.accepted.get(quarter)
    if accepted is None or accepted.problems is None:
        return EvaluationFigure(why=accepted.why_no_problems if accepted else NOT_ACCEPTED)
    many, kinds = accepted.faults(severity)
    return EvaluationFigure(many, note=kinds)
