"""A share of young people as it may be shared: in a band of words, and in a wider one where the band would
tell that fewer than the threshold lack something, or have it.

A reader is taken to know how many young people the share is of, what the bands are and how they are chosen,
and that the share is of no fewer than any n that is shown beside it. So which bands are joined is decided
by those alone, and never by the share: a band that is not shown tells nothing either."""

from collections.abc import Collection, Sequence
from fractions import Fraction
from functools import cache

# From which share on each band begins, and how that is said.
BEGINS: tuple[tuple[Fraction, str], ...] = (
    (Fraction(0), "none"),
    (Fraction(1, 2), "half"),
    (Fraction(3, 4), "three quarters"),
    (Fraction(9, 10), "nine tenths"),
)
NOT_TOLD = "not shown"


def band_in_words(numerator: int, n: int, threshold: int, shown: Collection[int] = ()) -> str:
    """`fewer than half`, `three quarters to nine tenths`, `nine tenths or more`, or a wider one; `not
    shown` where there are fewer than `threshold`, or no band can be told. `shown`: numbers of young people
    that are shown beside it and may all be among the numerator. Raises ValueError for what is no share."""
    if not 0 <= numerator <= n:
        raise ValueError(f"{numerator} of {n} is no share")
    if n < threshold:
        return NOT_TOLD
    joined = joined_bands(n, threshold, frozenset(bound for bound in shown if bound <= n))
    own = next(place for place in reversed(range(len(BEGINS))) if Fraction(numerator, n) >= BEGINS[place][0])
    return _words(next(band for band in joined if own in band))


def _words(band: Sequence[int]) -> str:
    first, after = band[0], band[-1] + 1
    if first == 0:
        return NOT_TOLD if after == len(BEGINS) else f"fewer than {BEGINS[after][1]}"
    return (
        f"{BEGINS[first][1]} or more" if after == len(BEGINS) else f"{BEGINS[first][1]} to {BEGINS[after][1]}"
    )


@cache
def joined_bands(n: int, threshold: int, shown: frozenset[int]) -> tuple[range, ...]:
    """The bands of a share of n, by their places in BEGINS, those joined that alone would tell too much: as
    few as will do, and of those the ones that leave the bands at the top alone."""
    ways = sorted(
        _ways_to_join(len(BEGINS)), key=lambda way: (-len(way), [-band.start for band in way[::-1]])
    )
    return next(way for way in ways if all(_tells_nothing(band, n, threshold, shown) for band in way))


def _ways_to_join(many: int) -> list[tuple[range, ...]]:
    """Every way to join neighbours."""
    if many == 0:
        return [()]
    return [(*before, range(first, many)) for first in range(many) for before in _ways_to_join(first)]


def _tells_nothing(band: range, n: int, threshold: int, shown: frozenset[int]) -> bool:
    """Whether nobody can tell of a share in the band that 1 to threshold − 1 lack something, or have it;
    neither as it is nor with any of the numbers that are shown for the fewest who have it."""
    low, high = BEGINS[band.start][0], BEGINS[band.stop][0] if band.stop < len(BEGINS) else Fraction(2)
    possible = [have for have in range(n + 1) if low <= Fraction(have, n) < high]
    for fewest in (0, *shown):
        left = [have for have in possible if have >= fewest]
        if left and (_all_few(left, threshold) or _all_few([n - have for have in left], threshold)):
            return False
    return True


def _all_few(people: Sequence[int], threshold: int) -> bool:
    return all(1 <= some < threshold for some in people)
