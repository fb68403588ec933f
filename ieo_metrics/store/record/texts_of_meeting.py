"""What was recorded beside an issue, as the meeting may read it: comments, actions, and what is raised to the
SVRP."""

from dataclasses import replace

from sqlalchemy import Connection

from ieo_metrics.framework.terms_of_reference import OPEN
from ieo_metrics.store.issues.shared_issue_snapshot import IssuedSnapshot
from ieo_metrics.store.issues.texts_beside_issue import texts_beside_issue, texts_of_quarter
from ieo_metrics.store.record.comments import Comment, current_comments
from ieo_metrics.store.record.meetings_and_actions import Action, all_actions
from ieo_metrics.store.record.raised_to_svrp import Raised, raised_items


def comments_on(connection: Connection, issue: IssuedSnapshot, ref: str) -> list[Comment]:
    """The comments on a measure in the quarter of an issue."""
    texts = texts_beside_issue(connection, issue.quarter, issue.number)
    return [
        replace(one, text=texts.read("comment", one.text, one.quarter, ref))
        for one in current_comments(connection, issue.quarter).get(ref, [])
    ]


def open_actions(connection: Connection, issue: IssuedSnapshot) -> list[Action]:
    """Every action that is open, those of later meetings too."""
    return [
        replace(
            one,
            words=texts_of_quarter(connection, one.quarter, issue).read(
                "text", one.words, one.quarter, one.ref
            ),
        )
        for one in all_actions(connection)
        if one.state == OPEN
    ]


def raised_in(connection: Connection, issue: IssuedSnapshot) -> list[Raised]:
    """The updates and decisions to raise to the SVRP from the quarter of an issue."""
    texts = texts_beside_issue(connection, issue.quarter, issue.number)
    return [
        replace(one, words=texts.read(one.kind, one.words, one.quarter))
        for one in raised_items(connection, issue.quarter)
    ]
