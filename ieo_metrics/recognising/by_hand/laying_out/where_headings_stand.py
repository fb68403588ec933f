"""Where the headings of a reading stand in a sheet: found by their words, wherever they have moved to."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ieo_metrics.reading.cells.cell_values import read_cell
from ieo_metrics.recognising.by_hand.constants_for_sheet_block import field_of
from ieo_metrics.recognising.by_hand.hand_reading import NO_HEADING, NOT_NEEDED, HandReading, corner_of
from ieo_metrics.recognising.by_hand.laying_out.sheet_view import SheetView

_REPEATED = re.compile(r"(.+) (\d{1,3})")
_BESIDE = re.compile(rf"{NO_HEADING}(?: (\d{{1,2}}))? (before|after) (.+)")
_ALONE = re.compile(rf"{NO_HEADING}(?: (\d{{1,3}}))?")
MOST_LOOKED_AT = 20_000  # rows that hold one of the words, in one sheet
MOST_MOVED = 30  # rows that may have come or gone above a region without headings
ABOVE = 6  # rows over a region in which its title may stand


@dataclass(frozen=True)
class Place:
    """One place where a reading's headings stand. `top`: their first row; `rows`: how many they are;
    `columns`: heading → column; `start`, `bottom`, `right`: the first column that may belong to it, and the
    row and column after the last."""

    top: int
    rows: int
    columns: dict[str, int]
    start: int
    bottom: int
    right: int

    @property
    def left(self) -> int:
        return min(self.columns.values())

    @property
    def last(self) -> int:
        """The last column that has a heading of the reading."""
        return max(self.columns.values())

    @property
    def first_row(self) -> int:
        """The row under the headings."""
        return self.top + self.rows


def rows_that_say(view: SheetView, words: Sequence[str]) -> np.ndarray:
    """For each row, how many of its cells are one of the words, or their beginning or end, as over or under
    a heading of two rows."""
    count = np.zeros(view.height, dtype=np.int32)
    ends_in_digit = any(word[-1:].isdigit() for word in words)
    parts = {" ".join(word.split()[:n]) for word in words for n in range(1, len(word.split()) + 1)}
    parts |= {" ".join(word.split()[n:]) for word in words for n in range(len(word.split()))}
    for column in view.sheet.columns:
        said = np.zeros(len(column.values), dtype=np.int32)
        for place, value in enumerate(column.values):
            # Most texts are references: this tells without normalising each one that they are no headings.
            if (
                value.__class__ is str
                and len(str(value)) < 300
                and (ends_in_digit or not str(value)[-1:].isdigit())
            ) or (value.__class__ is float and ends_in_digit):
                said[place] = view.words_of(value) in parts
        if said.any():
            count += said[column.codes]
    return count


def _needed(words: Sequence[str], texts: set[str]) -> Counter[str] | None:
    """How often each heading must stand in a row that has these texts; None where one of them does not.
    "score 2" is a heading of these words, else the second "score"."""
    need: Counter[str] = Counter()
    for word in words:
        if word in texts:
            need[word] = max(need[word], 1)
        elif (m := _REPEATED.fullmatch(word)) and m[1] in texts:
            need[m[1]] = max(need[m[1]], int(m[2]))
        else:
            return None
    return need


def _windows(said: Sequence[str], need: Counter[str]) -> Iterator[tuple[int, int]]:
    """First and last column of each shortest stretch in which every heading stands as often as needed, from
    the left; none overlaps another."""
    start, have = 0, Counter[str]()
    for end, text in enumerate(said):
        if text not in need:
            continue
        have[text] += 1
        if all(have[word] >= times for word, times in need.items()):
            while said[start] not in need or have[said[start]] > need[said[start]]:
                have[said[start]] -= said[start] in need
                start += 1
            yield start, end
            start, have = end + 1, Counter()


def _columns(reading: HandReading, said: Sequence[str], first: int, last: int) -> dict[str, int] | None:
    """Which column is which heading in a stretch of columns; None where one without a heading would be
    outside of the sheet."""
    places: dict[str, list[int]] = {}
    for column in range(first, last + 1):
        places.setdefault(said[column], []).append(column)
    out: dict[str, int] = {}
    for key in reading.columns:
        repeated = _REPEATED.fullmatch(key)
        if key in places:
            out[key] = places[key][0]
        elif repeated and len(places.get(repeated[1], ())) >= int(repeated[2]) > 0:
            out[key] = places[repeated[1]][int(repeated[2]) - 1]
    for key in reading.columns:
        if (m := _BESIDE.fullmatch(key)) and m[3] in out:
            away = int(m[1] or 1)
            column = out[m[3]] + (away if m[2] == "after" else -away)
            if not 0 <= column < len(said):
                return None
            out[key] = column
    return out


def _texts(view: SheetView, reading: HandReading, top: int) -> list[str]:
    """What each column's heading says: all its rows together, or only the lowest or the first of them where
    that is a heading of the reading and all together are not."""
    wanted = set(reading.columns) | {m[1] for key in reading.columns if (m := _REPEATED.fullmatch(key))}
    out = []
    for cells in view.headings(top, reading.heading_rows):
        whole = view.joined(cells)
        parts = [view.words(*cell) for cell in cells[::-1]]
        out.append(whole if whole in wanted else next((part for part in parts if part in wanted), whole))
    return out


def is_under(view: SheetView, reading: HandReading, top: int, left: int, right: int) -> bool:
    """Whether the words that the reading is to stand under stand over a place."""
    if not reading.under:
        return True
    for row in range(top - 1, max(top - 1 - ABOVE, -1), -1):
        said = [view.words(row, column) for column in range(left, right + 1)]
        if any(f" {reading.under} " in f" {text} " for text in said):
            return True
        if any(said):
            return False
    return False


def _by_words(view: SheetView, reading: HandReading, fits: Callable[[Place], bool]) -> Iterator[Place]:
    counted = rows_that_say(view, reading.words)
    rows, fewest = reading.heading_rows, 1 if reading.heading_rows > 1 else len(reading.words)
    starts = {
        top
        for row in np.flatnonzero(counted >= fewest)[:MOST_LOOKED_AT].tolist()
        for top in range(row - rows + 1, row + 1)
        if 0 <= top <= view.height - rows
    }
    last_taken = -1
    for top in sorted(starts):
        if top <= last_taken:
            continue
        said = _texts(view, reading, top)
        need = _needed(reading.words, set(said))
        for first, last in _windows(said, need) if need else ():
            columns = _columns(reading, said, first, last)
            if not columns or not is_under(view, reading, top, first, last):
                continue
            place = Place(top, rows, columns, 0, view.height, view.width)
            if fits(place):
                last_taken = top + rows - 1
                yield place


def _by_corner(view: SheetView, reading: HandReading) -> Iterator[Place]:
    """A region without headings, on the sheet of its name: at its corner, or where its records begin now that
    rows came or went above it."""
    corner = corner_of(reading)
    if corner is None or view.original.name != reading.sheet:
        return
    top, left = view.index_of(*corner)
    columns = {key: left + int(m[1] or 1) - 1 for key in reading.columns if (m := _ALONE.fullmatch(key))}
    inside = all(0 <= column < view.width for column in columns.values())
    if columns and inside and not reading.heading_rows:
        top = _first_record(view, reading, columns, top)
    if columns and inside and 0 <= top < view.height and top + reading.heading_rows <= view.height:
        yield Place(top, reading.heading_rows, columns, 0, view.height, view.width)


def _first_record(view: SheetView, reading: HandReading, columns: dict[str, int], corner: int) -> int:
    """The first of the rows without a gap that are records, from the one that is nearest to the corner; the
    corner where none is near."""
    near = sorted(range(corner - MOST_MOVED, corner + MOST_MOVED + 1), key=lambda row: abs(row - corner))
    top = next((row for row in near if _is_record(view, reading, columns, row)), None)
    if top is None:
        return corner
    while _is_record(view, reading, columns, top - 1):
        top -= 1
    return top


def _is_record(view: SheetView, reading: HandReading, columns: dict[str, int], row: int) -> bool:
    """Whether every cell of a row can be read as what it is to be, and none is blank that a record must
    have."""
    filled = 0
    for key, column in columns.items():
        if (slot := reading.columns[key]) != NOT_NEEDED:
            field, cell = field_of(reading, reading.slots[slot]), view.at(row, column)
            read = read_cell(cell, field)
            if (read.blank and field.blank == "must") or (not read.blank and read.value is None):
                return False
            filled += not read.blank
    return filled > 1


def places_of(
    view: SheetView, reading: HandReading, fits: Callable[[Place], bool] = lambda place: True
) -> list[Place]:
    """Every place of a sheet where the headings of a reading stand, from above and from the left. `fits`:
    what else must be so; a heading may stand in the first of its rows or in the last."""
    if reading.words and reading.heading_rows:
        return list(_by_words(view, reading, fits))
    return list(_by_corner(view, reading))


def columns_headed_again(view: SheetView, reading: HandReading, place: Place) -> list[int]:
    """The columns of a place with a heading of the reading for which another column was taken."""
    if not reading.words or not place.rows:
        return []
    said, known = _texts(view, reading, place.top), set(place.columns.values())
    return [
        column
        for column in range(place.start, place.right)
        if column not in known and reading.columns.get(said[column], NOT_NEEDED) != NOT_NEEDED
    ]


def lost_words(view: SheetView, reading: HandReading) -> tuple[list[str], int]:
    """Of a reading that is not found: the headings that stand in no row together with the others, and the
    row (from 0) in which the most of them do."""
    best: tuple[list[str], int] = (list(reading.words), 0)
    if not reading.heading_rows or not reading.words:
        return best
    counted = rows_that_say(view, reading.words)
    for row in np.argsort(-counted, kind="stable")[:5].tolist() if len(counted) else ():
        for top in range(max(row - reading.heading_rows + 1, 0), row + 1):
            said = set(_texts(view, reading, top)) if top + reading.heading_rows <= view.height else set()
            missing = [word for word in reading.words if _needed([word], said) is None]
            best = min(best, (missing, top), key=lambda found: len(found[0]))
    return best


def not_needed(reading: HandReading, place: Place) -> set[int]:
    """The columns of a place that the officer has said are not needed."""
    return {column for key, column in place.columns.items() if reading.columns[key] == NOT_NEEDED}
