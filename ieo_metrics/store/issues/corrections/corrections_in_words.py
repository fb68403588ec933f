"""What is said of corrections: to the officer, of each what it is made of; to everybody else, by which
return."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ieo_metrics.framework.dates.days import day_in_words
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.figure_markers import HIDDEN
from ieo_metrics.framework.measures import MEASURE, Measure
from ieo_metrics.measuring.compute_measures import ALL, Results
from ieo_metrics.measuring.contributions_by_quarter import (
    changed_parts,
    figures_of_parts,
    measures_about_people,
)
from ieo_metrics.measuring.evidence_frame import SPANS
from ieo_metrics.store.issues.corrections.compare_quarter_figures import is_changed, quarter_figures
from ieo_metrics.store.issues.issues import Issue
from ieo_metrics.store.issues.last_issued_figures import KEY, KINDS, Edition
from ieo_metrics.store.issues.results_of_next_issue import SharedNow


@dataclass(frozen=True)
class Correction:
    """A figure of a quarter that was issued and would be another now. `issue`: the one that told it;
    `issued`: the row as it was told; `now`: the officer's; `why`: what the change is made of, for the
    officer; `by`: which return made it, for everybody."""

    ref: str
    quarter: Quarter
    issue: Issue
    issued: dict[str, Any]
    now: dict[str, Any]
    why: str
    by: str

    @property
    def was_hidden(self) -> bool:
        """Whether it was told as c."""
        return bool(self.issued["marker"] == HIDDEN)


def revised_now(shared: SharedNow, results: Results, seqs: Sequence[int]) -> list[Correction]:
    """The figures of quarters that are revised. `seqs`: of the returns that the results rest on."""
    rows = shared.frame.iloc[shared.revised]
    own = rows[(rows["span"] == "quarter") & (rows["area"] == ALL)]
    return [
        _correction(shared, results, seqs, ref, quarter)
        for ref, quarter in zip(own["ref"], own["period"], strict=True)
    ]


def waiting_now(shared: SharedNow, results: Results, seqs: Sequence[int]) -> list[Correction]:
    """The figures of quarters whose correction waits, in the framework's order."""
    if shared.told is None or shared.parts is None:
        return []
    now, out = quarter_figures(results.frame), []
    for kind in KINDS:
        for quarter in sorted(shared.corrections[kind.name].waiting):
            edition = shared.told.totals[kind.name][quarter]
            then = shared.parts.of_quarter(edition, kind, quarter)
            covered = [quarter] if shared.parts.covers(edition, kind, quarter) else []
            stood = quarter_figures(
                figures_of_parts(
                    then[then["area"] == ALL], kind, covered, range(quarter, quarter + 1), [ALL], ["quarter"]
                )
            )
            out += [
                _correction(shared, results, seqs, measure.ref, quarter)
                for measure in measures_about_people(kind)
                for key in [(measure.ref, quarter)]
                if key in now and is_changed(stood[key], now[key] | {"left_out": stood[key]["left_out"]})
            ]
    return sorted(out, key=lambda one: (one.quarter, list(MEASURE).index(one.ref)))


def _correction(
    shared: SharedNow, results: Results, seqs: Sequence[int], ref: str, quarter: Quarter
) -> Correction:
    told, measure = shared.told, MEASURE[ref]
    assert told is not None and shared.parts is not None
    place = int(
        pd.MultiIndex.from_frame(told.rows[KEY]).get_indexer(pd.Index([(ref, SPANS[0], quarter, ALL)]))[0]
    )
    issue = told.issues[told.issue[place]]
    edition: Edition = told.totals.get(measure.evidence, {}).get(quarter, issue)
    by = _by_which(results, measure, quarter, seqs, edition)
    now = quarter_figures(results.frame)[ref, quarter]
    return Correction(
        ref,
        quarter,
        issue,
        dict(zip(told.rows.columns.tolist(), told.rows.iloc[place].tolist(), strict=True)),
        now,
        _made_of(shared, measure, quarter, by),
        by,
    )


def _by_which(
    results: Results, measure: Measure, quarter: Quarter, seqs: Sequence[int], edition: Edition
) -> str:
    """`the return of 14 April 2025`: the one that governs the quarter now, if it came since; else the
    latest that did; `a change of the settings` where none has."""
    governed = results.governed
    fresh = [place for place, seq in enumerate(seqs) if edition is None or seq not in edition.seqs]
    if not fresh:
        return "a change of the settings or of what returns count"
    governs = int(governed.governs[measure.reads[0]][quarter - governed.first])
    chosen = governs if governs in fresh else fresh[-1]
    return f"the return of {day_in_words(governed.returns[chosen].made)}"


def _made_of(shared: SharedNow, measure: Measure, quarter: Quarter, by: str) -> str:
    """`3 young people added by the return of 14 April 2025`."""
    if not measure.about_people:
        return f"Corrected by {by}"
    assert shared.told is not None and shared.parts is not None
    edition = shared.told.totals[measure.evidence][quarter]
    then, now = (
        frame[(frame["area"] == ALL) & (frame["topic"] == measure.topic)]
        for one in (edition, None)
        for frame in [shared.parts.of_quarter(one, measure.kind, quarter)]
    )
    changed = changed_parts(then, now, measure.kind)
    counted = {
        "added": int(changed["came"].sum()),
        "removed": int(changed["went"].sum()),
        "corrected": int((~changed["came"] & ~changed["went"]).sum()),
    }
    return f"{', '.join(_how_many(counted, measure))} by {by}"


def _how_many(counted: dict[str, int], measure: Measure) -> Iterator[str]:
    one, several = measure.kind.contributor
    first = True
    for done, many in counted.items():
        if many:
            yield f"{many:,}{f' {one if many == 1 else several}' if first else ''} {done}"
            first = False
