"""The name of a file that was sent: shown, and its ending looked at; never used to open anything."""

import re
import unicodedata

ACCEPTED = ("xlsx", "xlsm", "xls", "ods", "csv")
LONGEST = 80
_UNSEEN = {
    "Cc",
    "Cf",
    "Cs",
    "Co",
    "Cn",
    "Zl",
    "Zp",
}  # control and direction characters, which could disguise an ending


def shown_name(name: str) -> str:
    """The name without folders and without what cannot be seen, at most 80 characters, its ending kept."""
    seen = "".join(c for c in name if unicodedata.category(c) not in _UNSEEN)
    base = re.split(r"[/\\]", seen)[-1].strip() or "unnamed file"
    if len(base) <= LONGEST:
        return base
    tail = "…" + base[-12:]
    return base[: LONGEST - len(tail)] + tail


def file_stem(name: str) -> str:
    """`Stars Q2` of `Stars Q2.csv`."""
    shown = shown_name(name)
    return shown.rpartition(".")[0] or shown


def file_ending(name: str) -> str:
    """What follows the last dot, in lower case; empty where there is no dot."""
    return shown_name(name).rpartition(".")[2].lower() if "." in name else ""
