"""What is stored besides returns, by name, as JSON; each change is recorded and sealed in the audit trail."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from ieo_metrics.store.database.errors import Damaged
from ieo_metrics.store.database.schema import REMEMBERED
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.returns.return_record import canonical_json, sha256
from ieo_metrics.store.trail import audit_trail

CHOSEN, EDITIONS, SETTLED = "settings", "crime harm editions", "settled offences"
TARGETS, STEPS, NOTES = "targets", "steps", "notes"
SECOND_PERSON = "second person"
SECTIONS = "sections of the pack"
UNCHANGED = "Nothing of yours was changed; look at what is set now, then do it again."
ACTION = "changed what is remembered"
# What is a fact has an action of its own, and so has who an issue waits for. Older stores told of all of it
# as of the rest.
ACTIONS = {
    CHOSEN: "changed the settings",
    EDITIONS: "took in an edition of the Crime Harm Index",
    SETTLED: "changed what is settled about offences",
    TARGETS: "changed the targets",
    STEPS: "changed the steps",
    NOTES: "changed the notes on charts",
    SECTIONS: "changed the sections of the pack",
    SECOND_PERSON: "changed who an issue waits for",
}


def as_dict(held: object) -> dict[str, Any]:
    """What was recalled, as a dict; an empty one where it is none."""
    return dict(held) if isinstance(held, Mapping) else {}


def recall(connection: Connection, name: str) -> object:
    """The value stored under a name; None where there is none. Raises Damaged where it is not JSON."""
    held = connection.execute(sa.select(REMEMBERED.c.value).where(REMEMBERED.c.name == name)).scalar()
    try:
        return None if held is None else json.loads(held)
    except ValueError:
        raise Damaged(f"The value stored as {name} cannot be read. Restore the latest backup.") from None


def change_remembered(
    store: Store,
    who: str,
    name: str,
    new: Callable[[object], object],
    about: Mapping[str, object] | None = None,
    drawn: audit_trail.Head | None = None,
) -> None:
    """Store `new(current value)` (None where there is none), so that two officers' changes do not undo
    each other. Nothing is written where nothing changes. `about`: what changed, in words for the audit
    trail; never a free text of a return. `drawn`: of a fact, as `Store.writing` has it."""
    with store.writing(drawn, UNCHANGED) as connection:
        change_within(connection, store, who, name, new, about)


def change_within(
    connection: Connection,
    store: Store,
    who: str,
    name: str,
    new: Callable[[object], object],
    about: Mapping[str, object] | None = None,
) -> None:
    """`change_remembered`, inside the caller's transaction."""
    old = recall(connection, name)
    value = canonical_json(new(old))
    if old is not None and canonical_json(old) == value:
        return
    connection.execute(sa.delete(REMEMBERED).where(REMEMBERED.c.name == name))
    connection.execute(sa.insert(REMEMBERED).values(name=name, value=value))
    audit_trail.append_entry(
        connection,
        store.now(),
        who,
        ACTIONS.get(name, ACTION),
        {**(about or {}), "name": name, "digest": sha256(value.encode())},
    )


def remembered_changes(connection: Connection, trail: Sequence[audit_trail.Entry]) -> Iterator[str]:
    """The stored values that are not what the audit trail says was stored last; nothing where all are."""
    sealed = {}
    for entry in trail:
        if entry.action in (ACTION, *ACTIONS.values()):
            try:
                about = json.loads(entry.about)
                sealed[about["name"]] = about["digest"]
            except (ValueError, KeyError, TypeError):
                continue  # the broken link of the trail is named before
    held = {row.name: sha256(row.value.encode()) for row in connection.execute(sa.select(REMEMBERED))}
    for name in sorted({*sealed, *held}):
        if held.get(name) != sealed.get(name):
            yield f"what is remembered as {name} is not what the audit trail says was remembered last"
