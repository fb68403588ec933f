"""Tables that lie down, across, or several times beside each other: a record is a line under headings."""

import numpy as np

from ieo_metrics.recognising.by_hand.hand_reading import BLANK_ROW, NOT_NEEDED, HandReading
from ieo_metrics.recognising.by_hand.laying_out.finding import Place
from ieo_metrics.recognising.by_hand.laying_out.laid_out import (
    NOWHERE,
    LaidOut,
    Trouble,
    cells_at,
    used_cells,
)
from ieo_metrics.recognising.by_hand.laying_out.sheet_view import SheetView
from ieo_metrics.recognising.heading_words import heading_words

MOST_OTHERS = 400  # columns on either side of those that are read: the widest return has some 30


def end_of_rows(view: SheetView, reading: HandReading, place: Place) -> int:
    """The row after the last of a place, as the reading says where it ends."""
    columns = range(place.left, place.last + 1)
    ends = heading_words(reading.ends)
    if not reading.ends:
        return place.bottom
    for row in range(place.first_row, place.bottom):
        if reading.ends == BLANK_ROW:
            if not any(view.is_filled(row, column) for column in columns):
                return row
        elif next(filter(None, (view.words(row, c) for c in range(view.width))), "").startswith(ends):
            return row
    return place.bottom


def _others(view: SheetView, place: Place) -> dict[str, int]:
    """The columns beside those of a reading that have a heading, of which the officer has said nothing."""
    headings = view.headings(place.top, place.rows)
    known = set(place.columns.values())
    first, last = place.left, place.last
    while first > max(place.start, place.left - MOST_OTHERS) and headings[first - 1]:
        first -= 1
    while last + 1 < min(place.right, place.last + MOST_OTHERS) and headings[last + 1]:
        last += 1
    return {
        view.joined(headings[column]): column
        for column in range(first, last + 1)
        if column not in known and headings[column]
    }


def _heading_at(place: Place, column: int) -> tuple[int, int]:
    return max(place.first_row - 1, place.top), column


def lay_out_rows(view: SheetView, reading: HandReading, places: list[Place]) -> LaidOut:
    """The rows under each of the places, one after the other."""
    ends = [end_of_rows(view, reading, place) for place in places]
    rows = np.concatenate(
        [np.arange(place.first_row, end, dtype=np.int64) for place, end in zip(places, ends, strict=True)]
    )
    sizes = [max(end - place.first_row, 0) for place, end in zip(places, ends, strict=True)]

    def column_of_each(held: list[dict[str, int]], key: str) -> np.ndarray:
        return np.repeat(np.array([one.get(key, NOWHERE) for one in held], dtype=np.int64), sizes)

    marked = [place.columns for place in places]
    others = [_others(view, place) for place in places]
    laid = []
    for held, keys in (
        (marked, sorted(reading.columns, key=lambda key: places[0].columns.get(key, view.width))),
        (others, list(dict.fromkeys(key for one in others for key in one))),
    ):
        for key in keys:
            first = next((i for i, one in enumerate(held) if key in one), None)
            if first is None:
                continue
            name = reading.columns.get(key, NOT_NEEDED) if held is marked else NOT_NEEDED
            at = _heading_at(places[first], held[first][key]) if places[first].rows else None
            columns = column_of_each(held, key)
            laid.append(cells_at(view, key, reading.slots.get(name), rows, columns, at))
    used = used_cells(view, laid)
    for place in places:
        used[place.top : place.first_row, place.left : place.last + 1] = True
    return LaidOut(tuple(laid), used, min(place.top for place in places), troubles=_beside(reading, places))


def _beside(reading: HandReading, places: list[Place]) -> tuple[Trouble, ...]:
    """A table that lies down and whose headings stand beside themselves again: it may be read side by side,
    or the second may be another table."""
    if reading.way.beside:
        return ()
    tops = [place.top for place in places]
    twice = next((place for n, place in enumerate(places) if place.top in tops[:n]), None)
    if twice is None:
        return ()
    return (Trouble("mapping-by-hand-twice", (twice.top, twice.left), "the same headings again beside them"),)
