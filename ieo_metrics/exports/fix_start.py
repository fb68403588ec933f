"""Runs the child that marks a workbook. Nothing of the workbook is ever on disk."""

import json
import os
import subprocess
import sys
import threading
import time

SECONDS = 60  # the child is ended after; 100,000 rows of 20 columns take it 3 to 18 with 20 to 100,000 problems, and 4 more if not .xlsx
_ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
# -I -S: the child takes nothing from the surroundings but our own path.
_CHILD = ("-I", "-S", "-c", "import sys; sys.path[:] = sys.argv[1:]; from ieo_metrics.exports.fix_child import main; main()")
_NO_ANSWER = "marking it took more memory than a return should"


class CannotAnnotate(Exception):
    """Why a workbook cannot be sent back with its problems marked, as a sentence."""


def in_child(job: dict, data: bytes, seconds: float = SECONDS) -> bytes:
    """The child's answer to a job; raises CannotAnnotate."""
    started = time.monotonic()
    head = json.dumps(job).encode()
    # The child reads all before it writes anything, so plain writing and reading cannot block each other.
    with subprocess.Popen((sys.executable, *_CHILD, _ROOT, *sys.path), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:
        assert child.stdin and child.stdout
        end = threading.Timer(seconds, child.kill)
        end.daemon = True
        end.start()
        try:
            child.stdin.write(len(head).to_bytes(8, "big") + head + data)
            child.stdin.close()
        except BrokenPipeError:  # it died over the first bytes; its exit status says so
            pass
        answer = child.stdout.read()
        status = child.wait()
        end.cancel()
    if status == 0 and answer.startswith(b"+"):
        return answer[1:]
    if time.monotonic() - started >= seconds:
        raise CannotAnnotate(f"The workbook cannot be marked: it took longer than {seconds:g} seconds.")
    raise CannotAnnotate(f"The workbook cannot be marked: {answer[1:].decode(errors='replace') if answer.startswith(b'-') else _NO_ANSWER}.")
