"""What changed between two mappings, for the audit trail: tables, columns and numbers, never a text of a
return."""

from collections.abc import Iterator
from typing import Any

from ieo_metrics.recognising.mappings.mapping import Mapping


def changes_in_words(before: Mapping, after: Mapping) -> list[str]:
    """Each table, field and kind of spelling whose confirmed answers differ, with how many were added,
    changed and taken away."""
    parts = (
        ("columns of", before.columns, after.columns),
        ("answers of", before.answers, after.answers),
        ("orders of dates of", before.orders, after.orders),
        ("rows that are totals or records, of", before.totals, after.totals),
        ("decisions about", before.decided, after.decided),
        ("spellings that are the same or not, of", before.same.stands_for, after.same.stands_for),
    )
    said = [
        f"{what} {name}: {counted}"
        for what, old, new in parts
        for name in sorted({*old, *new})
        for counted in _counted(old.get(name, {}), new.get(name, {}))
    ]
    said += [f"sheets: {counted}" for counted in _counted(before.sheets, after.sheets)]
    old, new = (
        {str(hand_reading.known_by): hand_reading for hand_reading in mapping.by_hand}
        for mapping in (before, after)
    )
    return said + [f"tables read by hand: {counted}" for counted in _counted(old, new)]


def _counted(old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    counts = (
        ("added", len(new.keys() - old.keys())),
        ("changed", sum(old[key] != new[key] for key in old.keys() & new.keys())),
        ("taken away", len(old.keys() - new.keys())),
    )
    if said := ", ".join(f"{many} {what}" for what, many in counts if many):
        yield said
