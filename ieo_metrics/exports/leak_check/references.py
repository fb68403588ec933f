"""The references and names in the returns, which must not appear in anything that is shared."""

from collections.abc import Iterator

from ieo_metrics.accepting.governing_returns import Governed
from ieo_metrics.reading.personal_details import SHORTEST_REFERENCE

FIELDS = ("person_ref", "practitioner", "school")


def references_in_returns(governed: Governed) -> frozenset[str]:
    """Every reference with a digit in it, and every name of several words. Plain words, short numbers and
    years appear in any report, so those are not looked for."""
    return frozenset(_told(governed))


def _told(governed: Governed) -> Iterator[str]:
    for table in governed.tables.values():
        for name in FIELDS:
            for text in map(str, table[name].cat.categories if name in table else ()):
                number = text.isdigit() and len(text) == SHORTEST_REFERENCE
                telling = any(c.isdigit() for c in text) and not number
                if name != "person_ref":
                    telling = " " in text.strip()
                if telling and len(text) >= SHORTEST_REFERENCE:
                    yield text
