"""Where the rows of a table end: at a second heading row; without totals rows, notes under the table, and blank rows."""

from dataclasses import dataclass

import numpy as np

from ieo_metrics.framework.words import normal
from ieo_metrics.reading.sheets import Column, Sheet
from ieo_metrics.recognising.headings import Fit, all_headings, fits_of_row

_TOTALS = ("total", "grand total", "sub total", "subtotal", "totals", "sum", "overall total")


@dataclass(frozen=True)
class Region:
    """The rows of one table, as indices into the sheet's columns; and what stands among or under them that is not data."""

    fit: Fit
    rows: np.ndarray
    totals: tuple[int, ...]
    notes: tuple[int, ...]
    ends: int  # the row after the last that was looked at


def _which(column: Column, answers: np.ndarray) -> np.ndarray:
    return answers[column.codes]


def _filled(columns: list[Column]) -> np.ndarray:
    """How many of the columns have something in each row."""
    count = np.zeros(len(columns[0].codes), dtype=np.int16)
    for column in columns:
        count += _which(column, np.array([value is not None for value in column.values], dtype=np.int16))
    return count


def _is_total(value: object) -> bool:
    # Most cells are short references: the first letter says that they are not totals, without normalising each one.
    return isinstance(value, str) and value[:3].strip().casefold()[:1] in ("t", "g", "s", "o") and normal(value).startswith(_TOTALS) and len(value) < 40


def _is_heading(value: object) -> bool:
    return isinstance(value, str) and len(value) < 80 and not value[-1:].isdigit() and normal(value) in all_headings()


def _rows_with(sheet: Sheet, test) -> np.ndarray:
    count = np.zeros(sheet.height, dtype=np.int16)
    for column in sheet.columns:
        hits = np.fromiter((test(value) for value in column.values), dtype=np.int16, count=len(column.values))
        if hits.any():
            count += _which(column, hits)
    return count


def region_of(sheet: Sheet, fit: Fit) -> Region:
    """The region under a heading row, up to the next heading row or the end of the sheet."""
    first = fit.header + 1
    ends = sheet.height
    for row in np.flatnonzero(_rows_with(sheet, _is_heading)[first:] >= 2) + first:
        if any(f.fits or f.strength >= 3 for f in fits_of_row(sheet, int(row), above=False)):
            ends = int(row)
            break
    mapped = [sheet.columns[j] for j in fit.columns]
    filled, anything = _filled(mapped), _filled(list(sheet.columns))
    totals = _rows_with(sheet, _is_total) > 0
    notes = np.zeros(sheet.height, dtype=bool)
    # A note is one long text alone in its row; a young person's reference alone in its row is a person without dates.
    for row in np.flatnonzero((anything == 1) & ~totals):
        alone = next(value for column in sheet.columns if (value := column.at(int(row))) is not None)
        notes[row] = isinstance(alone, str) and len(alone) > 12 and len(alone.split()) >= 3
    inside = np.zeros(sheet.height, dtype=bool)
    inside[first:ends] = True
    data = inside & (filled > 0) & ~totals & ~notes
    return Region(fit, np.flatnonzero(data), tuple(np.flatnonzero(inside & totals).tolist()), tuple(np.flatnonzero(inside & notes).tolist()), ends)
