"""Twenty people at once: what a click costs the server in CPU and how long it takes, beside an app with nothing in
it, and what is left in memory when a hundred of them have come and gone, twice.

`python -m tests.benchmarks.load` starts the server of several people with the samples accepted and two quarters
issued, and the empty app; each person is a websocket that speaks as Streamlit's browser part does. It prints a table.
"""

import argparse
import asyncio
import datetime as dt
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value, generate_xsrf_token_string
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME, XSRF_COOKIE_NAME
from websockets.asyncio.client import ClientConnection, connect

from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.measures import MEASURES
from ieo_metrics.framework.roles import ROLES
from ieo_metrics.pipeline import collect_files
from ieo_metrics.reading.read_files import read_files
from ieo_metrics.store.database.opening import open_store
from pages.shared.frame.page_address import quarter_slug
from pages.shared.server.closed_tabs import LOOK_EVERY
from tests.store.office import NOON, SETTINGS, issue, take

ROOT = Path(__file__).parents[2]
LAST = quarter(2024, 4)
START_SECONDS, CLICK_SECONDS = 60, 60
COOKIE_SECRET, ISSUER = "0123456789abcdef0123456789abcdef", "https://sign-in.example.org"
MEGABYTE = 1024 * 1024
EMPTY = "import streamlit as st\n\nst.title('Empty')\n"
# What the pages say in place of their content.
_FAILED = (b"could not be shown", b"Sign in", b"stay closed", b"This page is for")
Address = Callable[[int], tuple[str, str]]  # of a page and what stands behind its `?`, by number of click
Pages = Mapping[str, Address]
PAGES: Pages = {
    "Overview": lambda n: ("", f"quarter={quarter_slug(LAST - n % 2)}"),
    "Measure": lambda n: (
        "measure",
        f"quarter={quarter_slug(LAST - n % 2)}&measure={MEASURES[n % len(MEASURES)].ref}",
    ),
    "Signals": lambda n: ("signals", f"quarter={quarter_slug(LAST - n % 2)}"),
    "Meeting": lambda n: ("meeting", f"quarter={quarter_slug(LAST)}&screen={n % (len(MEASURES) + 1)}"),
}
NOTHING: Pages = {"Empty app": lambda n: ("", "")}


class Plan(NamedTuple):
    """`thought`: seconds between two clicks; `gone`: people who come and go, each time; `comes_back`: seconds
    within which a closed tab may come back (Streamlit's own: 120)."""

    people: int
    clicks: int
    thought: float
    gone: int
    roles: Sequence[str]
    comes_back: int

    @property
    def forgotten(self) -> float:
        """So long after the last one left nothing may be held of anybody."""
        return self.comes_back + LOOK_EVERY + 5


