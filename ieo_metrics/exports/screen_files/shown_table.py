"""A table of the screen as a .csv, as it is read there."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from ieo_metrics.exports.tidy_table import neutral_text

_NUMBER = re.compile(r"[+−-]?\d[\d,]*(\.\d+)?%?")


def shown_table_csv(columns: Sequence[str], rows: Iterable[Sequence[object]], note: str) -> bytes:
    """The table, with `note` in a last column of each row, since a table alone has no other place to say
    whether it may be shared. A number is written so that a spreadsheet program reads it as one: `+1.4` as
    1.4, `1,200` as 1200. Begins with a byte order mark, by which such a program knows its letters."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*map(neutral_text, columns), "Sharing"])
    writer.writerows([*map(_written, row), note] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _written(cell: object) -> str:
    text = str(cell)
    if _NUMBER.fullmatch(text):
        return text.replace("−", "-").replace(",", "").removeprefix("+")
    return neutral_text(text)
