"""Phrases in a text, beside a pattern made of the same phrases."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ieo_metrics.framework.words.phrases import NUMBER, Phrases

WORDS = ("not", "due", "to", "be", "date", "last", "quarter", "version", "of", "12")
phrases = st.sets(st.lists(st.sampled_from(WORDS[:-1]), min_size=1, max_size=3).map(" ".join), min_size=1)
texts = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)


@given(phrases, texts)
def test_phrases_are_found_as_by_a_pattern_of_all_of_them(some: set[str], text: str) -> None:
    longest_first = sorted(some, key=lambda phrase: -len(phrase.split()))
    pattern = re.compile(rf"(?<!\S)(?:{'|'.join(longest_first)})(?!\S)")
    taken, known = Phrases(some).taken_from(text), Phrases(some)
    assert taken.found == pattern.findall(text)
    assert taken.rest == pattern.sub(" ", text).split()
    assert known.are_in(text) == bool(pattern.search(text))


@pytest.mark.parametrize(
    ("text", "found", "rest"),
    [
        ("reoffended within 12 months", ["12 months"], ["reoffended", "within"]),
        ("12 weeks", [], ["12", "weeks"]),
        ("twelve months", [], ["twelve", "months"]),
        ("year 12", [], ["year", "12"]),
        ("t 2 score", ["t 2"], ["score"]),
        ("", [], []),
    ],
)
def test_a_number_of_a_phrase_is_any_number_in_figures(text: str, found: list[str], rest: list[str]) -> None:
    assert Phrases((f"{NUMBER} months", "t 2")).taken_from(text) == (found, rest)
