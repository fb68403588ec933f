"""A heading as it is compared: normalised, without what people add in brackets to say how to write it."""

import re

from ieo_metrics.framework.words.code_lists import normalised

# (dd/mm/yyyy), (Y/N), (1-10)
_HINT = re.compile(
    r"\((?:[^()]*\b(?:dd|mm|yyyy|y|n|yes|no|optional|required|if known|text|date|number|score|out of)\b[^()]*"
    r"|\s*\d+\s*(?:-|–|to)\s*\d+\s*)\)",
    re.I,
)


def heading_words(text: str) -> str:
    """The normalised words of a heading: "Date (dd/mm/yyyy)" is "date"."""
    return normalised(_HINT.sub(" ", text))
