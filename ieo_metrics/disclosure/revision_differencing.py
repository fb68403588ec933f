"""Whether figures that were issued can be revised without telling of a few young people: by how much each
of their counts moved, and how many young people's parts in them changed."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ieo_metrics.disclosure.published_counts.count_cube import NUMBERS, Cube, N, cube_of, rows_of_results
from ieo_metrics.disclosure.published_counts.count_tables import are_few
from ieo_metrics.disclosure.published_counts.nested_differences import differences_of_periods


def moves_tell(
    before: pd.DataFrame,
    after: pd.DataFrame,
    people_changed: Sequence[float],
    threshold: int,
    told_nothing: bool = False,
    all_or_none: bool = False,
) -> bool:
    """Whether the two sets of figures, of the same rows, tell of 1 to threshold − 1 young people when
    they are laid side by side: that any count moved by so many, or a difference of periods that is people
    did, or so many people's parts changed.

    A small count must not move at all: what it was could be told from what it is and from what was shown
    beside it then. `told_nothing`: nothing was shown beside it; then it may move, to where it could have
    been any small count. `all_or_none`: the same holds for those improved, or the rest, being nobody.
    """
    if are_few(np.array(people_changed), threshold).any():
        return True
    then, now = (_cube(frame) for frame in (before, after))
    moved = np.nan_to_num(now.values - then.values)
    if are_few(np.abs(moved), threshold).any() or (np.isnan(then.values) != np.isnan(now.values)).any():
        return True
    small = are_few(then.values, threshold)
    if all_or_none:
        small |= (then.values == 0) & (then.values[:, [N]] > 0) & then.ratios[:, None, None, None]
    small &= moved != 0
    if told_nothing:
        small &= now.values < 2 * threshold - 1
    if small.any():
        return True
    n = moved[:, N]
    return any(
        are_few(np.abs(np.tensordot(n[:, periods], signs, axes=(1, 0))), threshold).any()
        for signs, periods in differences_of_periods(then.periods)
    )


def _cube(frame: pd.DataFrame) -> Cube:
    """The counts of the rows; where nobody could be counted, of nobody."""
    rows = rows_of_results(frame)
    assert rows.numbers.shape[1] == NUMBERS
    return cube_of(rows)
