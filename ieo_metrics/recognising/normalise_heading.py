"""A heading as it is compared: normalised, without what people add in brackets to say how to write it."""

import re
from itertools import pairwise

from ieo_metrics.framework.words.code_lists import normalised

# (dd/mm/yyyy), (Y/N), (1-10)
_HINT = re.compile(
    r"\((?:[^()]*\b(?:dd|mm|yyyy|y|n|yes|no|optional|required|mandatory|if known|text|date|number|score"
    r"|out of|please|select|choose|drop ?down|pick|enter)\b[^()]*"
    r"|\s*\d+\s*(?:-|–|to)\s*\d+\s*)\)",
    re.I,
)
FEWEST_NUMBERED = 3  # headings of a row
_NUMBERED = r"\s*(\d{1,2})\s*[.):]\s*(\S.*)"
_LEGEND = r"(\w+)\s*=\s*(\w+)"
_PLAIN = {"y": "yes", "true": "yes", "1": "yes", "n": "no", "false": "no", "0": "no"}


def _without_hint(hint: re.Match[str]) -> str:
    """Nothing, unless the hint turns the answers: "(No = yes)" is part of what the heading says."""
    legend = ((_PLAIN.get(a, a), _PLAIN.get(b, b)) for a, b in re.findall(_LEGEND, hint[0].lower()))
    return hint[0] if any({a, b} == {"yes", "no"} for a, b in legend) else " "


def heading_words(text: str) -> str:
    """The normalised words of a heading: "Date (dd/mm/yyyy)" is "date"."""
    return normalised(_HINT.sub(_without_hint, text))


def without_numbers(cells: list[str]) -> list[str]:
    """The headings of a row without the numbers in front of them, where they are numbered one by one:
    "1. Date", "2) School". "1. Date" and "1. Score" beside "2. Score" are first and second."""
    if sum(text[:1].isdigit() for text in cells) < FEWEST_NUMBERED:
        return cells
    numbered = [re.fullmatch(_NUMBERED, text, re.S) for text in cells]
    numbers = [int(m[1]) for m in numbered if m]
    running = all(later == number + 1 for number, later in pairwise(numbers))
    if len(numbers) < FEWEST_NUMBERED or not running or len(numbers) < sum(map(bool, cells)):
        return cells
    return [m[2] if m else text for m, text in zip(numbered, cells, strict=True)]
