"""What falls out of funding when: the grants that end in the quarters to come, whether their programme then
goes on, has a gap or has nothing, what was applied for, and which measures rest on it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from ieo_metrics.framework.dates.days import day_in_words
from ieo_metrics.framework.dates.quarters import Quarter, first_day, last_day, quarter_of
from ieo_metrics.framework.measures import MEASURES, Measure
from ieo_metrics.framework.words.list_in_words import list_in_words
from ieo_metrics.group.funding.grants import DAY, Grant, agreed_for, funded_stretches
from ieo_metrics.group.funding.rounds import Round

QUARTERS_AHEAD = 8


@dataclass(frozen=True)
class RunOut:
    """A grant that ends. `until`: the last day to which its programme is paid for without a gap by other
    grants, None where none is in force on the day after; `again`: the first day of the next agreed grant
    after a gap, None where there is none; `by`: the funders on that next day; `applied`: what was applied
    for and could pay after it; `rounds`: those to come that could."""

    grant: Grant
    until: dt.date | None
    again: dt.date | None
    by: tuple[str, ...]
    applied: tuple[Grant, ...]
    rounds: tuple[Round, ...]

    @property
    def falls_out(self) -> bool:
        """Whether its programme has no grant in force on the day after."""
        return self.until is None

    @property
    def measures(self) -> tuple[Measure, ...]:
        """Those that go with it; none where its programme goes on."""
        return measures_of(self.grant.programme) if self.falls_out else ()

    @property
    def after_says(self) -> str:
        """What comes after it: `No grant in force from 1 October 2025; again from 1 January 2026 (City
        Trust).`"""
        if self.until is not None:
            return f"Goes on: {list_in_words(self.by)}, funded until {day_in_words(self.until)}."
        said = f"No grant in force from {day_in_words(self.grant.last + DAY)}"
        if self.again is not None:
            return f"{said}; again from {day_in_words(self.again)} ({list_in_words(self.by)})."
        return f"{said}."

    @property
    def hopes(self) -> list[str]:
        """What was applied for and which rounds could pay after it, a sentence each: none of it is agreed."""
        return [
            *(
                f"Applied for, not agreed: {grant.funder}, £{grant.amount:,}, would begin on "
                f"{day_in_words(grant.first)}."
                for grant in self.applied
            ),
            *(f"Round: {found.name}, closes on {day_in_words(found.closes)}." for found in self.rounds),
        ]


@dataclass(frozen=True)
class QuarterAhead:
    """A quarter to come and the agreed grants that end in it."""

    quarter: Quarter
    run_outs: tuple[RunOut, ...]


@dataclass(frozen=True)
class Unfunded:
    """A programme without a grant in force on a day. `why`: a sentence."""

    programme: str
    why: str

    @property
    def measures(self) -> tuple[Measure, ...]:
        return measures_of(self.programme)


def measures_of(programme: str) -> tuple[Measure, ...]:
    """The measures that rest on a programme's returns."""
    return tuple(measure for measure in MEASURES if measure.programme == programme)


def measures_in_words(measures: Sequence[Measure]) -> str:
    """`3 of 19: 5.1.5.a, 5.1.5.b, 5.1.6.a`."""
    if not measures:
        return f"none of the {len(MEASURES)}"
    return f"{len(measures)} of {len(MEASURES)}: {', '.join(measure.ref for measure in measures)}"


def run_out_of(grant: Grant, grants: Sequence[Grant], rounds: Sequence[Round] = ()) -> RunOut:
    """What comes after a grant that ends."""
    after = grant.last + DAY
    own = [other for other in agreed_for(grants, grant.programme) if other is not grant]
    stretch = next((one for one in funded_stretches(own) if one.first <= after <= one.last), None)
    again = None if stretch else min((other.first for other in own if other.first > after), default=None)
    by = [other.funder for other in own if other.covers(again or after)]
    applied = [
        other
        for other in grants
        if other.programme == grant.programme and other.is_applied_for and other.last >= after
    ]
    return RunOut(
        grant,
        stretch.last if stretch else None,
        again,
        tuple(dict.fromkeys(by)),
        () if stretch else tuple(applied),
        ()
        if stretch
        else tuple(one for one in rounds if one.is_to_come and grant.programme in one.programmes),
    )


def quarters_ahead(
    grants: Sequence[Grant], after: Quarter, rounds: Sequence[Round] = (), many: int = QUARTERS_AHEAD
) -> list[QuarterAhead]:
    """The quarters that follow one, each with the agreed grants that end in it, in the order of their last
    days. Before them stands the quarter itself where a grant ends on its last day and its programme then has
    none: it is in force on that day, and what it leaves unfunded is the quarters that follow."""
    ending = sorted((grant for grant in grants if grant.is_agreed), key=lambda grant: grant.last)

    def run_outs(first: dt.date, quarter: Quarter) -> tuple[RunOut, ...]:
        own = [grant for grant in ending if first <= grant.last and quarter_of(grant.last) == quarter]
        return tuple(run_out_of(grant, grants, rounds) for grant in own)

    on_last_day = tuple(found for found in run_outs(last_day(after), after) if found.falls_out)
    return [
        *([QuarterAhead(after, on_last_day)] if on_last_day else []),
        *(
            QuarterAhead(quarter, run_outs(first_day(quarter), quarter))
            for quarter in range(after + 1, after + 1 + many)
        ),
    ]


def unfunded_on(grants: Sequence[Grant], programmes: Sequence[str], day: dt.date) -> list[Unfunded]:
    """The programmes without a grant in force on a day, and why: none is entered, the last has ended, the
    next has not begun, or one was only applied for."""
    return [
        Unfunded(programme, _why_unfunded(grants, programme, day))
        for programme in programmes
        if not any(grant.covers(day) for grant in agreed_for(grants, programme))
    ]


def _why_unfunded(grants: Sequence[Grant], programme: str, day: dt.date) -> str:
    own = agreed_for(grants, programme)
    before = max((grant.last for grant in own if grant.last < day), default=None)
    later = min((grant.first for grant in own if grant.first > day), default=None)
    applied = [
        grant.funder
        for grant in grants
        if grant.programme == programme and grant.is_applied_for and grant.last >= day
    ]
    said = [
        f"its last ended on {day_in_words(before)}" if before else "",
        f"its next begins on {day_in_words(later)}" if later else "",
        f"applied for, not agreed: {list_in_words(applied)}" if applied else "",
    ]
    return "; ".join(filter(None, said)) or "no grant is entered"
