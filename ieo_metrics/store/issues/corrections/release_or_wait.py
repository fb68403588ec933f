"""Which corrections of what was issued can be told, and which have to wait: of a kind of evidence,
quarter by quarter, all of its measures together or none.

That they are decided together is what keeps the rest from being told by what is revised: a total moves,
and so do its districts, or none of them; a quarter, and all that is tied to it. Where the districts would
tell, the totals may still be revised without them, as a publication of their own.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from ieo_metrics.disclosure.revision_differencing import moves_tell
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.evidence_kinds import EvidenceKind
from ieo_metrics.measuring.compute_measures import ALL
from ieo_metrics.measuring.contributions_by_quarter import (
    PARTS,
    figures_of_parts,
    measures_about_people,
    people_changed,
)
from ieo_metrics.measuring.evidence_frame import quarters_within
from ieo_metrics.store.issues.last_issued_figures import HandedOut, QuarterParts, Quarters, edition_name


@dataclass
class Corrections:
    """Of a kind: the edition that the totals of each quarter and its districts rest on; the quarters that are
    revised, with or without their districts; those whose correction waits."""

    totals: Quarters
    districts: Quarters
    revised: set[Quarter] = field(default_factory=set)
    districts_revised: set[Quarter] = field(default_factory=set)
    waiting: set[Quarter] = field(default_factory=set)


class Decision:
    """Decides for one kind of evidence. `quarters`: all up to the one that is issued; `fixed`: those of
    which no rows are left; `refused`: those that must stand, because a revision would hide what was
    shown."""

    def __init__(
        self,
        kind: EvidenceKind,
        quarters: range,
        told: HandedOut,
        parts: QuarterParts,
        spans: Iterable[str],
        settings: Settings,
        fixed: Iterable[Quarter],
        refused: Iterable[Quarter],
    ) -> None:
        self.kind, self.quarters, self.told, self.parts = kind, quarters, told, parts
        self.spans, self.threshold = tuple(spans), settings.small_number_threshold
        self.all_or_none = settings.all_or_none_hidden
        self._answers: dict[tuple[object, ...], bool] = {}
        totals, districts = told.totals[kind.name], told.districts[kind.name]
        self.out = Corrections({q: totals.get(q) for q in quarters}, {q: districts.get(q) for q in quarters})
        may_move = {q for q in quarters if q in totals} - set(fixed)
        self.out.totals |= dict.fromkeys(fixed)
        self.out.districts |= dict.fromkeys(fixed)
        moved = {q for q in may_move if not self._same(self.out.totals, q, True)}
        for q in may_move - moved:
            self.out.totals[q] = None
            # The district of a quarter that was issued is the one that it was issued with.
            if self._same(self.out.districts, q, False):
                self.out.districts[q] = None
        self.out.waiting = moved
        self.candidates = sorted(q for q in moved - set(refused) if not self._few_changed(q))

    def decide(self) -> Corrections:
        """The districts with their totals where both can be told, else the totals alone."""
        for year in sorted({q // 4 for q in self.candidates}):
            own = [q for q in self.candidates if q // 4 == year]
            for with_districts in (True, False):
                for some in [own, *([q] for q in own)] if len(own) > 1 else [own]:
                    if set(some) <= self.out.waiting:
                        self._try(some, with_districts)
        return self.out

    def _try(self, some: list[Quarter], with_districts: bool) -> None:
        out, nothing = self.out, dict.fromkeys(some)
        totals, districts = out.totals | nothing, out.districts | (nothing if with_districts else {})
        if self._tells(out.totals, totals, some, False):
            return
        if with_districts:
            if self._tells(out.districts, districts, some, True):
                return
        elif self._tells(out.districts, totals, some, False):
            return
        out.totals, out.districts = totals, districts
        out.waiting = out.waiting - set(some)
        out.revised |= set(some)
        if with_districts:
            out.districts_revised |= set(some)

    def _same(self, editions: Quarters, quarter: Quarter, totals: bool) -> bool:
        """Whether a quarter is made of the same as now."""
        if editions[quarter] is None:
            return True
        then, now = (
            self.parts.of_quarter(edition, self.kind, quarter) for edition in (editions[quarter], None)
        )
        if self.parts.covers(editions[quarter], self.kind, quarter) != self.parts.covers(
            None, self.kind, quarter
        ):
            return False
        if totals:
            then, now = (frame[frame["area"] == ALL] for frame in (then, now))
        return _is_same_content(then, now)

    def _few_changed(self, quarter: Quarter) -> bool:
        changed = self.parts.changed_since(self.kind, {quarter: self.out.totals[quarter]})
        return bool(changed.groupby("topic")["people"].sum().between(0.5, self.threshold - 0.5).any())

    def _at(self, editions: Quarters, totals: bool) -> pd.DataFrame:
        frame = self.parts.mixed(self.kind, editions)
        return frame[frame["area"] == ALL] if totals else frame

    def _tells(self, before: Quarters, after: Quarters, some: list[Quarter], districts: bool) -> bool:
        """Whether the figures of the longest stretch that these quarters are part of tell of few."""
        reach = {q for last in self.quarters for q in self._reached(last, some)}
        stretch = range(min(reach), max(reach) + 1)
        # Without their districts the totals are tried again: of the same editions, with the same answer.
        asked = districts, stretch, *((edition_name(before[q]), edition_name(after[q])) for q in stretch)
        if asked not in self._answers:
            self._answers[asked] = self._tells_over(stretch, before, after, districts)
        return self._answers[asked]

    def _tells_over(self, stretch: range, before: Quarters, after: Quarters, districts: bool) -> bool:
        areas = [*dict.fromkeys([ALL, *self.told.rows["area"]])] if districts else [ALL]
        then, now = (
            self._at({q: editions[q] for q in stretch}, not districts) for editions in (before, after)
        )
        areas = [*dict.fromkeys([*areas, *then["area"], *now["area"]])]
        figures_then, figures_now = (
            figures_of_parts(
                frame,
                self.kind,
                [q for q in stretch if self.parts.covers(editions[q], self.kind, q)],
                stretch,
                areas,
                self.spans,
            )
            for frame, editions in ((then, before), (now, after))
        )
        return moves_tell(
            figures_then,
            figures_now,
            people_changed(then, now, self.kind, self.spans, stretch[-1]),
            self.threshold,
            self._told_nothing(stretch),
            self.all_or_none,
        )

    def _reached(self, last: Quarter, some: list[Quarter]) -> set[Quarter]:
        """The quarters of the periods that end with a quarter and hold any of `some`."""
        return {
            q
            for span in self.spans
            for within in [quarters_within(span, last)]
            if set(within) & set(some)
            for q in within
            if q in self.quarters
        }

    def _told_nothing(self, stretch: range) -> bool:
        """Whether no figure of these people and quarters was shown that could tell of a hidden one."""
        refs = {measure.ref for measure in measures_about_people(self.kind)}
        rows = self.told.rows
        own = rows[rows["ref"].isin(refs) & rows["period"].isin(stretch)]
        return not (own["value"].fillna(0) != 0).any()


def _is_same_content(then: pd.DataFrame, now: pd.DataFrame) -> bool:
    """Whether two quarters are made of the same parts, in whatever order."""
    if len(then) != len(now):
        return False
    names = [name for name in PARTS if name != "quarter"]
    parts_then, parts_now = (list(zip(*(of[name].tolist() for name in names))) for of in (then, now))
    # Mostly they are in the same order, and that is quick to see.
    return parts_then == parts_now or sorted(parts_then, key=repr) == sorted(parts_now, key=repr)