class Server:
    """A server in a process of its own."""

    def __init__(self, command: Sequence[str], port: int, folder: Path, at: Path) -> None:
        """`folder`: of its store and its log; `at`: the folder whose configuration it reads."""
        self.origin, self._log = f"http://127.0.0.1:{port}", folder / "log.txt"
        own = {
            "IEO_FOLDER": str(folder / "store"),
            "IEO_DATABASE_URL": "",
            "MALLOC_ARENA_MAX": "2",
        }  # as deployed
        environment = {**os.environ, **own}
        with open(self._log, "wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", *command, "--server.port", str(port)],
                cwd=at,
                env=environment,
                stdout=log,
                stderr=log,
            )
        end = time.monotonic() + START_SECONDS
        while True:
            with suppress(OSError), urllib.request.urlopen(f"{self.origin}/_stcore/health", timeout=1):
                return
            if time.monotonic() > end or self._process.poll() is not None:
                self.end()
                raise RuntimeError(f"The server did not start: {self._log.read_text()[-2000:]}")
            time.sleep(0.1)

    @property
    def cpu(self) -> float:
        """Seconds, user and system, so far."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    @property
    def megabytes(self) -> float:
        """Resident."""
        pages = int(Path(f"/proc/{self._process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / MEGABYTE

    def end(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def fill_store(folder: Path) -> None:
    """The samples accepted, and their last two quarters issued."""
    store = open_store(folder=folder, clock=lambda: NOON)
    paths = sorted((ROOT / "sample_data").glob("*.xlsx"))
    read = read_files([(path.name, path.read_bytes()) for path in paths])
    take(store, collect_files(read, SETTINGS, NOON).returns)
    for one in (LAST - 1, LAST):
        issue(store, one)
    store.engine.dispose()


@contextmanager
def both_servers(tab_comes_back: int) -> Iterator[tuple[Server, Server]]:
    """The dashboard's, and that of the empty app. `tab_comes_back`: within so many seconds."""
    folder = Path(tempfile.mkdtemp(prefix="ieo-load-"))
    started = []
    try:
        (folder / "empty").mkdir()
        (folder / "store").mkdir(mode=0o700)
        fill_store(folder / "store")
        port = _free_port()
        entries = {
            "redirect_uri": f"http://127.0.0.1:{port}/oauth2callback",
            "cookie_secret": COOKIE_SECRET,
            "client_id": "dashboard",
            "client_secret": "not used",
            "server_metadata_url": f"{ISSUER}/.well-known/openid-configuration",
        }
        lines = [f'{name} = "{value}"' for name, value in entries.items()]
        lines += [f'{role.people} = ["{role.name}@unit.example.org"]' for role in ROLES]
        (folder / "secrets.toml").write_text("\n".join(["[auth]", *lines, ""]), encoding="utf-8")
        (folder / "empty" / "empty.py").write_text(EMPTY, encoding="utf-8")
        comes_back = ["--server.disconnectedSessionTTL", str(tab_comes_back)]
        command = ["pages.shared.server", "--secrets.files", str(folder / "secrets.toml"), *comes_back]
        started.append(Server(command, port, folder, ROOT))
        alone = folder / "empty"
        as_it_comes = ["--server.headless", "true", "--server.address", "127.0.0.1"]
        empty = ["streamlit", "run", str(alone / "empty.py"), *as_it_comes, *comes_back]
        started.append(Server(empty, _free_port(), alone, alone))
        yield started[0], started[1]
    finally:
        for one in started:
            one.end()
        shutil.rmtree(folder)


class LostConnection(Exception):
    """The server hung up, or did not answer in time."""


class Tab:
    """A tab of somebody in a role."""

    def __init__(self, line: ClientConnection) -> None:
        self._line = line
        self.failed: set[str] = set()

    async def show(self, page: str, asked: str) -> float:
        """Seconds until the page is drawn. Raises LostConnection."""
        said = BackMsg()
        said.rerun_script.page_name, said.rerun_script.query_string = page, asked
        begun = time.perf_counter()
        try:
            await self._line.send(said.SerializeToString())
            async with asyncio.timeout(CLICK_SECONDS):
                while True:
                    data = await self._line.recv()
                    assert isinstance(data, bytes)
                    self.failed.update(words.decode() for words in _FAILED if words in data)
                    if len(data) < 200:  # a delta is not looked into
                        message = ForwardMsg.FromString(data)
                        if (
                            message.WhichOneof("type") == "script_finished"
                            and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
                        ):
                            return time.perf_counter() - begun
        except Exception as trouble:
            raise LostConnection(type(trouble).__name__) from None


def _headers(origin: str, role: str) -> tuple[dict[str, str], str]:
    token = generate_xsrf_token_string()
    claims = {
        "iss": ISSUER,
        "sub": secrets.token_hex(8),
        "email": f"{role}@unit.example.org",
        "email_verified": True,
        "name": "A. Person",
        "iat": int(dt.datetime.now(dt.UTC).timestamp()),
        "nonce": secrets.token_hex(8),
        "origin": origin,
        "is_logged_in": True,
    }
    signed = create_signed_value(COOKIE_SECRET, USER_COOKIE_NAME, json.dumps(claims)).decode()
    return {"Cookie": f"{USER_COOKIE_NAME}={signed}; {XSRF_COOKIE_NAME}={token}"}, token


def a_tab(server: Server, role: str) -> connect:
    """A line to the server, of somebody who has just signed in."""
    cookies, token = _headers(server.origin, role)
    return connect(
        f"{server.origin.replace('http', 'ws')}/_stcore/stream",
        additional_headers=cookies,
        origin=server.origin,  # type: ignore[arg-type]
        subprotocols=["streamlit", token],  # type: ignore[list-item]
        max_size=None,
        max_queue=None,
        compression=None,
        open_timeout=CLICK_SECONDS,
    )


