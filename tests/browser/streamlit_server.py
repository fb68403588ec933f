"""Streamlit's server in a process of its own. What it loads is loaded once, in a process that only ever forks: at a
real start it takes a second and a half longer (test_real_start.py tries one)."""

import atexit
import multiprocessing
import os
import runpy
import shutil
import sys
import tempfile
import time
import urllib.request
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from certificate import make_certificate

ROOT = Path(__file__).resolve().parents[2]
_FORKING = multiprocessing.get_context("forkserver")


def _our_modules() -> list[str]:
    """What the dashboard loads of ours when somebody comes."""
    paths = (path for part in ("ieo_metrics", "pages/shared") for path in (ROOT / part).rglob("*.py"))
    parts = (path.relative_to(ROOT).with_suffix("").parts for path in paths)
    names = (
        ".".join(part).removesuffix(".__init__") for part in parts if not {"migrations", "__main__"} & {*part}
    )
    return sorted(names)


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
        *_our_modules(),
    ]
)
START_SECONDS = 30


@cache
def _one_certificate() -> str:
    """The path of a certificate. Whoever signs in has the server load all that are trusted six times, which takes a
    third of a second; the tests' own providers need none."""
    folder = tempfile.mkdtemp(prefix="ieo-certificate-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return str(make_certificate(Path(folder))[0])


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


def answers(port: int) -> bool:
    """Whether a server that is being started at a port of this machine answers in time."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1):
            return True
        time.sleep(0.05)
    return False


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
    surroundings = {"SSL_CERT_FILE": _one_certificate(), **environment}
    server = _FORKING.Process(target=_serve, args=(whole, surroundings, str(log)), daemon=True)
    server.start()
    if answers(port):
        return server
    end_server(server)
    raise RuntimeError(f"The server did not start within {START_SECONDS} seconds")


def end_server(server: ForkServerProcess) -> None:
    """As when the power goes: SIGKILL, and nothing is put away."""
    server.kill()
    server.join()
