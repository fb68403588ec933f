"""Which heading row, which layout, which column is which slot: seen from the headings, never from names of
files or sheets."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from ieo_metrics.framework.layouts import LAYOUT_OF, LAYOUTS, ColumnSpec, Layout
from ieo_metrics.framework.long_work.time_limit import stop_if_late
from ieo_metrics.framework.words.words_that_change_a_heading import may_turn, turns_below
from ieo_metrics.reading.sheets import Sheet
from ieo_metrics.recognising.columns.first_or_latest import what_is_said
from ieo_metrics.recognising.mappings.mapping import EMPTY, Mapping, heading_signature, keys_of
from ieo_metrics.recognising.normalise_heading import heading_words, without_numbers

MOST_WORDS_OVER = 8  # of a heading over others; more are a sentence
CLEARLY = 2  # so many more headings must name one table than another
DEEPEST_HEADING = 40  # titles, logos and notes stand above a table, but not more rows than these


class _Known(NamedTuple):
    """What the layouts know a column by: whole headings, and words that stand in front of one of their slot's
    ends or behind it. Of each, the layouts (by their place in LAYOUTS) and the slots that are headed so."""

    headings: dict[str, dict[int, ColumnSpec]]
    words: dict[str, list[tuple[int, ColumnSpec]]]
    ends: set[str]
    edges: set[str]  # the words with which ends begin or end


@cache
def _known() -> _Known:
    known = _Known({}, {}, set(), set())
    for number, layout in enumerate(LAYOUTS):
        for slot in layout.slots:
            for heading in slot.known_whole:
                known.headings.setdefault(heading, {})[number] = slot
            for words in slot.made_of[0]:
                known.words.setdefault(words, []).append((number, slot))
            known.ends.update(slot.made_of[1])
    known.edges.update(word for end in known.ends for word in (end.split()[0], end.split()[-1]))
    return known


def slots_headed(heading: str) -> dict[int, ColumnSpec]:
    """The layouts (by their place in LAYOUTS) that know a normalised heading, and the slot it is of each.
    Words and ends are put together when they are asked for: there are ten thousand ways to do it."""
    known = _known()
    slots = dict(known.headings.get(heading, ()))
    if heading.partition(" ")[0] in known.edges or heading.rpartition(" ")[2] in known.edges:
        for words, end in _parted(heading, known.ends):
            slots |= {number: slot for number, slot in known.words.get(words, ()) if end in slot.made_of[1]}
        # Of two layouts that fit alike the first is proposed.
        slots = dict(sorted(slots.items(), key=lambda one: one[0]))
    return slots


def _parted(heading: str, ends: set[str]) -> Iterator[tuple[str, str]]:
    """A heading parted into an end, at either side of it, and its other words."""
    place = heading.find(" ")
    while place >= 0:
        front, back = heading[:place], heading[place + 1 :]
        if back in ends:
            yield front, back
        if front in ends:
            yield back, front
        place = heading.find(" ", place + 1)


def heading_signature_of(sheet: Sheet, row: int) -> str:
    """What a heading row is known by as a whole."""
    return heading_signature(heading_row(sheet, row).alone)


class HeadingRow(NamedTuple):
    """One row as headings: `alone`, and `joined` with what stands above (over merged cells, to the left);
    `keys`, what a mapping knows each column by."""

    row: int
    alone: Sequence[str] = ()
    joined: Sequence[tuple[str, ...]] = ()
    keys: tuple[str, ...] = ()

    def texts(self, column: int) -> list[str]:
        """What a column's heading says: alone, and together with the one above it."""
        return [text for text in (self.alone[column], *self.joined[column]) if text]


