"""Which meetings an authority hosts: of those that are held in person, by turns."""

from dataclasses import dataclass

from ieo_metrics.framework.dates.days import day_in_words
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.terms_of_reference import (
    IN_PERSON_EVERY,
    SPECIFIED_AUTHORITIES,
    Meeting,
    held_between,
    planned_meeting,
)
from ieo_metrics.group.partners.authorities import Authority

A_ROUND = IN_PERSON_EVERY * len(SPECIFIED_AUTHORITIES)  # meetings until an authority's turn comes again


@dataclass(frozen=True)
class Turns:
    """The last meeting up to a quarter that an authority was to host, None where there was none yet, and the
    next one."""

    last: Meeting | None
    following: Meeting


def turns_of(authority: Authority, about: Quarter, first: Quarter) -> Turns | None:
    """Its turns around the meeting about a quarter, counted from the one about `first`; None of one that does
    not host."""
    if not authority.hosts:
        return None

    def turns(quarters: range) -> list[Meeting]:
        planned = (planned_meeting(quarter, first) for quarter in quarters)
        return [meeting for meeting in planned if meeting.host == authority.name]

    before = turns(range(max(first, about - A_ROUND + 1), about + 1))
    begin = max(first, about + 1)
    return Turns(before[-1] if before else None, turns(range(begin, begin + A_ROUND))[0])


def turns_in_words(turns: Turns | None) -> list[str]:
    """Sentences about them."""
    if turns is None:
        return ["Only Specified Authorities host meetings, and it is not one."]
    said = [f"It next hosts {_in_words(turns.following)}."]
    return [f"It was to host {_in_words(turns.last)}.", *said] if turns.last else said


def _in_words(meeting: Meeting) -> str:
    early, late = held_between(meeting.quarter)
    return (
        f"meeting {meeting.number}, about {label(meeting.quarter)} "
        f"(between {day_in_words(early)} and {day_in_words(late)})"
    )
