"""Stores of every older version become this version's, with all they hold; one of a newer version is
refused."""

import shutil
from contextlib import closing
from dataclasses import replace

import pytest
import sqlalchemy as sa

from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.store.database import backup, postgres_server, restore, sqlite_file
from ieo_metrics.store.database.errors import NotOurs, ReadOnly
from ieo_metrics.store.database.schema import (
    AUDIT,
    KEPT_ROWS,
    METADATA,
    NAME,
    RETURNS,
    STORE,
    VERSION,
    VERSIONS,
)
from ieo_metrics.store.database.secret_key import new_key
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.database.upgrading import upgrade_schema
from ieo_metrics.store.returns import acceptance
from ieo_metrics.store.returns.return_record import to_record
from ieo_metrics.store.returns.stored_returns import save_returns, stored_returns
from ieo_metrics.store.trail import audit_trail, verify
from tests.faults import children
from tests.store.office import Office, issue, returns_of, stands, stars, take, tidy, trainings

Q = quarter(2024, 1)
OLDER = range(1, VERSION)


def older(office: Office, version: int) -> Store:
    """A store as an older dashboard left it, with two returns."""
    office.folder.mkdir()
    engine = (
        postgres_server.server_engine(office.address)
        if office.address
        else sqlite_file.engine_of(office.file, "rwc")
    )
    store = Store(engine, office.folder, new_key(office.folder / "key"), clock=office.clock)
    upgrade_schema(engine, 0, to=version)
    # What this dashboard saves, in the tables that there were then.
    now = replace(store, engine=sqlite_file.engine_in_memory())
    upgrade_schema(now.engine, 0)
    with now.writing() as connection:
        connection.execute(
            sa.insert(STORE).values(name=NAME, store_id="1" * 32, key_id=store.key.id, made_at=store.now())
        )
        audit_trail.append_entry(
            connection,
            store.now(),
            "the dashboard",
            "made the store",
            {"key": store.key.id, "version": version},
        )
        returns = returns_of(trainings(Q, 3), stars(Q, {"a": (1, 2), "b": (3, 9)}))
        save_returns(connection, now, "A. Officer", [to_record(one, store.key) for one in returns])
    with (
        now.reading() as old,
        engine.connect().execution_options(writing=True) as new,
        new.begin(),
    ):  # not `writing`, which this dashboard does in its own version only
        for table in (STORE, RETURNS, VERSIONS, KEPT_ROWS, AUDIT):
            there = {column["name"] for column in sa.inspect(new).get_columns(table.name)}
            rows = [row._mapping for row in old.execute(sa.select(table))]
            new.execute(
                sa.insert(table), [{name: row[name] for name in row if name in there} for row in rows]
            )
    engine.dispose()
    return store


