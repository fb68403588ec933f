"""What the officer has confirmed about columns, kept on this machine between sessions. Nothing in it is about a person.

The file is `column mappings.json` in the folder in which the store stands, too. A hidden sheet that was to be read is not
kept: it is asked about again in each return.
"""

from dataclasses import replace
from pathlib import Path

from ieo_metrics.recognising.mapping import EMPTY, Mapping, read_mapping, write_mapping
from ieo_metrics.store.store import folder_of_user


def _path() -> Path:
    return folder_of_user() / "column mappings.json"


def load() -> Mapping:
    """What was kept; nothing where there is no file, or one that cannot be used."""
    try:
        return read_mapping(_path()) if _path().exists() else EMPTY
    except (ValueError, OSError):
        return EMPTY


def keep(mapping: Mapping) -> bool:
    """Keep a mapping, whole or not at all; whether that could be done."""
    try:
        _path().parent.mkdir(parents=True, exist_ok=True)
        write_mapping(replace(mapping, hidden=()), _path())
    except OSError:
        return False
    return True
