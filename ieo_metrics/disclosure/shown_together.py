"""All that a reader of the frame sees, as tables whose cells can be hidden: what is small, what is known,
what bounds what."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy import sparse

from ieo_metrics.disclosure.additivity_constraints import relations_of
from ieo_metrics.disclosure.count_cube import IMPROVED, REST, Cube, N, Rows, cube_of, rows_of_results
from ieo_metrics.disclosure.count_tables import Tables
from ieo_metrics.disclosure.mean_inference import improved_by_mean
from ieo_metrics.disclosure.shareable_results import Standing
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.measuring.compute_measures import ALL

# Of hidings as good, the one that keeps totals, and that hides numbers rather than zeros.
TOTAL_COSTS, ZERO_COSTS = 2e-3, 1e-3


@dataclass(frozen=True)
class ShownTogether:
    """`tables`; for each of their lines its place in the frame, and whether it was hidden in what was issued
    before; `means`: lines × cells, the numbers improved (and not) that each mean bounds; `counted`: per cell,
    the number of what is counted."""

    tables: Tables
    places: np.ndarray
    hidden_before: np.ndarray
    means: sparse.csr_array
    counted: np.ndarray

    def with_means_telling(self, cells: np.ndarray) -> "ShownTogether":
        """As if means showed what they bound, of whatever is counted in these cells: then a mean is hidden
        with its percentage."""
        cells = cells[cells < len(self.counted)]
        same = np.isin(self.counted, self.counted[cells])
        telling = sparse.csr_array(self.means @ sparse.diags_array(same.astype(np.float64)))
        telling.eliminate_zeros()
        lower, upper = self.tables.lower.copy(), self.tables.upper.copy()
        bounded = np.unique(telling.indices)
        lower[bounded], upper[bounded] = 0, np.inf
        lines = sparse.csr_array(self.tables.lines + _wider(telling, self.tables.lines.shape[1]))
        lines.data[:] = 1
        return replace(self, tables=replace(self.tables, lines=lines, lower=lower, upper=upper))


def shown_together(frame: pd.DataFrame, threshold: int, standing: Standing | None = None) -> ShownTogether:
    """Tables of the rows of `frame` that are about people and have a value; `standing`: what was issued and
    stands, if anything was."""
    standing = standing or Standing.nothing(frame)
    rows = rows_of_results(frame)
    cube = cube_of(rows)
    gathered = relations_of(cube)
    relations, equal = gathered.matrix(cube.values.size)
    known = np.zeros(cube.values.size, dtype=bool)
    told = cube.cells_of(rows.of(standing.shown[rows.place]))
    known[told[told >= 0]] = True
    values = cube.values.ravel()
    # Where nobody could be counted (marker z) that is said, and never hidden: so what is hidden has at least
    # one.
    nobody = np.zeros(cube.values.shape, dtype=bool)
    nobody[cube.ratios] = (cube.values[cube.ratios, N] == 0)[:, None]
    lower, upper = np.zeros(cube.values.shape), np.full(cube.values.shape, np.inf)
    lower[cube.ratios, N] = np.where(cube.values[cube.ratios, N] > 0, 1.0, 0.0)
    lines = rows.of((rows.numbers[:, 0] >= 1) | (rows.counts & (rows.numbers[:, 0] == 0)))
    cells = cube.cells_of(lines)
    line, which = np.nonzero(cells >= 0)
    shows = sparse.csr_array(
        (np.ones(len(line)), (line, cells[line, which])), shape=(len(lines.place), values.size)
    )
    small = (values > 0.5) & (values < threshold - 0.5)
    means, pinned = _bounded_by_means(frame, lines, cube, small, lower, upper, threshold)
    tables = Tables(
        np.nan_to_num(values),
        relations,
        equal,
        sparse.csr_array(shows + pinned),
        small,
        (known | nobody.ravel()) & ~np.isnan(values),
        lower.ravel(),
        upper.ravel(),
        1 + TOTAL_COSTS * (lines.area == ALL) + ZERO_COSTS * (lines.numbers[:, 0] == 0),
        threshold,
    )
    counted = np.repeat(np.arange(len(cube.counted)), values.size // max(len(cube.counted), 1))
    return ShownTogether(tables, lines.place, standing.hidden[lines.place], means, counted)


def _bounded_by_means(
    frame: pd.DataFrame,
    lines: Rows,
    cube: Cube,
    small: np.ndarray,
    lower: np.ndarray,
    upper: np.ndarray,
    threshold: int,
) -> tuple[sparse.csr_array, sparse.csr_array]:
    """Writes what means that are shown tell into the bounds of the numbers improved and the rest. Where a
    mean alone tells a small one, it is as if it showed it. Both answers are lines × cells: all that is
    bounded, and what is told."""
    cell = cube.cells
    is_mean = np.flatnonzero(~lines.counts & ~lines.percent & (lines.numbers[:, N] >= threshold))
    some = frame.iloc[lines.place[is_mean]]
    direction = (
        some["ref"]
        .map({ref: 1 if m.better == "higher" else -1 for ref, m in MEASURE.items()})
        .to_numpy(dtype=np.float64)
    )
    total, low, high = (
        some[name].to_numpy(dtype=np.float64, na_value=np.nan) for name in ("numerator", "lower", "upper")
    )
    n = lines.numbers[is_mean, N]
    least, most = improved_by_mean(n, direction * total, low, high)
    of_n = cube.cells_of(lines.of(is_mean))[:, N]
    per_number = cell[0, 1, 0, 0] - cell[0, 0, 0, 0] if len(cube.counted) else 0
    improved, rest = of_n + per_number * IMPROVED, of_n + per_number * REST
    bounded, told_lines, told_cells = [], [], []
    for cells, (a, b) in ((improved, (least, most)), (rest, (n - most, n - least))):
        has = ~np.isnan(cube.values.ravel()[cells])
        told_here = has & small[cells] & (a >= 1) & (b < threshold)
        # Whatever a mean says, the number itself stays possible.
        value, bound = cube.values.ravel()[cells], has & ~told_here
        lower.ravel()[cells[bound]] = np.minimum(a, value)[bound]
        upper.ravel()[cells[bound]] = np.maximum(b, value)[bound]
        bounded.append((is_mean[has], cells[has]))
        told_lines.append(is_mean[told_here])
        told_cells.append(cells[told_here])

    def matrix(line: np.ndarray, cells: np.ndarray) -> sparse.csr_array:
        return sparse.csr_array(
            (np.ones(len(line)), (line, cells)), shape=(len(lines.place), cube.values.size)
        )

    everything = matrix(
        np.concatenate([one for one, _ in bounded]), np.concatenate([two for _, two in bounded])
    )
    return everything, matrix(np.concatenate(told_lines), np.concatenate(told_cells))


def _wider(matrix: sparse.csr_array, columns: int) -> sparse.csr_array:
    """The matrix with empty columns behind."""
    return sparse.csr_array((matrix.data, matrix.indices, matrix.indptr), shape=(matrix.shape[0], columns))
