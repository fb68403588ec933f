"""What the tests of the store and of its faults stand on: a folder, a server, and an office on each kind of
database."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ieo_metrics.store.database.store import Store
from tests.pages.hidden_once import hidden_once
from tests.store import postgres
from tests.store.begun import Begin, Begun
from tests.store.office import Office

BOTH = ("SQLite", "PostgreSQL")


@pytest.fixture(autouse=True)
def _nothing_from_outside(monkeypatch):
    """No test reads or writes the user's own store."""
    for name in ("IEO_FOLDER", "IEO_DATABASE_URL", "IEO_KEY_FILE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True, scope="session")
def _hidden_once() -> Iterator[None]:
    """What is hidden of the same figures is worked out once, whatever database they come from."""
    with hidden_once():
        yield


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / "store"


@pytest.fixture(scope="session")
def server() -> Iterator[postgres.Server]:
    """A server of our own, that can be stopped."""
    one = postgres.Server()
    yield one
    one.close()


@pytest.fixture(scope="session")
def address_of(request) -> Callable[[str], str]:
    """The address of a database by its name: on the server that was given, else on ours."""
    given = os.environ.get(postgres.GIVEN)
    if not given:
        return request.getfixturevalue("server").address
    base, _, name = given.rpartition("/")
    _, mark, options = name.partition("?")
    return lambda database: f"{base}/{database}{mark}{options}"


@pytest.fixture
def database(address_of) -> Iterator[str]:
    """The address of an empty database."""
    address, remove = postgres.new_database(address_of)
    yield address
    remove()


def nothing_yet(store: Store) -> None:
    """The store as it is made."""


@pytest.fixture
def beginning() -> Begin:
    """What makes a store what `store` is when a test begins; a module may name another function."""
    return nothing_yet


@pytest.fixture(scope="session")
def begun_stores(tmp_path_factory) -> Begun:
    return Begun(tmp_path_factory.mktemp("begun"))


@pytest.fixture(params=BOTH)
def office(request, folder, begun_stores, beginning) -> Iterator[Office]:
    """An office on each kind of database; its store is not made yet, but for a test that asks for `store`."""
    address_of = request.getfixturevalue("address_of") if request.param == "PostgreSQL" else None
    if "store" in request.fixturenames:
        one, remove = begun_stores.copy(folder, address_of, beginning)
    else:
        address, remove = postgres.new_database(address_of) if address_of else (None, None)
        one = Office(folder, address)
    yield one
    one.close()
    if remove:
        remove()


@pytest.fixture
def store(office):
    """A store on each kind of database, as it is in the beginning."""
    return office.open()


@pytest.fixture
def file_office(folder) -> Iterator[Office]:
    """An office whose store is a file."""
    one = Office(folder)
    yield one
    one.close()


@pytest.fixture
def file_store(folder, begun_stores, beginning) -> Iterator[Store]:
    """A store in a file, as it is in the beginning."""
    one, _ = begun_stores.copy(folder, None, beginning)
    yield one.open()
    one.close()


@pytest.fixture
def server_office(folder, database) -> Iterator[Office]:
    """An office whose store is on a server."""
    one = Office(folder, database)
    yield one
    one.close()
