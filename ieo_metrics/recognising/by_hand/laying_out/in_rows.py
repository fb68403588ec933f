"""Tables that lie down, across, or several times beside each other: a record is a line under headings."""

import numpy as np

from ieo_metrics.framework.layouts import ColumnSpec
from ieo_metrics.recognising.by_hand.hand_reading import BLANK_ROW, HandReading
from ieo_metrics.recognising.by_hand.laying_out.laid_out import (
    NOWHERE,
    LaidColumn,
    LaidOut,
    Trouble,
    cells_at,
    used_cells,
)
from ieo_metrics.recognising.by_hand.laying_out.sheet_view import SheetView
from ieo_metrics.recognising.by_hand.laying_out.where_headings_stand import Place
from ieo_metrics.recognising.normalise_heading import heading_words

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


class _Rows:
    """The rows under each of the places, one after the other, and its columns by their headings."""

    def __init__(self, view: SheetView, reading: HandReading, places: list[Place]) -> None:
        ends = [max(end_of_rows(view, reading, place), place.first_row) for place in places]
        under = [np.arange(place.first_row, end) for place, end in zip(places, ends, strict=True)]
        self.view, self.places = view, places
        self.rows = np.concatenate(under).astype(np.int64)
        self.sizes = [len(rows) for rows in under]

    def column(self, key: str, slot: ColumnSpec | None, by_place: list[dict[str, int]]) -> LaidColumn:
        """The cells under a heading. `by_place`: of each place, heading → column."""
        each = np.array([columns.get(key, NOWHERE) for columns in by_place], dtype=np.int64)
        first = int(np.flatnonzero(each >= 0)[0])
        place = self.places[first]
        at = (place.first_row - 1, int(each[first])) if place.rows else None
        return cells_at(self.view, key, slot, self.rows, np.repeat(each, self.sizes), at)


def lay_out_rows(view: SheetView, reading: HandReading, places: list[Place]) -> LaidOut:
    """One row for each row under the headings, wherever they stand. Columns that are not needed stay: they
    tell apart rows that are else the same."""
    rows = _Rows(view, reading, places)
    marked = [place.columns for place in places]
    others = [_others(view, place) for place in places]
    in_order = sorted(
        dict.fromkeys(key for columns in marked for key in columns), key=lambda key: marked[0].get(key, 0)
    )
    laid = [rows.column(key, reading.slots.get(reading.columns[key]), marked) for key in in_order]
    laid += [rows.column(key, None, others) for key in dict.fromkeys(k for held in others for k in held)]
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
