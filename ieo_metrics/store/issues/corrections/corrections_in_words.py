"""What is said of corrections: to the officer, of each what it is made of; to everybody else, by which
return."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ieo_metrics.disclosure.shared_periods import not_shared
from ieo_metrics.framework.dates.days import day_in_words
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.evidence_kinds import EvidenceKind
from ieo_metrics.framework.figure_markers import HIDDEN
from ieo_metrics.framework.measures import MEASURE, Measure
from ieo_metrics.measuring.compute_measures import ALL, Results
from ieo_metrics.measuring.contributions_by_quarter import (
    figures_of_parts,
    measures_about_people,
)
from ieo_metrics.measuring.evidence_frame import YEAR_TO_DATE, quarters_within
from ieo_metrics.store.issues.corrections.compare_quarter_figures import is_changed, quarter_figures
from ieo_metrics.store.issues.issues import Issue
from ieo_metrics.store.issues.last_issued_figures import KINDS, Edition
from ieo_metrics.store.issues.results_of_next_issue import SharedNow


@dataclass(frozen=True)
class Correction:
    """A figure of a quarter that was issued and would be another now. `issue`: the one that told it last, as
    `measured_by` one had it; `issued`: the row as it was shown; `now`: the officer's; `why`: what the change
    is made of, for the officer; `by`: which return made it, for everybody."""

    ref: str
    quarter: Quarter
    issue: Issue
    measured_by: Issue
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
    own, now = rows[(rows["span"] != YEAR_TO_DATE) & (rows["area"] == ALL)], _now(results)
    return [
        _correction(shared, results, now, seqs, ref, span, quarter)
        for ref, span, quarter in zip(own["ref"], own["span"], own["period"], strict=True)
    ]


def waiting_now(shared: SharedNow, results: Results, seqs: Sequence[int]) -> list[Correction]:
    """The figures of quarters whose correction waits, in the framework's order; of a measure that is shared
    as four quarters, those that end with the quarter."""
    told = shared.told
    if told is None or shared.parts is None:
        return []
    now, out = _now(results), []
    for kind in KINDS:
        for quarter in sorted(shared.corrections[kind.name].waiting):
            for span in told.spans_of(kind, results.settings):
                stood = _as_it_stood(shared, kind, span, quarter)
                out += [
                    _correction(shared, results, now, seqs, measure.ref, span, quarter)
                    for measure in measures_about_people(kind)
                    for key in [(measure.ref, quarter)]
                    if (measure.ref, span, quarter) in told.places
                    and key in now
                    and now[key]["span"] == span
                    and is_changed(stood[key], now[key] | {"left_out": stood[key]["left_out"]})
                ]
    return sorted(out, key=lambda correction: (correction.quarter, list(MEASURE).index(correction.ref)))


def _now(results: Results) -> dict[tuple[str, Quarter], dict[str, Any]]:
    """The officer's figures by measure and quarter, of the periods that are shared."""
    frame = results.frame
    return quarter_figures(frame[~not_shared(frame, results.settings.shared_as_rolling)])


def _as_it_stood(
    shared: SharedNow, kind: EvidenceKind, span: str, quarter: Quarter
) -> dict[tuple[str, Quarter], dict[str, Any]]:
    """The figures of a kind of evidence over the period that ends with a quarter, as it was told."""
    assert shared.told is not None and shared.parts is not None
    within = quarters_within(span, quarter)
    editions = {q: shared.told.totals[kind.name].get(q) for q in within}
    parts = shared.parts.mixed(kind, editions)
    covered = [q for q, edition in editions.items() if shared.parts.covers(edition, kind, q)]
    return quarter_figures(
        figures_of_parts(parts[parts["area"] == ALL], kind, covered, within, [ALL], [span])
    )


def _correction(
    shared: SharedNow,
    results: Results,
    now: Mapping[tuple[str, Quarter], dict[str, Any]],
    seqs: Sequence[int],
    ref: str,
    span: str,
    quarter: Quarter,
) -> Correction:
    """One of them. `now`: the officer's figures, as `_now` has them."""
    told, measure = shared.told, MEASURE[ref]
    assert told is not None and shared.parts is not None
    place = told.places[ref, span, quarter]
    issue = told.issues[told.issue[place]]
    edition: Edition = told.totals.get(measure.evidence, {}).get(quarter, issue)
    by = _by_which(results, measure, quarter, seqs, edition)
    return Correction(
        ref,
        quarter,
        issue,
        edition or issue,
        told.as_shown(place),
        now[ref, quarter],
        _made_of(shared, measure, quarters_within(span, quarter), by),
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


def _made_of(shared: SharedNow, measure: Measure, quarters: Sequence[Quarter], by: str) -> str:
    """`3 young people added by the return of 14 April 2025`."""
    if not measure.about_people:
        return f"Corrected by {by}"
    assert shared.told is not None and shared.parts is not None
    editions = shared.told.totals[measure.evidence]
    changed = shared.parts.changed_since(measure.kind, {q: editions.get(q) for q in quarters})
    changed = changed[changed["topic"] == measure.topic]
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
