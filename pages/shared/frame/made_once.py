"""What is drawn often, made once: as much of it as there is room for. What was not asked for the longest goes
first."""

from collections.abc import Callable
from threading import Lock
from typing import TypeVar

T = TypeVar("T")
Name = tuple[object, ...]


class MadeOnce:
    """By name, what was made; several sessions may ask for it at once."""

    def __init__(self, most: int) -> None:
        """`most`: how many are kept."""
        self._most, self._made, self._lock = most, dict[Name, object](), Lock()

    def get(self, what: Name, make: Callable[[], T]) -> T:
        """What is kept under a name, else what `make` gives; two that ask at the same moment may both make
        it."""
        with self._lock:
            if what in self._made:
                found = self._made[what] = self._made.pop(what)  # now the last to go
                return found  # type: ignore[return-value]
        made = make()
        with self._lock:
            self._made[what] = made
            while len(self._made) > self._most:
                del self._made[next(iter(self._made))]
        return made
