"""A PostgreSQL server of the tests' own: no port, a socket in a folder of its own, gone when the tests are
done."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

GIVEN = "IEO_TEST_POSTGRES"  # the address of a server on which databases can be made
OWNER = "postgres"
_QUICK = "-c fsync=off -c autovacuum=off -c max_connections=30 -c shared_buffers=16MB -c listen_addresses=''"


def binaries() -> Path | None:
    """Where the newest server's programs are."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    return max(
        Path("/usr/lib/postgresql").glob("*/bin"), default=None, key=lambda path: int(path.parent.name)
    )


def unavailable() -> None:
    """No server can be had: that is a failure where everything has to be tested, and elsewhere a skip."""
    (pytest.fail if os.environ.get("CI") else pytest.skip)(
        "no PostgreSQL server: install postgresql, or set IEO_TEST_POSTGRES"
    )


class Server:
    """A server that can be stopped and started."""

    def __init__(self) -> None:
        found = binaries()
        if found is None:
            unavailable()
        assert found is not None
        self.programs = found
        self.folder = Path(tempfile.mkdtemp(prefix="ieo-pg-"))
        # initdb refuses root.
        self.owner: dict = {"user": OWNER, "group": OWNER, "extra_groups": []} if os.getuid() == 0 else {}
        if self.owner:
            shutil.chown(self.folder, OWNER, OWNER)
        self._run("initdb", "-A", "trust", "-U", OWNER, "-E", "UTF8", "--no-locale", "--no-sync")
        self.start()

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self.programs / program), "-D", str(self.data), *arguments]
        subprocess.run(
            command,
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.STDOUT,
            cwd=self.folder,
            timeout=60,
            **self.owner,
        )

    def start(self) -> None:
        self._run("pg_ctl", "-w", "-l", str(self.folder / "log"), "-o", f"-k {self.folder} {_QUICK}", "start")

    def stop(self, how: str = "immediate") -> None:
        """`how`: immediate is as a power cut."""
        self._run("pg_ctl", "-w", "-m", how, "stop")

    @contextlib.contextmanager
    def frozen(self) -> Iterator[None]:
        """The server and all that serve for it stand still, as in a machine that hangs: what they hold is held,
        and nobody hears of them."""
        postmaster = int((self.data / "postmaster.pid").read_text().split()[0])
        serving = subprocess.run(["pgrep", "-P", str(postmaster)], capture_output=True, text=True).stdout
        pids = [postmaster, *map(int, serving.split())]
        for pid in pids:
            os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for pid in pids:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGCONT)

    def close(self) -> None:
        try:
            self.stop()
        finally:
            shutil.rmtree(self.folder)

    def address(self, database: str = OWNER, user: str = OWNER) -> str:
        return f"postgresql://{user}@/{database}?host={self.folder}"


def ask(address: str, statement: str) -> list[tuple]:
    """A statement of the one who keeps the server, outside any transaction."""
    with psycopg.connect(address, autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def new_database(address_of: Callable[[str], str], like: str | None = None) -> tuple[str, Callable[[], None]]:
    """(address of a new database, what removes it): empty, or a copy of another one, by its address, that nobody
    uses."""
    name = f"ieo_{uuid.uuid4().hex[:12]}"
    template = f" TEMPLATE {make_url(like).database}" if like else ""
    ask(address_of(OWNER), f"CREATE DATABASE {name}{template}")
    return address_of(
        name
    ), lambda: ask(address_of(OWNER), f"DROP DATABASE IF EXISTS {name} WITH (FORCE)") and None
