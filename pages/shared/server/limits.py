"""How much the server takes at once: open tabs and uploads. A full
server says so, and goes on serving those who are in."""

import asyncio
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

MEGABYTE = 1024 * 1024
UPLOADS_OF_SESSION = 200 * MEGABYTE
TABS_OF_PERSON = 20
ON_THE_WAY_IN = 20  # requests at once that may make us ask the provider
MESSAGE_BYTES = 4 * MEGABYTE  # from a browser: what was typed and chosen on one page


class Full(Exception):
    """There is no room. The text says what to do."""


class WrongLimit(Exception):
    """A limit in the environment cannot be used. The text says which."""


def _number(name: str, usual: int) -> int:
    said = os.environ.get(name, "").strip()
    if not said:
        return usual
    if not (said.isascii() and said.isdigit() and len(said) <= 6 and int(said) > 0):
        raise WrongLimit(f"{name} must be a whole number from 1 to 999999.")
    return int(said)


@dataclass
class Limits:
    """`tabs` open in all, and `upload_bytes` that may be held in all."""

    tabs: int = 100
    upload_bytes: int = 1000 * MEGABYTE
    open_tabs: Counter[str] = field(default_factory=Counter)
    way_in: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(ON_THE_WAY_IN))
    _arriving: Counter[str] = field(default_factory=Counter)

    @contextmanager
    def tab(self, person: str) -> Iterator[None]:
        """One more open tab of somebody, by what tells them from everybody else. Raises Full."""
        self.check_tab(person)
        self.open_tabs[person] += 1
        try:
            yield
        finally:
            self.open_tabs[person] -= 1
            self.open_tabs += Counter()  # forgets who has none

    def check_tab(self, person: str) -> None:
        """Raises Full where no more tab can be opened."""
        if self.open_tabs[person] >= TABS_OF_PERSON:
            raise Full("You have too many tabs with this dashboard open. Please close some, and try again.")
        if self.open_tabs.total() >= self.tabs:
            raise Full(
                "Too many people are using this dashboard at the moment. Please try again in a few minutes."
            )

    @contextmanager
    def upload(self, session: str, size: int) -> Iterator[None]:
        """An upload of `size` bytes on its way into a session. Raises Full."""
        held = self._held()
        of_session = held[session] + self._arriving[session]
        if of_session + size > UPLOADS_OF_SESSION:
            raise Full("The files dropped in this tab are too large together. Please take some away first.")
        if held.total() + self._arriving.total() + size > self.upload_bytes:
            raise Full("The dashboard holds as many files as it can. Please try again in a few minutes.")
        self._arriving[session] += size
        try:
            yield
        finally:
            self._arriving[session] -= size
            self._arriving += Counter()

    def _held(self) -> Counter[str]:
        manager = Runtime.instance().uploaded_file_mgr
        assert isinstance(manager, MemoryUploadedFileManager)
        held: Counter[str] = Counter()
        for session, files in list(manager.file_storage.items()):
            held[session] = sum(len(file.data) for file in list(files.values()))
        return held


def limits_set() -> Limits:
    """The limits as the environment sets them. Raises WrongLimit."""
    return Limits(_number("IEO_SESSIONS", 100), _number("IEO_UPLOADS_MB", 1000) * MEGABYTE)
