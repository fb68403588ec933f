"""What an attacker can work out: for each small count that is hidden, the least and greatest value that
everything shown allows.

It shares no code with the suppressor: each bound is a linear programme of its own over all that is shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog

from ieo_metrics.disclosure.cells import Tables


@dataclass(frozen=True)
class Recovered:
    """A small count that can be worked out: the cell, its value, and what is shown allows it to be."""

    cell: int
    value: float
    lower: float
    upper: float


def feasible_bounds(
    tables: Tables, hidden: np.ndarray, cells: Iterable[int] | None = None
) -> dict[int, tuple[float, float]]:
    """Least and greatest value of each cell that is hidden (or of those of `cells` that are), when the lines
    `hidden` are."""
    reader = _Reader(tables, hidden)
    asked = range(len(tables.values)) if cells is None else cells
    return {cell: (reader.end(cell, -1), reader.end(cell, 1)) for cell in asked if cell not in reader.seen}


def recovered_counts(tables: Tables, hidden: np.ndarray) -> list[Recovered]:
    """The small counts that are shown, or can be worked out: exactly, or to be somewhere from 1 to the
    threshold − 1."""
    reader, out = _Reader(tables, hidden), []
    for cell in np.flatnonzero(tables.small).tolist():
        value = float(tables.values[cell])
        upper = value if cell in reader.seen else reader.end(cell, 1)
        if np.floor(upper + 1e-6) <= tables.threshold - 1:
            lower = value if cell in reader.seen else reader.end(cell, -1)
            if np.ceil(lower - 1e-6) >= 1:
                out.append(Recovered(cell, value, lower, upper))
    return out


class _Reader:
    """One who has everything that is shown. `seen`: the cells that some line shows, or that are known from
    elsewhere."""

    def __init__(self, tables: Tables, hidden: np.ndarray) -> None:
        self.tables = tables
        self.seen = set(np.flatnonzero(tables.known).tolist())
        for line in np.flatnonzero(~hidden).tolist():
            self.seen.update(
                tables.lines.indices[tables.lines.indptr[line] : tables.lines.indptr[line + 1]].tolist()
            )
        ends = zip(tables.relations.indptr[:-1].tolist(), tables.relations.indptr[1:].tolist(), strict=True)
        self.relations = [
            dict(
                zip(tables.relations.indices[a:b].tolist(), tables.relations.data[a:b].tolist(), strict=True)
            )
            for a, b in ends
        ]
        self.of_cell: dict[int, list[int]] = {}
        for number, relation in enumerate(self.relations):
            for cell in relation.keys() - self.seen:
                self.of_cell.setdefault(cell, []).append(number)

    def end(self, cell: int, direction: int) -> float:
        """The greatest (1) or least (−1) value that a hidden cell can have."""
        cells, numbers, waiting = {cell: 0}, dict.fromkeys(self.of_cell.get(cell, [])), [cell]
        while waiting:
            for number in self.of_cell.get(waiting.pop(), []):
                numbers[number] = None
                for other in self.relations[number].keys() - self.seen - cells.keys():
                    cells[other] = len(cells)
                    waiting.append(other)
        matrix, right = np.zeros((len(numbers), len(cells))), np.zeros(len(numbers))
        for row, number in enumerate(numbers):
            for other, coefficient in self.relations[number].items():
                if other in self.seen:
                    right[row] -= coefficient * self.tables.values[other]
                else:
                    matrix[row, cells[other]] = coefficient
        equal = np.array([bool(self.tables.equal[number]) for number in numbers], dtype=bool)
        objective = np.zeros(len(cells))
        objective[0] = -direction
        limits = [(self.tables.lower[other], self.tables.upper[other]) for other in cells]
        found = linprog(objective, matrix[~equal], right[~equal], matrix[equal], right[equal], bounds=limits)
        # What is not solved is without end: the tables themselves are a solution.
        return float(-direction * found.fun) if found.status == 0 else direction * np.inf
