"""Puts into a store what the working group has typed in the invented samples."""

import datetime as dt

from ieo_metrics.framework.registers.registers import REGISTERS
from ieo_metrics.framework.terms_of_reference import DECISION, DONE
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.record.meetings_and_actions import close_action, open_action, record_meeting
from ieo_metrics.store.record.raised_to_svrp import raise_to_svrp
from ieo_metrics.store.registers.register_rows import add_row
from sample_data.group_meetings import (
    SAMPLE_ACTIONS,
    SAMPLE_DECISIONS,
    SAMPLE_MEETINGS,
    seats_that_came,
)
from sample_data.group_rows import SAMPLE_ROWS


def record_samples(store: Store, who: str) -> None:
    """Every invented row of every register, in the order of the registers, so that what a row names is there;
    then the invented meetings, with what was agreed at them."""
    for register in REGISTERS:
        for row in SAMPLE_ROWS[register.name]:
            add_row(store, who, register.name, row)
    _record_meetings(store, who)


def _record_meetings(store: Store, who: str) -> None:
    for about, (held_on, place, _) in SAMPLE_MEETINGS.items():
        record_meeting(store, who, about, dt.date.fromisoformat(held_on), place, seats_that_came(about))
    for about, words, owner, due_on, ref, activity, closed in SAMPLE_ACTIONS:
        due = dt.date.fromisoformat(due_on)
        number = open_action(store, who, about, words, owner, due, ref, activity)
        if closed:
            close_action(store, who, number, DONE, closed)
    for about, words, owner, due_on in SAMPLE_DECISIONS:
        raise_to_svrp(store, who, about, DECISION, words, owner, dt.date.fromisoformat(due_on))
