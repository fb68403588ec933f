"""Words are kept as pandas keeps them."""

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ieo_metrics.framework.words.index_of_words import index_of_words

WORDS = st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=5)


@given(WORDS)
def test_it_is_what_pandas_makes_of_them(words: list[str]) -> None:
    for found in (index_of_words(words), index_of_words(pa.array(words, type=pa.string()))):
        pd.testing.assert_index_equal(found, pd.Index(words, dtype="str"), exact=True)
        assert found.dtype == "str" and found.tolist() == words


def test_what_is_no_word_is_refused() -> None:
    with pytest.raises((TypeError, pa.ArrowInvalid)):
        index_of_words([1])  # type: ignore[list-item]
