"""Reading starts here: a child process for each file, at once, before the caller imports anything slow.

calamine aborts the whole process on a hostile workbook of 1.4 KB, so it runs in a child that may die. The
bytes go in by a pipe and the cells come out by a pipe; no file is written, and none is opened by the name
that was sent.
"""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ieo_metrics.reading import limits
from ieo_metrics.reading.safe_file_name import file_ending

if TYPE_CHECKING:
    from ieo_metrics.reading.sheets import Refused, Workbook

_ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def run_child(module: str, arguments: Sequence[str], data: bytes, seconds: float) -> tuple[bytes, int, bool]:
    """`main` of a module in a Python process of its own, which is given `data`: its answer, its exit status,
    and whether it was ended because it took too long."""
    # -I -S: the child takes nothing from the surroundings but our own path, and starts in half the time.
    here = len(arguments) + 1
    program = (
        f"import sys; sys.path[:] = sys.argv[{here}:]; from {module} import main; main(*sys.argv[1:{here}])"
    )
    call = (sys.executable, "-I", "-S", "-c", program, *arguments, _ROOT, *sys.path)
    started = time.monotonic()
    # The child reads all before it writes anything, so plain writing and reading cannot block each other.
    with subprocess.Popen(
        call, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as child:
        assert child.stdin and child.stdout
        end = threading.Timer(seconds, child.kill)
        end.daemon = True
        end.start()
        try:
            child.stdin.write(data)
            child.stdin.close()
        except BrokenPipeError:  # it died over the first bytes; its exit status says so
            pass
        answer = child.stdout.read()
        status = child.wait()
        end.cancel()
    return answer, status, status != 0 and time.monotonic() - started >= seconds


class _Share:
    """What one child reads: share `number` of `of` of a file's sheets."""

    def __init__(self, name: str, data: bytes, number: int, of: int) -> None:
        self.data = data
        self.arguments = (file_ending(name), str(number), str(of))
        self.done = threading.Event()
        self.answer: bytes | str = "file-unreadable"  # pickled cells, or the code of a refusal

    def ask(self) -> None:
        """Run the child; whatever becomes of it, there is an answer."""
        try:
            self.answer = self._answer()
        except OSError:  # no process could be started
            pass
        finally:
            self.done.set()

    def _answer(self) -> bytes | str:
        answer, status, too_slow = run_child(
            "ieo_metrics.reading.child.main", self.arguments, self.data, limits.SECONDS
        )
        if status == 0:
            return answer
        return "file-too-slow" if too_slow else "file-unreadable"


class Reading:
    """Files that are being read. `results` waits for them."""

    def __init__(self, files: Sequence[tuple[str, bytes]], workers: int) -> None:
        self._files = [(name, data, _shares(name, data, files, workers)) for name, data in files]
        waiting = [share for _, _, shares in self._files for share in shares]
        waiting.sort(
            key=lambda share: len(share.data) / int(share.arguments[2])
        )  # the largest is taken first, from the end
        for _ in range(min(workers, len(waiting))):
            threading.Thread(target=_work, args=(waiting,), daemon=True).start()

    def results(self) -> Iterator["Workbook | Refused"]:
        """One Workbook or Refused for each file, in the order given."""
        from ieo_metrics.reading.child_answers import (
            deliver_workbook,  # brings numpy, which the start must not wait for
        )

        for name, data, shares in self._files:
            if refused := _refused_unread(data):
                yield deliver_workbook(name, data, [refused])
                continue
            for share in shares:
                share.done.wait()
            yield deliver_workbook(name, data, [share.answer for share in shares])


def start_reading(files: Sequence[tuple[str, bytes]], *, workers: int | None = None) -> Reading:
    """Start to read (name, bytes) of each file, in at most `workers` processes at once: as many as there are
    cores."""
    return Reading(files, workers or os.cpu_count() or 1)


def read_files(
    files: Sequence[tuple[str, bytes]], *, workers: int | None = None
) -> "list[Workbook | Refused]":
    """Each file, read or refused, in the order given."""
    return list(start_reading(files, workers=workers).results())


def _work(waiting: list[_Share]) -> None:
    while waiting:
        try:
            share = waiting.pop()
        except IndexError:  # another thread took the last one
            return
        share.ask()


def _refused_unread(data: bytes) -> str:
    """The code of a refusal that needs no child."""
    if not data:
        return "file-empty"
    return "file-too-large" if len(data) > limits.MOST_BYTES else ""


def _shares(name: str, data: bytes, files: Sequence[tuple[str, bytes]], workers: int) -> list[_Share]:
    """One child a file; two where one big workbook would keep the others' cores waiting."""
    if _refused_unread(data):
        return []
    dominates = len(data) * workers > sum(len(other) for _, other in files)
    of = (
        2
        if workers > 1 and dominates and len(data) > limits.WORTH_SPLITTING and data.startswith(b"PK\3\4")
        else 1
    )
    return [_Share(name, data, number, of) for number in range(of)]
