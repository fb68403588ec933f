"""What an invented working group has typed and uploaded: no need, funder, partner's word or page named
here is real."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ieo_metrics.framework.dates.quarters import quarter
from sample_data.make_published import ALL_AREAS, ASSAULTS, PEOPLE

INVENTED = "invented for the samples"
SUMMER = quarter(2025, 2)  # the quarter to come that stands out in the invented assaults

SAMPLE_ROWS: Mapping[str, Sequence[Mapping[str, object]]] = {
    "programmes": [
        {
            "name": "Harbour Mentors",
            "about": "A trusted adult for young people who were excluded from school",
            "run_by": "Harbour Youth Trust (invented)",
        },
    ],
    "needs": [
        {
            "name": "Excluded or missing from school",
            "kind": "risk factor",
            "source": "Strategic Needs Assessment (invented), page 12",
            "as_of": "2024-03-01",
        },
        {
            "name": "Carrying a knife out of fear",
            "kind": "risk factor",
            "source": "Strategic Needs Assessment (invented), page 15",
            "as_of": "2024-03-01",
        },
        {
            "name": "Young adults leaving custody",
            "kind": "cohort",
            "source": "Strategic Needs Assessment (invented), page 21",
            "as_of": "2024-03-01",
        },
        {
            "name": "Girls harmed by older partners",
            "kind": "cohort",
            "source": "Strategic Needs Assessment (invented), page 24",
            "as_of": "2024-03-01",
        },
        {
            "name": "Young people in hospital after violence",
            "kind": "cohort",
            "source": "Strategic Needs Assessment (invented), page 27",
            "as_of": "2024-03-01",
        },
        {
            "name": "Estates with nowhere to go after school",
            "kind": "community",
            "source": "Strategic Needs Assessment (invented), page 33",
            "as_of": "2024-03-01",
        },
    ],
    "provision": [
        {
            "need": "Excluded or missing from school",
            "programme": "Harbour Mentors",
            "how": "A mentor each week until back in school",
        },
        {
            "need": "Carrying a knife out of fear",
            "programme": "Choices",
            "how": "Workshops in hotspot and priority schools",
        },
        {
            "need": "Young adults leaving custody",
            "programme": "RESET",
            "how": "A worker from before release",
        },
        {
            "need": "Young people in hospital after violence",
            "programme": "A&E Navigators",
            "how": "A navigator at the bedside",
        },
        {
            "need": "Excluded or missing from school",
            "programme": "Choices",
            "how": "Workshops in units for excluded pupils",
        },
    ],
    "voices": [
        {
            "who": "Young people of a youth centre (invented)",
            "said_on": "2024-11-14",
            "what": "Workshops should be led by somebody who has been there",
            "changed": "Artswork asked former participants to lead with them",
        },
        {
            "who": "Parents of a school (invented)",
            "said_on": "2025-02-06",
            "what": "They do not know whom to ring before something happens",
            "need": "Carrying a knife out of fear",
        },
        {
            "who": "Residents of an estate (invented)",
            "said_on": "2024-06-20",
            "what": "The hall is locked from four o'clock, when children come home",
            "changed": "The council opens the hall until seven on weekdays",
            "need": "Estates with nowhere to go after school",
        },
    ],
    "evidence_levels": [
        {
            "programme": "RESET",
            "level": "2: preliminary evidence of change",
            "as_of": "2024-06-03",
            "source": f"Guidebook page, {INVENTED}",
            "address": "https://guidebook.example/reset",
        },
    ],
    "run_up": [
        {
            "quarter": SUMMER,
            "what": "Which evenings and places the extra patrols and detached youth workers cover together",
            "agency": "Police",
            "by": "2025-05-30",
            "state": "to be agreed",
        },
        {
            "quarter": SUMMER,
            "what": "Places for the summer holidays for young people who are out of school",
            "agency": "Local Authorities",
            "by": "2025-06-13",
            "state": "to be agreed",
        },
        {
            "quarter": SUMMER,
            "what": "Navigators in both emergency departments on Friday and Saturday nights",
            "agency": "Integrated Care Boards",
            "by": "2025-03-31",
            "state": "agreed",
        },
    ],
    "grants": [
        {
            "programme": "RESET",
            "funder": "Home Fund (invented)",
            "kind": "national government",
            "amount": 240_000,
            "begins": "2024-04-01",
            "ends": "2025-09-30",
            "state": "agreed",
            "match": 60_000,
            "match_from": "Commissioner's fund (invented)",
            "partners": "Society of St James; Harbour Youth Trust (invented)",
        },
        {
            "programme": "RESET",
            "funder": "City Trust (invented)",
            "kind": "lottery, trust or foundation",
            "amount": 110_000,
            "begins": "2026-01-01",
            "ends": "2026-12-31",
            "state": "agreed",
        },
        {
            "programme": "A&E Navigators",
            "funder": "Home Fund (invented)",
            "kind": "national government",
            "amount": 150_000,
            "begins": "2023-04-01",
            "ends": "2025-03-31",
            "state": "ended",
            "match": 30_000,
            "match_from": "Hospital charity (invented)",
        },
        {
            "programme": "A&E Navigators",
            "funder": "Integrated care fund (invented)",
            "kind": "local public body",
            "amount": 80_000,
            "begins": "2025-03-01",
            "ends": "2026-02-28",
            "state": "agreed",
            "partners": "No Limits; two hospitals (invented)",
        },
        {
            "programme": "Choices",
            "funder": "Commissioner's fund (invented)",
            "kind": "local public body",
            "amount": 45_000,
            "begins": "2024-09-01",
            "ends": "2025-07-31",
            "state": "agreed",
            "match": 0,
        },
        {
            "programme": "Choices",
            "funder": "Safer Streets Lottery (invented)",
            "kind": "lottery, trust or foundation",
            "amount": 60_000,
            "begins": "2025-09-01",
            "ends": "2026-07-31",
            "state": "applied for",
            "partners": "Artswork; three councils (invented)",
        },
        {
            "programme": "TIPS",
            "funder": "Constabulary budget (invented)",
            "kind": "local public body",
            "amount": 38_000,
            "begins": "2022-04-01",
            "ends": "2027-03-31",
            "state": "agreed",
        },
    ],
    "rounds": [
        {
            "name": "Safer Streets Lottery, autumn (invented)",
            "funder": "Safer Streets Lottery (invented)",
            "state": "bid sent",
            "opens": "2025-01-13",
            "closes": "2025-03-14",
            "most": 75_000,
            "programmes": ["Choices"],
            "need": "Carrying a knife out of fear",
            "lead": "Local Authorities",
            "partners": "Artswork; three councils (invented)",
        },
        {
            "name": "Youth Futures, second round (invented)",
            "funder": "Home Fund (invented)",
            "state": "we are bidding",
            "opens": "2025-04-07",
            "closes": "2025-06-30",
            "most": 500_000,
            "programmes": ["RESET", "Harbour Mentors"],
            "need": "Young adults leaving custody",
            "lead": "Violence Reduction Unit",
            "partners": "Society of St James; Harbour Youth Trust; Probation (invented)",
            "address": "https://fund.example/youth-futures",
        },
        {
            "name": "Community grants 2026 (invented)",
            "funder": "City Trust (invented)",
            "state": "expected",
            "closes": "2025-11-28",
            "programmes": ["Harbour Mentors"],
        },
    ],
    "interventions": [
        {
            "programme": "A&E Navigators",
            "strand": "Navigators in emergency departments (ratings invented)",
            "impact": "high",
            "strength": "1 of 5",
            "cost": "moderate",
            "copied_on": "2024-01-15",
            "address": "https://toolkit.example/navigators",
            "measures": ["5.1.2.c", "5.1.2.d"],
        },
        {
            "programme": "RESET",
            "strand": "Mentoring (ratings invented)",
            "impact": "moderate",
            "strength": "3 of 5",
            "cost": "moderate",
            "copied_on": "2024-11-18",
            "address": "https://toolkit.example/mentoring",
            "measures": ["5.1.4.b", "5.2.1.a"],
        },
        {
            "programme": "Choices",
            "strand": "Knife crime education (ratings invented)",
            "impact": "not enough evidence",
            "strength": "not rated",
            "cost": "low",
            "copied_on": "2024-11-18",
            "address": "https://toolkit.example/knife-crime-education",
            "measures": ["5.1.5.b"],
        },
    ],
    "training": [
        {
            "topic": "What a navigator can do, and whom to ring",
            "for_whom": "Nurses of both emergency departments",
            "why": "Half of the referrals came from one of two departments (invented)",
            "state": "held",
            "on": "2025-01-22",
            "agency": "Integrated Care Boards",
            "changed": "The second department began to refer in February",
        },
        {
            "topic": "Reading evidence before something is commissioned",
            "for_whom": "Commissioners of the four councils",
            "why": "Two bids named a strand of which the Toolkit says that little is known (invented)",
            "state": "planned",
            "on": "2025-06-18",
            "agency": "Violence Reduction Unit",
        },
        {
            "topic": "Why young people carry a knife out of fear",
            "for_whom": "Parents and carers",
            "why": "Parents of a school asked whom to ring before something happens (invented)",
            "state": "needed",
            "agency": "Education",
        },
    ],
    "practice": [
        {
            "name": "Focused deterrence in one town",
            "source": "Meeting with the Thames Valley unit (invented)",
            "seen_on": "2024-05-22",
            "state": "not for us",
            "why": "Our cohort is spread over too many places for it",
        },
        {
            "name": "A navigator in custody suites",
            "source": "Visit to a custody suite (invented)",
            "seen_on": "2024-06-19",
            "state": "adapted",
            "why": "Adapted to our custody suites: the worker of RESET comes the next day",
            "measures": ["5.1.3.b", "5.2.1.a"],
        },
        {
            "name": "A shared risk screen for schools",
            "source": "Paper of the Thames Valley unit (invented)",
            "seen_on": "2024-09-11",
            "state": "looking at it",
            "why": "Education asked who may see its answers",
            "measures": ["5.1.5.b"],
        },
        {
            "name": "Reflective practice for neighbourhood teams",
            "source": "Meeting with the Thames Valley unit (invented)",
            "seen_on": "2024-10-02",
            "state": "adopted",
            "why": "Rock Pool could begin with it at once",
            "measures": ["5.3.1.a"],
        },
        {
            "name": "Data of ambulances beside that of the police",
            "source": "Call with an analyst (invented)",
            "seen_on": "2025-02-13",
            "state": "looking at it",
            "why": "The Integrated Care Boards ask for an agreement first",
        },
    ],
    "comparators": [
        {
            "measure": "5.2.1.a",
            "area": "Thames Valley (invented)",
            "period": "April 2022 to March 2023",
            "value": "58% did not reoffend within a year",
            "population": "Young people of 10 to 17 with a caution or conviction",
            "caution": "Ours are supported by a programme, up to 25, and followed for less time",
            "address": "https://statistics.example/reoffending",
            "copied_on": "2024-12-03",
        },
        {
            "measure": "5.1.2.d",
            "area": "England (invented)",
            "period": "2023",
            "value": "44% had less pain at the second visit",
            "population": "Adults in a trial of navigators",
            "caution": "Adults, and another scale",
            "address": "https://trial.example/navigators",
            "copied_on": "2023-10-09",
        },
    ],
    "learning": [
        {
            "measure": "5.1.3.b",
            "quarter": 2024 * 4 + 1,
            "behind": "A second worker came in April, so fewer wait to begin",
            "doing": "Keep both workers, and tell the courts that there is room",
            "helps": ["Youth Justice Service"],
            "changed": "Referrals from Southampton come in the week of the sentence",
        },
        {
            "measure": "5.1.5.b",
            "quarter": 2024 * 4 + 2,
            "behind": "Priority schools ask for workshops before Christmas and have no room after it",
            "doing": "Offer dates in the spring first to those not yet reached",
            "helps": ["Education", "Local Authorities"],
        },
        {
            "measure": "5.1.4.a",
            "quarter": 2024 * 4 + 3,
            "behind": "Group evenings began in the autumn, and most who left the programme had been to them",
            "doing": "Ask what of the evenings mattered, before more are paid for",
            "helps": ["Voluntary sector"],
        },
    ],
    "commitments": [
        {
            "agency": "Police",
            "what": "An officer of each neighbourhood team at the workshops in hotspot schools",
            "said_on": "2024-05-16",
            "by": "2024-09-30",
            "state": "kept",
        },
        {
            "agency": "Police",
            "what": "One named officer whom providers may ask about follow-up",
            "said_on": "2025-02-20",
            "by": "2025-04-30",
            "state": "under way",
        },
        {
            "agency": "Integrated Care Boards",
            "what": "Room for a navigator in the second emergency department",
            "said_on": "2024-08-15",
            "by": "2024-12-31",
            "state": "to do",
        },
        {
            "agency": "Probation",
            "what": "Time for a practitioner to take second readings",
            "said_on": "2024-11-21",
            "state": "under way",
        },
        {
            "agency": "Local Authorities",
            "what": "A share of the cost of mentors from the next budget on",
            "said_on": "2025-02-20",
            "by": "2027-03-31",
            "state": "under way",
        },
    ],
}


class SampleTable(NamedTuple):
    """A published table in `published`. `area`: of the series that is kept, of a table that has several;
    `counted`: what that counts."""

    file: str
    source: str
    area: str = ""
    counted: str = ""


# By kind.
SAMPLE_TABLES: Mapping[str, SampleTable] = {
    "population": SampleTable(PEOPLE, INVENTED),
    "offences": SampleTable(ASSAULTS, INVENTED, ALL_AREAS, "Assaults with injury"),
}