def everything(store: Store) -> list:
    with store.reading() as connection:
        return [
            [tuple(row) for row in connection.execute(sa.select(table).order_by(*table.primary_key))]
            for table in (RETURNS, KEPT_ROWS, STORE)
        ]


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The measures of the two returns, as a store says that was of this version from the beginning."""
    fresh = Office(tmp_path_factory.mktemp("fresh") / "store")
    store = fresh.open()
    take(store, returns_of(trainings(Q, 3), stars(Q, {"a": (1, 2), "b": (3, 9)})))
    said = tidy(store)
    fresh.close()
    return said


@pytest.mark.parametrize("version", OLDER)
def test_an_older_store_becomes_this_version_s(office, version, tmp_path, figures):
    """schema upgrade from every older version: all rows and measures equal; automatic backup first; re-run is
    no-op."""
    old = older(office, version)
    before = everything(old)
    store = office.open()
    assert (store.version(), everything(store), list(verify.integrity_faults(store))) == (VERSION, before, [])
    assert tidy(store) == figures
    [copy] = (office.folder / "backups").iterdir()
    assert copy.name == f"before version {version + 1}, 2024-07-20 120000.backup"
    head = stands(store).head
    assert stands(office.open()).head == head and list((office.folder / "backups").iterdir()) == [copy]
    again = restore.restore_backup(
        copy, "A. Officer", f"sqlite:///{tmp_path / 'again.db'}", office.folder
    )  # an old backup, too
    assert (again.version(), tidy(again)) == (VERSION, figures)


@pytest.mark.parametrize("version", OLDER)
@pytest.mark.parametrize("moment", ["step done", "upgrading._take", "export half written"])
def test_an_upgrade_that_is_killed(office, monkeypatch, version, moment):
    """upgrade killed half way: either old or new version, and the next start brings it to the new."""
    before = everything(older(office, version))
    with monkeypatch.context() as patched:
        if moment == "upgrading._take":  # the step's tables are made, and it is not committed
            take_step = upgrade_schema.__globals__["_take"]
            patched.setattr(
                "ieo_metrics.store.database.upgrading._take",
                lambda *given: (
                    take_step(*given),
                    given[3].engine.url.database.endswith(".part") or children.os._exit(137),
                ),
            )
        else:
            patched.setattr("ieo_metrics.store.database.failpoints.at_moment", children.dies_at(moment))
        assert children.run(office.open) == children.KILLED
    engine = (
        postgres_server.server_engine(office.address)
        if office.address
        else sqlite_file.engine_of(office.file, "rw")
    )
    left = replace(Store(engine, office.folder, None), clock=office.clock)
    assert left.version() == version and everything(left) == before
    engine.dispose()
    store = office.open()
    assert (store.version(), everything(store), list(verify.integrity_faults(store))) == (VERSION, before, [])


def test_a_newer_store_is_refused(office):
    """newer database, older app: refuses, names version."""
    store = office.open()
    take(store, returns_of(trainings(Q, 3)))
    with store.writing() as connection:
        connection.exec_driver_sql(
            "PRAGMA user_version = 999"
            if store.is_sqlite
            else "UPDATE alembic_version SET version_num = '999'"
        )
    office.close()
    with pytest.raises(
        NotOurs, match=r"its version is 999, which this one does not know. Nothing was changed"
    ):
        office.open()


def test_a_store_that_is_upgraded_while_it_is_open_is_not_written_to(office, tmp_path):
    """newer database, older app: refuses at the next write too, names version; nothing is half saved, no backup
    or restore is made of what is not known."""
    store = office.open()
    take(store, returns_of(trainings(Q, 3)))
    now = stands(store)
    shown = acceptance.preview_acceptance(store, now, returns_of(stars(Q, {"a": (1, 2)})))
    kept = backup.back_up(store, tmp_path / "before.backup")
    with store.writing() as newer:
        newer.exec_driver_sql(
            f"PRAGMA user_version = {VERSION + 1}"
            if store.is_sqlite
            else f"UPDATE alembic_version SET version_num = '{VERSION + 1}'"
        )
    for write in (
        lambda: acceptance.accept_shown_returns(store, "A. Officer", shown),
        lambda: issue(store, Q),
        lambda: backup.back_up(store, tmp_path / "after.backup"),
        lambda: restore.restore_in_place(store, "A. Officer", kept, now.head),
    ):
        with pytest.raises(NotOurs, match=f"its version is {VERSION + 1}, .* Start the newer dashboard"):
            write()
    assert (stands(store).head, len(stands(store).returns)) == (now.head, 1)
    assert not (tmp_path / "after.backup").exists() and not (office.folder / "backups").exists()


def test_a_backup_of_a_newer_store_is_refused(file_office):
    """newer database, older app: nor is its backup restored."""
    store = file_office.open()
    path = backup.back_up(store, file_office.folder / "backups" / "one.backup")
    with closing(sqlite_file.engine_of(path, "rw").raw_connection()) as raw:
        raw.cursor().execute("PRAGMA user_version = 999")
    with pytest.raises(NotOurs, match="999"):
        restore.restore_backup(path, "A. Officer", folder=file_office.folder)


def test_an_older_store_that_can_only_be_read_is_not_upgraded(file_office):
    """schema upgrade where nothing can be written: says so, changes nothing."""
    older(file_office, 1)
    before = file_office.file.read_bytes()
    with pytest.raises(ReadOnly, match="written by an older dashboard"):
        Office(file_office.folder, f"sqlite:///{file_office.file}?mode=ro").open()
    assert file_office.file.read_bytes() == before


def test_the_steps_make_the_tables_that_the_program_knows(office):
    """schema upgrade: the steps together give the tables and columns of schema.py, no more and no less."""
    store = office.open()
    held = sa.MetaData()
    with store.engine.connect() as connection:
        held.reflect(connection)
    tables = {
        name: {column.name: (column.nullable, column.primary_key) for column in table.columns}
        for name, table in held.tables.items()
    }
    tables.pop("alembic_version")
    assert tables == {
        name: {column.name: (column.nullable, column.primary_key) for column in table.columns}
        for name, table in METADATA.tables.items()
    }
    with store.reading() as connection:
        assert stored_returns(connection) == []
    shutil.rmtree(office.folder / "backups", ignore_errors=True)
