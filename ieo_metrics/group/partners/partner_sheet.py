"""What one authority and the group have with each other: attendance, its turns to host, its actions, what it
committed to, where it is named, the decisions it owns. Of one authority alone: nothing is compared."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ieo_metrics.framework.dates.days import day_in_london
from ieo_metrics.framework.dates.quarters import Quarter, first_day
from ieo_metrics.framework.terms_of_reference import DECISION, DONE, OPEN
from ieo_metrics.group.partners.attendance import SeatAttendance, attendance_by_seat, last_meetings
from ieo_metrics.group.partners.authorities import Authority
from ieo_metrics.group.partners.hosting import Turns, turns_of
from ieo_metrics.group.partners.named_in import COMMITMENTS, Named, named_in
from ieo_metrics.store.record.meetings_and_actions import Action, MeetingRecord
from ieo_metrics.store.record.raised_to_svrp import Raised
from ieo_metrics.store.registers.register_rows import RegisterRow

QUARTERS_LOOKED_AT = 4
TO_COME = ("to do", "under way")  # states of a commitment that can still be kept


@dataclass(frozen=True)
class PartnerSheet:
    """`quarter`: whose meeting is looked at; `meetings`: the quarters that the last ones were about;
    `held_on`: of those that were recorded; `open_actions`: by the day they are due; `done_actions`: since the
    first of the last four quarters began, the latest first; `named`: see `named_in`."""

    authority: Authority
    quarter: Quarter
    today: dt.date
    meetings: tuple[Quarter, ...]
    held_on: Mapping[Quarter, dt.date]
    seats: tuple[SeatAttendance, ...]
    turns: Turns | None
    open_actions: tuple[Action, ...]
    done_actions: tuple[Action, ...]
    commitments: tuple[RegisterRow, ...]
    named: tuple[Named, ...]
    decisions: tuple[Raised, ...]

    @property
    def done_since(self) -> dt.date:
        return done_since(self.quarter)


def done_since(quarter: Quarter) -> dt.date:
    """The day from which on an action that is done counts as one of the last four quarters."""
    return first_day(quarter - QUARTERS_LOOKED_AT + 1)


def is_done_lately(action: Action, quarter: Quarter) -> bool:
    """Whether it was done in the last four quarters, or since."""
    return (
        action.state == DONE
        and action.closed_at is not None
        and day_in_london(action.closed_at) >= done_since(quarter)
    )


def due_day(commitment: RegisterRow) -> dt.date | None:
    """The day by which it was promised; None where none was named."""
    by = commitment.values.get("by")
    return dt.date.fromisoformat(str(by)) if by else None


def is_late(commitment: RegisterRow, today: dt.date) -> bool:
    """Whether its day has passed, and it is neither kept nor given up."""
    day = due_day(commitment)
    return commitment.values["state"] in TO_COME and day is not None and day < today


def commitments_of(authority: Authority, rows: Sequence[RegisterRow]) -> list[RegisterRow]:
    """Those of its agencies: that can still be kept before the others, each by its day."""
    own = [row for row in rows if row.values["agency"] in authority.agency_names]
    return sorted(
        own, key=lambda row: (row.values["state"] not in TO_COME, due_day(row) or dt.date.max, row.row)
    )


def build_partner_sheet(
    authority: Authority,
    quarter: Quarter,
    today: dt.date,
    first: Quarter,
    recorded: Mapping[Quarter, MeetingRecord],
    actions: Sequence[Action],
    rows: Mapping[str, Sequence[RegisterRow]],
    raised: Sequence[Raised],
) -> PartnerSheet:
    """The sheet. `first`: the quarter that the first meeting was about; `actions`: all; `rows`: of the
    registers; `raised`: what was raised to the SVRP from the last four meetings."""
    meetings = last_meetings(quarter, first, today, recorded)
    own = [action for action in actions if action.owner in authority.agency_names]
    done = [action for action in own if is_done_lately(action, quarter)]
    return PartnerSheet(
        authority,
        quarter,
        today,
        tuple(meetings),
        {about: recorded[about].held_on for about in meetings if about in recorded},
        tuple(attendance_by_seat(authority, meetings, recorded)),
        turns_of(authority, quarter, first),
        tuple(sorted((a for a in own if a.state == OPEN), key=lambda a: (a.due, a.number))),
        tuple(sorted(done, key=lambda a: (a.closed_at or "", a.number), reverse=True)),
        tuple(commitments_of(authority, rows.get(COMMITMENTS, ()))),
        tuple(named_in(authority, rows)),
        tuple(item for item in raised if item.kind == DECISION and item.owner in authority.agency_names),
    )
