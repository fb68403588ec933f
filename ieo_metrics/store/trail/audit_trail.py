"""The audit trail: who did what and when. It only grows, and each row seals the one before it."""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from ieo_metrics.framework.dates.days import in_clock_words
from ieo_metrics.framework.terms_of_reference import KINDS_RAISED
from ieo_metrics.store.database.errors import Conflict
from ieo_metrics.store.database.schema import AUDIT

BEGINNING = "0" * 64
ROLE = "in the role"  # among the options of a connection that writes: whoever writes has it throughout
DOWNLOADED = "took a file away"
# What is done about an issue that waits for a second person's word; it becomes a fact when it is issued.
PROPOSED, APPROVED, SENT_BACK, TAKEN_BACK = PROPOSING = (
    "proposed an issue",
    "approved an issue",
    "sent a proposed issue back",
    "took a proposed issue back",
)
# What is done with the rows of a register, and with a table that somebody else published.
ADDED_ROW, CHANGED_ROW, REMOVED_ROW = REGISTER_ACTIONS = (
    "added a row to a register",
    "changed a row of a register",
    "took a row of a register away",
)
TOOK_IN_TABLE = "took in a published table"
# What changes a fact: anything that a figure, an issue, a verdict on a target or a lock rests on.
FACTS = (
    "made the store",
    "restored a backup",
    "accepted a return",
    "took back a return",
    "reduced old quarters to aggregates",
    "issued a quarter",
    "withdrew an issue",
    "withdrew a figure",
    "put a withdrawn figure back",
    "locked a quarter",
    "unlocked a quarter",
    "changed the settings",
    "took in an edition of the Crime Harm Index",
    "changed what is settled about offences",
    "changed the targets",
    "changed the steps",
    "changed the notes on charts",
    "changed the sections of the pack",
)
# What else is done. It discards nothing that was worked out, and stands in the way of no change.
OTHER_ACTIONS = (
    DOWNLOADED,
    "changed what is remembered",
    "noted that a file arrived",
    "noted what a file covers",
    "took a file's problems to send back",
    "commented on a measure",
    "took a comment back",
    "recorded a meeting",
    "agreed an action",
    "closed an action",
    *(f"{done} a {kind} for the SVRP" for done in ("noted", "took back") for kind in KINDS_RAISED),
    "set the owner of a decision for the SVRP",
    "set how a recommendation stands",
    *REGISTER_ACTIONS,
    TOOK_IN_TABLE,
    "sealed what was recorded before",
    "changed who an issue waits for",
    *PROPOSING,
)
ALL_ACTIONS = FACTS + OTHER_ACTIONS
# By what it is said which one was changed.
_WHICH = ("setting", "changed", "title", "provider", "register", "measure", "quarter")


