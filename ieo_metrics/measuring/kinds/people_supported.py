"""People supported: distinct people with a period of support active in the period, in the setting or status
that counts."""

import numpy as np

from ieo_metrics.accepting.governing_returns import Governed
from ieo_metrics.checking.table_to_records import is_unreadable
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import quarters_of
from ieo_metrics.framework.record_tables import TABLE
from ieo_metrics.measuring.evidence_frame import (
    COUNTED,
    LEFT_OUT,
    NO_ANSWER,
    NO_DATE,
    Evidence,
    best_of_each,
    concatenated,
    evidence_rows,
    expanded_to_periods,
)


def _people(
    governed: Governed,
    table: str,
    answer: str,
    counts_as: str,
    settings: Settings,
    span: str,
    groups: np.ndarray,
) -> Evidence:
    """One row per person and period: counted, or left out because no row of the person tells."""
    frame = governed.tables[table]
    person, quarter = frame["person_ref"].cat.codes.to_numpy().astype(np.int64), frame["quarter"].to_numpy()
    here = frame["counts"].to_numpy() & (person >= 0)
    if settings.people_counted == "on starting":
        started = quarters_of(frame["started"].to_numpy())
        here &= (started == quarter) | (started < 0)
    field = TABLE[table].field(answer)
    answered = frame[answer].notna().to_numpy()
    # Where a blank is an answer of its own ("not counted"), only an unreadable one leaves the row out.
    unclear = ~answered if field.blank == "should" else is_unreadable(frame, TABLE[table], answer)
    no_date = ~frame["usable"].to_numpy()
    counted = ~no_date & (frame[answer] == counts_as).to_numpy()
    left_out = no_date | unclear
    rows = np.flatnonzero(here)
    place, period = expanded_to_periods(quarter[rows], span, governed.last)
    rows = rows[place]
    group = groups[rows]
    # A row that counts goes before one that is known not to count (in custody), and that before one that
    # tells nothing.
    rank = np.where(counted[rows], 2, np.where(left_out[rows], 0, 1))
    best = best_of_each(rank, person[rows], period, group)
    best = best[rank[best] != 1]
    chosen = rows[best]
    state = np.where(rank[best] == 2, COUNTED, LEFT_OUT)
    why = np.where(state == COUNTED, 0, np.where(no_date[chosen], NO_DATE, NO_ANSWER))
    one_each = evidence_rows(
        len(best),
        period=period[best],
        group=group[best],
        state=state,
        amount=1,
        success=state == COUNTED,
        why=why,
        row=chosen,
    )
    return Evidence(table, (counts_as,), concatenated([one_each]))


def support(governed: Governed, settings: Settings, span: str, groups: np.ndarray) -> Evidence:
    """People supported in the community."""
    return _people(governed, "support", "setting", "community", settings, span, groups)


def social_prescribing(governed: Governed, settings: Settings, span: str, groups: np.ndarray) -> Evidence:
    """People who engaged with social prescribing."""
    return _people(governed, "social_prescribing", "status", "engaged", settings, span, groups)
