"""An OpenDocument spreadsheet, for calamine: only its cells, with the error cells marked."""

import re
from io import BytesIO

from ieo_metrics.reading.child.archive import Archive
from ieo_metrics.reading.child.memory import Repacked
from ieo_metrics.reading.child.refusal import Refusal

# calamine looks into it for a password; there is none.
_MANIFEST = b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
_ERROR = b'calcext:value-type="error"'
_ERROR_CELL = re.compile(
    rb'<table:table-cell\b(?=[^>]*calcext:value-type="error")([^>]*)>\s*<text:p>([^<]*)</text:p>'
)
_FORMULA = re.compile(rb'\stable:formula="(?:of:=)?([^"]*)"')
_VALUE = re.compile(rb'\s(?:office:value-type|office:string-value|office:value|table:formula)="[^"]*"')


def repacked_ods(archive: Archive) -> tuple[str | BytesIO, bool]:
    """What calamine opens, and whether any cell is marked as `unseen` does it."""
    if "META-INF/manifest.xml" in archive and b"encryption-data" in archive.xml("META-INF/manifest.xml"):
        raise Refusal("file-password", "a spreadsheet that is encrypted")
    content = archive.xml("content.xml")
    marked = _ERROR in content
    packed = Repacked()
    packed.add("META-INF/manifest.xml", [_MANIFEST])
    packed.add("mimetype", [b"application/vnd.oasis.opendocument.spreadsheet"])
    packed.add("content.xml", [_ERROR_CELL.sub(_as_text, content) if marked else content])
    return packed.ready(), marked


def _as_text(cell: re.Match[bytes]) -> bytes:
    formula = _FORMULA.search(cell[1])
    text = b"&#xE000;%b&#xE000;%b" % (cell[2], formula[1] if formula else b"")
    return b'<table:table-cell office:value-type="string" office:string-value="%b"%b><text:p/>' % (
        text,
        _VALUE.sub(b"", cell[1]),
    )
