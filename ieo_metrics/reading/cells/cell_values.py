"""One cell's content read as a date, a number, an answer or a reference. Plain functions of one value each.

Each gives (what was read, None) or (None, the code of what is wrong, words for its message). A date or number
is never guessed: what is not plainly in a UK or ISO form is left out, and the one way to read it, if there is
one, is proposed.
"""

import datetime as dt
import math
import re
from functools import lru_cache
from typing import Any

from ieo_metrics.framework.record_tables import Field
from ieo_metrics.framework.words.code_lists import BLANK, NOT_KNOWN_WORDS, normalised
from ieo_metrics.framework.words.text_normalisation import in_one_form, one_spelling, visible
from ieo_metrics.reading.cells.cell_dates import read_date
from ieo_metrics.reading.cells.personal_details import looks_personal
from ieo_metrics.reading.cells.read_result import Read, in_plain_widths
from ieo_metrics.reading.sheets import CellError

_NUMBER = r"(?a)[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?"


def _range(field: Field) -> str:
    kind = "a whole number" if field.kind == "whole number" else "a number"
    return (
        f"{kind} from {field.lowest:g} to {field.highest:g}"
        if field.highest is not None and field.highest <= 100
        else f"{kind}, {field.lowest:g} or more"
    )


def _without_noise(number: float) -> float:
    """7 of 6.999999999999999, and 0 of 5e-17: what a sum of halves and tenths leaves behind, and Excel does
    not show. Twelve digits are more than any score or headcount has."""
    return 0.0 if abs(number) < 1e-12 else float(f"{number:.12g}")


def read_number(value: object, field: Field) -> Read:
    """A number cell, or text of plain digits, with commas between thousands if at all (1,234). Anything else
    is left out: percentages, units, ranges, inner spaces, other scripts' digits. The noise of floating point
    is no part of a number."""
    words = {"expected": _range(field)}
    assert field.lowest is not None and field.highest is not None
    if isinstance(value, str):
        text = in_plain_widths(value)
        if not re.fullmatch(_NUMBER, text):
            return Read(code="number-unreadable", words=words)
        value = float(text.replace(",", ""))
    if not isinstance(value, float) or not math.isfinite(value):
        return Read(code="number-unreadable", words=words)
    value = _without_noise(value)
    if field.kind == "whole number" and not value.is_integer():
        return Read(code="number-not-whole", words=words)
    if not field.lowest <= value <= field.highest:
        return Read(code="number-out-of-range", words=words)
    return Read(value)


@lru_cache(maxsize=64)
def _answers(name: str, words: tuple[Any, ...]) -> dict[str, object]:
    return {normalised(word): answer for answer, ways in words for word in (str(answer), *ways)}


def _is_plain_answer(text: str) -> bool:
    """Whether a text can be an answer at all. "no?", "-1" and "né" are near to one, and are none."""
    return (
        "?" not in text and not text.startswith("-") and all(ch.isascii() or not ch.isalnum() for ch in text)
    )


def read_category(value: object, field: Field) -> Read:
    """An answer from the field's list, in any of the ways that people write it."""
    assert field.words is not None
    answers = _answers(field.name, tuple(field.words.items()))
    text = f"{value:.15g}" if isinstance(value, float) else str(value)
    text = in_plain_widths(text)
    found = answers.get(normalised(text)) if _is_plain_answer(text) else None
    if found is None:
        allowed = "yes, no" if field.yes_no else ", ".join(str(word) for word in field.words)
        renamed = next(
            (
                word
                for word, others in (field.renamed or {}).items()
                if normalised(text) in map(normalised, others)
            ),
            None,
        )
        if renamed:
            return Read(code="mapping-answer-proposed", words={"allowed": allowed, "proposal": renamed})
        return Read(code="word-unknown", words={"allowed": allowed})
    return Read(found)


_EXPONENT = r"(?i)\d(?:[.,]\d+)?e\+?\d+"


def read_reference(value: object, field: Field) -> Read:
    """A pseudonymous reference in its one spelling. "007" and 7 are different references."""
    if isinstance(value, float):
        if not value.is_integer():
            return Read(code="reference-wrong-kind")
        if abs(value) >= 1e15:
            return Read(code="reference-precision")
        value = str(int(value))
    if not isinstance(value, str):
        return Read(code="reference-wrong-kind")
    text = one_spelling(value)
    if re.fullmatch(_EXPONENT, text):
        return Read(code="reference-exponent")
    return Read(text, code="text-personal" if looks_personal(text) else "")


