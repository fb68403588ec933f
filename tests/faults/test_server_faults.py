"""A PostgreSQL server that stops, refuses, fills up or is slow: a message within a time limit, and a retry
that saves nothing twice."""

import contextlib
import socket
import threading
import time

import pytest
import sqlalchemy as sa

from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.store.database.errors import NotOurs, StoreTrouble, Unreachable
from ieo_metrics.store.database.postgres_connection import SILENT_SECONDS
from ieo_metrics.store.database.postgres_server import CONNECT_SECONDS
from ieo_metrics.store.database.store import WAIT_SECONDS
from ieo_metrics.store.returns import acceptance
from ieo_metrics.store.trail import verify
from tests.faults import children
from tests.faults.rounds import Rounds
from tests.store import postgres
from tests.store.office import Office, returns_of, stands, stars, take, tidy, trainings

Q = quarter(2024, 1)


def several() -> tuple:
    return returns_of(trainings(Q, 20), stars(Q, {"a": (1, 2)}))


@pytest.fixture
def own_office(folder, server):
    """An office on the server that these tests may stop."""
    address, remove = postgres.new_database(server.address)
    one = Office(folder, address)
    yield one
    one.close()
    remove()


@pytest.mark.parametrize(("moment", "there"), [("rows in", 0), ("before commit", 0), ("after commit", 2)])
def test_the_server_stops_during_a_save(own_office, server, monkeypatch, moment, there):
    """PostgreSQL stops before/during/after commit (pg_ctl stop -m immediate): message; retry safe; no
    duplicate."""
    rounds = Rounds.of(own_office, several())
    stopped = []

    def stop(name: str) -> None:
        if name == moment and not stopped:
            stopped.append(name)
            server.stop()

    with monkeypatch.context() as patched:
        patched.setattr("ieo_metrics.store.database.failpoints.at_moment", stop)
        if there:
            rounds.accept()  # the answer had come before the server went
        else:
            with pytest.raises(Unreachable, match=r"cannot be reached. .* it is never saved twice"):
                rounds.accept()
    with pytest.raises(Unreachable):
        stands(rounds.store)
    server.start()
    assert rounds.wholly() == there
    assert [one.already for one in rounds.accept()] == [there == 2, there == 2]
    assert (rounds.wholly(), list(verify.integrity_faults(rounds.store))) == (2, [])


@pytest.mark.parametrize("moment", ["rows in", "before commit"])
def test_the_connection_is_ended_during_a_save(server_office, monkeypatch, moment):
    """PostgreSQL stops (pg_terminate_backend): message; retry safe with the same, still open store; no
    duplicate."""
    rounds = Rounds.of(server_office, several())

    def end(name: str) -> None:
        if name == moment:
            postgres.ask(
                server_office.address,
                (
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = "
                    "current_database() AND pid <> pg_backend_pid()"
                ),
            )

    with monkeypatch.context() as patched:
        patched.setattr("ieo_metrics.store.database.failpoints.at_moment", end)
        with pytest.raises(Unreachable, match="cannot be reached"):
            rounds.accept()
    assert rounds.wholly() == 0
    rounds.accept()
    assert (rounds.wholly(), list(verify.integrity_faults(rounds.store))) == (2, [])


def test_the_answer_to_a_commit_is_lost(server_office):
    """PostgreSQL stops during commit, and it is not known whether it was done: it was, and doing it again
    says so."""
    rounds = Rounds.of(server_office, several())

    def lose(connection) -> None:
        connection.connection.driver_connection.commit()
        raise sa.exc.OperationalError("COMMIT", {}, Exception("server closed the connection unexpectedly"))

    sa.event.listen(rounds.store.engine, "commit", lose)
    with pytest.raises(Unreachable, match="never saved twice"):
        rounds.accept()
    sa.event.remove(rounds.store.engine, "commit", lose)
    assert [one.already for one in rounds.accept()] == [True, True]
    assert (rounds.wholly(), list(verify.integrity_faults(rounds.store))) == (2, [])


