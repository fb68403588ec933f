"""What rows that an officer sets (targets, re-basings, notes) have in common: their words, their quarter, and
the names that a row of a file must have."""

from contextlib import suppress
from typing import Any

from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.dates.quarters_in_text import parse_quarters


def check_words(text: object, what: str, longest: int) -> None:
    """Raise ValueError where a text is empty, longer than `longest` or not on one line."""
    if not isinstance(text, str) or not text.strip() or len(text) > longest or not text.isprintable():
        raise ValueError(f"{what} is {text!r}: write it in words, up to {longest} characters on one line")


def one_quarter(text: object, what: str) -> Quarter:
    """The quarter that a text names. Raises ValueError where it names none, or several."""
    with suppress(ValueError):  # also where there are several
        (found,) = parse_quarters(text if isinstance(text, str) else "")
        return found
    raise ValueError(f"{what} is {text!r}: write a quarter such as 2024/25 Q1")


def row_of_file(given: object, needed: set[str], allowed: set[str], what: str) -> dict[str, Any]:
    """One object of a file, with all the names that it needs and no others. Raises ValueError."""
    if not isinstance(given, dict):
        raise ValueError(f"A {what} is {given!r}: write its {', '.join(sorted(needed))} between braces")
    if missing := sorted(needed - set(given)):
        raise ValueError(f"A {what} has no {missing[0]!r}: it needs {', '.join(sorted(needed))}")
    if unknown := sorted(set(given) - needed - allowed):
        raise ValueError(
            f"A {what} has an unknown {unknown[0]!r}: it can have {', '.join(sorted(needed | allowed))}"
        )
    return given
