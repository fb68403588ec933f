"""A process of our own that is a fork of this one, as long as this one is as good as new: it need not load
again what Python and this package have loaded, which is a third of the time of reading small workbooks."""

import os
import signal
import sys
import threading
from contextlib import suppress
from importlib import import_module

_MOST_FILES = 2**16  # open ones that could have been handed down


def may_fork() -> bool:
    """Whether a fork would be like a new process: no other thread holds a lock that nobody would give back,
    and nothing large is loaded, which would count as the fork's own memory."""
    return hasattr(os, "fork") and threading.active_count() == 1 and "numpy" not in sys.modules


class ForkedProcess:
    """`main` of a module in a fork of this process, a group of its own, of which nothing is open but a pipe
    each way. It is asked and ended as a `subprocess.Popen` is."""

    def __init__(self, module: str) -> None:
        (asked, ask), (answer, say) = os.pipe(), os.pipe()
        self.pid = os.fork()
        if not self.pid:
            _run(module, asked, say)
        os.close(asked)
        os.close(say)
        self.stdin, self.stdout = os.fdopen(ask, "wb"), os.fdopen(answer, "rb")
        self._status: int | None = None

    def poll(self) -> int | None:
        """Its exit status, None while it runs."""
        if self._status is None:
            ended, status = os.waitpid(self.pid, os.WNOHANG)
            self._status = os.waitstatus_to_exitcode(status) if ended else None
        return self._status

    def kill(self) -> None:
        """End it at once."""
        os.kill(self.pid, signal.SIGKILL)

    def communicate(self) -> None:
        """Say that there is no more to ask, and wait for its end."""
        with suppress(BrokenPipeError):  # it has ended before
            self.stdin.close()
        self.stdout.read()
        self.stdout.close()
        if self._status is None:
            self._status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def _run(module: str, asked: int, say: int) -> None:
    """The fork's part; it never returns."""
    try:
        os.setsid()
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for place, of_mine in enumerate((asked, say, nowhere)):
            os.dup2(of_mine, place)
        os.closerange(3, _MOST_FILES)
        sys.stdin, sys.stdout, sys.stderr = os.fdopen(0), os.fdopen(1, "w"), os.fdopen(2, "w")
        import_module(module).main()
    finally:
        os._exit(1 if sys.exc_info()[0] else 0)
