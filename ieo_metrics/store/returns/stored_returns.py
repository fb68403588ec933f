"""Accepted returns in the store: saved completely or not at all, and read back as they were or reported as
damaged."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from ieo_metrics.accepting.returns import quarters_in_words
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.return_types import ReturnType, return_named
from ieo_metrics.store.database.errors import Damaged
from ieo_metrics.store.database.failpoints import reached
from ieo_metrics.store.database.schema import KEPT_ROWS, RECEIPTS, RETURNS, VERSIONS, WITHDRAWN
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.returns.return_record import (
    ReturnRecord,
    RowKey,
    canonical_json,
    is_nil,
    sha256,
    with_kept_names,
)
from ieo_metrics.store.trail import seals


@dataclass(frozen=True)
class Stored:
    """One accepted return as the store knows it. `versions`: by quarter, which version of it this return
    is."""

    seq: int
    at: str
    by: str
    about: dict[str, Any]
    versions: dict[Quarter, int]
    digest: str

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        return tuple(sorted(self.versions))

    @property
    def return_type(self) -> ReturnType:
        return return_named(self.about["programme"], self.about["provider"])

    @property
    def title(self) -> str:
        return self.return_type.title

    @property
    def files(self) -> tuple[str, ...]:
        return tuple(part["name"] for part in with_kept_names(self.about["parts"]))

    @property
    def nil(self) -> bool:
        """A return with headings but no rows of anything that happened, which the officer confirmed."""
        return is_nil(self.about)


def _digest(seq: int, names: Mapping[str, str], at: str, by: str, about: str, same_as: str) -> str:
    return sha256(
        canonical_json([seq, names["programme"], names["provider"], at, by, about, same_as]).encode()
    )


def stored_returns(connection: Connection) -> list[Stored]:
    """Every accepted return in the order of acceptance, without its rows. Raises Damaged where one is not
    what was saved."""
    versions: dict[int, dict[Quarter, int]] = {}
    for seq, quarter, version in connection.execute(
        sa.select(VERSIONS.c.seq, VERSIONS.c.quarter, VERSIONS.c.version)
    ):
        versions.setdefault(seq, {})[quarter] = version
    rows = connection.execute(
        sa.select(*(RETURNS.c[name] for name in _SEALED), RETURNS.c.digest).order_by(RETURNS.c.seq)
    )
    return [
        Stored(
            row.seq, row.accepted_at, row.accepted_by, _checked(*row), versions.get(row.seq, {}), row.digest
        )
        for row in rows
    ]


_SEALED = ("seq", "programme", "provider", "accepted_at", "accepted_by", "about", "same_as")


@lru_cache(maxsize=4096)
def _checked(
    seq: int, programme: str, provider: str, at: str, by: str, about: str, same_as: str, digest: str
) -> dict[str, Any]:
    """What a row says about its return (read only), after checking its seal. A row identical to one
    checked before is not checked again, so ten years of returns open as quickly as one. Raises Damaged
    where the seal is not the row's."""
    if digest != _digest(seq, {"programme": programme, "provider": provider}, at, by, about, same_as):
        raise Damaged(
            f"What is stored of return {seq} ({programme} · {provider}) was changed after it was saved. "
            "Restore the latest backup."
        )
    stored: dict[str, Any] = json.loads(about)
    return stored


def rows_of(connection: Connection, returns: Sequence[Stored]) -> dict[int, dict[RowKey, bytes]]:
    """The rows of returns, by their place in the order. Raises Damaged where a piece is missing or not what
    was saved."""
    wanted = {
        (stored_return.seq, place, name): table["sha256"]
        for stored_return in returns
        for place, part in enumerate(stored_return.about["parts"])
        for name, table in part["tables"].items()
    }
    found: dict[int, dict[RowKey, bytes]] = {stored_return.seq: {} for stored_return in returns}
    if not wanted:
        return found
    for row in connection.execute(
        sa.select(KEPT_ROWS).where(KEPT_ROWS.c.seq.in_(found)).order_by(KEPT_ROWS.c.seq)
    ):
        data = bytes(row.data)
        if wanted.pop((row.seq, row.part, row.table_name), None) != sha256(data):
            raise _damaged(row.seq, row.table_name)
        found[row.seq][row.part, row.table_name] = data
    if wanted:
        seq, _, name = next(iter(wanted))
        raise _damaged(seq, name)
    return found


def _damaged(seq: int, table: str) -> Damaged:
    return Damaged(
        f"The rows of return {seq} ({table.replace('_', ' ')}) are not those that were saved. Restore the "
        "latest backup."
    )


