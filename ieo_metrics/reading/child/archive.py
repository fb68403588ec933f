"""The ZIP archive that a workbook is. Its directory is judged before anything is unpacked, and only parts
that are asked for are.

The standard zipfile takes longer to import than a small workbook takes to read.
"""

import re
import struct
import zlib
from collections import namedtuple

from ieo_metrics.reading import limits
from ieo_metrics.reading.child.refusal import Refusal

Entry = namedtuple("Entry", "flags method crc packed size offset")
_END = struct.Struct("<4s4H2LH")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_IN_EXTRA = 0xFFFFFFFF  # the true number is in the extra field (ZIP64)
_END64, _WHERE_END64 = struct.Struct("<4sQ2H2L4Q"), struct.Struct("<4sLQL")
_UTF16_DOCTYPE = "<!DOCTYPE".encode("utf-16-le")[:-1]  # as it is found in either byte order
_ENCODING = re.compile(rb"""(<\?xml[^>]*?encoding\s*=\s*["'])([\w.:-]+)""")


class Archive:
    """Parts by their names in lower case, as Office compares them. Names that lead elsewhere (../) are
    passed over."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            self._entries = _directory(data)
        except (struct.error, IndexError):
            raise Refusal("file-damaged", "the file is cut short") from None
        total = sum(e.size for e in self._entries.values())
        if total > limits.MOST_INFLATED:
            raise Refusal("file-unpacks-too-large", f"{len(data):,} bytes that unpack to {total:,}")
        for e in self._entries.values():
            if e.size > limits.RATIO_MATTERS_FROM and e.size > e.packed * limits.MOST_RATIO:
                raise Refusal(
                    "file-unpacks-too-large", f"a part of {e.packed:,} bytes that unpacks to {e.size:,}"
                )

    @property
    def names(self) -> list[str]:
        return list(self._entries)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._entries

    def size(self, name: str) -> int:
        return int(self._entries[name.lower()].size)

    def part(self, name: str) -> bytes:
        """The part unpacked: never more than its directory entry says."""
        entry = self._entries.get(name.lower())
        if entry is None:
            raise Refusal("file-damaged", f"the part {name} is missing")
        if entry.flags & 1:
            raise Refusal("file-password", "an encrypted archive")
        head = (
            _LOCAL.unpack_from(self._data, entry.offset)
            if entry.offset + _LOCAL.size <= len(self._data)
            else (b"",)
        )
        if head[0] != b"PK\3\4" or entry.method not in (0, 8):
            raise Refusal("file-damaged", f"the part {name} cannot be found")
        start = entry.offset + _LOCAL.size + head[-2] + head[-1]
        packed = memoryview(self._data)[start : start + entry.packed]
        try:
            part = (
                zlib.decompressobj(-15).decompress(packed, entry.size + 1) if entry.method else bytes(packed)
            )
        except zlib.error:
            raise Refusal("file-damaged", f"the part {name} cannot be unpacked") from None
        if len(part) > entry.size:
            raise Refusal("file-unpacks-too-large", f"the part {name} unpacks to more than it says")
        if len(part) < entry.size or zlib.crc32(part) != entry.crc:
            raise Refusal("file-damaged", f"the part {name} is not whole")
        return part

    def xml(self, name: str) -> bytes:
        """The part, an XML text that defines no entities, in UTF-8 as all readers expect it."""
        part = self.part(name)
        xml = _in_utf8(part, name)
        # One character is found twenty times as quick as two, and most sheets have none.
        declares = b"!" in xml and (b"<!DOCTYPE" in xml or b"<!ENTITY" in xml[:1000])
        if declares or _UTF16_DOCTYPE in part[:4000]:
            raise Refusal("file-entities", f"a document type declaration in {name}")
        return xml


def _in_utf8(part: bytes, name: str) -> bytes:
    if part.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif (stated := _ENCODING.match(part.lstrip())) and stated[2].lower() not in (b"utf-8", b"us-ascii"):
        encoding = stated[2].decode()
    else:
        return part
    try:
        text = part.decode(encoding).encode()
    except (LookupError, UnicodeError):
        raise Refusal("file-damaged", f"the part {name} is not in the encoding that it states") from None
    return _ENCODING.sub(rb"\1UTF-8", text, count=1)


def _end_of(data: bytes) -> tuple[int, int]:
    """How many parts there are, and where the directory begins."""
    end = data.rfind(b"PK\5\6")
    if end < 0:
        raise Refusal("file-damaged", "the file is cut short")
    *_, count, _size, at, _comment = _END.unpack_from(data, end)
    if (count == 0xFFFF or at == _IN_EXTRA) and data[end - _WHERE_END64.size :].startswith(b"PK\6\7"):
        end64 = _WHERE_END64.unpack_from(data, end - _WHERE_END64.size)[2]
        *_, count, _size, at = _END64.unpack_from(data, end64)
    return count, at


def _directory(data: bytes) -> dict[str, Entry]:
    count, at = _end_of(data)
    if count > limits.MOST_ENTRIES:
        raise Refusal("file-unpacks-too-large", f"an archive of {count:,} parts")
    entries: dict[str, Entry] = {}
    from_root: dict[str, Entry] = {}
    for _ in range(count):
        (
            signature,
            _,
            _,
            flags,
            method,
            _,
            _,
            crc,
            packed,
            size,
            name_length,
            extra_length,
            comment_length,
            _,
            _,
            _,
            offset,
        ) = _ENTRY.unpack_from(data, at)
        if signature != b"PK\1\2":
            raise Refusal("file-damaged", "the directory of the file is broken")
        at += _ENTRY.size
        name = data[at : at + name_length].decode("utf-8", "replace").replace("\\", "/").lower()
        name = name.removeprefix("./")
        if _IN_EXTRA in (packed, size, offset):
            packed, size, offset = _zip64(
                data[at + name_length : at + name_length + extra_length], packed, size, offset
            )
        at += name_length + extra_length + comment_length
        there = from_root if name.startswith("/") else entries
        if name in there:
            raise Refusal("file-duplicates", f"the part {name} is there twice")
        if ".." not in name.split("/"):
            there[name] = Entry(flags, method, crc, packed, size, offset)
    # Some programs write every name with a slash in front. Where there is the same name without, that counts.
    return {name.lstrip("/"): entry for name, entry in from_root.items()} | entries


def _zip64(extra: bytes, packed: int, size: int, offset: int) -> tuple[int, int, int]:
    while extra:
        kind, length = struct.unpack_from("<2H", extra)
        if kind == 1:
            numbers = iter(struct.unpack(f"<{length // 8}Q", extra[4 : 4 + length // 8 * 8]))
            size, packed, offset = (next(numbers, n) if n == _IN_EXTRA else n for n in (size, packed, offset))
        extra = extra[4 + length :]
    return packed, size, offset
