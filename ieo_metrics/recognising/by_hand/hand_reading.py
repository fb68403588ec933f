"""What an officer has said about a region of a sheet that is read by hand: which table it is, how it lies,
and what each of its headings means. It names no person, and is remembered like any other mapping."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ieo_metrics.framework.layouts import LAYOUT_OF, ColumnSpec, Layout
from ieo_metrics.framework.record_tables import TABLE
from ieo_metrics.reading.cells.personal_details import looks_personal

NOT_NEEDED = ""
NOT_IN_THE_TABLE = ""  # as the value of a constant: the table has no such column
STATED_QUARTER = "stated quarter"  # as the value of a constant: the quarter that the workbook states
BLANK_ROW = "blank row"
NO_HEADING = "no heading"
MOST_HEADING_ROWS = 3


@dataclass(frozen=True)
class Way:
    """One way in which a table may lie. `turned`: its records stand side by side, so that rows are columns;
    `beside`: its headings may be there again beside themselves; `counts`: its cells are numbers that stand
    for sessions or cohorts; `labels`: each value stands beside a label, under no heading row."""

    name: str
    in_words: str
    turned: bool = False
    beside: bool = False
    counts: bool = False
    labels: bool = False

    @property
    def values_beside(self) -> bool:
        """Whether a value stands beside its heading, and not under it."""
        return self.turned or self.labels


WAYS = {
    way.name: way
    for way in (
        Way("down", "one record a row, under headings"),
        Way("across", "one record a column, beside headings", turned=True, beside=True),
        Way("side by side", "the same headings again and again beside each other", beside=True),
        Way("cards", "a block of labels and values for each record", labels=True),
        Way("grid", "numbers by two or three things, such as sessions by kind and month", counts=True),
    )
}
DOWN = "down"


@dataclass(frozen=True)
class HandReading:
    """How one region is read. It is found again by the headings that were given a meaning; one without any,
    by its sheet and corner.

    `layout`: as `layout_key` gives it; `columns`: by normalised heading or label, the slot that it is ("" for
    one that is not needed); `constants`: slots that no heading has, each with the one value of the whole
    region; `across`: of a grid, the slots that its headings across are, one for each heading row or one for
    them all together; `numbers`: of a grid, the slot of its numbers; `sheet`, `corner`: where it was marked
    first; `under`: words that stand above it, where its headings alone do not tell it from another region;
    `ends`: "" (at the next region or the end of the sheet), "blank row", or the words with which the first
    row after it begins.

    A column without a heading is "no heading before" or "no heading after" the heading beside it, and where
    no column has one "no heading", "no heading 2" and so on from the corner. The value that stands one
    further from a card's label is that of "label value 2".
    """

    layout: str
    lies: str = DOWN
    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    heading_rows: int = 1
    across: tuple[str, ...] = ()
    numbers: str = ""
    sheet: str = ""
    corner: str = ""
    ends: str = ""
    under: str = ""

    @property
    def way(self) -> Way:
        return WAYS[self.lies]

    @property
    def table_layout(self) -> Layout:
        return LAYOUT_OF[self.layout]

    @property
    def slots(self) -> dict[str, ColumnSpec]:
        """Every slot of the layout, by its name."""
        return {slot.name: slot for slot in self.table_layout.slots}

    @property
    def words(self) -> tuple[str, ...]:
        """The headings by which the region is found again: those in words that were given a meaning."""
        return tuple(
            sorted(
                key
                for key, slot in self.columns.items()
                if slot != NOT_NEEDED and not key.startswith(NO_HEADING)
            )
        )

    @property
    def known_by(self) -> tuple[object, ...]:
        """What two readings of the same region have in common."""
        by_words = (*self.words, *self.across, self.numbers, self.under)
        return (self.lies, *by_words) if self.words else (self.lies, self.sheet, self.corner)

    @property
    def given(self) -> tuple[str, ...]:
        """The slots that are given, by whatever means, each as often as it is."""
        in_columns = [slot for slot in self.columns.values() if slot != NOT_NEEDED]
        numbers = [self.numbers] if self.numbers else []
        return (*in_columns, *self.constants, *filter(None, self.across), *numbers)

    @property
    def missing(self) -> list[ColumnSpec]:
        """The slots that the table needs and that nothing gives. One that the officer says the table does not
        have is not missing, unless no row can be used without it."""
        table, given = TABLE[self.table_layout.table], set(self.given)
        absent = {name for name, value in self.constants.items() if value == NOT_IN_THE_TABLE}
        must = {name for name in absent if table.field(self.slots[name].field).blank == "must"}
        have = given - must
        needed = [s for s in self.slots.values() if s.needed in ("to recognise", "to count")]
        one_of = [s for s in self.slots.values() if s.needed == "one of"]
        out = [slot for slot in needed if slot.name not in have]
        return out if not one_of or any(s.name in have - absent for s in one_of) else [*out, one_of[0]]


_CORNER = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_COLUMNS, _ROWS = 16_384, 1_048_576  # of a sheet


def corner_of(reading: HandReading) -> tuple[int, int] | None:
    """The row and column of the marked corner, from 1; None where none is marked."""
    found = _CORNER.fullmatch(reading.corner)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = 26 * column + ord(letter) - 64
    row = int(found[2])
    return (row, column) if row <= _ROWS and column <= _COLUMNS else None


def _twice(names: Sequence[str]) -> str:
    return next((name for place, name in enumerate(names) if name in names[:place]), "")


def reading_fault(reading: HandReading) -> str:
    """What cannot be right in a reading whatever the sheet holds, in a sentence; "" where nothing is. A
    column that is still missing is no fault."""
    slots, way = reading.slots, reading.way
    if name := next((name for name in reading.given if name not in slots), ""):
        return f"{reading.layout} has no column {name}"
    if any(looks_personal(key) for key in reading.columns):
        return "one of its headings looks personal, and is not kept"
    if name := _twice(reading.given):
        return f'"{slots[name].title}" is given twice'
    if way.counts and not (reading.across and reading.numbers):
        return "a grid must say what its headings across are, and what its numbers are"
    if not way.counts and (reading.across or reading.numbers):
        return f'only a grid has headings across and numbers; this table lies "{way.name}"'
    if way.counts and len(reading.across) not in (1, max(reading.heading_rows, 1)):
        return "a grid must say what each of its heading rows is, or what they are together"
    if way.counts and not reading.heading_rows:
        return "a grid has one heading row or more"
    if way.counts and not _is_number(reading):
        return f'the numbers of a grid cannot be "{slots[reading.numbers].title}"'
    if not reading.words and not (way.counts and reading.sheet) and not (reading.sheet and reading.corner):
        return "a region without headings must say its sheet and its corner"
    return ""


def _is_number(reading: HandReading) -> bool:
    field_of = TABLE[reading.table_layout.table].field(reading.slots[reading.numbers].field)
    return field_of.kind in ("whole number", "number")
