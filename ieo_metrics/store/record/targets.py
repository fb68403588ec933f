"""The targets and steps that the officer has set, as they are remembered."""

from sqlalchemy import Connection

from ieo_metrics.framework.targets import Rebasing, Target, steps_of_rows, targets_of
from ieo_metrics.store.trail.remembered import recall

TARGETS, STEPS = "targets", "steps"


def _rows(connection: Connection, name: str) -> list:
    rows = recall(connection, name)
    return rows if isinstance(rows, list) else []


def all_targets(connection: Connection) -> tuple[Target, ...]:
    """Every target, those of the past included. Raises ValueError as `targets_of` does."""
    return targets_of(_rows(connection, TARGETS))


def all_rebasings(connection: Connection) -> tuple[Rebasing, ...]:
    """Every quarter from which a control chart starts anew. Raises ValueError as `steps_of_rows` does."""
    return steps_of_rows(_rows(connection, STEPS))
