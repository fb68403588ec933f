"""What is raised to the SVRP: key updates, and the decisions that it is asked for, each with the agency that
owns it and the day by which it is wanted. Each change is in the audit trail."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.terms_of_reference import AGENCY, DECISION, KINDS_RAISED
from ieo_metrics.store.database.errors import Conflict, StoreTrouble
from ieo_metrics.store.database.schema import RAISED
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.record.days_in_reach import day_in_reach, is_before
from ieo_metrics.store.record.free_text import nothing_told
from ieo_metrics.store.record.meetings_and_actions import LONGEST, one_of, required
from ieo_metrics.store.trail import seals
from ieo_metrics.store.trail.row_numbers import next_number


@dataclass(frozen=True)
class Raised:
    """A key update or a decision, to raise to the SVRP. `owner`: of a decision, an agency, and `due`: the day
    by which it is wanted; None where nobody has said so yet, and of an update."""

    number: int
    quarter: Quarter
    kind: str
    words: str
    at: str
    who: str
    owner: str | None = None
    due: dt.date | None = None


def raise_to_svrp(
    store: Store,
    who: str,
    quarter: Quarter,
    kind: str,
    words: str,
    owner: str = "",
    due: dt.date | None = None,
) -> None:
    """Add something to raise to the SVRP; the same again changes nothing, and with another owner or day it is
    the same decision, which has those now and keeps what is not said again. Raises StoreTrouble for an empty
    text, another kind, an owner that nobody knows, a day out of reach, and an update with owner or day."""
    what = "What is to be raised"
    row = {
        "quarter": quarter,
        "kind": one_of(kind, KINDS_RAISED, "The kind"),
        "words": required(nothing_told(store, words, LONGEST, what, quarter), what),
    }
    owned = _owner_and_due(store, quarter, kind, owner, due)
    said = {name: value for name, value in owned.items() if value}
    with store.writing() as connection:
        there = connection.execute(
            sa.select(RAISED.c.number).where(*(RAISED.c[name] == value for name, value in row.items()))
        ).scalar()
        if there is not None:
            if said:
                _set(connection, store, who, there, said)
            return
        number, now = next_number(connection, RAISED), store.now()
        connection.execute(sa.insert(RAISED).values(number=number, at=now, who=who, **row, **owned))
        about = {"quarter": label(quarter), **said}
        seals.append_sealed(
            connection, store, now, who, f"noted a {kind} for the SVRP", about, (RAISED, number)
        )


def set_owner_and_due(store: Store, who: str, number: int, owner: str, due: dt.date | None) -> None:
    """Set who owns a decision and by which day it is wanted; the same again changes nothing. Raises
    StoreTrouble for an owner that nobody knows and a day out of reach, and Conflict where it is not there any
    more."""
    with store.writing() as connection:
        quarter = _decision(connection, number).quarter
        _set(connection, store, who, number, _owner_and_due(store, quarter, DECISION, owner, due))


def _owner_and_due(
    store: Store, quarter: Quarter, kind: str, owner: str, due: dt.date | None
) -> dict[str, str | None]:
    one_of(owner, {"", *AGENCY}, "The owner")
    if kind != DECISION and (owner or due):
        raise StoreTrouble("Only a decision has an owner and a day. Nothing was saved.")
    return {"owner": owner or None, "due": day_in_reach(store, due, quarter).isoformat() if due else None}


def _decision(connection: Connection, number: int) -> sa.Row[Any]:
    row = connection.execute(
        sa.select(RAISED).where(RAISED.c.number == number, RAISED.c.kind == DECISION)
    ).first()
    if row is None:
        raise Conflict("The decision is not there any more. Nothing was changed.")
    return row


def _set(connection: Connection, store: Store, who: str, number: int, said: Mapping[str, str | None]) -> None:
    """`said`: what is said of the owner and the day; what is not said stays."""
    row = _decision(connection, number)
    held = {name: row._mapping[name] for name in ("owner", "due")}
    owned = {**held, **said}
    if owned == held:
        return
    connection.execute(sa.update(RAISED).where(RAISED.c.number == number).values(**owned))
    about = {"quarter": label(row.quarter), **{name: value or "none yet" for name, value in owned.items()}}
    seals.append_sealed(
        connection,
        store,
        store.now(),
        who,
        "set the owner of a decision for the SVRP",
        about,
        (RAISED, number),
    )


def take_back_raised(store: Store, who: str, number: int) -> None:
    """Withdraw an item to be raised. The audit trail still shows that it was there."""
    with store.writing() as connection:
        row = connection.execute(sa.select(RAISED).where(RAISED.c.number == number)).first()
        if row is not None:
            connection.execute(sa.delete(RAISED).where(RAISED.c.number == number))
            seals.append_sealed(
                connection,
                store,
                store.now(),
                who,
                f"took back a {row.kind} for the SVRP",
                {"quarter": label(row.quarter)},
                (RAISED, number),
            )


def raised_items(connection: Connection, quarter: Quarter) -> list[Raised]:
    """What is to be raised of a quarter: updates, then decisions, each in the order of time."""
    rows = [
        Raised(**{**row._mapping, "due": _due(row)})
        for row in connection.execute(
            sa.select(RAISED).where(RAISED.c.quarter == quarter).order_by(RAISED.c.number)
        )
    ]
    return sorted(rows, key=lambda raised_item: KINDS_RAISED.index(raised_item.kind))


def _due(row: sa.Row[Any]) -> dt.date | None:
    """None also where an older version took a day of before the quarter: nobody has named one that can be
    meant, and a pack would be refused for it."""
    due = dt.date.fromisoformat(row.due) if row.due else None
    return None if due is None or is_before(due, row.quarter) else due
