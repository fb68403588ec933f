"""The JSON files that an officer may hand over: settings, mappings, figures of other units."""

import json
from pathlib import Path

LARGEST = 1_000_000  # in bytes: no file of settings or mappings is nearly as large


def read_json(path: str | Path, what: str) -> object:
    """What a JSON file says. Raises ValueError naming the file and what is wrong; `what` is the kind of file:
    "settings", "mapping", "figures"."""
    name = Path(path).name
    try:
        with Path(path).open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as trouble:
        why = (trouble.strerror or "the system does not say why").lower()
        raise ValueError(f"The {what} file {name} cannot be read: {why}") from trouble
    return json_of(data, name, what)


def json_of(data: bytes, name: str, what: str, largest: int = LARGEST) -> object:
    """What the bytes of a JSON file say; raises as `read_json` does. `largest`: in bytes."""
    if len(data) > largest:
        raise ValueError(f"The {what} file {name} is larger than {largest // 1_000_000} MB, which none is")
    try:
        return json.loads(
            data.decode("utf-8-sig"), parse_constant=_no_number, object_pairs_hook=_each_name_once
        )
    except UnicodeDecodeError as trouble:
        raise ValueError(f"The {what} file {name} is not text in UTF-8; save it again as UTF-8") from trouble
    except RecursionError as trouble:
        raise ValueError(f"The {what} file {name} is nested too deeply to be one") from trouble
    except json.JSONDecodeError as trouble:
        raise ValueError(
            f"The {what} file {name} is not JSON: line {trouble.lineno}, column {trouble.colno}"
        ) from trouble
    except (
        ValueError
    ) as trouble:  # a name that stands twice, a number that is none or has thousands of digits
        said = str(trouble) if isinstance(trouble, _NotPlain) else "it holds a number that is far too long"
        raise ValueError(f"The {what} file {name} cannot be used: {said}") from trouble


class _NotPlain(ValueError):
    """What JSON allows in some programs, and no file of ours holds."""


def _no_number(word: str) -> object:
    raise _NotPlain(f"{word} is no number")


def _each_name_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    out = dict(pairs)
    if len(out) < len(pairs):
        raise _NotPlain("one of its names stands twice")
    return out
