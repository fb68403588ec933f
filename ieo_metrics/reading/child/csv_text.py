"""Comma-separated text, as Excel and other programs save it in any of their ways."""

import codecs
import csv
import io
import re
from collections import Counter
from itertools import islice

from ieo_metrics.reading import limits
from ieo_metrics.reading.child.refusal import Refusal

SEPARATORS = ",;\t|"
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


def decode_text(data: bytes) -> str | None:
    """The text; None if it is none. Excel's "CSV" is cp1252, "CSV UTF-8" has a mark in front, "Unicode text"
    is UTF-16."""
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        sample = text[:4096]
        return text if len(_CONTROL.findall(sample)) <= len(sample) // 100 else None
    return None


def _encodings(data: bytes) -> tuple[str, ...]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    head = data[:200]
    if head[1::2].count(0) > len(head) // 4:
        return ("utf-16-le",)
    if head[::2].count(0) > len(head) // 4:
        return ("utf-16-be",)
    return ("utf-8-sig", "cp1252")


def csv_rows(data: bytes) -> list[list[str]]:
    """The cells, all of them text, all rows of one length."""
    text = decode_text(data)
    if text is None:
        raise Refusal("file-damaged", "it begins as text and goes on as something else")
    csv.field_size_limit(max(len(text) + 1, csv.field_size_limit()))  # one long cell is no reason to stop
    if stated := re.match(r'"?sep=(.)"?\r?\n', text):  # Excel's own hint, which is no row
        separator, text = stated[1], text[stated.end() :]
    else:
        separator = _separator(text)
    cells = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    width = max(map(len, cells), default=0)
    if width > limits.EXCEL_COLUMNS or width * len(cells) > limits.MOST_CELLS:
        raise Refusal("file-too-spread", f"{len(cells):,} rows, the longest of {width:,} cells")
    return [row + [""] * (width - len(row)) for row in cells]


def _separator(text: str) -> str:
    """The one that parts the most rows into equally many cells."""

    def evenness(separator: str) -> tuple[int, int]:
        head = islice(csv.reader(io.StringIO(text[:20_000], newline=""), delimiter=separator), 50)
        widths = Counter(len(row) for row in head if len(row) > 1)
        return max(((count, width) for width, count in widths.items()), default=(0, 0))

    return max(SEPARATORS, key=evenness)
