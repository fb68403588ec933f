"""The XML of one sheet of an .xlsx workbook, and where its cells begin and end. Some programs write <x:row>
for <row>."""

import re
from collections import namedtuple

from ieo_metrics.reading.cells.cell_addresses import column_number

Edit = namedtuple("Edit", "start end text")  # what calamine is to see in place of a cell
_DATA = re.compile(rb"<((?:\w+:)?)sheetData\b[^>]*>")


class SheetXml:
    """`start` and `end` enclose the rows; `head` stands before them, `tail` after."""

    def __init__(self, xml: bytes) -> None:
        self.xml = xml
        data = _DATA.search(xml)
        self.prefix = data[1] if data else b""
        self.start = data.end() if data else len(xml)
        self.head = xml[: data.start()] if data else xml
        end = xml.rfind(b"</" + self.prefix + b"sheetData>")
        self.end = max(end, self.start)  # <sheetData/> has no end
        self.tail = xml[self.end :]

    def opening(self, tag: bytes) -> bytes:
        return b"<" + self.prefix + tag

    def closing(self, tag: bytes) -> bytes:
        return b"</" + self.prefix + tag + b">"

    def has(self, text: bytes, rare: bytes) -> bool:
        """Whether the rows contain the text. Its rarest letter is looked for first: that is twenty times as
        quick, and mostly settles it."""
        at = self.xml.find(rare, self.start, self.end)
        return at >= 0 and self.xml.find(text, self.start, self.end) >= 0

    def cell_around(self, at: int) -> tuple[int, int]:
        """Start and end of the cell that encloses a place within the rows."""
        start = self.xml.rfind(self.opening(b"c "), self.start, at)
        bare = self.xml.rfind(self.opening(b"c>"), max(start, self.start), at)
        close = self.closing(b"c")
        return max(start, bare), self.xml.find(close, at) + len(close)

    def address(self, cell: int) -> tuple[int, int]:
        """(row, column) of the cell that starts there; (0, 0) if it does not say."""
        ref = re.compile(rb'[^>]*?\sr="([A-Z]{1,3})(\d+)"').match(self.xml, cell)
        return (int(ref[2]), column_number(ref[1])) if ref else (0, 0)

    def edited(self, edits: list[Edit]) -> list[bytes | memoryview]:
        """The XML with the edits made, in pieces.

        An empty list of merged ranges goes in front of the rows: calamine looks for that list in a second
        pass through the whole sheet, and stops where it finds one. That is 40% of its time; the true list has
        been read from the tail.
        """
        view = memoryview(self.xml)
        pieces: list[bytes | memoryview] = [
            view[: len(self.head)],
            self.opening(b"mergeCells>") + self.closing(b"mergeCells"),
        ]
        at = len(self.head)
        for edit in sorted(edits):
            pieces += [view[at : edit.start], edit.text]
            at = edit.end
        return [*pieces, view[at:]]
