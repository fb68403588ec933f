"""A region that was laid out → a recognised table, which goes the way of every other; and what is asked and
said about it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from ieo_metrics.framework.dates.quarters import Quarter, first_day
from ieo_metrics.framework.problem_kinds import Problem, problem
from ieo_metrics.framework.record_tables import TABLE
from ieo_metrics.reading.cells.cell_addresses import cell_address, column_letters, first_of
from ieo_metrics.reading.cells.sanitise_for_display import cell_as_shown
from ieo_metrics.reading.sheets import Column, Sheet
from ieo_metrics.recognising.by_hand.constants_for_sheet_block import constant_value, field_of
from ieo_metrics.recognising.by_hand.hand_reading import NOT_IN_THE_TABLE, STATED_QUARTER, HandReading
from ieo_metrics.recognising.by_hand.laying_out.laid_out import LaidColumn, LaidOut, Trouble, in_one_column
from ieo_metrics.recognising.by_hand.laying_out.sheet_view import SheetView
from ieo_metrics.recognising.by_hand.laying_out.ways import LAYINGS
from ieo_metrics.recognising.by_hand.laying_out.where_headings_stand import columns_headed_again
from ieo_metrics.recognising.by_hand.regions import Region
from ieo_metrics.recognising.mappings.mapping import EMPTY, Mapping
from ieo_metrics.recognising.match_headings_to_layouts import Fit, HeadingRow
from ieo_metrics.recognising.questions import is_personal
from ieo_metrics.recognising.recognised_table import Places, Recognised
from ieo_metrics.recognising.totals_rows import UNCLEAR_TOTAL
from ieo_metrics.recognising.where_rows_end import rows_between

STOPS = ("mapping-column-missing", "mapping-by-hand-twice", "mapping-quarter")


def laid_out(region: Region, stated: Sequence[Quarter], mapping: Mapping = EMPTY) -> LaidOut:
    """A region as rows, with the values that it has as a whole; and what is asked about it."""
    reading = region.reading
    laid = LAYINGS[reading.lies].lay_out(region.view, reading, list(region.places), stated, mapping)
    columns = list(laid.columns)
    troubles = [*_missing(region), *_several(region), *_headed_again(region), *laid.troubles]
    for name, said in reading.constants.items():
        slot = reading.slots[name]
        if said == NOT_IN_THE_TABLE:
            continue
        if said == STATED_QUARTER and len(stated) != 1:
            troubles.append(Trouble("mapping-quarter", corner(region), "no quarter, or several", slot.field))
            continue
        by_quarter = said == STATED_QUARTER
        value = first_day(stated[0]) if by_quarter else constant_value(field_of(reading, slot), said)
        columns.append(in_one_column(name, slot, value, laid.height))
    return replace(laid, columns=tuple(columns), troubles=(*troubles, *_not_needed(reading, laid)))


def corner(region: Region) -> tuple[int, int]:
    """Where a region begins."""
    return region.places[0].top, region.places[0].left


def _several(region: Region) -> Iterator[Trouble]:
    """That the headings stand one over the other again, as where a sheet holds several quarters: all are
    read, and one of them may be meant for something else."""
    tops = list(dict.fromkeys(place.top for place in region.places))
    if len(tops) > 1:
        cells = [region.view.place(place.top, place.left) for place in region.places]
        yield Trouble("by-hand-several-tables", corner(region), f"{len(cells)}: {first_of(cells)}")


def _headed_again(region: Region) -> Iterator[Trouble]:
    """A heading that stands once more beside the one that is read, where each is to stand once: it may be the
    one that is meant."""
    way = region.reading.way
    for place in region.places if not (way.beside or way.labels or way.counts) else ():
        for column in columns_headed_again(region.view, region.reading, place)[:1]:
            at = place.first_row - 1, column
            yield Trouble("mapping-by-hand-twice", at, cell_as_shown(region.view.at(*at)))


def _missing(region: Region) -> Iterator[Trouble]:
    for slot in region.reading.missing:
        can_lack = TABLE[region.reading.table_layout.table].field(slot.field).blank != "must"
        or_not = " Or say that the table does not have it." if can_lack else ""
        words = {"title": f'"{slot.title}"', "nearest": or_not}
        yield Trouble("mapping-column-missing", corner(region), "nothing is said to be it", slot.field, words)


def _not_needed(reading: HandReading, laid: LaidOut) -> Iterator[Trouble]:
    """The columns with a heading of which the officer has said nothing."""
    for column in laid.columns:
        is_new = column.slot is None and column.heading and column.heading not in reading.columns
        if is_new and any(value is not None for value in column.cells.values):
            code = "column-personal-dropped" if is_personal(column.heading) else "column-dropped"
            yield Trouble(code, column.heading_at, cell_as_shown(column.heading))


def as_problem(file: str, view: SheetView, trouble: Trouble) -> Problem:
    """What is asked or said about a region, as a problem at its cell."""
    cell = cell_address(*view.place(*trouble.at)) if trouble.at else ""
    return problem(
        trouble.code, file, view.original.name, cell, trouble.field, trouble.found, **trouble.words
    )


def as_sheet(laid: LaidOut, name: str, first_row: int) -> Sheet:
    """The laid out rows as a sheet, with their headings in the first row."""
    columns = tuple(
        Column(
            [laid_column.heading, *laid_column.cells.values],
            np.concatenate([[0], laid_column.cells.codes + 1]).astype(np.int32),
        )
        for laid_column in laid.columns
    )
    return Sheet(name, True, first_row, 1, columns)


def _places(region: Region, laid: LaidOut) -> Places:
    view, (top, left) = region.view, corner(region)
    rows, columns = (
        np.stack([laid_column.rows for laid_column in laid.columns], axis=1),
        np.stack([laid_column.columns for laid_column in laid.columns], axis=1),
    )
    # What stands nowhere is said of the first cell of its row.
    first = np.argmax(rows >= 0, axis=1)
    nowhere, line = rows < 0, np.arange(len(rows))
    rows, columns = (np.where(nowhere, held[line, first][:, None], held) for held in (rows, columns))
    rows, columns = (np.where(rows < 0, corner, held) for held, corner in ((rows, top), (columns, left)))
    headings = [_heading_at(laid_column) or (top, left) for laid_column in laid.columns]
    rows = np.concatenate([[[row for row, _ in headings]], rows])
    columns = np.concatenate([[[column for _, column in headings]], columns])
    if view.turned:
        rows, columns = columns, rows
    original = view.original
    own_top = min(place.left if view.turned else place.top for place in region.places)
    return Places(
        original,
        own_top,
        rows + original.first_row,
        columns + original.first_column,
        laid.own,
        dict(_where_slots_stand(view, laid)) | _said_of_all(region.reading),
    )


def _heading_at(column: LaidColumn) -> tuple[int, int] | None:
    """Where a column's heading stands, or its first cell where it has none."""
    held = np.flatnonzero(column.rows >= 0)
    return column.heading_at or (
        (int(column.rows[held[0]]), int(column.columns[held[0]])) if len(held) else None
    )


