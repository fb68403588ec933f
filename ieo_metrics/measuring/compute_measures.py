"""Governed record tables → the measures: one row per measure, period and area."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

import numpy as np
import pandas as pd

from ieo_metrics.accepting.breakdown_groups import group_of_rows, groups_of
from ieo_metrics.accepting.governing_returns import Governed
from ieo_metrics.framework.breakdowns import BREAKDOWN
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.configuration.targets import Rebasing
from ieo_metrics.framework.dates.quarters import four_quarters_label, label
from ieo_metrics.framework.evidence_kinds import EVIDENCE_KINDS, EvidenceKind
from ieo_metrics.framework.figure_markers import NOBODY, NOT_COVERED, PROVISIONAL
from ieo_metrics.framework.measures import MEASURES, Measure
from ieo_metrics.measuring.evidence_frame import (
    ROLLING,
    SPANS,
    Evidence,
)
from ieo_metrics.measuring.evidence_sums import evidence_sums
from ieo_metrics.measuring.kinds.pairs import score_pairs, single_readings_in_years
from ieo_metrics.measuring.kinds.people_reached_in_schools import school_cohorts
from ieo_metrics.measuring.kinds.people_supported import social_prescribing, support
from ieo_metrics.measuring.kinds.reoffending_and_harm import follow_up
from ieo_metrics.measuring.kinds.sessions_for_police import police_sessions
from ieo_metrics.statistics.intervals import mean_t, wilson

EVIDENCE_FUNCTIONS: dict[str, Callable[[Governed, Settings, str, np.ndarray], Evidence]] = {
    **{kind.name: partial(score_pairs, kind) for kind in EVIDENCE_KINDS if kind.paired},
    "social prescribing": social_prescribing,
    "support": support,
    "school cohorts": school_cohorts,
    "follow-up": follow_up,
    "police sessions": police_sessions,
}
ALL = "all"


class Results(NamedTuple):
    """Measures computed.

    `frame`, one row per measure, period and area: ref, span, period (the quarter, or the quarter in which the
    span ends), quarter (its label), area, value, unit, numerator, denominator, left_out, lower, upper,
    marker, note; and counts of people or rows: single, zero_before, open, better, same, worse, ceiling,
    started (of kinds whose people stay for several quarters, those who started in the period; else 0) and
    not_again: of pairs, those who began in the four quarters up to the period's end, without a reading of a
    later day by then. `first_scores` and `first_scores_not_again`: sums of the first scores of those counted
    and of those not_again.
    `evidence`: by (kind, span), for all areas together. `steps`: the quarters from which charts start anew.
    """

    frame: pd.DataFrame
    evidence: dict[tuple[str, str], Evidence]
    governed: Governed
    settings: Settings
    steps: tuple[Rebasing, ...] = ()


def _sums_of(measure: Measure, sums: dict[str, np.ndarray], topics: Sequence[str]) -> dict[str, np.ndarray]:
    """The sums of the measure's topic. Only a share says who could not improve."""
    own = {name: values[topics.index(measure.topic)] for name, values in sums.items()}
    return own if measure.statistic.percent else own | {"ceiling": np.zeros_like(own["n"])}


