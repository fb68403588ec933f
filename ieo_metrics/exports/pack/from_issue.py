"""The pack of an issue, from its frozen figures and the comments made since."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from ieo_metrics.disclosure.typed_text.hidden_figures import HiddenFigures
from ieo_metrics.exports.leak_check.check_file import raise_if_leaking
from ieo_metrics.exports.leak_check.find_personal_words import Finds
from ieo_metrics.exports.pack.content import DecisionSought, Pack, PackComment, Recorded, Revised
from ieo_metrics.exports.pack.files import pack_files
from ieo_metrics.framework.dates.days import day_in_london, day_in_words
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.figure_markers import HIDDEN
from ieo_metrics.framework.long_work.progress import Tell, untold
from ieo_metrics.framework.terms_of_reference import DECISION, UPDATE
from ieo_metrics.group.sections.section import Section
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
from ieo_metrics.store.issues.cut_off_after_quarter import notes_until, targets_until
from ieo_metrics.store.issues.issues import REVISED_WITH, Issue
from ieo_metrics.store.issues.shared_issue_snapshot import SECTIONS
from ieo_metrics.store.issues.texts_beside_issue import load_issue_to_read
from ieo_metrics.store.issues.what_is_hidden import hidden_in_issue
from ieo_metrics.store.record import comments
from ieo_metrics.store.record.raised_to_svrp import raised_items
from ieo_metrics.store.record.unit_look import unit_look
from ieo_metrics.store.returns.known_references_in_text import known_references
from ieo_metrics.store.trail.withdrawn_figures import withdrawn_figures
from ieo_metrics.store.trail.withdrawn_issues import withdrawn_issues

NAMELESS = "the officer"


def pack_of(connection: Connection, issue: Issue) -> Pack:
    """What every file of the pack is made from: the frozen figures after disclosure control, with the
    current comments and decisions."""
    results, collection, hidden = as_issued.as_shared(connection, issue)
    recorded = recorded_for(connection, issue.quarter)
    return Pack(
        issue.quarter,
        results,
        collection,
        hidden,
        issued=issued_in_words(issue),
        revisions=_revised(connection, issue, results.frame),
        comments=recorded.comments,
        decisions=recorded.decisions,
        updates=recorded.updates,
        targets=targets_until(issue.targets, issue.quarter),
        notes=notes_until(issue.notes, issue.quarter),
        notices=as_issued.notices_beside(connection, issue),
        look=unit_look(connection),
        sections=_sections(connection, issue),
    )


def _sections(connection: Connection, issue: Issue) -> tuple[Section, ...]:
    """Those of the issue that may be read now."""
    if not issue.about.get(SECTIONS):
        return ()
    read = load_issue_to_read(connection, issue.quarter, issue.number)
    return tuple(Section.of_data(data) for data in read.sections) if read else ()


def recorded_for(connection: Connection, quarter: Quarter) -> Recorded:
    """What is recorded for the board beside the figures of a quarter, as it is now."""
    raised = raised_items(connection, quarter)
    return Recorded(
        [DecisionSought(item.words, item.owner, item.due) for item in raised if item.kind == DECISION],
        [f"{item.words.rstrip('.')}." for item in raised if item.kind == UPDATE],
        {
            ref: [
                PackComment(_named(c.author), c.role, day_in_words(day_in_london(c.at)), c.text) for c in held
            ]
            for ref, held in comments.current_comments(connection, quarter).items()
        },
    )


def rests_on(connection: Connection, issue: Issue) -> tuple[object, ...]:
    """What the files of an issue's pack are made of and may be another later: the issue as the store has it,
    what was withdrawn, what is recorded, how the unit looks. Files that were made are what they would be
    now as long as it is equal."""
    return (
        [held.let_out for held in issues.all_issues(connection) if held.key == issue.key],
        withdrawn_issues(connection),
        withdrawn_figures(connection),
        recorded_for(connection, issue.quarter),
        unit_look(connection),
    )


def issued_in_words(issue: Issue) -> str:
    """`Issue 2, 3 February 2025`."""
    return f"Issue {issue.number}, {day_in_words(day_in_london(issue.at))}"


def _named(author: str) -> str:
    return NAMELESS if personal_details_in(author) else author


def checked_pack_files(store: Store, issue: Issue, *kinds: str, tell: Tell = untold) -> dict[str, bytes]:
    """The files of the pack of an issue, or those `kinds` of them, each looked through. `tell`: is told what
    begins. Raises Leaks where one holds what must not be shared, StoreTrouble where the issue is older than
    small numbers are hidden, and KeyTrouble where there is no key to look for references with."""
    pack, named, hidden = _to_check_with(store, issue)
    return dict(raise_if_leaking(pack_files(pack, *kinds, tell=tell), pack, named, hidden, tell))


def checked_file_beside_pack(
    store: Store, issue: Issue, name: str, write: Callable[[Pack], tuple[bytes, Pack]]
) -> bytes:
    """A file of an issue that is none of its pack, made of the same figures and looked through like one.
    `write`: makes it of the pack, and gives the pack as it is looked through: with every text in the file
    that somebody typed, perhaps without what is not in it. Raises as `checked_pack_files` does."""
    whole, named, hidden = _to_check_with(store, issue)
    data, pack = write(whole)
    return raise_if_leaking({name: data}, pack, named, hidden)[name]


def _to_check_with(store: Store, issue: Issue) -> tuple[Pack, Finds, HiddenFigures]:
    """The pack of an issue, the references that no file of it may have, and the figures that no text may
    tell."""
    if issue.shared is None:
        raise StoreTrouble(
            f"{issue.title} was made before small numbers were hidden. Issue the quarter again to make its "
            "files."
        )
    key = store.require_key()
    with store.reading() as connection:
        pack, named = pack_of(connection, issue), known_references(connection, key)
        hidden = hidden_in_issue(issue, withdrawn_figures(connection), issues.all_issues(connection))
    return pack, named, hidden


def revised_listed(listed: Sequence[Sequence[Any]], frame: pd.DataFrame) -> list[Revised]:
    """The figures that an issue revised, as they are kept with it, where both may be shown. `frame`: what may
    be shared of it."""
    now = quarter_figures(frame)
    return [
        Revised(ref, was, figure_in_words(row, ref), f"Corrected by {by}", quarter, four_quarters_of(row))
        for ref, quarter, was, by in listed
        for row in [now[ref, quarter]]
        if was != f"[{HIDDEN}]" and row["marker"] != HIDDEN
    ]


def _revised(connection: Connection, one: Issue, frame: pd.DataFrame) -> list[Revised]:
    """The figures that an issue revised, where both may be shown; of one that is older than that this is
    kept with it, those that differ from those shared before. `frame`: what may be shared of it."""
    if REVISED_WITH in one.about:
        return revised_listed(one.about[REVISED_WITH], frame)
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
        for found in revisions(shared, frame)
        if HIDDEN not in (found.issued["marker"], found.now["marker"])
    ]
