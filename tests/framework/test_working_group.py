"""The working group as its terms of reference set it up. What is expected here was read from the terms, not
from the code."""

import datetime as dt

import pytest

from ieo_metrics.framework import terms_of_reference as group
from ieo_metrics.framework.dates.quarters import quarter

FIRST = quarter(2023, 2)


def test_the_agencies_are_those_of_the_distribution_list():
    """Terms of reference, distribution list: eleven agencies, six of a Specified Authority, two of a Relevant
    Authority, three of neither."""
    duties = [one.duty for one in group.AGENCIES]
    assert [duties.count(duty) for duty in (group.SPECIFIED, group.RELEVANT, group.NEITHER)] == [
        6,
        2,
        3,
    ] and len(duties) == 11
    assert group.AGENCY["Prison Service"].seats == ()  # "No representation at this stage"
    assert (
        len(group.AGENCY["Youth Justice Service"].seats) == 4
        and len(group.SEATS) == 4 + 1 + 1 + 4 + 2 + 3 + 1 + 2 + 1 + 1
    )


def test_every_agency_under_the_duty_is_of_an_authority_of_its_list():
    lists = {
        group.SPECIFIED: group.SPECIFIED_AUTHORITIES,
        group.RELEVANT: group.RELEVANT_AUTHORITIES,
        group.NEITHER: ("",),
    }
    for one in group.AGENCIES:
        assert one.authority in lists[one.duty], one.name
    assert {one.authority for one in group.AGENCIES} == {
        "",
        *group.SPECIFIED_AUTHORITIES,
        *group.RELEVANT_AUTHORITIES,
    }


def test_justice_is_there_if_probation_or_youth_justice_is():
    for came in (["Probation: Senior Probation Officer"], ["Youth Justice Service: Portsmouth"]):
        lists = group.missing_authorities(came)
        assert lists[group.SPECIFIED] == ("Police", "Fire and Rescue Service", "Health", "Local Authorities")
        assert lists[group.RELEVANT] == ("Prison Service", "Education")


def test_with_every_seat_taken_only_the_prison_service_is_missing():
    assert group.missing_authorities(group.SEATS) == {
        group.SPECIFIED: (),
        group.RELEVANT: ("Prison Service",),
    }


def test_nobody_stands_for_an_authority_by_an_unknown_seat():
    assert group.missing_authorities(
        ["Police: Somebody", "Violence Reduction Unit: Director and Chair"]
    ) == group.missing_authorities([])


def test_the_activities_and_recommendations():
    assert list(group.ACTIVITIES) == ["4.a", "4.b", "4.c", "4.d", "4.e", "4.f", "4.g"]
    assert [one.ref for one in group.RECOMMENDATIONS] == ["3.1", "7.2"]


def test_every_third_meeting_is_in_person_and_hosted_by_the_next_authority():
    """Meetings 3, 6, 9, 12, 15 and 18: the five Specified Authorities in the order of the terms, then the
    first again."""
    meetings = [group.planned_meeting(FIRST + n, FIRST) for n in range(18)]
    assert [one.number for one in meetings if one.in_person] == [3, 6, 9, 12, 15, 18]
    assert [one.host for one in meetings if one.in_person] == [
        "Police",
        "Justice",
        "Fire and Rescue Service",
        "Health",
        "Local Authorities",
        "Police",
    ]
    assert meetings[0].where == "On Teams" and meetings[2].where == "In person, hosted by Police"


def test_there_is_no_meeting_before_the_first():
    with pytest.raises(ValueError, match="before the first"):
        group.planned_meeting(FIRST - 1, FIRST)


def test_a_meeting_is_held_when_the_returns_are_due_and_before_the_next_quarter_is_over():
    """2024/25 Q2 ends on 30 September 2024; its returns are due after 21 days, on 21 October."""
    assert group.held_between(quarter(2024, 2)) == (dt.date(2024, 10, 22), dt.date(2024, 12, 31))
    # The terms are of October 2023: the first meeting after them can be about the quarter that had just
    # ended.
    assert group.held_between(group.FIRST_MEETING)[0] == dt.date(2023, 10, 22)
