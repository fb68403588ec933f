"""Streamlit's server in a process of its own. What it loads of other people's is loaded once, in a process that only
ever forks; our own modules are loaded by each server, as at a real start."""

import multiprocessing
import os
import runpy
import sys
import time
import urllib.request
from collections.abc import Mapping
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


def _serve(script: str, arguments: list[str], environment: dict[str, str], log: str) -> None:
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(ROOT)
    with open(log, "ab", buffering=0) as out:
        for stream in (1, 2):
            os.dup2(out.fileno(), stream)
    sys.argv = ["streamlit", "run", script, *arguments]
    runpy.run_module("streamlit", run_name="__main__", alter_sys=True)


def start_server(
    port: int,
    arguments: list[str],
    environment: Mapping[str, str],
    log: Path | str = os.devnull,
    script: str = "dashboard.py",
) -> ForkServerProcess:
    """A server that answers at a port of this machine. Raises RuntimeError where it does not. `script`: what it
    runs, if not the dashboard."""
    options = ["--server.port", str(port), *arguments]
    server = _FORKING.Process(target=_serve, args=(script, options, dict(environment), str(log)), daemon=True)
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
