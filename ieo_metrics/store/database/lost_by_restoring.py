"""What restoring a backup would lose: what was done since it was made, and what readers know of it."""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from ieo_metrics.store.database.backup import sealed_backup
from ieo_metrics.store.database.errors import StoreTrouble, database_errors_in_words
from ieo_metrics.store.database.schema import STORE
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.trail import audit_trail
from ieo_metrics.store.trail.audit_trail import Entry

# What has left the store, or must not come back: a store that forgets it hands out the difference of one, or
# what nobody else has approved.
_KNOWN_OUTSIDE = {
    "issued a quarter": "issue {issue} of {quarter} was handed out",
    "withdrew an issue": "issue {issue} of {quarter} was withdrawn",
    "withdrew a figure": "a figure of {measure} of {quarter} was withdrawn",
    "reduced old quarters to aggregates": "rows about young people from before {before} were deleted",
    "changed who an issue waits for": "it was set that {is now}",
}
WHAT_IT_MEANS = (
    "What readers have could then be compared with the next issue, and the difference may tell of one young "
    "person. What was withdrawn would be offered again, and deleted rows would be back."
)


@dataclass(frozen=True)
class LostByRestoring:
    """`ends_at`: when the last thing was done that is in the backup, as it is stored; `lost`: the rows of the
    audit trail that are here and not in it; `of_this_store`: whether the backup is a part of what is here;
    `key_fits`: whether what it holds can be added to with the key of here."""

    ends_at: str
    lost: tuple[Entry, ...]
    of_this_store: bool
    key_fits: bool

    @property
    def actions(self) -> dict[str, int]:
        """How often what was done of it, the first first."""
        return dict(Counter(entry.action for entry in self.lost))

    @property
    def forgotten(self) -> str:
        """What of it is known outside, in words; "" where nothing is."""
        told = [
            _KNOWN_OUTSIDE[entry.action].format_map(json.loads(entry.about))
            for entry in self.lost
            if entry.action in _KNOWN_OUTSIDE
        ]
        return "; ".join(dict.fromkeys(told))

    def refuse_to_forget(self, name: str) -> None:
        """Raises StoreTrouble where the backup of a name does not know something that is known outside."""
        if self.forgotten:
            raise StoreTrouble(
                f"{name} is not restored here. It does not know of this: {self.forgotten}. "
                f"{WHAT_IT_MEANS} If what is stored here cannot be used any more, it can be restored on the "
                "command line: python -m ieo_metrics restore FILE."
            )


def lost_by_restoring(store: Store, path: Path) -> LostByRestoring:
    """What is in the store and not in a backup. Raises NotOurs or Damaged where the file is no backup, or one
    that is damaged."""
    engine = sealed_backup(path)
    with database_errors_in_words(), engine.connect() as backup, store.reading() as here:
        there, now = audit_trail.trail_entries(backup), audit_trail.trail_entries(here)
        key_id = backup.execute(sa.select(STORE.c.key_id)).scalar()
    engine.dispose()
    known = {entry.hash for entry in there}
    common = sum(entry.hash in known for entry in now)
    return LostByRestoring(
        there[-1].at if there else "",
        tuple(now[common:]),
        bool(there) and common == len(there),
        store.key is not None and store.key.id == key_id,
    )
