"""Answers in words that nobody listed, where no measure needs them: kept as they were written, if they can
only be the name of a group."""

import re

from ieo_metrics.framework.words.text_normalisation import in_one_form, one_spelling
from ieo_metrics.reading.cells.personal_details import looks_personal, personal_details_in

LONGEST = 40  # in letters
MOST = 20  # different ones in a column: where there are more, they are no groups
_DIGITS = r"\d+"
_ROUND_SIGNS = r"\s*([-+/&<>])\s*"


def own_word(value: object) -> str:
    """The name of a group as it was written; "" for what may be something else: a long text, a date, a
    personal detail, or more digits than an age range has."""
    if isinstance(value, bool) or not isinstance(value, (str, float)):
        return ""
    text = in_one_form(f"{value:.15g}" if isinstance(value, float) else value)
    numbers = re.findall(_DIGITS, text)
    short = len(text) <= LONGEST and len(numbers) <= 2 and all(len(number) <= 2 for number in numbers)
    if not short or not any(ch.isalnum() for ch in text) or text.startswith(("=", "@")):
        return ""
    return "" if looks_personal(text) or personal_details_in(text) else text


def group_key(word: str) -> str:
    """What the name of a group is compared by: "21 - 25" is "21-25"."""
    return re.sub(_ROUND_SIGNS, r"\1", one_spelling(word))
