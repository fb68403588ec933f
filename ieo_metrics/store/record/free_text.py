"""Free text as it is stored: one line, not too long, with nothing in it that certainly identifies somebody,
and, where others can read it, with no number that they are not shown."""

from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy import Connection

from ieo_metrics.disclosure.typed_text.what_text_tells import Typed, told_by
from ieo_metrics.framework.dates.quarters import Quarter, year_of
from ieo_metrics.framework.roles import ISSUED, ROLE
from ieo_metrics.reading.cells.personal_details import YOUNGEST, personal_details_in
from ieo_metrics.store.database.errors import StoreTrouble
from ieo_metrics.store.database.schema import VERSIONS
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues.what_is_hidden import hidden_figures
from ieo_metrics.store.returns import known_references_in_text

NOT_HERE = (
    "Others can see what is written here, and it goes into the files for sharing. Nothing was saved: "
    "remove that, then save it again."
)

MAY_TELL = (
    "The meeting and the pack do not show that. Nothing was saved: change the sentence, then save it again."
)

NO_FIGURE = (
    "Only officers write how many young people, or what percentage of them, shown or not. Nothing was saved: "
    "change the sentence, then save it again."
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
    birth or the reference of an accepted return (for a role that is shown only what was issued, any word that
    could be one), and KeyTrouble where there is no key to look for references with.
    """
    words = one_line(text, longest, what)
    if not words:
        return words
    key = store.require_key()
    with store.reading() as connection:
        found = personal_details_in(words, earliest_year(connection))
        if _is_shown_what_was_issued(store):
            # Whoever sees no row could else try references until one is refused. What is one with a gap in it
            # is found at the pack's door.
            for word in known_references_in_text.words_like_one(words):
                found["what could be a young person's reference"] = word
        elif known_references_in_text.may_hold_one(words):
            for word in known_references_in_text.known_references(connection, key).found(words):
                found["a young person's reference"] = word
    if found:
        said = " and ".join(f'{kind}, "{as_written}"' for kind, as_written in found.items())
        raise StoreTrouble(f"{what} holds {said}. {NOT_HERE}")
    return words


def nothing_told(
    store: Store,
    text: str,
    longest: int,
    what: str,
    quarter: Quarter | None,
    ref: str = "",
    *,
    ends_there: bool = True,
) -> str:
    """`nobody_named` of a text that others can read, or that is kept for good. `quarter`: in whose meeting or
    pack it is read, None where it is of none, and is compared with the latest; `ref`: the measure that it is
    about, if it is about one; `ends_there`: it is in the pack, which names no later quarter.

    Raises StoreTrouble, with the sentence, where it could tell of few young people or a hidden figure; for a
    role that is shown only what was issued, where it holds any number that may be a figure.
    """
    words = nobody_named(store, text, longest, what)
    if not words:
        return words
    with store.reading() as connection:
        read_in = latest_quarter(connection) if quarter is None else quarter
        figures = hidden_figures(connection, store, read_in)
    # Otherwise whoever is not shown a figure could try numbers until one is refused.
    blind = _is_shown_what_was_issued(store)
    for told in told_by(Typed(words, read_in, ref, ends_there), replace(figures, tells_nothing=blind)):
        raise StoreTrouble(
            f'{what} could tell {told.what}: "{told.sentence}" {NO_FIGURE if blind else MAY_TELL}'
        )
    return words


def _is_shown_what_was_issued(store: Store) -> bool:
    return store.role is not None and ROLE[store.role].figures == ISSUED


def latest_quarter(connection: Connection) -> Quarter:
    """The last quarter that any return covers."""
    return connection.execute(sa.select(sa.func.max(VERSIONS.c.quarter))).scalar() or 0


def earliest_year(connection: Connection) -> int:
    """The first year of which a day may be named: earlier days are treated as dates of birth, as in the
    leak check of the pack."""
    first = connection.execute(sa.select(sa.func.min(VERSIONS.c.quarter))).scalar()
    return 0 if first is None else year_of(first) - YOUNGEST
