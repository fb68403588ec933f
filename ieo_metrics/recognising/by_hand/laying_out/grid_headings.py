"""Where a grid stands, and what its headings across are: months, quarters, or anything else that a slot
is."""

from collections.abc import Iterator, Sequence
from functools import partial

from ieo_metrics.framework.dates.periods_in_headings import Period, period_named
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.layouts import ColumnSpec
from ieo_metrics.framework.record_tables import TABLE
from ieo_metrics.reading.cells.cell_values import read_cell
from ieo_metrics.recognising.by_hand.constants_for_sheet_block import field_of
from ieo_metrics.recognising.by_hand.hand_reading import NO_HEADING, NOT_NEEDED, HandReading
from ieo_metrics.recognising.by_hand.laying_out.laid_out import At
from ieo_metrics.recognising.by_hand.laying_out.numbered_periods import numbered_period
from ieo_metrics.recognising.by_hand.laying_out.sheet_view import SheetView
from ieo_metrics.recognising.by_hand.laying_out.where_headings_stand import Place, places_of
from ieo_metrics.recognising.totals_rows import is_plain_total

ENOUGH_READABLE = 0.5  # of the labels of a grid that has no heading over them
LOOKED_AT = 200  # rows in which the months of a grid without other headings may stand


def is_date(reading: HandReading, name: str) -> bool:
    """Whether a slot is a date."""
    return bool(name) and field_of(reading, reading.slots[name]).kind == "date"


def _has_dates_across(reading: HandReading) -> bool:
    return any(is_date(reading, name) for name in reading.across)


def said_in(view: SheetView, cells: Sequence[At]) -> list[object]:
    """What a heading may be read as, the likeliest first: all its cells together, then each, from below."""
    values = [view.at(*cell) for cell in cells]
    together = " ".join(f"{value:.15g}" if isinstance(value, float) else str(value) for value in values)
    return [together, *reversed(values)] if len(values) > 1 else values


def period_of(view: SheetView, cells: Sequence[At], stated: Sequence[Quarter]) -> Period | None:
    """The day, month or quarter that a heading names, if need be with the word at the corner."""
    named = next((found for said in said_in(view, cells) if (found := period_named(said, stated))), None)
    numbered = (numbered_period(view, *cell, stated) for cell in reversed(cells))
    return named or next(filter(None, numbered), None)


def cells_of_slot(reading: HandReading, place: Place, cells: list[At], number: int) -> list[At]:
    """The cells of a heading that are of the slot across with this number: all, where there is only one."""
    if len(reading.across) == 1:
        return cells
    return [cell for cell in cells if cell[0] == place.top + number]


def labels_of(reading: HandReading, place: Place) -> dict[int, ColumnSpec]:
    """The columns of labels that were given a meaning."""
    return {
        column: reading.slots[reading.columns[key]]
        for key, column in place.columns.items()
        if reading.columns[key] != NOT_NEEDED
    }


def headings_across(view: SheetView, reading: HandReading, place: Place) -> dict[int, list[At]]:
    """The columns right of the labels that may hold numbers, each with the cells that head it: up to a blank
    column, or where months or quarters stand across up to the last of these."""
    headings = view.headings(place.top, place.rows)
    aside = {key for key, slot in reading.columns.items() if slot == NOT_NEEDED}
    first = max(labels_of(reading, place), default=place.left - 1) + 1
    periods = [
        column
        for column in range(first, place.right)
        if _has_dates_across(reading) and period_of(view, headings[column], ())
    ]
    out: dict[int, list[At]] = {}
    for column in range(first, place.right):
        filled = [row for row in range(place.first_row, place.bottom) if view.is_filled(row, column)]
        if not headings[column] and not filled and column > max(periods, default=-1):
            break
        words = {view.joined(headings[column]), *(view.words(*cell) for cell in headings[column])}
        if not words & aside and (headings[column] or filled):
            out[column] = headings[column]
    return out


def find_grid(view: SheetView, reading: HandReading) -> list[Place]:
    """The places of a grid: by the headings over its labels; where those have none, by months or quarters
    across and labels that can be read; else at its corner on the sheet of its name."""
    if reading.words:
        return places_of(view, reading, partial(_looks_right, view, reading))
    if _has_dates_across(reading) and (found := list(_by_periods(view, reading))):
        return found
    return places_of(view, reading)


def _looks_right(view: SheetView, reading: HandReading, place: Place) -> bool:
    """Whether there are headings across, and among them months or quarters where they are to be that."""
    across = headings_across(view, reading, place)
    if not _has_dates_across(reading):
        return bool(across)
    return any(
        period_of(view, cells_of_slot(reading, place, cells, n), ())
        for cells in across.values()
        for n, name in enumerate(reading.across)
        if is_date(reading, name)
    )


def _by_periods(view: SheetView, reading: HandReading) -> Iterator[Place]:
    """Rows of months or quarters with labels left of them that can be read as what they are to be."""
    keys = sorted((k for k in reading.columns if k.startswith(NO_HEADING)), key=lambda k: (len(k), k))
    rows = reading.heading_rows
    for top in range(min(view.height - rows, LOOKED_AT)):
        headings = view.headings(top, rows)
        periods = [column for column in range(view.width) if period_of(view, headings[column], ())]
        if len(periods) < 2 or periods[0] < len(keys):
            continue
        left = periods[0] - len(keys)
        columns = {key: left + n for n, key in enumerate(keys)}
        place = Place(top, rows, columns, 0, view.height, view.width)
        if keys and _can_be_read(view, reading, place):
            yield place


def _can_be_read(view: SheetView, reading: HandReading, place: Place) -> bool:
    """Whether the labels are answers of their fields. Any text may be a school: then the sheet must have the
    name it had."""
    table, listed = TABLE[reading.table_layout.table], False
    for column, slot in labels_of(reading, place).items():
        field = table.field(slot.field)
        if field.words is None or field.own_words:
            continue
        under = range(place.first_row, min(place.bottom, place.first_row + 50))
        said = [value for row in under if isinstance(value := view.at(row, column), str)]
        said = [value for value in said if not is_plain_total(value)]
        read = sum(read_cell(value, field).value is not None for value in said)
        if not said or read < ENOUGH_READABLE * len(said):
            return False
        listed = True
    return listed or view.original.name == reading.sheet
