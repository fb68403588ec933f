"""How much of a column can be read as a field."""

import numpy as np

from ieo_metrics.framework.layouts import ColumnSpec, Layout
from ieo_metrics.framework.long_work.time_limit import stop_if_late
from ieo_metrics.framework.record_tables import TABLE
from ieo_metrics.reading.cells.cell_values import read_cell
from ieo_metrics.reading.sheets import Sheet

READABLE = 0.6  # the share of a column's cells that must read as the field
LOOKED_AT = 200
TELLING = 20  # so many different cells of which none can be read as a field tell that the column is another


def share_readable(sheet: Sheet, column: int, header: int, slot: ColumnSpec, layout: Layout) -> float:
    """The share of the column's filled cells that can be read as the slot's field; −1 where all are blank,
    which say nothing."""
    return Readable(sheet).share(column, header, slot, layout)


class Readable:
    """How much of each column of a sheet can be read as a field: each cell is read once, whichever row is
    taken for the heading."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._read: dict[tuple[int, str, str], dict[int, bool]] = {}

    def share(self, column: int, header: int, slot: ColumnSpec, layout: Layout) -> float:
        """As `share_readable`. Where none of the first different cells can be read, the rest is not looked
        at."""
        stop_if_late()
        field = TABLE[layout.table].field(slot.field)
        values = self.sheet.columns[column].values
        codes = self.sheet.columns[column].codes[header + 1 : header + 1 + LOOKED_AT]
        counts = np.bincount(codes, minlength=len(values)).tolist()
        read = self._read.setdefault((column, layout.table, field.name), {})
        filled = good = 0
        for n, code in enumerate(dict.fromkeys(codes.tolist())):
            if values[code] is None:
                continue
            if n >= TELLING and not good:
                return 0.0
            if code not in read:
                read[code] = read_cell(values[code], field).value is not None
            filled += counts[code]
            good += counts[code] * read[code]
        return good / filled if filled else -1.0
