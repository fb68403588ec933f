"""Everything that the working group's other work is told from: its registers, the tables that were uploaded,
meetings, actions, recommendations, and the figures."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Connection

from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.group.evaluation.against_year_before import AgainstYearBefore
from ieo_metrics.measuring.compute_measures import Results
from ieo_metrics.store.record.meetings_and_actions import (
    Action,
    MeetingRecord,
    all_actions,
    recorded_meetings,
)
from ieo_metrics.store.record.recommendation_progress import RecommendationStatus, latest_recommendations
from ieo_metrics.store.registers.published_tables import KeptTable, kept_tables
from ieo_metrics.store.registers.register_rows import RegisterRow, all_rows
from ieo_metrics.store.returns.retention import latest_reduction


@dataclass(frozen=True)
class GroupRecord:
    """`quarter`: that is looked at; `today`: by which something is late; `rows`: by register; `tables`: the
    last one of each kind; `shared`: the figures as they may be shared, in the columns of the results' frame,
    empty where none are; `results`: the officer's own, with rows about people, None where they are not at
    hand: of it only what is protected may stand in a section; `rows_from`: the first quarter of which no row
    was reduced to aggregates, None where none was; `changes`: of each programme's answers to the questions
    of evaluation, against four quarters before; none where the answers are not at hand."""

    quarter: Quarter
    today: dt.date
    settings: Settings
    rows: Mapping[str, Sequence[RegisterRow]]
    tables: Mapping[str, KeptTable]
    meetings: Mapping[Quarter, MeetingRecord]
    actions: Sequence[Action]
    recommendations: Mapping[str, RecommendationStatus]
    shared: pd.DataFrame
    results: Results | None = None
    rows_from: Quarter | None = None
    changes: Sequence[AgainstYearBefore] = ()


def load_group_record(
    connection: Connection,
    quarter: Quarter,
    today: dt.date,
    settings: Settings,
    shared: pd.DataFrame,
    results: Results | None = None,
) -> GroupRecord:
    """What is recorded now, beside the figures that are given."""
    reduction = latest_reduction(connection)
    return GroupRecord(
        quarter,
        today,
        settings,
        all_rows(connection),
        kept_tables(connection),
        recorded_meetings(connection),
        all_actions(connection),
        latest_recommendations(connection),
        shared,
        results,
        reduction.before if reduction else None,
    )
