"""How long the work on one file may take. It is looked at between steps, because work in a thread cannot be
stopped from outside; and it is the thread's own time that counts, so that a busy machine refuses nothing.

What the reading child does has a limit from outside; this one is for the work on what it has read.
"""

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar


class OutOfTime(Exception):
    """The work has taken longer than it may."""


_ends = ContextVar("_ends", default=math.inf)  # as `thread_time` counts


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """What is done within raises OutOfTime at its next step once it has taken so long."""
    before = _ends.set(time.thread_time() + seconds)
    try:
        yield
    finally:
        _ends.reset(before)


def stop_if_late() -> None:
    """Called before each step of work on a column, a heading row or a check; raises OutOfTime."""
    if time.thread_time() > _ends.get():
        raise OutOfTime
