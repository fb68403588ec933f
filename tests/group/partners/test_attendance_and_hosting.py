"""Who came to the last four meetings, and whose turn it is to host, worked out on paper."""

import datetime as dt

from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.terms_of_reference import AGENCIES, SEATS
from ieo_metrics.group.partners.attendance import (
    ABSENT,
    ATTENDED,
    NOT_RECORDED,
    attendance_by_seat,
    last_meetings,
    meetings_attended,
)
from ieo_metrics.group.partners.authorities import AUTHORITIES, AUTHORITY
from ieo_metrics.group.partners.hosting import turns_in_words, turns_of
from ieo_metrics.store.record.meetings_and_actions import MeetingRecord

FIRST = quarter(2023, 2)
HAMPSHIRE, SOUTHAMPTON = "Youth Justice Service: Hampshire", "Youth Justice Service: Southampton"
PROBATION = "Probation: Senior Probation Officer"


def meeting(about: int, *came: str) -> MeetingRecord:
    return MeetingRecord(about, dt.date(2024, 11, 21), "", came, "2024-11-21T10:00:00+00:00", "A. Officer")


def recorded(*meetings: MeetingRecord) -> dict[int, MeetingRecord]:
    return {one.quarter: one for one in meetings}


def test_every_agency_stands_once_and_in_the_order_of_the_terms_of_reference() -> None:
    assert [authority.name for authority in AUTHORITIES] == [
        "Police",
        "Justice",
        "Fire and Rescue Service",
        "Health",
        "Local Authorities",
        "Prison Service",
        "Education",
        "Violence Reduction Unit",
        "Office of the Police and Crime Commissioner",
        "Voluntary sector",
    ]
    every = [agency for authority in AUTHORITIES for agency in authority.agencies]
    assert sorted(agency.name for agency in every) == sorted(agency.name for agency in AGENCIES)
    assert AUTHORITY["Justice"].agency_names == ("Youth Justice Service", "Probation")


def test_the_last_four_meetings_end_with_the_one_that_was_due() -> None:
    about = quarter(2024, 2)  # its meeting can be from 22 October to 31 December 2024
    four_to_it = [quarter(2023, 3), quarter(2023, 4), quarter(2024, 1), quarter(2024, 2)]
    assert last_meetings(about, FIRST, dt.date(2025, 1, 1), {}) == four_to_it
    assert last_meetings(about, FIRST, dt.date(2024, 12, 31), recorded(meeting(about))) == four_to_it
    one_before = [quarter(2023, 2), quarter(2023, 3), quarter(2023, 4), quarter(2024, 1)]
    assert last_meetings(about, FIRST, dt.date(2024, 12, 31), {}) == one_before, "it can still come"


def test_there_is_no_meeting_before_the_first() -> None:
    after = dt.date(2026, 1, 1)
    assert last_meetings(FIRST + 1, FIRST, after, {}) == [FIRST, FIRST + 1]
    assert last_meetings(FIRST - 1, FIRST, after, {}) == []


def test_each_seat_came_was_absent_or_nothing_is_recorded() -> None:
    held = recorded(meeting(FIRST, HAMPSHIRE, SOUTHAMPTON), meeting(FIRST + 2, PROBATION))
    seats = attendance_by_seat(AUTHORITY["Justice"], [FIRST, FIRST + 1, FIRST + 2], held)
    assert {(seat.agency, seat.role): seat.marks for seat in seats} == {
        ("Youth Justice Service", "Hampshire"): (ATTENDED, NOT_RECORDED, ABSENT),
        ("Youth Justice Service", "Isle of Wight"): (ABSENT, NOT_RECORDED, ABSENT),
        ("Youth Justice Service", "Portsmouth"): (ABSENT, NOT_RECORDED, ABSENT),
        ("Youth Justice Service", "Southampton"): (ATTENDED, NOT_RECORDED, ABSENT),
        ("Probation", "Senior Probation Officer"): (ABSENT, NOT_RECORDED, ATTENDED),
        ("Probation", "Head of Community Integration"): (ABSENT, NOT_RECORDED, ABSENT),
    }
    assert meetings_attended(AUTHORITY["Justice"], [FIRST, FIRST + 1, FIRST + 2], held) == (2, 2)
    assert meetings_attended(AUTHORITY["Health"], [FIRST, FIRST + 1, FIRST + 2], held) == (0, 2)
    assert attendance_by_seat(AUTHORITY["Prison Service"], [FIRST], held) == []


def test_all_seats_are_somebodys() -> None:
    seats = [f"{s.agency}: {s.role}" for one in AUTHORITIES for s in attendance_by_seat(one, [], {})]
    assert sorted(seats) == sorted(SEATS)


def test_the_turns_to_host_go_round() -> None:
    """Every third meeting is in person; Police hosts the 3rd, Justice the 6th, Health the 12th, Police the 18th."""
    police, justice = AUTHORITY["Police"], AUTHORITY["Justice"]
    before = turns_of(police, FIRST, FIRST)
    assert before and before.last is None and before.following.number == 3
    on_the_day = turns_of(police, FIRST + 2, FIRST)
    assert on_the_day and on_the_day.last and on_the_day.last.number == 3
    assert on_the_day.following.number == 18
    after = turns_of(justice, FIRST + 7, FIRST)
    assert after and after.last and (after.last.number, after.following.number) == (6, 21)
    assert turns_of(AUTHORITY["Health"], FIRST, FIRST).following.number == 12  # type: ignore[union-attr]


def test_only_specified_authorities_host() -> None:
    for name in ("Education", "Voluntary sector"):
        assert turns_of(AUTHORITY[name], FIRST, FIRST) is None
    assert turns_in_words(None) == ["Only Specified Authorities host meetings, and it is not one."]
    assert turns_in_words(turns_of(AUTHORITY["Police"], FIRST + 2, FIRST)) == [
        "It was to host meeting 3, about 2023/24 Q4 (between 22 April 2024 and 30 June 2024).",
        "It next hosts meeting 18, about 2027/28 Q3 (between 22 January 2028 and 31 March 2028).",
    ]


def test_before_the_first_meeting_the_first_turns_are_ahead() -> None:
    turns = turns_of(AUTHORITY["Police"], FIRST - 3, FIRST)
    assert turns and turns.last is None and turns.following.number == 3
