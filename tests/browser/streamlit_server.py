"""Streamlit's server in a process of its own. What it loads of other people's is loaded once, in a process that only
ever forks; our own modules are loaded by each server, as at a real start."""

import multiprocessing
import os
import runpy
import sys
import time
import urllib.request
from collections.abc import Mapping, Sequence
from contextlib import suppress
from multiprocessing.context import ForkServerProcess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_FORKING = multiprocessing.get_context("forkserver")
_FORKING.set_forkserver_preload(
    [
        *("streamlit.web.cli", "streamlit.web.bootstrap", "streamlit.web.server", "streamlit.components.v2"),
        *(
            "plotly.graph_objects",
            "pandas",
            "pyarrow.compute",
            "scipy.optimize",
            "sqlalchemy",
            "alembic.command",
        ),
    ]
)
START_SECONDS = 30


def _serve(command: list[str], environment: dict[str, str], log: str) -> None:
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(ROOT)
    with open(log, "ab", buffering=0) as out:
        for stream in (1, 2):
            os.dup2(out.fileno(), stream)
    sys.path.insert(0, str(ROOT))
    sys.argv = command
    runpy.run_module(command[0], run_name="__main__", alter_sys=True)


def start_server(
    port: int,
    arguments: list[str],
    environment: Mapping[str, str],
    log: Path | str = os.devnull,
    command: Sequence[str] = ("streamlit", "run", "dashboard.py"),
) -> ForkServerProcess:
    """A server that answers at a port of this machine. Raises RuntimeError where it does not. `command`: the
    module that is run, if not Streamlit with the dashboard, and what stands before the arguments."""
    whole = [*command, "--server.port", str(port), *arguments]
    server = _FORKING.Process(target=_serve, args=(whole, dict(environment), str(log)), daemon=True)
    server.start()
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1):
            return server
        time.sleep(0.05)
    end_server(server)
    raise RuntimeError(f"The server did not start within {START_SECONDS} seconds")


def end_server(server: ForkServerProcess) -> None:
    """As when the power goes: SIGKILL, and nothing is put away."""
    server.kill()
    server.join()
