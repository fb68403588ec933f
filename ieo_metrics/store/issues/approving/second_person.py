"""Whether an issue waits for a second person's word. One officer sets it; it ends by the word of two."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from ieo_metrics.framework.roles import OFFICER
from ieo_metrics.store.database.errors import Conflict, StoreTrouble
from ieo_metrics.store.database.schema import AUDIT
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.trail.audited_named_values import SECOND_PERSON, as_dict, change_within, recall

# Of what is remembered: whether it is so, and who asked that it ends.
_WAITS, _ENDING = "waits", "ending"
NOBODY_ELSE = (
    "An issue can wait for a second person only where people sign in. Here nobody does, so the dashboard "
    "cannot tell one person from another, and nobody else could approve. The section Signing in of the "
    "README says how people sign in."
)
# A person with what stays when names and addresses change: "first.last@unit.example.org (7f3a)".
_LASTING = re.compile(r" \((\S+)\)$")


@dataclass(frozen=True)
class Somebody:
    """`who`: in one line, as the audit trail has it; `person`: by which they are told from everybody else,
    whatever their role or address, "" where nobody signed in."""

    who: str
    person: str

    def is_another_than(self, other: "Somebody") -> bool:
        """Whether they are two people, as far as that is known for sure."""
        return "" not in (self.person, other.person) and self.person != other.person


@dataclass(frozen=True)
class SecondPerson:
    """`waits`: whether an issue waits for a second person's word, None where nobody has said yet; `ending`:
    who asked that it does not any more, while nobody has answered."""

    waits: bool | None
    ending: Somebody | None


def second_person(connection: Connection) -> SecondPerson:
    """What is set now."""
    return _as_set(recall(connection, SECOND_PERSON))


def _as_set(held: object) -> SecondPerson:
    said = as_dict(held)
    asked = said.get(_ENDING)
    return SecondPerson(said.get(_WAITS), Somebody(**asked) if asked else None)


def _set(
    store: Store,
    by: Somebody,
    waits: bool,
    words: str,
    may: Callable[[SecondPerson], bool],
    ending: Somebody | None = None,
) -> None:
    """Set it, told in the audit trail in `words`. Raises Conflict unless what is set now `may` be changed so:
    somebody else was quicker."""
    with store.writing() as connection:
        if not may(second_person(connection)):
            raise Conflict(
                "Somebody else has changed meanwhile whether an issue waits for a second person. Nothing of "
                "yours was changed; look at what is set now."
            )
        value = {_WAITS: waits} | ({_ENDING: vars(ending)} if ending else {})
        change_within(connection, store, by.who, SECOND_PERSON, lambda _: value, {"is now": words})


def let_issues_wait(store: Store, by: Somebody) -> None:
    """From now on an issue waits. Raises StoreTrouble where nobody signs in."""
    if not by.person:
        raise StoreTrouble(f"{NOBODY_ELSE} Nothing was changed.")
    _set(store, by, True, "an issue waits for a second person", lambda now: not now.waits)


def leave_it(store: Store, by: Somebody) -> None:
    """An issue does not wait, and that need not be proposed again."""
    words = "an issue does not wait for a second person"
    _set(store, by, False, words, lambda now: now.waits is None)


def ask_to_end(store: Store, by: Somebody) -> None:
    """Ask that an issue does not wait any more, which another has to agree to. Raises StoreTrouble where
    nobody signed in."""
    if not by.person:
        raise StoreTrouble("Sign in first: another person has to agree. Nothing was changed.")
    words = "an issue waits for a second person; asked that it does not any more"
    _set(store, by, True, words, lambda now: bool(now.waits) and now.ending is None, by)


def keep_waiting(store: Store, by: Somebody) -> None:
    """Answer who asked that it ends, or take that back: it stays."""
    words = "an issue waits for a second person, as before"
    _set(store, by, True, words, lambda now: bool(now.waits) and now.ending is not None)


def end_waiting(store: Store, by: Somebody, asked: Somebody) -> None:
    """Agree with who asked: an issue does not wait any more. Raises StoreTrouble for whoever asked."""
    if not by.is_another_than(asked):
        raise StoreTrouble(
            "Whoever asks for it cannot agree to it: another person has to. Nothing was changed."
        )
    words = "an issue does not wait for a second person"
    _set(store, by, False, words, lambda now: bool(now.waits) and now.ending == asked)


def go_on_waiting(connection: Connection, store: Store, who: str) -> None:
    """In the store that a backup of before makes: what waited for a second person goes on to wait."""
    if not second_person(connection).waits:
        words = {"is now": "an issue waits for a second person, as before the restore"}
        change_within(connection, store, who, SECOND_PERSON, lambda _: {_WAITS: True}, words)


def officers_in_trail(connection: Connection) -> tuple[str, ...]:
    """The officers who signed in and did something, as they were called last; by what stays of each."""
    rows = connection.execute(
        sa.select(AUDIT.c.who)
        .where(AUDIT.c.role == OFFICER.name)
        .group_by(AUDIT.c.who)
        .order_by(sa.func.max(AUDIT.c.seq))
    )
    named = {found[1]: _LASTING.sub("", who) for who in rows.scalars() if (found := _LASTING.search(who))}
    return tuple(named.values())
