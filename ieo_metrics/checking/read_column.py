"""One column of a provider's sheet as one field: each distinct cell is read once, and the rows follow by
their codes."""

import datetime as dt
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import compress
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ieo_metrics.framework.dates.numpy_days import numpy_days
from ieo_metrics.framework.long_work.time_limit import stop_if_late
from ieo_metrics.framework.record_tables import Field
from ieo_metrics.framework.words.index_of_words import index_of_words
from ieo_metrics.framework.words.text_normalisation import one_spelling
from ieo_metrics.reading.cells.cell_values import read_cell
from ieo_metrics.reading.cells.read_result import Read
from ieo_metrics.reading.cells.unlisted_groups import MOST, group_key, own_word
from ieo_metrics.reading.sheets import Column

FINE, BLANK, UNREADABLE = 0, 1, 2
Reader = Callable[[object, Field], Read]


@cache
def fixed_categories(words: tuple[str, ...]) -> pd.Index:
    """The categories of a fixed list of words. Never of what people wrote, which would stay in memory for all
    users."""
    return index_of_words(words)


class FieldColumn(NamedTuple):
    """A field's cells of n rows. `values`: n canonical values (datetime64[s], float64, or int32 codes into
    `words`); `state`: n times FINE, BLANK or UNREADABLE; `reads`, `codes`: how each distinct cell was read,
    and which it is; `written`: what stands in each distinct cell."""

    field: Field
    values: np.ndarray
    words: list[Any]
    state: np.ndarray
    reads: list[Read]
    codes: np.ndarray
    written: list[Any]

    def with_problem(self) -> np.ndarray:
        """The rows whose cell has a problem or a remark."""
        has_one = np.array([bool(r.code) for r in self.reads])
        return np.flatnonzero(has_one[self.codes]) if has_one.any() else np.zeros(0, dtype=np.int64)

    def likeness(self) -> np.ndarray:
        """int64 for each row, alike where the values are; where they cannot be read, where the cells are
        written alike."""
        if self.values.dtype == np.int32:
            per_word = np.array([hash(word) for word in self.words] + [-7], dtype=np.int64)
            alike = per_word[self.values] + self.state
        else:
            alike = self.values.view(np.int64) + self.state
        unread = [
            read.value is None and (not read.blank or read.code == "word-not-kept") for read in self.reads
        ]
        if any(unread):
            alike = alike + np.where(unread, _as_written(self.written), 0)[self.codes]
        return np.asarray(alike)

    def series(self) -> pd.api.extensions.ExtensionArray | np.ndarray:
        """The column of the record table, of a nullable type."""
        field, empty = self.field, self.state != FINE
        if field.kind == "date":
            return self.values
        if field.kind == "whole number":
            return pd.arrays.IntegerArray(np.nan_to_num(self.values).astype(np.int64), empty)
        if field.kind == "number":
            return pd.arrays.FloatingArray(np.nan_to_num(self.values), empty)
        if field.yes_no:
            return pd.arrays.BooleanArray(self.values == 0, empty)
        words = (
            fixed_categories(tuple(field.words))
            if field.words is not None and len(self.words) == len(field.words)
            else index_of_words(self.words)
        )
        return pd.Categorical.from_codes(self.values, words, validate=False)


def _as_written(cells: list[Any]) -> np.ndarray:
    """int64 for each distinct cell, alike where they are written alike."""
    return np.array(
        [hash(one_spelling(cell) if isinstance(cell, str) else (type(cell), cell)) for cell in cells],
        dtype=np.int64,
    )


def likeness_as_written(column: Column, rows: np.ndarray, which: np.ndarray) -> np.ndarray:
    """int64 for some (`which`) of the rows of a column that nothing reads, alike where the cells are written
    alike. All 0 for a running number from 1, which says nothing about what stands beside it."""
    if len(column.values) >= len(rows) and all(
        column.at(row) == number for number, row in enumerate(rows, start=1)
    ):
        return np.zeros(len(which), dtype=np.int64)
    cells, codes = used_only(column, rows[which])
    return np.asarray(_as_written(cells)[codes])


def used_only(column: Column, rows: np.ndarray) -> tuple[list[Any], np.ndarray]:
    """The distinct values in the given rows, and their codes."""
    codes = column.codes[rows]
    used = np.bincount(codes, minlength=len(column.values)) > 0
    place = (np.cumsum(used) - 1).astype(np.int32)
    return list(compress(column.values, used.tolist())), place[codes]


@lru_cache(maxsize=2**16)
def _read_day(day: dt.date) -> Read:
    """A date cell. Half of all distinct cells are such, and the same few thousand days stand in every column
    of dates."""
    return read_cell(day, Field("", "date"))


def _read_date(value: object, field: Field) -> Read:
    return _read_day(value) if value.__class__ is dt.date else read_cell(value, field)


def _with_own_words(distinct: list[Any], reads: list[Read]) -> list[Read]:
    """The answers that are on no list, as groups of their own; not known where they are no names of groups,
    or too many to be that."""
    unknown = [read.code == "word-unknown" for read in reads]
    own = [own_word(cell) if is_unknown else "" for cell, is_unknown in zip(distinct, unknown, strict=True)]
    names: dict[str, str] = {}
    for word in filter(None, own):
        names.setdefault(group_key(word), word)
    few = len(names) <= MOST
    return [
        read
        if not is_unknown
        else Read(names[group_key(word)], code="word-kept", words=read.words)
        if word and few
        else Read(blank=True, code="word-not-kept", words=read.words)
        for read, is_unknown, word in zip(reads, unknown, own, strict=True)
    ]


def read_column(column: Column, rows: np.ndarray, field: Field, reader: Reader | None = None) -> FieldColumn:
    """The cells of `column` in `rows`, read as `field`; by a reader of the column's own where it has one."""
    stop_if_late()
    distinct, codes = used_only(column, rows)
    read = reader or (_read_date if field.kind == "date" else read_cell)
    reads = [read(value, field) for value in distinct]
    if field.own_words:
        reads = _with_own_words(distinct, reads)
    states = np.array(
        [BLANK if r.blank else FINE if r.value is not None else UNREADABLE for r in reads], dtype=np.int8
    )
    words: list[Any] = []
    if field.kind == "date":
        days = (r.value if isinstance(r.value, dt.date) else None for r in reads)
        values = numpy_days(days).astype("datetime64[s]")
    elif field.kind in ("whole number", "number"):
        values = np.array([np.nan if r.value is None else r.value for r in reads], dtype=np.float64)
    else:
        # The codes of text follow its first appearance; those of a category follow the field's own list.
        words = (
            list(field.words)
            if field.words is not None and not field.own_words
            else list(dict.fromkeys((*(field.words or ()), *(r.value for r in reads if r.value is not None))))
        )
        place = {word: i for i, word in enumerate(words)}
        values = np.array([-1 if r.value is None else place[r.value] for r in reads], dtype=np.int32)
    return FieldColumn(field, values[codes], words, states[codes], reads, codes, distinct)
