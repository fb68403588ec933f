"""The child process: somebody else's workbook and what to mark in it come in on stdin, the marked workbook
goes out on stdout.

It has the same memory limits as reading. It is a child so that it can fail without ending the dashboard.
"""

import gc
import json
import sys
from dataclasses import replace
from typing import Any

from ieo_metrics.reading.child.main import limit_memory

DONE, FAILED = b"+", b"-"


def main() -> None:
    """The child: a job and a file come in, the marked workbook goes out."""
    limit_memory()
    gc.disable()  # millions of cells and no cycles
    size = int.from_bytes(sys.stdin.buffer.read(8), "big")
    job, data = json.loads(sys.stdin.buffer.read(size)), sys.stdin.buffer.read()
    sys.stdout.buffer.write(_answer(data, job))


def _answer(data: bytes, job: dict[str, Any]) -> bytes:
    from ieo_metrics.exports.fix_list.fix_list_words import COPIES, Line
    from ieo_metrics.exports.fix_list.marking.copy_as_xlsx import copy_as_xlsx
    from ieo_metrics.exports.fix_list.marking.marked_workbook import mark_workbook
    from ieo_metrics.exports.fix_list.marking.package import CannotEdit
    from ieo_metrics.reading.child.file_kind import kind_of

    try:
        kind, intro, lines = (
            kind_of(data, job["ending"]),
            job["intro"],
            [Line(*line) for line in job["lines"]],
        )
        if kind in COPIES:
            data, names = copy_as_xlsx(data, job["ending"], job["name"])
            lines = [replace(line, sheet=names.get(line.sheet, line.sheet)) for line in lines]
            job["lists"] = [names.get(name, name) for name in job["lists"]]
            intro.append(
                f"You sent {COPIES[kind]}. This is a copy of it as .xlsx: the same sheets and cells, as "
                "values, without formats and formulas."
            )
        return DONE + mark_workbook(
            data, intro, lines, job["lists"], {(sheet, cell): look for sheet, cell, look in job["looks"]}
        )
    except CannotEdit as trouble:
        return FAILED + str(trouble).encode()
    except MemoryError:
        return FAILED + b"it needs more memory than a return should"
    except BaseException:  # whatever it is, the officer gets a sentence
        return FAILED + b"its parts do not fit together"
