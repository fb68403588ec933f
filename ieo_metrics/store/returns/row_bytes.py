"""Rows of a record table to bytes and back: only the framework's fields, with references and free text as
keyed hashes.

Arrow's stream format without compression, so that the raw bytes of a store can be searched for what must not
be there.
"""

from collections.abc import Callable
from functools import partial

import numpy as np
import pandas as pd
import pyarrow as pa

from ieo_metrics.checking.read_column import fixed_categories
from ieo_metrics.framework.record_tables import Field, Table
from ieo_metrics.framework.words.code_lists import normalised
from ieo_metrics.framework.words.index_of_words import index_of_words
from ieo_metrics.reading.cells.unlisted_groups import own_word
from ieo_metrics.store.database.secret_key import Key

# Where a row stands in its workbook, and which of its cells could not be read.
PLACES = {"source": np.int32, "row": np.int32, "column": np.int32, "unreadable": np.int32}


def _stands_for(field: Field, key: Key) -> Callable[[str], str]:
    """What is stored in place of a text of a field."""
    if field.kind == "reference":
        return key.person
    # However an offence is written, what stands for it is the same: so it can be found again in an edition
    # that comes later.
    return partial(key.stored_text, spelled=normalised) if field.name == "offence" else key.stored_text


def _disguised(column: pd.Series, field: Field, key: Key) -> pa.DictionaryArray:
    words, codes = column.cat.categories, column.cat.codes.to_numpy()
    used = np.unique(codes[codes >= 0])
    stand_ins, place = np.unique(
        np.array([*map(_stands_for(field, key), words[used])], dtype=object).astype(str), return_inverse=True
    )
    new = np.full(len(words) + 1, -1, dtype=np.int32)
    new[used] = place.ravel()
    return _dictionary(new[codes], stand_ins.tolist())


def _of_list(column: pd.Series, field: Field) -> pa.DictionaryArray:
    """Answers from a list; and groups of the provider's own that rows are in, if they look like nothing but
    that."""
    codes, words = column.cat.codes.to_numpy().astype(np.int32), list(column.cat.categories)
    known = list(field.words or ())
    if len(words) == len(known):
        return _dictionary(codes, words)
    used = {words[code] for code in np.unique(codes[codes >= 0])}
    kept = known + [word for word in words[len(known) :] if word in used and own_word(word) == word]
    place = {word: i for i, word in enumerate(kept)}
    return _dictionary(np.array([*(place.get(w, -1) for w in words), -1], dtype=np.int32)[codes], kept)


def _dictionary(codes: np.ndarray, words: list[str]) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(codes, mask=codes < 0), pa.array(words, type=pa.string()))


def as_bytes(frame: pd.DataFrame, table: Table, key: Key) -> bytes:
    """A record table of one file as it is stored: its fields, pseudonymised, and where each row is in its
    workbook. No other column is kept."""
    columns: dict[str, pa.Array] = {}
    for field in table.fields:
        column = frame[field.name]
        if field.kind == "date":
            columns[field.name] = pa.array(column.to_numpy().astype("datetime64[s]"))
        elif not isinstance(column.dtype, pd.CategoricalDtype):
            columns[field.name] = pa.array(column.array)
        elif field.words is None:
            columns[field.name] = _disguised(column, field, key)
        else:
            columns[field.name] = _of_list(column, field)
    columns |= {name: pa.array(frame[name].to_numpy().astype(kind)) for name, kind in PLACES.items()}
    return to_bytes(pa.table(columns))


def to_bytes(table: pa.Table) -> bytes:
    """An Arrow table as a stream of bytes."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue().to_pybytes())


def of_bytes(data: bytes) -> pa.Table:
    """The Arrow table that such bytes hold."""
    return pa.ipc.open_stream(pa.BufferReader(data)).read_all().combine_chunks()


def some_rows(table: pa.Table, which: np.ndarray) -> pa.Table:
    """Only some rows (a bool for each), and only the words that these rows use: the others would stay in
    the file."""
    left = table.filter(pa.array(which))
    columns = {name: left.column(name).combine_chunks() for name in left.column_names}
    return pa.table(
        {
            n: c.cast(c.type.value_type).dictionary_encode() if pa.types.is_dictionary(c.type) else c
            for n, c in columns.items()
        }
    )


def as_frame(data: bytes, table: Table) -> pd.DataFrame:
    """The record table that was stored, with the columns that checking gives. `alike` means nothing here:
    duplicates were found before."""
    held = of_bytes(data)
    columns: dict[str, object] = {}
    for field in table.fields:
        array = held.column(field.name).combine_chunks() if field.name in held.column_names else None
        columns[field.name] = _column(array, field, held.num_rows)
    columns |= {name: held.column(name).to_numpy().astype(kind) for name, kind in PLACES.items()}
    columns["alike"] = np.zeros(held.num_rows, dtype=np.int64)
    return pd.DataFrame(columns, copy=False)


def _column(array: pa.Array | None, field: Field, n: int) -> object:
    """One field's column, of the type that checking gives it; all blank where an older version did not keep
    it."""
    if array is None:
        array = pa.nulls(
            n,
            pa.timestamp("s")
            if field.kind == "date"
            else pa.float64()
            if field.kind in ("number", "whole number")
            else pa.string(),
        )
    if field.kind == "date":
        return array.cast(pa.timestamp("s")).to_numpy(zero_copy_only=False).astype("datetime64[s]")
    if field.kind in ("whole number", "number"):
        empty = array.is_null().to_numpy(zero_copy_only=False)
        values = array.fill_null(0).to_numpy(zero_copy_only=False)
        whole = field.kind == "whole number"
        return (
            pd.arrays.IntegerArray(values.astype(np.int64), empty)
            if whole
            else pd.arrays.FloatingArray(values.astype(np.float64), empty)
        )
    if field.yes_no:
        return pd.arrays.BooleanArray(
            array.fill_null(False).to_numpy(zero_copy_only=False).astype(bool),
            array.is_null().to_numpy(zero_copy_only=False),
        )
    array = array if pa.types.is_dictionary(array.type) else array.dictionary_encode()
    codes = array.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int32)
    if field.words is None:
        return pd.Categorical.from_codes(codes, index_of_words(array.dictionary), validate=False)
    words = array.dictionary.to_pylist()
    known = list(field.words)
    own = [word for word in words if word not in field.words] if field.own_words else []
    at = {word: i for i, word in enumerate([*known, *own])}
    place = np.array([*(at.get(word, -1) for word in words), -1], dtype=np.int32)
    categories = index_of_words([*known, *own]) if own else fixed_categories(tuple(known))
    return pd.Categorical.from_codes(place[codes], categories, validate=False)
