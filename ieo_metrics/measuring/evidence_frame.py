"""Evidence: what stands between the record tables and a measure. One row per person (or cohort, or session)
and period.

Each kind of evidence is a row of `framework.evidence_kinds` and one function, and serves every measure that
takes a topic of it. Its frame: `topic` (place in `topics`), `period` (a quarter; with year to date or
rolling, the quarter in which the period ends), `group` (place in the groups of a breakdown, 0 where the
evidence is of all), `state` (below), `amount` (change in points, headcount, sessions), `success` (improved,
did not reoffend, harm reduced), `why` (place in WHYS, of what is left out), `row` and `first` (places in
the governed table: the row that counted, and the first reading of a pair, or −1).
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.sort_rows_by_keys import order_by

COUNTED, SINGLE, ZERO_BEFORE, OPEN, LEFT_OUT = range(5)
STATES = ("counted", "one reading only", "zero before", "follow-up still open", "left out")
WHYS = (
    "",
    "the score is blank or cannot be used",
    "a date cannot be used",
    "the answer needed is blank or cannot be read",
    "the headcount is blank or cannot be used",
    "not known whether the school is in a hotspot area or a priority school",
    "the session's status or type cannot be read",
    "could not be traced",
    "two rows of the person disagree",
    "not known whether the person reoffended",
    "harm before or after is not known",
    "an earlier score may be theirs, under another spelling of the reference",
)
(
    NO_SCORE,
    NO_DATE,
    NO_ANSWER,
    NO_HEADCOUNT,
    NO_MEMBERSHIP,
    NO_STATUS,
    UNTRACED,
    DISAGREE,
    NO_REOFFENCE_KNOWN,
    NO_HARM,
    NO_FIRST,
) = range(1, len(WHYS))
QUARTER, YEAR_TO_DATE, ROLLING = SPANS = ("quarter", "year to date", "rolling four quarters")


def quarters_within(span: str, last: Quarter) -> range:
    """The quarters of the period that ends with one."""
    first = {QUARTER: last, YEAR_TO_DATE: last - last % 4}.get(span, last - 3)
    return range(first, last + 1)


class Evidence(NamedTuple):
    """The evidence of one kind, over one span. `table`: the governed record table that `row` and `first`
    point into."""

    table: str
    topics: tuple[str, ...]
    frame: pd.DataFrame

    def of(self, topic: str) -> pd.DataFrame:
        frame: pd.DataFrame = self.frame[self.frame["topic"].to_numpy() == self.topics.index(topic)]
        return frame


COLUMNS: dict[str, type] = {
    "topic": np.int8,
    "period": np.int32,
    "group": np.int16,
    "state": np.int8,
    "amount": np.float64,
    "success": np.bool_,
    "why": np.int8,
    "row": np.int64,
    "first": np.int64,
}


def evidence_rows(n: int, **columns: np.ndarray | int) -> dict[str, np.ndarray]:
    """n rows of evidence; what is not given is nothing."""
    nothing = {"first": -1}
    return {name: np.broadcast_to(np.asarray(columns.get(name, nothing.get(name, 0))), n) for name in COLUMNS}


def concatenated(blocks: list[dict[str, np.ndarray]]) -> pd.DataFrame:
    """Blocks one under the other, as an evidence frame."""
    return pd.DataFrame(
        {
            name: np.concatenate([block[name] for block in blocks], dtype=kind, casting="unsafe")
            for name, kind in COLUMNS.items()
        },
        copy=False,
    )


def expanded_to_periods(quarters: np.ndarray, span: str, last: Quarter) -> tuple[np.ndarray, np.ndarray]:
    """Rows (as places) and the periods in which they count. A period is named by its last quarter: a row of
    Q1 stands in the year to date of Q1, Q2, Q3 and Q4, and in four rolling periods."""
    if span == "quarter":
        return np.arange(len(quarters)), quarters
    places, periods = [], []
    for later in range(4):
        period = quarters + later
        stays = period <= last
        if span == "year to date":
            stays &= period // 4 == quarters // 4
        rows = np.flatnonzero(stays)
        places.append(rows)
        periods.append(period[rows])
    return np.concatenate(places), np.concatenate(periods)


def counts_until(quarters: np.ndarray, span: str) -> np.ndarray:
    """The period after the last in which a row of each of the quarters counts."""
    if span == "year to date":
        return quarters // 4 * 4 + 4
    return quarters + (1 if span == "quarter" else 4)


def runs_of_periods(first: np.ndarray, until: np.ndarray) -> np.ndarray:
    """The periods from each `first` up to before its `until`, one run after another."""
    many = until - first
    return np.asarray(np.arange(many.sum()) + np.repeat(first - (np.cumsum(many) - many), many))


def ends_of_runs(*sorted_keys: np.ndarray) -> np.ndarray:
    """Places of the last row of each run of equal keys."""
    n = len(sorted_keys[0])
    changes = np.zeros(max(n - 1, 0), dtype=bool)
    for key in sorted_keys:
        changes |= key[1:] != key[:-1]
    return np.flatnonzero(np.concatenate([changes, np.ones(min(n, 1), dtype=bool)]))


def best_of_each(rank: np.ndarray, *keys: np.ndarray) -> np.ndarray:
    """Places of the rows with the highest rank of each group of equal keys (of equal ranks, the later
    row)."""
    order = order_by(*keys, rank)
    return np.asarray(order[ends_of_runs(*(key[order] for key in keys))])
