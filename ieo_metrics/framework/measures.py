"""The measures of the Outcomes Based Performance Framework, one row each. Nothing anywhere else lists
measures.

Source: IEO Working Group terms of reference, October 2023. A measure takes one topic of one kind of evidence
(`evidence_kinds`) and one statistic of it (`statistic_kinds`).
"""

from typing import Any, NamedTuple

from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.evidence_kinds import EVIDENCE_KIND, EvidenceKind, Topic
from ieo_metrics.framework.statistic_kinds import MEAN, PEOPLE, SHARE, TOTAL, Statistic


class Measure(NamedTuple):
    """One measure of the framework."""

    ref: str
    success: str
    programme: str
    provider: str
    wording: str  # of the framework
    name: str  # short, for a row of a table
    evidence: str
    topic: str
    statistic: Statistic
    better: str  # higher or lower
    unit: str  # points, proportion, or what is counted
    definition: str  # in plain words
    reads: tuple[str, ...]  # record tables; the first is the one whose coverage decides
    about_people: bool = True  # whether a small count could point at a young person
    seasonal: bool = False  # whether it follows the school year: then a quarter says nothing of the next

    @property
    def area(self) -> str:
        return AREAS[self.ref[:3]]

    @property
    def kind(self) -> EvidenceKind:
        return EVIDENCE_KIND[self.evidence]

    @property
    def topic_row(self) -> Topic:
        return next(topic for topic in self.kind.topics if topic.name == self.topic)

    @property
    def counts(self) -> bool:
        return self.statistic.counts

    @property
    def may_roll(self) -> bool:
        """Whether it can be shared as rolling four quarters: a count of four is four times as much, which no
        target of a quarter can be compared with."""
        return self.about_people and not self.counts


AREAS: dict[str, str] = {
    "5.1": "Decreased risk factors and increased protective factors for young people and families",
    "5.2": "Reoffending in the supported cohort is reduced",
    "5.3": "Trauma informed approach within policing",
}

_EDUCATION = "Young people moving towards education, training and employment"
_MENTAL_HEALTH = "Improved mental health amongst young people"
_TRUSTED_ADULTS = "Increased provision of trusted adults for young people"
_RELATIONSHIPS = "Improved relationships for young people"
_KNOWLEDGE = "Improved knowledge and attitudes towards knife crime and violence amongst young people, including at-risk cohorts"
_STAFF = "Improved knowledge and attitudes towards knife crime and violence amongst school staff"
_REOFFENDING = "Levels of reoffending decrease"
_OFFENDING = "Young people are moving towards decreased offending behaviour"
_POLICE = "Increased trauma informed knowledge, attitudes and behaviours from police officers"


def _star(ref_mean: str, ref_share: str, success: str, topic: str, short: str) -> tuple[Measure, Measure]:
    """The two measures that the framework takes of one area of the Outcomes Star."""
    both: dict[str, Any] = {
        "success": success,
        "programme": "RESET",
        "provider": "Society of St James",
        "evidence": "star pairs",
        "topic": topic,
        "better": "higher",
        "reads": ("star_readings",),
    }
    return (
        Measure(
            ref=ref_mean,
            wording=f"Average score change for '{topic}' outcomes star score",
            name=f"{short}: average change",
            statistic=MEAN,
            unit="points",
            definition=f"For each young person with a '{topic}' star score dated in the quarter: that score (the latest in the quarter) minus their earliest ever, "
            "if it is of an earlier day. The measure is the average of these changes. Scores run from 1 to 10 and two points are one stage; higher is better.",
            **both,
        ),
        Measure(
            ref=ref_share,
            wording=f"Percentage of cohort showing positive change for '{topic}' outcomes star score",
            name=f"{short}: positive change",
            statistic=SHARE,
            unit="proportion",
            definition=f"Of the young people whose '{topic}' star score in the quarter can be compared with an earlier one: the share whose latest score is at least one "
            "point (unless set otherwise) higher than their first. Young people who began at 10 cannot rise; they stay in, and their number is stated.",
            **both,
        ),
    )


_USE_OF_TIME = _star("5.1.1.a", "5.1.1.b", _EDUCATION, "meaningful use of time", "Meaningful use of time")
_WELLBEING = _star(
    "5.1.2.a", "5.1.2.b", _MENTAL_HEALTH, "emotional and mental health", "Emotional and mental health"
)
_NETWORKS = _star(
    "5.1.4.a",
    "5.1.4.b",
    _RELATIONSHIPS,
    "social networks and relationships",
    "Social networks and relationships",
)
_OFFENDING_STAR = _star("5.2.2.b", "5.2.2.c", _OFFENDING, "offending", "Offending")
_PAIN: dict[str, Any] = {
    "success": _MENTAL_HEALTH,
    "programme": "A&E Navigators",
    "provider": "No Limits",
    "evidence": "pain pairs",
    "topic": "pain scale",
    "reads": ("pain_readings",),
}
_CHOICES: dict[str, Any] = {
    "programme": "Choices",
    "provider": "Artswork",
    "evidence": "school cohorts",
    "statistic": TOTAL,
    "better": "higher",
    "seasonal": True,
}
_TIPS: dict[str, Any] = {
    "success": _POLICE,
    "programme": "TIPS",
    "provider": "Rock Pool",
    "evidence": "police sessions",
    "statistic": TOTAL,
    "better": "higher",
    "unit": "sessions",
}
_FOLLOW_UP: dict[str, Any] = {
    "programme": "RESET",
    "provider": "Constabulary",
    "evidence": "follow-up",
    "statistic": SHARE,
    "better": "higher",
    "unit": "proportion",
}

