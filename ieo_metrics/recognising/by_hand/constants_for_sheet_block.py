"""The one value that a whole region has for a slot: the type of all its sessions, the quarter of all its
counts."""

from ieo_metrics.framework.dates.periods_in_headings import period_named
from ieo_metrics.framework.layouts import ColumnSpec
from ieo_metrics.framework.record_tables import TABLE, Field
from ieo_metrics.reading.cells.cell_values import expected_of, read_cell
from ieo_metrics.reading.cells.sanitise_for_display import cell_as_shown
from ieo_metrics.recognising.by_hand.hand_reading import NOT_IN_THE_TABLE, STATED_QUARTER, HandReading


def field_of(reading: HandReading, slot: ColumnSpec) -> Field:
    """The field whose cells a slot holds."""
    return TABLE[reading.table_layout.table].field(slot.field)


def constant_value(field: Field, said: str) -> object:
    """The cell that a constant stands for. A month or quarter with its year is its first day."""
    period = period_named(said) if field.kind == "date" else None
    return period.day if period and period.day else said


def constant_fault(reading: HandReading) -> str:
    """What is wrong with the constants of a reading, in a sentence; "" where nothing is."""
    for name, said in reading.constants.items():
        field = field_of(reading, reading.slots[name])
        if said == NOT_IN_THE_TABLE or (said == STATED_QUARTER and field.kind == "date"):
            continue
        if read_cell(constant_value(field, said), field).value is None:
            expected = "a date, a month or a quarter" if field.kind == "date" else expected_of(field)
            return f'"{reading.slots[name].title}" cannot be "{cell_as_shown(said)}"; it is {expected}'
    return ""
