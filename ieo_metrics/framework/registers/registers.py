"""Every register of the working group's other work: one row each."""

from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.framework.registers.field_kinds import (
    ADDRESS,
    DAY,
    ONE_OF,
    POUNDS,
    QUARTER,
    SEVERAL_OF,
    TEXT,
)
from ieo_metrics.framework.registers.register import Field, Register
from ieo_metrics.framework.return_types import PROGRAMMES
from ieo_metrics.framework.terms_of_reference import AGENCY

_REFS = tuple(MEASURE)
_AGENCIES = tuple(AGENCY)


def _programme(label: str = "Programme") -> Field:
    """A programme that sends returns, or another that the unit knows of."""
    return Field("programme", label, ONE_OF, required=True, choices=PROGRAMMES, of_register="programmes")


# The standards of evidence of the former Early Intervention Foundation, now Foundations.
EVIDENCE_LEVELS = (
    "4+: effective in the long term, in several places",
    "4: effective, shown by two strong studies",
    "3+: effective, more than one measure of it",
    "3: effective, shown by one strong study",
    "2+: preliminary evidence, better than most",
    "2: preliminary evidence of change",
    "NL2: a clear plan, no evidence of change yet",
    "NE: found not to be effective",
    "not assessed",
)
NEED_KINDS = ("risk factor", "cohort", "community", "emerging need or theme")
APPLIED_FOR, AGREED, ENDED, NOT_GIVEN = GRANT_STATES = ("applied for", "agreed", "ended", "not given")
FUNDER_KINDS = (
    "national government",
    "local public body",
    "lottery, trust or foundation",
    "business",
    "other",
)
EXPECTED, OPEN_ROUND, BIDDING, SENT, WON, NOT_WON, NOT_FOR_US = ROUND_STATES = (
    "expected",
    "open",
    "we are bidding",
    "bid sent",
    "won",
    "not won",
    "not for us",
)
LOOKED_AT, ADOPTED, ADAPTED, NOT_TAKEN_UP = PRACTICE_STATES = (
    "looking at it",
    "adopted",
    "adapted",
    "not for us",
)
IMPACTS = ("high", "moderate", "low", "no effect", "harmful", "not enough evidence")
STRENGTHS = ("1 of 5", "2 of 5", "3 of 5", "4 of 5", "5 of 5", "not rated")
COSTS = ("low", "moderate", "high", "not rated")
NEEDED, PLANNED, HELD, NOT_NEEDED = TRAINING_STATES = ("needed", "planned", "held", "not needed after all")
TO_AGREE, AGREED = "to be agreed", "agreed"
RUN_UP_STATES = (TO_AGREE, AGREED, "not needed")
COMMITMENT_STATES = ("to do", "under way", "kept", "not kept")

