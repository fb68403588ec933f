"""The references and names in the returns, which must not appear in anything that is shared."""

from collections.abc import Iterator

from ieo_metrics.accepting.governing_returns import Governed

SHORTEST = 4  # a shorter one is met by chance
FIELDS = ("person_ref", "practitioner", "school")


def references_in_returns(governed: Governed) -> frozenset[str]:
    """Every reference with a digit in it, and every name of several words. Plain words, short numbers and
    years appear in any report, so those are not looked for."""
    return frozenset(_told(governed))


def _told(governed: Governed) -> Iterator[str]:
    for table in governed.tables.values():
        for name in FIELDS:
            if name in table:
                for text in map(str, table[name].cat.categories):
                    telling = any(c.isdigit() for c in text) and not (
                        text.isdigit() and len(text) == SHORTEST
                    )
                    if len(text) >= SHORTEST and (telling if name == "person_ref" else " " in text.strip()):
                        yield text
