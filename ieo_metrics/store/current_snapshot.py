"""How things stand: the accepted returns, the measures they give, what was issued of them, and what is
locked."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType

import numpy as np
import sqlalchemy as sa

from ieo_metrics.framework.configuration.chart_notes import ChartNote
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.configuration.targets import Rebasing, Target
from ieo_metrics.framework.dates.days import in_clock_words
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.figure_markers import PROVISIONAL, REVISED
from ieo_metrics.measuring.compute_measures import ALL, Results
from ieo_metrics.measuring.evidence_frame import SPANS
from ieo_metrics.pipeline import Collection
from ieo_metrics.store.database.errors import StoreTrouble
from ieo_metrics.store.database.schema import LOCKS
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues import issues
from ieo_metrics.store.issues import results_cache as results
from ieo_metrics.store.issues.corrections.compare_quarter_figures import figure_in_words
from ieo_metrics.store.issues.corrections.revisions import Revision, revisions
from ieo_metrics.store.issues.issues import Issue
from ieo_metrics.store.record.settings_in_force import settings_in_force
from ieo_metrics.store.record.targets_and_chart_notes import all_notes, all_rebasings, all_targets
from ieo_metrics.store.registers.chosen_sections import RECORDED, chosen_sections
from ieo_metrics.store.returns import retention
from ieo_metrics.store.returns.return_record import from_record
from ieo_metrics.store.returns.returns_that_count import (
    collection_of,
    counting_returns,
    with_rows,
    withdrawn_seqs,
)
from ieo_metrics.store.returns.stored_returns import Stored, stored_returns
from ieo_metrics.store.trail import audit_trail
from ieo_metrics.store.trail.withdrawn_figures import WithdrawnFigure, withdrawn_figures
from ieo_metrics.store.trail.withdrawn_issues import WithdrawnIssue, withdrawal_notices, withdrawn_issues


@dataclass(frozen=True)
class StoreSnapshot:
    """The store at one moment; nothing in it changes. `facts`: the version of all that is in it, by which
    what was worked out of it is known and a later change is refused; `head`: the end of the audit trail,
    which also moves with what is no fact, such as a download; `returns`: those that count, in the order of
    acceptance; `withdrawn`: those taken back; `results`: without evidence and rows, None where nothing is
    covered; `handed_out`: every issue, those that were withdrawn as well; `reduction`: what was reduced to
    aggregates last, if anything was; `withdrawn_figures`: single figures that were, and were not put back;
    `sections`: which the pack has beside the measures, by name; `recorded`: the place in the trail of the
    last thing that was recorded for them."""

    facts: audit_trail.Head
    head: audit_trail.Head
    returns: tuple[Stored, ...]
    withdrawn: tuple[Stored, ...]
    results: Results | None = field(compare=False)
    handed_out: tuple[Issue, ...]
    withdrawn_issues: tuple[WithdrawnIssue, ...]
    locks: Mapping[Quarter, str]
    settings: Settings
    targets: tuple[Target, ...]
    rebasings: tuple[Rebasing, ...]
    notes: tuple[ChartNote, ...]
    reduction: retention.Reduction | None = field(compare=False)
    withdrawn_figures: tuple[WithdrawnFigure, ...] = ()
    sections: tuple[str, ...] = ()
    recorded: int = field(default=0, compare=False)

    @cached_property
    def issues(self) -> tuple[Issue, ...]:
        """Those that were not withdrawn."""
        gone = {withdrawn_issue.key for withdrawn_issue in self.withdrawn_issues}
        return tuple(issue for issue in self.handed_out if issue.key not in gone)

    @cached_property
    def revisions(self) -> tuple[Revision, ...]:
        """What was issued and is another figure now."""
        return tuple(revisions(self.issues, self.results.frame)) if self.results else ()

    def issue_of(self, quarter: Quarter) -> Issue | None:
        """The latest issue of a quarter."""
        return next((issue for issue in reversed(self.issues) if issue.quarter == quarter), None)

    def notices_of(self, quarter: Quarter) -> list[str]:
        """What everybody is told of the quarter's issues that were withdrawn."""
        standing = [issue.number for issue in self.issues if issue.quarter == quarter]
        return list(withdrawal_notices(self.withdrawn_issues, quarter, standing))

    def collection(self) -> Collection:
        """What exports say of where the numbers come from."""
        return collection_of(self.returns, self.results, self.settings, str(self.head))


