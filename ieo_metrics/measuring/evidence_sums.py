"""What is added up of the evidence of a kind, by topic, period and area."""

import numpy as np

from ieo_metrics.accepting.governing_returns import Governed
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.evidence_kinds import EvidenceKind
from ieo_metrics.measuring.evidence_frame import (
    COUNTED,
    LEFT_OUT,
    OPEN,
    SINGLE,
    STATES,
    ZERO_BEFORE,
    Evidence,
)


def evidence_sums(
    evidence: Evidence, kind: EvidenceKind, governed: Governed, settings: Settings, areas: int
) -> dict[str, np.ndarray]:
    """topics × (periods × areas, flat): how many in each state, and sums of amounts, squares and successes
    over what is counted."""
    topic, period, group, state, amount, success, row, first = (
        evidence.frame[name].to_numpy()
        for name in ("topic", "period", "group", "state", "amount", "success", "row", "first")
    )
    shape = (len(evidence.topics), governed.quarters * areas)
    cells = shape[0] * shape[1]
    place = topic.astype(np.int64) * shape[1] + (period - governed.first) * areas + group
    by_state = np.bincount(place * len(STATES) + state, minlength=cells * len(STATES)).reshape(
        *shape, len(STATES)
    )
    counted, alone = np.flatnonzero(state == COUNTED), np.flatnonzero(state == SINGLE)
    place_alone, row_alone = place[alone], row[alone]
    place, amount, success, first = place[counted], amount[counted], success[counted], first[counted]

    def count(which: np.ndarray) -> np.ndarray:
        return np.bincount(place[which], minlength=cells).reshape(shape)

    def total(values: np.ndarray, at: np.ndarray = place) -> np.ndarray:
        return np.bincount(at, values, minlength=cells).reshape(shape)

    began_at, alone_at = np.zeros(len(place), dtype=np.int64), np.zeros(len(alone), dtype=np.int64)
    at_top = np.zeros(len(place), dtype=bool)
    if kind.paired:
        score = governed.tables[evidence.table]["score"].to_numpy(dtype=np.int64, na_value=-1)
        began_at, alone_at = score[first], score[row_alone]
        # Who began at the best end of the scale cannot improve: they stay in, and their number is stated.
        at_top = began_at == kind.best_score(settings)
    same = kind.sides(amount, settings) == 0 if kind.paired else amount == 0
    return {
        "n": by_state[..., COUNTED],
        "amount": total(amount),
        "squares": total(amount * amount),
        "better": count(success),
        "same": count(same),
        "left_out": by_state[..., LEFT_OUT],
        "single": by_state[..., SINGLE],
        "zero_before": by_state[..., ZERO_BEFORE],
        "open": by_state[..., OPEN],
        "ceiling": count(at_top),
        "started": np.zeros(shape, dtype=np.int64),
        "not_again": np.zeros(shape, dtype=np.int64),
        "first_scores": total(began_at),
        "first_scores_not_again": np.zeros(shape, dtype=np.int64),
        "first_scores_single": total(alone_at, place_alone),
    }
