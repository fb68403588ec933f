"""What calamine does not show of a sheet of an .xlsx workbook, found in its XML, and the XML as calamine is
to see it.

A sheet may be 60 MB, so each question is first asked of the whole text by one quick search, and looked into
only where that hits.
"""

import re
from collections import namedtuple

from ieo_metrics.reading.cells.cell_addresses import cell_address, first_of
from ieo_metrics.reading.child.normalise_xml import in_usual_form
from ieo_metrics.reading.child.xlsx.cells_calamine_misses import linked_cells, unseen_cells
from ieo_metrics.reading.child.xlsx.far_cells import far_cells
from ieo_metrics.reading.child.xlsx.hidden_rows_and_columns import hidden_columns, hidden_rows
from ieo_metrics.reading.child.xlsx.sheet_xml import SheetXml

# `remarks` are (kind, cell, found); `marked`: whether any cell became a marked text (`unseen`); `booleans`:
# whether any may be one.
Scan = namedtuple(
    "Scan",
    "remarks merged hidden_rows hidden_columns marked booleans",
    defaults=((), (), frozenset(), frozenset(), False, True),
)
_MERGED = re.compile(rb'mergeCell\s[^>]*?ref="([A-Z0-9:]+)"')


def scan_cells(xml: bytes, links: bool) -> tuple[Scan, list[bytes | memoryview]]:
    """The scan of one sheet, and its XML for calamine in pieces. `links`: whether the workbook has links to
    others at all."""
    sheet = SheetXml(xml := in_usual_form(xml))
    unseen = unseen_cells(sheet)
    removals, far = far_cells(sheet)
    remarks = []
    if far:
        remarks.append(far_remark(far))
    if links and (linked := linked_cells(sheet)):
        remarks.append(("external-links", cell_address(*linked[0]), f"{len(linked):,} formulas"))
    if hidden := hidden_rows(sheet):
        filtered = "filtered out or hidden" if b"filterColumn" in sheet.tail else "hidden"
        remarks.append(
            (
                "hidden-rows",
                f"{min(hidden)}:{max(hidden)}",
                f"{len(hidden):,} rows that hold data are {filtered}",
            )
        )
    merged = tuple(ref.decode() for ref in _MERGED.findall(sheet.tail))
    edits = {e.start: e for e in (*unseen, *removals)}
    found = Scan(
        tuple(remarks),
        merged,
        hidden,
        hidden_columns(sheet),
        bool(unseen),
        sheet.has(b't="b"', b"b"),
    )
    return found, sheet.edited(list(edits.values()))


def far_remark(cells: list[tuple[int, int]]) -> tuple[str, str, str]:
    """The remark on strays, (row, column) counted from 1."""
    return "far-cells", cell_address(*cells[0]), f"{len(cells):,} far from the rest: {first_of(cells)}"