def statistic_of(measure: Measure, sums: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """value, numerator, denominator, lower and upper of each cell, by the measure's statistic."""
    n, amount = sums["n"].astype(np.float64), sums["amount"]
    none = np.full(len(n), np.nan)
    if measure.counts:
        return {"value": amount, "numerator": amount, "denominator": none, "lower": none, "upper": none}
    numerator = amount if measure.statistic.signed else sums["better"].astype(np.float64)
    lower, upper = mean_t(amount, sums["squares"], n) if measure.statistic.signed else wilson(numerator, n)
    with np.errstate(invalid="ignore", divide="ignore"):
        value = numerator / n
    return {"value": value, "numerator": numerator, "denominator": n, "lower": lower, "upper": upper}


def _covered(measure: Measure, governed: Governed, span: str) -> np.ndarray:
    """Whether each period is covered: every quarter of it by a return with the measure's table."""
    covered = governed.covered(measure.reads[0])
    if span == "quarter":
        return covered
    out = covered.copy()
    quarters = governed.first + np.arange(governed.quarters)
    for back in range(1, 4):
        earlier = np.concatenate([np.zeros(min(back, len(covered)), dtype=bool), covered[:-back]])[
            : len(covered)
        ]
        needed = quarters % 4 >= back if span == "year to date" else np.ones(len(covered), dtype=bool)
        out &= earlier | ~needed
    return out


_NOTES = (
    ("ceiling", "{n} began at the best score and could not improve"),
    ("single", "{n} with one reading only"),
    ("zero_before", "{n} with no harm before, counted apart"),
    ("open", "{n} whose follow-up was still open when the return was made"),
)


def note_of(counts: dict[str, int], marker: str, span: str) -> str:
    """What stands beside a value in words, from its counts."""
    if marker == NOT_COVERED:
        return "returns do not cover all four quarters" if span == ROLLING else "no return covers it"
    return "; ".join([words.format(n=counts[name]) for name, words in _NOTES if counts[name]])


def period_label(period: int, span: str) -> str:
    """`2024/25 Q2`, `2024/25 Q2 YTD`, `2023/24 Q3 to 2024/25 Q2`."""
    if span == ROLLING:
        return four_quarters_label(period)
    return label(period) + {"quarter": "", "year to date": " YTD"}[span]


def stands_for_quarter(frame: pd.DataFrame) -> np.ndarray:
    """Per row of results, whether it is of all areas together and stands for its measure at a quarter: the
    quarter itself; or, where a measure is shared as rolling four quarters, the four that end with it."""
    is_quarter = frame["span"] == "quarter"
    in_place = (frame["span"] == ROLLING) & ~frame["ref"].isin(frame["ref"][is_quarter].unique())
    return np.asarray((is_quarter | in_place) & (frame["area"] == ALL))


def _of_measure(
    measure: Measure, sums: dict[str, np.ndarray] | None, governed: Governed, span: str, areas: int
) -> dict[str, np.ndarray]:
    """All periods and areas of one measure, flat: periods × areas. `sums`: None where no return has its
    table."""
    covered = np.repeat(_covered(measure, governed, span), areas)
    sums = sums or {name: np.zeros(governed.quarters * areas) for name in (*COUNTS, "n", "amount", "squares")}
    numbers = statistic_of(measure, sums)
    # A quarter that is covered by nothing has no rows that count either, but a value of 0 would say that it
    # had.
    numbers = {name: np.where(covered, values, np.nan) for name, values in numbers.items()}
    marker = np.select(
        [~covered, np.isnan(numbers["value"]), sums["open"] > 0], [NOT_COVERED, NOBODY, PROVISIONAL], ""
    )
    sums["worse"] = sums["n"] - sums["better"] - sums["same"]
    counts = {name: np.where(covered, sums[name], 0).astype(np.int64) for name in (*COUNTS, "worse")}
    counts["left_out"] = np.where(covered, counts["left_out"], np.nan)
    return {**numbers, **counts, "marker": marker.astype(object)}


COUNTS = (
    "left_out", "single", "zero_before", "open", "better", "same", "ceiling", "started",
    "not_again", "first_scores", "first_scores_not_again",
)  # fmt: skip


def compute_measures(
    governed: Governed,
    settings: Settings,
    *,
    spans: Sequence[str] = ("quarter",),
    by: str | None = None,
    measures: Sequence[Measure] = MEASURES,
) -> Results:
    """Measures for every quarter from the first to the last covered: for all areas and, if asked, for each
    group of a breakdown.

    `spans`: of SPANS; totals over a year are recounted from the rows, never added up from quarters. `by`: the
    name of a breakdown, whose groups are then the areas beside the total. `measures`: those wanted."""
    assert set(spans) <= set(SPANS)
    # In parts: (areas, the area of each row of each table). The total stands before its groups in each
    # period.
    parts: list[tuple[tuple[str, ...], dict[str, np.ndarray]]] = [
        ((ALL,), {name: np.zeros(len(t), dtype=np.int8) for name, t in governed.tables.items()})
    ]
    if by:
        groups = groups_of(governed, BREAKDOWN[by])
        parts.append((groups, group_of_rows(governed, BREAKDOWN[by], groups)))
    years: list[dict[str, dict[str, np.ndarray]]] = [{} for _ in parts]
    kept: dict[tuple[str, str], Evidence] = {}
    blocks: list[dict[str, np.ndarray]] = []
    for span in spans:
        found = [
            _of_kinds(governed, settings, span, *part, measures, year)
            for part, year in zip(parts, years, strict=True)
        ]
        kept |= {(kind, span): evidence for kind, (evidence, _) in found[0].items()}
        for measure in measures:
            cells = []
            for (areas, _), of_kind in zip(parts, found, strict=True):
                evidence, sums = of_kind.get(measure.evidence, (None, None))
                own = _sums_of(measure, sums, evidence.topics) if evidence and sums else None
                cells.append(_of_measure(measure, own, governed, span, len(areas)))
            blocks.append(
                {
                    name: np.concatenate(
                        [cell[name].reshape(governed.quarters, -1) for cell in cells], axis=1
                    ).ravel()
                    for name in cells[0]
                }
            )
    columns = {name: np.concatenate([block[name] for block in blocks]) for name in blocks[0]}
    names = _names(governed, spans, [area for areas, _ in parts for area in areas], measures)
    notes = {
        "note": [
            note_of({name: int(columns[name][i]) for name, _ in _NOTES}, marker, span)
            for i, (marker, span) in enumerate(zip(columns["marker"].tolist(), names["span"], strict=True))
        ]
    }
    everything = names | columns | notes
    return Results(
        pd.DataFrame({name: everything[name] for name in ORDER}, copy=False), kept, governed, settings
    )


def _of_kinds(
    governed: Governed,
    settings: Settings,
    span: str,
    areas: Sequence[str],
    area_of: dict[str, np.ndarray],
    measures: Sequence[Measure],
    years: dict[str, dict[str, np.ndarray]],
) -> dict[str, tuple[Evidence, dict[str, np.ndarray]]]:
    """By kind of evidence that the measures take, where a return has its table: the evidence and its sums.
    `years`: sums over who has one reading in a rolling year, for which every span of pairs asks."""
    out = {}
    for kind in dict.fromkeys(m.kind for m in measures if m.kind.table in governed.tables):
        worked_out = partial(_evidence, governed, kind, len(areas), area_of[kind.table])
        evidence, sums = worked_out(settings, span)
        if kind.judged_under:
            name, choice = kind.judged_under
            other = replace(settings, **{name: choice})  # type: ignore[arg-type]
            sums["started"] = worked_out(other, span)[1]["n"]
        if kind.paired:
            # Of the four quarters that end here, those with one reading only are who began in them and were
            # not measured again.
            if kind.name not in years:
                single = single_readings_in_years(kind, governed, settings, area_of[kind.table])
                years[kind.name] = evidence_sums(single, kind, governed, settings, len(areas))
            year = years[kind.name]
            alone = {"not_again": year["single"], "first_scores_not_again": year["first_scores_single"]}
            sums = sums | alone
        out[kind.name] = (evidence, sums)
    return out


def _evidence(
    governed: Governed, kind: EvidenceKind, areas: int, area_of: np.ndarray, settings: Settings, span: str
) -> tuple[Evidence, dict[str, np.ndarray]]:
    evidence = EVIDENCE_FUNCTIONS[kind.name](governed, settings, span, area_of)
    return evidence, evidence_sums(evidence, kind, governed, settings, areas)


def _names(
    governed: Governed, spans: Sequence[str], areas: Sequence[str], measures: Sequence[Measure]
) -> dict[str, np.ndarray | list[str]]:
    """The columns that name each row: spans × measures × periods × areas."""
    periods = [governed.first + i for i in range(governed.quarters)]
    cells = [
        (span, m, period, area) for span in spans for m in measures for period in periods for area in areas
    ]
    labels = {(span, period): period_label(period, span) for span in spans for period in periods}
    return {
        "ref": [m.ref for _, m, _, _ in cells],
        "span": [span for span, _, _, _ in cells],
        "period": np.array([period for _, _, period, _ in cells], dtype=np.int32),
        "quarter": [labels[(span, period)] for span, _, period, _ in cells],
        "area": [area for _, _, _, area in cells],
        "unit": [m.unit for _, m, _, _ in cells],
    }


ORDER = (
    "ref", "span", "period", "quarter", "area", "value", "unit", "numerator", "denominator",
    "left_out", "lower", "upper", "marker", "note",
    "single", "zero_before", "open", "better", "same", "ceiling", "worse", "started",
    "not_again", "first_scores", "first_scores_not_again",
)  # fmt: skip
