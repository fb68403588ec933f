"""One measure of one period, broken down: the total, and beside it each group, or why there is nothing to
break down."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ieo_metrics.accepting.breakdown_groups import can_be_grouped
from ieo_metrics.framework.breakdowns import BREAKDOWN, Breakdown
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.figure_markers import NOT_COVERED
from ieo_metrics.framework.measures import MEASURE, Measure
from ieo_metrics.framework.record_tables import TABLE, Table
from ieo_metrics.framework.words.code_lists import NOT_KNOWN
from ieo_metrics.measuring.compute_measures import ALL, Results, compute_measures
from ieo_metrics.measuring.evidence_frame import SPANS
from ieo_metrics.measuring.overview_lines import figures_of
from ieo_metrics.statistics.differences import Figure

_NUMBERS = ["value", "numerator", "denominator", "left_out"]


@dataclass(frozen=True)
class ByGroup:
    """A measure broken down. `period`: in words; `groups`: each with its figure, in the breakdown's order,
    not known last, or none and `why_not`; `beside`: what must be said of them."""

    period: str
    total: Figure
    groups: tuple[tuple[str, Figure], ...] = ()
    why_not: str = ""
    beside: str = ""


def period_in_words(quarter: Quarter, span: str) -> str:
    """`2024/25 Q4`, `year to date to 2024/25 Q4`."""
    return label(quarter) if span == SPANS[0] else f"{span} to {label(quarter)}"


def by_group(
    results: Results, full: Results | None, ref: str, by: str, span: str, quarter: Quarter
) -> ByGroup:
    """`results`: as they are kept, without rows. `full`: with their rows, from which groups that are not kept
    are worked out."""
    measure, breakdown = MEASURE[ref], BREAKDOWN[by]
    period = period_in_words(quarter, span)
    frame = _rows(results.frame, ref, span, quarter)
    total = next(iter(figures_of(frame[frame["area"] == ALL])), Figure(quarter))
    if not can_be_grouped(breakdown, measure.reads[0]):
        return ByGroup(
            period,
            total,
            why_not=f"The return of {measure.programme} does not include {by}, so there is nothing to "
            "break down.",
        )
    if total.marker == NOT_COVERED:
        covers = "No return covers" if span == SPANS[0] else "The returns do not cover all of the"
        return ByGroup(period, total, why_not=f"{covers} {period}.")
    if not set(breakdown.groups) <= set(frame["area"]):
        if full is None:
            return ByGroup(period, total, why_not="The rows behind it are not available.")
        frame = _rows(
            compute_measures(full.governed, full.settings, spans=(span,), by=by, measures=(measure,)).frame,
            ref,
            span,
            quarter,
        )
        if not _same(_rows(results.frame, ref, span, quarter), frame):
            return ByGroup(
                period,
                total,
                why_not="The rows about young people behind it were reduced to aggregates, which do not "
                f"include {by}.",
            )
    figures = dict(zip(frame["area"], figures_of(frame), strict=True))
    groups = tuple((name, figure) for name, figure in figures.items() if name != ALL)
    if why_not := _nobody_known(groups, measure, breakdown):
        return ByGroup(period, total, why_not=why_not)
    return ByGroup(
        period,
        total,
        groups,
        beside=" ".join((_whose(breakdown, TABLE[measure.reads[0]]), *_added_up(groups, total, measure))),
    )


def _rows(frame: pd.DataFrame, ref: str, span: str, quarter: Quarter) -> pd.DataFrame:
    return frame[(frame["ref"] == ref) & (frame["span"] == span) & (frame["period"] == quarter)]


def _same(kept: pd.DataFrame, fresh: pd.DataFrame) -> bool:
    """Whether the total that was kept and the one worked out from the rows are the same."""
    old, new = (
        frame.loc[frame["area"] == ALL, _NUMBERS].to_numpy(dtype=np.float64) for frame in (kept, fresh)
    )
    return old.shape == new.shape and np.array_equal(old, new, equal_nan=True)


def _weight(figure: Figure, measure: Measure) -> int:
    """How much there is in a figure: its people, or what it counts."""
    return int((figure.value if measure.counts else figure.n) or 0)


def _nobody_known(groups: tuple[tuple[str, Figure], ...], measure: Measure, breakdown: Breakdown) -> str:
    if any(_weight(figure, measure) or figure.left_out for name, figure in groups if name != NOT_KNOWN):
        return ""
    unknown = dict(groups)[NOT_KNOWN]
    said = (
        f"Nobody counted here has a known {breakdown.name}: it is taken from the period of support under "
        "the same reference."
    )
    return said if _weight(unknown, measure) or unknown.left_out else ""


def _whose(breakdown: Breakdown, table: Table) -> str:
    return (
        f"The group is the one given for {table.row_is} itself."
        if table.name in breakdown.tables
        else "A young person's group is the one given for their latest period of support."
    )


def _added_up(groups: tuple[tuple[str, Figure], ...], total: Figure, measure: Measure) -> Iterator[str]:
    added, whole = sum(_weight(figure, measure) for _, figure in groups), _weight(total, measure)
    if added != whole:
        yield (
            f"Anything in two groups is counted in both, so the groups add up to {added:,}, not {whole:,}."
        )
