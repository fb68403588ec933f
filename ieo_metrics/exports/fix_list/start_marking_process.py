"""Runs the child process that marks a workbook. The workbook is never written to disk."""

import json
from typing import Any

from ieo_metrics.reading.child_processes import run_child

# the child is ended after; 100,000 rows of 20 columns take it 3 to 18 with 20 to 100,000 problems, and 4 more
# if not .xlsx
SECONDS = 60
_CHILD = "ieo_metrics.exports.fix_list.child_main"
_NO_ANSWER = "marking it took more memory than a return should"


class CannotAnnotate(Exception):
    """Why a workbook cannot be sent back with its problems marked, as a sentence."""


def in_child(job: dict[str, Any], data: bytes, seconds: float = SECONDS) -> bytes:
    """The child's answer to a job; raises CannotAnnotate."""
    head = json.dumps(job).encode()
    answer, status, too_slow = run_child(_CHILD, len(head).to_bytes(8, "big") + head + data, seconds)
    if status == 0 and answer.startswith(b"+"):
        return answer[1:]
    if too_slow:
        raise CannotAnnotate(f"The workbook cannot be marked: it took longer than {seconds:g} seconds.")
    raise CannotAnnotate(
        "The workbook cannot be marked: "
        f"{answer[1:].decode(errors='replace') if answer.startswith(b'-') else _NO_ANSWER}."
    )
