"""Names in published tables without what publishers hang on them: marks of footnotes, kinds of area."""

import re
from functools import lru_cache

_MARKS = r"\[[^\]]*\]|\((?:note )?\d{1,2}\)|[¹²³⁴-⁹*†‡]+"
_MARKED = re.compile(rf"\s*(?:{_MARKS})\s*$")
_NOTES = re.compile(rf"\s*(?:{_MARKS}|(?<=[A-Za-z])\d{{1,2}}(?:,\d{{1,2}})*)\s*$")


@lru_cache(maxsize=4096)
def without_notes(text: str) -> str:
    """`Portsmouth` of `Portsmouth [note 3]`, `Portsmouth3` and `Portsmouth (3)`."""
    return _without(_NOTES, text)


@lru_cache(maxsize=4096)
def without_marks(text: str) -> str:
    """`without_notes` of a name that may end with a number: `Ward3` is another than `Ward4`."""
    return _without(_MARKED, text)


def _without(ending: re.Pattern[str], text: str) -> str:
    while text != (text := ending.sub("", text)):
        pass
    return text