class Fit(NamedTuple):
    """How one layout fits one heading row: columns (from 0) to slots; slots that more than one column would
    be."""

    layout: Layout
    headings: HeadingRow
    columns: dict[int, ColumnSpec]
    twice: dict[str, list[int]]
    not_needed: frozenset[int] = frozenset()  # columns that the officer has said are not needed
    by_two_keys: frozenset[int] = frozenset()  # columns that heading and cells settled together

    @property
    def header(self) -> int:
        """The row of the headings, from 0."""
        return self.headings.row

    @property
    def keys(self) -> tuple[str, ...]:
        """What a mapping knows each column by."""
        return self.headings.keys

    @property
    def missing(self) -> list[ColumnSpec]:
        """The slots without which the sheet cannot be this table."""
        have = {slot.name for slot in self.columns.values()}
        out = [slot for slot in self.layout.slots if slot.needed == "to recognise" and slot.name not in have]
        one_of = [slot for slot in self.layout.slots if slot.needed == "one of"]
        return out if not one_of or any(slot.name in have for slot in one_of) else [*out, one_of[0]]

    @property
    def fits(self) -> bool:
        return not self.missing

    @property
    def strength(self) -> int:
        return len(self.columns)

    @property
    def known(self) -> int:
        """How many slots the headings name, also those that two of them name."""
        return len(self.columns) + len(self.twice)

    @property
    def lacks_only_one_of_two(self) -> bool:
        """Whether nothing is missing but to know which of two columns with one meaning it is."""
        return bool(self.twice) and all(slot.name in self.twice for slot in self.missing)


def texts_of(sheet: Sheet, row: int) -> list[str]:
    """The row's cells as normalised words, without hints in brackets; "" for what is not text."""
    cells = [value if isinstance(value := column.at(row), str) else "" for column in sheet.columns]
    return list(map(heading_words, without_numbers(cells)))


def _filled_right(texts: list[str]) -> list[str]:
    """Each blank takes the text to its left, as under headings that are merged over several columns. One text
    alone is a title."""
    if sum(map(bool, texts)) < 2:
        return [""] * len(texts)
    out, last = [], ""
    for text in texts:
        last = text or last
        out.append(last)
    return out


def _under_turning_words(sheet: Sheet, row: int, alone: list[str], above: list[str]) -> list[str]:
    """The headings, with what stands above one in front of it where that turns, plans or adds up: the two are
    one heading. What stands above the first of them, or is a sentence, may be the title of the table."""
    if not any(above) or any(isinstance(column.at(row - 1), (float, dt.date)) for column in sheet.columns):
        return alone
    first = next((place for place, text in enumerate(alone) if text), 0)
    right = above[first + 1 :]
    over = [*above[: first + 1], *(_filled_right(right) if sum(map(bool, right)) > 1 else right)]
    if not any(map(may_turn, dict.fromkeys(over))):
        return alone
    has_latest = any("latest" in what_is_said(text).ends for text in dict.fromkeys(above))
    times = Counter(alone)

    def turned(place: int) -> bool:
        is_reading = has_latest or times[alone[place]] > 1
        is_title = place == first or len(over[place].split()) > MOST_WORDS_OVER
        return turns_below(over[place], alone[place], is_title=is_title, is_reading=is_reading)

    return [
        f"{over[place]} {text}" if over[place] and text and turned(place) else text
        for place, text in enumerate(alone)
    ]


def heading_row(sheet: Sheet, row: int, above: bool = True) -> HeadingRow:
    """A row of a sheet, normalised, without hints in brackets such as "(dd/mm/yyyy)" or "(1-10)"."""
    alone, over = texts_of(sheet, row), [""] * len(sheet.columns)
    if above and row:
        texts_above = texts_of(sheet, row - 1)
        alone, over = _under_turning_words(sheet, row, alone, texts_above), _filled_right(texts_above)
    joined: list[tuple[str, ...]] = [
        (f"{upper} {text}".strip(), f"{text} {upper}".strip()) if upper else ()
        for upper, text in zip(over, alone, strict=True)
    ]
    # Under merged headings "First | Latest" stand many times; with the heading above they are told apart.
    repeated = {text for text, times in Counter(alone).items() if times > 1}
    words = [
        both[0] if both and (not text or text in repeated) else text
        for text, both in zip(alone, joined, strict=True)
    ]
    return HeadingRow(row, alone, joined, tuple(keys_of(words)))


