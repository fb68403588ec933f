"""What sessions with the police and in schools have in common: which were delivered, and what is left out."""

import numpy as np
import pandas as pd

from ieo_metrics.accepting.governing_returns import Governed
from ieo_metrics.checking.table_to_records import is_unreadable
from ieo_metrics.framework.record_tables import TABLE
from ieo_metrics.measuring.evidence_frame import (
    LEFT_OUT,
    evidence_rows,
    expanded_to_periods,
)


def is_delivered(frame: pd.DataFrame, table: str) -> tuple[np.ndarray, np.ndarray]:
    """Whether each session was delivered (a blank status says so), and whether its status cannot be read."""
    unclear = is_unreadable(frame, TABLE[table], "status")
    return (frame["status"].isna() | (frame["status"] == "delivered")).to_numpy() & ~unclear, unclear


def left_out_sessions(
    rows: np.ndarray,
    why: np.ndarray,
    topic: int,
    quarter: np.ndarray,
    groups: np.ndarray,
    span: str,
    governed: Governed,
) -> dict[str, np.ndarray]:
    """The rows of evidence of sessions that are left out. `rows`: their places; `why`, `quarter`, `groups`:
    of each row of the table."""
    place, period = expanded_to_periods(quarter[rows], span, governed.last)
    rows = rows[place]
    return evidence_rows(
        len(rows), topic=topic, period=period, group=groups[rows], state=LEFT_OUT, why=why[rows], row=rows
    )
