"""Child processes that are forked from the tests' own, which has everything imported: quick to start, and
free to die."""

import contextlib
import os
import signal
import time
import traceback
from collections.abc import Callable

KILLED = 137
LONGEST_SECONDS = 60
NOBODY = 65534


def fork(do: Callable[[], object]) -> int:
    """The id of a child that does something and ends: with 0, or 99 where it raised."""
    child = os.fork()
    if child:
        return child
    status = 99
    try:
        do()
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


def wait(child: int) -> int:
    """How a child ended: its status, or minus the signal. One that hangs is ended, and that is a failure."""
    end = time.monotonic() + LONGEST_SECONDS
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.002)
    kill(child)
    raise AssertionError("the child hung")


def kill(child: int) -> int:
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def run(do: Callable[[], object]) -> int:
    """Do something in a child, and say how it ended."""
    return wait(fork(do))


def dies_at(name: str) -> Callable[[str], None]:
    """What stands in for `points.passed`: the program is gone at the named moment."""

    def passed(moment: str) -> None:
        if moment == name:
            os._exit(KILLED)

    return passed


def as_nobody() -> None:
    """From here on as a user who may write only what everybody may."""
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
