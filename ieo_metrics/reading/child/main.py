"""The child: bytes of files on stdin, of each its cells or why it was refused on stdout."""

import gc
import os
import pickle
import sys

from ieo_metrics.reading import limits


def main() -> None:
    """Answer each request in a fork of this process, so that none is touched by what was read before. A
    request is a line (`number` and `of` of the share, bytes of the file, ending of its name) and the file; an
    answer is a line that says how long it is, and one pickled dictionary of built-in values."""
    limit_memory()
    gc.disable()  # millions of cells and no cycles: a quarter of the time
    _widen_pipe()
    import ieo_metrics.reading.child.file_to_sheets  # noqa: F401  # once for all forks

    while words := sys.stdin.buffer.readline().decode():
        number, of, size, ending = words.removesuffix("\n").split(" ", 3)
        data, share = sys.stdin.buffer.read(int(size)), (int(number), int(of))
        if not hasattr(os, "fork"):  # Windows; the caller starts this anew for each
            _say(_answer(data, ending, share))
            break
        if not (fork := os.fork()):
            _say(_answer(data, ending, share))
            os._exit(0)  # the system takes the memory back at once
        if os.waitpid(fork, 0)[1]:
            os._exit(1)  # so the caller knows that there will be no answer


def _say(read: dict[str, object]) -> None:
    answer = pickle.dumps(read, protocol=5)
    sys.stdout.buffer.writelines((b"%d\n" % len(answer), answer))
    sys.stdout.buffer.flush()


def _answer(data: bytes, ending: str, share: tuple[int, int]) -> dict[str, object]:
    from ieo_metrics.reading.child.file_to_sheets import read_sheets
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
