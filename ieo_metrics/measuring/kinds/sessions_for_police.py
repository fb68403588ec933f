"""Sessions delivered to the police."""

import numpy as np

from ieo_metrics.accepting.governing_returns import Governed
from ieo_metrics.checking.table_to_records import is_unreadable
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.record_tables import TABLE
from ieo_metrics.framework.words.code_lists import SESSION_TYPE
from ieo_metrics.measuring.evidence_frame import (
    COUNTED,
    NO_HEADCOUNT,
    NO_STATUS,
    Evidence,
    concatenated,
    evidence_rows,
    expanded_to_periods,
)
from ieo_metrics.measuring.kinds.session_delivery_status import is_delivered, left_out_sessions


def police_sessions(governed: Governed, settings: Settings, span: str, groups: np.ndarray) -> Evidence:
    """One row per session and period. `amount` is the number of sessions that the row carries, else one."""
    frame = governed.tables["police_sessions"]
    delivered, unclear = is_delivered(frame, "police_sessions")
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
        frames.append(left_out_sessions(lost, why, topic, quarter, groups, span, governed))
    return Evidence("police_sessions", tuple(SESSION_TYPE), concatenated(frames))
