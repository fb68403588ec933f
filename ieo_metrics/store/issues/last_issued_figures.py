"""What was handed out: for each figure the row of the issue that told it last, and which issue each
quarter rests on; and what the quarters of an issue were made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from ieo_metrics.accepting.governing_returns import Governed, govern
from ieo_metrics.disclosure.rounded_counts import rounded_for_sharing
from ieo_metrics.disclosure.shared_periods import shared_spans, takes_part
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.evidence_kinds import EVIDENCE_KINDS, EvidenceKind
from ieo_metrics.framework.measures import MEASURE, MEASURES
from ieo_metrics.measuring.compute_measures import ALL
from ieo_metrics.measuring.contributions_by_quarter import (
    PARTS,
    changed_parts,
    figures_of_parts,
    measures_about_people,
    parts_of_quarters,
)
from ieo_metrics.measuring.evidence_frame import ROLLING, SPANS, YEAR_TO_DATE, quarters_within
from ieo_metrics.store.database.errors import StoreTrouble
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues.issues import KEY, RESTS_ON, Issue
from ieo_metrics.store.record.settings_in_force import settings_of_then
from ieo_metrics.store.returns.returns_that_count import counting_returns, with_rows

KINDS = tuple(kind for kind in EVIDENCE_KINDS if measures_about_people(kind))
SPAN_PLACE = {span: place for place, span in enumerate(SPANS)}
REF_PLACE = {measure.ref: place for place, measure in enumerate(MEASURES)}
# The issue whose returns a figure rests on; None: those that are accepted now.
Edition = Issue | None
Quarters = dict[Quarter, Edition]


def edition_name(edition: Edition) -> tuple[Quarter, int] | None:
    """What tells an edition from others: quarter and number of its issue, None for what is accepted now."""
    return None if edition is None else (edition.quarter, edition.number)


@dataclass(frozen=True)
class HandedOut:
    """`rows`: as they were told last, of all that was told; `issue`: for each of them the place of its
    issue in `issues`; `totals` and `districts`: by kind of evidence, the issue that each quarter rests
    on."""

    rows: pd.DataFrame
    issue: np.ndarray
    issues: tuple[Issue, ...]
    totals: dict[str, Quarters]
    districts: dict[str, Quarters]

    @cached_property
    def rolling(self) -> frozenset[str]:
        """The measures of which windows of four quarters were told."""
        return frozenset(self.rows["ref"][self.rows["span"] == ROLLING])

    @cached_property
    def places(self) -> dict[tuple[str, str, Quarter], int]:
        """By measure, span and period, the place in `rows` of what was told of all areas together."""
        own = self.rows["area"].to_numpy() == ALL
        named = zip(*(self.rows[name].to_numpy()[own] for name in ("ref", "span", "period")), strict=True)
        return {
            (str(ref), str(span), int(period)): int(place)
            for (ref, span, period), place in zip(named, np.flatnonzero(own), strict=True)
        }

    def as_shown(self, place: int) -> dict[str, Any]:
        """A row as readers saw it."""
        row = rounded_for_sharing(self.rows.iloc[[place]], self.issues[self.issue[place]].settings)
        return dict(zip(map(str, row), row.iloc[0].tolist(), strict=True))

    def spans_of(self, kind: EvidenceKind, settings: Settings) -> Sequence[str]:
        """The spans of which something of a kind of evidence is shared, or was."""
        rolling = self.rolling | set(settings.shared_as_rolling)
        return shared_spans([m.ref for m in measures_about_people(kind)], rolling)


def handed_out(issues: Sequence[Issue]) -> HandedOut | None:
    """What all issues together have told; None where nothing was."""
    issues = tuple(sorted(issues, key=lambda issue: issue.place))
    by_number = {(issue.quarter, issue.number): issue for issue in issues}
    totals: dict[str, Quarters] = {kind.name: {} for kind in KINDS}
    districts: dict[str, Quarters] = {kind.name: {} for kind in KINDS}
    frames = []
    for place, issue in enumerate(issues):
        told = issue.told
        if told is None:
            continue
        frames.append(told.assign(of_issue=place))
        for name, quarters in _quarters_told(told).items():
            said = issue.about.get(RESTS_ON, {}).get(name, {})
            for quarter in quarters:
                of_totals, of_districts = said.get(str(quarter), (None, None))
                totals[name][quarter] = by_number[tuple(of_totals)] if of_totals else issue
                districts[name][quarter] = by_number[tuple(of_districts)] if of_districts else issue
    if not frames:
        return None
    rows = pd.concat(frames, ignore_index=True).drop_duplicates(KEY, keep="last").reset_index(drop=True)
    return HandedOut(rows.drop(columns="of_issue"), rows["of_issue"].to_numpy(), issues, totals, districts)


def _quarters_told(told: pd.DataFrame) -> dict[str, list[Quarter]]:
    """By kind of evidence the quarters of which rows that were told are made, those of windows too."""
    own = told[told["span"] != YEAR_TO_DATE]
    kind_of = own["ref"].map({ref: m.evidence for ref, m in MEASURE.items() if m.about_people})
    out: dict[str, set[Quarter]] = {}
    for kind, span, last in set(zip(kind_of, own["span"], own["period"].astype(int), strict=True)):
        if isinstance(kind, str):
            out.setdefault(kind, set()).update(quarters_within(span, last))
    return {kind: sorted(quarters) for kind, quarters in out.items()}


class QuarterParts:
    """What the quarters were made of, by each issue and by what is accepted now; each worked out once."""

    def __init__(self, store: Store, now: Governed, settings: Settings) -> None:
        self.store = store
        self.governed: dict[tuple[int, int] | None, tuple[Governed | None, Settings]] = {
            None: (now, settings)
        }
        self.known: dict[tuple[tuple[int, int] | None, str], dict[Quarter, pd.DataFrame]] = {}
        self.changed: dict[tuple[object, ...], pd.DataFrame] = {}

    def reading(self, edition: Edition) -> tuple[Governed | None, Settings]:
        """The rows as they counted, and the settings by which they were measured."""
        key = edition_name(edition)
        if key not in self.governed:
            assert edition is not None
            with self.store.reading() as connection:
                try:
                    settings = settings_of_then(connection, self.store, edition.settings)
                except StoreTrouble:  # its edition of the Crime Harm Index is not kept
                    settings = self.governed[None][1]
                held = with_rows(connection, counting_returns(connection, edition.seqs))
            self.governed[key] = govern(held, settings), settings
        return self.governed[key]

    def of_quarter(self, edition: Edition, kind: EvidenceKind, quarter: Quarter) -> pd.DataFrame:
        """The parts of a quarter, for all areas and by district."""
        key = edition_name(edition), kind.name
        if key not in self.known:
            governed, settings = self.reading(edition)
            found = parts_of_quarters(governed, settings, kind) if governed else None
            self.known[key] = (
                {} if found is None else {int(q): own for q, own in found.groupby("quarter")}  # type: ignore[arg-type]
            )
        return self.known[key].get(quarter, _NOTHING)

    def mixed(self, kind: EvidenceKind, quarters: Quarters) -> pd.DataFrame:
        """The parts of several quarters, each by its own edition."""
        return pd.concat(
            [self.of_quarter(edition, kind, q) for q, edition in quarters.items()], ignore_index=True
        )

    def changed_since(self, kind: EvidenceKind, editions: Quarters) -> pd.DataFrame:
        """Whose part in these quarters is another now than by their editions, of all areas together, as
        `changed_parts` has it."""
        key = kind.name, *((q, edition_name(edition)) for q, edition in editions.items())
        if key not in self.changed:
            then, now = (
                frame[frame["area"] == ALL]
                for quarters in (editions, dict.fromkeys(editions))
                for frame in [self.mixed(kind, quarters)]
            )
            self.changed[key] = changed_parts(then, now, kind)
        return self.changed[key]

    def covers(self, edition: Edition, kind: EvidenceKind, quarter: Quarter) -> bool:
        """Whether a return covers the kind's table in the quarter."""
        governed, _ = self.reading(edition)
        return governed is not None and (
            0 <= quarter - governed.first < governed.quarters
            and bool(governed.covered(kind.table)[quarter - governed.first])
        )