def versions_now(store: Store) -> tuple[audit_trail.Head, audit_trail.Head]:
    """`facts` and `head` of a snapshot that were taken now."""
    with store.reading() as connection:
        return audit_trail.facts_version(connection), audit_trail.trail_head(connection)


def load_snapshot(store: Store, settings: Settings | None = None) -> StoreSnapshot:
    """How things stand now. Measures that were worked out before are read; else they are worked out, and kept
    if that can be. `settings`: others than those in force, to see what they would give."""
    with store.reading() as connection:
        facts, head = audit_trail.facts_version(connection), audit_trail.trail_head(connection)
        settings = settings or settings_in_force(connection, store)
        aims = all_targets(connection), all_rebasings(connection), all_notes(connection)
        every, gone = stored_returns(connection), withdrawn_seqs(connection)
        count = [stored_return for stored_return in every if stored_return.seq not in gone]
        fell = retention.latest_reduction(connection)
        made_of = results.cache_key(count, settings, fell.number if fell else 0)
        frame = kept = results.find_results(connection, made_of)
        issued, taken_back, figures, locks = (
            issues.all_issues(connection),
            withdrawn_issues(connection),
            withdrawn_figures(connection),
            dict(map(tuple, connection.execute(sa.select(LOCKS.c.quarter, LOCKS.c.who)))),
        )
        beside = chosen_sections(connection), audit_trail.last_of(connection, RECORDED)
        if frame is None and count:
            found = results.measure_returns(with_rows(connection, count), settings)
            frame = retention.with_reduced_figures(found.frame, fell) if found else None
    if frame is not None and kept is None and not store.read_only:
        # Where it cannot be kept (no room, another save is running) it can still be read, and is worked out
        # again the next time.
        with suppress(StoreTrouble), store.writing() as connection:
            results.keep_results(connection, made_of, store.now(), frame)
    light = [from_record(stored_return.about, None, number) for number, stored_return in enumerate(count)]
    found = results.without_rows(light, frame, settings) if frame is not None else None
    found = found and found._replace(steps=aims[1])
    return marked_revised(
        StoreSnapshot(
            facts,
            head,
            tuple(count),
            tuple(stored_return for stored_return in every if stored_return.seq in gone),
            found,
            tuple(issued),
            taken_back,
            MappingProxyType(locks),
            settings,
            *aims,
            fell,
            figures,
            *beside,
        )
    )


def results_with_rows(
    store: Store, settings: Settings, returns: Sequence[int] | None = None
) -> Results | None:
    """Results with their evidence and rows, for the officer's own screen. `returns`: by those only, as for an
    issue."""
    with store.reading() as connection:
        held = with_rows(connection, counting_returns(connection, returns))
    return results.measure_returns(held, settings)


PLAIN = ("", PROVISIONAL)


def marked_revised(standing: StoreSnapshot) -> StoreSnapshot:
    """Every figure that was issued and has moved since carries the marker r, and both figures in its note."""
    if standing.results is None or not standing.revisions:
        return standing
    frame = standing.results.frame
    own = np.flatnonzero((frame["span"] == SPANS[0]) & (frame["area"] == ALL))
    place = dict(
        zip(zip(frame["ref"].iloc[own], frame["period"].iloc[own], strict=True), own.tolist(), strict=True)
    )
    notes, markers = (
        frame["note"].to_numpy(dtype=object, copy=True),
        frame["marker"].to_numpy(dtype=object, copy=True),
    )
    for revision in standing.revisions:
        i = place[revision.ref, revision.quarter]
        issued = figure_in_words(revision.issued, revision.ref)
        was = f"{issued} when issued at {in_clock_words(revision.issue.at)}"
        notes[i] = f"{notes[i]}; {was}" if notes[i] else was
        markers[i] = REVISED if markers[i] in PLAIN else markers[i]
    return replace(
        standing, results=standing.results._replace(frame=frame.assign(note=notes, marker=markers))
    )