def read_text(value: object, field: Field) -> Read:
    """Words as they look, with inner spaces made one and their capitals kept. A number is its digits."""
    if isinstance(value, dt.date):
        return Read(value.isoformat()[:10])
    said = f"{value:.15g}" if isinstance(value, float) else str(value)
    words = in_one_form(said)
    if field.spelled_by:
        words = field.spelled_by(words)
    return Read(words, code="text-personal" if looks_personal(words) else "")


READERS = {
    "date": read_date,
    "whole number": read_number,
    "number": read_number,
    "category": read_category,
    "reference": read_reference,
    "text": read_text,
}
# Letters and a number, as most references are: nothing else is to be asked of them. "eg-1" is an example.
_PLAIN_REFERENCE = re.compile(r"(?!eg\W)[a-z]{1,9}[-/]?\d{1,9}", re.I | re.ASCII)
_BLANK = frozenset(BLANK)
_NOBODY = _BLANK - {"na"}  # "NA" may be somebody's initials, or a class
_DASHES = frozenset(("-", "."))
_NOT_KNOWN = frozenset(NOT_KNOWN_WORDS)
_OPEN = frozenset(("ongoing", "open", "current", "still open", "still supported", "active"))


# What stands for the cell above, and what is an example and nobody's.
_AS_ABOVE = re.compile(
    r"(?:ditto|do\.|as above|same as above|same|see above|-?\s*[\"'`,\u2033\u3003]+\s*-?|↓+|\^+)\.?", re.I
)
_TWO_STROKES = r"\s*['`\u2018\u2019\u00b4]{2}\s*"
_EXAMPLE = re.compile(
    r"(?:e\.?g\.?|for example)\W.*|(?:example|sample|specimen): .*|x{3,}"
    r"|(?:example|sample|specimen|test|testing|dummy|void|deleted|ignore)"
    r"(?: (?:row|record|entry|person|yp|client|school|only))?",
    re.I,
)


def read_cell(value: object, field: Field) -> Read:
    """One cell as its field. Blank cells and the usual words for nothing are blank; in text and references
    those are words."""
    if value is None:
        return Read(blank=True)
    if isinstance(value, CellError):
        return Read(
            code="cell-error" if value.shows else "cell-formula-unsaved",
            words={"expected": expected_of(field)},
        )
    if isinstance(value, str):
        if field.kind == "reference" and _PLAIN_REFERENCE.fullmatch(value):
            return Read(value.lower())
        plain = visible(value)
        if not plain:
            if field.of_measures and re.fullmatch(_TWO_STROKES, value):
                return Read(code="stands-for-another", words={"expected": expected_of(field)})
            return Read(blank=True)
        word = plain.casefold()
        if field.kind in ("text", "reference"):
            if field.of_measures and (_AS_ABOVE.fullmatch(plain) or _EXAMPLE.fullmatch(plain)):
                return Read(code="stands-for-another", words={"expected": expected_of(field)})
            # All dashes would be one person, or one cohort. A word in a reference's place is kept as text,
            # and asked about.
            if word in _DASHES or (field.kind == "text" and word in _NOBODY):
                return Read(blank=True, code="" if field.blank == "must" else "blank-in-words")
            if word in _NOBODY:
                return READERS[field.kind](value, field)._replace(code="reference-placeholder")
        else:
            is_answer = field.words is not None and normalised(plain) in _answers(
                field.name, tuple(field.words.items())
            )
            if field.blank_is_answer and not is_answer and word in _NOT_KNOWN:
                return Read(code="answer-not-known", words={"expected": expected_of(field)})
            if (not is_answer and word in _BLANK) or (field.blank == "still supported" and word in _OPEN):
                return Read(blank=True, code="blank-in-words")
    return READERS[field.kind](value, field)


def expected_of(field: Field) -> str:
    """What a field's cells should hold, in words."""
    if field.kind in ("whole number", "number"):
        return _range(field)
    if field.kind == "category" and field.words is not None:
        return "yes or no" if field.yes_no else "one of: " + ", ".join(str(word) for word in field.words)
    return {"date": "a date", "reference": "the young person's reference"}.get(field.kind, "text")
