"""The targets, re-based charts and notes on charts that the officer has set, as stored."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar

from sqlalchemy import Connection

from ieo_metrics.framework.configuration.chart_notes import LONGEST_NOTE, ChartNote, notes_of_rows
from ieo_metrics.framework.configuration.targets import (
    LONGEST_NAME,
    LONGEST_REASON,
    Rebasing,
    Target,
    steps_of_rows,
    targets_of,
)
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.store.database.errors import Damaged
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.record.free_text import nothing_told
from ieo_metrics.store.trail.audit_trail import Head
from ieo_metrics.store.trail.audited_named_values import NOTES, STEPS, TARGETS, change_remembered, recall

T = TypeVar("T")
Aim = Target | Rebasing | ChartNote


class _Stored(NamedTuple):
    """Under which name a kind of row is remembered, what makes rows of it, what of a row is the officer's own
    text (each by what it is called, with the longest that it may be), and in which quarter and of which
    measure it is read. `ends_there`: it is in the pack, which names no later quarter."""

    name: str
    rows_of: Callable[[Sequence[object]], tuple[Aim, ...]]
    texts: Callable[..., Iterable[tuple[str, str, int]]]
    read_in: Callable[..., tuple[Quarter, str]]
    ends_there: bool = True


def _texts_of_target(target: Target) -> Iterable[tuple[str, str, int]]:
    yield "The reason", target.reason, LONGEST_REASON
    for band in target.bands:
        yield "The name of a band", band.name, LONGEST_NAME


_STORED: dict[type, _Stored] = {
    Target: _Stored(
        TARGETS, targets_of, _texts_of_target, lambda target: (target.start, target.ref), ends_there=False
    ),
    Rebasing: _Stored(
        STEPS,
        steps_of_rows,
        lambda step: [("The reason", step.reason, LONGEST_REASON)],
        lambda step: (step.quarter, step.ref),
    ),
    ChartNote: _Stored(
        NOTES,
        notes_of_rows,
        lambda note: [("The note", note.words, LONGEST_NOTE)],
        lambda note: (note.quarter, note.scope if note.scope in MEASURE else ""),
    ),
}


def all_targets(connection: Connection) -> tuple[Target, ...]:
    """Every target, including past ones. Raises Damaged where what is remembered cannot be used."""
    return _understood(connection, TARGETS, targets_of)


def all_rebasings(connection: Connection) -> tuple[Rebasing, ...]:
    """Every quarter from which a control chart starts anew. Raises Damaged as `all_targets` does."""
    return _understood(connection, STEPS, steps_of_rows)


def all_notes(connection: Connection) -> tuple[ChartNote, ...]:
    """Every note on a chart, in the order of time. Raises Damaged as `all_targets` does."""
    return _understood(connection, NOTES, notes_of_rows)


def _understood(connection: Connection, name: str, rows_of: Callable[[Sequence[object]], T]) -> T:
    try:
        return rows_of(_listed(recall(connection, name)))
    except ValueError:
        raise Damaged(f"The {name} that are remembered cannot be used. Restore the latest backup.") from None


def _listed(held: object) -> list[object]:
    return held if isinstance(held, list) else []


def change_aims(store: Store, who: str, aim: Aim, changed: str, drawn: Head, *, away: bool = False) -> None:
    """Set a target, a step from which a chart starts anew or a note on a chart, beside the others; `away`:
    take this one away, wherever it stands among them. `changed`: in words, for the audit trail. Raises
    ValueError where two would judge one quarter, StoreTrouble where its words hold a personal detail or
    tell what is hidden, and Conflict as `Store.writing` does."""
    stored = _STORED[type(aim)]
    if not away:
        for called, words, longest in stored.texts(aim):
            nothing_told(store, words, longest, called, *stored.read_in(aim), ends_there=stored.ends_there)

    def changed_rows(old: object) -> list[object]:
        rest = [row for row in _listed(old) if not away or row != aim.as_dict()]
        return [row.as_dict() for row in stored.rows_of(rest if away else [*rest, aim.as_dict()])]

    change_remembered(store, who, stored.name, changed_rows, {"changed": changed}, drawn)