@dataclass(frozen=True)
class Entry:
    """One row of the trail. `about`: what it was done to, as JSON; counts and names of files, never of
    people; `role`: in which it was done, None on the command line and before there were roles."""

    seq: int
    at: str
    who: str
    action: str
    about: str
    previous: str
    hash: str
    role: str | None = None

    def sealed(self) -> str:
        """The hash that the row should have: SHA-256 over all else in it."""
        held = [self.seq, self.at, self.who, self.action, self.about, self.previous]
        # A row without a role has the hash that it had before there were roles.
        held += [] if self.role is None else [self.role]
        return hashlib.sha256(json.dumps(held, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True)
class Head:
    """The end of the trail: the number of rows and the hash of the last, by which a trail that was cut is
    detected."""

    rows: int
    hash: str

    def __str__(self) -> str:
        return f"{self.rows}:{self.hash[:16]}"


def trail_entries(connection: Connection) -> list[Entry]:
    """The whole trail, the oldest first; also of a backup that is older than the last columns."""
    columns: sa.ColumnElement[Any] = sa.literal_column("*")
    there = sa.select(columns).select_from(AUDIT).order_by(AUDIT.c.seq)
    return [Entry(*row) for row in connection.execute(there)]


def trail_head(connection: Connection, *where: sa.ColumnElement[bool]) -> Head:
    """Where the trail ends, or the last row of it of which something is true."""
    last = sa.select(AUDIT.c.seq, AUDIT.c.hash).where(*where).order_by(AUDIT.c.seq.desc()).limit(1)
    row = connection.execute(last).first()
    return Head(row.seq, row.hash) if row else Head(0, BEGINNING)


def facts_version(connection: Connection) -> Head:
    """The last row of the trail that changed a fact: the same as long as none has changed."""
    return trail_head(connection, AUDIT.c.action.in_(FACTS))


def refuse_if_moved(
    connection: Connection,
    drawn: Head,
    undone: str,
    actions: Collection[str] = FACTS,
    since_when: str = "this page was drawn",
) -> None:
    """Raise Conflict where one of some `actions` was done since `drawn`, the last of them by which the
    officer decided: who changed what and when, each kind of change once. `undone`: what was not done, and
    what to do; `since_when`: what was at `drawn`."""
    if trail_head(connection, AUDIT.c.action.in_(actions)) == drawn:
        return
    since = (
        sa.select(AUDIT).where(AUDIT.c.seq > drawn.rows, AUDIT.c.action.in_(actions)).order_by(AUDIT.c.seq)
    )
    changed = {
        (row.who, what): f"{row.who} {what} at {in_clock_words(row.at)}"
        for row in connection.execute(since)
        for about in [json.loads(row.about)]
        for what in [" ".join([row.action, *(f"({about[name]})" for name in _WHICH if name in about)])]
    }
    # Nothing is found where a backup was put back that is older than what was drawn.
    words = f": {'; '.join(changed.values())}" if changed else ""
    raise Conflict(f"Something was changed since {since_when}{words}. {undone}")


def last_of(connection: Connection, actions: Collection[str]) -> int:
    """The place of the last thing that was done of some; 0 where none of them was."""
    last = sa.select(sa.func.max(AUDIT.c.seq)).where(AUDIT.c.action.in_(actions))
    return int(connection.execute(last).scalar() or 0)


def last_download(connection: Connection, file: str) -> Entry | None:
    """The last time that a file was downloaded; None where it never was. `file`: as the trail calls it."""
    said = _as_json({"file": file})
    of_file = sa.select(AUDIT).where(AUDIT.c.action == DOWNLOADED, AUDIT.c.about == said)
    row = connection.execute(of_file.order_by(AUDIT.c.seq.desc()).limit(1)).first()
    return Entry(*row) if row else None


def _as_json(about: dict[str, Any]) -> str:
    return json.dumps(about, ensure_ascii=False, sort_keys=True)


def append_entry(connection: Connection, at: str, who: str, action: str, about: dict[str, Any]) -> Entry:
    """Add a row, within the transaction of the change that it records, in the role of the store that began
    it. Raises ValueError for an action of which it is not said above whether it changes a fact."""
    if action not in ALL_ACTIONS:
        raise ValueError(f"Nobody has said whether a fact changes when somebody {action}")
    last, role = trail_head(connection), connection.get_execution_options().get(ROLE)
    open_entry = Entry(last.rows + 1, at, who, action, _as_json(about), last.hash, "", role)
    entry = Entry(**{**vars(open_entry), "hash": open_entry.sealed()})
    connection.execute(sa.insert(AUDIT).values(**vars(entry)))
    return entry


def intact_entries(trail: Iterable[Entry]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What was done, and to what, row by row; nothing for a broken row, which `trail_faults` names."""
    yield from ((entry.action, json.loads(entry.about)) for entry in trail if entry.hash == entry.sealed())


def trail_faults(trail: Iterable[Entry], anchor: str = "") -> Iterator[str]:
    """What is wrong with a trail, the first broken row first; nothing where it is intact. `anchor`: a head
    that was written down elsewhere ("12:3f…"), which the trail must contain."""
    last, number = BEGINNING, 0
    seen = set()
    for number, entry in enumerate(trail, start=1):
        if entry.seq != number:
            yield f"row {number} of the audit trail is missing: row {entry.seq} is in its place"
            return
        if entry.previous != last:
            yield (
                f"row {number} of the audit trail does not follow row {number - 1}: one of them was "
                "changed or swapped"
            )
            return
        if entry.hash != entry.sealed():
            yield (
                f"row {number} of the audit trail was changed after it was written ({entry.action}, "
                f"{entry.at})"
            )
            return
        last = entry.hash
        seen.add(str(Head(number, last)))
    if anchor and anchor not in seen | {str(Head(0, BEGINNING))}:
        yield (
            f"the audit trail ends at row {number}, and does not contain {anchor}, which was written down "
            "before: rows were cut off or replaced"
        )
