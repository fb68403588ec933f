"""The part "by_hand" of a mapping file: a list of readings, in words that a person can write. What is in no
form of ours is refused in words."""

from collections.abc import Mapping
from typing import Any, TypeGuard

from ieo_metrics.framework.layouts import LAYOUT_OF
from ieo_metrics.reading.cells.sanitise_for_display import cell_as_shown
from ieo_metrics.recognising.by_hand.constants_for_sheet_block import constant_fault
from ieo_metrics.recognising.by_hand.hand_reading import (
    DOWN,
    MOST_HEADING_ROWS,
    WAYS,
    HandReading,
    corner_of,
    reading_fault,
)
from ieo_metrics.recognising.normalise_heading import heading_words

MOST_READINGS, MOST_COLUMNS, LONGEST_TEXT = 200, 400, 300
TABLE, LIES, COLUMNS, ALWAYS, HEADING_ROWS = "table", "lies", "columns", "always", "heading rows"
ACROSS, NUMBERS, SHEET, CORNER = "across", "numbers", "sheet", "corner"
ENDS, UNDER = "ends", "under"
_PARTS = (TABLE, LIES, COLUMNS, ALWAYS, HEADING_ROWS, ACROSS, NUMBERS, SHEET, CORNER, ENDS, UNDER)


def by_hand_as_data(readings: tuple[HandReading, ...]) -> list[dict[str, object]]:
    """The readings as JSON can hold them; what says nothing is left out."""
    return [
        {name: part for name, part in _as_data(reading).items() if part not in ("", {}, [])}
        for reading in readings
    ]


def _as_data(reading: HandReading) -> dict[str, object]:
    return {
        TABLE: reading.layout,
        LIES: reading.lies,
        COLUMNS: dict(reading.columns),
        ALWAYS: dict(reading.constants),
        HEADING_ROWS: reading.heading_rows,
        ACROSS: list(reading.across),
        NUMBERS: reading.numbers,
        SHEET: reading.sheet,
        CORNER: reading.corner,
        ENDS: reading.ends,
        UNDER: reading.under,
    }


def by_hand_of(said: object, name: str) -> tuple[HandReading, ...]:
    """The readings from their data. `name`: what the mapping file is called in what is said of it. Raises
    ValueError saying what is wrong with them."""
    if not isinstance(said, list):
        raise ValueError(f"The mapping file {name} is not in the form that this program writes: by_hand")
    if len(said) > MOST_READINGS:
        raise ValueError(f"The mapping file {name} has more than {MOST_READINGS} tables read by hand")
    readings: list[HandReading] = []
    for number, each in enumerate(said, start=1):
        try:
            reading = _reading_of(each)
        except _NotAReading as why:
            raise ValueError(
                f"The mapping file {name} says of its table {number} that is read by hand what cannot be "
                f"used: {why}"
            ) from None
        if any(reading.known_by == other.known_by and reading != other for other in readings):
            raise ValueError(f"The mapping file {name} says two things of its table {number} read by hand")
        if reading not in readings:
            readings.append(reading)
    return tuple(readings)


class _NotAReading(Exception):
    """Why one entry is no reading, in a sentence without its full stop."""


def _shown(value: object) -> str:
    return f'"{cell_as_shown(value)}"' if isinstance(value, str) else cell_as_shown(str(value)[:100])


def _is_text(value: object) -> TypeGuard[str]:
    return (
        isinstance(value, str)
        and len(value) <= LONGEST_TEXT
        and not any("\ud800" <= ch <= "\udfff" for ch in value)
    )


def _text(said: Mapping[str, Any], part: str) -> str:
    value = said.get(part, "")
    if not _is_text(value):
        raise _NotAReading(f'"{part}" must be a short text, not {_shown(value)}')
    return value


def _texts(said: Mapping[str, Any], part: str) -> dict[str, str]:
    """Names and short texts; a number or yes and no in place of a text are taken as they are written."""
    held = said.get(part, {})
    if not isinstance(held, dict) or len(held) > MOST_COLUMNS:
        raise _NotAReading(f'"{part}" must be headings with what each is, at most {MOST_COLUMNS}')
    out = {}
    for key, value in held.items():
        if isinstance(value, bool):
            value = "yes" if value else "no"
        elif isinstance(value, int | float) and abs(value) < 1e15:
            value = f"{value:.15g}"
        if not _is_text(key) or not _is_text(value):
            raise _NotAReading(f'"{part}" holds {_shown(key)}: {_shown(value)}, which is no short text')
        out[key] = value
    return out


def _headings(said: Mapping[str, Any]) -> dict[str, str]:
    out: dict[str, str] = {}
    for heading, slot in _texts(said, COLUMNS).items():
        key = heading_words(heading)
        if not key:
            raise _NotAReading(f"the heading {_shown(heading)} has no words")
        if out.get(key, slot) != slot:
            raise _NotAReading(f"it says two things of the heading {_shown(heading)}")
        out[key] = slot
    return out


def _across(said: Mapping[str, Any]) -> tuple[str, ...]:
    held = said.get(ACROSS, [])
    slots = [held] if isinstance(held, str) else held
    if not isinstance(slots, list) or len(slots) > MOST_HEADING_ROWS or not all(map(_is_text, slots)):
        raise _NotAReading(f'"{ACROSS}" must be what the headings across are, for each heading row at most')
    return tuple(slots)


def _heading_rows(said: Mapping[str, Any]) -> int:
    rows = said.get(HEADING_ROWS, 1)
    if isinstance(rows, float) and rows.is_integer():
        rows = int(rows)
    if type(rows) is not int or not 0 <= rows <= MOST_HEADING_ROWS:
        raise _NotAReading(f'"{HEADING_ROWS}" must be a number from 0 to {MOST_HEADING_ROWS}')
    return rows


def _reading_of(said: object) -> HandReading:
    if not isinstance(said, dict):
        raise _NotAReading("it is not in braces")
    if unknown := [part for part in said if part not in _PARTS]:
        raise _NotAReading(f"it has a part {_shown(unknown[0])}, and may have {', '.join(_PARTS)}")
    layout, lies = _text(said, TABLE), _text(said, LIES) or DOWN
    if layout not in LAYOUT_OF:
        raise _NotAReading(f"the table {_shown(layout)} is not known; it may be {'; '.join(LAYOUT_OF)}")
    if lies not in WAYS:
        raise _NotAReading(f"it cannot lie {_shown(lies)}, only {', '.join(WAYS)}")
    reading = HandReading(
        layout,
        lies,
        _headings(said),
        _texts(said, ALWAYS),
        _heading_rows(said),
        _across(said),
        _text(said, NUMBERS),
        _text(said, SHEET),
        _text(said, CORNER).upper(),
        _text(said, ENDS),
        heading_words(_text(said, UNDER)),
    )
    if reading.corner and corner_of(reading) is None:
        raise _NotAReading(f"the corner {_shown(reading.corner)} is no cell such as B4")
    if fault := reading_fault(reading) or constant_fault(reading):
        raise _NotAReading(fault)
    return reading
