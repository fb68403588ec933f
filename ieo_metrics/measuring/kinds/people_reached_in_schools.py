"""Young people and staff reached in schools, each cohort once."""

import numpy as np

from ieo_metrics.accepting.governing_returns import Governed
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.measuring.evidence_frame import (
    COUNTED,
    NO_HEADCOUNT,
    NO_MEMBERSHIP,
    NO_STATUS,
    Evidence,
    best_of_each,
    concatenated,
    evidence_rows,
    expanded_to_periods,
)
from ieo_metrics.measuring.kinds.session_delivery_status import is_delivered, left_out_sessions
from ieo_metrics.measuring.sessions_in_hotspot_schools import NO, YES, school_keys, school_membership

SCHOOL_TOPICS = {
    "young people": ("young_people_reached", False),
    "young people in hotspot areas and priority schools": ("young_people_reached", True),
    "school staff": ("staff_engaged", False),
}


def school_cohorts(governed: Governed, settings: Settings, span: str, groups: np.ndarray) -> Evidence:
    """One row per cohort (a school and a year group or class) and period, at its largest headcount; a row
    without a cohort is its own. `amount` is the headcount."""
    frame = governed.tables["school_sessions"]
    delivered, unclear = is_delivered(frame, "school_sessions")
    quarter = frame["quarter"].to_numpy()
    here = frame["counts"].to_numpy() & (delivered | unclear)
    school, cohort = school_keys(frame)
    member = school_membership(governed)
    alone = (cohort < 0) | (school < 0) | (settings.repeated_cohorts == "added up")
    # A row that stands alone gets a cohort of its own, below zero.
    cohort = np.where(alone, -1 - np.arange(len(frame)), cohort)
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
            left_out_sessions(
                np.flatnonzero(concerned & ~usable), why, topic, quarter, groups, span, governed
            )
        )
    return Evidence("school_sessions", tuple(SCHOOL_TOPICS), concatenated(frames))
