"""What a file is, by its content; its name is looked at second."""

from ieo_metrics.reading.child.archive import Archive
from ieo_metrics.reading.child.csv_text import decode_text
from ieo_metrics.reading.child.ole import WORKBOOK_STREAMS, entry_of, holds_name, is_encrypted_xls
from ieo_metrics.reading.child.refusal import Refusal
from ieo_metrics.reading.child.xlsx.package import is_workbook, main_part
from ieo_metrics.reading.safe_file_name import ACCEPTED

BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a photograph (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"II*\0", "a picture (TIFF)"),
    (b"MM\0*", "a picture (TIFF)"),
    (b"RIFF", "a picture or recording"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"7z\xbc\xaf\x27\x1c", "a packed folder (7-Zip)"),
    (b"Rar!\x1a\x07", "a packed folder (RAR)"),
    (b"\x1f\x8b", "a packed file (gzip)"),
    (b"SQLite format 3\0", "a database (SQLite)"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\0", "a program"),
)
PACKED: tuple[tuple[str, str], ...] = (
    ("word/", "a Word document"),
    ("ppt/", "a PowerPoint presentation"),
    ("visio/", "a Visio drawing"),
)
IN_OLE: tuple[tuple[str, str], ...] = (
    ("WordDocument", "a Word document (.doc)"),
    ("PowerPoint Document", "a PowerPoint presentation (.ppt)"),
    ("__nameid_version1.0", "an e-mail (.msg)"),
)
_MANIFEST = "META-INF/manifest.xml"
NAMES = {
    "xlsx": "an Excel workbook (.xlsx)",
    "xlsm": "an Excel workbook with macros (.xlsm)",
    "xls": "an Excel 97-2003 workbook (.xls)",
    "ods": "an OpenDocument spreadsheet (.ods)",
}


def kind_of(data: bytes, ending: str) -> str:
    """xlsx, xlsm, xls, ods or csv; everything else is refused by its true name."""
    kind = _by_content(data)
    if ending not in ACCEPTED:
        raise Refusal("file-ending", f"the name ends in .{ending}" if ending else "the name has no ending")
    if kind == "csv" and ending != "csv":
        raise Refusal("file-text-misnamed", f"plain text, called .{ending}")
    return kind


def _by_content(data: bytes) -> str:
    for beginning, what in BEGINNINGS:
        if data.startswith(beginning):
            raise Refusal("file-not-spreadsheet", what)
    if data[4:8] == b"ftyp":
        raise Refusal("file-not-spreadsheet", "a photograph or film")
    if data.startswith((b"PK\3\4", b"PK\5\6")):
        return _packed(Archive(data))
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return _ole(data)
    text = decode_text(data)
    if text is None:
        raise Refusal("file-not-spreadsheet", "a file of an unknown kind")
    start = text.lstrip()[:2000].lower()
    if start.startswith("<") and any(tag in start for tag in ("<!doctype html", "<html", "<table")):
        raise Refusal("file-not-spreadsheet", "a web page (HTML)")
    if start.startswith("<?xml"):
        raise Refusal("file-not-spreadsheet", "an XML file")
    return "csv"


def _packed(archive: Archive) -> str:
    if _MANIFEST in archive and b"encryption-data" in archive.part(_MANIFEST):
        raise Refusal("file-password", "a spreadsheet that is encrypted")
    if (book := main_part(archive)) and is_workbook(archive, book):
        return "xlsm" if any(name.endswith("vbaproject.bin") for name in archive.names) else "xlsx"
    if book.endswith("workbook.bin") or "xl/workbook.bin" in archive:
        raise Refusal("file-type", "an Excel binary workbook (.xlsb)")
    if any(name.endswith(".iwa") or name == "index.zip" for name in archive.names):
        raise Refusal("file-type", "a Numbers or other Apple document")
    for folder, what in PACKED:
        if any(name.startswith(folder) for name in archive.names):
            raise Refusal("file-not-spreadsheet", what)
    if "content.xml" in archive:
        if b"spreadsheet" in (archive.part("mimetype") if "mimetype" in archive else b"spreadsheet"):
            return "ods"
        raise Refusal("file-not-spreadsheet", "an OpenDocument text or drawing")
    if book:
        raise Refusal("file-damaged", f"the part {book} is no list of sheets")
    raise Refusal("file-archive", f"a ZIP archive of {len(archive.names)} files")


def _ole(data: bytes) -> str:
    if holds_name(data, "EncryptedPackage") or holds_name(data, "DRMContent"):
        raise Refusal("file-password", "a workbook that is encrypted")
    if any(entry_of(data, stream) is not None for stream in WORKBOOK_STREAMS):
        if is_encrypted_xls(data):
            raise Refusal("file-password", "an Excel 97-2003 workbook that is encrypted")
        return "xls"
    for stream, what in IN_OLE:
        if holds_name(data, stream):
            raise Refusal("file-not-spreadsheet", what)
    if len(data) % 512:  # it is made of blocks of 512 bytes
        raise Refusal("file-damaged", "the file ends too early")
    raise Refusal("file-not-spreadsheet", "an old Office document that is no workbook")
