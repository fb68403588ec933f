"""Who of an authority came to the last four meetings, seat by seat."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.terms_of_reference import held_between, seat_name
from ieo_metrics.group.partners.authorities import Authority
from ieo_metrics.store.record.meetings_and_actions import MeetingRecord

MEETINGS_LOOKED_AT = 4
ATTENDED, ABSENT, NOT_RECORDED = "attended", "absent", "no meeting recorded"


@dataclass(frozen=True)
class SeatAttendance:
    """`marks`: for each of the meetings, ATTENDED, ABSENT or NOT_RECORDED."""

    agency: str
    role: str
    marks: tuple[str, ...]


def last_meetings(
    about: Quarter, first: Quarter, today: dt.date, recorded: Mapping[Quarter, MeetingRecord]
) -> list[Quarter]:
    """The quarters that the last four meetings were about, the oldest first: up to `about`, or up to the one
    before where that meeting can still come. Fewer where there were not four since the `first`."""
    is_to_come = about not in recorded and today <= held_between(about)[1]
    last = about - 1 if is_to_come else about
    return list(range(max(first, last - MEETINGS_LOOKED_AT + 1), last + 1))


def attendance_by_seat(
    authority: Authority, meetings: list[Quarter], recorded: Mapping[Quarter, MeetingRecord]
) -> list[SeatAttendance]:
    """A row for each seat, in the order of the terms of reference; none where an authority has no seat."""

    def mark(seat: str, quarter: Quarter) -> str:
        if quarter not in recorded:
            return NOT_RECORDED
        return ATTENDED if seat in recorded[quarter].came else ABSENT

    return [
        SeatAttendance(
            agency.name, role, tuple(mark(seat_name(agency, role), quarter) for quarter in meetings)
        )
        for agency in authority.agencies
        for role in agency.seats
    ]


def meetings_attended(
    authority: Authority, meetings: list[Quarter], recorded: Mapping[Quarter, MeetingRecord]
) -> tuple[int, int]:
    """To how many of the recorded meetings at least one of its seats came, and how many were recorded."""
    held = [recorded[quarter] for quarter in meetings if quarter in recorded]
    seats = {seat_name(agency, role) for agency in authority.agencies for role in agency.seats}
    return sum(bool(seats & set(meeting.came)) for meeting in held), len(held)
