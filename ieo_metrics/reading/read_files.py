"""Reading starts here: a child process for each file, at once, before the caller imports anything slow.

calamine aborts the whole process on a hostile workbook of 1.4 KB, so it runs in a child that may die. The
bytes go in by a pipe and the cells come out by a pipe; no file is written, and none is opened by the name
that was sent.
"""

import os
import threading
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ieo_metrics.reading import limits
from ieo_metrics.reading.child_processes import ChildForEach
from ieo_metrics.reading.safe_file_name import file_ending

if TYPE_CHECKING:
    from ieo_metrics.reading.sheets import Refused, Workbook

_CHILD = "ieo_metrics.reading.child.main"


class _Share:
    """What one child reads: share `number` of `of` of a file's sheets."""

    def __init__(self, name: str, data: bytes, number: int, of: int) -> None:
        self.data = data
        self.line = f"{number} {of} {len(data)} {file_ending(name)}"
        self.size = len(data) / of
        self.done = threading.Event()
        self.answer: bytes | str = "file-unreadable"  # pickled cells, or the code of a refusal

    def ask(self, child: ChildForEach) -> None:
        """Have a child read it; whatever becomes of that, there is an answer."""
        try:
            answer, too_slow = child.ask(self.line, self.data, limits.SECONDS)
            self.answer = answer or ("file-too-slow" if too_slow else "file-unreadable")
        except (OSError, ValueError, MemoryError):  # no process could be started, or its answer is none
            pass
        finally:
            self.done.set()


class Reading:
    """Files that are being read. `results` waits for them."""

    def __init__(self, files: Sequence[tuple[str, bytes]], workers: int) -> None:
        self._files = [(name, data, _shares(name, data, files, workers)) for name, data in files]
        waiting = [share for _, _, shares in self._files for share in shares]
        waiting.sort(key=lambda share: share.size)  # the largest is taken first, from the end
        # Small files are read in less time than a second process takes to start.
        worth = 1 + int(sum(share.size for share in waiting) // limits.WORTH_SPLITTING)
        children = [ChildForEach(_CHILD) for _ in range(min(workers, len(waiting), worth))]
        for child in children:
            child.start()
        for child in children:
            threading.Thread(target=_work, args=(waiting, child), daemon=True).start()

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


def _work(waiting: list[_Share], child: ChildForEach) -> None:
    while waiting:
        try:
            share = waiting.pop()
        except IndexError:  # another thread took the last one
            break
        share.ask(child)
    child.close()


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
