"""A real server on this machine, with something simple in it: who never comes to the end of a request makes room,
and nobody else is cut off."""

import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, suppress

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket
from websockets.sync.client import connect

from pages.shared.server import prompt_requests
from pages.shared.server.prompt_requests import PromptRequests

SHORT, LONG = 0.3, 30.0  # seconds: until a line is cut, and that a busy machine may take
HALF = b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "


class Running:
    """The server. Its page `/slow` is answered once `go` is set."""

    def __init__(self) -> None:
        self.go = threading.Event()

        def slow(_: Request) -> PlainTextResponse:
            assert self.go.wait(LONG)
            return PlainTextResponse("at last")

        async def echo(line: WebSocket) -> None:
            await line.accept()
            await line.send_text(await line.receive_text())

        routes = [
            Route("/", lambda _: PlainTextResponse("here")),
            Route("/slow", slow),
            WebSocketRoute("/stream", echo),
        ]
        listening = socket.create_server(("127.0.0.1", 0))
        self.port = listening.getsockname()[1]
        self.server = uvicorn.Server(
            uvicorn.Config(
                Starlette(routes=routes),
                http=PromptRequests,
                ws="websockets-sansio",
                log_level="error",
                timeout_keep_alive=int(LONG),
            )
        )
        self.thread = threading.Thread(target=self.server.run, args=([listening],))
        self.thread.start()

    def end(self) -> None:
        self.go.set()
        self.server.should_exit = True
        self.thread.join(LONG)

    def line(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=LONG)


@pytest.fixture
def running(monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    monkeypatch.setattr(prompt_requests, "REQUEST_SECONDS", SHORT)
    one = Running()
    yield one
    one.end()


def is_cut(line: socket.socket) -> bool:
    """Whether the other end hangs up."""
    try:
        return line.recv(1000) == b""
    except ConnectionResetError:  # with something unread
        return True


def answer(line: socket.socket, ends: bytes) -> bool:
    """Whether what comes is an answer that ends so: its head may come before the rest."""
    got = b""
    while not got.endswith(ends):
        if not (more := line.recv(1000)):
            return False
        got += more
    return True


def test_a_line_without_a_whole_request_is_cut(running: Running) -> None:
    with running.line() as silent, running.line() as half, running.line() as again:
        half.sendall(HALF)
        again.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert answer(again, b"here")
        again.sendall(HALF)  # a second one on the same line
        assert is_cut(silent) and is_cut(half) and is_cut(again)


def test_one_that_trickles_is_cut_too(running: Running) -> None:
    with running.line() as line:
        line.sendall(HALF)
        line.settimeout(SHORT / 10)
        trickled = 0
        while trickled < 10_000:
            with suppress(TimeoutError):
                assert is_cut(line)
                break
            with suppress(OSError):  # cut meanwhile
                line.sendall(b"x")
            trickled += 1
        assert 0 < trickled < 10_000


def test_whoever_waits_for_an_answer_is_not_cut(running: Running) -> None:
    with running.line() as asked, connect(f"ws://127.0.0.1:{running.port}/stream") as tab:
        asked.sendall(b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
        for _ in range(3):  # so that the time is over for sure
            with running.line() as later:
                assert is_cut(later)
        running.go.set()
        assert answer(asked, b"at last")
        tab.send("still here")
        assert tab.recv() == "still here"


def test_the_one_that_waited_longest_makes_room(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prompt_requests, "REQUEST_SECONDS", LONG * 10)
    monkeypatch.setattr(prompt_requests, "WAITING_AT_ONCE", 5)
    with ExitStack() as open_lines:
        lines = [open_lines.enter_context(running.line()) for _ in range(40)]
        for line in lines:
            line.sendall(HALF)
        assert httpx.get(f"http://127.0.0.1:{running.port}/").text == "here"
        assert is_cut(lines[0]) and is_cut(lines[30])
