"""The child: the bytes of a Word template on stdin, what is taken of it on stdout."""

import json
import sys

from ieo_metrics.reading.child.main import limit_memory

_DAMAGED = "The template is no Word document (.docx or .dotx), or it is damaged. Save it again in Word."
# What the reader of archives says, in words about a template.
_REFUSED = {
    "file-password": "The template has a password. Save it without.",
    "file-unpacks-too-large": "The template unpacks to more than a template should hold.",
}


def main() -> None:
    """How long what is said of it is, that as JSON, and the cleaned document."""
    limit_memory()
    said, document = _answer(sys.stdin.buffer.read())
    head = json.dumps(said).encode()
    sys.stdout.buffer.write(len(head).to_bytes(8, "big") + head + document)


def _answer(data: bytes) -> tuple[dict[str, object], bytes]:
    from ieo_metrics.reading.child.refusal import Refusal
    from ieo_metrics.reading.word_template.read_template import CannotTake
    from ieo_metrics.reading.word_template.what_is_taken import what_is_taken

    try:
        document, words = what_is_taken(data)
    except CannotTake as refused:
        return {"refused": str(refused)}, b""
    except Refusal as refused:
        return {"refused": _REFUSED.get(refused.code, _DAMAGED)}, b""
    except Exception:  # whatever it is, the officer gets a sentence
        return {"refused": _DAMAGED}, b""
    return {"words": words}, document
