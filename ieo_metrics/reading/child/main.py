"""The child: bytes of one file on stdin, its cells or why it was refused on stdout."""

import gc
import os
import pickle
import sys

from ieo_metrics.reading import limits


def main(ending: str, number: str, of: str) -> None:
    """Read the share `number` of `of` of the file's sheets, as one pickled dictionary of built-in values."""
    limit_memory()
    gc.disable()  # millions of cells and no cycles: a quarter of the time
    _widen_pipe()
    answer = pickle.dumps(_answer(sys.stdin.buffer.read(), ending, (int(number), int(of))), protocol=5)
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    os._exit(0)  # the system takes the memory back at once


def _answer(data: bytes, ending: str, share: tuple[int, int]) -> dict[str, object]:
    from ieo_metrics.reading.child.files import read_sheets
    from ieo_metrics.reading.child.refusal import Refusal

    try:
        read = read_sheets(data, ending, share)
    except Refusal as refused:
        return {"refused": refused.code, "found": refused.found}
    except MemoryError:
        return {"refused": "file-unreadable", "found": "it needs more memory than a return should"}
    except BaseException:  # calamine's panics are no Exception; whatever it is, the officer gets a sentence
        return {"refused": "file-damaged", "found": "what is inside it does not fit together"}
    return read._asdict()


def limit_memory() -> None:
    """No more memory for this process than a return should need, where the system can say so."""
    try:
        import resource
    except ImportError:  # Windows has none; there the limits on cells and on unpacked size must do
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would leave personal data on disk
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(
        resource.RLIMIT_AS,
        (limits.MEMORY if most == resource.RLIM_INFINITY else min(limits.MEMORY, most), most),
    )


def _widen_pipe() -> None:
    """Let the answer out in few large pieces: the parent is busy importing, and each piece waits for its
    attention."""
    try:
        import fcntl

        fcntl.fcntl(sys.stdout.fileno(), fcntl.F_SETPIPE_SZ, 2**20)
    except (ImportError, AttributeError, OSError):  # Linux only, and as far as the system allows
        pass
