"""A server and a real browser. Both are ours alone: a free port, Debian's own Chromium, and both are stopped again."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    chromium = shutil.which("chromium")
    if not chromium:
        missing = "No chromium on this machine: apt-get install chromium"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    return {**browser_type_launch_args, "executable_path": chromium, "args": QUIET}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict) -> dict:
    return {**browser_context_args, "viewport": {"width": 1280, "height": 720}}


def started() -> tuple[subprocess.Popen, str]:
    """A server that has just been started, and its address."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port)]
    # What is confirmed in one test is not to be known in the next: a folder that cannot be made keeps nothing.
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, "IEO_MAPPINGS": os.path.join(os.devnull, "mappings.json")}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):
                return process, address
        except OSError:
            time.sleep(0.1)
    process.kill()
    raise RuntimeError("The server did not start within 30 seconds")


def stop(process: subprocess.Popen) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    process, where = started()
    yield where
    stop(process)


@pytest.fixture
def fresh_address() -> Iterator[str]:
    """A server that nobody has visited yet."""
    process, where = started()
    yield where
    stop(process)


@pytest.fixture
def hosts(page: Page) -> list[str]:
    """Every host that the page asks for anything, as it goes."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).netloc) if urlsplit(request.url).scheme not in ("data", "blob") else None)
    page.on("websocket", lambda socket: asked.append(urlsplit(socket.url).netloc))
    return asked
