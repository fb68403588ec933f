"""What single relations pin down: quick to see, and most of what there is. The linear programme of `suppress`
sees all."""

import numpy as np
from scipy import sparse

from ieo_metrics.disclosure.published_counts.count_tables import Tables


def bounds_by_one(tables: Tables, shown: np.ndarray, direction: int) -> tuple[np.ndarray, sparse.csr_array]:
    """How far up (or down, −1) each cell can go by the tightest relation it stands in, and (cells × cells)
    what hiding another cell of that relation would add."""
    n = len(tables.values)
    entries = tables.relations.tocoo()
    relation, cell, sign = entries.row, entries.col, entries.data
    count = tables.relations.shape[0]
    # Of sum = 0, cell = −(others) ÷ its sign; at most 0 bounds it on one side only. What the others are at
    # least, or at most:
    best = np.full(n, np.inf)
    chosen = np.full(n, -1)
    for side in (1, -1):
        at_least = side == direction
        lowest = np.where(shown, tables.values, tables.lower)[cell]
        highest = np.where(shown, tables.values, tables.upper)[cell]
        extreme = sign * np.where((sign > 0) == at_least, lowest, highest)
        endless = np.isinf(extreme)
        finite = np.where(endless, 0.0, extreme)
        total, many = np.bincount(relation, finite, count), np.bincount(relation, endless, count)
        bounded = (sign * side > 0) & (many[relation] - endless == 0) & (tables.equal[relation] | at_least)
        reach = -direction * (total[relation] - finite) / sign
        place = np.flatnonzero(bounded)
        place = place[np.argsort(-reach[place], kind="stable")]  # the least is written last
        better = reach[place] < best[cell[place]]
        best[cell[place[better]]], chosen[cell[place[better]]] = reach[place[better]], relation[place[better]]
    own = direction * (tables.upper if direction == 1 else tables.lower)
    tight = own < best
    best, chosen = np.where(tight, own, best), np.where(tight, -1, chosen)
    has = np.flatnonzero(chosen >= 0)
    of = sparse.csr_array((np.ones(len(has)), (has, chosen[has])), shape=(n, count)) @ tables.relations
    of = of.tocoo()
    own_sign = np.zeros(n)
    own_sign[has] = np.asarray(
        (
            sparse.csr_array((np.ones(len(has)), (chosen[has], has)), shape=(count, n)).multiply(
                tables.relations
            )
        ).sum(axis=0)
    ).ravel()[has]
    # Another cell moves this one up where its sign is the other one.
    rises = (of.data * own_sign[of.row] < 0) == (direction == 1)
    room = np.where(
        rises, tables.upper[of.col] - tables.values[of.col], tables.values[of.col] - tables.lower[of.col]
    )
    useful = (of.row != of.col) & (shown & ~tables.known)[of.col] & (room > 1e-6)
    return direction * best, sparse.csr_array((room[useful], (of.row[useful], of.col[useful])), shape=(n, n))
