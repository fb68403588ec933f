"""How those whose second score was due and is not there differ from those who have one: where they began,
and who they are. A difference is a fact with its range; of few nothing is said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ieo_metrics.framework.breakdowns import BREAKDOWN
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.evaluation_questions import EVALUATION_QUESTION
from ieo_metrics.group.evaluation.answers import Programme, due_and_stayed
from ieo_metrics.group.evaluation.evaluation_figure import FEWEST, share
from ieo_metrics.group.evaluation.evaluation_table import why_not
from ieo_metrics.statistics.differences import newcombe, welch
from ieo_metrics.statistics.intervals import mean_t

COMPARED_BY = tuple(BREAKDOWN[name] for name in ("gender", "age band"))
QUESTION = EVALUATION_QUESTION["lost on the way"]
POINTS, SHARE = "points", "share"
FEW = f"fewer than {FEWEST} of one of the two"
ALIKE = "all scores of one of the two are alike, so there is no range"
COLUMNS = (
    "programme", "provider", "quarter", "compared", "group", "unit", "lost", "n_lost", "stayed", "n_stayed",
    "difference", "lower", "upper", "why",
)  # fmt: skip


@dataclass(frozen=True)
class LostAgainstStayed:
    """`compared`: what of them, `first score` or a breakdown, and `group`: the area that was scored, or the
    group of the breakdown. `lost`, `stayed`: the average in points, or the share of all of them that are of
    the group; `difference`: the first less the second, with its 95% interval; None where nothing can be
    said, and `why`."""

    compared: str
    group: str
    unit: str
    lost: float | None
    n_lost: int
    stayed: float | None
    n_stayed: int
    difference: float | None = None
    lower: float | None = None
    upper: float | None = None
    why: str = ""


def lost_and_stayed(programme: Programme, quarter: Quarter) -> list[LostAgainstStayed]:
    """Each comparison that there is anything to say of. Empty where nobody's second score can be due."""
    if programme.people is None:
        return []
    due, stayed = due_and_stayed(programme.people, quarter)
    return [*_first_scores(programme, due & ~stayed, stayed), *_groups(programme, due & ~stayed, stayed)]


def lost_and_stayed_table(programmes: Sequence[Programme], rows_from: Quarter | None = None) -> pd.DataFrame:
    """All of them, one row each, with COLUMNS; of the quarters of which the returns can tell. `rows_from`:
    as for the table of answers."""
    rows = [
        {
            "programme": programme.return_type.programme,
            "provider": programme.return_type.provider,
            "quarter": quarter,
        }
        | vars(one)
        for programme in programmes
        for quarter in programme.quarters
        if not why_not(programme, QUESTION, quarter, rows_from)
        for one in lost_and_stayed(programme, quarter)
    ]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.astype(dict.fromkeys(("lost", "stayed", "difference", "lower", "upper"), float))


def _first_scores(programme: Programme, lost: np.ndarray, stayed: np.ndarray) -> Iterator[LostAgainstStayed]:
    for topic in dict.fromkeys(m.topic for m in programme.measures if m.kind.paired):
        scores = programme.people.first_scores(topic) if programme.people else np.zeros(0)
        parts = [scores[who & ~np.isnan(scores)] for who in (lost, stayed)]
        means = [_mean(part) for part in parts]
        (mean_lost, n_lost), (mean_stayed, n_stayed) = ((mean[0], mean[3]) for mean in means)
        figures = ("first score", topic, POINTS, mean_lost, n_lost, mean_stayed, n_stayed)
        if min(n_lost, n_stayed) < FEWEST:
            yield LostAgainstStayed(*figures, why=FEW)
            continue
        difference = (mean_lost or 0.0) - (mean_stayed or 0.0)
        if any(mean[1] is None for mean in means):
            yield LostAgainstStayed(*figures, difference, why=ALIKE)
            continue
        yield LostAgainstStayed(*figures, difference, *welch(*means))  # type: ignore[arg-type]


def _mean(scores: np.ndarray) -> tuple[float | None, float | None, float | None, int]:
    """Mean, lower, upper and n of first scores; None where there is none."""
    if not len(scores):
        return None, None, None, 0
    sums = (np.array([total]) for total in (scores.sum(), (scores * scores).sum(), len(scores)))
    ends = [None if np.isnan(end[0]) else float(end[0]) for end in mean_t(*sums)]
    return float(scores.mean()), ends[0], ends[1], len(scores)


def _groups(programme: Programme, lost: np.ndarray, stayed: np.ndarray) -> Iterator[LostAgainstStayed]:
    n_lost, n_stayed = int(lost.sum()), int(stayed.sum())
    for breakdown in COMPARED_BY:
        groups = programme.grouped[breakdown.name].groups
        own = programme.people.group[breakdown.name] if programme.people else np.zeros(0, dtype=object)
        for group in groups:
            of_lost, of_stayed = (int((who & (own == group)).sum()) for who in (lost, stayed))
            if not of_lost + of_stayed:
                continue
            one, other = share(of_lost, n_lost), share(of_stayed, n_stayed)
            figures = (breakdown.name, group, SHARE, one.value, n_lost, other.value, n_stayed)
            if min(n_lost, n_stayed) < FEWEST:
                yield LostAgainstStayed(*figures, why=FEW)
                continue
            ends = newcombe(one.with_ends, other.with_ends)
            yield LostAgainstStayed(*figures, (one.value or 0.0) - (other.value or 0.0), *ends)
