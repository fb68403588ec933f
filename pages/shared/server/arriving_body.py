"""A file on its way in: one that hardly arrives is broken off, so that it does not keep its place for
ever."""

import asyncio

from starlette.types import Message, Receive, Send

BODY_SECONDS, PIECE_SECONDS = 300.0, 30.0  # the whole, and between two pieces of it


class ArrivingBody:
    """The pieces of a body, as they come. To whoever reads it, one that is too slow is one whose sender has
    gone."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._end = asyncio.get_running_loop().time() + BODY_SECONDS
        self.is_broken_off = False

    async def next_piece(self) -> Message:
        left = min(PIECE_SECONDS, self._end - asyncio.get_running_loop().time())
        try:
            return await asyncio.wait_for(self._receive(), max(0.0, left))
        except TimeoutError:
            self.is_broken_off = True
            return {"type": "http.disconnect"}

    def unless_broken_off(self, send: Send) -> Send:
        """What the reader answers is not sent any more once it was broken off."""

        async def sent(message: Message) -> None:
            if not self.is_broken_off:
                await send(message)

        return sent
