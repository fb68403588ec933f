"""What the officer has confirmed about columns, kept on this machine between sessions. Nothing in it is about a person.

The file is `column mappings.json` in a folder of the user's own, or where `IEO_MAPPINGS` says. A hidden sheet that was to be read is not
kept: it is asked about again in each return.
"""

import os
from dataclasses import replace
from pathlib import Path

from ieo_metrics.recognising.mapping import EMPTY, Mapping, read_mapping, write_mapping


def _path() -> Path:
    said = os.environ.get("IEO_MAPPINGS")
    return Path(said) if said else Path.home() / ".violence-reduction-dashboard" / "column mappings.json"


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
