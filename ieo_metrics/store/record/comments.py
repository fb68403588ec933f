"""Comments on a measure and quarter, the provider's and the officer's, with author and time. Earlier
comments are kept."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.store.database.errors import StoreTrouble
from ieo_metrics.store.database.schema import COMMENTS
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.record.free_text import nothing_told, one_line
from ieo_metrics.store.trail import seals
from ieo_metrics.store.trail.row_numbers import next_number

PROVIDER, OFFICER = ROLES = ("provider", "officer")
LONGEST = 600


@dataclass(frozen=True)
class Comment:
    """One comment. `author`: for the role provider, the provider's name, never a person's; `text`: ""
    where it was withdrawn."""

    number: int
    quarter: Quarter
    ref: str
    role: str
    author: str
    at: str
    text: str


def add_comment(
    store: Store, who: str, quarter: Quarter, ref: str, role: str, author: str, text: str
) -> None:
    """Comment on a measure in a quarter, in place of the same author's earlier comment; an empty text
    withdraws that.

    The audit trail records that there was a comment, but not its text. Raises StoreTrouble for an unknown
    measure or role, and for a text that is too long, holds personal details or tells what is hidden.
    """
    if ref not in MEASURE or role not in ROLES:
        raise StoreTrouble(
            "A comment must be a provider's or an officer's, and about one of the measures. Nothing was "
            "saved."
        )
    words = nothing_told(store, text, LONGEST, "The comment", quarter, ref)
    by = one_line(author, 200, "The author")
    with store.writing() as connection:
        now, row = store.now(), {"quarter": quarter, "ref": ref, "role": role, "author": by}
        last = next(
            (
                comment.text
                for comment in _of(connection, quarter)
                if (comment.ref, comment.role, comment.author) == (ref, role, by)
            ),
            "",
        )
        if words == last:
            return  # a second click
        number = next_number(connection, COMMENTS)
        connection.execute(sa.insert(COMMENTS).values(number=number, at=now, text=words, **row))
        seals.append_sealed(
            connection,
            store,
            now,
            who,
            "commented on a measure" if words else "took a comment back",
            {"measure": ref, "quarter": label(quarter), "role": role, "author": by},
            (COMMENTS, number),
        )


def _of(connection: Connection, quarter: Quarter) -> list[Comment]:
    """Every comment of a quarter, the newest first."""
    rows = connection.execute(
        sa.select(COMMENTS).where(COMMENTS.c.quarter == quarter).order_by(COMMENTS.c.number.desc())
    )
    return [Comment(**row._mapping) for row in rows]


def current_comments(connection: Connection, quarter: Quarter) -> dict[str, list[Comment]]:
    """By measure, each author's current comment on a quarter: providers before officers, then in the order
    of time."""
    now = {
        (comment.ref, comment.role, comment.author): comment for comment in reversed(_of(connection, quarter))
    }
    out: dict[str, list[Comment]] = {}
    for comment in sorted(now.values(), key=lambda found: (ROLES.index(found.role), found.number)):
        if comment.text:
            out.setdefault(comment.ref, []).append(comment)
    return out


def comment_history(connection: Connection, quarter: Quarter, ref: str) -> list[Comment]:
    """Every comment ever made on a measure in a quarter, the newest first."""
    return [comment for comment in _of(connection, quarter) if comment.ref == ref]


def comments_on_measure(connection: Connection, ref: str) -> list[Comment]:
    """Each author's current comment on a measure in every quarter, the newest quarter first."""
    rows = connection.execute(sa.select(COMMENTS).where(COMMENTS.c.ref == ref).order_by(COMMENTS.c.number))
    last = {(row.quarter, row.role, row.author): Comment(**row._mapping) for row in rows}
    return sorted(
        (comment for comment in last.values() if comment.text),
        key=lambda comment: (-comment.quarter, ROLES.index(comment.role), comment.number),
    )
