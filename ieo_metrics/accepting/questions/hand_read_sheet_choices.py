"""What is asked of an officer who reads a sheet by hand: which sheets that may be, which tables there are,
and what a heading may be."""

from collections.abc import Collection
from dataclasses import replace

from ieo_metrics.checking.check_workbook import CheckedFile
from ieo_metrics.framework.layouts import LAYOUT_OF, ColumnSpec
from ieo_metrics.framework.record_tables import TABLE, Field
from ieo_metrics.reading.cells.cell_addresses import cell_address
from ieo_metrics.reading.sheets import Sheet, Workbook
from ieo_metrics.recognising.by_hand.constants_for_sheet_block import field_of
from ieo_metrics.recognising.by_hand.hand_reading import (
    DOWN,
    NOT_IN_THE_TABLE,
    NOT_NEEDED,
    STATED_QUARTER,
    HandReading,
    corner_of,
)
from ieo_metrics.recognising.by_hand.laying_out.sheet_view import column_of
from ieo_metrics.recognising.by_hand.personal_cells_to_hide import personal_cells
from ieo_metrics.recognising.by_hand.proposing import propose_reading
from ieo_metrics.recognising.by_hand.region_headings import MOST_MARKED, MarkedHeading, marked_headings
from ieo_metrics.recognising.by_hand.regions import regions_of
from ieo_metrics.recognising.mappings.mapping import Mapping
from ieo_metrics.recognising.questions import is_personal

NUMBERS = ("whole number", "number")
NOT_ASKED = (*NUMBERS, "reference")  # kinds that are hardly ever the same in every row
SHAPES = {"wide": "first and latest score in one row", "long": "one row per score"}
OUTSIDE = "rows-outside-regions"
SAID_OF_WHOLE_SHEETS = ("sheet-left-out", "column-not-there")
LOOKED_AT = 30  # rows among which a table is taken to begin


def sheets_not_read(file: CheckedFile, workbook: Workbook) -> list[Sheet]:
    """The sheets that hold data and were not read; of a file of which nothing was read, every sheet with
    something in it."""
    unread = {sheet.name for sheet in file.unread}
    return [sheet for sheet in workbook.sheets if sheet.height and (sheet.name in unread or not file.sheets)]


def sheets_left_out(file: CheckedFile) -> set[str]:
    """The sheets of which the officer has said that they are left out, or lack what they cannot do without:
    nothing is asked about them any more."""
    read = {sheet.name for sheet in file.sheets}
    return {p.sheet for p in file.problems if p.code in SAID_OF_WHOLE_SHEETS} - read


def other_sheets(file: CheckedFile, workbook: Workbook, mapping: Mapping) -> list[Sheet]:
    """The other sheets with something in them: those that were read otherwise than by hand, notes, and what
    the officer has left out."""
    listed = {sheet.name for sheet in sheets_not_read(file, workbook)} - sheets_left_out(file)
    listed |= {sheet.name for sheet, _, _ in read_by_hand(workbook, mapping)}
    return [sheet for sheet in workbook.sheets if sheet.height and sheet.name not in listed]


def read_by_hand(workbook: Workbook, mapping: Mapping) -> list[tuple[Sheet, HandReading, str]]:
    """Which sheets are read by hand, each with how, and with the cell where the table begins in it."""
    return [
        (sheet, region.reading, cell_address(*region.view.place(region.places[0].top, region.places[0].left)))
        for sheet in workbook.sheets
        if sheet.height and mapping.by_hand
        for region in regions_of(sheet, mapping.by_hand)[0]
    ]


def likely_corner(sheet: Sheet, file: CheckedFile) -> str:
    """The cell with which the next table of a sheet most likely begins: in the first row that no reading
    takes, else in the first of which more than half is filled."""
    outside = next((p for p in file.problems if p.code == OUTSIDE and p.sheet == sheet.name), None)
    if outside:
        row = int(outside.cell.partition(":")[0]) - sheet.first_row
    else:
        filled = [_filled(sheet, row) for row in range(min(sheet.height, LOOKED_AT))]
        most = max(map(len, filled))
        row = next(n for n, columns in enumerate(filled) if 2 * len(columns) > most)
    columns = _filled(sheet, row)
    return cell_address(sheet.first_row + row, sheet.first_column + (columns[0] if columns else 0))


def _filled(sheet: Sheet, row: int) -> list[int]:
    return [j for j, column in enumerate(sheet.columns) if column.at(row) is not None]


def reading_from(sheet: Sheet, corner: str, layout: str, lies: str, rows: int | None) -> HandReading:
    """What is proposed for a corner, and for what is chosen besides."""
    start = HandReading(layout or next(iter(LAYOUT_OF)), lies or DOWN, sheet=sheet.name, corner=corner)
    at = corner_of(start)
    if at is None:
        return start
    return propose_reading(_first_part(sheet, at), *at, [layout] if layout else (), lies, rows)


