"""Lines on which nobody asks for anything, or never comes to the end of it: without a proxy some hundreds of
them would take every place. Uvicorn limits only the time between a request and the beginning of the next."""

import asyncio
from typing import ClassVar

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

REQUEST_SECONDS = 15.0  # for a request up to the end of its headers, as nginx has it
WAITING_AT_ONCE = 500  # lines without a whole request; then the one that has waited longest makes room


class PromptRequests(H11Protocol):
    """A line from a browser, or whoever it is."""

    _waiting: ClassVar[dict["PromptRequests", asyncio.TimerHandle]] = {}  # the longest first

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._is_answering():
            self._wait_no_more()

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        self._wait_no_more()
        super().handle_websocket_upgrade(event)

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if not self._is_answering() and not self.transport.is_closing():
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self._wait_no_more()
        super().connection_lost(exc)

    def _is_answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _wait(self) -> None:
        self._wait_no_more()
        self._waiting[self] = self.loop.call_later(REQUEST_SECONDS, self._close)
        if len(self._waiting) > WAITING_AT_ONCE:
            next(iter(self._waiting))._close()

    def _wait_no_more(self) -> None:
        if timer := self._waiting.pop(self, None):
            timer.cancel()

    def _close(self) -> None:
        self._wait_no_more()
        self.transport.close()
