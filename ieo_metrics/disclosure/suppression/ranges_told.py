"""How closely a reader can tell the small counts that are hidden, by integer programmes over all that is
shown."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from ieo_metrics.disclosure.published_counts.count_tables import Tables
from ieo_metrics.disclosure.suppression.feasibility_intervals import ShiftProgram

FAR = 10  # times the threshold: beyond it a count is not followed


@dataclass(frozen=True)
class RangesTold:
    """`narrowest`: the range of the small count that can be told most closely, None where none is hidden;
    without an end where it has none. `recovered`: small counts that can be worked out;
    `confined`: others that can be told to be small."""

    narrowest: tuple[int, int | None] | None
    recovered: int
    confined: int


def ranges_told(tables: Tables, shown: np.ndarray) -> RangesTold:
    """What is told of the small counts while the cells `shown` are shown.

    Every solution is a set of numbers that a reader must hold for possible, so it widens what is known of all
    its cells; only those that could still be the narrowest are pushed to their ends."""
    pushes = ShiftProgram(tables, shown)
    targets = np.flatnonzero(tables.small & ~shown)
    low, high = np.rint(tables.values).astype(np.int64), np.rint(tables.values).astype(np.int64)
    pushed_to_ends = np.zeros(len(low), dtype=bool)

    def push(together: np.ndarray, direction: int) -> None:
        cells, numbers = _pushed(pushes, together, direction)
        low[cells], high[cells] = np.minimum(low[cells], numbers), np.maximum(high[cells], numbers)

    def may_be_small_only(cells: np.ndarray) -> np.ndarray:
        is_somebody = (low[cells] > 0) | (tables.values[cells] == 0)
        return np.asarray(is_somebody & (high[cells] < tables.threshold))

    for label in np.unique(pushes.label[targets]):
        for direction in (1, -1):
            push(targets[pushes.label[targets] == label], direction)
    narrowest: tuple[int, int | None] | None = None
    least = np.inf
    while True:
        wide = (high - low)[targets]
        asked = ~pushed_to_ends[targets] & ((wide < least) | may_be_small_only(targets))
        if not asked.any():
            break
        target = targets[asked][np.argmin(wide[asked])]
        push(np.array([target]), 1)
        if high[target] - low[target] < least or may_be_small_only(target):
            push(np.array([target]), -1)
            pushed_to_ends[target] = True
            if high[target] - low[target] < least:
                least, end = high[target] - low[target], int(high[target])
                narrowest = int(low[target]), end if end < FAR * tables.threshold else None
    recovered = int((wide == 0).sum())
    return RangesTold(
        narrowest,
        recovered + int((tables.small & shown).sum()),
        int(may_be_small_only(targets).sum()) - recovered,
    )


def _pushed(pushes: ShiftProgram, together: np.ndarray, direction: int) -> tuple[np.ndarray, np.ndarray]:
    """The hidden cells that hang together with some, and whole numbers for them in which those are pushed as
    far up (1) or down (−1) together as they go."""
    tables, label = pushes.tables, pushes.label[together[0]]
    cells, rows = np.flatnonzero(pushes.label == label), np.flatnonzero(pushes.label_of_relation == label)
    is_pushed = np.isin(cells, together)
    low, high = tables.lower[cells].copy(), tables.upper[cells].copy()
    low[is_pushed] = np.maximum(low[is_pushed], 0)
    high[is_pushed] = np.minimum(high[is_pushed], FAR * tables.threshold)
    right = pushes.right[rows]
    found = milp(
        -direction * is_pushed.astype(np.float64),
        integrality=np.ones(len(cells)),
        bounds=Bounds(low, high),
        constraints=LinearConstraint(
            pushes.matrix[rows][:, cells], np.where(tables.equal[rows], right, -np.inf), right
        ),
    )
    if found.x is None:
        raise ArithmeticError(f"the figures shown could not be solved: {found.message}")
    return cells, np.rint(found.x).astype(np.int64)
