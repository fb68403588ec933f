"""Rows of registers as they would be in the store, and a record of them, made without one."""

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.registers.register import read_values
from ieo_metrics.framework.registers.registers import REGISTER
from ieo_metrics.group.group_record import GroupRecord
from ieo_metrics.store.registers.register_rows import RegisterRow

AT = "2025-04-20T12:00:00+00:00"


def row(register: str, number: int = 1, **given: object) -> RegisterRow:
    """A row that was added as its form would."""
    values = read_values(REGISTER[register], given)
    return RegisterRow(register, number, number, values, AT, "A. Officer")


def record(quarter: Quarter, today: dt.date, **rows: Sequence[RegisterRow]) -> GroupRecord:
    """What is told from these rows alone."""
    every = {name: rows.get(name, ()) for name in REGISTER}
    return GroupRecord(quarter, today, Settings(), every, {}, {}, (), {}, pd.DataFrame())
