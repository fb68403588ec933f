"""Where the rows of a table end: at a second heading row; without totals rows, notes under the table, and
blank rows."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from ieo_metrics.framework.long_work.time_limit import stop_if_late
from ieo_metrics.framework.words.code_lists import normalised
from ieo_metrics.framework.words.text_normalisation import visible
from ieo_metrics.reading.sheets import Column, Sheet
from ieo_metrics.recognising.mappings.mapping import EMPTY, Mapping
from ieo_metrics.recognising.match_headings_to_layouts import Fit, fits_of_row, slots_headed
from ieo_metrics.recognising.note_rows import notes_of
from ieo_metrics.recognising.totals_rows import Totals, totals_of


class Region(NamedTuple):
    """The rows of one table, as indices into the sheet's columns; and what stands among or under them that is
    not data."""

    fit: Fit
    rows: np.ndarray
    totals: Totals
    notes: tuple[int, ...]
    ends: int  # the row after the last that was looked at


def _is_nothing(value: object) -> bool:
    """Whether a cell is empty, or holds spaces only."""
    if value.__class__ is not str:
        return value is None
    text = str(value)
    return not text[:1].isalnum() and not visible(text)  # most begin with a letter or digit


def _filled(columns: list[Column]) -> np.ndarray:
    """How many of the columns have something in each row."""
    count = np.zeros(len(columns[0].codes), dtype=np.int16)
    for column in columns:
        stop_if_late()
        count += np.array([not _is_nothing(value) for value in column.values], dtype=np.int16)[column.codes]
    return count


def _is_heading(text: str) -> bool:
    return not text[-1:].isdigit() and len(text) < 80 and bool(slots_headed(normalised(text)))


def _rows_with(sheet: Sheet, test: Callable[[str], bool]) -> np.ndarray:
    """In how many columns of each row a text passes the test."""
    count = np.zeros(sheet.height, dtype=np.int16)
    for column in sheet.columns:
        stop_if_late()
        hits = [place for place, value in enumerate(column.values) if value.__class__ is str and test(value)]
        if hits:
            count += np.isin(column.codes, hits)
    return count


def region_of(sheet: Sheet, fit: Fit, mapping: Mapping = EMPTY) -> Region:
    """The region under a heading row, up to the next heading row or the end of the sheet."""
    first = fit.header + 1
    ends = sheet.height
    for row in np.flatnonzero(_rows_with(sheet, _is_heading)[first:] >= 2) + first:
        if any(f.fits or f.strength >= 3 for f in fits_of_row(sheet, int(row), above=False, mapping=mapping)):
            ends = int(row)
            break
    return rows_between(sheet, fit, first, ends, mapping)


def rows_between(sheet: Sheet, fit: Fit, first: int, ends: int, mapping: Mapping = EMPTY) -> Region:
    """The region of the rows from `first` up to before `ends`."""
    mapped = [sheet.columns[j] for j in fit.columns]
    filled = _filled(mapped)
    inside = np.zeros(sheet.height, dtype=bool)
    inside[first:ends] = True
    found = totals_of(sheet, fit, inside, mapping)
    totals = np.zeros(sheet.height, dtype=bool)
    totals[[*found.rows, *(row for row, _ in found.unclear)]] = True
    notes = notes_of(sheet, fit, inside & ~totals)
    data = inside & (filled > 0) & ~totals & ~notes
    return Region(
        fit,
        np.flatnonzero(data),
        found,
        tuple(np.flatnonzero(notes).tolist()),
        ends,
    )
