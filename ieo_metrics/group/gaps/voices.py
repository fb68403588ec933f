"""What communities told us, and what changed because of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from ieo_metrics.store.registers.register_rows import RegisterRow


@dataclass(frozen=True)
class Voices:
    """What was told, the latest first: of some something has `changed`, of the others it is `open`."""

    changed: tuple[RegisterRow, ...]
    open: tuple[RegisterRow, ...]

    @property
    def all(self) -> tuple[RegisterRow, ...]:
        """Those of which nothing has changed yet first."""
        return (*self.open, *self.changed)


def voices_of(rows: Sequence[RegisterRow]) -> Voices:
    """`rows`: of the register `voices`."""
    latest = sorted(rows, key=lambda row: str(row.values["said_on"]), reverse=True)
    return Voices(
        tuple(row for row in latest if row.words["changed"]),
        tuple(row for row in latest if not row.words["changed"]),
    )
