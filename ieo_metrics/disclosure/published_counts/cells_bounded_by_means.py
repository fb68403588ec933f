"""What means tell of the numbers improved and not, as cells of their own: as long as a mean is shown, or can
be worked out from the means of the other areas or periods, what it tells is known."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd
from scipy import sparse

from ieo_metrics.disclosure.published_counts.count_cube import IMPROVED, REST, Cube, N, Rows
from ieo_metrics.disclosure.published_counts.count_tables import Tables
from ieo_metrics.disclosure.published_counts.mean_inference import improved_by_sums, squares_of
from ieo_metrics.framework.measures import MEASURE

# What is multiplied with what in a relation: cells or means, and their coefficients.
Terms = list[tuple[int, float]]


@dataclass(frozen=True)
class MeansShown:
    """Means, in the order of their `lines`. `sums`: of the pairs, of their changes (a rise being an
    improvement) and of the squares of those; `cells`: of those improved and of the rest; `numbers` in them, 0
    where there are none; `place`: the means by what they count, first and last quarter, and area, of those
    that are one the last."""

    rows: Rows
    lines: np.ndarray
    sums: np.ndarray
    cells: np.ndarray
    numbers: np.ndarray
    cube: Cube

    @cached_property
    def keys(self) -> list[tuple[str, int, int, str]]:
        rows = (self.rows.counted, self.rows.first, self.rows.last, self.rows.area)
        return list(zip(*(row.tolist() for row in rows), strict=True))

    @cached_property
    def place(self) -> dict[tuple[str, int, int, str], int]:
        return {key: i for i, key in enumerate(self.keys)}

    def at_least(self, together: list[int]) -> np.ndarray:
        """How many of the pairs of several means are improved at least, and how many are not. Whatever their
        sums say, the numbers themselves stay possible."""
        sums = self.sums[:, together].sum(axis=1, keepdims=True)
        return np.asarray(np.minimum(_at_least(sums)[0], self.numbers[together].sum(axis=0)))

    def sums_with(self, tables: Tables, hidden: np.ndarray) -> Iterator[tuple[list[int], Terms]]:
        """The sums of means of which those of one side alone are `hidden`, some or all of them, so that a
        reader has what they are together: these, and all with their signs. Means add up where n does."""
        by_cell, size = tables.relations.tocsc(), self.cube.values.size
        seen = set()
        for (counted, *_), mean in self.place.items():
            if not hidden[mean]:
                continue
            cell = self.cube.cells_of(self.rows.of(np.array([mean])))[0, N]
            standing = by_cell.indices[slice(*by_cell.indptr[cell : cell + 2])]
            for row in standing[tables.equal[standing]].tolist():
                ends = slice(*tables.relations.indptr[row : row + 2])
                cells, signs = tables.relations.indices[ends], tables.relations.data[ends]
                where = np.unravel_index(cells[cells < size], self.cube.values.shape)
                if len(where[0]) < len(cells) or (where[1] != N).any() or (counted, row) in seen:
                    continue
                seen.add((counted, row))
                named = (
                    (self.place.get((counted, *self.cube.periods[t], self.cube.areas[a])), float(sign))
                    for t, a, sign in zip(where[2], where[3], signs, strict=True)
                )
                terms = [(one, sign) for one, sign in named if one is not None]
                sides = {sign for term, sign in terms if hidden[term]}
                if len(sides) == 1 and sum(self.sums[0, term] * sign for term, sign in terms) == 0:
                    yield [term for term, _ in terms if hidden[term]], terms


def means_shown(frame: pd.DataFrame, lines: Rows, cube: Cube) -> MeansShown:
    """The means of lines."""
    where = np.flatnonzero(~lines.counts & ~lines.percent & (lines.numbers[:, N] > 0))
    own = lines.of(where)
    cells = cube.cells_of(replace(own, numbers=np.zeros(own.numbers.shape)))[:, [IMPROVED, REST]]
    rows = frame.iloc[own.place]
    direction = rows["ref"].map({ref: 1 if m.better == "higher" else -1 for ref, m in MEASURE.items()})
    total, low, high = (
        rows[name].to_numpy(dtype=np.float64, na_value=np.nan) for name in ("numerator", "lower", "upper")
    )
    n, signed = own.numbers[:, N], direction.to_numpy(dtype=np.float64) * total
    sums = np.stack([n, signed, squares_of(n, signed, low, high)])
    return MeansShown(own, where, sums, cells, np.nan_to_num(cube.values.ravel()[cells]), cube)


def with_means(tables: Tables, means: MeansShown) -> Tables:
    """The tables with a cell behind for each number improved, and each number not, that a mean bounds from
    below: it is shown where the mean is, and is no more than the number. What the numbers are at most follows
    from n. Means over few are hidden in any case."""
    at_least = np.minimum(_at_least(means.sums), means.numbers)
    mean, side = np.nonzero((at_least > 0) & (means.sums[0] >= tables.threshold)[:, None])
    begin = len(tables.values)
    relations: list[Terms] = [
        [(begin + i, 1), (cell, -1)] for i, cell in enumerate(means.cells[mean, side].tolist())
    ]
    return _wider(
        tables,
        at_least[mean, side],
        np.zeros(len(mean)),
        relations,
        np.zeros(len(relations), dtype=bool),
        list(zip(means.lines[mean].tolist(), range(begin, begin + len(mean)), strict=True)),
    )


def with_means_by_subtraction(tables: Tables, means: MeansShown, hidden: np.ndarray) -> Tables:
    """The tables, as `with_means`, while the lines `hidden` are not shown: a cell for each number improved,
    and each number not, that the means shown bound from below of those hidden together; and one for each of
    these means, without which it would not be known."""
    begin = len(tables.values)
    bounds: list[float] = []
    relations: list[Terms] = []
    sums: list[Terms] = []
    for together, terms in means.sums_with(tables, hidden[means.lines]):
        sign = dict(terms)[together[0]]
        for side, least in enumerate(means.at_least(together).tolist()):
            if least > 0:
                cell = begin + len(bounds)
                bounds.append(least)
                relations.append([(cell, 1), *((c, -1) for c in means.cells[together, side].tolist())])
                others = [(term, s) for term, s in terms if term not in together]
                sums.append([(-cell, sign * float(means.sums[0, together].sum()) / least), *others])
    asked = sorted({term for terms in sums for term, _ in terms if term >= 0})
    own = {one: begin + len(bounds) + i for i, one in enumerate(asked)}
    sums = [[(own.get(term, -term), sign) for term, sign in terms] for terms in sums]
    line_of = zip(means.lines.tolist(), (means.place[key] for key in means.keys), strict=True)
    return _wider(
        tables,
        np.r_[bounds, means.sums[0, asked]],
        np.r_[np.zeros(len(bounds)), np.full(len(asked), -np.inf)],
        relations + sums,
        np.arange(len(relations) + len(sums)) >= len(relations),
        [(line, own[one]) for line, one in line_of if one in own],
    )


def _at_least(sums: np.ndarray) -> np.ndarray:
    """By the sums of means, how many at least are improved, and how many are not."""
    least, most = improved_by_sums(*sums)
    return np.column_stack([least, sums[0] - most])


def _wider(
    tables: Tables,
    values: np.ndarray,
    lower: np.ndarray,
    relations: list[Terms],
    equal: np.ndarray,
    shown: list[tuple[int, int]],
) -> Tables:
    """The tables with cells behind that are no small count, and what is known and shown of them (lines and
    cells)."""
    width = len(tables.values) + len(values)

    def matrix(entries: list[tuple[int, int, float]], rows: int) -> sparse.csr_array:
        at = np.array([entry[:2] for entry in entries], dtype=np.int64).reshape(-1, 2)
        return sparse.csr_array(([entry[2] for entry in entries], (at[:, 0], at[:, 1])), shape=(rows, width))

    more = matrix([(row, *term) for row, terms in enumerate(relations) for term in terms], len(relations))
    shows = matrix([(line, cell, 1.0) for line, cell in shown], tables.lines.shape[0])
    return tables.with_cells(values, False, lower, more, equal, shows)
