"""The store on a PostgreSQL server that several officers share."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Engine, event, make_url
from sqlalchemy.exc import ArgumentError

from ieo_metrics.store.database.errors import NotOurs, database_errors_in_words, newer_store
from ieo_metrics.store.database.schema import STORE, VERSION
from ieo_metrics.store.database.store import WAIT_SECONDS

LONGEST_STATEMENT = 60_000  # milliseconds
# For each address that a name stands for: `localhost` has two. With the silence before it, at most 15.
CONNECT_SECONDS = 3


def server_engine(address: str) -> Engine:
    """An engine for an address such as postgresql://user:password@host/database. Raises NotOurs where it is
    none."""
    try:
        url = make_url(address)
    except ArgumentError:
        raise NotOurs(
            "The address in IEO_DATABASE_URL cannot be read. It looks like "
            "postgresql://user:password@host/database."
        ) from None
    if not url.drivername.startswith("postgresql"):
        raise NotOurs("The address in IEO_DATABASE_URL is neither SQLite's nor PostgreSQL's.")
    engine = sa.create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_pre_ping=True,
        hide_parameters=True,
        pool_timeout=WAIT_SECONDS,
        connect_args={
            "connect_timeout": CONNECT_SECONDS,
            "options": f"-c statement_timeout={LONGEST_STATEMENT} -c timezone=UTC",
        },
    )
    event.listen(engine, "do_connect", _connect)
    return engine


def _connect(dialect: object, record: object, given: Sequence[Any], named: Mapping[str, Any]) -> object:
    from ieo_metrics.store.database.postgres_connection import AnsweringConnection  # a file needs no driver

    return AnsweringConnection.connect(*given, **named)


def holds_store(engine: Engine) -> bool:
    """Whether there is a store in the database, with its one row. Raises NotOurs where it is a newer one."""
    with database_errors_in_words(), engine.connect() as connection:
        if not sa.inspect(connection).has_table(STORE.name):
            return False
        said = str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() or "0")
        if not said.isdigit() or int(said) > VERSION:
            raise newer_store(said)
        return bool(connection.execute(sa.select(sa.func.count()).select_from(STORE)).scalar())


def only_reads(engine: Engine) -> bool:
    """Whether the server is read-only."""
    with database_errors_in_words(), engine.connect() as connection:
        return connection.exec_driver_sql("SHOW transaction_read_only").scalar() == "on"
