"""What tells that day and month changed places in a block of rows, where the rows are in no strict order:
read the other way round its dates are near those around them, or as long after the other date of their row
as others are, and everywhere else they are not."""

import math
from typing import NamedTuple

import numpy as np

BESIDE = 5  # certain dates on each side that a doubtful one is compared with
FEWEST_IN_BLOCK = 3
FEWEST_DOUBTFUL = 8
FEWEST_CERTAIN = 1 / 3  # of all dates
LEAST_SPREAD = 10  # days; of dates that are closer together, chance moves one by as much
LONG_BLOCK = 4  # dates that all agree, from which on chance hardly made a block the best
MOST_CHANCE = 0.002  # that the dates of a column in which nothing changed places look so
MOST_CHANCE_TOGETHER = 0.0005  # the same, of several signs together, which are looked at beside each alone
CONTRADICTS = -0.7  # by how much nearer as they stand the dates of a block are, by another sign
TELLS_ELSEWHERE = -0.4  # how much nearer as they stand dates must be elsewhere, of at most 1, on average
TELLS_IN_BLOCK = 0.45
ONE_QUARTER = 92  # days: where all dates are closer together, they need be in no order
MOST_WINDOWS = 2_000  # that are looked at, evenly, for how near neighbours are
NEARER_THAN_ALL = 1 / 2  # of the spread of all dates: where rows are in some order, neighbours have less
MOST_RANKS = 4  # readings of a person that are told apart: those from the fourth on are alike


class _Typical(NamedTuple):
    """What doubtful dates are expected to be near to, and how far others are from it."""

    day: np.ndarray
    spread: np.ndarray

    def at(self, places: np.ndarray) -> "_Typical":
        return _Typical(self.day[places], self.spread[places])


def _median(numbers: np.ndarray) -> np.ndarray:
    """The median of each row. Putting all in order takes a third of the time of looking for the middle, and
    NumPy's own median does that six times as slowly over many short rows."""
    in_order = np.sort(numbers, axis=-1)
    below, above = (numbers.shape[-1] - 1) // 2, numbers.shape[-1] // 2
    return np.asarray((in_order[..., below] + in_order[..., above]) / 2)


def _typical(certain: np.ndarray) -> _Typical:
    middle = _median(certain)
    spread = _median(np.abs(certain - middle[..., None]))
    return _Typical(middle, np.maximum(spread, LEAST_SPREAD))


def _typical_from(days: np.ndarray, many: int, starts: np.ndarray) -> _Typical:
    """What is typical of so many days, from each of some places on."""
    return _typical(days[starts[:, None] + np.arange(many)])


def _typical_at(days: np.ndarray, many: int, places: np.ndarray) -> _Typical:
    """What is typical of so many days from some places on, or from the nearest to them; no others are looked
    at."""
    last = len(days) - many
    places = np.minimum(np.maximum(places, 0), last)
    looked_at = np.zeros(last + 1, dtype=bool)
    looked_at[places] = True
    return _typical_from(days, many, looked_at.nonzero()[0]).at((looked_at.cumsum() - 1)[places])


def _begins(numbers: np.ndarray) -> np.ndarray:
    """Where a number stands that is not the one before it."""
    is_new = np.ones(len(numbers), dtype=bool)
    is_new[1:] = numbers[1:] != numbers[:-1]
    return is_new.nonzero()[0]


def _gains(as_it_is: np.ndarray, turned: np.ndarray, typical: _Typical) -> np.ndarray:
    """By how much each date is nearer to what is typical once it is turned, from -1 to 1."""
    nearer = np.abs(as_it_is - typical.day) - np.abs(turned - typical.day)
    return np.asarray(np.minimum(np.maximum(nearer / typical.spread, -1), 1))


def _chance_falls(elsewhere: np.ndarray) -> float:
    """How fast chance falls with the sum of the gains of a block: the number for which the mean of e to the
    power of it times the gain elsewhere is 1 (Karlin and Altschul's, of the best run in a sequence)."""
    low, high = 0.0, 20.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if np.exp(middle * elsewhere).mean() < 1 else (low, middle)
    return low


def _block(gains: np.ndarray, most_chance: float) -> slice:
    """The run of doubtful dates whose gains add up to most, if chance hardly makes such a one; else an empty
    one."""
    nothing = slice(0, 0)
    if len(gains) < FEWEST_DOUBTFUL:
        return nothing
    sums = np.concatenate([[0.0], gains.cumsum()])
    end = int((sums - np.minimum.accumulate(sums)).argmax())
    start = int(sums[: end + 1].argmin())
    total = float(sums[end] - sums[start])
    if end - start < FEWEST_IN_BLOCK or total < TELLS_IN_BLOCK * (end - start):
        return nothing
    # One more date either way: few dates that all agree do not rule out the other.
    elsewhere = np.concatenate([gains[:start], gains[end:], [1.0, -1.0]])
    if elsewhere.mean() > TELLS_ELSEWHERE:
        return nothing
    # In a short block chance made the best of what there is: half of its own dates stand for that.
    usual = np.concatenate([elsewhere, gains[start:end:2]]) if total < LONG_BLOCK else elsewhere
    chance = len(gains) * math.exp(-_chance_falls(usual) * total)
    return slice(start, end) if chance < most_chance else nothing


