"""A frame of results ⇄ bytes. Aggregates only: nothing in it is a row about a person."""

from functools import lru_cache

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.store.returns.row_bytes import of_bytes, to_bytes


def frame_as_bytes(frame: pd.DataFrame) -> bytes:
    """A frame of results as it is kept: each word of a column once, which leaves less to read and to hash."""
    table = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
    return to_bytes(pa.table({name: _words_once(table.column(name)) for name in table.column_names}))


def _words_once(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return (
        column.dictionary_encode()
        if pa.types.is_large_string(column.type) or pa.types.is_string(column.type)
        else column
    )


def frame_of_bytes(data: bytes, period: Quarter | None = None) -> pd.DataFrame:
    """The frame of results that was kept, with `compute`'s types; `period`: only the rows of one."""
    return _read_frame(data, period).copy(deep=False)  # whoever changes it changes their own


@lru_cache(maxsize=8)  # after every change the issues are read again, which are as they were
def _read_frame(data: bytes, period: Quarter | None) -> pd.DataFrame:
    table = of_bytes(data)
    if period is not None:
        table = table.filter(pc.equal(table.column("period"), period))
    written_out = {name: table.column(name) for name in table.column_names}
    written_out |= {
        name: column.cast(column.type.value_type)
        for name, column in written_out.items()
        if pa.types.is_dictionary(column.type)
    }
    frame: pd.DataFrame = pa.table(written_out).to_pandas()
    empty = [
        name
        for name in frame
        if not (frame[name].dtype == "str" or pd.api.types.is_numeric_dtype(frame[name]))
    ]
    return frame.astype(dict.fromkeys(empty, "str"))
