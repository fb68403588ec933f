"""Cells that calamine reads as empty: errors (#DIV/0!), and formulas that were saved without a value.

In the XML for calamine each becomes a text, `MARK shows MARK formula`, so that it arrives in its place like
any other cell.
"""

import re
from collections.abc import Iterator

from ieo_metrics.reading.child.xlsx.sheet_xml import Edit, SheetXml

_MARK = b"&#xE000;"  # encode.MARK, as XML of any encoding says it


def unseen_cells(sheet: SheetXml) -> list[Edit]:
    """Error cells and formulas without a value."""
    cells: dict[int, Edit] = {}
    if sheet.has(b't="e"', b"e"):
        cells |= {e.start: e for e in _error_cells(sheet)}
    if sheet.has(sheet.opening(b"f"), b"f"):
        cells |= {e.start: e for e in _valueless(sheet) if e.start not in cells}
    return list(cells.values())


def linked_cells(sheet: SheetXml) -> list[tuple[int, int]]:
    """(row, column) of the formulas that refer to another workbook: [1]Sheet!A1."""
    link = re.compile(sheet.opening(b"f") + rb"\b[^>]*>[^<]*\[\d+\][^<]*!")
    return [
        sheet.address(sheet.cell_around(m.start())[0])
        for m in link.finditer(sheet.xml, sheet.start, sheet.end)
    ]


def _error_cells(sheet: SheetXml) -> Iterator[Edit]:
    p = re.escape(sheet.prefix)
    value, formula = re.compile(rb"<" + p + rb"v>([^<]*)<"), re.compile(rb"<" + p + rb"f\b[^>]*>([^<]*)<")
    at = sheet.start
    while (at := sheet.xml.find(b't="e"', at + 1, sheet.end)) >= 0:
        if not sheet.xml.startswith(sheet.opening(b"c "), sheet.xml.rfind(b"<", sheet.start, at)):
            continue  # not an attribute of a cell but a text
        if sheet.xml[sheet.xml.find(b">", at) - 1] == ord("/"):
            continue  # a cell without content
        start, end = sheet.cell_around(at)
        shows, says = value.search(sheet.xml, at, end), formula.search(sheet.xml, at, end)
        if shows:
            yield _marked(sheet, start, end, shows[1], says[1] if says else b"")


def _valueless(sheet: SheetXml) -> Iterator[Edit]:
    formula = rb"<Pf(?:\s[^>]*?)?(?:/>|>([^<]*)</Pf>)\s*(?:<Pv\s*/>|<Pv>\s*</Pv>)?\s*</Pc>"
    pattern = re.compile(formula.replace(b"P", re.escape(sheet.prefix)))
    for m in pattern.finditer(sheet.xml, sheet.start, sheet.end):
        start, end = sheet.cell_around(m.start())
        before = sheet.xml[start : m.start()]
        if sheet.closing(b"v") in before:
            # Some programs write the value in front of the formula; then calamine reads neither.
            if b't="e"' not in before:
                yield Edit(m.start(), end - len(sheet.closing(b"c")), b"")
        elif b't="str"' not in before:  # that is a formula whose value is the empty text
            yield _marked(sheet, start, end, b"", m[1] or b"")


def _marked(sheet: SheetXml, start: int, end: int, shows: bytes, formula: bytes) -> Edit:
    ref = re.search(rb'\sr="[A-Z]+\d+"', sheet.xml[start : sheet.xml.find(b">", start)])
    p = sheet.prefix
    text = b'<%bc%b t="str"><%bv>%b%b%b%b</%bv></%bc>' % (
        p,
        ref[0] if ref else b"",
        p,
        _MARK,
        shows,
        _MARK,
        formula,
        p,
        p,
    )
    return Edit(start, end, text)
