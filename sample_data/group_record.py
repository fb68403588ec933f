"""Puts into a store what the working group has typed and uploaded in the invented samples."""

import datetime as dt
from pathlib import Path

from ieo_metrics.framework.registers.registers import REGISTERS
from ieo_metrics.framework.terms_of_reference import DECISION, DONE
from ieo_metrics.group.seasons.keep_series import keep_series
from ieo_metrics.published.kinds import KIND, read_published
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.record.meetings_and_actions import close_action, open_action, record_meeting
from ieo_metrics.store.record.raised_to_svrp import raise_to_svrp
from ieo_metrics.store.record.recommendation_progress import set_recommendation
from ieo_metrics.store.registers.published_tables import keep_table
from ieo_metrics.store.registers.register_rows import add_row
from sample_data.group_meetings import (
    SAMPLE_ACTIONS,
    SAMPLE_DECISIONS,
    SAMPLE_MEETINGS,
    SAMPLE_RECOMMENDATIONS,
    seats_that_came,
)
from sample_data.group_rows import SAMPLE_ROWS, SAMPLE_TABLES

_PUBLISHED = Path(__file__).parent / "published"


def record_samples(store: Store, who: str) -> None:
    """Every invented row of every register, in the order of the registers, so that what a row names is there;
    every invented table; then the invented meetings, with what was agreed at them."""
    for register in REGISTERS:
        for row in SAMPLE_ROWS[register.name]:
            add_row(store, who, register.name, row)
    _keep_tables(store, who)
    _record_meetings(store, who)


def _keep_tables(store: Store, who: str) -> None:
    for kind, (file, source, area, counted) in SAMPLE_TABLES.items():
        table = read_published(KIND[kind], file, (_PUBLISHED / file).read_bytes()).table
        assert table is not None, file
        if area:
            keep_series(store, who, file, table.chosen(area, ""), counted, source)
        else:
            keep_table(store, who, kind, file, table.edition, source, table.as_data())


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
    for ref, state, evidence in SAMPLE_RECOMMENDATIONS:
        set_recommendation(store, who, ref, state, evidence)
