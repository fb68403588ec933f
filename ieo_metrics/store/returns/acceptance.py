"""Accepting: first a preview of what would change; then all of it in one transaction, or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import sqlalchemy as sa

from ieo_metrics.accepting.returns import AcceptedReturn
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.figure_markers import NOT_COVERED
from ieo_metrics.framework.words.list_in_words import list_in_words
from ieo_metrics.measuring.compute_measures import Results
from ieo_metrics.store.current_snapshot import StoreSnapshot
from ieo_metrics.store.database.errors import Conflict, StoreTrouble
from ieo_metrics.store.database.failpoints import reached
from ieo_metrics.store.database.schema import WITHDRAWN
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues import results_cache
from ieo_metrics.store.issues.corrections.compare_quarter_figures import (
    is_changed,
    moved_quarters,
    quarter_figures,
)
from ieo_metrics.store.issues.issues import Issue
from ieo_metrics.store.issues.issuing import LONGEST
from ieo_metrics.store.issues.results_of_next_issue import quarters_revised
from ieo_metrics.store.record.free_text import nothing_told
from ieo_metrics.store.returns import retention
from ieo_metrics.store.returns.return_record import ReturnRecord, from_record, to_record
from ieo_metrics.store.returns.returns_that_count import counting_returns, with_rows
from ieo_metrics.store.returns.stored_returns import Saved, already_there, save_returns
from ieo_metrics.store.trail import seals
from ieo_metrics.store.trail.audit_trail import Head, refuse_if_moved

_LOOK_AGAIN = "Nothing was saved. The page now takes the other one into account; check it again, then accept."
WOULD_CHANGE = "This would change figures of "


def reduced_in_words(quarters: Sequence[Quarter]) -> str:
    """Why no return covering these quarters can be accepted or withdrawn."""
    return (
        f"Rows about young people of {', '.join(map(label, quarters))} were reduced to aggregates, which "
        "cannot change: no return covering them can be accepted or withdrawn any more. If a file also "
        "covers later quarters, set it to cover only those."
    )


def locked_in_words(quarters: Sequence[Quarter], what: str = "", where: str = "") -> str:
    """That quarters are locked and what to do about it. `what`: how the sentence begins; `where`: on which
    page they are unlocked."""
    is_one = len(quarters) == 1
    named = f"{what}{list_in_words([label(quarter) for quarter in quarters])}{', which' if what else ''}"
    return (
        f"{named} {'is locked because it was' if is_one else 'are locked because they were'} issued. "
        f"Unlock {'it' if is_one else 'them'} {where}first, and say why."
    )


@dataclass(frozen=True)
class Move:
    """One figure that accepting would change. `before`, `after`: rows of results; `issue`: its quarter's
    latest issue, if there is one."""

    ref: str
    quarter: Quarter
    before: dict[str, Any] | None
    after: dict[str, Any]
    issue: Issue | None


@dataclass(frozen=True)
class Preview:
    """What accepting some returns would do. `moves`: of the figures of single quarters; `locked`: the locked
    quarters of which some figure would be another, be it of its year to date or of a district; `already`:
    returns that are there as they are; `nil`: those with a sheet that has a heading and not a row, which
    needs the officer's word; `facts`: the version of those by which this was worked out; `gone`: quarters
    whose rows were reduced, of which no return can be accepted any more; `again`: the returns of `already`,
    as they came."""

    returns: tuple[ReturnRecord, ...]
    already: tuple[Saved, ...]
    moves: tuple[Move, ...]
    locked: tuple[Quarter, ...]
    nil: tuple[ReturnRecord, ...]
    after: Results | None
    facts: Head
    gone: tuple[Quarter, ...] = ()
    again: tuple[ReturnRecord, ...] = ()


def moves_between(
    before: pd.DataFrame | None, after: pd.DataFrame | None, standing: StoreSnapshot
) -> list[Move]:
    """Every figure of a quarter that differs between two results, in the framework's order. A figure that
    appears with no value does not."""
    then = quarter_figures(before)
    return [
        Move(ref, quarter, old, now, standing.issue_of(quarter))
        for (ref, quarter), now in quarter_figures(after).items()
        for old in [then.get((ref, quarter))]
        if (now["marker"] != NOT_COVERED if old is None else is_changed(old, now))
    ]


def _locked_that_move(store: Store, standing: StoreSnapshot, after: Results | None) -> list[Quarter]:
    """The locked quarters of which a figure would be another: one that was issued as it would be handed
    out, since what has to wait moves nothing; of a quarter that was not issued any figure."""
    before = standing.results.frame if standing.results else None
    locked = moved_quarters(before, after.frame if after else None) & set(standing.locks)
    issued = {issue.quarter for issue in standing.issues if issue.shared is not None}
    if after is None or not locked & issued:
        return sorted(locked)
    fell = standing.reduction
    moved = quarters_revised(store, standing.handed_out, after, fell.before if fell else None)
    return sorted(locked - issued | locked & moved)


def preview_acceptance(store: Store, standing: StoreSnapshot, returns: Sequence[AcceptedReturn]) -> Preview:
    """What accepting would do, worked out on exactly what would be stored. Raises KeyTrouble where references
    cannot be replaced."""
    key = store.require_key()
    held = [to_record(accepted_return, key) for accepted_return in returns]
    fell = standing.reduction
    with store.reading() as connection:
        there = {return_record.same_as: already_there(connection, return_record)[0] for return_record in held}
        fresh = [return_record for return_record in held if there[return_record.same_as] is None]
        before = with_rows(connection, counting_returns(connection)) if fresh else []
    already, old = (
        tuple(saved for saved in there.values() if saved is not None),
        tuple(return_record for return_record in held if there[return_record.same_as] is not None),
    )
    if not fresh:
        return Preview((), already, (), (), (), standing.results, standing.facts, again=old)
    again = [
        from_record(return_record.about, return_record.rows, len(before) + place)
        for place, return_record in enumerate(fresh)
    ]
    found = results_cache.measure_returns([*before, *again], standing.settings)
    after = found and Results(
        retention.with_reduced_figures(found.frame, fell), found.evidence, found.governed, found.settings
    )
    frames = standing.results.frame if standing.results else None, after.frame if after else None
    covered = sorted({quarter for return_record in fresh for quarter in return_record.quarters})
    return Preview(
        returns=tuple(fresh),
        already=already,
        moves=tuple(moves_between(*frames, standing)),
        locked=tuple(_locked_that_move(store, standing, after)),
        nil=tuple(return_record for return_record in fresh if return_record.empty),
        after=after,
        facts=standing.facts,
        gone=tuple(quarter for quarter in covered if fell and quarter < fell.before),
        again=old,
    )


def accept_shown_returns(store: Store, who: str, shown: Preview) -> list[Saved]:
    """Save what was shown. Raises Conflict where any fact has changed since, StoreTrouble where a locked
    quarter would move.

    It is safe to repeat when it is not known whether it worked: nothing is saved twice.
    """
    if shown.locked:
        raise StoreTrouble(f"{locked_in_words(shown.locked, WOULD_CHANGE)} Nothing was saved.")
    if shown.gone:
        raise StoreTrouble(reduced_in_words(shown.gone))
    with store.writing() as connection:
        there = [already_there(connection, return_record)[0] for return_record in shown.returns]
        if not all(there):  # else it was done, and only the answer was lost
            refuse_if_moved(connection, shown.facts, _LOOK_AGAIN)
        saved = save_returns(connection, store, who, shown.returns)
        if shown.after is not None and not all(there):
            fell = retention.latest_reduction(connection)
            made_of = results_cache.cache_key(
                counting_returns(connection), shown.after.settings, fell.number if fell else 0
            )
            results_cache.keep_results(connection, made_of, store.now(), shown.after.frame)
        reached("before commit")
    reached("after commit")
    return saved


def withdraw_return(store: Store, who: str, seq: int, why: str, standing: StoreSnapshot) -> None:
    """Take back a return that was accepted by mistake: it stays in the store and governs nothing. Raises
    StoreTrouble without a reason, or where it covers a locked quarter or moves one of its figures, and
    Conflict where any fact has changed since the snapshot."""
    undone = "Nothing was taken back; look again."
    stored_return = next((held for held in standing.returns if held.seq == seq), None)
    if stored_return is None:
        raise Conflict("That return no longer counts. Nothing was changed.")
    reason = nothing_told(store, why, LONGEST, "The reason", max(stored_return.quarters), ends_there=False)
    if not reason:
        raise StoreTrouble("Say why the return is withdrawn. The reason is kept in the audit trail.")
    if locked := sorted(set(stored_return.quarters) & set(standing.locks)):
        raise StoreTrouble(locked_in_words(locked, "It covers "))
    fell = standing.reduction
    if standing.locks:
        with store.reading() as connection:
            refuse_if_moved(connection, standing.facts, undone)
            left = with_rows(connection, [held for held in standing.returns if held.seq != seq])
        found = results_cache.measure_returns(left, standing.settings)
        after = found and found._replace(frame=retention.with_reduced_figures(found.frame, fell))
        if moved := _locked_that_move(store, standing, after):
            raise StoreTrouble(f"{locked_in_words(moved, WOULD_CHANGE)} Nothing was saved.")
    if gone := [quarter for quarter in stored_return.quarters if fell and quarter < fell.before]:
        raise StoreTrouble(reduced_in_words(gone))
    with store.writing(standing.facts, undone) as connection:
        connection.execute(sa.insert(WITHDRAWN).values(seq=seq, at=store.now(), who=who, why=reason))
        seals.append_sealed(
            connection,
            store,
            store.now(),
            who,
            "took back a return",
            {"return": seq, "title": stored_return.title, "why": reason},
            (WITHDRAWN, seq),
        )
