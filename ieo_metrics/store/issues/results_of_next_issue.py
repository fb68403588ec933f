"""What an issue of a quarter would hand out now: what was issued, as it was issued; what is revised; and
what is new. All of it goes through disclosure control as one publication, in which what was told is
known."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from ieo_metrics.disclosure.shareable_results import Publication, Standing
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.figure_markers import HIDDEN, NOT_COVERED, PROVISIONAL, REVISED
from ieo_metrics.framework.measures import MEASURE, MEASURES
from ieo_metrics.measuring.compute_measures import ALL, ORDER, Results
from ieo_metrics.measuring.evidence_frame import ROLLING, SPANS, quarters_within
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues.corrections.compare_quarter_figures import (
    AS_BEFORE,
    figure_in_words,
    same_numbers,
)
from ieo_metrics.store.issues.corrections.release_or_wait import Corrections, Decision
from ieo_metrics.store.issues.issues import KEY, Issue
from ieo_metrics.store.issues.last_issued_figures import (
    KINDS,
    Edition,
    HandedOut,
    QuarterParts,
    handed_out,
    mixed_frame,
)
from ieo_metrics.store.issues.protect_for_sharing import protect_rows, rows_to_protect, unshared_rows


@dataclass(frozen=True)
class SharedNow:
    """`frame`: as it may be shared, up to the quarter; `corrections`: by kind of evidence; `revised`,
    `new` and `hidden`: places in it of what differs from what was told, was not told before, and is
    hidden now although it was shown; `told`: what was told before; `parts`: what all of it is made of;
    `publication`: with what was told of later quarters, for the report on protection; `withheld`: the rows
    that are hidden only because a figure was withdrawn, by their keys."""

    frame: pd.DataFrame
    publication: Publication
    corrections: dict[str, Corrections] = field(default_factory=dict)
    revised: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    new: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    hidden: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    told: HandedOut | None = None
    parts: QuarterParts | None = None
    withheld: tuple[tuple[object, ...], ...] = ()

    def until(self, quarter: Quarter) -> "SharedNow":
        """Nothing later than a quarter, and nothing that is not shared."""
        stays = (self.frame["period"] <= quarter).to_numpy() & ~self.publication.unshared
        place = np.cumsum(stays) - 1
        return replace(
            self,
            frame=self.frame[stays].reset_index(drop=True),
            **{
                name: place[rows[stays[rows]]]
                for name in ("revised", "new", "hidden")
                for rows in [getattr(self, name)]
            },
        )

    @property
    def rests_on(self) -> dict[str, dict[str, list[list[int] | None]]]:
        """By kind of evidence and quarter, the issues that its totals and its districts rest on, as it is
        kept with an issue; those that rest on that issue itself are left away."""
        return {
            name: {
                str(q): [_as_kept(edition), _as_kept(of_kind.districts[q])]
                for q, edition in of_kind.totals.items()
                if edition is not None or of_kind.districts[q] is not None
            }
            for name, of_kind in self.corrections.items()
        }


def share_quarter(
    store: Store,
    issues: Sequence[Issue],
    results: Results,
    quarter: Quarter,
    fixed_before: Quarter | None = None,
) -> SharedNow:
    """What an issue of the quarter would hand out. `results`: with the rows that they are made of;
    `fixed_before`: rows of quarters before it are gone."""
    told = handed_out(issues)
    # What was handed out of later quarters is known, and is part of what must add up.
    last = quarter if told is None else max(quarter, int(told.rows["period"].max()))
    settings, now = results.settings, frame_to_share(results.frame, last, results.settings, told)
    if told is None:
        protected, unshared = protect_rows(now, settings), unshared_rows(now, settings)
        published = Publication.first(now, protected, unshared)
        return SharedNow(protected.frame, published, new=np.arange(len(now))).until(quarter)
    parts = QuarterParts(store, results.governed, settings)
    refused: dict[str, set[Quarter]] = {kind.name: set(range(quarter + 1, last + 1)) for kind in KINDS}
    while True:
        found = corrections_of(told, parts, results, last, fixed_before, refused)
        out, lost = _protected(now, told, parts, found, settings)
        fresh = {
            kind.name: {q for q in found[kind.name].revised if _loses(lost, kind.name, q)} for kind in KINDS
        }
        if not any(fresh.values()):
            return out.until(quarter)
        # What was shown and would be hidden by being revised stands as it was issued.
        refused = {name: refused[name] | fresh[name] for name in refused}


def _as_kept(edition: Edition) -> list[int] | None:
    return None if edition is None else [edition.quarter, edition.number]


def frame_to_share(
    frame: pd.DataFrame, quarter: Quarter, settings: Settings, told: HandedOut | None
) -> pd.DataFrame:
    """The rows of results that an issue of a quarter has to do with: a pack ends with its quarter. `told`:
    what was told before; windows that were are known."""
    until = frame[frame["period"] <= quarter]
    return rows_to_protect(until, settings, told.rolling if told else ())


def corrections_of(
    told: HandedOut,
    parts: QuarterParts,
    results: Results,
    quarter: Quarter,
    fixed_before: Quarter | None = None,
    refused: dict[str, set[Quarter]] | None = None,
) -> dict[str, Corrections]:
    """By kind of evidence, what of its corrections can be told. `refused`: quarters that must stand."""
    quarters = range(results.governed.first, quarter + 1)
    fixed = [q for q in quarters if fixed_before is not None and q < fixed_before]
    return {
        kind.name: Decision(
            kind,
            quarters,
            told,
            parts,
            told.spans_of(kind, results.settings),
            results.settings,
            fixed,
            (refused or {}).get(kind.name, ()),
        ).decide()
        for kind in KINDS
    }


def quarters_revised(
    store: Store, issues: Sequence[Issue], results: Results, fixed_before: Quarter | None
) -> set[Quarter]:
    """The quarters of which figures that were handed out, of the quarter itself or of its year to date,
    would be revised by these results. `results`: with the rows that they are made of."""
    told = handed_out(issues)
    if told is None:
        return set()
    last = int(told.rows["period"].max())
    parts = QuarterParts(store, results.governed, results.settings)
    found = corrections_of(told, parts, results, min(last, results.governed.last), fixed_before)
    now = frame_to_share(results.frame, last, results.settings, told)
    frame = mixed_frame(now, told, parts, {name: of_kind.totals for name, of_kind in found.items()})
    memory, touched = _places(frame, told), _touched(frame, found)
    same = same_numbers(frame, told.rows.iloc[np.maximum(memory, 0)].reset_index(drop=True))
    return set(map(int, frame["period"][(memory >= 0) & touched & ~same]))


def _places(frame: pd.DataFrame, told: HandedOut) -> np.ndarray:
    """Per row its place in what was told, −1 where it was not."""
    return pd.MultiIndex.from_frame(told.rows[KEY]).get_indexer(pd.MultiIndex.from_frame(frame[KEY]))


def _loses(lost: pd.DataFrame, kind: str, quarter: Quarter) -> bool:
    """Whether a row that is hidden now rests on a quarter of the kind."""
    return any(
        MEASURE[ref].evidence == kind and quarter in quarters_within(span, period)
        for ref, span, period in zip(lost["ref"], lost["span"], lost["period"], strict=True)
    )


def _protected(
    now: pd.DataFrame,
    told: HandedOut,
    parts: QuarterParts,
    found: dict[str, Corrections],
    settings: Settings,
) -> tuple[SharedNow, pd.DataFrame]:
    """What would be handed out, and the rows of it that were shown and would be hidden by being revised."""
    frame = mixed_frame(now, told, parts, {name: of_kind.districts for name, of_kind in found.items()})
    totals = mixed_frame(now, told, parts, {name: of_kind.totals for name, of_kind in found.items()})
    totals = totals[totals["area"] == ALL].reset_index(drop=True)
    frame, memory, standing = _standing(frame, told, found)
    protected = protect_rows(frame, settings, standing)
    shared = protected.frame
    own = np.flatnonzero(frame["area"] == ALL)
    differs = ~same_numbers(frame.iloc[own].reset_index(drop=True), totals)
    if differs.any():
        # Totals that were revised without their districts are a publication of their own.
        hidden = (shared["marker"] == HIDDEN).to_numpy()[own]
        _, _, alone = _standing(totals, told, found)
        alone = Standing(alone.shown, alone.hidden | hidden)
        again = protect_rows(totals, settings, alone).frame
        at = np.full(len(frame), -1)
        at[own] = np.arange(len(own))
        shared, frame = _with_rows_of(shared, again, at), _with_rows_of(frame, totals, at)
    unshared = unshared_rows(frame, settings)
    return _as_told(shared, frame, protected.unprinted, memory, told, parts, found, unshared)


def _with_rows_of(frame: pd.DataFrame, other: pd.DataFrame, at: np.ndarray) -> pd.DataFrame:
    """The frame, with a row of the other in the place of each whose place there is not −1."""
    other = other[list(frame)].astype(frame.dtypes.to_dict())
    both = pd.concat([frame, other], ignore_index=True)
    return both.iloc[np.where(at >= 0, len(frame) + at, np.arange(len(frame)))].reset_index(drop=True)


def _touched(frame: pd.DataFrame, found: dict[str, Corrections]) -> np.ndarray:
    """Per row, whether it rests on a quarter that is revised; always where it is not about people."""
    reached = {
        (name, of_all, span, last)
        for name, of_kind in found.items()
        for of_all, revised in ((True, of_kind.revised), (False, of_kind.districts_revised))
        for span in SPANS
        for last in of_kind.totals
        if revised & set(quarters_within(span, last))
    }
    evidence = {m.ref: m.evidence for m in MEASURES}
    about_people = {m.ref: m.about_people for m in MEASURES}
    return np.array(
        [
            not about_people.get(ref, True) or (evidence.get(ref, ""), area == ALL, span, period) in reached
            for ref, span, period, area in zip(*(frame[name].tolist() for name in KEY), strict=True)
        ],
        dtype=bool,
    )


def _standing(
    frame: pd.DataFrame, told: HandedOut, found: dict[str, Corrections]
) -> tuple[pd.DataFrame, np.ndarray, Standing]:
    """The rows; for each of them its place in what was told, −1 where it was not; and what stands of them."""
    memory, touched = _places(frame, told), _touched(frame, found)
    there = memory >= 0
    was_hidden = there & (told.rows["marker"] == HIDDEN).to_numpy()[memory]
    same = same_numbers(frame, told.rows.iloc[np.where(there, memory, 0)].reset_index(drop=True))
    # A window stands in two years, of either of which something may have been shown.
    let_go = was_hidden & touched & _beside_nothing(frame, told) & (frame["span"] != ROLLING).to_numpy()
    return (
        frame,
        memory,
        Standing(there & ~was_hidden & (~touched | same), was_hidden & ~let_go),
    )


def _beside_nothing(frame: pd.DataFrame, told: HandedOut) -> np.ndarray:
    """Per row, whether nothing of the same people and year was shown, from which a hidden number could be
    told."""
    evidence = {m.ref: m.evidence for m in MEASURES}
    shown = told.rows[told.rows["value"].fillna(0) != 0]
    rolls = shown[shown["span"] == ROLLING]
    pairs = {
        *zip(shown["ref"].map(evidence), shown["period"] // 4, strict=True),
        *zip(rolls["ref"].map(evidence), (rolls["period"] - 3) // 4, strict=True),
    }
    return np.array(
        [pair not in pairs for pair in zip(frame["ref"].map(evidence), frame["period"] // 4, strict=True)],
        dtype=bool,
    )


def _as_told(
    shared: pd.DataFrame,
    raw: pd.DataFrame,
    unprinted: np.ndarray,
    memory: np.ndarray,
    told: HandedOut,
    parts: QuarterParts,
    found: dict[str, Corrections],
    unshared: np.ndarray,
) -> tuple[SharedNow, pd.DataFrame]:
    there, touched = memory >= 0, _touched(raw, found)
    before = told.rows.iloc[np.where(there, memory, 0)].reset_index(drop=True)
    was_hidden = there & (before["marker"] == HIDDEN).to_numpy()
    is_hidden = (shared["marker"] == HIDDEN).to_numpy()
    stands = there & (~touched | same_numbers(shared, before) | (was_hidden & is_hidden))
    lost = there & touched & is_hidden & ~was_hidden & ~unshared
    revised = there & ~stands & ~lost & ~unshared
    out = _with_rows_of(shared, told.rows, np.where(stands, memory, -1))
    plain = revised & out["marker"].isin(["", PROVISIONAL, REVISED]).to_numpy()
    out.loc[plain, "marker"] = REVISED
    for at in np.flatnonzero(plain & ~was_hidden):
        row = told.as_shown(int(memory[at]))
        out.loc[at, "note"] = f"{figure_in_words(row, row['ref'])} {AS_BEFORE}"
    # How many were left out of a year in which something is revised would tell of those who came or went.
    about = raw["ref"].map({m.ref: m.evidence for m in MEASURES if m.about_people})
    pair = pd.Series(list(zip(about, raw["period"] // 4, strict=True)))
    moved = {
        (name, q // 4) for name, of_kind in found.items() for q in of_kind.revised | of_kind.districts_revised
    }
    out.loc[pair.isin(moved).to_numpy() & ~stands, "left_out"] = np.nan
    return (
        SharedNow(
            out[list(ORDER)],
            Publication(raw, out, stands & ~was_hidden, unprinted, True, unshared),
            found,
            np.flatnonzero(revised),
            np.flatnonzero(~there & ~unshared & (out["marker"] != NOT_COVERED).to_numpy()),
            np.flatnonzero(lost),
            told,
            parts,
        ),
        out[lost],
    )
