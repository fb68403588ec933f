"""Python processes of our own, for work that may end its process, or never end. They take nothing from the
surroundings but our own path."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from ieo_metrics.reading.forked_process import ForkedProcess, may_fork

_ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
_FORKS = hasattr(os, "fork")  # Windows has none
Process = subprocess.Popen[bytes]


def _start(module: str) -> Process:
    """`main` of a module in a Python process of its own."""
    # -I -S: the child takes nothing from the surroundings but our own path, and starts in half the time.
    program = f"import sys; sys.path[:] = sys.argv[1:]; from {module} import main; main()"
    return Process(
        (sys.executable, "-I", "-S", "-c", program, _ROOT, *sys.path),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # it is ended together with its fork
    )


def _end(process: Process | ForkedProcess) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL) if _FORKS else process.kill()


@contextmanager
def _ended_after(process: Process | ForkedProcess, seconds: float) -> Iterator[None]:
    end = threading.Timer(seconds, _end, (process,))
    end.daemon = True
    end.start()
    try:
        yield
    finally:
        end.cancel()


def run_child(module: str, data: bytes, seconds: float) -> tuple[bytes, int, bool]:
    """`main` of a module in a process of its own, which is given `data`: its answer, its exit status, and
    whether it was ended because it took too long."""
    started = time.monotonic()
    # The child reads all before it writes anything, so plain writing and reading cannot block each other.
    with _start(module) as child, _ended_after(child, seconds):
        assert child.stdin and child.stdout
        try:
            child.stdin.write(data)
            child.stdin.close()
        except BrokenPipeError:  # it died over the first bytes; its exit status says so
            pass
        answer = child.stdout.read()
        status = child.wait()
    return answer, status, status != 0 and time.monotonic() - started >= seconds


class ChildForEach:
    """A child for each of several requests, one after another. They are forks of one process, which has
    loaded what they need and does nothing else: so each starts in a moment, and what becomes of it touches no
    other. A request that ends the process (all of them, where there are no forks) leaves the next a new
    one."""

    def __init__(self, module: str) -> None:
        self._module = module
        self._process: Process | ForkedProcess | None = None

    def start(self) -> None:
        """Start the process before there is anything to ask: while this one may still be forked, that takes
        least."""
        with suppress(OSError):  # whoever asks will try again, and hear of it
            self._process = ForkedProcess(self._module) if may_fork() else _start(self._module)

    def ask(self, line: str, data: bytes, seconds: float) -> tuple[bytes | None, bool]:
        """The answer to a request, None where there is no whole one; and whether it took too long."""
        started, answer = time.monotonic(), None
        if self._process is None or self._process.poll() is not None:
            self._process = _start(self._module)
        try:
            with _ended_after(self._process, seconds):
                answer = _answer(self._process, f"{line}\n".encode(), data)
        finally:
            if answer is None:
                _end(self._process)
            if answer is None or not _FORKS:
                self.close()
        return answer, answer is None and time.monotonic() - started >= seconds

    def close(self) -> None:
        """Wait for the process to end, which it does when there is no more to ask."""
        if self._process is not None:
            self._process.communicate()
            self._process = None


def _answer(process: Process | ForkedProcess, *request: bytes) -> bytes | None:
    """What a process says to a request, after a line that says how long that is; None where it ends before
    all is said."""
    assert process.stdin and process.stdout
    try:
        process.stdin.writelines(request)
        process.stdin.flush()
    except BrokenPipeError:
        return None
    size = int(process.stdout.readline() or -1)
    answer = process.stdout.read(max(size, 0))
    return answer if len(answer) == size else None
