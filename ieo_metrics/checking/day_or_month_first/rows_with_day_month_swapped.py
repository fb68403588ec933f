"""What tells that some rows of a column only have another date than was meant: day and month changed places,
as where a list was begun on one computer and went on in another, or the year is last year's, as in January.
Such rows are in their place among the others, as far from the other date of their row, not after the return,
or inside the quarter, only with the other date."""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np

from ieo_metrics.checking.day_or_month_first.days_of_the_same_person import as_in_another_row
from ieo_metrics.checking.day_or_month_first.evidence_in_block import (
    FEWEST_DOUBTFUL,
    MOST_CHANCE_TOGETHER,
    gains_near_others,
    gains_of_delays,
    is_contradicted,
    rows_in_block,
    together,
)
from ieo_metrics.checking.day_or_month_first.evidence_in_column import DaysOfCells
from ieo_metrics.checking.day_or_month_first.evidence_in_pairs_and_quarters import FEWEST
from ieo_metrics.checking.day_or_month_first.most_in_order import (
    many_in_order,
    most_in_order,
    neighbours_apart,
)
from ieo_metrics.checking.day_or_month_first.ways_of_reading_rows import Way, WaysOfRows
from ieo_metrics.checking.day_or_month_first.whole_months_and_years import (
    YEARS_OUT,
    as_many_months_after,
    years_later,
)
from ieo_metrics.framework.dates.quarters import Quarter, quarters_of

FEWEST_IN_ORDER = 12  # dates, from which on their order is hardly chance
FEWEST_FAR = 6  # dates out of order, from which on it tells how they come in order, however far apart
NEAR_DAYS = 14  # between the neighbours of a date, into which it hardly falls by chance
NEAR_ITS_QUARTER = 31  # days between a date and one beside it, by which rows that are nearly in order differ
NEAR_A_YEAR_LATER = 45  # the same, where the date itself would be a year further on
NEVER = -1
MOST_ROWS = 20_000  # that are put in order: a longer column in no order would take long, and tells nothing
IN_NO_ORDER = 0.45  # of its changes go down: rows in no order go down as often as up
MOST_A_YEAR_OUT = 1 / 3  # of the rows of a column
FEWEST_INSIDE = 6  # dates inside the stated quarter, so that one outside of it by a year is an exception
MOST_STATED = 2  # quarters: nearly any date is inside of more, a year later or earlier
LONG_AFTER = 180  # days after the return, which no slip of a few days makes
FAR_OUT = 250  # days between neighbours of which one has another year than was meant
JANUARY, DECEMBER, QUARTERS_OF_A_YEAR = 0, 11, 4
_AS_MANY_MONTHS = "as many months from the other date of their row as others are"
_NEAR_OTHERS = "near the dates around them"
_AS_LONG_AFTER = "as far from the other date of their row as others are"
_TOGETHER = "near the dates around them and as far from the other date of their row as others are"


class RowsInPart(NamedTuple):
    """Rows of a column (indices among those of its table) whose day and month may have changed places, or
    whose year is so many `years` before the one that was meant, and what was seen of them, to be said behind
    their number."""

    rows: np.ndarray
    seen: str
    years: int = 0


