"""The working group as its terms of reference of October 2023 set it up: who is on it, what it does, what it
must record, when it meets."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from ieo_metrics.framework.dates.days import day_in_words
from ieo_metrics.framework.dates.quarters import Quarter, last_day, quarter
from ieo_metrics.framework.return_types import RETURN_TYPES

SPECIFIED, RELEVANT, NEITHER = ("Specified Authority", "Relevant Authority", "neither")


@dataclass(frozen=True)
class Agency:
    """One agency of the distribution list. `duty`: under which of the Serious Violence Duty's lists it
    stands; `authority`: the authority that it is, or is part of, "" where it is none; `seats`: who comes, by
    role. No seats: nobody represents it at this stage."""

    name: str
    duty: str
    authority: str
    seats: tuple[str, ...]


AGENCIES: tuple[Agency, ...] = (
    Agency(
        "Violence Reduction Unit",
        NEITHER,
        "",
        (
            "Director and Chair",
            "Manager and Vice Chair",
            "Data and Evaluations Officer",
            "Programmes and Projects Officer",
        ),
    ),
    Agency("Police", SPECIFIED, "Police", ("Violent Crime Taskforce",)),
    Agency(
        "Fire and Rescue Service",
        SPECIFIED,
        "Fire and Rescue Service",
        ("Children and Young People Delivery Manager",),
    ),
    Agency(
        "Youth Justice Service",
        SPECIFIED,
        "Justice",
        ("Hampshire", "Isle of Wight", "Portsmouth", "Southampton"),
    ),
    Agency(
        "Integrated Care Boards",
        SPECIFIED,
        "Health",
        ("Senior Programme Manager, Mental Health Crisis Care", "Hampshire board"),
    ),
    Agency(
        "Local Authorities",
        SPECIFIED,
        "Local Authorities",
        ("Willow Team, Hampshire", "Edge of Care, Portsmouth", "Safeguarding Children Partnerships"),
    ),
    Agency(
        "Office of the Police and Crime Commissioner",
        NEITHER,
        "",
        ("Criminal Justice Programmes and Projects Officer",),
    ),
    Agency("Probation", SPECIFIED, "Justice", ("Senior Probation Officer", "Head of Community Integration")),
    Agency("Education", RELEVANT, "Education", ("County Safeguarding and Computing Adviser",)),
    Agency("Prison Service", RELEVANT, "Prison Service", ()),
    Agency("Voluntary sector", NEITHER, "", ("Chief Executive Officer, No Limits",)),
)
AGENCY: dict[str, Agency] = {agency.name: agency for agency in AGENCIES}
# In the order in which the terms of reference list the duty's authorities, which is also the order in which
# they host.
SPECIFIED_AUTHORITIES = ("Police", "Justice", "Fire and Rescue Service", "Health", "Local Authorities")
RELEVANT_AUTHORITIES = ("Prison Service", "Education")
# A seat is named by its agency and role; no person's name is in it.
Seat = str


def seat_name(agency: Agency, role: str) -> Seat:
    """`Police: Violent Crime Taskforce`."""
    return f"{agency.name}: {role}"


SEATS: dict[Seat, Agency] = {seat_name(agency, role): agency for agency in AGENCIES for role in agency.seats}


def missing_authorities(came: Collection[Seat]) -> dict[str, tuple[str, ...]]:
    """The authorities of which no seat came, by the duty's list: {Specified Authority: (Health,), Relevant
    Authority: (Prison Service,)}."""
    there = {SEATS[one].authority for one in came if one in SEATS}
    listed = {SPECIFIED: SPECIFIED_AUTHORITIES, RELEVANT: RELEVANT_AUTHORITIES}
    return {duty: tuple(name for name in names if name not in there) for duty, names in listed.items()}


# Activities of the Theory of Change, by their number in it.
ACTIVITIES: dict[str, str] = {
    "4.a": "Gap analysis of what communities are offered",
    "4.b": "Academic evidence for commissioning",
    "4.c": "Interventions with and for communities",
    "4.d": "Joint commissioning",
    "4.e": "Joint bids by several providers",
    "4.f": "A public health approach that learns what works",
    "4.g": "Learning from data and evaluations, into the strategy",
}


@dataclass(frozen=True)
class Recommendation:
    """One recommendation of the Crest Advisory readiness assessment (May 2023), by its number there."""

    ref: str
    words: str


RECOMMENDATIONS: tuple[Recommendation, ...] = (
    Recommendation(
        "3.1",
        "Use the writing of the Response Strategy to reach one consistent way to evaluate and to measure impact",
    ),
    Recommendation(
        "7.2",
        "Learn with Thames Valley what has worked there as public health, and how it could be used here",
    ),
)
NOT_STARTED, UNDER_WAY, ACHIEVED = STATES_OF_RECOMMENDATION = ("not started", "under way", "achieved")
REVISE = "Once a recommendation is achieved, the Crest Advisory Readiness Tracker is updated and the terms of reference are revised."
OPEN, DONE, DROPPED = ("open", "done", "dropped")
UPDATE, DECISION = KINDS_RAISED = ("key update", "decision")
NO_OWNER, NO_DAY = "no owner yet", "no date yet"  # of a decision, where nobody has said so


def owned_in_words(owner: str | None, due: dt.date | None) -> str:
    """Who owns a decision and when it is wanted: `Owner: Police. Decide by 3 April 2024.`; what is not known
    yet is said."""
    by = f"Decide by {day_in_words(due)}" if due else NO_DAY.capitalize()
    return f"{f'Owner: {owner}' if owner else NO_OWNER.capitalize()}. {by}."


WORKSHOPS = "Workshops are always held in person."
REVIEW = "The terms of reference ask for a review of the meetings in May 2024."
IN_PERSON_EVERY = 3
# The first quarter whose meeting fell after the terms of reference: an assumption, which the officer can
# correct.
FIRST_MEETING: Quarter = quarter(2023, 2)


@dataclass(frozen=True)
class Meeting:
    """One quarterly meeting. `number` counts from 1; `host`: the Specified Authority that hosts it where it
    is in person, else ""."""

    number: int
    quarter: Quarter
    host: str

    @property
    def in_person(self) -> bool:
        return bool(self.host)

    @property
    def where(self) -> str:
        return f"In person, hosted by {self.host}" if self.in_person else "On Teams"


def planned_meeting(about: Quarter, first: Quarter = FIRST_MEETING) -> Meeting:
    """The meeting about a quarter, counted from the one about `first`: every third is in person, hosted by
    each Specified Authority in turn.

    Raises ValueError for a quarter before the first.
    """
    if about < first:
        raise ValueError("The quarter is before the first meeting's")
    number = about - first + 1
    turn, rest = divmod(number, IN_PERSON_EVERY)
    host = "" if rest else SPECIFIED_AUTHORITIES[(turn - 1) % len(SPECIFIED_AUTHORITIES)]
    return Meeting(number, about, host)


def held_between(about: Quarter) -> tuple[dt.date, dt.date]:
    """The first and last day for the meeting about a quarter: once its returns are due, and before the
    quarter that follows ends."""
    return max(return_type.due_day(about) for return_type in RETURN_TYPES) + dt.timedelta(days=1), last_day(
        about + 1
    )
