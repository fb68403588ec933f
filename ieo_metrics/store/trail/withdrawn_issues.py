"""Issues that should not have gone out and were withdrawn, as the audit trail tells of them.

A withdrawn issue is kept and was handed out: what it told stays known to every later issue. It is shown and
offered nowhere any more.
"""

import datetime as dt
import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from ieo_metrics.framework.dates.days import day_in_words
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.dates.quarters_in_text import parse_quarters
from ieo_metrics.store.database.errors import Damaged
from ieo_metrics.store.database.schema import AUDIT

ACTION = "withdrew an issue"
FOLLOWS, NO_REPLACEMENT = "follows", "none"


@dataclass(frozen=True)
class WithdrawnIssue:
    """One issue that was withdrawn, `at` a time by `who`. `issued_on`: the day of the issue; `received_on`:
    None where nobody has received it; `replaced`: whether another issue follows."""

    quarter: Quarter
    number: int
    issued_on: dt.date
    at: str
    who: str
    why: str
    received_by: str
    received_on: dt.date | None
    replaced: bool

    @property
    def key(self) -> tuple[Quarter, int]:
        return self.quarter, self.number

    def as_told(self) -> dict[str, object]:
        """What the audit trail says of it."""
        return {
            "quarter": label(self.quarter),
            "issue": self.number,
            "issued on": self.issued_on.isoformat(),
            "why": self.why,
            "received by": self.received_by,
            "received on": self.received_on.isoformat() if self.received_on else "",
            "replacement": FOLLOWS if self.replaced else NO_REPLACEMENT,
        }


def withdrawn_issues(connection: Connection) -> tuple[WithdrawnIssue, ...]:
    """Every issue that was withdrawn, the first first. Raises Damaged where what the trail says of one cannot
    be read."""
    rows = connection.execute(sa.select(AUDIT).where(AUDIT.c.action == ACTION).order_by(AUDIT.c.seq))
    try:
        return tuple(_as_withdrawn(row.at, row.who, json.loads(row.about)) for row in rows)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Damaged(
            "What the audit trail says of an issue that was withdrawn cannot be read. Restore the latest "
            "backup."
        ) from None


def _as_withdrawn(at: str, who: str, about: dict[str, str]) -> WithdrawnIssue:
    [quarter] = parse_quarters(about["quarter"])
    received = about["received on"]
    return WithdrawnIssue(
        quarter,
        int(about["issue"]),
        dt.date.fromisoformat(about["issued on"]),
        at,
        who,
        about["why"],
        about["received by"],
        dt.date.fromisoformat(received) if received else None,
        about["replacement"] == FOLLOWS,
    )


def withdrawal_notices(
    withdrawn: Sequence[WithdrawnIssue], quarter: Quarter, standing: Collection[int]
) -> Iterator[str]:
    """What everybody is told of the withdrawn issues of a quarter, without a figure: `Issue 2 of 14 April
    2026 was withdrawn and is replaced by issue 3.` `standing`: the numbers of the quarter's other issues."""
    for withdrawn_issue in (
        withdrawn_issue for withdrawn_issue in withdrawn if withdrawn_issue.quarter == quarter
    ):
        said = f"Issue {withdrawn_issue.number} of {day_in_words(withdrawn_issue.issued_on)} was withdrawn"
        later = [number for number in standing if number > withdrawn_issue.number]
        if later:
            yield f"{said} and is replaced by issue {min(later)}."
        elif withdrawn_issue.replaced:
            yield f"{said}; a replacement follows."
        elif standing:
            yield f"{said}; issue {max(standing)} stands."
        else:
            yield f"{said}."
