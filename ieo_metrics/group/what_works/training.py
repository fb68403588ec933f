"""Training and workshops that partners and communities need, to understand what they decide about: what was
asked for, what is planned, what was held and what it changed."""

import datetime as dt
from collections.abc import Sequence

from ieo_metrics.framework.registers.choices import HELD, NEEDED, NOT_NEEDED, PLANNED, TRAINING_STATES
from ieo_metrics.framework.words.list_in_words import list_in_words
from ieo_metrics.group.sections.section import SectionTable
from ieo_metrics.store.registers.register_rows import RegisterRow

NOTHING_CHANGED_YET = "nothing yet"


def training_says(rows: Sequence[RegisterRow]) -> str:
    """`Training and workshops: 1 needed, 2 planned, 1 held.`; empty of none."""
    states = [str(row.values["state"]) for row in rows]
    counted = [f"{states.count(state)} {state}" for state in TRAINING_STATES if state in states]
    return f"Training and workshops: {', '.join(counted)}." if counted else ""


def overdue_says(rows: Sequence[RegisterRow], as_of: dt.date) -> str:
    """Which were planned for a day that has passed; empty of none."""
    names = [row.name for row in rows if is_overdue(row, as_of)]
    if not names:
        return ""
    return f"The day has passed and it is not said whether it was held: {list_in_words(names)}."


def is_overdue(row: RegisterRow, as_of: dt.date) -> bool:
    """Whether it is still only planned, for a day before another."""
    on = row.values.get("on")
    return row.values["state"] == PLANNED and on is not None and dt.date.fromisoformat(str(on)) < as_of


def in_order(rows: Sequence[RegisterRow]) -> list[RegisterRow]:
    """What is still to be done first: needed, planned, held, not needed; each by its day."""
    return sorted(
        rows, key=lambda row: (TRAINING_STATES.index(str(row.values["state"])), str(row.values.get("on", "")))
    )


def still_needed(rows: Sequence[RegisterRow]) -> list[RegisterRow]:
    """Those of which nothing is planned."""
    return [row for row in rows if row.values["state"] == NEEDED]


def changed_says(row: RegisterRow) -> str:
    """What it changed; of one that was held and of which that is not said, that it is still open."""
    return row.words["changed"] or (NOTHING_CHANGED_YET if row.values["state"] == HELD else "")


def training_table(rows: Sequence[RegisterRow]) -> SectionTable:
    """As it stands in the pack, without what turned out not to be needed."""
    shown = [row for row in in_order(rows) if row.values["state"] != NOT_NEEDED]
    return SectionTable(
        "Training and workshops",
        ("About", "For whom", "Status", "What changed because of it"),
        tuple(
            (
                row.words["topic"],
                row.words["for_whom"],
                " ".join(filter(None, (row.words["state"], row.words["on"] and f"({row.words['on']})"))),
                changed_says(row) or "–",
            )
            for row in shown
        ),
    )
