"""Withdrawing an issue that should not have gone out."""

import datetime as dt

import sqlalchemy as sa

from ieo_metrics.framework.dates.days import day_in_london, day_in_words
from ieo_metrics.store.database.errors import StoreTrouble
from ieo_metrics.store.database.schema import ISSUES, LOCKS
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues.issues import Issue
from ieo_metrics.store.record.free_text import nothing_told
from ieo_metrics.store.trail import seals
from ieo_metrics.store.trail.audit_trail import Head
from ieo_metrics.store.trail.withdrawn_issues import ACTION, WithdrawnIssue, withdrawn_issues

LONGEST = 500


def withdraw_issue(
    store: Store,
    who: str,
    issue: Issue,
    why: str,
    received_by: str,
    received_on: dt.date | None,
    replaced: bool,
    drawn: Head,
) -> None:
    """Take an issue away from every page and file. It was handed out, so it stays known to later issues; the
    audit trail keeps it. If no other issue of the quarter stands, its lock goes too.

    `received_on`: None where nobody has received it; `replaced`: whether another issue follows. Raises
    StoreTrouble where a word or a day is missing or cannot be, and Conflict as `Store.writing` does.
    """
    reason, readers = (
        nothing_told(store, text, LONGEST, what, issue.quarter, ends_there=False)
        for what, text in (("The reason", why), ("Who received it", received_by))
    )
    now = store.now()
    issued_on, today = day_in_london(issue.at), day_in_london(now)
    if not reason or not readers:
        raise StoreTrouble(
            "Say why the issue is withdrawn and who received it, if anybody has. Nothing was withdrawn."
        )
    if received_on is not None and not issued_on <= received_on <= today:
        raise StoreTrouble(
            f"It was received on {day_in_words(received_on)}, which is not between the day of the issue, "
            f"{day_in_words(issued_on)}, and today. Nothing was withdrawn."
        )
    withdrawn = WithdrawnIssue(
        issue.quarter, issue.number, issued_on, now, who, reason, readers, received_on, replaced
    )
    with store.writing(drawn, "Nothing was withdrawn; look again, then withdraw it.") as connection:
        gone = {withdrawn_issue.key for withdrawn_issue in withdrawn_issues(connection)}
        if issue.key in gone:
            return  # a second click
        numbers = connection.execute(sa.select(ISSUES.c.number).where(ISSUES.c.quarter == issue.quarter))
        stands = {(issue.quarter, number) for number in numbers.scalars()} - gone - {issue.key}
        if not stands:
            connection.execute(sa.delete(LOCKS).where(LOCKS.c.quarter == issue.quarter))
        locks = () if stands else ((LOCKS, issue.quarter),)
        seals.append_sealed(connection, store, now, who, ACTION, withdrawn.as_told(), *locks)
