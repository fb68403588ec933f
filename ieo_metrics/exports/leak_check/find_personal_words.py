"""Words that may identify somebody: pseudonyms, e-mail addresses, telephone and NHS numbers, postcodes, dates
of birth, and given words."""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Protocol
from xml.etree.ElementTree import Element

from ieo_metrics.exports.leak_check.open_parts import local_name
from ieo_metrics.framework.record_tables import TEXT_STAND_IN
from ieo_metrics.reading.cells.personal_details import personal_details_in

# The beginning of a hash, as sources, settings and the audit trail name one: its digits are nobody's number.
HASH = re.compile(r"\b(?=\d*[a-f])(?:[0-9a-f]{12}|[0-9a-f]{16})\b")
ANY_STAND_IN = re.compile(rf"(?<![0-9a-z]){TEXT_STAND_IN.pattern}[0-9a-f]*(?![0-9a-z])", re.I)
# Without one of these no text holds a personal detail that has a form of its own.
MAY_BE_PERSONAL = re.compile(r"[\d@]")
# What a column about single people is called.
PERSON = re.compile(
    r"(?:(?:young person|client|service user|participant|pupil|student|person|case|nominal)(?:['’]s)?[ _-]*"
    r"(?:ref|reference|id|identifier|no|number|name|initials)\.?"
    r"|(?:first|last|sur|fore|full|family|given)[ _-]?names?|initials|nhs(?: no| number)?"
    r"|date of birth|d\.?o\.?b\.?|postcode|home address|ethnicity|gender|age)",
    re.I,
)
JOINED = ("p", "si", "is")  # elements whose runs make one text
OF_WORDS = ("descr", "title", "name", "val")


def readable_texts(root: Element) -> Iterator[str]:
    """Every text of a part that somebody could read: paragraphs and cells whole, and the words beside
    pictures and tables."""
    inside: set[int] = set()
    for element in root.iter():
        if local_name(element) in JOINED:
            inside.update(id(e) for e in element.iter())
            yield "".join(element.itertext())
        elif id(element) not in inside and element.text and element.text.strip():
            yield element.text
        for key, value in element.attrib.items():
            if len(value) > 5 and key.rpartition("}")[2] in OF_WORDS:
                yield value


def unfit_words(text: str, earliest: int, *, of_persons: bool = False) -> Iterator[str]:
    """What in a text may identify somebody. `earliest`: a date of a year before it can only be one of
    birth; `of_persons`: it may hold rows about people, so a stand-in and a heading of theirs are fit."""
    if not of_persons and ANY_STAND_IN.search(text):
        yield "a code that replaces a reference"
    if MAY_BE_PERSONAL.search(text):
        yield from _personal_in(text, earliest)
    if not of_persons and PERSON.fullmatch(text.strip()):
        yield "a column about single people"


@lru_cache(maxsize=8192)
def _personal_in(text: str, earliest: int) -> tuple[str, ...]:
    """The kinds of personal detail in a text: the files of a pack share most of their texts."""
    return tuple(personal_details_in(HASH.sub("", text), earliest))


class Finds(Protocol):
    """Anything that finds the forbidden words in a text."""

    def found(self, text: str) -> list[str]: ...


class Forbidden:
    """Forbidden words, matched as whole words whatever their capitals. Many thousands of them are
    looked for quickly."""

    def __init__(self, words: Collection[str]) -> None:
        self._by_first: dict[str, list[str]] = {}
        for word in {word.strip().casefold() for word in words} - {""}:
            first = re.search(r"\w+", word)
            self._by_first.setdefault(first[0] if first else word, []).append(word)

    def found(self, text: str) -> list[str]:
        """Those of the words that a text holds."""
        if not self._by_first:
            return []
        text = text.casefold()
        candidates = [
            word for token in set(re.findall(r"\w+", text)) for word in self._by_first.get(token, ())
        ]
        return sorted(word for word in candidates if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text))