def test_a_connection_that_died_while_nobody_looked_is_replaced(server_office):
    """PostgreSQL stopped and started between two saves: nobody notices."""
    store = server_office.open()
    take(store, returns_of(trainings(Q, 3)))
    postgres.ask(
        server_office.address,
        (
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND "
            "pid <> pg_backend_pid()"
        ),
    )
    assert len(stands(store).returns) == 1
    take(store, returns_of(stars(Q, {"a": (1, 2)})))
    assert len(stands(store).returns) == 2


def role(office: Office, limit: str = "") -> str:
    """The address of the same database for an officer of limited rights."""
    name = postgres.ask(office.address, "SELECT current_database()")[0][0]
    postgres.ask(office.address, f"DO $$ BEGIN CREATE ROLE {name}_officer LOGIN {limit}; END $$")
    postgres.ask(office.address, f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {name}_officer")
    return office.address.replace("postgresql://postgres@", f"postgresql://{name}_officer@")


@pytest.fixture
def limited(own_office):
    """A store with one return, and its office; the role that was made for it goes with it."""
    store = own_office.open()
    take(store, returns_of(trainings(Q, 3)))
    yield own_office
    own_office.close()
    name = postgres.ask(own_office.address, "SELECT current_database()")[0][0]
    postgres.ask(own_office.address, f"DROP OWNED BY {name}_officer")
    postgres.ask(own_office.address, f"DROP ROLE {name}_officer")


def test_too_many_connections(limited):
    """PostgreSQL max_connections: clear message within timeout (connection limit 1)."""
    address = role(limited, "CONNECTION LIMIT 1")
    with postgres.psycopg.connect(address):
        other = Office(limited.folder, address)
        with pytest.raises(Unreachable, match=r"took too long to answer. Nothing was changed; try again"):
            other.open()
    other.close()


def test_an_officer_without_the_right_to_write(limited):
    """PostgreSQL read-only for one officer: can read, is told in words, and nothing is changed."""
    other = Office(limited.folder, role(limited))
    store = other.open()
    before = tidy(limited.opened[0])
    assert tidy(store) == before
    now = stands(store)
    with pytest.raises(StoreTrouble, match="can look at the returns here but not change them"):
        acceptance.accept_shown_returns(
            store, "B. Officer", acceptance.preview_acceptance(store, now, several()[1:])
        )
    assert tidy(store) == before
    other.close()


def test_a_server_without_room(server_office):
    """PostgreSQL full: clear message, nothing changed: the server's own error, raised where it would
    arise."""
    store = server_office.open()
    take(store, returns_of(trainings(Q, 3)))
    before, head = tidy(store), stands(store).head
    postgres.ask(
        server_office.address,
        "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION USING "
        "ERRCODE = '53100', "
        "MESSAGE = 'could not extend file \"base/1/2\": No space left on device'; END $$",
    )
    postgres.ask(
        server_office.address, "CREATE TRIGGER no_room BEFORE INSERT ON kept_rows EXECUTE FUNCTION no_room()"
    )
    now = stands(store)
    shown = acceptance.preview_acceptance(store, now, several()[1:])
    with pytest.raises(StoreTrouble, match="There is no room left"):
        acceptance.accept_shown_returns(store, "A. Officer", shown)
    assert (tidy(store), stands(store).head) == (before, head)
    postgres.ask(server_office.address, "DROP TRIGGER no_room ON kept_rows")
    assert len(acceptance.accept_shown_returns(store, "A. Officer", shown)) == 1


def test_a_server_that_takes_too_long(server_office, monkeypatch):
    """PostgreSQL slow: clear message within timeout (statement_timeout)."""
    monkeypatch.setattr("ieo_metrics.store.database.postgres_server.LONGEST_STATEMENT", 300)
    store = server_office.open()
    take(store, returns_of(trainings(Q, 3)))
    with postgres.psycopg.connect(server_office.address) as other:
        other.execute("LOCK TABLE returns IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(Unreachable, match="took too long to answer"):
            stands(store)
    assert len(stands(store).returns) == 1


@pytest.fixture
def impatient(monkeypatch):
    """Two seconds to connect, the least that the driver takes, and one of silence."""
    monkeypatch.setattr("ieo_metrics.store.database.postgres_server.CONNECT_SECONDS", 2)
    monkeypatch.setattr("ieo_metrics.store.database.postgres_connection.SILENT_SECONDS", 1)


def test_a_silence_and_two_addresses_take_fifteen_seconds_at_most():
    """PostgreSQL slow: what the next test shortens: a connection is asked, is silent, and is made anew."""
    assert SILENT_SECONDS + 2 * CONNECT_SECONDS < 15 and SILENT_SECONDS > WAIT_SECONDS


@pytest.mark.parametrize("moment", ["at first", "rows in", "before commit"])
def test_a_server_that_is_frozen(own_office, server, monkeypatch, impatient, moment):
    """PostgreSQL frozen (SIGSTOP of all its processes) before and in the middle of a save: told in a sentence,
    nothing saved, and the same save is done once when it is back."""
    rounds = Rounds.of(own_office, several())
    with contextlib.ExitStack() as frozen:

        def freeze(name: str) -> None:
            if name == moment:
                frozen.enter_context(server.frozen())

        freeze("at first")
        with monkeypatch.context() as patched:
            patched.setattr("ieo_metrics.store.database.failpoints.at_moment", freeze)
            with pytest.raises(Unreachable, match=r"cannot be reached. .* it is never saved twice"):
                rounds.accept()
        with pytest.raises(Unreachable):
            stands(rounds.store)
    assert rounds.wholly() == 0
    assert [one.already for one in rounds.accept()] == [False, False]
    assert (rounds.wholly(), list(verify.integrity_faults(rounds.store))) == (2, [])


def test_a_long_answer_may_take_its_time(server_office, impatient):
    """PostgreSQL slow: what comes in pieces for longer than the silence that is waited for is read to its end."""
    store = server_office.open()
    with store.reading() as connection:
        came = connection.exec_driver_sql(
            "SELECT n, pg_sleep(0.2), repeat('x', 20000) FROM generate_series(1, 10) AS n"
        ).all()
    assert len(came) == 10


def test_a_server_that_never_answers(folder, impatient):
    """PostgreSQL slow: nor does the start hang where something listens and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        office = Office(folder, f"postgresql://postgres@127.0.0.1:{silent.getsockname()[1]}/none")
        started = time.monotonic()
        with pytest.raises(Unreachable, match="cannot be reached"):
            office.open()
        assert time.monotonic() - started < children.LONGEST_SECONDS
    assert not (folder / "key").exists()


def test_a_server_that_is_not_there(folder, tmp_path):
    """PostgreSQL stopped before the dashboard starts: message, and nothing is made in its place."""
    with pytest.raises(Unreachable, match="cannot be reached"):
        Office(folder, f"postgresql://postgres@/none?host={tmp_path}").open()
    assert not folder.exists()


@pytest.mark.parametrize("address", ["mysql://a@b/c", "not an address", "postgresql"])
def test_an_address_that_is_none(folder, address):
    """An address that cannot be used is said to be none, without the password that may be in it."""
    with pytest.raises(NotOurs, match="IEO_DATABASE_URL"):
        Office(folder, address).open()


def test_the_pool_is_used_up(server_office, monkeypatch):
    """PostgreSQL slow: more officers at once than there are connections: a message within a time limit."""
    monkeypatch.setattr("ieo_metrics.store.database.postgres_server.WAIT_SECONDS", 1)
    store = server_office.open()
    held = [store.engine.connect() for _ in range(15)]
    out: list[Exception] = []

    def officer() -> None:
        try:
            stands(store)
        except StoreTrouble as trouble:
            out.append(trouble)

    waiting = threading.Thread(target=officer)
    waiting.start()
    waiting.join(children.LONGEST_SECONDS)
    for one in held:
        one.close()
    assert len(out) == 1 and isinstance(out[0], Unreachable)
