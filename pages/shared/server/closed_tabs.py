"""What closed tabs leave. Streamlit keeps it a while for a line that was cut, and then until the next tab is
closed or Python collects by itself, which may be hours: the files that were dropped, and rows of them."""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from streamlit.runtime import Runtime
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.starlette import App

LOOK_EVERY = 30.0  # seconds


def forget_closed(storage: MemorySessionStorage) -> None:
    """The sessions whose time to come back is over are gone, with all that only they held."""
    storage._cache.expire()  # type: ignore[attr-defined]
    gc.collect()


@asynccontextmanager
async def forgetting(_: App) -> AsyncIterator[None]:
    """While the server runs, now and then."""

    async def now_and_then() -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY)
            storage = Runtime.instance()._session_mgr._session_storage  # type: ignore[attr-defined]
            forget_closed(storage)

    task = asyncio.create_task(now_and_then())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
