"""Columns that are taken without a question, because two keys agree: the heading is the field's own word with
small words beside it, and every filled cell can be read as the field. One key alone is a guess, and asked."""

from collections.abc import Callable, Iterable
from functools import cache

import numpy as np

from ieo_metrics.framework.layouts import ColumnSpec, Layout
from ieo_metrics.framework.record_tables import TABLE
from ieo_metrics.reading.cells.cell_values import read_cell
from ieo_metrics.reading.sheets import Sheet
from ieo_metrics.recognising.match_headings_to_layouts import Fit

_ARTICLES = frozenset(("of", "the", "our", "a", "an"))
# By kind of field, the words that say nothing beside its own. Any other word, above all one that turns, plans
# or adds up (not, planned, target, total, previous, birth), is a question.
_NEUTRAL = {
    "date": _ARTICLES | {"date"},
    "category": _ARTICLES | {"type"},
    "whole number": _ARTICLES | {"number", "no"},
    "number": _ARTICLES | {"number", "no"},
    "text": _ARTICLES | {"name", "initials"},
    "reference": _ARTICLES,
}


def _own_words(text: str, kind: str) -> str:
    """A heading without its neutral words; "" where nothing else is in it."""
    return " ".join(word for word in text.split() if word not in _NEUTRAL[kind])


@cache
def _own_words_of(slot: ColumnSpec, kind: str) -> frozenset[str]:
    return frozenset(filter(None, (_own_words(heading, kind) for heading in slot.known)))


def _says(text: str, slot: ColumnSpec, layout: Layout) -> bool:
    """Whether a heading is a slot's own word with neutral words only. The readings of a pair are never taken
    one by one."""
    kind = TABLE[layout.table].field(slot.field).kind
    return not slot.reading and _own_words(text, kind) in _own_words_of(slot, kind)


def _all_read(sheet: Sheet, column: int, rows: np.ndarray, slot: ColumnSpec, layout: Layout) -> bool:
    """Whether there is something in the column, and all of it can be read as the field without a remark."""
    field = TABLE[layout.table].field(slot.field)
    held = sheet.columns[column]
    filled = [value for code in np.unique(held.codes[rows]) if (value := held.values[code]) is not None]
    if field.kind == "text" and not all(isinstance(value, str) for value in filled):
        return False
    reads = [read_cell(value, field) for value in filled]
    return any(read.value is not None for read in reads) and all(
        read.blank or (read.value is not None and not read.code) for read in reads
    )


def with_two_keys(
    sheet: Sheet, fit: Fit, columns: Iterable[int], rows_of: Callable[[Fit], np.ndarray]
) -> Fit:
    """The fit, and those of its free `columns` that heading and cells settle. `rows_of`: the
    rows of its table, as indices. Where two columns say the same slot, or one says two, neither is taken."""
    headings = fit.headings
    have = {slot.name for slot in fit.columns.values()} | set(fit.twice)
    free = [slot for slot in fit.layout.slots if slot.name not in have]
    says = {
        column: [slot for slot in free if _says(headings.alone[column], slot, fit.layout)]
        for column in columns
        if headings.alone[column]
    }
    named = [slot.name for slots in says.values() for slot in slots]
    if not named:
        return fit
    rows = rows_of(fit)
    taken = {
        column: slots[0]
        for column, slots in says.items()
        if len(slots) == 1
        and named.count(slots[0].name) == 1
        and _all_read(sheet, column, rows, slots[0], fit.layout)
    }
    columns_of = dict(sorted((fit.columns | taken).items()))
    return fit._replace(columns=columns_of, by_two_keys=frozenset(taken)) if taken else fit
