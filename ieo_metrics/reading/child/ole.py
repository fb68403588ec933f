"""The container of the 1990s (.xls, .doc, anything encrypted): its streams are found by their names, which
are UTF-16, in a directory of entries of 128 bytes."""

import re
import struct
from collections.abc import Iterator

ENTRY = 128
_NAME = 64  # bytes of an entry in which its name stands; its length follows
_START_SECTOR = 116
_SECTOR_SHIFT = 30  # where the header says how large a sector is: 9 for 512 bytes
_RECORD = struct.Struct("<2H")
_DATE_MODE, _FILE_PASS = 0x22, 0x2F
_LATER = (0x0A, 0xFC)  # the end of what is said of the whole, and the texts of all cells, which may be long
WORKBOOK_STREAMS = ("Workbook", "Book")  # of Excel 97 and later, of Excel 95


def _in_utf16(name: str) -> bytes:
    return f"{name}\0".encode("utf-16-le")


def holds_name(data: bytes, name: str) -> bool:
    """Whether a stream's name is anywhere in the file, in whatever capitals."""
    return re.search(re.escape(_in_utf16(name)), data, re.IGNORECASE) is not None


def entry_of(data: bytes, name: str) -> int | None:
    """Where the directory entry of the stream begins."""
    wanted = _in_utf16(name)
    for m in re.finditer(re.escape(wanted), data, re.IGNORECASE):
        if m.start() % ENTRY == 0 and data[m.start() + _NAME : m.start() + _NAME + 1] == bytes([len(wanted)]):
            return m.start()
    return None


def is_encrypted_xls(data: bytes) -> bool:
    """Whether the workbook says how it was encrypted."""
    return any(kind == _FILE_PASS for kind, _ in _records(data))


def is_from_1904(data: bytes) -> bool:
    """Whether the workbook counts its days from 1 January 1904."""
    return any(kind == _DATE_MODE and content[:1] == b"\1" for kind, content in _records(data))


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """(kind, content) of the records on the workbook as a whole, which come first in its stream."""
    found = (entry for name in WORKBOOK_STREAMS if (entry := entry_of(data, name)) is not None)
    if (entry := next(found, None)) is None:
        return
    sectors, read, at = _sectors(data, entry), bytearray(), 0
    while True:
        while (
            len(read) < at + _RECORD.size or len(read) < at + _RECORD.size + _RECORD.unpack_from(read, at)[1]
        ):
            if not (sector := next(sectors, b"")):
                return
            read += sector
        kind, length = _RECORD.unpack_from(read, at)
        at += _RECORD.size
        yield kind, bytes(read[at : at + length])
        if kind in _LATER:
            return
        at += length


def _sectors(data: bytes, entry: int) -> Iterator[bytes]:
    """The sectors of a stream, one after the other. The table that chains them is itself in sectors, of which
    the header names the first 109: they are enough for 7 MB, and a workbook's globals come first."""
    (start,) = struct.unpack_from("<L", data, entry + _START_SECTOR)
    size = 1 << min(struct.unpack_from("<H", data, _SECTOR_SHIFT)[0], 12)
    tables = struct.unpack_from("<109L", data, 76)
    for _ in range(len(data) // size):
        begin = (start + 1) * size
        if not (sector := data[begin : begin + size]):
            return
        yield sector
        table, place = divmod(start, size // 4)
        link = (tables[table] + 1) * size + place * 4 if table < len(tables) else len(data)
        if link + 4 > len(data):
            return
        (start,) = struct.unpack_from("<L", data, link)


def with_usual_names(data: bytes) -> bytes:
    """The file with the workbook's stream called as Excel calls it; some programs write BOOK or WORKBOOK, and
    calamine looks for the exact name."""
    for name in WORKBOOK_STREAMS:
        usual = _in_utf16(name)
        entry = entry_of(data, name)
        if entry is not None and not data.startswith(usual, entry):
            data = data[:entry] + usual + data[entry + len(usual) :]
    return data