def _places(headings: HeadingRow, mapping: Mapping) -> dict[int, dict[int, ColumnSpec | None]]:
    """By layout, the slot of each column: what the officer confirmed (None: not needed), what the heading
    says alone, or what it says together with the one above it."""
    placed: dict[int, dict[int, ColumnSpec | None]] = {}
    for column, (alone, joined) in enumerate(zip(headings.alone, headings.joined, strict=True)):
        for text in (*joined[::-1], alone):
            for number, slot in slots_headed(text).items():
                placed.setdefault(number, {})[column] = slot
    for number, layout in enumerate(LAYOUTS):
        confirmed = mapping.of(layout)
        slots = {slot.name: slot for slot in layout.slots} if confirmed else {}
        for column, key in enumerate(headings.keys):
            if key in confirmed:
                placed.setdefault(number, {})[column] = slots.get(confirmed[key])
    return placed


def fits_of_row(sheet: Sheet, row: int, above: bool = True, mapping: Mapping = EMPTY) -> list[Fit]:
    """Every layout laid on one row, alone and joined with the row above it; those that place at least two
    columns, the strongest first."""
    if sum(isinstance(column.at(row), str) for column in sheet.columns) < 2:
        return []  # as most rows of notes are
    headings = heading_row(sheet, row, above)
    if sum(1 for text in headings.alone if text) < 2:
        return []
    fits = []
    for number, placed in _places(headings, mapping).items():
        columns: dict[ColumnSpec, list[int]] = {}
        for column, slot in placed.items():
            if slot is not None:
                columns.setdefault(slot, []).append(column)
        once = {places[0]: slot for slot, places in columns.items() if len(places) == 1}
        twice = {slot.name: places for slot, places in columns.items() if len(places) > 1}
        unneeded = frozenset(column for column, slot in placed.items() if slot is None)
        fits.append(Fit(LAYOUTS[number], headings, dict(sorted(once.items())), twice, unneeded))
    fits = [f for f in fits if f.strength + len(f.twice) >= 2]
    said = mapping.sheets.get(heading_signature(headings.alone)) if mapping.sheets else None
    if said:
        fits = [f for f in fits if f.layout == LAYOUT_OF[said]]
    return sorted(fits, key=lambda f: (f.fits, f.strength), reverse=True)


def table_that_lacks(fits: list[Fit]) -> Fit | None:
    """The table that a heading row clearly is, and that cannot be read as it stands: a heading is missing or
    stands twice. A lesser table that the row would make too is not taken in its place."""
    best = max(fits, key=lambda fit: fit.known, default=None)
    if best is None or best.fits:
        return None
    whole = max((fit.known for fit in fits if fit.fits), default=0)
    clearly = best.known >= whole + CLEARLY if whole else best.lacks_only_one_of_two
    return best if clearly and best.known > CLEARLY else None


def _rank(fits: list[Fit]) -> tuple[bool, int]:
    """How much a row is a heading row. One that only names something twice is one; its first
    record is not."""
    named = max((fit.known for fit in fits if fit.lacks_only_one_of_two), default=0)
    return max((fits[0].fits, fits[0].strength), (named > CLEARLY, named))


def best_fits(sheet: Sheet, start: int = 0, mapping: Mapping = EMPTY) -> list[Fit]:
    """The fits of the strongest heading row from `start` on, the strongest first. Two of equal strength are a
    question."""
    best: list[Fit] = []
    for row in range(start, min(sheet.height, start + DEEPEST_HEADING)):
        # The second row of a heading follows its first at once; what comes later is another table's.
        if best and best[0].fits and row > best[0].header + 1:
            break
        stop_if_late()
        fits = fits_of_row(sheet, row, mapping=mapping)
        if fits and (not best or _rank(fits) > _rank(best)):
            best = fits
    return best
