"""Seals of what is recorded besides returns: locks, files that arrived, withdrawn returns, and the working
group's record.

The row of the audit trail that tells of a change carries a keyed digest of each row that was changed, as it
then stood. Whoever has the database in their hands and not the key can change neither the row nor its digest
unseen; and the digest says nothing of the words in it.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from ieo_metrics.framework.dates.quarters import label
from ieo_metrics.store.database.errors import StoreTrouble
from ieo_metrics.store.database.schema import (
    ACTIONS,
    AUDIT,
    COMMENTS,
    LATER,
    LOCKS,
    MEETINGS,
    PROPOSALS,
    PUBLISHED_TABLES,
    RAISED,
    RECEIPTS,
    RECOMMENDATIONS,
    REGISTER_ROWS,
    WITHDRAWN,
)
from ieo_metrics.store.database.secret_key import Key
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.returns.return_record import canonical_json, sha256
from ieo_metrics.store.trail import audit_trail

# among what a row of the trail is about: [table, its primary key, digest; null where the row was taken away]
NAME = "seals"
SINCE = 5  # the version of the store from which on every row is sealed
BEGAN = "sealed what was recorded before"
# What a row is called, by its primary key.
_CALLED: dict[sa.Table, Callable[..., str]] = {
    LOCKS: lambda quarter: f"the lock of {label(quarter)}",
    PROPOSALS: lambda quarter: f"what waits to be issued of {label(quarter)}",
    RECEIPTS: lambda _, programme, provider: (
        f"what is noted of a file of {programme} · {provider} that arrived"
    ),
    WITHDRAWN: lambda seq: f"what is noted of return {seq} having been taken back",
    COMMENTS: lambda number: f"comment {number}",
    MEETINGS: lambda quarter: f"the record of the meeting about {label(quarter)}",
    ACTIONS: lambda number: f"action {number}",
    RAISED: lambda number: f"item {number} of what is raised to the SVRP",
    RECOMMENDATIONS: lambda number: f"entry {number} on how a recommendation stands",
    REGISTER_ROWS: lambda number: f"entry {number} of the registers",
    PUBLISHED_TABLES: lambda number: f"published table {number}",
}
_TABLE = {table.name: table for table in _CALLED}

Place = tuple[sa.Table, *tuple[object, ...]]  # (table, its primary key …)


def append_sealed(
    connection: Connection,
    store: Store,
    at: str,
    who: str,
    action: str,
    about: dict[str, Any],
    *places: Place,
) -> None:
    """Add a row to the audit trail with the seals of the rows at `places` as they are now, or a note that
    they are gone; within the transaction of the change. Raises KeyTrouble where there is no key to seal
    with."""
    key = store.require_key()
    seals = [[table.name, list(place), _seal_at(connection, key, table, place)] for table, *place in places]
    audit_trail.append_entry(connection, at, who, action, {**about, NAME: seals} if seals else about)


def _seal_at(connection: Connection, key: Key, table: sa.Table, place: Sequence[object]) -> str | None:
    where = (column == value for column, value in zip(table.primary_key, place, strict=True))
    row = connection.execute(sa.select(table).where(*where)).first()
    return None if row is None else _seal(key, table, row)


def _seal(key: Key, table: sa.Table, row: Sequence[object]) -> str:
    later = [column.info == LATER for column in table.columns]
    # What a row of before was sealed with is all but the columns that came later.
    empty = all(value is None for value, came in zip(row, later, strict=True) if came)
    held = [value for value, came in zip(row, later, strict=True) if not (came and empty)]
    return key.seal(canonical_json([table.name, *map(_as_text, held)]))


def _as_text(value: object) -> object:
    """A value as it is sealed: of a frame that is kept as bytes its hash."""
    return sha256(value) if isinstance(value, bytes) else value


def _held(connection: Connection, key: Key) -> dict[tuple[object, ...], str]:
    """The seal of every row as it is now, by (name of the table, its primary key …)."""
    names = {table: [column.name for column in table.primary_key] for table in _CALLED}
    rows = ((table, row) for table in _CALLED for row in connection.execute(sa.select(table)))
    return {
        (table.name, *(row._mapping[name] for name in names[table])): _seal(key, table, row)
        for table, row in rows
    }


def begin_sealing(store: Store) -> None:
    """Seal, once, the rows of a store that is older than seals, as they are found. Without the key, or
    where nothing can be written, this waits for a later start."""
    if store.key is None or store.read_only:
        return
    with suppress(StoreTrouble), store.writing() as connection:
        if not is_begun(connection):
            places: list[Place] = [
                (_TABLE[str(name)], *place) for name, *place in _held(connection, store.key)
            ]
            append_sealed(
                connection, store, store.now(), "the dashboard", BEGAN, {"rows": len(places)}, *places
            )


def is_begun(connection: Connection) -> bool:
    """Whether every row is sealed: from the store's first day on, or since what was there before was
    sealed."""
    first = connection.execute(sa.select(AUDIT).where(AUDIT.c.seq == 1))
    # What is done once is not done for a trail whose beginning was changed: the rows may have been, too.
    made_by = next(
        (
            about.get("version", 0)
            for _, about in audit_trail.intact_entries(audit_trail.Entry(*row) for row in first)
        ),
        SINCE,
    )
    return (
        made_by >= SINCE
        or connection.execute(sa.select(AUDIT.c.seq).where(AUDIT.c.action == BEGAN)).first() is not None
    )


def changed_since(connection: Connection, key: Key, trail: Sequence[audit_trail.Entry]) -> Iterator[str]:
    """Every row that is not as the audit trail says; nothing where all are."""
    told: dict[tuple[object, ...], str | None] = {}
    for _, about in audit_trail.intact_entries(trail):
        told |= {(table, *place): seal for table, place, seal in about.get(NAME, ())}
    held = _held(connection, key)
    for place in dict.fromkeys([*told, *held]):
        called = _CALLED[_TABLE[str(place[0])]](*place[1:])
        if place not in held and told[place] is not None:
            yield f"{called}, which the audit trail says was recorded, is gone"
        elif place in held and told.get(place) is None:
            yield f"{called} is there, and the audit trail does not say so"
        elif place in held and held[place] != told[place]:
            yield f"{called} is not as the audit trail says that it was recorded"