REGISTERS: tuple[Register, ...] = (
    Register(
        "programmes",
        "Other programmes",
        "a programme",
        ("name",),
        "4.a",
        (
            Field("name", "Programme", TEXT, required=True, longest=80),
            Field("about", "What it offers", TEXT, required=True),
            Field("run_by", "Who runs it", TEXT, longest=120),
        ),
    ),
    Register(
        "evidence_levels",
        "Levels of evidence",
        "a level of evidence",
        ("programme",),
        "4.f",
        (
            _programme(),
            Field("level", "Level of evidence", ONE_OF, required=True, choices=EVIDENCE_LEVELS),
            Field("as_of", "Assessed on", DAY, required=True),
            Field("source", "Source", TEXT, required=True),
            Field("address", "Address", ADDRESS),
        ),
    ),
    Register(
        "needs",
        "Needs",
        "a need",
        ("name",),
        "4.a",
        (
            Field("name", "Need", TEXT, required=True, longest=120),
            Field("kind", "Kind", ONE_OF, required=True, choices=NEED_KINDS),
            Field(
                "source",
                "Source",
                TEXT,
                required=True,
                about="Such as: Strategic Needs Assessment 2024, page 31; the meeting of May 2025",
            ),
            Field("as_of", "As of", DAY, required=True),
        ),
    ),
    Register(
        "provision",
        "What meets a need",
        "a provision",
        ("need", "programme"),
        "4.a",
        (
            Field("need", "Need", ONE_OF, required=True, of_register="needs"),
            _programme(),
            Field("how", "How it meets it", TEXT, required=True),
        ),
    ),
    Register(
        "voices",
        "What communities told us",
        "something that a community told us",
        ("who", "said_on", "what"),
        "4.c",
        (
            Field(
                "who",
                "Who",
                TEXT,
                required=True,
                longest=120,
                about="A group, never a person: young people of a youth centre",
            ),
            Field("said_on", "On", DAY, required=True),
            Field("what", "What they told us", TEXT, required=True),
            Field("changed", "What changed because of it", TEXT),
            Field("need", "Need it is about", ONE_OF, of_register="needs"),
        ),
    ),
    Register(
        "run_up",
        "Run-up",
        "something to agree before a quarter",
        ("quarter", "what"),
        "4.a",
        (
            Field("quarter", "Quarter it is for", QUARTER, required=True),
            Field("what", "What is to be agreed", TEXT, required=True),
            Field("agency", "Who sees to it", ONE_OF, required=True, choices=_AGENCIES),
            Field("by", "By", DAY, required=True),
            Field("state", "Status", ONE_OF, required=True, choices=RUN_UP_STATES),
        ),
    ),
    Register(
        "grants",
        "Funding",
        "a grant",
        ("programme", "funder", "begins"),
        "4.d",
        (
            _programme(),
            Field("funder", "Funder", TEXT, required=True, longest=120),
            Field("kind", "Kind of funder", ONE_OF, choices=FUNDER_KINDS),
            Field("amount", "Amount", POUNDS, required=True),
            Field("begins", "From", DAY, required=True),
            Field(
                "ends",
                "To",
                DAY,
                required=True,
                about="Of a grant that ended early, the day on which it did",
            ),
            Field("state", "Status", ONE_OF, required=True, choices=GRANT_STATES),
            Field("match", "Match funding", POUNDS),
            Field("match_from", "Match from", TEXT, longest=120),
            Field("partners", "Partners in the consortium", TEXT, about="Organisations, never a person"),
        ),
        in_order=(("begins", "ends"),),
    ),
    Register(
        "rounds",
        "Funding rounds to come",
        "a funding round",
        ("name", "funder"),
        "4.e",
        (
            Field("name", "Round", TEXT, required=True, longest=120),
            Field("funder", "Funder", TEXT, required=True, longest=120),
            Field("state", "Status", ONE_OF, required=True, choices=ROUND_STATES),
            Field("opens", "Opens", DAY),
            Field("closes", "Closes", DAY, required=True),
            Field("most", "Most that can be asked for", POUNDS),
            Field(
                "programmes",
                "Programmes it could pay for",
                SEVERAL_OF,
                choices=PROGRAMMES,
                of_register="programmes",
            ),
            Field("need", "Need it could meet", ONE_OF, of_register="needs"),
            Field("lead", "Who leads the bid", ONE_OF, choices=_AGENCIES),
            Field("partners", "Partners in the consortium", TEXT, about="Organisations, never a person"),
            Field("address", "Address", ADDRESS),
        ),
        in_order=(("opens", "closes"),),
    ),
    Register(
        "interventions",
        "Interventions and their evidence",
        "an intervention",
        ("programme", "strand"),
        "4.b",
        (
            _programme(),
            Field("strand", "Strand of the Youth Endowment Fund's Toolkit", TEXT, required=True, longest=120),
            Field("impact", "Impact", ONE_OF, required=True, choices=IMPACTS),
            Field("strength", "Strength of evidence", ONE_OF, required=True, choices=STRENGTHS),
            Field("cost", "Cost", ONE_OF, required=True, choices=COSTS),
            Field("copied_on", "Copied on", DAY, required=True),
            Field("address", "Address", ADDRESS, required=True),
            Field("measures", "Our measures beside it", SEVERAL_OF, choices=_REFS),
        ),
    ),
    Register(
        "training",
        "Training and workshops",
        "a training or workshop",
        ("topic", "for_whom"),
        "4.b",
        (
            Field("topic", "What about", TEXT, required=True, longest=120),
            Field(
                "for_whom",
                "For whom",
                TEXT,
                required=True,
                longest=120,
                about="A group, never a person: officers of the custody suites, parents of a school",
            ),
            Field("why", "What shows that it is needed", TEXT, required=True),
            Field("state", "Status", ONE_OF, required=True, choices=TRAINING_STATES),
            Field("on", "Held or planned for", DAY),
            Field("agency", "Who sees to it", ONE_OF, choices=_AGENCIES),
            Field("changed", "What changed because of it", TEXT),
        ),
    ),
    Register(
        "practice",
        "Practice from Thames Valley",
        "a practice",
        ("name",),
        "7.2",
        (
            Field("name", "Practice", TEXT, required=True, longest=120),
            Field("source", "Where we saw it", TEXT, required=True),
            Field("seen_on", "Seen on", DAY, required=True),
            Field("state", "What we decided", ONE_OF, required=True, choices=PRACTICE_STATES),
            Field("why", "Why", TEXT, required=True),
            Field("measures", "Our measures it could move", SEVERAL_OF, choices=_REFS),
        ),
    ),
    Register(
        "comparators",
        "Published comparators",
        "a comparator",
        ("measure", "area", "period"),
        "7.2",
        (
            Field("measure", "Our measure", ONE_OF, required=True, choices=_REFS),
            Field("area", "Area", TEXT, required=True, longest=120),
            Field("period", "Period", TEXT, required=True, longest=80),
            Field("value", "What was published", TEXT, required=True),
            Field("population", "Of whom", TEXT, required=True),
            Field("caution", "Why it may not compare", TEXT, required=True),
            Field("address", "Address", ADDRESS, required=True),
            Field("copied_on", "Copied on", DAY, required=True),
        ),
    ),
    Register(
        "learning",
        "Learning",
        "something learned",
        ("measure", "quarter"),
        "4.g",
        (
            Field("measure", "Measure", ONE_OF, required=True, choices=_REFS),
            Field("quarter", "Quarter", QUARTER, required=True),
            Field("behind", "What we think is behind it", TEXT, required=True),
            Field("doing", "What we do about it", TEXT),
            Field("helps", "Who helps", SEVERAL_OF, choices=_AGENCIES),
            Field("changed", "What changed because of it", TEXT),
        ),
    ),
    Register(
        "commitments",
        "What partners committed to",
        "a commitment",
        ("agency", "what"),
        "4.c",
        (
            Field("agency", "Agency", ONE_OF, required=True, choices=_AGENCIES),
            Field("what", "What it committed to", TEXT, required=True),
            Field("said_on", "Said on", DAY, required=True),
            Field("by", "By", DAY),
            Field("state", "Status", ONE_OF, required=True, choices=COMMITMENT_STATES),
        ),
    ),
)
REGISTER: dict[str, Register] = {register.name: register for register in REGISTERS}
