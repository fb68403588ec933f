"""A frame of results ⇄ bytes. Aggregates only: nothing in it is a row about a person."""

import pandas as pd
import pyarrow as pa

from ieo_metrics.store.rows import of_bytes, to_bytes


def frame_as_bytes(frame: pd.DataFrame) -> bytes:
    """A frame of results as it is kept."""
    return to_bytes(pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None))


def frame_of_bytes(data: bytes) -> pd.DataFrame:
    """The frame of results that was kept, with `compute`'s types."""
    frame = of_bytes(data).to_pandas()
    words = [name for name in frame if not pd.api.types.is_numeric_dtype(frame[name])]
    return frame.astype(dict.fromkeys(words, "str"))
