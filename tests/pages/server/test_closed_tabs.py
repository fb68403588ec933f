"""What a closed tab held is gone once it may not come back, though nobody comes after it."""

import weakref
from typing import Any

from streamlit.runtime.memory_session_storage import MemorySessionStorage

from pages.shared.server.closed_tabs import forget_closed


class Left:
    """A session as it is kept, which Python does not forget by itself."""

    def __init__(self) -> None:
        self.session, self.id = self, "one"


def test_only_what_may_come_back_is_kept() -> None:
    kept: dict[float, tuple[MemorySessionStorage, weakref.ref[Any]]] = {}
    for seconds in (0, 3600):
        storage, left = MemorySessionStorage(ttl_seconds=seconds), Left()
        storage.save(left)  # type: ignore[arg-type]
        kept[seconds] = storage, weakref.ref(left)
        del left
        forget_closed(storage)
    assert kept[0][1]() is None
    assert kept[3600][1]() is kept[3600][0].get("one") is not None
