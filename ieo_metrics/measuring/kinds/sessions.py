"""Sessions delivered to the police, and young people and staff reached in schools, each cohort once."""

import numpy as np
import pandas as pd

from ieo_metrics.accepting.governing_returns import Governed
from ieo_metrics.checking.records import is_unreadable
from ieo_metrics.framework.settings import Settings
from ieo_metrics.framework.tables import TABLE
from ieo_metrics.framework.words.code_lists import SESSION_TYPE
from ieo_metrics.measuring.evidence_frame import (
    COUNTED,
    LEFT_OUT,
    NO_HEADCOUNT,
    NO_MEMBERSHIP,
    NO_STATUS,
    Evidence,
    best_of_each,
    concatenated,
    evidence_rows,
    expanded_to_periods,
)
from ieo_metrics.measuring.kinds.school_membership import NO, YES, school_keys, school_membership


def _delivery(frame: pd.DataFrame, table: str) -> tuple[np.ndarray, np.ndarray]:
    """Whether each session was delivered (a blank status says so), and whether its status cannot be read."""
    unclear = is_unreadable(frame, TABLE[table], "status")
    return (frame["status"].isna() | (frame["status"] == "delivered")).to_numpy() & ~unclear, unclear


def _left_out(
    rows: np.ndarray,
    why: np.ndarray,
    topic: int,
    quarter: np.ndarray,
    groups: np.ndarray,
    span: str,
    governed: Governed,
) -> dict[str, np.ndarray]:
    place, period = expanded_to_periods(quarter[rows], span, governed.last)
    rows = rows[place]
    return evidence_rows(
        len(rows), topic=topic, period=period, group=groups[rows], state=LEFT_OUT, why=why[rows], row=rows
    )


def police_sessions(governed: Governed, settings: Settings, span: str, groups: np.ndarray) -> Evidence:
    """One row per session and period. `amount` is the number of sessions that the row carries, else one."""
    frame = governed.tables["police_sessions"]
    delivered, unclear = _delivery(frame, "police_sessions")
    kind, quarter = frame["type"].cat.codes.to_numpy(), frame["quarter"].to_numpy()
    number = frame["number"].to_numpy(dtype=np.float64, na_value=1.0)
    usable = delivered & ~is_unreadable(frame, TABLE["police_sessions"], "number")
    here = frame["counts"].to_numpy() & (delivered | unclear)
    why = np.where(delivered & (kind >= 0), NO_HEADCOUNT, NO_STATUS)
    frames = []
    for topic in range(len(SESSION_TYPE)):
        rows = np.flatnonzero(here & usable & (kind == topic))
        place, period = expanded_to_periods(quarter[rows], span, governed.last)
        rows = rows[place]
        frames.append(
            evidence_rows(
                len(rows),
                topic=topic,
                period=period,
                group=groups[rows],
                state=COUNTED,
                amount=number[rows],
                success=True,
                row=rows,
            )
        )
        lost = np.flatnonzero(here & ((kind < 0) | ((kind == topic) & ~usable)))
        frames.append(_left_out(lost, why, topic, quarter, groups, span, governed))
    return Evidence("police_sessions", tuple(SESSION_TYPE), concatenated(frames))


SCHOOL_TOPICS = {
    "young people": ("young_people_reached", False),
    "young people in hotspot areas and priority schools": ("young_people_reached", True),
    "school staff": ("staff_engaged", False),
}


def school_cohorts(governed: Governed, settings: Settings, span: str, groups: np.ndarray) -> Evidence:
    """One row per cohort (a school and a year group or class) and period, at its largest headcount; a row
    without a cohort is its own. `amount` is the headcount."""
    frame = governed.tables["school_sessions"]
    delivered, unclear = _delivery(frame, "school_sessions")
    quarter = frame["quarter"].to_numpy()
    here = frame["counts"].to_numpy() & (delivered | unclear)
    school, cohort = school_keys(frame)
    member = school_membership(governed)
    alone = (cohort < 0) | (school < 0) | (settings.repeated_cohorts == "added up")
    # A row that stands alone gets a cohort of its own, below zero.
    cohort = np.where(alone, -1 - np.arange(len(frame)), cohort)
    school = np.where(alone, -1, school)
    frames = []
    for topic, (column, only_members) in enumerate(SCHOOL_TOPICS.values()):
        headcount = frame[column].to_numpy(dtype=np.float64, na_value=-1.0)
        concerned = here & (member != NO) if only_members else here
        usable = concerned & delivered & (headcount >= 0)
        if only_members:
            usable &= member == YES
        rows = np.flatnonzero(usable)
        place, period = expanded_to_periods(quarter[rows], span, governed.last)
        rows = rows[place]
        largest = best_of_each(
            headcount[rows].astype(np.int64), period, groups[rows], school[rows], cohort[rows]
        )
        chosen = rows[largest]
        frames.append(
            evidence_rows(
                len(chosen),
                topic=topic,
                period=period[largest],
                group=groups[chosen],
                state=COUNTED,
                amount=headcount[chosen],
                success=True,
                row=chosen,
            )
        )
        why = np.where(unclear, NO_STATUS, np.where(headcount < 0, NO_HEADCOUNT, NO_MEMBERSHIP))
        frames.append(
            _left_out(np.flatnonzero(concerned & ~usable), why, topic, quarter, groups, span, governed)
        )
    return Evidence("school_sessions", tuple(SCHOOL_TOPICS), concatenated(frames))
