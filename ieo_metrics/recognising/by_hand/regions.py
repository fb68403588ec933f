"""The regions of a sheet that are read by hand: where each stands, and where it ends because of others."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ieo_metrics.reading.sheets import Sheet
from ieo_metrics.recognising.by_hand.hand_reading import HandReading
from ieo_metrics.recognising.by_hand.laying_out.sheet_view import SheetView
from ieo_metrics.recognising.by_hand.laying_out.ways import LAYINGS
from ieo_metrics.recognising.by_hand.laying_out.where_headings_stand import Place, rows_that_say
from ieo_metrics.recognising.match_headings_to_layouts import fits_of_row

_Box = tuple[int, int, int, int]  # top, left, bottom, right: indices of the sheet as it came


@dataclass(frozen=True)
class Region:
    """One reading in one sheet, with the places where its headings stand."""

    reading: HandReading
    view: SheetView
    places: tuple[Place, ...]


def _box(view: SheetView, place: Place) -> _Box:
    """What the headings of a place cover, in the sheet as it came."""
    top, left = place.top, place.left
    bottom, right = max(place.first_row - 1, top), place.last
    return (left, top, right, bottom) if view.turned else (top, left, bottom, right)


def _overlap(a: _Box, b: _Box) -> bool:
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]


def _is_better_known(view: SheetView, reading: HandReading, place: Place) -> bool:
    """Whether a heading row is another table's as it stands, of which the reading names only some headings:
    "Ref, Date, Score" of pain readings stand in "Ref, Date, Area, Score" of stars too."""
    if view.turned or not place.rows or reading.way.counts:
        return False
    fits = fits_of_row(view.sheet, place.first_row - 1)
    return any(
        fit.fits and fit.layout.table != reading.table_layout.table and fit.strength > len(reading.words)
        for fit in fits
    )


def _rank(reading: HandReading, sheet: Sheet) -> tuple[bool, bool, int]:
    """How surely a place is a reading's that another's headings fit too."""
    return bool(reading.under), reading.sheet == sheet.name, len(reading.words)


def _count_other_things(reading: HandReading, other: HandReading) -> bool:
    """Whether two grids stand in one another, as young people and staff under each month do: one table, and
    other numbers of it."""
    return (
        reading.way.counts
        and other.way.counts
        and reading.layout == other.layout
        and reading.numbers != other.numbers
    )


def _cut(view: SheetView, place: Place, others: Sequence[_Box]) -> Place:
    """A place that ends where the headings of another begin."""
    for box in others:
        top, left, bottom, right = (box[1], box[0], box[3], box[2]) if view.turned else box
        if top > place.top and left <= place.last and right >= place.left:
            place = replace(place, bottom=min(place.bottom, top))
        elif left > place.last and top < place.bottom and bottom >= place.top:
            place = replace(place, right=min(place.right, left))
        elif right < place.left and top < place.bottom and bottom >= place.top:
            place = replace(place, start=max(place.start, right + 1))
    return place


def regions_of(sheet: Sheet, readings: Sequence[HandReading]) -> tuple[list[Region], list[Region]]:
    """The regions of a sheet; and those whose headings are another reading's as well, so that nobody can tell
    whose they are."""
    as_it_is, turned = SheetView(sheet), list[SheetView]()
    found: list[tuple[HandReading, SheetView, Place]] = []
    for reading in readings:
        if reading.words and rows_that_say(as_it_is, reading.words).sum() < len(reading.words):
            continue
        if reading.way.turned and not turned:
            turned.append(SheetView(sheet, turned=True))
        view = turned[0] if reading.way.turned else as_it_is
        found += [
            (reading, view, place)
            for place in LAYINGS[reading.lies].find(view, reading)
            if reading.sheet == sheet.name or not _is_better_known(view, reading, place)
        ]
    boxes = [_box(view, place) for _, view, place in found]

    def stand_in_one(n: int, m: int) -> bool:
        return _overlap(boxes[n], boxes[m]) and _count_other_things(found[n][0], found[m][0])

    kept, doubtful = list[int](), list[int]()
    for n, (reading, _, _) in enumerate(found):
        rivals = [m for m in range(len(found)) if m != n and _overlap(boxes[n], boxes[m])]
        ranks = [
            _rank(found[m][0], sheet) for m in rivals if found[m][0] is not reading and not stand_in_one(n, m)
        ]
        if not ranks or max(ranks) < _rank(reading, sheet):
            kept.append(n)
        elif max(ranks) == _rank(reading, sheet):
            doubtful.append(n)
    cut = {
        n: _cut(found[n][1], found[n][2], [boxes[m] for m in kept if m != n and not stand_in_one(n, m)])
        for n in kept
    }
    return _together(found, kept, cut), _together(found, doubtful, {})


def _together(
    found: Sequence[tuple[HandReading, SheetView, Place]], numbers: Sequence[int], cut: dict[int, Place]
) -> list[Region]:
    by_reading: dict[int, Region] = {}
    for n in numbers:
        reading, view, place = found[n]
        own = by_reading.setdefault(id(reading), Region(reading, view, ()))
        by_reading[id(reading)] = replace(own, places=(*own.places, cut.get(n, place)))
    return list(by_reading.values())
