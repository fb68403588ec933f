"""Files that are not accepted yet, together with what was accepted before: what they cover, and the
questions about both together."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ieo_metrics.accepting.files_to_returns import Covers
from ieo_metrics.accepting.returns import AcceptedReturn
from ieo_metrics.checking.check_workbook import CheckedFile
from ieo_metrics.framework.dates.days import day_in_london, day_in_words
from ieo_metrics.framework.problem_kinds import Problem
from ieo_metrics.framework.record_tables import PERSON_STAND_IN
from ieo_metrics.pipeline import Collection, collect_checked
from ieo_metrics.reading.cells.sanitise_for_display import cell_as_shown
from ieo_metrics.reading.sheets import Refused
from ieo_metrics.recognising.mappings.answers_on_sameness import NOTHING_SAID, SameAnswers
from ieo_metrics.store.current_snapshot import StoreSnapshot
from ieo_metrics.store.database.secret_key import Key, RememberingKey, in_short
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.returns.return_record import pseudonymised
from ieo_metrics.store.returns.returns_that_count import received_of, with_rows
from ieo_metrics.store.returns.stored_returns import Stored


def _dated(accepted_return: AcceptedReturn, stored: Stored) -> AcceptedReturn:
    """With file names that tell an accepted file from a new one of the same name."""
    when = f" (accepted, received {day_in_words(day_in_london(received_of(stored)))})"
    return accepted_return._replace(
        parts=tuple(
            replace(part, file=replace(part.file, name=part.file.name + when))
            for part in accepted_return.parts
        ),
    )


def collect_pending(
    store: Store,
    standing: StoreSnapshot,
    files: Sequence[CheckedFile],
    refused: Sequence[Refused],
    covers: Covers,
    answers: SameAnswers = NOTHING_SAID,
) -> Collection:
    """The collection of the waiting files. Its `returns` are the new ones; its questions are about them
    and what was accepted before."""
    if store.key is None or not files:
        return collect_checked(files, refused, standing.settings, covers, answers=answers)
    key = RememberingKey(store.key.secret)
    with store.reading() as connection:
        before = [
            _dated(accepted_return, stored)
            for accepted_return, stored in zip(
                with_rows(connection, standing.returns), standing.returns, strict=True
            )
        ]
    collection = collect_checked(
        files,
        refused,
        standing.settings,
        covers,
        before,
        lambda accepted_return: pseudonymised(accepted_return, key),
        answers,
        key,
    )
    names = _references(collection.returns, key)
    return collection._replace(problems=tuple(_named(p, names) for p in collection.problems))


def _references(returns: Sequence[AcceptedReturn], key: Key) -> dict[str, str]:
    """By pseudonym, each reference of the new returns; those of returns accepted before are no longer
    known."""
    frames = [
        frame
        for accepted_return in returns
        for part in accepted_return.parts
        for frame in part.tables.values()
        if "person_ref" in frame
    ]
    return {key.person(ref): ref for frame in frames for ref in frame["person_ref"].cat.categories}


def _named(p: Problem, names: Mapping[str, str]) -> Problem:
    """A problem without keyed hashes in its text: a reference of the new files, or the first digits of the
    hash of one accepted before."""

    def name(match: re.Match[str]) -> str:
        return (
            cell_as_shown(names[match[0]])
            if match[0] in names
            else f"a reference accepted before ({in_short(match[0])})"
        )

    if not PERSON_STAND_IN.search(p.found + p.expected + p.fix):
        return p
    return replace(
        p,
        found=PERSON_STAND_IN.sub(name, p.found),
        expected=PERSON_STAND_IN.sub(name, p.expected),
        fix=PERSON_STAND_IN.sub(name, p.fix),
    )
