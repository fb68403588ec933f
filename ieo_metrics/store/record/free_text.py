"""Free text as it is kept: one line, not too long, and nothing in it that surely says who somebody is. It may
be shown and shared."""

import sqlalchemy as sa
from sqlalchemy import Connection

from ieo_metrics.framework.dates.quarters import year_of
from ieo_metrics.reading.personal_details import YOUNGEST, personal_details_in
from ieo_metrics.store.database.errors import StoreTrouble
from ieo_metrics.store.database.schema import VERSIONS
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.returns import known_references

NOT_HERE = (
    "What is written here can be seen by others and goes into what is shared. Nothing was saved: leave that "
    "out, then save it again."
)


def one_line(text: str, longest: int, what: str) -> str:
    """A text as it is kept: one line, not too long. Raises StoreTrouble."""
    words = " ".join("".join(ch if ch.isprintable() else " " for ch in text).split())
    if len(words) > longest:
        raise StoreTrouble(
            f"{what} is {len(words)} characters long, and {longest} are the most. Nothing was saved."
        )
    return words


def nobody_named(store: Store, text: str, longest: int, what: str) -> str:
    """A text in one line, in which no personal detail was found. `what`: what it is, as the sentence begins
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
        found = list(personal_details_in(words, _earliest(connection)))
        if known_references.may_hold_one(words):
            found += [
                ("a young person's reference", word)
                for word in known_references.known_references(connection, key).found(words)
            ]
    if found:
        said = " and ".join(f'{kind}, "{as_written}"' for kind, as_written in dict(found).items())
        raise StoreTrouble(f"{what} holds {said}. {NOT_HERE}")
    return words


def _earliest(connection: Connection) -> int:
    """The first year of which a day may be named: days before it are taken for dates of birth, as in the look
    through the pack."""
    first = connection.execute(sa.select(sa.func.min(VERSIONS.c.quarter))).scalar()
    return 0 if first is None else year_of(first) - YOUNGEST
