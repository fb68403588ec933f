"""How far hidden cells can go, by linear programmes: each pushes one cell, or several, of those that hang
together."""

import numpy as np
from scipy import sparse
from scipy.optimize import linprog
from scipy.sparse.csgraph import connected_components

from ieo_metrics.disclosure.published_counts.count_tables import Tables

NEAR = 1e-6


class ShiftProgram:
    """The cells that are hidden while `shown` are not. `label`: which hang together through relations, −1
    where shown; `numbers`: the tables' numbers, as the last push has moved them."""

    def __init__(self, tables: Tables, shown: np.ndarray) -> None:
        self.tables, self.shown = tables, shown
        of_hidden = sparse.csr_array(tables.relations @ sparse.diags_array((~shown).astype(np.float64)))
        of_hidden.eliminate_zeros()
        self.matrix = of_hidden
        labels = connected_components(of_hidden.T @ of_hidden)[1]
        self.label = np.where(shown, -1, labels)
        self.label_of_relation = np.full(of_hidden.shape[0], -1)
        some = np.flatnonzero(np.diff(of_hidden.indptr))
        self.label_of_relation[some] = labels[of_hidden.indices[of_hidden.indptr[some]]]
        self.right = -(tables.relations @ np.where(shown, tables.values, 0.0))
        self.numbers: np.ndarray
        self.multipliers: np.ndarray
        self._members: tuple[np.ndarray, np.ndarray] | None

    def push(self, pushed: np.ndarray, direction: int) -> np.ndarray:
        """The numbers when the cells `pushed` are moved up (1) or down (−1) together, each no further than to
        the threshold or to 0."""
        tables = self.tables
        self.numbers, self.multipliers, self._members = tables.values.copy(), np.zeros(len(self.right)), None
        if not len(pushed):
            return self.numbers
        wanted = np.zeros(len(self.label) + 1, dtype=bool)  # by label; the last place is that of −1
        wanted[self.label[pushed]] = True
        cells, rows = np.flatnonzero(wanted[self.label]), np.flatnonzero(wanted[self.label_of_relation])
        low, high, objective = tables.lower.copy(), tables.upper.copy(), np.zeros(len(tables.values))
        if direction == 1:
            high[pushed] = np.minimum(high[pushed], tables.threshold)
        else:
            low[pushed] = np.maximum(low[pushed], 0)
        objective[pushed] = -direction
        above, even = rows[~tables.equal[rows]], rows[tables.equal[rows]]
        found = linprog(
            objective[cells],
            self.matrix[above][:, cells],
            self.right[above],
            self.matrix[even][:, cells],
            self.right[even],
            bounds=np.column_stack([low[cells], high[cells]]),
        )
        if found.status != 0:
            raise ArithmeticError(f"the figures shown could not be solved: {found.message}")
        self.numbers[cells] = found.x
        self.multipliers[even], self.multipliers[above] = found.eqlin.marginals, found.ineqlin.marginals
        return self.numbers

    def moving_with(self, target: int) -> np.ndarray:
        """The cells that the last push moved, of those that hang together with the target."""
        if self._members is None:
            moved = np.flatnonzero(np.abs(self.numbers - self.tables.values) > NEAR)
            moved = moved[np.argsort(self.label[moved])]
            self._members = moved, self.label[moved]
        moved, labels = self._members
        return moved[slice(*np.searchsorted(labels, (self.label[target], self.label[target] + 1)))]

    def loosened(self, pushed: np.ndarray) -> sparse.csr_array:
        """Per cell that was pushed, alone of those that it hangs together with (pushed × cells): how much
        further it could go at most if a shown cell were hidden."""
        tables, n = self.tables, len(self.tables.values)
        of = sparse.csr_array(
            (self.label[pushed][:, None] == self.label_of_relation[None, :]) * self.multipliers
        )
        slope = (of @ tables.relations).tocoo()
        value = tables.values[slope.col]
        room = np.where(slope.data > 0, tables.upper[slope.col] - value, value - tables.lower[slope.col])
        useful = (self.shown & ~tables.known)[slope.col] & (np.abs(slope.data) > NEAR) & (room > NEAR)
        return sparse.csr_array(
            (np.abs(slope.data[useful]) * room[useful], (slope.row[useful], slope.col[useful])),
            shape=(len(pushed), n),
        )
