"""Tables that somebody else published and the officer uploaded: kept as they were understood, with their
edition and source. An earlier one of a kind stays."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from ieo_metrics.store.database.schema import PUBLISHED_TABLES
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.record.free_text import nobody_named, nothing_told
from ieo_metrics.store.record.meetings_and_actions import LONGEST, required
from ieo_metrics.store.returns.return_record import canonical_json, sha256
from ieo_metrics.store.trail import seals
from ieo_metrics.store.trail.audit_trail import TOOK_IN_TABLE
from ieo_metrics.store.trail.row_numbers import next_number


@dataclass(frozen=True)
class KeptTable:
    """One table as it was understood. `data`: plain JSON data, as the kind's own value gives and reads it."""

    number: int
    kind: str
    file: str
    edition: str
    source: str
    at: str
    who: str
    data: Any

    @property
    def named(self) -> tuple[str, ...]:
        """Every text that names it, or what it counts, where it is shown."""
        own = (str(self.data.get(name, "")) for name in ("title", "area", "offence"))
        return self.edition, self.source, *own


def keep_table(
    store: Store, who: str, kind: str, file: str, edition: str, source: str, data: Mapping[str, Any]
) -> None:
    """Keep a table, in place of the last of its kind; the same again changes nothing. Raises StoreTrouble
    where the edition or the source is empty, tells of a person, or of what is hidden."""
    row = {
        "kind": kind,
        "file": nobody_named(store, file, LONGEST, "The file's name"),
        "edition": required(shared_name(store, edition, "The edition"), "The edition"),
        "source": required(shared_name(store, source, "The source"), "The source"),
        "data": canonical_json(data).encode(),
    }
    with store.writing() as connection:
        last = _rows(connection, kind)
        if last and all(getattr(last[-1], name) == value for name, value in row.items()):
            return
        number, now = next_number(connection, PUBLISHED_TABLES), store.now()
        connection.execute(sa.insert(PUBLISHED_TABLES).values(number=number, at=now, who=who, **row))
        about = {"title": f"{kind}, {row['edition']}", "digest": sha256(canonical_json(data).encode())}
        seals.append_sealed(connection, store, now, who, TOOK_IN_TABLE, about, (PUBLISHED_TABLES, number))


def shared_name(store: Store, text: str, what: str) -> str:
    """What a table or something in it is called, which stands in what is shared. `what`: the beginning of the
    sentence that refuses it. Raises StoreTrouble as `nothing_told` does."""
    return nothing_told(store, text, LONGEST, what, None, ends_there=False)


def kept_table(connection: Connection, kind: str) -> KeptTable | None:
    """The last table of a kind; None where there is none."""
    rows = _rows(connection, kind)
    return _table(rows[-1]) if rows else None


def kept_tables(connection: Connection) -> dict[str, KeptTable]:
    """The last table of each kind that there is."""
    every = connection.execute(sa.select(PUBLISHED_TABLES).order_by(PUBLISHED_TABLES.c.number))
    return {row.kind: _table(row) for row in every}


def _table(row: sa.Row[Any]) -> KeptTable:
    return KeptTable(**{**row._mapping, "data": json.loads(row.data)})


def _rows(connection: Connection, kind: str) -> list[sa.Row[Any]]:
    of_kind = sa.select(PUBLISHED_TABLES).where(PUBLISHED_TABLES.c.kind == kind)
    return list(connection.execute(of_kind.order_by(PUBLISHED_TABLES.c.number)))
