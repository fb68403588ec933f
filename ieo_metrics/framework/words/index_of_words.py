"""The words of a column, as pandas keeps them."""

from collections.abc import Sequence

import pandas as pd
import pyarrow as pa

_WORDS = pd.StringDtype(na_value=float("nan"))  # what pandas calls "str"


def index_of_words(words: Sequence[str] | pa.Array) -> pd.Index:
    """An index of n words, of the type "str": what pandas makes of a list, without its search for what is no
    word, which takes as long again."""
    held = words if isinstance(words, pa.Array) else pa.array(words, type=pa.large_string())
    array = pd.arrays.ArrowStringArray(held.cast(pa.large_string()), dtype=_WORDS)  # type: ignore[call-arg]  # stubs
    return pd.Index(array)
