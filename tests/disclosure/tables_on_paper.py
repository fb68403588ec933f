"""Small tables of counts, as a person draws them on paper."""

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from ieo_metrics.disclosure.published_counts.count_tables import Tables
from ieo_metrics.disclosure.published_counts.mean_inference import improved_by_sums, squares_of


def one_cell_tables(
    values: Sequence[float],
    sums: Sequence[tuple[int, Sequence[int]]],
    threshold: int,
    known: Sequence[int] = (),
    unseen: Sequence[int] = (),
) -> Tables:
    """Tables in which each cell is a line of its own, and `sums` says which cell is the sum of which.
    `unseen` cells are in no line."""
    numbers = np.asarray(values, dtype=np.float64)
    n, seen = len(numbers), np.setdiff1d(np.arange(len(numbers)), np.asarray(unseen, dtype=np.int64))
    relations = sparse.lil_array((len(sums), n))
    for row, (total, parts) in enumerate(sums):
        relations[row, total] = 1
        for part in parts:
            relations[row, part] = -1
    lines = sparse.csr_array((np.ones(len(seen)), (np.arange(len(seen)), seen)), shape=(len(seen), n))
    return Tables(
        numbers,
        relations.tocsr(),
        np.ones(len(sums), dtype=bool),
        lines,
        (numbers >= 1) & (numbers < threshold),
        np.isin(np.arange(n), np.asarray(known, dtype=np.int64)),
        np.zeros(n),
        np.full(n, np.inf),
        1 + 1e-3 * (numbers[seen] == 0),
        threshold,
    )


def improved_by_mean(
    n: np.ndarray, total: np.ndarray, lower: np.ndarray, upper: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Least and greatest number improved that means with their intervals allow, as a reader works it out."""
    return improved_by_sums(n, total, squares_of(n, total, lower, upper))
