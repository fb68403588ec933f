"""Free text as it is stored: one line, not too long, and with nothing in it that certainly identifies
somebody. It may be shown and shared."""

import sqlalchemy as sa
from sqlalchemy import Connection

from ieo_metrics.framework.dates.quarters import year_of
from ieo_metrics.reading.cells.personal_details import YOUNGEST, personal_details_in
from ieo_metrics.store.database.errors import StoreTrouble
from ieo_metrics.store.database.schema import VERSIONS
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.returns import known_references

NOT_HERE = (
    "Others can see what is written here, and it goes into the files for sharing. Nothing was saved: "
    "remove that, then save it again."
)


def one_line(text: str, longest: int, what: str) -> str:
    """A text as it is stored: one line, not too long. Raises StoreTrouble."""
    words = " ".join("".join(ch if ch.isprintable() else " " for ch in text).split())
    if len(words) > longest:
        raise StoreTrouble(
            f"{what} is {len(words)} characters long, and the limit is {longest}. Nothing was saved."
        )
    return words


def nobody_named(store: Store, text: str, longest: int, what: str) -> str:
    """A text in one line, in which no personal detail was found. `what`: the beginning of the sentence
    that refuses it.

    Raises StoreTrouble where it holds an e-mail address, a telephone or NHS number, a postcode, a date of
    birth or the reference of an accepted return, and KeyTrouble where there is no key to look for references
    with.
    """
    words = one_line(text, longest, what)
    if not words:
        return words
    key = store.require_key()
    with store.reading() as connection:
        found = personal_details_in(words, _earliest(connection))
        if known_references.may_hold_one(words):
            for word in known_references.known_references(connection, key).found(words):
                found["a young person's reference"] = word
    if found:
        said = " and ".join(f'{kind}, "{as_written}"' for kind, as_written in found.items())
        raise StoreTrouble(f"{what} holds {said}. {NOT_HERE}")
    return words


def _earliest(connection: Connection) -> int:
    """The first year of which a day may be named: earlier days are treated as dates of birth, as in the
    leak check of the pack."""
    first = connection.execute(sa.select(sa.func.min(VERSIONS.c.quarter))).scalar()
    return 0 if first is None else year_of(first) - YOUNGEST
