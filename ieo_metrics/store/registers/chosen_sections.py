"""Which sections about the group's other work the pack and the meeting have, beside the measures."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from ieo_metrics.store.database.store import Store
from ieo_metrics.store.trail.audit_trail import REGISTER_ACTIONS, TOOK_IN_TABLE, Head
from ieo_metrics.store.trail.audited_named_values import SECTIONS, change_remembered, recall

# What is done that a section can tell of.
RECORDED = (
    *REGISTER_ACTIONS,
    TOOK_IN_TABLE,
    "recorded a meeting",
    "agreed an action",
    "closed an action",
    "set how a recommendation stands",
)


# What an issue says of the group's other work, each section as data, of the figures as they are let out.
MakeSections = Callable[[pd.DataFrame], list[dict[str, Any]]]


def no_sections(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Where nobody has chosen any."""
    return []


def chosen_sections(connection: Connection) -> tuple[str, ...]:
    """The names of the chosen sections; none before anybody has chosen."""
    held = recall(connection, SECTIONS)
    return tuple(map(str, held)) if isinstance(held, list) else ()


def choose_sections(
    store: Store, who: str, names: Sequence[str], known: Collection[str], drawn: Head
) -> None:
    """Choose them; the same again changes nothing. `known`: those that there are. Raises Conflict as
    `Store.writing` does."""
    kept = [name for name in known if name in names]
    about = {"changed": ", ".join(kept) or "none"}
    change_remembered(store, who, SECTIONS, lambda _: kept, about, drawn)
