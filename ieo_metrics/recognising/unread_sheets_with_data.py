"""Sheets that were not read and hold data: their rows are in no table, and are in the sum all the same."""

import datetime as dt
import re
from typing import NamedTuple

import numpy as np

from ieo_metrics.framework.words.code_lists import normalised
from ieo_metrics.framework.words.text_normalisation import visible
from ieo_metrics.reading.sheets import Sheet

MOST_FIGURES = 60  # rows of a sheet of figures
_CODE = r"(?!20\d\d\b)\S*\d{3,}\S*"  # a reference, and no label
_OF_FIGURES = r"summary|summaries|dashboard|overview|overall|totals?|kpis?|charts?|pivot|lookups?|lists?"


class UnreadSheet(NamedTuple):
    """A sheet of which nothing was read, or nothing more below some table. `rows`: those that hold data."""

    name: str
    rows: int


def looks_like_data(sheet: Sheet) -> bool:
    """Whether a sheet without known headings holds rows of data: three rows with a number or date, in two
    columns or more."""
    rows = np.zeros(sheet.height, dtype=np.int16)
    for column in sheet.columns:
        is_datum = np.array([isinstance(value, (float, dt.date)) for value in column.values], dtype=np.int16)
        rows += is_datum[column.codes]
    texts = sum(1 for column in sheet.columns if any(isinstance(value, str) for value in column.values))
    return int((rows > 0).sum()) >= 3 and len(sheet.columns) >= 2 and texts + int(rows.max()) >= 2


def unread_rows(sheet: Sheet, header: int | None = None) -> UnreadSheet:
    """The rows of data under a heading row: those with something in two cells or more. Without a known
    heading row the first such row is taken for it, if it holds nothing but texts."""
    filled, texts = (np.zeros(sheet.height, dtype=np.int32) for _ in range(2))
    for column in sheet.columns:
        is_text = np.array([isinstance(v, str) and bool(visible(v)) for v in column.values], dtype=bool)
        is_other = np.array([v is not None and not isinstance(v, str) for v in column.values], dtype=bool)
        texts += is_text[column.codes]
        filled += (is_text | is_other)[column.codes]
    rows = np.flatnonzero(filled >= 2)
    if header is not None:
        rows = rows[rows > header]
    elif len(rows) and texts[rows[0]] == filled[rows[0]]:
        rows = rows[1:]
    return UnreadSheet(sheet.name, len(rows))


def holds_figures_only(sheet: Sheet) -> bool:
    """Whether a sheet is a summary: its name says so, and it holds labels beside numbers, and no date or
    reference. Under another name such a grid may be the return itself."""
    if sheet.height > MOST_FIGURES or not any(
        re.fullmatch(_OF_FIGURES, word) for word in normalised(sheet.name).split()
    ):
        return False
    cells = [value for column in sheet.columns for value in column.values if value is not None]
    return not any(
        isinstance(value, dt.date) or (isinstance(value, str) and re.fullmatch(_CODE, visible(value)))
        for value in cells
    )
