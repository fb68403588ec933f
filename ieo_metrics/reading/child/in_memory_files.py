"""Files in memory, for calamine to open. Nothing of a return is ever on disk."""

import os
import struct
import zlib
from collections.abc import Iterable, Sequence
from io import BytesIO


def in_memory(pieces: Iterable[bytes | memoryview]) -> str | BytesIO:
    """What calamine opens: a path where the system has files that are in memory only (Linux), else a buffer.

    calamine copies a buffer several times, and tells the causes of trouble apart only for a path.
    """
    if not hasattr(os, "memfd_create"):
        return BytesIO(b"".join(pieces))
    fd = os.memfd_create("workbook")
    with open(fd, "wb", closefd=False) as file:
        file.writelines(pieces)
    return f"/proc/self/fd/{fd}"


class Repacked:
    """A clean ZIP archive: only the parts that we looked at, as we leave them, packed without compression.

    So calamine sees exactly the bytes that were checked, and unpacks nothing a second time.
    """

    def __init__(self) -> None:
        self._pieces: list[bytes | memoryview] = []
        self._directory: list[bytes] = []
        self._at = 0

    def add(self, name: str, pieces: Sequence[bytes | memoryview]) -> None:
        """The part that the pieces make up, one after another."""
        crc = 0
        for piece in pieces:
            crc = zlib.crc32(piece, crc)
        title, size = name.encode(), sum(map(len, pieces))
        common = struct.pack("<5H3L2H", 20, 0x800, 0, 0, 0, crc, size, size, len(title), 0)
        self._directory.append(b"PK\1\2\x14\0" + common + struct.pack("<3H2L", 0, 0, 0, 0, self._at) + title)
        self._pieces += [b"PK\3\4" + common + title, *pieces]
        self._at += 4 + len(common) + len(title) + size

    def taken(self) -> list[bytes | memoryview]:
        """The pieces of the whole archive; the parts are let go."""
        count, directory = len(self._directory), b"".join(self._directory)
        end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(directory), self._at, 0)
        pieces, self._pieces = [*self._pieces, directory, end], []
        return pieces

    def ready(self) -> str | BytesIO:
        """The archive for calamine."""
        return in_memory(self.taken())