_NOTHING = pd.DataFrame({name: pd.Series(dtype=object) for name in PARTS}).astype(
    {"quarter": "int64", "state": "int64", "amount": "float64", "success": "bool", "unusable": "bool"}
)


def mixed_frame(
    now: pd.DataFrame, told: HandedOut, parts: QuarterParts, editions: dict[str, Quarters]
) -> pd.DataFrame:
    """The rows of results with the figures of every period by the editions of its quarters."""
    frames, rolling = [now], set(now["ref"][now["span"] == ROLLING])
    extra = [area for area in told.rows["area"].unique() if area not in set(now["area"])]
    for kind in KINDS:
        own = editions[kind.name]
        if not own or all(edition is None for edition in own.values()):
            continue
        mixed = parts.mixed(kind, own)
        covered = [q for q, edition in own.items() if parts.covers(edition, kind, q)]
        areas = [*dict.fromkeys([*now["area"], *extra])]
        spans = shared_spans([m.ref for m in measures_about_people(kind)], rolling)
        rows = figures_of_parts(mixed[mixed["area"].isin(areas)], kind, covered, sorted(own), areas, spans)
        rows = rows[takes_part(rows, rolling)]
        earlier = {
            (span, last)
            for span in spans
            for last in own
            if any(own.get(q) is not None for q in quarters_within(span, last))
        }
        chosen = [pair in earlier for pair in zip(rows["span"], rows["period"], strict=True)]
        frames.append(rows[chosen])
    if len(frames) == 1:
        return now
    every = pd.concat([frame.astype(now.dtypes.to_dict()) for frame in frames], ignore_index=True)
    every = every.drop_duplicates(KEY, keep="last")
    area_place = {area: place for place, area in enumerate([*dict.fromkeys([*now["area"], *extra])])}
    order = np.lexsort(
        (
            every["area"].map(area_place),
            every["period"],
            every["ref"].map(REF_PLACE),
            every["span"].map(SPAN_PLACE),
        )
    )
    return every.iloc[order].reset_index(drop=True)
