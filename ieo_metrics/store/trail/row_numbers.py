"""Numbers of rows that people refer to: one is given once, also where its row was taken away since."""

import sqlalchemy as sa
from sqlalchemy import Connection

from ieo_metrics.store.database.schema import AUDIT
from ieo_metrics.store.trail import audit_trail, seals


def next_number(connection: Connection, table: sa.Table) -> int:
    """The number of the next row of a table whose rows are sealed, after every number that the table or the
    audit trail knows; within a transaction that writes, nobody else can take it."""
    held = connection.execute(sa.select(sa.func.max(table.c.number))).scalar() or 0
    told = sa.select(AUDIT).where(AUDIT.c.about.contains(f'"{table.name}"'))
    entries = (audit_trail.Entry(*row) for row in connection.execute(told))
    sealed = (
        place[0]
        for _, about in audit_trail.intact_entries(entries)
        for name, place, _ in about.get(seals.NAME, ())
        if name == table.name
    )
    return int(max(held, *sealed, 0)) + 1
