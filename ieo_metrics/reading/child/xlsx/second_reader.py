"""A workbook that calamine cannot take apart, read by openpyxl: slower, and less particular."""

import datetime as dt
from io import BytesIO

from ieo_metrics.reading import limits
from ieo_metrics.reading.child.refusal import Refusal

Rows = list[tuple[object, ...]]


def second_reading(workbook: bytes, names: dict[int, str]) -> dict[int, Rows]:
    """The rows of each sheet, from A1 on and all of one length. Any exception means that openpyxl cannot read
    it either."""
    from openpyxl import load_workbook  # takes longer than a small workbook; it is rarely needed

    opened = load_workbook(BytesIO(workbook), read_only=True, data_only=True)
    return {place: _rows(opened[name]) for place, name in names.items()}


def _rows(sheet: object) -> Rows:
    sheet.reset_dimensions()  # type: ignore[attr-defined]  # what it says of its size is not believed
    rows, width = [], 0
    for row in sheet.iter_rows(values_only=True):  # type: ignore[attr-defined]
        rows.append(row)
        width = max(width, len(row))
        if width * len(rows) > limits.MOST_CELLS:
            raise Refusal("file-too-spread", f"more than {limits.MOST_CELLS:,} cells")
    return [tuple(map(_as_calamine_says, row)) + (None,) * (width - len(row)) for row in rows]


def _as_calamine_says(value: object) -> object:
    """A day without a time is a date."""
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date()
    return value
