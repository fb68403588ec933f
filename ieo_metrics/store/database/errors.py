"""What can go wrong with the store, in words for the officer: what happened, what that means, what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout


class StoreTrouble(Exception):
    """The store cannot do what was asked. `str()` is the sentence to show."""


class Damaged(StoreTrouble):
    """What is stored is not what was saved."""


class NotOurs(StoreTrouble):
    """There is no store where one is expected, or it is another program's, or a newer version's."""


class KeyTrouble(StoreTrouble):
    """The key that references are replaced with is missing, or is another store's."""


class ReadOnly(StoreTrouble):
    """The store can be read but not written."""


class Busy(StoreTrouble):
    """Another save is running."""


class Full(StoreTrouble):
    """There is no room left."""


class Unreachable(StoreTrouble):
    """The database server does not answer; whether the last save was done is not known."""


class Conflict(StoreTrouble):
    """Somebody else saved in the meantime."""


def newer_store(version: object) -> NotOurs:
    """The store of a newer dashboard."""
    return NotOurs(
        f"The store was written by a newer dashboard: its version is {version}, which this one does not "
        "know. Nothing was changed. Start the newer dashboard."
    )


# (class, what to say, what SQLite and PostgreSQL write when it happens).
_SIGNS: tuple[tuple[type[StoreTrouble], str, tuple[str, ...]], ...] = (
    (
        Busy,
        "Another save is running. Nothing was changed; try again in a moment.",
        ("database is locked", "lock timeout", "database table is locked"),
    ),
    (
        Full,
        (
            "There is no room left where the returns are kept. Nothing was changed, and what was saved "
            "before can still be read. Make room, then try again."
        ),
        ("disk is full", "disk i/o error", "no space left", "diskfull", "could not extend file"),
    ),
    (
        ReadOnly,
        (
            "You can look at the returns here but not change them. Nothing was saved. Ask whoever runs "
            "this computer (or the database) for permission to write."
        ),
        ("readonly database", "read-only", "permission denied"),
    ),
    (
        Damaged,
        (
            "The file in which the returns are kept is damaged. Nothing more will be written to it. "
            "Restore the latest backup (the README says how)."
        ),
        ("malformed", "not a database", "corrupt"),
    ),
    (
        Damaged,
        (
            "The tables in which the returns are kept are no longer there. Nothing was changed. Restore the "
            "latest backup (the README says how)."
        ),
        ("no such table", 'relation "'),
    ),
    (
        NotOurs,
        (
            "The file in which the returns are kept cannot be opened. Nothing was changed. Put it back "
            "where it was, or restore the latest backup."
        ),
        ("unable to open database file",),
    ),
    (
        Unreachable,
        (
            "The database took too long to answer. Nothing was changed; try again, and if it keeps "
            "happening tell whoever runs the database."
        ),
        (
            "statement timeout",
            "canceling statement",
            "too many connections",
            "too many clients",
            "remaining connection slots",
        ),
    ),
)
_LOST = (
    "The database server cannot be reached. If something was being saved, do it again once the server is "
    "back: it is never saved twice."
)


def in_plain_words(error: Exception) -> StoreTrouble:
    """A database's error as one of the errors above; the error's own text, which may contain values, is
    never shown."""
    said = f"{getattr(error, 'orig', error)}".lower()
    for kind, words, signs in _SIGNS:
        if any(sign in said for sign in signs):
            return kind(words)
    if isinstance(error, IntegrityError):
        return Conflict(
            "Somebody else saved the same thing in the meantime. Nothing was changed; check what is "
            "there now."
        )
    if isinstance(error, PoolTimeout):
        return Unreachable(_SIGNS[-1][1])
    return (
        Unreachable(_LOST)
        if isinstance(error, DBAPIError)
        else StoreTrouble("The returns could not be read or saved. Nothing was changed.")
    )


@contextmanager
def database_errors_in_words() -> Iterator[None]:
    """Turn any database error raised inside into a StoreTrouble."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise in_plain_words(error) from None
