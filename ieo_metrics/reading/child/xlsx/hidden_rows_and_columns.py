"""Rows and columns of an .xlsx sheet that are hidden, by hand or by a filter."""

import re

from ieo_metrics.reading import limits
from ieo_metrics.reading.child.xlsx.sheet_xml import SheetXml

_HIDDEN = rb'\shidden="(?:1|true)"'


def hidden_rows(sheet: SheetXml) -> frozenset[int]:
    """Excel's numbers of the hidden rows that hold something."""
    if not sheet.has(b' hidden="', b"h"):
        return frozenset()
    rows = set()
    for m in re.compile(sheet.opening(b"row") + rb"\b([^>]*" + _HIDDEN + rb"[^>]*)>").finditer(
        sheet.xml, sheet.start, sheet.end
    ):
        ref = re.search(rb'\br="(\d+)"', m[1])
        if ref and not m[1].endswith(b"/"):
            body = sheet.xml[m.end() : sheet.xml.find(sheet.closing(b"row"), m.end())]
            if sheet.opening(b"v>") in body or sheet.opening(b"is>") in body:
                rows.add(int(ref[1]))
    return frozenset(rows)


def hidden_columns(sheet: SheetXml) -> frozenset[int]:
    """Excel's numbers of the hidden columns, from 1."""
    columns: set[int] = set()
    for m in re.finditer(rb"<" + re.escape(sheet.prefix) + rb"col\s[^>]*>", sheet.head):
        first, last = re.search(rb'\bmin="(\d+)"', m[0]), re.search(rb'\bmax="(\d+)"', m[0])
        if first and last and re.search(_HIDDEN, m[0]):
            columns.update(range(int(first[1]), min(int(last[1]), limits.EXCEL_COLUMNS) + 1))
    return frozenset(columns)
