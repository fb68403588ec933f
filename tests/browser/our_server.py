"""The dashboard's server, with a store of its own in a folder that is removed again."""

import os
import shutil
import socket
import tempfile
import threading
from contextlib import suppress
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from streamlit_server import end_server, start_server

from ieo_metrics.store.database.opening import open_store
from ieo_metrics.store.returns.stored_returns import Stored, stored_returns


def free_port() -> int:
    """A port of this machine that nothing listens at."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


class Dashboard:
    """A server of ours with a store of its own, in a folder that is removed. It can be killed, and started
    again at the same address."""

    def __init__(self, *options: str, **environment: str) -> None:
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        self.folder = Path(tempfile.mkdtemp(prefix="ieo-store-"))
        self.port, self.options = port, list(options)
        self.environment = {
            **os.environ,
            "IEO_FOLDER": str(self.folder),
            "IEO_DATABASE_URL": "",
            "IEO_KEY_FILE": "",
            **environment,
        }
        self.process: ForkServerProcess | None = None

    def start(self) -> "Dashboard":
        self.process = start_server(self.port, self.options, self.environment)
        return self

    def kill(self) -> None:
        """As when the power goes: SIGKILL, and nothing is put away."""
        assert self.process is not None
        end_server(self.process)

    def lives(self) -> bool:
        return self.process is not None and self.process.is_alive()

    def accepted(self) -> list[Stored]:
        """The returns in its store, read beside it."""
        store = open_store(folder=self.folder)
        try:
            with store.reading() as connection:
                return stored_returns(connection)
        finally:
            store.engine.dispose()

    def end(self) -> None:
        """Whatever it still does is of no use to anybody: its folder goes too."""
        if self.lives():
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


class Line:
    """The line between a browser and a server, which can be cut and mended."""

    def __init__(self, address: str) -> None:
        self._to = int(address.rpartition(":")[2])
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self._whole, self._ends = True, list[socket.socket]()
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
                far = socket.create_connection(("127.0.0.1", self._to)) if self._whole else None
            except OSError:
                return
            if far is None:
                near.close()
                continue
            self._ends += [near, far]
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=_pass_on, args=(one, other), daemon=True).start()

    def cut(self) -> None:
        self._whole = False
        for end in self._ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self._ends.clear()

    def mend(self) -> None:
        self._whole = True

    def close(self) -> None:
        self.cut()
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()


def _pass_on(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while data := one.recv(65536):
            other.sendall(data)
    for end in (one, other):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
