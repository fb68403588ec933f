"""Of each quarter's accepted return: how late it came, and what was wrong with it when it was accepted."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.problem_kinds import CHECKS
from ieo_metrics.framework.return_types import RETURN_TYPES, ReturnType
from ieo_metrics.group.evaluation.evaluation_figure import ReturnAsAccepted
from ieo_metrics.store.returns.board import day_of_first
from ieo_metrics.store.returns.stored_returns import Stored


def returns_as_accepted(returns: Sequence[Stored]) -> list[ReturnAsAccepted]:
    """One for each return type and quarter for which any was accepted. `returns`: those that count, in the
    order of acceptance: the first for a quarter says how late it came, as on the returns board, and the
    last has the faults. Where quarters came together, only the latest of them tells."""
    out = []
    for return_type in RETURN_TYPES:
        own = [one for one in returns if one.return_type == return_type]
        for quarter in sorted({quarter for one in own for quarter in one.quarters}):
            out.append(_as_accepted(return_type, quarter, [one for one in own if quarter in one.quarters]))
    return out


def _as_accepted(return_type: ReturnType, quarter: Quarter, versions: Sequence[Stored]) -> ReturnAsAccepted:
    by, due, newest = day_of_first(quarter, versions), return_type.due_day(quarter), versions[-1]
    came_with = max(newest.quarters)
    return ReturnAsAccepted(
        return_type,
        quarter,
        days_late=None if by == dt.date.min else max((by - due).days, 0),
        why_not_late="" if by != dt.date.min else _TOGETHER,
        problems=None if came_with > quarter else _problems(newest),
        why_no_problems=""
        if came_with == quarter
        else f"{_TOGETHER}: they are counted at {label(came_with)}",
    )


_TOGETHER = "it came in one return with later quarters"


def _problems(stored_return: Stored) -> Counter[tuple[str, str]]:
    """How many of each severity and title. What a later edition no longer looks for keeps its code for a
    title."""
    out: Counter[tuple[str, str]] = Counter()
    for part in stored_return.about["parts"]:
        for severity, code, n in part["problems"]:
            out[severity, CHECKS[code].title if code in CHECKS else code] += n
    return out
