"""Figures of a quarter as the pages draw them: as they are now, with small numbers, for the officer; or as
they were issued, for everybody else. The row of a role says which."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import NamedTuple, TypeVar
from weakref import WeakKeyDictionary

import pandas as pd
from sqlalchemy import Connection, Engine

from ieo_metrics.framework.configuration.chart_notes import ChartNote
from ieo_metrics.framework.configuration.targets import Rebasing, Target
from ieo_metrics.framework.dates.days import day_in_london, day_in_words
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.measures import Measure
from ieo_metrics.framework.roles import CURRENT, ISSUED
from ieo_metrics.measuring import overview_lines
from ieo_metrics.measuring.compute_measures import Results
from ieo_metrics.measuring.overview_lines import OverviewLine
from ieo_metrics.statistics.control_charts.chart_events import ChartEvent, chart_events
from ieo_metrics.statistics.control_charts.chart_of_measure import ChartRules
from ieo_metrics.store.current_snapshot import StoreSnapshot
from ieo_metrics.store.issues.shared_issue_snapshot import IssuedSnapshot, latest_issue_numbers
from ieo_metrics.store.issues.texts_beside_issue import load_issue_to_read, refuse_if_not_as_shown
from ieo_metrics.store.trail.audit_trail import Head
from pages.shared.files.downloads import FOR_OFFICER, Door
from pages.shared.frame import store_access
from pages.shared.frame.made_once import MadeOnce

T = TypeVar("T")
# A page draws a handful of each measure.
MOST_DRAWN, MOST_ISSUES = 200, 12


@dataclass(frozen=True)
class Figures:
    """All measures in a quarter. `frame`: the results, of other quarters as well; `first` and `last`: the
    quarters on a chart; `about`: what stands beside their title, `reach`: whom they are for, in sentences;
    `door`: what the files of them say, and whether they may still be handed out; `make_lines`: works out the
    line of each measure; `standing`: the snapshot that they are of, None of what was issued, from which
    nothing leads to a row; `issue`: of which issue they are, None of those of now."""

    quarter: Quarter
    frame: pd.DataFrame
    first: Quarter
    last: Quarter
    rules: ChartRules
    targets: tuple[Target, ...]
    notes: tuple[ChartNote, ...]
    about: str
    reach: str
    door: Door
    make_lines: Callable[[], list[OverviewLine]]
    standing: StoreSnapshot | None = None
    issue: IssuedSnapshot | None = None
    made: MadeOnce = field(default_factory=partial(MadeOnce, MOST_DRAWN), compare=False)

    @cached_property
    def lines(self) -> list[OverviewLine]:
        """The line of each measure, in the framework's order."""
        return self.make_lines()

    @property
    def results(self) -> Results | None:
        """The results of now, with what leads to their rows; None of what was issued."""
        return self.standing.results if self.standing else None

    @property
    def steps(self) -> Sequence[Rebasing]:
        """The quarters from which charts start anew."""
        return self.rules.steps

    def line_of(self, ref: str) -> OverviewLine:
        """The line of one measure."""
        return next(line for line in self.lines if line.measure.ref == ref)

    def rows_of(self, ref: str) -> pd.DataFrame:
        """The results of one measure, one row per quarter, in the order of time; nobody changes them."""
        return self.once(("rows", ref), lambda: overview_lines.quarter_rows(self.frame, ref))

    def events(self, measure: Measure, first: Quarter, last: Quarter) -> tuple[ChartEvent, ...]:
        """What happened to a measure from a quarter to another."""
        return chart_events(measure, self.targets, self.steps, self.notes, (first, last))

    def once(self, what: tuple[object, ...], make: Callable[[], T]) -> T:
        """Something that is drawn often, made once for these figures."""
        return self.made.get(what, make)


def _current_quarters() -> list[Quarter]:
    results = store_access.snapshot().results
    return [] if results is None else overview_lines.covered_quarters(results)


def _current(quarter: Quarter) -> Figures:
    return store_access.kept(("figures", quarter), lambda: _of_snapshot(store_access.snapshot(), quarter))


def _of_snapshot(now: StoreSnapshot, quarter: Quarter) -> Figures:
    results = now.results
    assert results is not None  # a quarter is chosen of those that are covered
    governed, rules = results.governed, overview_lines.chart_rules(results)
    return Figures(
        *(quarter, results.frame, governed.first, governed.last, rules, now.targets, now.notes),
        "",
        "For the officer only, not for sharing: small numbers are not hidden here.",
        FOR_OFFICER,
        partial(store_access.overview_of, results, quarter),
        standing=now,
    )


# Of each open store, for the version of its facts: nobody's row is in it, so one drawing serves everybody.
_OF_ISSUES: WeakKeyDictionary[Engine, tuple[Head, MadeOnce]] = WeakKeyDictionary()


def _once_for_all(what: tuple[object, ...], read: Callable[[Connection], T]) -> T:
    """What is read in the store of this session of what was issued."""
    engine, facts = store_access.open_store_of_session().engine, store_access.versions()[0]
    held = _OF_ISSUES.get(engine)
    if held is None or held[0] != facts:
        held = _OF_ISSUES[engine] = facts, MadeOnce(MOST_ISSUES)
    return held[1].get(what, lambda: store_access.read_store(read))


def issue_numbers() -> dict[Quarter, int]:
    """`latest_issue_numbers`, in this drawing of the page."""
    return _once_for_all(("numbers",), latest_issue_numbers)


def _issued_quarters() -> list[Quarter]:
    return list(issue_numbers())


def _issued(quarter: Quarter) -> Figures:
    there = issued_figures(quarter, issue_numbers()[quarter])
    assert there is not None  # it is the latest that was not withdrawn
    return there


def issued_figures(quarter: Quarter, number: int) -> Figures | None:
    """What was issued; None where there is no such issue, or it was withdrawn. Raises StoreTrouble as
    `load_issue_to_read` does."""
    return _once_for_all(
        ("figures", quarter, number),
        lambda connection: _of_issue(load_issue_to_read(connection, quarter, number)),
    )


def _of_issue(issue: IssuedSnapshot | None) -> Figures | None:
    if issue is None:
        return None
    quarter = issue.quarter
    about = f"As issued on {day_in_words(day_in_london(issue.at))}, issue {issue.number}."
    return Figures(
        *(quarter, issue.frame, int(issue.frame["period"].min()), quarter, issue.chart_rules),
        *(issue.targets or (), issue.notes),
        f"{about} {issue.notice}".strip(),
        f"{issue.hidden} The figures of an issue do not change.",
        Door(
            f"{label(quarter)} as issued, issue {issue.number}: small numbers are hidden.",
            ", as issued",
            partial(refuse_if_not_as_shown, shown=issue),
        ),
        partial(overview_lines.overview_lines, issue.frame, quarter, issue.chart_rules),
        issue=issue,
    )


class Source(NamedTuple):
    """Where a role's figures are from. `quarters`: those that there are, in the order of time; `figures`: of
    one of them; `lacks`: what is said of another quarter, `{}`."""

    quarters: Callable[[], list[Quarter]]
    figures: Callable[[Quarter], Figures]
    lacks: str


SOURCES = {
    CURRENT: Source(_current_quarters, _current, "No accepted return covers {}"),
    ISSUED: Source(_issued_quarters, _issued, "{} has not been issued"),
}
