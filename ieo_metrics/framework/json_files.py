"""The JSON files that an officer may hand over: settings, mappings."""

import json
from pathlib import Path


def read_json(path: str | Path, what: str) -> object:
    """What a JSON file says. Raises ValueError naming the file and what is wrong; `what` is the kind of file:
    "settings", "mapping"."""
    name = Path(path).name
    try:
        return json.loads(Path(path).read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as trouble:
        raise ValueError(f"The {what} file {name} is not text in UTF-8; save it again as UTF-8") from trouble
    except OSError as trouble:
        why = (trouble.strerror or "the system does not say why").lower()
        raise ValueError(f"The {what} file {name} cannot be read: {why}") from trouble
    except RecursionError as trouble:
        raise ValueError(f"The {what} file {name} is nested too deeply to be one") from trouble
    except json.JSONDecodeError as trouble:
        raise ValueError(
            f"The {what} file {name} is not JSON: line {trouble.lineno}, column {trouble.colno}"
        ) from trouble