def _said_of_all(reading: HandReading) -> dict[str, str]:
    """The slots that the officer has said of the whole table: they stand nowhere, and are not asked about.
    What a grid counts took place, so nobody asks for its status either."""
    said = dict(reading.constants)
    if reading.way.counts:
        slots = reading.slots.items()
        took_place = [name for name, slot in slots if field_of(reading, slot).blank == "delivered"]
        said = (
            dict.fromkeys((name for name in took_place if name not in reading.given), NOT_IN_THE_TABLE) | said
        )
    return {
        f"{'not in the table' if value == NOT_IN_THE_TABLE else 'whole table'}: {name}": name
        for name, value in said.items()
    }


def _where_slots_stand(view: SheetView, laid: LaidOut) -> Iterator[tuple[str, str]]:
    """Each slot with the letters of its column, the number of its row, or a cell."""
    for n, laid_column in enumerate(laid.columns):
        at = _heading_at(laid_column)
        if laid_column.slot is None or at is None:
            continue
        row, column = view.place(*at)
        if laid.labelled or n == laid.own:
            yield cell_address(row, column), laid_column.slot.name
        elif laid_column.heading_row is not None or view.turned:
            yield str(row), laid_column.slot.name
        else:
            yield column_letters(column), laid_column.slot.name


def table_of(
    file: str,
    region: Region,
    stated: tuple[Quarter, ...],
    laid: LaidOut,
    first_row: int,
    mapping: Mapping = EMPTY,
) -> tuple[Recognised, list[Problem]]:
    """The table that a region gives, and what is said of its totals and notes."""
    sheet = as_sheet(laid, region.view.original.name, first_row)
    columns = {
        n: laid_column.slot for n, laid_column in enumerate(laid.columns) if laid_column.slot is not None
    }
    places = _places(region, laid)
    fit = Fit(region.reading.table_layout, HeadingRow(0), columns, {})
    rows = rows_between(sheet, fit, 1, sheet.height, mapping)
    table = Recognised(
        sheet,
        region.reading.table_layout,
        0,
        columns,
        rows.rows,
        stated,
        rows.totals.rows,
        (),
        rows.totals.unclear,
        places,
    )
    if laid.judged:
        filled = [
            row
            for row in range(1, sheet.height)
            if any(
                sheet.columns[n].at(row) is not None and laid.columns[n].rows[row - 1] >= 0 for n in columns
            )
        ]
        return table._replace(rows=np.array(filled, dtype=np.int64), totals=(), unclear=()), []
    problems = []
    for code, found in (
        (UNCLEAR_TOTAL, list(rows.totals.unclear)),
        ("totals-row", [(row, _first_text(sheet, row)) for row in rows.totals.rows]),
        ("note-row", [(row, _first_text(sheet, row)) for row in rows.notes]),
    ):
        for row, column in found:
            shown = cell_as_shown(sheet.columns[column].at(row))
            field = columns[column].field if column in columns and code == UNCLEAR_TOTAL else ""
            problems.append(problem(code, file, sheet.name, table.cell(row, column), field, shown))
    return table, problems


def _first_text(sheet: Sheet, row: int) -> int:
    return next((n for n, column in enumerate(sheet.columns) if isinstance(column.at(row), str)), 0)
