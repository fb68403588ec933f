"""The working group's record: who attended, and what was agreed. No minutes, and no name of a person: seats
and agencies only. Text in which a personal detail is found is refused. Each change is in the audit trail."""

import datetime as dt
import json
from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.framework.terms_of_reference import (
    ACTIVITIES,
    AGENCY,
    DONE,
    DROPPED,
    OPEN,
    SEATS,
)
from ieo_metrics.store.database.errors import Conflict, StoreTrouble
from ieo_metrics.store.database.schema import ACTIONS, MEETINGS
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.record.days_in_reach import day_in_reach
from ieo_metrics.store.record.free_text import nobody_named, nothing_told
from ieo_metrics.store.returns.return_record import canonical_json
from ieo_metrics.store.trail import seals
from ieo_metrics.store.trail.row_numbers import next_number

LONGEST = 300


def required(words: str, what: str) -> str:
    """A text that is not empty. Raises StoreTrouble where it is."""
    if not words:
        raise StoreTrouble(f"{what} is empty. Nothing was saved.")
    return words


def one_of(value: str, known: Collection[str], what: str) -> str:
    """A value that is one of those known. Raises StoreTrouble where it is none."""
    if value not in known:
        raise StoreTrouble(f"{what} is not in the terms of reference. Nothing was saved.")
    return value


@dataclass(frozen=True)
class MeetingRecord:
    """A meeting that was held. `came`: the seats that attended, in the order of the terms of reference."""

    quarter: Quarter
    held_on: dt.date
    place: str
    came: tuple[str, ...]
    at: str
    who: str


def record_meeting(
    store: Store, who: str, quarter: Quarter, held_on: dt.date, place: str, came: Collection[str]
) -> None:
    """Record who attended the meeting about a quarter, in place of any earlier record of it. Raises
    StoreTrouble for an unknown seat, and for a day out of reach."""
    for one in came:
        one_of(one, SEATS, "A seat")
    row = {
        "held_on": day_in_reach(store, held_on, quarter).isoformat(),
        "place": nothing_told(store, place, LONGEST, "The place", quarter, ends_there=False),
        "attendance": canonical_json([seat for seat in SEATS if seat in came]),
    }
    with store.writing() as connection:
        now = store.now()
        connection.execute(sa.delete(MEETINGS).where(MEETINGS.c.quarter == quarter))
        connection.execute(sa.insert(MEETINGS).values(quarter=quarter, at=now, who=who, **row))
        seals.append_sealed(
            connection,
            store,
            now,
            who,
            "recorded a meeting",
            {"quarter": label(quarter), "held on": row["held_on"], "seats that came": len(came)},
            (MEETINGS, quarter),
        )


def recorded_meetings(connection: Connection) -> dict[Quarter, MeetingRecord]:
    """The meetings that were recorded, by the quarter they were about, the newest first."""
    rows = connection.execute(sa.select(MEETINGS).order_by(MEETINGS.c.quarter.desc()))
    return {
        row.quarter: MeetingRecord(
            row.quarter,
            dt.date.fromisoformat(row.held_on),
            row.place,
            tuple(json.loads(row.attendance)),
            row.at,
            row.who,
        )
        for row in rows
    }


@dataclass(frozen=True)
class Action:
    """One action. `quarter`: of the meeting at which it was agreed; `owner`: an agency; `ref` and `activity`:
    "" where it is tied to none."""

    number: int
    quarter: Quarter
    words: str
    owner: str
    due: dt.date
    ref: str
    activity: str
    at: str
    who: str
    state: str
    closed_at: str | None
    closed_by: str | None
    why: str | None

    def late(self, today: dt.date) -> bool:
        """Whether it is open and its day has passed."""
        return self.state == OPEN and self.due < today


def open_action(
    store: Store,
    who: str,
    quarter: Quarter,
    words: str,
    owner: str,
    due: dt.date,
    ref: str = "",
    activity: str = "",
) -> int:
    """Agree an action; returns its number. The same action again, while it is open, is the same action, so
    a second click adds nothing.

    Raises StoreTrouble for an empty text, for an owner, measure or activity that nobody knows, and for a day
    out of reach.
    """
    what = "The action"
    row = {
        "quarter": quarter,
        "owner": one_of(owner, AGENCY, "The owner"),
        "due": day_in_reach(store, due, quarter).isoformat(),
        "ref": one_of(ref, {"", *MEASURE}, "The measure"),
        "activity": one_of(activity, {"", *ACTIVITIES}, "The activity"),
        "words": required(nothing_told(store, words, LONGEST, what, quarter, ref, ends_there=False), what),
        "state": OPEN,
    }
    with store.writing() as connection:
        there = connection.execute(
            sa.select(ACTIONS.c.number).where(*(ACTIONS.c[name] == value for name, value in row.items()))
        ).scalar()
        if there is not None:
            return int(there)
        number, now = next_number(connection, ACTIONS), store.now()
        connection.execute(sa.insert(ACTIONS).values(number=number, at=now, who=who, **row))
        about = {
            "action": number,
            "quarter": label(quarter),
            "owner": owner,
            "due": row["due"],
            "measure": ref,
            "activity": activity,
        }
        about = {name: value for name, value in about.items() if value != ""}
        seals.append_sealed(connection, store, now, who, "agreed an action", about, (ACTIONS, number))
    return number


def close_action(store: Store, who: str, number: int, state: str, why: str) -> None:
    """Close an action as done or dropped, with the reason. Raises StoreTrouble without a reason, and
    Conflict where it is not open any more."""
    one_of(state, (DONE, DROPPED), "The state")
    with store.reading() as connection:
        about = connection.execute(
            sa.select(ACTIONS.c.quarter, ACTIONS.c.ref).where(ACTIONS.c.number == number)
        ).first()
    reason = required(
        nothing_told(store, why, LONGEST, "The reason", *about, ends_there=False)
        if about
        else nobody_named(store, why, LONGEST, "The reason"),
        "The reason",
    )
    with store.writing() as connection:
        now = store.now()
        if not connection.execute(
            sa.update(ACTIONS)
            .where(ACTIONS.c.number == number, ACTIONS.c.state == OPEN)
            .values(state=state, closed_at=now, closed_by=who, why=reason)
        ).rowcount:
            raise Conflict(
                f"Action {number} is not open: somebody closed it in the meantime. Nothing was changed."
            )
        seals.append_sealed(
            connection,
            store,
            now,
            who,
            "closed an action",
            {"action": number, "state": state},
            (ACTIONS, number),
        )


def all_actions(connection: Connection) -> list[Action]:
    """Every action, the open ones first, each by the day on which it is due."""
    rows = [
        Action(**{**row._mapping, "due": dt.date.fromisoformat(row.due)})
        for row in connection.execute(sa.select(ACTIONS))
    ]
    return sorted(rows, key=lambda action: (action.state != OPEN, action.due, action.number))
