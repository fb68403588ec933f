"""An OpenDocument spreadsheet, for calamine: only its cells, with the error cells marked."""

import re
from io import BytesIO

from ieo_metrics.reading.child.archive import Archive
from ieo_metrics.reading.child.in_memory_files import Repacked
from ieo_metrics.reading.child.normalise_xml import in_usual_form

# calamine looks into it for a password; there is none.
_MANIFEST = b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
_ERROR = b'calcext:value-type="error"'
_ERROR_CELL = re.compile(
    rb'<table:table-cell\b(?=[^>]*calcext:value-type="error")([^>]*)>\s*<text:p>([^<]*)</text:p>'
)
_FORMULA = re.compile(rb'\stable:formula="(?:of:=)?([^"]*)"')
_SPACE_BEFORE = re.compile(rb"(?<=>)\s+(?=</?(?:table|office):|<text:[ph][ />])")
_SPACE_AFTER = re.compile(rb"(</text:[ph]>)\s+(?=<)")
_DRAWING = re.compile(rb"<(/?)draw:[\w-]+(?:\s[^<>]*?)?(/?)>")
_UNKIND = re.compile(
    rb"(<table:table-cell(?=[\s>])(?![^>]*value-type=)[^>]*(?<!/))(?=><(?:text:[ph]|office:annotation)[ >])"
)
_CHARACTERS = {b"<text:tab": b"&#9;", b"<text:line-break": b"&#10;"}
_FROM_1904 = re.compile(rb'<table:null-date\s[^>]*table:date-value="1904-01-01')
_VALUE = re.compile(rb'\s(?:office:value-type|office:string-value|office:value|table:formula)="[^"]*"')


def repacked_ods(archive: Archive) -> tuple[str | BytesIO, bool, bool]:
    """What calamine opens, whether any cell is marked as `unseen` does it, and whether days are counted from
    1904."""
    content = _as_calamine_expects(in_usual_form(archive.xml("content.xml")))
    marked = _ERROR in content
    packed = Repacked()
    packed.add("META-INF/manifest.xml", [_MANIFEST])
    packed.add("mimetype", [b"application/vnd.oasis.opendocument.spreadsheet"])
    packed.add("content.xml", [_ERROR_CELL.sub(_as_text, content) if marked else content])
    return packed.ready(), marked, _FROM_1904.search(content) is not None


def _as_calamine_expects(content: bytes) -> bytes:
    """Without white space between cells, rows and paragraphs, and without drawings that stand in a cell; with
    the kind of every cell said, and the characters that have elements of their own."""
    content = _SPACE_BEFORE.sub(b"", content)
    content = _SPACE_AFTER.sub(rb"\1", content)
    if b"<draw:" in content:
        content = _without_drawings(content)
    content = _UNKIND.sub(rb'\1 office:value-type="string"', content)
    for element, character in _CHARACTERS.items():
        if element in content:
            content = re.sub(element + rb"\s*/>", character, content)
    return content


def _without_drawings(content: bytes) -> bytes:
    """Their texts and tables are no cells. Drawings may stand in one another."""
    pieces, at, depth = [], 0, 0
    for tag in _DRAWING.finditer(content):
        if not depth:
            pieces.append(content[at : tag.start()])
        if not tag[2]:
            depth += -1 if tag[1] else 1
        at = tag.end()
    return b"".join([*pieces, content[at:]])


def _as_text(cell: re.Match[bytes]) -> bytes:
    formula = _FORMULA.search(cell[1])
    text = b"&#xE000;%b&#xE000;%b" % (cell[2], formula[1] if formula else b"")
    return b'<table:table-cell office:value-type="string" office:string-value="%b"%b><text:p/>' % (
        text,
        _VALUE.sub(b"", cell[1]),
    )
