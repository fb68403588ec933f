"""All that a reader of the frame sees, as tables whose cells can be hidden: what is small, what is known,
what bounds what."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from ieo_metrics.disclosure.published_counts.additivity_constraints import relations_of
from ieo_metrics.disclosure.published_counts.areas_together import areas_together
from ieo_metrics.disclosure.published_counts.cells_bounded_by_means import (
    MeansShown,
    means_shown,
    with_means,
    with_means_by_subtraction,
)
from ieo_metrics.disclosure.published_counts.count_cube import N, cube_of, rows_of_results
from ieo_metrics.disclosure.published_counts.count_tables import Tables, are_few
from ieo_metrics.disclosure.published_counts.nested_differences import nested_differences, with_differences
from ieo_metrics.disclosure.shareable_results import Standing
from ieo_metrics.measuring.compute_measures import ALL

# Quarters are kept before districts, and districts before longer periods, which tell again what quarters
# tell. Of hidings as good, the one that hides numbers rather than zeros.
TOTAL_COSTS, LONGER_COSTS, ZERO_COSTS = 100.0, 0.05, 1e-3


@dataclass(frozen=True)
class ShownTogether:
    """`tables`; for each of their lines its place in the frame, and whether it was hidden in what was issued
    before."""

    tables: Tables
    places: np.ndarray
    hidden_before: np.ndarray
    means: MeansShown

    def with_areas_together(self, hidden: np.ndarray) -> Tables:
        """The tables, with the small numbers that areas have together whose lines are `hidden` (per line)."""
        together = areas_together(self.means.cube, self.tables.shown(hidden), self.tables.threshold)
        return with_differences(self.tables, together)

    def while_hidden(self, hidden: np.ndarray) -> Tables:
        """As `with_areas_together`, with what the means that are shown tell of those that are not."""
        return with_means_by_subtraction(self.with_areas_together(hidden), self.means, hidden)


def shown_together(
    frame: pd.DataFrame,
    threshold: int,
    standing: Standing | None = None,
    all_or_none: bool = False,
    unshared: np.ndarray | None = None,
) -> ShownTogether:
    """Tables of the rows of `frame` that are about people and have a value; `standing`: what was issued and
    stands, if anything was; `all_or_none`: whether it must not be told either of whom everyone improved, or
    nobody; `unshared`: per row, whether it is hidden in any case."""
    standing = standing or Standing.nothing(frame)
    if unshared is None:
        unshared = np.zeros(len(frame), dtype=bool)
    rows = rows_of_results(frame)
    cube = cube_of(rows)
    gathered = relations_of(cube)
    relations, equal = gathered.matrix(cube.values.size)
    values = cube.values.ravel()
    known = np.isin(np.arange(values.size), cube.cells_of(rows.of(standing.shown[rows.place])))
    # Where nobody could be counted (marker z) that is said, and never hidden: so what is hidden has at least
    # one.
    nobody = np.zeros(cube.values.shape, dtype=bool)
    nobody[cube.ratios] = (cube.values[cube.ratios, N] == 0)[:, None]
    lower, upper = np.zeros(cube.values.shape), np.full(cube.values.shape, np.inf)
    lower[cube.ratios, N] = 1.0
    lines = rows.of(rows.numbers[:, N] >= np.where(rows.counts, 0, 1))
    cells = cube.cells_of(lines)
    line, which = np.nonzero(cells >= 0)
    shows = sparse.csr_array(
        (np.ones(len(line)), (line, cells[line, which])), shape=(len(lines.place), values.size)
    )
    small = are_few(values, threshold)
    if all_or_none:
        small |= (values == 0) & (cube.ratios[:, None, None, None] & ~nobody).ravel()
    small &= cube.cells.ravel() == np.arange(values.size)
    # Of a measure whose quarters are not shared, longer periods are all that there is.
    in_place = (~unshared) & frame["ref"].isin(frame["ref"][unshared]).to_numpy()
    tables = Tables(
        np.nan_to_num(values),
        relations,
        equal,
        shows,
        small,
        (known | nobody.ravel()) & ~np.isnan(values),
        lower.ravel(),
        upper.ravel(),
        np.where(lines.area == ALL, TOTAL_COSTS, 1.0)
        * np.where((lines.first < lines.last) & ~in_place[lines.place], LONGER_COSTS, 1.0)
        + ZERO_COSTS * (lines.numbers[:, N] == 0),
        threshold,
    )
    tables = with_differences(tables, nested_differences(cube, threshold))
    means = means_shown(frame, lines, cube)
    tables = with_means(tables, means)
    return ShownTogether(tables, lines.place, (standing.hidden | unshared)[lines.place], means)
