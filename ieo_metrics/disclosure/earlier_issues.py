"""What was issued before: numbers that the reader has, and what they tell about the numbers of now and about
those hidden then."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
from scipy import sparse

from ieo_metrics.disclosure.count_cube import Cube, rows_of_results
from ieo_metrics.framework.figure_markers import HIDDEN

# A small count that could be worked out by comparing: cells and their signs, a constant, and the count, which
# is their sum.
Difference = tuple[tuple[tuple[int, int], ...], float, float]


def known_from_issues(
    cube: Cube, equations: sparse.csr_array, ledger: Sequence[pd.DataFrame], threshold: int
) -> tuple[np.ndarray, list[Difference]]:
    """Per cell, whether it was issued with the number that it has now; and the small counts that comparing
    could tell. `equations`: what adds up to 0 in the cube's cells."""
    now = cube.values.ravel()
    known, found = np.zeros(now.size, dtype=bool), set[Difference]()
    for frame in ledger:
        then = _then(cube, frame)
        known |= then == now
        change = now - then
        # A total that has changed by a few is a count of those few people.
        for cell in np.flatnonzero((np.abs(change) > 0.5) & (np.abs(change) < threshold)).tolist():
            sign = 1 if change[cell] > 0 else -1
            found.add((((cell, sign),), -sign * float(then[cell]), float(abs(change[cell]))))
        found.update(_hidden_then(now, then, equations, threshold))
    return known, sorted(found)


def _then(cube: Cube, frame: pd.DataFrame) -> np.ndarray:
    """The numbers of an earlier frame in the cells of now: infinity where it was hidden, NaN where it did not
    stand."""
    rows = rows_of_results(frame)
    hidden = (frame["marker"] == HIDDEN).to_numpy()[rows.place]
    percent = rows.percent[hidden]
    shows = np.column_stack([np.ones(len(percent), dtype=bool), percent, percent])
    out = np.full(cube.values.size, np.nan)
    rows.numbers[hidden] = np.where(shows, np.inf, np.nan)
    # A number that one row hid and another showed was shown: those shown are written last.
    for some in (rows.of(hidden), rows.of(~hidden)):
        cells = cube.cells_of(some)
        out[cells[cells >= 0]] = some.numbers[cells >= 0]
    return out


def _hidden_then(
    now: np.ndarray, then: np.ndarray, equations: sparse.csr_array, threshold: int
) -> Iterator[Difference]:
    """Where numbers have been revised since: what an equation of then would tell of one number hidden in it,
    from the others hidden in it as they are now. Nobody knows that those are the same still, but a reader
    would try it."""
    absent, hidden = np.isnan(then) & ~np.isnan(now), np.isinf(then)
    present = np.asarray(abs(equations) @ absent.astype(np.float64)).ravel() == 0
    some_hidden = np.asarray(abs(equations) @ hidden.astype(np.float64)).ravel() > 0
    left = np.asarray(equations @ np.nan_to_num(np.where(hidden, now, then))).ravel()
    for row in np.flatnonzero(present & some_hidden & (np.abs(left) > 0.5)).tolist():
        terms = equations.indices[equations.indptr[row] : equations.indptr[row + 1]]
        signs = equations.data[equations.indptr[row] : equations.indptr[row + 1]]
        shown = float(signs[~hidden[terms]] @ then[terms[~hidden[terms]]])
        for cell, sign in zip(terms[hidden[terms]].tolist(), signs[hidden[terms]].tolist(), strict=True):
            was = now[cell] - left[row] / sign
            if 0.5 < was < threshold - 0.5:
                others = [
                    (c, int(-s / sign))
                    for c, s in zip(terms.tolist(), signs.tolist(), strict=True)
                    if hidden[c] and c != cell
                ]
                yield tuple(others), -shown / sign, float(was)
