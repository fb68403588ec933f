"""Several words as one part of a sentence."""

from collections.abc import Sequence


def list_in_words(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`; nothing of none."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
