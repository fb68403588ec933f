"""A Word template that somebody uploads: what is taken of it, read in a process of its own."""

import json
from typing import NamedTuple

from ieo_metrics.reading.child_processes import run_child

MOST_BYTES = 2 * 2**20
SECONDS = 20  # the child is ended after
_CHILD = "ieo_metrics.reading.word_template.child_main"


class CannotTake(ValueError):
    """Why a template cannot be taken, as a sentence."""


class WordTemplate(NamedTuple):
    """`document`: a .docx without text, that has the template's styles, page, headers and footers; `words`:
    what stands in its headers and footers, and beside their pictures."""

    document: bytes
    words: tuple[str, ...]


def read_template(data: bytes) -> WordTemplate:
    """What is taken of a .docx or .dotx. Raises CannotTake, in words, where it is none, or holds what may not
    be in a file for sharing: macros, other files, links, hidden words, changes that are tracked."""
    if len(data) > MOST_BYTES:
        raise CannotTake(f"The template is larger than {MOST_BYTES // 2**20} MB.")
    answer, status, _ = run_child(_CHILD, data, SECONDS)
    if status != 0 or not answer:
        raise CannotTake("The template takes too long to read, or needs too much memory.")
    size = int.from_bytes(answer[:8], "big")
    said = json.loads(answer[8 : 8 + size])
    if "refused" in said:
        raise CannotTake(said["refused"])
    return WordTemplate(answer[8 + size :], tuple(said["words"]))
