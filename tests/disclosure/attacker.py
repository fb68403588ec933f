"""What an attacker can work out: for each small count that is hidden, the least and greatest value that
everything shown allows.

It shares no code with the suppressor: each bound is found by linear programmes of its own over all that is shown.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.optimize import linprog

from ieo_metrics.disclosure.count_tables import Tables
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.measuring.parts_of_quarters import quarters_within

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
    reader, out = _Reader(tables, hidden), []
    small = np.flatnonzero(tables.small).tolist()
    uppers = reader.ends(small, 1)
    near = [cell for cell in small if np.floor(uppers[cell] + 1e-6) <= tables.threshold - 1]
    lowers = reader.ends(near, -1)
    for cell in near:
        if np.ceil(lowers[cell] - 1e-6) >= 1:
            out.append(Recovered(cell, float(tables.values[cell]), lowers[cell], uppers[cell]))
    return out


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

    def ends(self, asked: Iterable[int], direction: int) -> dict[int, float]:
        """The greatest (1) or least (−1) value that each small cell can have, the threshold where it can have that or
        more: of cells that have nothing to do with each other many at once, since then the greatest sum is the sum of
        the greatest."""
        out, waiting = {}, {}
        for cell in asked:
            if cell in self.seen:
                out[cell] = float(self.tables.values[cell])
            else:
                waiting.setdefault(self.block(cell).cells, []).append(cell)
        for together in zip_longest(*waiting.values()):
            cells = [cell for cell in together if cell is not None]
            blocks = [self.block(cell) for cell in cells]
            places = np.cumsum([0, *(len(block.cells) for block in blocks[:-1])])
            places += [block.cells.index(cell) for cell, block in zip(cells, blocks, strict=True)]
            found = _furthest(blocks, places, direction, self.tables.threshold)
            out |= (
                {cell: self.end(cell, direction) for cell in cells}
                if found is None
                else dict(zip(cells, found, strict=True))
            )
        return out

    def end(self, cell: int, direction: int) -> float:
        """The greatest (1) or least (−1) value that a hidden cell can have."""
        block = self.block(cell)
        found = _furthest([block], np.array([block.cells.index(cell)]), direction)
        # What is not solved is without end: the tables themselves are a solution.
        return direction * np.inf if found is None else found[0]

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


def _furthest(
    blocks: list[_Block], places: np.ndarray, direction: int, most: float = np.inf
) -> list[float] | None:
    """The values of the cells at these places of the blocks, one of each, when all of them are as great (1) or as small
    (−1) as can be, and none more than `most`; None where that is not solved."""
    matrix = sparse.csr_array(sparse.block_diag([block.matrix for block in blocks]))
    right, equal = (np.concatenate([getattr(b, name) for b in blocks]) for name in ("right", "equal"))
    limits = np.concatenate([block.limits for block in blocks])
    limits[places, 1] = np.minimum(limits[places, 1], most)
    objective = np.zeros(len(limits))
    objective[places] = -direction
    found = linprog(objective, matrix[~equal], right[~equal], matrix[equal], right[equal], bounds=limits)
    return [float(value) for value in found.x[places]] if found.status == 0 else None


def counts_shown(frame: pd.DataFrame) -> pd.DataFrame:
    """n, numerator and the rest of every figure about people that is shown; of a mean only n."""
    own = frame[frame["ref"].map({ref: m.about_people for ref, m in MEASURE.items()}).astype(bool)]
    counts, percent = (
        own["ref"].map({ref: getattr(m.statistic, name) for ref, m in MEASURE.items()}).astype(bool)
        for name in ("counts", "percent")
    )
    n = own["value"].where(counts, own["denominator"]).where(own["value"].notna())
    out = pd.DataFrame({"n": n, "numerator": own["numerator"].where(percent & own["value"].notna())})
    return out.assign(rest=(own["denominator"] - out["numerator"]), **{k: own[k] for k in KEY}).set_index(KEY)


def differences_told(packs: Sequence[pd.DataFrame], threshold: int = 5) -> list[str]:
    """The differences from 1 to threshold − 1 between what two packs tell: of one figure, of a total and all of its
    districts but one, of two nested periods."""
    shown = [counts_shown(pack) for pack in packs]
    found = []
    for later in range(len(shown)):
        for earlier in range(later):
            moved = (shown[later] - shown[earlier].reindex(shown[later].index)).stack().rename("by")
            few = moved[(moved.abs() > 0.5) & (moved.abs() < threshold - 0.5)]
            found += [f"packs {earlier} and {later}: {key} {by:+.0f}" for key, by in few.items()]
            if not (moved.abs() > 0.5).any():
                continue
            table = moved.unstack("area")
            rest = table["all"] - table.drop(columns="all").sum(axis=1)
            districts = [name for name in table if name != "all"]
            one_hidden = table[districts].isna().sum(axis=1) == 1
            told = rest[one_hidden & table["all"].notna() & rest.abs().between(0.5, threshold - 0.5)]
            found += [f"packs {earlier} and {later}: the hidden district of {key}" for key in told.index]
            n = moved.xs("n", level=-1)
            for (ref, span, period, area), by in n.items():
                for q in quarters_within(str(span), int(period)):
                    other = n.get((ref, "quarter", q, area))
                    if other is not None and 0.5 < abs(by - other) < threshold - 0.5:
                        found.append(f"packs {earlier} and {later}: {ref} {span} {period} {area} less {q}")
    return found
