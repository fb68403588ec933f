"""The audit trail as a person reads it: what was done in plain words, and the entries that are asked for."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import NamedTuple

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


class Asked(NamedTuple):
    """What is asked of the trail; an empty field asks nothing. `first`, `last`: days, UTC, both included;
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
        day = one.at[:10]  # as it is written: a date of a row that was changed may be none
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
