"""What means that are shown tell of the numbers improved and not, as cells of their own: as long as a mean is shown,
or can be worked out from the means of the other areas or periods, what it tells is known."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd
from scipy import sparse

from ieo_metrics.disclosure.count_cube import IMPROVED, REST, Cube, N, Rows
from ieo_metrics.disclosure.count_tables import Tables
from ieo_metrics.disclosure.mean_inference import improved_by_mean
from ieo_metrics.framework.measures import MEASURE

# A relation: cells and their coefficients.
Terms = list[tuple[int, float]]


def with_means(tables: Tables, frame: pd.DataFrame, lines: Rows, cube: Cube) -> Tables:
    """The tables with a cell behind for each number improved, and each number not, that a mean bounds from below: it
    is shown where the mean is, and is no more than the number. What the numbers are at most follows from n.

    Where that alone tells a small number, the means that it could be worked out from have a cell each as well:
    they add up where n does."""
    means = np.flatnonzero(~lines.counts & ~lines.percent & (lines.numbers[:, N] > 0))
    some = lines.of(means)
    cells = cube.cells_of(replace(some, numbers=np.zeros(some.numbers.shape)))
    # Whatever a mean says, the number itself stays possible; there is none where no percentage stands beside it.
    at_least = _at_least(frame, some, tables.threshold)
    bound = cells[:, [IMPROVED, REST]]
    at_least = np.minimum(at_least, np.where(np.isnan(cube.values.ravel()[bound]), 0, tables.values[bound]))
    mean, side = np.nonzero(at_least > 0)
    n = some.numbers[:, N]
    tells = tables.small[bound[mean, side]] & (n[mean] - at_least[mean, 1 - side] < tables.threshold)
    own = dict(zip(zip(some.counted, some.first, some.last, some.area, strict=True), range(len(n)), strict=True))
    begin, width = len(tables.values), len(tables.values) + len(mean) + len(n)
    relations: list[Terms] = [
        [(begin + i, 1), (cell, -1)] for i, cell in enumerate(bound[mean, side].tolist())
    ]
    for i in np.flatnonzero(tells).tolist():
        for sums in _sums_with(cube, tables, some, own, int(mean[i])):
            relations.append(
                [
                    (begin + i, sign * n[one] / at_least[mean[i], side[i]])
                    if one == mean[i]
                    else (begin + len(mean) + one, sign)
                    for one, sign in sums
                ]
            )
    shows = (np.r_[means[mean], means], begin + np.arange(len(mean) + len(n)))
    return _wider(
        tables,
        np.r_[at_least[mean, side], n],
        np.r_[np.zeros(len(mean)), np.full(len(n), -np.inf)],
        _matrix(relations, width),
        np.arange(len(relations)) >= len(mean),
        sparse.csr_array((np.ones(len(shows[0])), shows), shape=(tables.lines.shape[0], width)),
    )


def _at_least(frame: pd.DataFrame, means: Rows, threshold: int) -> np.ndarray:
    """Per mean, how many at least are improved, and how many are not; of means over few, which are hidden in any
    case, nothing."""
    rows = frame.iloc[means.place]
    direction = rows["ref"].map({ref: 1 if m.better == "higher" else -1 for ref, m in MEASURE.items()})
    total, low, high = (
        rows[name].to_numpy(dtype=np.float64, na_value=np.nan) for name in ("numerator", "lower", "upper")
    )
    n, out = means.numbers[:, N], np.zeros((len(rows), 2))
    many = n >= threshold
    signed = direction.to_numpy(dtype=np.float64) * total
    least, most = improved_by_mean(n[many], signed[many], low[many], high[many])
    out[many] = np.column_stack([least, n[many] - most])
    return out


def _sums_with(
    cube: Cube, tables: Tables, means: Rows, own: dict[tuple[str, int, int, str], int], mean: int
) -> Iterator[Terms]:
    """The sums in which a mean stands: means and their signs, wherever n adds up so for what it counts."""
    counted = means.counted[mean]
    place = cube.cells_of(means.of(np.array([mean])))[0, N]
    standing = np.unique(tables.relations.tocsc()[:, [place]].indices)
    for row in standing[tables.equal[standing]].tolist():
        ends = slice(*tables.relations.indptr[row : row + 2])
        cells, signs = tables.relations.indices[ends], tables.relations.data[ends]
        where = np.unravel_index(cells[cells < cube.values.size], cube.values.shape)
        if len(where[0]) < len(cells) or (where[1] != N).any():
            continue
        found = [
            (own.get((counted, *cube.periods[t], cube.areas[a])), float(sign))
            for t, a, sign in zip(where[2], where[3], signs, strict=True)
        ]
        there: Terms = [(one, sign) for one, sign in found if one is not None]
        if abs(sum(means.numbers[one, N] * sign for one, sign in there)) < 0.5:
            yield there


def _matrix(relations: list[Terms], width: int) -> sparse.csr_array:
    entries = [(row, *term) for row, terms in enumerate(relations) for term in terms]
    rows, cells, signs = (list(one) for one in zip(*entries, strict=True)) if entries else ([], [], [])
    return sparse.csr_array((np.array(signs, dtype=np.float64), (rows, cells)), shape=(len(relations), width))


def _wider(
    tables: Tables,
    values: np.ndarray,
    lower: np.ndarray,
    relations: sparse.csr_array,
    equal: np.ndarray,
    shows: sparse.csr_array,
) -> Tables:
    """The tables with cells behind that are no small count, and what is known and shown of them."""
    none = np.zeros(len(values), dtype=bool)

    def before(matrix: sparse.csr_array) -> sparse.csr_array:
        parts = (matrix.data, matrix.indices, matrix.indptr)
        return sparse.csr_array(parts, shape=(matrix.shape[0], relations.shape[1]))

    return replace(
        tables,
        values=np.r_[tables.values, values],
        relations=sparse.csr_array(sparse.vstack([before(tables.relations), relations], format="csr")),
        equal=np.r_[tables.equal, equal],
        lines=sparse.csr_array(before(tables.lines) + shows),
        small=np.r_[tables.small, none],
        known=np.r_[tables.known, none],
        lower=np.r_[tables.lower, lower],
        upper=np.r_[tables.upper, np.full(len(values), np.inf)],
    )
