"""How long the work on one file may take. It is looked at between steps, because work in a thread cannot be
stopped from outside; and it is the thread's own time that counts, so that a busy machine refuses nothing.

What the reading child does has a limit from outside; this one is for the work on what it has read.
"""

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple


class OutOfTime(Exception):
    """The work has taken longer than it may."""


class _End(NamedTuple):
    """When the time is over, as `thread_time` counts and as the clock does, which is quicker to look at: a
    thread never works longer than the clock runs."""

    of_thread: float = math.inf
    on_clock: float = math.inf


_NEVER = _End()
_end = ContextVar("_end", default=_NEVER)


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """What is done within raises OutOfTime at its next step once it has taken so long."""
    before = _end.set(_End(time.thread_time() + seconds, time.perf_counter() + seconds))
    try:
        yield
    finally:
        _end.reset(before)


def stop_if_late() -> None:
    """Called before each step of work on a column, a heading row or a check; raises OutOfTime."""
    end = _end.get()
    if time.perf_counter() > end.on_clock and time.thread_time() > end.of_thread:
        raise OutOfTime