def rows_in_block(
    gains: np.ndarray, people: np.ndarray | None = None, most_chance: float = MOST_CHANCE
) -> np.ndarray:
    """The rows of a block whose dates are in their place only when turned. `gains`: of each row, NaN where it
    tells nothing; `people`: whose row each is, where the date is one and the same in all rows of a person,
    which then tell of one date and not of several."""
    rows: np.ndarray = (~np.isnan(gains)).nonzero()[0]
    if people is None or not len(rows):
        return rows[_block(gains[rows], most_chance)]
    begins = _begins(people[rows])
    ends = np.append(begins, len(rows))
    block = _block(np.add.reduceat(gains[rows], begins) / np.diff(ends), most_chance)
    return rows[ends[block.start] : ends[block.stop]]


def together(*signs: np.ndarray) -> np.ndarray:
    """Of each row, the mean of the gains by several signs, NaN where none of them tells."""
    many, total = np.zeros(len(signs[0])), np.zeros(len(signs[0]))
    for gains in signs:
        tells = ~np.isnan(gains)
        many += tells
        total += np.where(tells, gains, 0)
    return np.where(many > 0, total / np.maximum(many, 1), np.nan)


def is_contradicted(rows: np.ndarray, gains: np.ndarray) -> bool:
    """Whether by another sign the dates of a block are in their place as they stand."""
    told = gains[rows]
    told = told[~np.isnan(told)]
    return bool(len(told) and told.mean() < CONTRADICTS)


def gains_near_others(as_it_is: np.ndarray, turned: np.ndarray) -> np.ndarray:
    """By how much each row's date is nearer to the certain dates before and after it when turned, from -1 to
    1; NaN where it is in no doubt, the same as in the row before, or the rows are in no order. `as_it_is`,
    `turned`: days of rows that have both."""
    out = np.full(len(as_it_is), np.nan)
    changes = _begins(as_it_is)
    own, other = as_it_is[changes], turned[changes]
    is_certain = own == other
    certain, doubtful = is_certain.nonzero()[0], (~is_certain).nonzero()[0]
    if len(certain) < max(2 * BESIDE, FEWEST_CERTAIN * len(own)):
        return out
    days, spread = own[certain], float(_typical(own[certain]).spread)
    if spread > ONE_QUARTER:
        windows = len(certain) - BESIDE + 1
        some = np.arange(0, windows, 1 + windows // MOST_WINDOWS)
        if _median(_typical_from(days, BESIDE, some).spread) > NEARER_THAN_ALL * spread:
            return out
    after = certain.searchsorted(doubtful)
    typical = _typical_at(days, BESIDE, np.concatenate([after - BESIDE, after]).reshape(2, -1))
    # Where one list ends and another begins, the dates are near one side, and that is enough.
    out[changes[doubtful]] = _gains(own[doubtful], other[doubtful], typical).min(axis=0)
    return out


def gains_of_delays(as_it_is: np.ndarray, turned: np.ndarray, people: np.ndarray) -> np.ndarray:
    """By how much each row is nearer to as many days between its two dates as certain ones have when turned,
    from -1 to 1; NaN where it is in no doubt. `as_it_is`, `turned`: days after the other date; `people`:
    whose row each is. A first review is compared with first ones, a second with second ones."""
    people = people.astype(np.min_scalar_type(people.max(initial=0)))  # short numbers are sorted far faster
    order = np.argsort(people, kind="stable")
    begins = _begins(people[order])
    rank = np.empty(len(people), dtype=np.int64)
    rank[order] = np.arange(len(order)) - np.repeat(begins, np.diff(np.append(begins, len(order))))
    rank = np.minimum(rank, MOST_RANKS - 1)
    doubtful = as_it_is != turned
    gains = np.full(len(people), np.nan)
    for which in range(MOST_RANKS):
        of_rank = rank == which
        certain, here = (of_rank & ~doubtful).nonzero()[0], (of_rank & doubtful).nonzero()[0]
        if len(certain) >= 2 * BESIDE and len(here):
            # Where those who began early have waited longest, the rows around are a better guide than all.
            days = as_it_is[certain]
            beside = _typical_at(days, 2 * BESIDE, certain.searchsorted(here) - BESIDE)
            own, other = as_it_is[here], turned[here]
            gains[here] = np.minimum(*(_gains(own, other, typical) for typical in (_typical(days), beside)))
    return gains
