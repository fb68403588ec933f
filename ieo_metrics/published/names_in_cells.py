"""Names in published tables without what publishers hang on them: marks of footnotes, kinds of area."""

import re
from functools import lru_cache

_NOTES = re.compile(
    r"\s*(?:\[[^\]]*\]|\((?:note )?\d{1,2}\)|[¹²³⁴-⁹*†‡]+|(?<=[A-Za-z])\d{1,2}(?:,\d{1,2})*)\s*$"
)


@lru_cache(maxsize=4096)
def without_notes(text: str) -> str:
    """`Portsmouth` of `Portsmouth [note 3]`, `Portsmouth3` and `Portsmouth (3)`."""
    while text != (text := _NOTES.sub("", text)):
        pass
    return text
