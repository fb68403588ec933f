"""What reading gives: workbooks of sheets of columns of cells, each distinct cell value of a column held
once.

A column of 100,000 dates holds perhaps 900 distinct days. So everything later looks at each distinct value
once, with a plain function, and its rows follow by their codes. That is both the quick way and the readable
one.
"""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np


class CellError(NamedTuple):
    """A cell that shows an error (#DIV/0!), or a formula that was saved without its value (`shows` is "")."""

    shows: str
    formula: str = ""


class NumberFrom1904(float):
    """A number in a workbook that counts its days from 1904, as Excel for the Mac did. As a number it is like
    any other; shown as a date it is four years and a day later."""

    __slots__ = ()


class TextFrom1904(str):
    """Text in a workbook that counts its days from 1904: a number in it, read as a date, is a later one."""

    __slots__ = ()


class Column(NamedTuple):
    """One column of a sheet. `values`: its distinct cells (None, str, float or NumberFrom1904, bool, date,
    datetime, time, timedelta or CellError; "007" is the text "007"); `codes`: int32, one for each row of the
    sheet, into `values`."""

    values: list[Any]
    codes: np.ndarray

    def at(self, row: int) -> object:
        return self.values[self.codes[row]]


class Remark(NamedTuple):
    """Something about a sheet that its cells do not show. `kind` is a code of `reading.remark_kinds`; `cell`
    may be a range."""

    kind: str
    cell: str
    found: str


class Sheet(NamedTuple):
    """One sheet as it is. Row i of every column is Excel's row `first_row + i`, column j is Excel's
    `first_column + j` (both counted from 1). `hidden_rows`: Excel row numbers that are hidden or filtered
    out."""

    name: str
    visible: bool
    first_row: int
    first_column: int
    columns: tuple[Column, ...]
    remarks: tuple[Remark, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    merged: tuple[str, ...] = ()

    @property
    def height(self) -> int:
        return len(self.columns[0].codes) if self.columns else 0


class Workbook(NamedTuple):
    """One file, read. `remarks` are about the file as a whole (macros were not run, links to other
    workbooks)."""

    name: str
    sha256: str
    sheets: tuple[Sheet, ...]
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class Refused:
    """One file that could not be read: the code of why (a row of `reading.refusals`) and what was found."""

    name: str
    sha256: str
    code: str
    found: str = field(default="")