def reseal_return(connection: Connection, seq: int, pieces: Mapping[RowKey, tuple[int, str]]) -> None:
    """Update a return after some of its rows were deleted: how many are left, their SHA-256, the names that
    are kept, and the new seal. `pieces`: (rows, SHA-256) of each."""
    row = connection.execute(sa.select(RETURNS).where(RETURNS.c.seq == seq)).one()
    about = json.loads(row.about)
    for (part, name), (rows, digest) in pieces.items():
        about["parts"][part]["tables"][name] = {"rows": rows, "sha256": digest}
    about["parts"] = with_kept_names(about["parts"])
    text = canonical_json(about)
    digest = _digest(seq, dict(row._mapping), row.accepted_at, row.accepted_by, text, row.same_as)
    connection.execute(sa.update(RETURNS).where(RETURNS.c.seq == seq).values(about=text, digest=digest))


@dataclass(frozen=True)
class Saved:
    """The outcome for one return: `seq` is its place; `already`: it was in the store before, accepted `at`
    by `by`."""

    seq: int
    at: str
    by: str
    already: bool


def already_there(connection: Connection, return_record: ReturnRecord) -> tuple[Saved | None, str]:
    """The row of the same return, if it is in the store and counts, else None; and the key under which to
    store it. A withdrawn return may be accepted again: its key then has a number added."""
    same = (RETURNS.c.same_as == return_record.same_as) | RETURNS.c.same_as.startswith(
        f"{return_record.same_as}:"
    )
    rows = connection.execute(sa.select(RETURNS).where(same).order_by(RETURNS.c.seq)).all()
    gone = set(connection.execute(sa.select(WITHDRAWN.c.seq)).scalars())
    there = next(
        (Saved(row.seq, row.accepted_at, row.accepted_by, True) for row in rows if row.seq not in gone), None
    )
    return there, f"{return_record.same_as}:{len(rows)}" if rows else return_record.same_as


def save_returns(
    connection: Connection, store: Store, who: str, returns: Sequence[ReturnRecord]
) -> list[Saved]:
    """Returns into the store, inside the caller's transaction. The same return again is left as it is."""
    out = []
    for return_record in returns:
        there, same_as = already_there(connection, return_record)
        if there:
            out.append(there)
            continue
        newest = connection.execute(sa.select(sa.func.max(RETURNS.c.seq))).scalar() or 0
        seq, at, about = newest + 1, store.now(), canonical_json(return_record.about)
        names = {"programme": return_record.about["programme"], "provider": return_record.about["provider"]}
        digest = _digest(seq, names, at, who, about, same_as)
        connection.execute(
            sa.insert(RETURNS).values(
                seq=seq, **names, accepted_at=at, accepted_by=who, about=about, same_as=same_as, digest=digest
            )
        )
        quarters = return_record.quarters
        versions = [
            {**names, "quarter": quarter, "version": _versions(connection, names, quarter) + 1, "seq": seq}
            for quarter in quarters
        ]
        if versions:
            connection.execute(sa.insert(VERSIONS), versions)
        if return_record.rows:
            connection.execute(
                sa.insert(KEPT_ROWS),
                [
                    {"seq": seq, "part": part, "table_name": name, "data": data}
                    for (part, name), data in return_record.rows.items()
                ],
            )
        reached("rows in")
        seals.append_sealed(
            connection,
            store,
            at,
            who,
            "accepted a return",
            {
                **names,
                "return": seq,
                "quarters": quarters_in_words(quarters),
                "versions": {label(v["quarter"]): v["version"] for v in versions},
                "files": [
                    {"name": part["name"], "sha256": part["sha256"]} for part in return_record.about["parts"]
                ],
                "digest": digest,
            },
            *_waits_no_longer(connection, return_record),
        )
        reached("audit in")
        out.append(Saved(seq, at, who, False))
    return out


def _waits_no_longer(connection: Connection, return_record: ReturnRecord) -> list[seals.Place]:
    """Remove the return's files from those that arrived and are waiting; returns the places they had
    there."""
    places = [
        (part["sha256"], return_record.about["programme"], return_record.about["provider"])
        for part in return_record.about["parts"]
    ]
    there = sa.tuple_(*RECEIPTS.primary_key).in_(places)
    gone: list[seals.Place] = [
        (RECEIPTS, *row) for row in connection.execute(sa.select(*RECEIPTS.primary_key).where(there))
    ]
    connection.execute(sa.delete(RECEIPTS).where(there))
    return gone


def _versions(connection: Connection, names: Mapping[str, str], quarter: Quarter) -> int:
    where = (
        VERSIONS.c.programme == names["programme"],
        VERSIONS.c.provider == names["provider"],
        VERSIONS.c.quarter == quarter,
    )
    return connection.execute(sa.select(sa.func.max(VERSIONS.c.version)).where(*where)).scalar() or 0
