"""A heading as it is compared: normalised, without what people add in brackets to say how to write it."""

import re

from ieo_metrics.framework.words.code_lists import normalised

# (dd/mm/yyyy), (Y/N), (1-10)
_HINT = re.compile(
    r"\((?:[^()]*\b(?:dd|mm|yyyy|y|n|yes|no|optional|required|if known|text|date|number|score|out of)\b[^()]*"
    r"|\s*\d+\s*(?:-|–|to)\s*\d+\s*)\)",
    re.I,
)
_LEGEND = r"(\w+)\s*=\s*(\w+)"
_PLAIN = {"y": "yes", "true": "yes", "1": "yes", "n": "no", "false": "no", "0": "no"}


def _without_hint(hint: re.Match[str]) -> str:
    """Nothing, unless the hint turns the answers: "(No = yes)" is part of what the heading says."""
    legend = ((_PLAIN.get(a, a), _PLAIN.get(b, b)) for a, b in re.findall(_LEGEND, hint[0].lower()))
    return hint[0] if any({a, b} == {"yes", "no"} for a, b in legend) else " "


def heading_words(text: str) -> str:
    """The normalised words of a heading: "Date (dd/mm/yyyy)" is "date"."""
    return normalised(_HINT.sub(_without_hint, text))
