"""The date of a first reading is the same in all rows of a person, which tells where day and month changed
places."""

import numpy as np

DAYS_AROUND, TIMES_CHANCE = (-3, -2, -1, 1, 2, 3), 3  # of a day that may be another row's by chance


def as_in_another_row(as_it_is: np.ndarray, turned: np.ndarray, people: np.ndarray) -> np.ndarray:
    """The rows whose date is, once turned, that of another row of the same person, as the date of a first
    reading is in all of them; none where the days around the turned one are found as often, by chance."""
    moved, of_person = np.flatnonzero(as_it_is != turned), people.astype(np.int64) << 32
    there, sought = np.sort(of_person + as_it_is), (of_person + turned)[moved]
    by_person = np.argsort(sought)  # so they are found one beside the other, in a third of the time
    moved, sought = moved[by_person], sought[by_person]

    def found(away: int) -> np.ndarray:
        at = np.searchsorted(there, sought + away).clip(max=len(there) - 1)
        return np.asarray(there[at] == sought + away)

    rows = found(0)
    by_chance = sum(int(found(away).sum()) for away in DAYS_AROUND) / len(DAYS_AROUND) if rows.any() else 0
    return np.sort(moved[rows & (rows.sum() > TIMES_CHANCE * by_chance)])
