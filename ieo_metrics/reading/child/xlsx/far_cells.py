"""Far cells of an .xlsx sheet, taken out before calamine lays out the rectangle around all cells and runs out
of memory.

Here only a rectangle that is too large is looked into; strays of the common sort are found later, in any kind
of file (`strays`).
"""

import re
from collections import defaultdict

from ieo_metrics.reading import limits
from ieo_metrics.reading.cells.cell_addresses import column_number
from ieo_metrics.reading.child.refusal import Refusal
from ieo_metrics.reading.child.stray_cells import Box
from ieo_metrics.reading.child.xlsx.sheet_xml import Edit, SheetXml

_DIMENSION = re.compile(rb'dimension\s[^>]*?ref="[A-Z0-9]*?:?([A-Z]{1,3})(\d+)"')


def far_cells(sheet: SheetXml) -> tuple[list[Edit], list[tuple[int, int]]]:
    """The edits that take them out, and their (row, column)."""
    if not _may_be_spread(sheet):
        return [], []
    p = re.escape(sheet.prefix)
    holding = re.compile(
        rb"<" + p + rb'c\s(?:[^>]*?\s)?r="([A-Z]{1,3})(\d+)"[^>]*(?<!/)>(?!</)'
    )  # not those with a format only
    filled: dict[int, list[int]] = defaultdict(list)
    places: dict[tuple[int, int], int] = {}
    for m in holding.finditer(sheet.xml, sheet.start, sheet.end):
        row, column = int(m[2]), column_number(m[1])
        filled[column].append(row)
        places[row, column] = m.start()
    if not filled:
        return [], []
    box = Box(filled)
    if box.area > limits.MOST_CELLS:
        raise Refusal("file-too-spread", f"a filled area of {box.area:,} cells")
    strays = box.outside(filled)
    return [Edit(places[cell], sheet.cell_around(places[cell] + 1)[1], b"") for cell in strays], strays


def _may_be_spread(sheet: SheetXml) -> bool:
    """Whether the rectangle could be too large, from its last row and from the columns that the sheet says it
    has."""
    last = sheet.xml.rfind(sheet.opening(b"row "), sheet.start, sheet.end)
    ref = re.compile(rb'[^>]*?\sr="(\d+)"').match(sheet.xml, last) if last >= 0 else None
    rows, columns = int(ref[1]) if ref else 0, limits.EXCEL_COLUMNS
    stated = _DIMENSION.search(sheet.head)
    if stated and int(stated[2]) >= rows:  # some programs always say A1; they are not believed
        rows, columns = int(stated[2]), column_number(stated[1])
    return rows * columns > limits.MOST_CELLS
