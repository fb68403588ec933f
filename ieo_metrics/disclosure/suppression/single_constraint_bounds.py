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
    # Of sum = 0, cell = −(others) ÷ its sign; at most 0 bounds it on one side only. What the others are at
    # least, or at most:
    best, chosen, own_sign = np.full(n, np.inf), np.empty(n, dtype=np.int64), np.zeros(n)
    for side in (1, -1):
        at_least = side == direction
        lowest = np.where(shown, tables.values, tables.lower)[cell]
        highest = np.where(shown, tables.values, tables.upper)[cell]
        extreme = sign * np.where((sign > 0) == at_least, lowest, highest)
        endless = np.isinf(extreme)
        finite = np.where(endless, 0.0, extreme)
        total, many = np.bincount(relation, finite), np.bincount(relation, endless)
        bounded = (sign * side > 0) & (many[relation] - endless == 0) & (tables.equal[relation] | at_least)
        reach = -direction * (total[relation] - finite) / sign
        place = np.flatnonzero(bounded)
        place = place[np.argsort(-reach[place], kind="stable")]  # the least is written last
        place = place[reach[place] < best[cell[place]]]
        of = cell[place]
        best[of], chosen[of], own_sign[of] = reach[place], relation[place], sign[place]
    own = direction * (tables.upper if direction == 1 else tables.lower)
    tight = own < best
    best[tight], own_sign[tight] = own[tight], 0
    has = np.flatnonzero(own_sign)
    beside = tables.relations[chosen[has]].tocoo()
    held, other = has[beside.row], beside.col
    # Another cell moves this one up where its sign is the other one.
    rises = (beside.data * own_sign[held] < 0) == (direction == 1)
    room = np.where(
        rises, tables.upper[other] - tables.values[other], tables.values[other] - tables.lower[other]
    )
    useful = (held != other) & (shown & ~tables.known)[other] & (room > 0)
    return direction * best, sparse.csr_array((room[useful], (held[useful], other[useful])), shape=(n, n))