class Phase:
    """What clicks cost. `seconds`: of each; `cpu`: of all; `lost`: connections that were lost."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self.cpu, self.lost = 0.0, 0
        self.failed: set[str] = set()

    def line(self, name: str) -> str:
        """In a table. `name`: of what was clicked."""
        ranked = sorted(self.seconds) or [0.0]
        half, most = (ranked[int(share * (len(ranked) - 1))] for share in (0.5, 0.95))
        cost = 1000 * self.cpu / max(len(self.seconds), 1)
        trouble = f"  NOT SHOWN: {', '.join(sorted(self.failed))}" if self.failed else ""
        return (
            f"{name:20}  {len(self.seconds):6}  {cost:9.1f}  {1000 * half:7.0f}  {1000 * most:7.0f}  "
            f"{self.lost:4}{trouble}"
        )


HEADINGS = f"{'':20}  {'clicks':>6}  {'CPU, ms':>9}  {'p50, ms':>7}  {'p95, ms':>7}  lost"


async def clicks(server: Server, role: str, pages: Pages, plan: Plan) -> dict[str, Phase]:
    """`plan.people` in a role, each with a tab, click through each page in turn with thought between; by page,
    what it cost. Before that each looks at every page once."""
    told = {"opening": Phase(), **{name: Phase() for name in pages}}
    lines = [await a_tab(server, role) for _ in range(plan.people)]
    tabs = [Tab(line) for line in lines]

    async def click(tab: Tab, phase: Phase, where: tuple[str, str]) -> None:
        try:
            phase.seconds.append(await tab.show(*where))
        except LostConnection:
            phase.lost += 1
        phase.failed |= tab.failed

    async def person(number: int, tab: Tab, phase: Phase, address: Address) -> None:
        await asyncio.sleep(plan.thought * number / plan.people)
        for n in range(plan.clicks):
            await click(tab, phase, address(number + n))
            await asyncio.sleep(plan.thought)

    begun = server.cpu
    for tab in tabs:
        for address in pages.values():
            await click(tab, told["opening"], address(0))
    told["opening"].cpu = server.cpu - begun
    for name, address in pages.items():
        begun = server.cpu
        await asyncio.gather(*(person(n, tab, told[name], address) for n, tab in enumerate(tabs)))
        told[name].cpu = server.cpu - begun
    for line in lines:
        await line.close()
    return told


async def come_and_go(server: Server, role: str, pages: Pages, people: int) -> int:
    """So many people, ten at a time, look at each page and leave; how many connections were lost."""

    async def visit(number: int) -> int:
        try:
            async with a_tab(server, role) as line:
                for address in pages.values():
                    await Tab(line).show(*address(number))
        except LostConnection:
            return 1
        return 0

    lost = 0
    for first in range(0, people, 10):
        lost += sum(await asyncio.gather(*map(visit, range(first, min(first + 10, people)))))
    return lost


async def memory(server: Server, role: str, pages: Pages, plan: Plan) -> str:
    """A line of what is held at first, and after so many people came and went, three times."""
    held, lost = [server.megabytes], 0
    for _ in range(3):
        lost += await come_and_go(server, role, pages, plan.gone)
        await asyncio.sleep(plan.forgotten)
        held.append(server.megabytes)
    said = " → ".join(f"{one:.0f}" for one in held)
    return f"{role:20}  {said} MB ({lost} connections lost)"


async def measure(plan: Plan) -> None:
    """Print the tables."""
    with both_servers(plan.comes_back) as (dashboard, empty):
        print(f"load of the machine before: {os.getloadavg()[0]:.1f}\n\n{HEADINGS}")
        for name, phase in (await clicks(empty, "nobody", NOTHING, plan)).items():
            print(phase.line(name), flush=True)
        for role in plan.roles:
            for name, phase in (await clicks(dashboard, role, PAGES, plan)).items():
                print(phase.line(f"{role}, {name}"), flush=True)
        print(f"load of the machine after: {os.getloadavg()[0]:.1f}\n\nMemory")
        print(await memory(empty, "empty app", NOTHING, plan))
        for role in plan.roles:
            print(await memory(dashboard, role, PAGES, plan), flush=True)


def main() -> None:
    said = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    said.add_argument("--people", type=int, default=20)
    said.add_argument("--clicks", type=int, default=6, help="of each person on each page")
    said.add_argument("--thought", type=float, default=2.0, help="seconds between two clicks")
    said.add_argument("--gone", type=int, default=100, help="people who come and go, each time")
    said.add_argument("--comes-back", type=int, default=5, help="seconds within which a closed tab may")
    said.add_argument("--roles", nargs="+", default=["officer", "reader"])
    asyncio.run(measure(Plan(**vars(said.parse_args()))))


if __name__ == "__main__":
    main()
