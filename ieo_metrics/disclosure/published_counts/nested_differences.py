"""Counts of people that stand in no table and can be worked out of those that do: the difference of two
nested periods (young people who are new since, or who have gone since), what the parts of a period have more
than it (young people in several), and what of two windows that overlap is not of both: who is in the later
one, with those of the quarter that left, less who is in the earlier one; and the same the other way round."""

from collections.abc import Iterator

import numpy as np
from scipy import sparse

from ieo_metrics.disclosure.published_counts.additivity_constraints import overlapping
from ieo_metrics.disclosure.published_counts.count_cube import Cube, N
from ieo_metrics.disclosure.published_counts.count_tables import Tables, are_few


def nested_differences(cube: Cube, threshold: int) -> sparse.csr_array:
    """Small differences × cells: each is the sum of coefficients × cells. Of those improved and of the rest
    they are looked at as well, though who improved need not have by the end of the year: mostly, the
    difference is people."""
    values = cube.values.ravel()
    cells = cube.cells[~np.isnan(cube.values[:, N]).all(axis=(1, 2))]  # without what is a difference itself
    found: list[sparse.csr_array] = [sparse.csr_array((0, values.size))]
    for signs, periods in differences_of_periods(cube.periods):
        terms = np.unique(cells[:, :, periods, :].swapaxes(2, 3).reshape(-1, len(periods)), axis=0)
        small = terms[are_few(values[terms] @ signs, threshold)]
        begin = np.arange(len(small) + 1) * len(periods)
        found.append(
            sparse.csr_array(
                (np.tile(signs.astype(np.float64), len(small)), small.ravel(), begin),
                shape=(len(small), values.size),
            )
        )
    return sparse.csr_array(sparse.vstack(found))


def differences_of_periods(
    periods: tuple[tuple[int, int], ...],
) -> Iterator[tuple[np.ndarray, list[int]]]:
    """Signs, and the places of the periods that they belong to, of each difference that is people: a period
    less each inside it; its quarters, or one inside it that begins with it and the quarters after that, less
    the period; and what two windows that overlap do not have in common."""
    place = {period: i for i, period in enumerate(periods)}
    for (first, last), whole in place.items():
        inside = [p for p in periods if first <= p[0] and p[1] <= last and p != (first, last)]
        for part in inside:
            yield np.array([1, -1]), [whole, place[part]]
        for begins in (p for p in inside if p[0] == first):
            parts = [begins, *((q, q) for q in range(begins[1] + 1, last + 1))]
            if all(part in place for part in parts):
                yield np.array([*[1] * len(parts), -1]), [*(place[part] for part in parts), whole]
    for window, comes, after, leaves in overlapping(periods):
        yield np.array([1, 1, -1]), [after, leaves, window]
        yield np.array([1, 1, -1]), [window, comes, after]


def with_differences(tables: Tables, differences: sparse.csr_array) -> Tables:
    """The tables with a cell behind for each small count that can be worked out, which no line shows."""
    many = differences.shape[0]
    if not many:
        return tables
    relations = sparse.csr_array(sparse.hstack([differences, -sparse.eye_array(many)]))
    return tables.with_cells(
        differences @ tables.values, True, np.full(many, -np.inf), relations, np.ones(many, dtype=bool)
    )
