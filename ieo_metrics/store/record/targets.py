"""The targets and re-based charts that the officer has set, as stored."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from sqlalchemy import Connection

from ieo_metrics.framework.targets import Rebasing, Target, steps_of_rows, targets_of
from ieo_metrics.store.database.errors import Damaged
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.trail.audit_trail import Head
from ieo_metrics.store.trail.remembered_by_name import STEPS, TARGETS, change_remembered, recall

T = TypeVar("T")


def all_targets(connection: Connection) -> tuple[Target, ...]:
    """Every target, including past ones. Raises Damaged where what is remembered cannot be used."""
    return _understood(connection, TARGETS, targets_of)


def all_rebasings(connection: Connection) -> tuple[Rebasing, ...]:
    """Every quarter from which a control chart starts anew. Raises Damaged as `all_targets` does."""
    return _understood(connection, STEPS, steps_of_rows)


def _understood(connection: Connection, name: str, rows_of: Callable[[Sequence[object]], T]) -> T:
    try:
        return rows_of(_listed(recall(connection, name)))
    except ValueError:
        raise Damaged(f"The {name} that are remembered cannot be used. Restore the latest backup.") from None


def _listed(held: object) -> list[object]:
    return held if isinstance(held, list) else []


def change_aims(
    store: Store, who: str, aim: Target | Rebasing, changed: str, drawn: Head, *, away: bool = False
) -> None:
    """Set a target, or a step from which a chart starts anew, beside the others; `away`: take this one away,
    wherever it stands among them. `changed`: in words, for the audit trail. Raises ValueError where two would
    judge one quarter, and Conflict as `Store.writing` does."""
    name, rows_of = (TARGETS, targets_of) if isinstance(aim, Target) else (STEPS, steps_of_rows)

    def changed_rows(old: object) -> list[object]:
        rest = [row for row in _listed(old) if not away or row != aim.as_dict()]
        return [one.as_dict() for one in rows_of(rest if away else [*rest, aim.as_dict()])]

    change_remembered(store, who, name, changed_rows, {"changed": changed}, drawn)
