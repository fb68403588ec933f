"""Tables of cards: a block of labels and values for each record, one under the other, beside each other, or
both."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ieo_metrics.recognising.by_hand.hand_reading import NOT_NEEDED, HandReading
from ieo_metrics.recognising.by_hand.laying_out.laid_out import (
    NOWHERE,
    At,
    LaidOut,
    Trouble,
    cells_at,
    used_cells,
)
from ieo_metrics.recognising.by_hand.laying_out.sheet_view import SheetView
from ieo_metrics.recognising.by_hand.laying_out.where_headings_stand import Place, rows_that_say
from ieo_metrics.recognising.normalise_heading import heading_words

_VALUE = re.compile(r"(.+) value (\d)")
MOST_LABELS = 200_000


class _Label(NamedTuple):
    row: int
    column: int
    words: str


def label_of(key: str) -> tuple[str, int]:
    """The label of a reading's key, and which of the values right of it is meant: "housing value 2"."""
    m = _VALUE.fullmatch(key)
    return (m[1], int(m[2])) if m else (key, 1)


def _labels(view: SheetView, reading: HandReading) -> list[_Label]:
    """Every cell that is a label of the reading, row by row."""
    wanted = {label_of(key)[0] for key in reading.columns}
    out: list[_Label] = []
    for row in np.flatnonzero(rows_that_say(view, sorted(wanted))).tolist():
        said = [(column, view.words(row, column)) for column in range(view.width)]
        out += [_Label(row, column, words) for column, words in said if words in wanted]
        if len(out) > MOST_LABELS:
            break
    return out


def _needed(reading: HandReading) -> set[str]:
    return {label_of(word)[0] for word in reading.words}


def find_cards(view: SheetView, reading: HandReading) -> list[Place]:
    """One place for all the cards of a sheet: where the first of them begins; none, where a label that was
    given a meaning stands nowhere."""
    labels = _labels(view, reading)
    if not labels or not _needed(reading) or not _needed(reading) <= {label.words for label in labels}:
        return []
    columns = {label.words: label.column for label in reversed(labels)}
    return [Place(labels[0].row, 1, columns, 0, view.height, view.width)]


class _Cards:
    """Where each card begins: at the label with the words of the first."""

    def __init__(self, labels: Sequence[_Label]) -> None:
        self.leads = [label for label in labels if label.words == labels[0].words]
        self.by_column: dict[int, list[tuple[int, int]]] = {}
        for number, lead in enumerate(self.leads):
            self.by_column.setdefault(lead.column, []).append((lead.row, number))
        self.columns = sorted(self.by_column)

    def number_of(self, label: _Label) -> int:
        """Which card a label is of: among those that begin over it, the one that begins nearest to its left,
        and of these the lowest. One that is left of all of them is of the leftmost."""
        left = bisect_right(self.columns, label.column)
        for column in (*reversed(self.columns[:left]), *self.columns[left:]):
            over = bisect_right(self.by_column[column], (label.row, len(self.leads)))
            if over:
                return self.by_column[column][over - 1][1]
        return 0


def lay_out_cards(view: SheetView, reading: HandReading, places: list[Place]) -> LaidOut:
    """One row a card. A value stands right of its label, or of the merged range in which that is."""
    labels = [label for label in _labels(view, reading) if label.row < _end(view, reading, places[0])]
    cards = _Cards(labels)
    held: list[dict[str, _Label]] = [{} for _ in cards.leads]
    troubles: list[Trouble] = []
    for label in labels:
        card = held[cards.number_of(label)]
        if label.words in card and label.words in _needed(reading):
            found = f'"{label.words}" twice in one card'
            troubles.append(Trouble("mapping-by-hand-twice", (label.row, label.column), found))
        card.setdefault(label.words, label)
    laid = []
    for key, name in sorted(reading.columns.items(), key=lambda item: _order(held[0], item[0])):
        words, nth = label_of(key)
        at = [_value_at(view, card.get(words), nth) for card in held]
        first = next((card[words] for card in held if words in card), None)
        laid.append(
            cells_at(
                view,
                key,
                reading.slots.get(name) if name != NOT_NEEDED else None,
                np.array([row for row, _ in at], dtype=np.int64),
                np.array([column for _, column in at], dtype=np.int64),
                (first.row, first.column) if first else None,
            )
        )
    used = used_cells(view, laid)
    for label in labels:
        used[label.row, label.column] = True
    return LaidOut(tuple(laid), used, places[0].top, troubles=tuple(troubles[:1]), judged=True, labelled=True)


def _order(card: dict[str, _Label], key: str) -> tuple[int, int, int]:
    words, nth = label_of(key)
    label = card.get(words)
    return (label.row, label.column, nth) if label else (2**31, 0, nth)


def _value_at(view: SheetView, label: _Label | None, nth: int) -> At:
    if label is None:
        return 0, NOWHERE
    column = view.merged_around(label.row, label.column)[3] + 1
    for _ in range(nth - 1):
        column = view.merged_around(label.row, column)[3] + 1
    return (label.row, column) if column < view.width else (0, NOWHERE)


def _end(view: SheetView, reading: HandReading, place: Place) -> int:
    """The row after the last card. Blank rows part cards, and end nothing."""
    ends = heading_words(reading.ends)
    for row in range(place.top + 1, place.bottom) if reading.ends else ():
        if any(view.words(row, column).startswith(ends) for column in range(view.width)):
            return row
    return place.bottom
