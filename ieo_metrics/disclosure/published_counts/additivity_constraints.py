"""What adds up to what, in the cube of counts: districts to their total, quarters to the year to date, those
improved and the rest to n; and what two windows of four quarters tell that overlap.

Totals are recounted, so they need not be sums: a person may stand in two quarters, or in two districts. Where
the numbers do add up they are taken to do so always, because a reader would; where they do not, a total is at
most the sum and at least each part."""

from collections.abc import Iterator, Sequence

import numpy as np
from scipy import sparse

from ieo_metrics.disclosure.published_counts.count_cube import IMPROVED, REST, Cube, N


class RelationBuilder:
    """Relations as they are found: the sum of coefficients × cells is 0 where equal, else at most 0."""

    def __init__(self, values: np.ndarray) -> None:
        self.values = values.ravel()
        self.parts: list[tuple[np.ndarray, np.ndarray]] = []
        self.equal: list[np.ndarray] = []

    def add(self, cells: np.ndarray, coefficients: tuple[int, ...], equal: bool) -> None:
        """`cells`: relations × terms. Those with a number in every cell, and that hold, are kept, each
        once."""
        signs, cells = np.array(coefficients), np.unique(cells, axis=0)
        sums = self.values[cells] @ signs
        holds = sums == 0 if equal else sums <= 0
        self.parts.append((cells[holds], np.broadcast_to(signs, cells[holds].shape)))
        self.equal.append(np.full(int(holds.sum()), equal))

    def sum(self, total: np.ndarray, parts: np.ndarray, at_least_each: bool) -> None:
        """`total` (relations) of `parts` (relations × terms): equal if it is, else between the greatest part
        and the sum."""
        adds_up = self.values[total] == self.values[parts].sum(axis=1)
        cells, signs = np.column_stack([total, parts]), (1, *[-1] * parts.shape[1])
        self.add(cells[adds_up], signs, True)
        self.add(cells[~adds_up], signs, False)
        if at_least_each:
            for part in parts[~adds_up].T:
                self.add(np.column_stack([part, total[~adds_up]]), (1, -1), False)

    def matrix(self, cells: int) -> tuple[sparse.csr_array, np.ndarray]:
        """(relations × cells, whether each is an equation)."""
        rows, columns, data, begun = [], [], [], 0
        for part, signs in self.parts:
            rows.append(np.repeat(np.arange(begun, begun + len(part)), part.shape[1]))
            columns.append(part.ravel())
            data.append(signs.ravel())
            begun += len(part)
        entries = (np.concatenate(data).astype(np.float64), (np.concatenate(rows), np.concatenate(columns)))
        return sparse.csr_array(entries, shape=(begun, cells)), np.concatenate(self.equal)


def relations_of(cube: Cube) -> RelationBuilder:
    """Every relation that a reader of the whole frame knows."""
    cells, out = cube.cells, RelationBuilder(cube.values)
    ratios = np.flatnonzero(cube.ratios)
    out.add(
        np.stack([cells[ratios, N], cells[ratios, IMPROVED], cells[ratios, REST]], axis=-1).reshape(-1, 3),
        (1, -1, -1),
        True,
    )
    for ties, signs in ((3, (1, -1, -1)), (2, (-1, 1))):
        ends = [np.column_stack([cells[end].ravel() for end in tie]) for tie in cube.ties if len(tie) == ties]
        out.add(np.concatenate([*ends, np.empty((0, ties), dtype=np.int64)]), signs, ties == 3)
    out.sum(cells[..., 0].ravel(), cells[..., 1:].reshape(-1, cells.shape[-1] - 1), True)
    place = {period: i for i, period in enumerate(cube.periods)}
    for (first, last), t in place.items():
        quarters = [place.get((q, q)) for q in range(first, last + 1)]
        before = place.get((first, last - 1))
        terms = [before, quarters[-1]] if before is not None else quarters
        if first == last or None in terms:
            continue
        # Who improved in a quarter need not have by the end of the year: of those, a total is only at most
        # the sum.
        for number in (N, IMPROVED, REST):
            total = cells[:, number, t].ravel()
            out.sum(total, np.column_stack([cells[:, number, term].ravel() for term in terms]), number == N)
    for at in overlapping(cube.periods):
        for number in (N, IMPROVED, REST):
            window, comes, after, leaves = (cells[:, number, place].ravel() for place in at)
            # Nobody is in the next window who was neither in this one nor in the quarter that came; and who
            # was in this one is in the next, or was in the quarter that left. Where both add up, they are
            # taken to do so always.
            out.add(np.column_stack([window, comes, after, leaves]), (1, 1, -1, -1), True)
            out.add(np.column_stack([after, window, comes]), (1, -1, -1), False)
            if number == N:
                out.add(np.column_stack([window, after, leaves]), (1, -1, -1), False)
    return out


def overlapping(periods: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int, int]]:
    """Places of each longer period, the quarter after it, the period that is as long and a quarter later, and
    the quarter with which the first begins."""
    place = {period: i for i, period in enumerate(periods)}
    for first, last in periods:
        found = [(first, last), (last + 1, last + 1), (first + 1, last + 1), (first, first)]
        if first < last and all(period in place for period in found):
            window, comes, after, leaves = (place[period] for period in found)
            yield window, comes, after, leaves