def _out_of_order(
    as_it_is: np.ndarray, turned: np.ndarray, near: int, most: float = 1 / 2, between_others: bool = False
) -> np.ndarray:
    """The rows that are in the order of all the others only when turned; none where that is no more than
    chance. `as_it_is`, `turned`: days or quarters, of rows that have both; `near`: one row alone tells where
    its neighbours are no further apart than this, NEVER for never; `most`: of how many of the rows it can be;
    `between_others`: whether some rows that are in their place must stand before and after them."""
    none = np.zeros(0, dtype=np.int64)
    changed = (np.diff(as_it_is) != 0) | (np.diff(turned) != 0)
    changes = np.concatenate([[0], np.flatnonzero(changed) + 1])[: len(as_it_is)]
    own, other = as_it_is[changes], turned[changes]
    steps = np.diff(own)
    down, up = int((steps < 0).sum()), int((steps > 0).sum())
    if not FEWEST_IN_ORDER <= len(own) <= MOST_ROWS or not min(down, up):
        return none
    if len(own) > 200 and min(down, up) > IN_NO_ORDER * (down + up):
        return none
    sign = 1 if up >= down else -1
    if neighbours_apart(sign * own, sign * other) * 10 > len(own):
        return none
    days = [(sign * a, sign * b) if a != b else (sign * a,) for a, b in zip(own.tolist(), other.tolist())]
    chosen = most_in_order(days)
    if (len(own) - len(chosen)) * 10 > len(own):
        return none
    apart = len(own) - many_in_order([day[0] for day in days])
    # At either end of the rows nearly every date would be in its place.
    day_of = [days[row][which] for row, which in chosen]
    mended = [
        place
        for place in range(1, len(chosen) - 1)
        if not day_of[place - 1] <= days[chosen[place][0]][0] <= day_of[place + 1]
    ]
    if between_others:
        as_it_was = [place for place, (_, which) in enumerate(chosen) if not which]
        mended = [place for place in mended if as_it_was and as_it_was[0] < place < as_it_was[-1]]
    if not apart <= len(mended) * 2 or not 0 < len(mended) < most * len(own):
        return none
    between = [day_of[place + 1] - day_of[place - 1] for place in mended]
    if not any(gap <= near for gap in between) and (len(mended) < FEWEST_FAR or len(mended) * 4 < apart * 3):
        return none
    return changes[[chosen[place][0] for place in mended]]


