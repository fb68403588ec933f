"""The pack of an issue, from its frozen figures and the comments made since."""

from dataclasses import replace

from sqlalchemy import Connection

from ieo_metrics.exports.leak_check.check_file import raise_if_leaking
from ieo_metrics.exports.pack.content import Pack, PackComment, Revised
from ieo_metrics.exports.pack.files import pack_files
from ieo_metrics.framework.dates.days import day_in_london, day_in_words
from ieo_metrics.framework.figure_markers import HIDDEN
from ieo_metrics.reading.cells.personal_details import personal_details_in
from ieo_metrics.store.database.errors import StoreTrouble
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues import as_issued, issues
from ieo_metrics.store.issues.corrections.compare_quarter_figures import (
    figure_in_words,
    four_quarters_of,
    quarter_figures,
)
from ieo_metrics.store.issues.corrections.revisions import revisions
from ieo_metrics.store.issues.cut_off_after_quarter import frame_until, notes_until, targets_until
from ieo_metrics.store.issues.issues import REVISED_WITH, Issue
from ieo_metrics.store.issues.what_is_hidden import hidden_in_issue
from ieo_metrics.store.record import comments, meetings_and_actions
from ieo_metrics.store.record.unit_look import unit_look
from ieo_metrics.store.returns.known_references_in_text import known_references

NAMELESS = "the officer"


def pack_of(connection: Connection, issue: Issue) -> Pack:
    """What every file of the pack is made from: the frozen figures after disclosure control, with the
    current comments and decisions."""
    results, collection, hidden = as_issued.as_shared(connection, issue)
    return Pack(
        issue.quarter,
        results,
        collection,
        hidden,
        issued=issued_in_words(issue),
        revisions=_revised(connection, issue),
        comments={
            ref: [
                PackComment(
                    NAMELESS if personal_details_in(c.author) else c.author,
                    c.role,
                    day_in_words(day_in_london(c.at)),
                    c.text,
                )
                for c in held
            ]
            for ref, held in comments.current_comments(connection, issue.quarter).items()
        },
        decisions=[raised.words for raised in meetings_and_actions.raised_items(connection, issue.quarter)],
        targets=targets_until(issue.targets, issue.quarter),
        notes=notes_until(issue.notes, issue.quarter),
        notices=as_issued.notices_beside(connection, issue),
        look=unit_look(connection),
    )


def issued_in_words(issue: Issue) -> str:
    """`Issue 2, 3 February 2025`."""
    return f"Issue {issue.number}, {day_in_words(day_in_london(issue.at))}"


def checked_pack_files(store: Store, issue: Issue) -> dict[str, bytes]:
    """The files of the pack of an issue, each looked through. Raises Leaks where one holds what must not be
    shared, StoreTrouble where the issue is older than small numbers are hidden, and KeyTrouble where there is
    no key to look for references with."""
    if issue.shared is None:
        raise StoreTrouble(
            f"{issue.title} was made before small numbers were hidden. Issue the quarter again to make its "
            "pack."
        )
    key = store.require_key()
    with store.reading() as connection:
        pack, named = pack_of(connection, issue), known_references(connection, key)
    return dict(raise_if_leaking(pack_files(pack), pack, named, hidden_in_issue(issue)))


def _revised(connection: Connection, one: Issue) -> list[Revised]:
    """The figures that it revised, where both may be shown; of an issue that is older than that this is
    kept with it, those that differ from those shared before."""
    assert one.shared is not None
    if REVISED_WITH in one.about:
        now = quarter_figures(one.shared)
        return [
            Revised(ref, was, figure_in_words(row, ref), f"Corrected by {by}", quarter, four_quarters_of(row))
            for ref, quarter, was, by in one.about[REVISED_WITH]
            for row in [now[ref, quarter]]
            if was != f"[{HIDDEN}]" and row["marker"] != HIDDEN
        ]
    shared = [
        replace(issue, data=issue.let_out)
        for issue in issues.all_issues(connection)
        if issue.place < one.place and issue.let_out is not None
    ]
    return [
        Revised(
            found.ref,
            figure_in_words(found.issued, found.ref),
            figure_in_words(found.now, found.ref),
            "Corrected by a later return",
            found.quarter,
        )
        for found in revisions(shared, frame_until(one.shared, one.quarter))
        if HIDDEN not in (found.issued["marker"], found.now["marker"])
    ]
