"""The door: nothing reaches a shared screen, chart or file but through it.

The caller passes the whole frame, by district and with the year to date, and shows a part of what comes back:
then the part is hidden as if all the rest were published beside it.
"""

import numpy as np
import pandas as pd

from ieo_metrics.disclosure.published_counts.count_cube import N, counted_as, cube_of, rows_of_results
from ieo_metrics.disclosure.published_counts.count_tables import are_few
from ieo_metrics.disclosure.published_counts.linked_tables import shown_together
from ieo_metrics.disclosure.published_counts.nested_differences import nested_differences
from ieo_metrics.disclosure.shareable_results import Protected, Standing, with_rows_hidden
from ieo_metrics.disclosure.suppression.suppress import suppress
from ieo_metrics.framework.figure_markers import NOT_COVERED
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.measuring.compute_measures import ALL
from ieo_metrics.measuring.evidence_frame import ROLLING

MOST_HIDDEN = 0.5  # of a longer period by area: where more would be hidden, none of it is printed
# Counts of people beside a value. They would each need protecting against all the others, so in what is
# shared they are left away; so are the sums of first scores, which tell of those counts.
BESIDE = (
    "single", "zero_before", "open", "better", "same", "ceiling", "worse", "started",
    "not_again", "first_scores", "first_scores_not_again",
)  # fmt: skip


def protect(
    frame: pd.DataFrame,
    threshold: int,
    standing: Standing | None = None,
    all_or_none: bool = False,
    unshared: np.ndarray | None = None,
) -> Protected:
    """`frame`: of results, whole. `threshold`: the smallest number of people that may be shown.
    `standing`: what of it was issued and stands. `all_or_none`: whether percentages of 0 and 100 are hidden
    like small numbers. `unshared`: per row, whether it is not to be shared; it is hidden, and what else tells
    of it as well."""
    standing = standing or Standing.nothing(frame)
    if unshared is None:
        unshared = np.zeros(len(frame), dtype=bool)
    unprinted = mostly_hidden_by_area(frame, threshold, all_or_none, unshared) & ~standing.shown
    printed, with_value = np.flatnonzero(~unprinted), frame["value"].notna().to_numpy()
    together = shown_together(
        frame.iloc[printed],
        threshold,
        Standing(standing.shown[printed], standing.hidden[printed]),
        all_or_none,
        unshared[printed],
    )
    found = suppress(together.tables, together.hidden_before)
    before = np.zeros_like(found.hidden)
    while (found.hidden != before).any():
        # What is hidden together can be had from what is shown, as a sum.
        before = found.hidden
        found = suppress(together.while_hidden(before), before)
    primary, asked = together.tables.forced, ~unshared[printed][together.places]
    hidden = np.concatenate([printed[together.places[found.hidden]], np.flatnonzero(unprinted & with_value)])
    return Protected(
        _without(frame, hidden, _left_out_is_safe(frame, threshold)),
        int((primary & asked).sum()),
        int((found.hidden & ~primary & asked).sum()),
        len(found.unprotected),
        unprinted,
    )


def mostly_hidden_by_area(
    frame: pd.DataFrame, threshold: int, all_or_none: bool = False, unshared: np.ndarray | None = None
) -> np.ndarray:
    """Per row, whether it is of an area and of a longer period of which more than half that has a number of
    people would be hidden by area, for that number or its difference from that of a shorter one. Then none is
    printed, and none tells what it could. `unshared`: what is not printed in any case, and is not counted."""
    shared = np.ones(len(frame), dtype=bool) if unshared is None else ~unshared
    rows = rows_of_results(frame)
    cube = cube_of(rows)
    numbers, told = rows.numbers, nested_differences(cube, threshold).indices
    few = are_few(numbers, threshold) | np.isin(cube.cells_of(rows), told)
    if all_or_none:
        few |= (numbers == 0) & (numbers[:, [N]] > 0)
    longer = (rows.first < rows.last) & (rows.area != ALL) & (numbers[:, N] > 0) & shared[rows.place]
    out = np.zeros(len(frame), dtype=bool)
    for span in set(frame["span"].iloc[rows.place[longer]]):
        own = longer & (frame["span"] == span).to_numpy()[rows.place]
        if few[own].any(axis=1).mean() > MOST_HIDDEN:
            out |= _about_people(frame) & ((frame["span"] == span) & (frame["area"] != ALL)).to_numpy()
    return np.asarray(out & shared)


def _without(frame: pd.DataFrame, hidden: np.ndarray, left_out_is_safe: np.ndarray) -> pd.DataFrame:
    about_people = _about_people(frame)
    out = with_rows_hidden(frame, np.isin(np.arange(len(frame)), hidden))
    # How many were left out is told of no window: neighbouring ones have them in common.
    out["left_out"] = out["left_out"].mask(~left_out_is_safe | (about_people & (frame["span"] == ROLLING)))
    for name in frame.columns.intersection(list(BESIDE)):  # an older issue has not all of them
        out[name] = frame[name].astype("Int64").mask(about_people)
    # A note tells counts; that no return covers the quarter is all of it that tells none.
    out["note"] = frame["note"].mask(about_people & (frame["marker"] != NOT_COVERED).to_numpy(), "")
    return out


def _about_people(frame: pd.DataFrame) -> np.ndarray:
    return ~frame["ref"].isin([ref for ref, m in MEASURE.items() if not m.about_people]).to_numpy()


def _left_out_is_safe(frame: pd.DataFrame, threshold: int) -> np.ndarray:
    """Per row. How many were left out is shown where no area or period of the same people and financial year
    has a small number of them.

    Nor where few had no harm before: they are in the n of reoffending and not in that of harm. While it is
    not told how many were left out, the difference may be those left out, all of it."""
    small = frame["left_out"].between(1, threshold - 1) | frame["zero_before"].between(1, threshold - 1)
    counted = frame["ref"].map({ref: counted_as(m) for ref, m in MEASURE.items()})
    small_somewhere = small.groupby([counted, frame["period"] // 4]).transform("any").to_numpy()
    return np.asarray(~(_about_people(frame) & small_somewhere))
