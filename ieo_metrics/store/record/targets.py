"""The targets and steps that the officer has set, as they are remembered."""

from collections.abc import Callable

from sqlalchemy import Connection

from ieo_metrics.framework.targets import Rebasing, Target, steps_of_rows, targets_of
from ieo_metrics.store.database.errors import Damaged
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.trail.audit_trail import Head
from ieo_metrics.store.trail.remembered import STEPS, TARGETS, change_within, recall

UNCHANGED = "Nothing of yours was changed; look at the targets and steps that are set now, then do it again."


def _rows(connection: Connection, name: str) -> list:
    rows = recall(connection, name)
    return rows if isinstance(rows, list) else []


def all_targets(connection: Connection) -> tuple[Target, ...]:
    """Every target, those of the past included. Raises Damaged where what is remembered is none."""
    try:
        return targets_of(_rows(connection, TARGETS))
    except ValueError:
        raise Damaged("The targets that are remembered cannot be used. Restore the latest backup.") from None


def all_rebasings(connection: Connection) -> tuple[Rebasing, ...]:
    """Every quarter from which a control chart starts anew. Raises Damaged as `all_targets` does."""
    try:
        return steps_of_rows(_rows(connection, STEPS))
    except ValueError:
        raise Damaged("The steps that are remembered cannot be used. Restore the latest backup.") from None


def set_aim(store: Store, who: str, aim: Target | Rebasing, changed: str, drawn: Head) -> None:
    """Set a target, or a step from which a chart starts anew, beside those that are set. `changed`: what
    changes, in words for the audit trail. Raises ValueError where two would judge one quarter, and Conflict
    as `Store.writing` does."""
    _change(store, who, aim, lambda rows: [*rows, aim.as_dict()], changed, drawn)


def remove_aim(store: Store, who: str, aim: Target | Rebasing, changed: str, drawn: Head) -> None:
    """Take away this target or step, wherever it stands among the others. Raises Conflict as `Store.writing`
    does."""
    _change(store, who, aim, lambda rows: [row for row in rows if row != aim.as_dict()], changed, drawn)


def _change(
    store: Store,
    who: str,
    aim: Target | Rebasing,
    new: Callable[[list], list],
    changed: str,
    drawn: Head,
) -> None:
    name, understood = (TARGETS, targets_of) if isinstance(aim, Target) else (STEPS, steps_of_rows)
    with store.writing(drawn, UNCHANGED) as connection:
        rows = [one.as_dict() for one in understood(new(_rows(connection, name)))]
        change_within(connection, store, who, name, lambda _: rows, {"changed": changed})
