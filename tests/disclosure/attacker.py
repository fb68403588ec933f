"""What an attacker can work out: for each small count that is hidden, the least and greatest value that
everything shown allows.

It shares no code with the suppressor: each bound is found by linear programmes of its own over all that is shown.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from ieo_metrics.disclosure.published_counts.count_tables import Tables

KEY = ["ref", "span", "period", "area"]


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
    reader = _Reader(tables, hidden)
    return [Recovered(cell, float(tables.values[cell]), *_ends(reader, cell)) for cell in _cells_told(reader)]


def is_any_recovered(tables: Tables, hidden: np.ndarray) -> bool:
    """Whether any small count is shown or can be worked out, without working out all of them."""
    return next(_cells_told(_Reader(tables, hidden)), None) is not None


def _ends(reader: "_Reader", cell: int) -> tuple[float, float]:
    if cell in reader.seen:
        return (float(reader.tables.values[cell]),) * 2
    return reader.end(cell, -1), reader.end(cell, 1)


def _cells_told(reader: "_Reader") -> Iterator[int]:
    """The small cells that are seen, then those that can be worked out."""
    waiting: dict[tuple[int, ...], list[int]] = {}
    hidden = []
    for cell in np.flatnonzero(reader.tables.small).tolist():
        if cell in reader.seen:
            yield cell
        else:
            hidden.append(cell)
    for cell in hidden:
        waiting.setdefault(reader.block(cell).cells, []).append(cell)
    for cells in waiting.values():
        yield from reader.small_only(reader.block(cells[0]), cells)


@dataclass(frozen=True)
class _Block:
    """Hidden cells that hang together, and all that is shown of them."""

    cells: tuple[int, ...]
    matrix: np.ndarray
    right: np.ndarray
    equal: np.ndarray
    limits: np.ndarray


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

        self.blocks: dict[int, _Block] = {}

    def small_only(self, block: "_Block", asked: list[int]) -> Iterator[int]:
        """Those of the small cells of a block that can be neither 0 nor the threshold. Each way the numbers could be
        clears every cell that it moves so far: first pushed all together, then one by one."""
        most, left = self.tables.threshold, list(asked)

        def cleared(pushed: list[int], direction: int) -> list[int]:
            places = np.array([block.cells.index(cell) for cell in pushed])
            numbers = _furthest(block, places, direction, most)
            if numbers is None:  # what is not solved is without end: the tables themselves are a solution
                return pushed
            whole = dict(zip(block.cells, numbers.tolist(), strict=True))
            # A count of nobody that must not be told is not cleared by being possible: it is what it is.
            nobody = {c for c in left if self.tables.values[c] == 0}
            return [
                c
                for c in left
                if np.floor(whole[c] + 1e-6) >= most or (np.ceil(whole[c] - 1e-6) <= 0 and c not in nobody)
            ]

        for direction in (1, -1, 1):
            done = cleared(left, direction) if left else []
            left = [cell for cell in left if cell not in done]
        while left:
            for direction in (1, -1):
                done = cleared(left[:1], direction)
                if left[0] in done:
                    break
            else:
                yield left[0]
            left = [cell for cell in left[1:] if cell not in done]

    def end(self, cell: int, direction: int) -> float:
        """The greatest (1) or least (−1) value that a hidden cell can have."""
        block = self.block(cell)
        place = block.cells.index(cell)
        found = _furthest(block, np.array([place]), direction)
        # What is not solved is without end: the tables themselves are a solution.
        return direction * np.inf if found is None else float(found[place])

    def block(self, cell: int) -> _Block:
        """The hidden cells that hang together with a hidden one."""
        if cell in self.blocks:
            return self.blocks[cell]
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
        limits = np.array([(self.tables.lower[other], self.tables.upper[other]) for other in cells])
        made = _Block(tuple(cells), matrix, right, equal, limits)
        self.blocks |= dict.fromkeys(cells, made)
        return made


def _furthest(block: _Block, places: np.ndarray, direction: int, most: float = np.inf) -> np.ndarray | None:
    """The numbers of a block when the cells at these places of it are together as great (1) or as small (−1) as can be,
    none of them more than `most` or, where there is a most, less than 0; None where that is not solved."""
    low, high = block.limits.T.copy()
    high[places] = np.minimum(high[places], most)
    if np.isfinite(most):
        low[places] = np.maximum(low[places], 0)
    objective = np.zeros(len(low))
    objective[places] = -direction
    # Nothing has to be whole: it is the solver that is asked with the fewest words around it.
    shown = LinearConstraint(block.matrix, np.where(block.equal, block.right, -np.inf), block.right)
    found = milp(objective, constraints=shown, bounds=Bounds(low, high))
    return found.x if found.status == 0 else None
