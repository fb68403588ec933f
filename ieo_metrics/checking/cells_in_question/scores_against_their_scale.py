"""Scores that look as if their scale were turned round, as if first and latest had changed places, or as if
they were of a shorter scale: nearly everybody in a run of rows got worse, or nobody is in the upper half."""

import math
from collections.abc import Iterator

import numpy as np
import pandas as pd

from ieo_metrics.checking.cells_in_question.rows_in_question import (
    bound_to_rows,
    named_rows,
    sheet_by_sheet,
)
from ieo_metrics.checking.findings import Context, Finding, days_of, numbers_of
from ieo_metrics.framework.measures import MEASURES
from ieo_metrics.framework.record_tables import Table
from ieo_metrics.framework.sort_rows_by_keys import order_by
from ieo_metrics.framework.statistic_kinds import MEAN
from ieo_metrics.recognising.mappings.sheet_decisions import DOUBTFUL

# Of each table of readings: whether a higher score is the better one.
_HIGHER_IS_BETTER = {
    measure.reads[0]: measure.better == "higher" for measure in MEASURES if measure.statistic is MEAN
}
RARE = 0.001  # by chance, if getting worse were as likely as getting better
MOST_READINGS = 200_000  # of a table in which readings are compared
FEWEST_PAIRS, FEWEST_WRONG, SHARE_WRONG = 30, 3, 3 / 4  # with a first score that hardly anybody else has
FEW, LIKELIER = 1 / 10, 9  # of the rows; how much likelier they are in each other's place (its logarithm)
FEWEST_READINGS, FEWEST_ROWS = 50, 10  # from which on a scale would be used to its end


def mostly_worse(frame: pd.DataFrame, table: Table, context: Context) -> Iterator[Finding]:
    """A run of rows, or a whole sheet, in which more got worse than chance makes."""
    for change, first in _sheets(frame):
        moved = np.flatnonzero(change)
        worse = (change[moved] < 0) == _HIGHER_IS_BETTER[table.name]
        run = _run_of_worse(worse)
        here = first[moved[run]]
        if len(here):
            many = int(worse[run].sum())
            found = f"{many:,} of {len(here):,} got worse, in {named_rows(frame, here, context)}"
            shown = [f"row {context.row_in_words(int(frame['row'].iloc[at]))}" for at in (here[0], here[-1])]
            expected = "first and latest scores in their own columns, on a scale of which "
            expected += "10 is the best" if _HIGHER_IS_BETTER[table.name] else "10 is the worst"
            bound_to = bound_to_rows("scores that got worse", shown)
            yield Finding(DOUBTFUL, int(here[0]), "score", found, {"expected": expected}, bound_to=bound_to)


def _sheets(frame: pd.DataFrame) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """The changes of each sheet with readings that can be compared; none of a table that is too large."""
    used = np.logical_and.reduce([frame[name].notna().to_numpy() for name in ("score", "date", "person_ref")])
    if used.sum() <= MOST_READINGS:
        for rows in sheet_by_sheet(frame, used):
            yield _changes(frame, rows)


