"""The references and names that the returns hold, which may stand in nothing that is shared."""

from collections.abc import Iterator

from ieo_metrics.accepting.governing_returns import Governed

SHORTEST = 4  # a shorter one is met by chance
FIELDS = ("person_ref", "practitioner", "school")


def references_in_returns(governed: Governed) -> frozenset[str]:
    """Every reference with a digit in it, and every name of several words. A plain word or a short number
    stands in any report, and so does a year: of those nothing can be said."""
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
