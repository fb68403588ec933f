"""The references and names in the returns, which must not appear in anything that is shared."""

from ieo_metrics.accepting.governing_returns import Governed
from ieo_metrics.reading.cells.personal_details import SHORTEST_REFERENCE

FIELDS = ("person_ref", "practitioner", "school")


def references_in_returns(governed: Governed) -> frozenset[str]:
    """Every reference with a digit in it, and every name of several words. Plain words, short numbers and
    years appear in any report, so those are not looked for."""
    return frozenset(
        text
        for table in governed.tables.values()
        for name in FIELDS
        for text in map(str, table[name].cat.categories if name in table else ())
        if len(text) >= SHORTEST_REFERENCE and _tells(text, name)
    )


def _tells(text: str, field: str) -> bool:
    if field != "person_ref":
        return " " in text.strip()
    return any(c.isdigit() for c in text) and not (text.isdigit() and len(text) == SHORTEST_REFERENCE)
