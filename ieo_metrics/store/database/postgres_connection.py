"""A connection to a PostgreSQL server that gives up on a server that says nothing. The timeouts of the server
itself do not help where it is frozen, and those of TCP not where its machine still answers for it."""

from collections.abc import Generator
from time import monotonic
from typing import Any

import psycopg

SILENT_SECONDS = 8  # longer than a save waits for another, which the server says itself


class AnsweringConnection(psycopg.Connection[Any]):
    """Raises OperationalError, and is closed, where nothing is heard of the server for `SILENT_SECONDS`. A
    long answer may take its time as long as it comes."""

    def wait(self, gen: Any, *given: Any, **more: Any) -> Any:
        """Wait as psycopg does for what is under way on the connection."""
        return super().wait(self._heard(gen), *given, **more)

    def _heard(self, gen: Generator[Any, Any, Any]) -> Generator[Any, Any, Any]:
        last = monotonic()
        try:
            wanted = next(gen)
            while True:
                ready = yield wanted
                if ready:
                    last = monotonic()
                elif monotonic() - last > SILENT_SECONDS:
                    self.pgconn.finish()
                    raise psycopg.OperationalError("the server does not answer")
                wanted = gen.send(ready)
        except StopIteration as done:
            return done.value