def _far(days: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Those of the rows that are far from the rows around them as they stand, if they are enough: where rows
    are not quite in order, one is in another quarter than those around it at every quarter's turn."""
    padded = np.concatenate([[days[0]], days, [days[-1]]]) if len(days) else days
    far = rows[np.minimum(*(np.abs(days[rows] - padded[rows + side]) for side in (0, 2))) > NEAR_ITS_QUARTER]
    return np.asarray(far if len(far) >= FEWEST_FAR else far[:0])


def _where(condition: np.ndarray) -> np.ndarray:
    return np.flatnonzero(condition)


class Around(NamedTuple):
    """What stands around a column of dates. `other`: the other date of each row, where there is one, also in
    each way of reading it (`other_ways`), and `is_first`: whether the column is the first of the two;
    `people`: whose row each is, where the rows say so; `is_first_reading`: whether it is the date of a first
    reading, the same in all rows of a person; `stated`: the quarters that are stated, and `fewest_outside`:
    from how many rows on their standing outside them tells, 0 for never; `made`: the return's own date;
    `of_events`: whether no date can be after that, as the end of a follow-up can."""

    other: DaysOfCells | None
    other_ways: WaysOfRows | None
    is_first: bool
    people: np.ndarray | None
    is_first_reading: bool
    stated: Sequence[Quarter]
    fewest_outside: int
    made: dt.date
    of_events: bool = False


def rows_in_part(dates: DaysOfCells, by_row: WaysOfRows, around: Around) -> RowsInPart | None:
    """The rows of a column that are likely to have changed day and month, or to have another year, and
    why."""
    other, quarters = around.other_ways, quarters_of(dates.as_it_is)
    due = None if around.other is None else as_many_months_after(dates, around.other)
    for seen, rows in chain(_found(by_row, other, due, around), _found_in_block(by_row, other, around)):
        if len(rows):
            return RowsInPart(rows, f"{seen} only if day and month change places")
    # Where rows are a year before the others, the others are a year behind them. The fewer are in question,
    # and last year's year is the more usual slip.
    out = [
        RowsInPart(rows, f"{seen} only a year {'later' if years > 0 else 'earlier'}", years)
        for years in YEARS_OUT
        if years < 0 or not around.is_first_reading  # a first reading may be as early as it likes
        for seen, rows in _found_years_out(dates, quarters, by_row.as_it_is, years, other, due, around)
        if len(rows)
    ]
    return min(out, key=lambda found: len(found.rows) * (1 if found.years > 0 else 2), default=None)


def _found_years_out(
    dates: DaysOfCells,
    quarters: np.ndarray,
    as_it_is: Way,
    years: int,
    other: WaysOfRows | None,
    due: np.ndarray | None,
    around: Around,
) -> Iterator[tuple[str, np.ndarray]]:
    """The rows that are in their place only so many years later. `quarters`: of the distinct dates."""
    each, made = dates.as_it_is, np.datetime64(around.made)
    each_later, quarters_later = years_later(each, years), quarters + QUARTERS_OF_A_YEAR * years
    stays = np.isnat(each) | ((each_later > made) & ~np.isin(quarters_later, around.stated))
    each_later, quarters_later = np.where(stays, each, each_later), np.where(stays, quarters, quarters_later)
    days, later = as_it_is.days, Way.of(each_later, dates.codes, around.stated, quarters_later)
    known = ~np.isnat(days)
    own, others = (way[known].astype(np.int32) for way in (days, later.days))
    if (np.abs(np.diff(own)) >= FAR_OUT).any():
        of_quarters = (way.quarters[known].astype(np.int64) for way in (as_it_is, later))
        for (here, there), near in (((own, others), NEAR_A_YEAR_LATER), (of_quarters, NEVER)):
            rows = _out_of_order(here, there, near, MOST_A_YEAR_OUT, between_others=True)
            yield "in the order of the others", _where(known)[rows]
    if due is not None:
        yield _AS_MANY_MONTHS, _where(known & (days != due) & (later.days == due))
    if years < 0 and around.of_events:
        late = known & (days > made + LONG_AFTER) & ~as_it_is.is_stated
        yield "not after the return", _mostly(late, known & (later.days != days), FEWEST)
    inside = int(as_it_is.is_stated[known].sum())
    tells = len(around.stated) <= MOST_STATED and inside >= max(FEWEST_INSIDE, 2 * (known.sum() - inside))
    if tells and (years > 0 or around.of_events):
        yield from _inside_the_quarter(as_it_is, later, around)
    at_the_turn = each.astype("datetime64[M]").astype(np.int64) % 12 == (JANUARY if years > 0 else DECEMBER)
    yield from _in_block(days, np.where(at_the_turn, each_later, each)[dates.codes], other, around)


def _found(
    dates: WaysOfRows, other: WaysOfRows | None, due: np.ndarray | None, around: Around
) -> Iterator[tuple[str, np.ndarray]]:
    made, days = np.datetime64(around.made), dates.as_it_is.days
    known = ~np.isnat(days)
    for way in (dates.cells_turned, dates.texts_turned):
        turned = way.days
        moved = known & (turned != days) & ~np.isnat(turned)
        if not moved.any():
            continue
        readable = _where(known & ~np.isnat(turned))
        own, others = (each[readable].astype(np.int32) for each in (days, turned))
        yield "in the order of the others", readable[_out_of_order(own, others, NEAR_DAYS)]
        now, then = (each.quarters[readable].astype(np.int64) for each in (dates.as_it_is, way))
        yield "in the order of the others", readable[_far(own, _out_of_order(now, then, NEVER))]
        if other is not None:
            yield (
                "on the right side of the other date",
                _wrong_side(days, turned, other, around.is_first),
            )
        if due is not None:
            yield _AS_MANY_MONTHS, _where(known & (days != due) & (turned == due))
        if around.of_events:
            # A day in a quarter that the return states is not late, whatever day the return bears.
            late = known & (days > made) & ~dates.as_it_is.is_stated
            yield "not after the return", _mostly(late, moved & (turned <= made), FEWEST)
        yield from _inside_the_quarter(dates.as_it_is, way, around)


def _inside_the_quarter(as_it_is: Way, turned: Way, around: Around) -> Iterator[tuple[str, np.ndarray]]:
    if around.stated and around.fewest_outside:
        outside = ~np.isnat(as_it_is.days) & ~as_it_is.is_stated
        inside = (turned.days != as_it_is.days) & ~np.isnat(turned.days) & turned.is_stated
        yield "inside the quarter that is stated", _mostly(outside, inside, around.fewest_outside)


def _found_in_block(
    dates: WaysOfRows, other: WaysOfRows | None, around: Around
) -> Iterator[tuple[str, np.ndarray]]:
    others_ways = (None, None) if other is None else (other.cells_turned, other.texts_turned)
    for turned, others_turned in zip((dates.cells_turned, dates.texts_turned), others_ways, strict=True):
        yield from _in_block(dates.as_it_is.days, turned.days, other, around, others_turned)


def _in_block(
    days: np.ndarray,
    turned: np.ndarray,
    other: WaysOfRows | None,
    around: Around,
    others_turned: Way | None = None,
) -> Iterator[tuple[str, np.ndarray]]:
    known = ~np.isnat(days) & ~np.isnat(turned)
    moved = int((known & (turned != days)).sum())
    if not moved:
        return
    if around.is_first_reading and around.people is not None and other is not None:
        own, others = (each[known].astype(np.int32) for each in (days, turned))
        found = as_in_another_row(own, others, around.people[known])
        yield "the same as in the person's other rows", _where(known)[found]
    if moved < FEWEST_DOUBTFUL and others_turned is None:  # no block has so few
        return
    near = _near_others(days, turned, known)
    if around.people is None or other is None:
        yield _NEAR_OTHERS, rows_in_block(near)
        return
    others_days = other.as_it_is.days
    delays = _delays((days, others_days), (turned, others_days), known, around)
    repeated = around.people if around.is_first_reading else None
    for seen, signs, against in ((_NEAR_OTHERS, near, delays), (_AS_LONG_AFTER, delays, near)):
        rows = rows_in_block(signs, repeated if signs is delays else None)
        yield seen, rows[:0] if is_contradicted(rows, against) else rows
    yield _TOGETHER, rows_in_block(together(near, delays), repeated, MOST_CHANCE_TOGETHER)
    if around.is_first and others_turned is not None:  # whoever turned both dates of a row
        both = np.where(np.isnat(others_turned.days), others_days, others_turned.days)
        signs = together(
            near,
            _near_others(others_days, both, ~np.isnat(others_days)),
            _delays((days, others_days), (turned, both), known, around),
        )
        rows = rows_in_block(signs, repeated, MOST_CHANCE_TOGETHER)
        yield _TOGETHER, rows[known[rows] & (turned[rows] != days[rows])]


def _near_others(days: np.ndarray, turned: np.ndarray, known: np.ndarray) -> np.ndarray:
    gains = np.full(len(days), np.nan)
    gains[known] = gains_near_others(*(each[known].astype(np.int32) for each in (days, turned)))
    return gains


def _delays(
    as_it_is: tuple[np.ndarray, np.ndarray],
    turned: tuple[np.ndarray, np.ndarray],
    known: np.ndarray,
    around: Around,
) -> np.ndarray:
    """Of pairs of dates, one of the column and the other of the row."""
    known = known & ~np.isnat(as_it_is[1])
    sign = -1 if around.is_first else 1
    own, others = (sign * (day[known] - other[known]).astype(np.int32) for day, other in (as_it_is, turned))
    gains = np.full(len(known), np.nan)
    assert around.people is not None
    gains[known] = gains_of_delays(own, others, around.people[known])
    return gains


def _mostly(wrong: np.ndarray, mended: np.ndarray, fewest: int) -> np.ndarray:
    """The rows in the wrong place that are in the right one when turned, where those are nearly all of the
    wrong ones."""
    both = wrong & mended
    share = 1 if wrong.sum() < FEWEST else 3 / 4
    return _where(both if both.sum() >= max(fewest, share * wrong.sum()) else np.zeros_like(both))


def _wrong_side(as_it_is: np.ndarray, turned: np.ndarray, other: WaysOfRows, is_first: bool) -> np.ndarray:
    def wrong(own: np.ndarray, others: np.ndarray) -> np.ndarray:
        return own > others if is_first else own < others

    now = wrong(as_it_is, other.as_it_is.days)
    mended = np.zeros_like(now)
    for others in (way.days for way in other):
        mended |= now & (turned != as_it_is) & ~wrong(turned, others) & ~np.isnat(others)
    return _mostly(now, mended, FEWEST)