def _first_part(sheet: Sheet, corner: tuple[int, int]) -> Sheet:
    """As much of a sheet as headings and samples are looked for in: a long sheet takes no longer."""
    last = min(max(corner[0] - sheet.first_row, 0) + MOST_MARKED, sheet.height)
    right = max(corner[1] - sheet.first_column, 0) + MOST_MARKED
    columns = (column_of([column.at(row) for row in range(last)]) for column in sheet.columns[:right])
    return sheet._replace(columns=tuple(columns))


def is_likely(sheet: Sheet, reading: HandReading) -> bool:
    """Whether a proposal has all that its table needs, so that the table is worth proposing."""
    headings, _ = headings_to_choose(sheet, reading)
    columns = {
        marked_heading.key: reading.columns.get(marked_heading.key, NOT_NEEDED) for marked_heading in headings
    }
    return bool(reading.given) and not replace(reading, columns=columns).missing


def tables_to_choose(programmes: Collection[str]) -> dict[str, str]:
    """By layout, each table in words; those of the given programmes first."""
    layouts = sorted(LAYOUT_OF, key=lambda key: TABLE[LAYOUT_OF[key].table].programme not in programmes)
    return {key: table_in_words(key) for key in layouts}


def table_in_words(key: str) -> str:
    """`Police sessions, one row per session · TIPS, Rock Pool`."""
    layout = LAYOUT_OF[key]
    table = TABLE[layout.table]
    name = table.name.replace("_", " ").capitalize()
    return f"{name}, {SHAPES.get(layout.shape, layout.shape)} · {table.programme}, {table.provider}"


def headings_of(sheet: Sheet, reading: HandReading) -> list[MarkedHeading]:
    """Every heading from the corner of a reading on."""
    return marked_headings(_first_part(sheet, corner_of(reading) or (1, 1)), reading)


def headings_to_choose(sheet: Sheet, reading: HandReading) -> tuple[list[MarkedHeading], list[MarkedHeading]]:
    """The headings that may be given a meaning, and the personal ones. What stands under or beside a personal
    heading is neither: it is taken for a heading where the first record is marked as one."""
    marked = headings_of(sheet, reading)
    places = {marked_heading.key: _place(sheet, marked_heading.cell) for marked_heading in marked}
    last = max((row for row, _ in places.values()), default=-1)
    beside = reading.way.values_beside
    hidden = personal_cells(sheet, range(last + 1), under=not beside, beside=beside)
    personal = [marked_heading for marked_heading in marked if is_personal(marked_heading.shown)]
    return [
        marked_heading
        for marked_heading in marked
        if marked_heading not in personal and places[marked_heading.key] not in hidden
    ], personal


def _place(sheet: Sheet, cell: str) -> tuple[int, int]:
    row, column = corner_of(HandReading("", corner=cell)) or (0, 0)
    return row - sheet.first_row, column - sheet.first_column


def slots_to_choose(layout: str) -> dict[str, str]:
    """By slot, the title of each column that a heading may be; the ones that the table needs are marked."""
    return {slot.name: _title(slot) for slot in LAYOUT_OF[layout].slots}


def numbers_to_choose(layout: str) -> dict[str, str]:
    """The slots that the numbers of a grid may be."""
    table = TABLE[LAYOUT_OF[layout].table]
    return {s.name: s.title for s in LAYOUT_OF[layout].slots if table.field(s.field).kind in NUMBERS}


def _title(slot: ColumnSpec) -> str:
    return f"{slot.title} (needed)" if slot.needed == "to recognise" else slot.title


def constants_to_ask(reading: HandReading) -> tuple[list[ColumnSpec], list[ColumnSpec]]:
    """The slots that no heading is and that may be the same in every row: those without which the table
    cannot be read, where that is likely, and the others."""
    without = _without_constants(reading)
    table = TABLE[reading.table_layout.table]
    kinds = {slot.name: table.field(slot.field).kind for slot in reading.slots.values()}
    others = [
        slot
        for slot in reading.slots.values()
        if slot.name not in without.given and kinds[slot.name] != "reference"
    ]
    needed = [slot for slot in without.missing if kinds[slot.name] not in NOT_ASKED]
    return needed, [slot for slot in others if slot not in needed]


def _without_constants(reading: HandReading) -> HandReading:
    return HandReading(
        reading.layout, columns=reading.columns, across=reading.across, numbers=reading.numbers
    )


def constant_choices(reading: HandReading, slot: ColumnSpec) -> dict[str, str]:
    """What a slot may be in every row, as far as it can be chosen from a list; for a date also the quarter
    that the workbook states. What the table may be without can be said not to be there."""
    field = field_of(reading, slot)
    choices = {} if field.blank == "must" else {NOT_IN_THE_TABLE: "This table does not have it"}
    if field.kind == "date":
        choices[STATED_QUARTER] = "The quarter that the workbook states"
    return choices | {_said(word): _said(word).capitalize() for word in field.words or {}}


def _said(word: object) -> str:
    return {True: "yes", False: "no"}.get(word, str(word)) if isinstance(word, bool) else str(word)


def is_typed(field: Field) -> bool:
    """Whether a constant of a field can be other than what a list offers."""
    return not field.words or field.own_words
