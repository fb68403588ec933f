"""Whether figures that were issued can be revised without telling of a few young people: by how much each
of their counts moved, and how many young people's parts in them changed."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ieo_metrics.disclosure.published_counts.count_cube import NUMBERS, Cube, N, cube_of, rows_of_results


def moves_tell(
    before: pd.DataFrame,
    after: pd.DataFrame,
    people_changed: Sequence[float],
    threshold: int,
    told_nothing: bool = False,
) -> bool:
    """Whether the two sets of figures, of the same rows, tell of 1 to threshold − 1 young people when
    they are laid side by side: that any count moved by so many, or the difference of two nested periods
    did, or so many people's parts changed.

    A small count must not move at all: what it was could be told from what it is and from what was shown
    beside it then. `told_nothing`: nothing was shown beside it; then it may move, to where it could have
    been any small count.
    """
    if any(0.5 < many < threshold - 0.5 for many in people_changed):
        return True
    then, now = (_cube(frame) for frame in (before, after))
    moved = np.nan_to_num(now.values - then.values)
    if _few(moved, threshold).any() or (np.isnan(then.values) != np.isnan(now.values)).any():
        return True
    small = (then.values > 0.5) & (then.values < threshold - 0.5) & (np.abs(moved) > 0.5)
    if told_nothing:
        small &= now.values < 2 * threshold - 1.5
    if small.any():
        return True
    nested = [
        (i, j)
        for i, (first, last) in enumerate(then.periods)
        for j, (begins, ends) in enumerate(then.periods)
        if i != j and begins <= first and last <= ends
    ]
    return any(_few(moved[:, N, j] - moved[:, N, i], threshold).any() for i, j in nested)


def _cube(frame: pd.DataFrame) -> Cube:
    """The counts of the rows; where nobody could be counted, of nobody."""
    rows = rows_of_results(frame)
    assert rows.numbers.shape[1] == NUMBERS
    return cube_of(rows)


def _few(moved: np.ndarray, threshold: int) -> np.ndarray:
    return np.asarray((np.abs(moved) > 0.5) & (np.abs(moved) < threshold - 0.5))
