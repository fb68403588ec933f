"""A server with its own secrets file, so that people sign in: the officer's (`streamlit run`), or the one of several
people."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from fake_provider import CLIENT, SECRET, Provider
from our_server import free_port
from streamlit_server import end_server, start_server

COOKIE_SECRET = "0123456789abcdef0123456789abcdef"
OFFICERS = ("streamlit", "run", "dashboard.py")
OF_SEVERAL = ("pages.shared.server",)


class Dashboard:
    """A server with its own secrets file and log, that can be started again at the same address: its cookies
    hold for that one only."""

    def __init__(
        self, folder: Path, provider: Provider, command: Sequence[str] = OFFICERS, **others: str
    ) -> None:
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        self.secrets, self.log = folder / "secrets.toml", folder / "log.txt"
        entries = {
            "redirect_uri": f'"{self.address}/oauth2callback"',
            "cookie_secret": f'"{COOKIE_SECRET}"',
            "client_id": f'"{CLIENT}"',
            "client_secret": f'"{SECRET}"',
            "server_metadata_url": f'"{provider.discovery}"',
            **others,
        }
        self.secrets.write_text(
            "[auth]\n" + "".join(f"{name} = {value}\n" for name, value in entries.items() if value),
            encoding="utf-8",
        )
        self.port, self.command = port, command
        self.process: ForkServerProcess | None = None

    def start(self) -> None:
        env = {**os.environ, "IEO_FOLDER": str(self.secrets.parent / "store"), "IEO_DATABASE_URL": ""}
        self.process = start_server(
            self.port, ["--secrets.files", str(self.secrets)], env, self.log, self.command
        )

    def stop(self) -> None:
        if self.process is not None:
            end_server(self.process)
            self.process = None

    def assert_log_tells_nothing(self, provider: Provider) -> None:
        log = self.log.read_text(encoding="utf-8")
        assert not [what for what in (*provider.given, SECRET, COOKIE_SECRET) if what in log], (
            "a code, a token or a secret stands in the log"
        )


@contextmanager
def provider_and_server(folder: Path, command: Sequence[str]) -> Iterator[tuple[Provider, Dashboard]]:
    """Both running, for people of the unit."""
    provider = Provider()
    one = Dashboard(folder, provider, command, allowed='["@unit.example.org"]')
    one.start()
    yield provider, one
    one.stop()
    provider.stop()