MEASURES: tuple[Measure, ...] = (
    *_USE_OF_TIME,
    *_WELLBEING,
    Measure(
        ref="5.1.2.c",
        wording="Average score change in mental health pain scale",
        name="Pain scale: average change",
        statistic=MEAN,
        better="lower",
        unit="points",
        definition="For each young person with a pain scale score dated in the quarter: that score (the latest in the quarter) minus their earliest ever, if it is of an "
        "earlier day. The measure is the average of these changes. 10 is the worst pain, so a fall (a number below zero) is an improvement.",
        **_PAIN,
    ),
    Measure(
        ref="5.1.2.d",
        wording="Percentage of cohort showing a reduced score in mental health pain scale",
        name="Pain scale: reduced score",
        statistic=SHARE,
        better="higher",
        unit="proportion",
        definition="Of the young people whose pain scale score in the quarter can be compared with an earlier one: the share whose latest score is lower than their first.",
        **_PAIN,
    ),
    Measure(
        ref="5.1.3.a",
        success=_TRUSTED_ADULTS,
        programme="A&E Navigators",
        provider="No Limits",
        wording="Number of young people receiving support via social prescribing",
        name="Supported via social prescribing",
        evidence="social prescribing",
        topic="engaged",
        statistic=PEOPLE,
        better="higher",
        unit="young people",
        definition="Different young people who engaged with social prescribing and were supported on at least one day of the quarter. Declined or only referred does not count.",
        reads=("social_prescribing",),
    ),
    Measure(
        ref="5.1.3.b",
        success=_TRUSTED_ADULTS,
        programme="RESET",
        provider="Society of St James",
        wording="Number of young people receiving support in the community",
        name="Supported in the community",
        evidence="support",
        topic="community",
        statistic=PEOPLE,
        better="higher",
        unit="young people",
        definition="Different young people supported in the community on at least one day of the quarter. Support in custody alone does not count.",
        reads=("support",),
    ),
    *_NETWORKS,
    Measure(
        ref="5.1.5.a",
        success=_KNOWLEDGE,
        wording="Number of young people reached",
        name="Young people reached",
        topic="young people",
        unit="young people",
        definition="Young people at the Choices sessions delivered in the quarter. Each year group or class of a school counts once, at its largest headcount, because its "
        "pupils attend two workshops. Sessions that name no year group are added up.",
        reads=("school_sessions",),
        **_CHOICES,
    ),
    Measure(
        ref="5.1.5.b",
        success=_KNOWLEDGE,
        wording="Number of young people reached from schools in hotspot areas and priority schools",
        name="Reached in hotspot areas and priority schools",
        topic="young people in hotspot areas and priority schools",
        unit="young people",
        definition="Of the young people reached, those at a school in a hotspot area or on the priority list, each school counted once. The school list in force on the "
        "session's date decides; without a list, the session's own columns do.",
        reads=("school_sessions", "school_list"),
        **_CHOICES,
    ),
    Measure(
        ref="5.1.6.a",
        success=_STAFF,
        wording="Number of school staff engaged",
        name="School staff engaged",
        topic="school staff",
        unit="school staff",
        definition="School staff at the Choices sessions delivered in the quarter. Each year group or class of a school counts once, at its largest number of staff.",
        reads=("school_sessions",),
        about_people=False,
        **_CHOICES,
    ),
    Measure(
        ref="5.2.1.a",
        success=_REOFFENDING,
        wording="Percentage of young people who do not reoffend",
        name="Do not reoffend",
        topic="no reoffence",
        definition="Of the young people traced by the Constabulary whose follow-up window (12 months from the start of support, unless set otherwise) ended in the quarter: "
        "the share with no offence committed in the window. Young people who could not be traced are left out and counted apart.",
        reads=("follow_up", "offences"),
        **_FOLLOW_UP,
    ),
    Measure(
        ref="5.2.2.a",
        success=_OFFENDING,
        wording="Percentage of young people whose Crime Harm Index score reduces",
        name="Crime Harm Index score reduces",
        topic="harm reduced",
        definition="Of the same young people with a Crime Harm Index score above zero before support and a score after: the share whose score after is lower. An equal score "
        "is not a reduction; young people with zero before cannot reduce and are counted apart.",
        reads=("follow_up", "offences"),
        **_FOLLOW_UP,
    ),
    *_OFFENDING_STAR,
    Measure(
        ref="5.3.1.a",
        wording="Number of 1-1 reflective practice sessions delivered to police",
        name="1-1 reflective practice sessions",
        topic="one-to-one reflective practice",
        definition="One-to-one reflective practice sessions delivered to the police in the quarter. Cancelled, postponed and not attended sessions do not count.",
        reads=("police_sessions",),
        about_people=False,
        **_TIPS,
    ),
    Measure(
        ref="5.3.1.b",
        wording="Number of trauma informed training sessions delivered to police",
        name="Trauma informed training sessions",
        topic="trauma informed training",
        definition="Trauma informed training sessions delivered to the police in the quarter. Cancelled, postponed and not attended sessions do not count.",
        reads=("police_sessions",),
        about_people=False,
        **_TIPS,
    ),
)
MEASURE: dict[str, Measure] = {m.ref: m for m in MEASURES}


def checked_settings(settings: Settings) -> Settings:
    """The settings, if every measure that they name can be shared as rolling four quarters. Raises ValueError
    naming the one that cannot."""
    for ref in settings.shared_as_rolling:
        if ref not in MEASURE or not MEASURE[ref].may_roll:
            possible = ", ".join(m.ref for m in MEASURES if m.may_roll)
            raise ValueError(f"{ref} cannot be shared as rolling four quarters: these can: {possible}")
    return settings
