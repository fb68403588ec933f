"""The audit trail as a person reads it: what was done in plain words, and the entries that are asked for."""

import datetime as dt
import json
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from ieo_metrics.framework.dates.days import in_clock_digits
from ieo_metrics.store.returns.masked_names import kept_file_name, masked
from ieo_metrics.store.trail.audit_trail import Entry

# Where what is stored, and sealed, is not what one would say today.
_PLAINER = {
    "took back a return": "withdrew a return",
    "took in an edition of the Crime Harm Index": "added an edition of the Crime Harm Index",
    "changed the steps": "re-based charts",
    "took a file away": "downloaded a file",
    "changed what is remembered": "updated settings",
    "took a file's problems to send back": "downloaded a fix list",
    "took a comment back": "withdrew a comment",
    "set how a recommendation stands": "updated the progress of a recommendation",
}


def action_in_words(action: str) -> str:
    """What was done, as it would be said today."""
    return _PLAINER.get(action, action)


FIX_LIST_OF = "fix list of "
_OF_A_FILE = ("noted that a file arrived", "noted what a file covers", "took a file's problems to send back")


def entry_about(entry: Entry) -> dict[str, Any]:
    """What an entry is about. An older version wrote down names of files that may be people's: the entry is
    sealed and stays, and they are shown as they are kept now."""
    about: dict[str, Any] = json.loads(entry.about)
    file = about.get("file")
    if entry.action == "accepted a return":
        about["files"] = [
            {**one, "name": kept_file_name(one["name"], one["sha256"])} for one in about.get("files", ())
        ]
    elif isinstance(file, str) and entry.action in _OF_A_FILE:
        about["file"] = masked(file)
    elif isinstance(file, str) and file.startswith(FIX_LIST_OF):
        about["file"] = FIX_LIST_OF + masked(file.removeprefix(FIX_LIST_OF))
    return about


class Asked(NamedTuple):
    """What is asked of the trail; an empty field asks nothing. `first`, `last`: days in London, both in;
    `words`: all of them stand in the entry."""

    who: str = ""
    action: str = ""
    first: dt.date | None = None
    last: dt.date | None = None
    words: str = ""


def entries_asked_for(entries: Iterable[Entry], asked: Asked, about: Callable[[Entry], str]) -> list[Entry]:
    """The entries that have all that is asked, the newest first. `about`: what an entry is about, in
    the words that are shown."""
    words = asked.words.casefold().split()

    def fits(one: Entry) -> bool:
        day = in_clock_digits(one.at)[:10]  # as it is written: a date of a row that was changed may be none
        shown = (
            f"{one.who} {one.role or ''} {action_in_words(one.action)} {about(one)}".casefold()
            if words
            else ""
        )
        return (
            asked.who in ("", one.who)
            and asked.action in ("", one.action)
            and (asked.first is None or asked.first.isoformat() <= day)
            and (asked.last is None or day <= asked.last.isoformat())
            and all(word in shown for word in words)
        )

    return sorted(filter(fits, entries), key=lambda one: -one.seq)