def _changes(frame: pd.DataFrame, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """By how much each row of a sheet has moved, all its areas together; where no row has two readings, each
    person. And the place in the frame of the first of its readings."""
    scores, days = numbers_of(frame, "score")[rows], days_of(frame, "date")[rows].astype(np.int64)
    area = frame["area"].cat.codes.to_numpy()[rows] if "area" in frame else np.zeros(len(rows), dtype=np.int8)
    for whose in (frame["row"].to_numpy()[rows], frame["person_ref"].cat.codes.to_numpy()[rows]):
        order = order_by(whose, area, days)
        begins = np.diff(whose[order], prepend=-1) != 0
        begins |= np.diff(area[order].astype(np.int64), prepend=-1) != 0
        starts = np.flatnonzero(begins)
        ends = np.append(starts[1:], len(order)) - 1
        later = days[order[ends]] > days[order[starts]]
        if later.any():
            starts, ends = starts[later], ends[later]
            owner, first = np.unique(whose[order[starts]], return_index=True)
            moved = scores[order[ends]] - scores[order[starts]]
            change = np.bincount(np.searchsorted(owner, whose[order[starts]]), moved)
            at = rows[order[starts[first]]]
            in_order = np.argsort(at, kind="stable")
            return change[in_order], at[in_order]
    return np.zeros(0), rows[:0]


def _run_of_worse(worse: np.ndarray) -> slice:
    """All rows, or the run of rows in which worse ones outnumber the others by most, if chance hardly makes
    such; else an empty one. `worse`: a bool for each row that moved."""
    if _chance(worse) < RARE:
        return slice(0, len(worse))
    sums = np.concatenate([[0], np.cumsum(np.where(worse, 1, -1))])
    end = int(np.argmax(sums - np.minimum.accumulate(sums)))
    run = slice(int(np.argmin(sums[: end + 1])), end)
    return run if _chance(worse[run]) * len(worse) ** 2 < RARE else slice(0, 0)


def _chance(worse: np.ndarray) -> float:
    """At most how often a fair coin falls so at least (Chernoff's bound), 1 where it falls less than half."""
    n, share = len(worse), float(worse.mean()) if len(worse) else 0.0
    if share <= 1 / 2:
        return 1.0
    entropy = sum(part * math.log(2 * part) for part in (share, 1 - share) if part)
    return math.exp(-n * entropy)


def firsts_out_of_place(frame: pd.DataFrame, table: Table, context: Context) -> Iterator[Finding]:
    """Rows that begin where hardly anybody does, better than nearly all, and end far from what that would
    lead to among the others, while in each other's place the two scores are like theirs."""
    better = 1 if _HIGHER_IS_BETTER[table.name] else -1
    for change, at in _sheets(frame):
        start = numbers_of(frame, "score")[at] * better
        end = start + change * better
        if len(at) < FEWEST_PAIRS or start.std() == 0:
            continue
        for best in np.unique(start)[::-1]:
            ahead = start >= best
            if ahead.mean() > FEW:
                break
            slope, level = np.polyfit(start[~ahead], end[~ahead], 1) if start[~ahead].std() else (0.0, 0.0)
            off = (end[~ahead] - level - slope * start[~ahead]).std() or 1.0
            as_it_is, swapped = end - level - slope * start, start - level - slope * end
            wrong = ahead & (as_it_is < -off) & (np.abs(swapped) < -as_it_is)
            evidence = (as_it_is[ahead] ** 2 - swapped[ahead] ** 2).sum() / (2 * off**2)
            if evidence > LIKELIER and wrong.sum() >= max(FEWEST_WRONG, SHARE_WRONG * ahead.sum()):
                here = at[wrong]
                found = f"{named_rows(frame, here, context)}: they begin where nearly all others end"
                words = {"expected": "first and latest scores in their own columns"}
                bound_to = bound_to_rows("first and latest scores", [f"{n:g}" for n in change[wrong]])
                yield Finding(DOUBTFUL, int(here[0]), "score", found, words, bound_to=bound_to)
                break


def lower_half_only(frame: pd.DataFrame, table: Table, context: Context) -> Iterator[Finding]:
    """Many scores of a sheet of which none is in the upper half of the scale."""
    scores = numbers_of(frame, "score")
    highest = table.field("score").highest or 0.0
    for rows in sheet_by_sheet(frame, ~np.isnan(scores)):
        top = float(scores[rows].max())
        if top > highest / 2 or len(rows) < FEWEST_READINGS:
            continue
        if frame["row"].iloc[rows].nunique() >= FEWEST_ROWS:
            found = f"none of {len(rows):,} scores is above {top:g}"
            words = {"expected": f"scores on a scale to {highest:g}"}
            bound_to = bound_to_rows("scores of another scale", [f"to {top:g}"])
            yield Finding(DOUBTFUL, int(rows[0]), "score", found, words, bound_to=bound_to)
