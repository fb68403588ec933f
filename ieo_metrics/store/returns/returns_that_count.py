"""The accepted returns that count (not those withdrawn), with their rows, and as exports name them."""

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy import Connection

from ieo_metrics.accepting.returns import AcceptedReturn
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.measuring.compute_measures import Results
from ieo_metrics.pipeline import Collection
from ieo_metrics.store.database.schema import WITHDRAWN
from ieo_metrics.store.returns.return_record import from_record
from ieo_metrics.store.returns.stored_returns import Stored, rows_of, stored_returns


def collection_of(
    returns: Sequence[Stored], found: Results | None, settings: Settings, trail: str
) -> Collection:
    """Accepted returns as a collection without rows: files, coverage, and how many problems of which kind
    each had."""
    again = [from_record(stored_return.about, None, number) for number, stored_return in enumerate(returns)]
    files = {part.file.sha256: part.file for accepted_return in again for part in accepted_return.parts}
    counts = {
        (part["name"], severity, code): n
        for stored_return in returns
        for part in stored_return.about["parts"]
        for severity, code, n in part["problems"]
    }
    return Collection(
        tuple(files.values()),
        (),
        tuple(again),
        (),
        found.governed if found else None,
        settings,
        counts,
        trail,
    )


def withdrawn_seqs(connection: Connection) -> set[int]:
    """The returns that were taken back, by their place in the order of acceptance."""
    return set(connection.execute(sa.select(WITHDRAWN.c.seq)).scalars())


def counting_returns(connection: Connection, until: Sequence[int] | None = None) -> list[Stored]:
    """The returns that count, in their order. `until`: only these, even if they were withdrawn later."""
    gone = withdrawn_seqs(connection)
    return [
        stored_return
        for stored_return in stored_returns(connection)
        if (stored_return.seq in until if until is not None else stored_return.seq not in gone)
    ]


def with_rows(connection: Connection, returns: Sequence[Stored]) -> list[AcceptedReturn]:
    """Returns with their rows, numbered as `govern` wants them."""
    rows = rows_of(connection, returns)
    return [
        from_record(stored_return.about, rows[stored_return.seq], number)
        for number, stored_return in enumerate(returns)
    ]


def received_of(stored_return: Stored) -> dt.datetime:
    """When the last file of a return was received."""
    return max(dt.datetime.fromisoformat(part["received"]) for part in stored_return.about["parts"])
