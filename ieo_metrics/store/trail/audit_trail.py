"""The audit trail: who did what and when. It only grows, and each row seals the one before it."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from ieo_metrics.store.database.schema import AUDIT

BEGINNING = "0" * 64


@dataclass(frozen=True)
class Entry:
    """One row of the trail. `about`: what it was done to, as JSON; counts and names of files, never of
    people."""

    seq: int
    at: str
    who: str
    action: str
    about: str
    previous: str
    hash: str

    def sealed(self) -> str:
        """The hash that the row should have: SHA-256 over all else in it."""
        return hashlib.sha256(
            json.dumps(
                [self.seq, self.at, self.who, self.action, self.about, self.previous], ensure_ascii=False
            ).encode()
        ).hexdigest()


@dataclass(frozen=True)
class Head:
    """The end of the trail: how many rows there are, and the hash of the last, by which a cut end is found
    out."""

    rows: int
    hash: str

    def __str__(self) -> str:
        return f"{self.rows}:{self.hash[:16]}"


def trail_entries(connection: Connection) -> list[Entry]:
    """The whole trail, the oldest first."""
    return [Entry(*row) for row in connection.execute(sa.select(AUDIT).order_by(AUDIT.c.seq))]


def trail_head(connection: Connection) -> Head:
    """Where the trail ends."""
    row = connection.execute(
        sa.select(AUDIT.c.seq, AUDIT.c.hash).order_by(AUDIT.c.seq.desc()).limit(1)
    ).first()
    return Head(row.seq, row.hash) if row else Head(0, BEGINNING)


def append_entry(connection: Connection, at: str, who: str, action: str, about: dict) -> Entry:
    """One row more, inside the transaction of what it tells of."""
    last = trail_head(connection)
    open_entry = Entry(
        last.rows + 1, at, who, action, json.dumps(about, ensure_ascii=False, sort_keys=True), last.hash, ""
    )
    entry = Entry(**{**vars(open_entry), "hash": open_entry.sealed()})
    connection.execute(sa.insert(AUDIT).values(**vars(entry)))
    return entry


def intact_entries(trail: Iterable[Entry]) -> Iterator[tuple[str, dict]]:
    """What was done, and to what, row by row; of a row that was broken nothing: `trail_faults` names it."""
    yield from ((entry.action, json.loads(entry.about)) for entry in trail if entry.hash == entry.sealed())


def trail_faults(trail: Iterable[Entry], anchor: str = "") -> Iterator[str]:
    """What is wrong with a trail, the first broken row first; nothing where it is whole. `anchor`: a head
    that was written down elsewhere ("12:3f…"), which the trail must contain."""
    last, number = BEGINNING, 0
    seen = set()
    for number, entry in enumerate(trail, start=1):
        if entry.seq != number:
            yield f"row {number} of the audit trail is missing: row {entry.seq} stands in its place"
            return
        if entry.previous != last:
            yield (
                f"row {number} of the audit trail does not follow row {number - 1}: one of them was changed "
                "or exchanged"
            )
            return
        if entry.hash != entry.sealed():
            yield (
                f"row {number} of the audit trail was changed after it was written ({entry.action}, "
                f"{entry.at})"
            )
            return
        last = entry.hash
        seen.add(str(Head(number, last)))
    if anchor and anchor not in seen | {str(Head(0, BEGINNING))}:
        yield (
            f"the audit trail ends at row {number}, and does not contain {anchor}, which was written down "
            "before: rows were cut off or replaced"
        )
