"""Older stores become this version's, one step at a time, each in one transaction. Alembic does the steps;
they are in migrations/."""

from pathlib import Path
from typing import Any

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from ieo_metrics.store.database.errors import database_errors_in_words
from ieo_metrics.store.database.failpoints import reached
from ieo_metrics.store.database.schema import APPLICATION_ID, VERSION
from ieo_metrics.store.database.store import WRITERS

STEPS = Path(__file__).parents[1] / "migrations"


def upgrade_schema(engine: Engine, version: int, to: int = VERSION) -> None:
    """Each step from a version to another, in a transaction of its own: an interrupted upgrade leaves a
    complete older store."""
    config = Config()
    config.set_main_option("script_location", str(STEPS))
    script = ScriptDirectory.from_config(config)
    for step in range(version + 1, to + 1):
        with (
            database_errors_in_words(),
            engine.connect().execution_options(writing=True) as connection,
            connection.begin(),
        ):
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS})")
            if int(MigrationContext.configure(connection).get_current_revision() or 0) >= step:
                continue  # another start was quicker
            _take(step, script, config, connection)
            reached("step done")


def _take(step: int, script: ScriptDirectory, config: Config, connection: Connection) -> None:
    def steps(revision: object, context: object) -> list[Any]:
        return script._upgrade_revs(str(step), revision)  # type: ignore[arg-type]

    with EnvironmentContext(config, script, fn=steps, destination_rev=str(step)) as environment:
        environment.configure(connection=connection, transactional_ddl=True)
        environment.run_migrations()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {step}")
