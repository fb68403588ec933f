"""What the tests of the store and of its faults stand on: a folder, a server, and an office on each kind of
database."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store import postgres
from tests.store.office import Office

BOTH = ("SQLite", "PostgreSQL")


@pytest.fixture(autouse=True)
def _nothing_from_outside(monkeypatch):
    """No test reads or writes the user's own store."""
    for name in ("IEO_FOLDER", "IEO_DATABASE_URL", "IEO_KEY_FILE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / "store"


@pytest.fixture(scope="session")
def server() -> Iterator[postgres.Server]:
    """A server of our own, that can be stopped."""
    one = postgres.Server()
    yield one
    one.close()


@pytest.fixture
def database(request) -> Iterator[str]:
    """The address of an empty database."""
    given = os.environ.get(postgres.GIVEN)
    if given:
        base, _, name = given.rpartition("/")
        _, mark, options = name.partition("?")
        address, remove = postgres.new_database(lambda database: f"{base}/{database}{mark}{options}")
    else:
        address, remove = postgres.new_database(request.getfixturevalue("server").address)
    yield address
    remove()


@pytest.fixture(params=BOTH)
def office(request, folder) -> Iterator[Office]:
    """An office on each kind of database; its store is not made yet."""
    one = Office(folder, request.getfixturevalue("database") if request.param == "PostgreSQL" else None)
    yield one
    one.close()


@pytest.fixture
def store(office):
    """A new, empty store on each kind of database."""
    return office.open()


@pytest.fixture
def file_office(folder) -> Iterator[Office]:
    """An office whose store is a file."""
    one = Office(folder)
    yield one
    one.close()


@pytest.fixture
def server_office(folder, database) -> Iterator[Office]:
    """An office whose store is on a server."""
    one = Office(folder, database)
    yield one
    one.close()
