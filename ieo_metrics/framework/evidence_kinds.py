"""The kinds of evidence that measures are made of, one row each, and the topics of each. What must be
said, drawn, written or protected of a kind stands in its row; nothing else asks which kind it is. Which
function works a kind out stands in `measuring.compute_measures`, and nowhere else."""

from typing import NamedTuple

import numpy as np

from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.record_tables import TABLE
from ieo_metrics.framework.words.code_lists import SESSION_TYPE, STAR_AREAS

SAME, PART = "the same as", "part of"
# How a contributor of several quarters of a longer period counts there: as in the latest of them, once, once at the
# largest amount, or, since the quarters then say different things, not at all.
LATEST, ONCE, LARGEST, ALONE = "latest", "once", "largest", "alone"


class Tie(NamedTuple):
    """What is known of a number of one topic beside a number of another: `number` of the topic whose row
    it stands in is `relation` the `other_number` of `kind` and `topic`. The number of a count is its n.

    Disclosure control sees to it that neither gives the other away. What does not `always` hold is taken
    to hold wherever it does: a reader would. `between`: whether the difference of a whole and its part is
    a count of people like any other, and not mostly people of whom the part's return tells nothing."""

    number: str  # n, numerator, or rest (n less numerator)
    relation: str  # SAME or PART
    kind: str
    topic: str
    other_number: str = "n"
    always: bool = True
    between: bool = True


class Step(NamedTuple):
    """A step of the flow from everybody to those counted: its words, and who was lost since the step
    before: their state in the evidence, and how that is said."""

    words: str
    lost_state: str = ""
    lost_words: str = ""


class Topic(NamedTuple):
    """What a kind of evidence can be about. `question`: to the group in the meeting, where the figure
    itself asks none; `succeeded`: what those did who are a success, where a topic is a yes or no;
    `since_before`: whether success is a change from how it was before; `before_above_zero`: whether only
    those with a score above zero before can have one."""

    name: str
    question: str
    succeeded: str = ""
    since_before: bool = False
    before_above_zero: bool = False
    steps: tuple[Step, ...] = ()  # of its flow, after those of its kind
    ties: tuple[Tie, ...] = ()


class EvidenceKind(NamedTuple):
    """One kind of evidence: one row a contributor and period, out of one record table.

    `contributor`: whom or what it counts, one and several. `improves`: where a first reading is paired with a
    latest, the direction of the score that is better (1 or −1); the scale is that of the table's score.
    `least_change_setting`: the setting that says from how many points on a change is one; without it, from one.
    `judged_under`: a setting and a choice of it, under which the quarters of a count are judged, whatever is shown:
    of people who stay for several quarters, a quarter has mostly those of the one before. `adds_up`: whether the
    numbers of a year's quarters add up to the year's; not where one person, or a class that comes twice, is in
    several. `yes_no`: its amount is an answer, shown as 1 or 0. `follows_up`: it waits for the end of a window, which may be
    open still. `steps`: of its flow; `steps_from_support`: those in their place where the period of support of
    everybody is known. `in_several`: how a contributor of several quarters of a longer period counts in it."""

    name: str
    table: str
    topics: tuple[Topic, ...]
    contributor: tuple[str, str] = ("young person", "young people")
    improves: int = 0
    least_change_setting: str = ""
    judged_under: tuple[str, str] | None = None
    adds_up: bool = False
    yes_no: bool = False
    follows_up: bool = False
    steps: tuple[Step, ...] = ()
    steps_from_support: tuple[str, str, str] | None = None
    in_several: str = ONCE

    @property
    def topic_names(self) -> tuple[str, ...]:
        return tuple(topic.name for topic in self.topics)

    @property
    def paired(self) -> bool:
        return self.improves != 0

    def scale(self, settings: Settings) -> tuple[int, int]:
        """The lowest and the highest score of its table; the lowest may be a setting."""
        field = TABLE[self.table].field("score")
        lowest = getattr(settings, field.lowest_setting) if field.lowest_setting else field.lowest
        return int(lowest or 0), int(field.highest or 0)

    def best_score(self, settings: Settings) -> int:
        """The score from which nobody can improve."""
        return self.scale(settings)[self.improves > 0]

    def least_change(self, settings: Settings) -> int:
        """From how many points on a change is one: who moved by fewer is counted as the same."""
        return int(getattr(settings, self.least_change_setting)) if self.least_change_setting else 1

    def sides(self, changes: np.ndarray, settings: Settings) -> np.ndarray:
        """Of changes in points, latest minus first: 1 where it is better, −1 where worse, 0 where the same."""
        moved, least = changes * self.improves, self.least_change(settings)
        return np.subtract(moved >= least, moved <= -least, dtype=np.int64)


_STAR_QUESTION = "What would help the young people whose score stayed the same or fell?"
_PAIRED_STEPS = (
    Step("With a score in the quarter"),
    Step("With an earlier score to compare", "one reading only", "with one reading only"),
)
_ON_STARTING = ("people_counted", "on starting")
EVIDENCE_KINDS: tuple[EvidenceKind, ...] = (
    EvidenceKind(
        "star pairs",
        "star_readings",
        # A star is filled in for every area at once, with young people who are mostly supported in the community.
        tuple(
            Topic(
                area,
                _STAR_QUESTION,
                since_before=True,
                ties=(
                    Tie("n", PART, "support", "community", always=False),
                    *(
                        Tie("n", SAME, "star pairs", other, always=False)
                        for other in STAR_AREAS
                        if other != area
                    ),
                ),
            )
            for area in STAR_AREAS
        ),
        improves=1,
        least_change_setting="positive_change_points",
        steps=_PAIRED_STEPS,
        steps_from_support=(
            "Supported in the quarter",
            "With a first score by its end",
            "With a second score in the quarter",
        ),
        in_several=LATEST,
    ),
    EvidenceKind(
        "pain pairs",
        "pain_readings",
        (
            Topic(
                "pain scale",
                "What would help the young people whose pain stayed the same or grew?",
                since_before=True,
            ),
        ),
        improves=-1,
        steps=_PAIRED_STEPS,
        in_several=LATEST,
    ),
    EvidenceKind(
        "social prescribing",
        "social_prescribing",
        (Topic("engaged", "Who could benefit from social prescribing and does not reach it yet?"),),
        judged_under=_ON_STARTING,
    ),
    EvidenceKind(
        "support",
        "support",
        (Topic("community", "Who could benefit from support in the community and does not reach it yet?"),),
        judged_under=_ON_STARTING,
    ),
    EvidenceKind(
        "school cohorts",
        "school_sessions",
        (
            Topic(
                "young people", _SCHOOLS := "Which schools are not reached yet, and what would bring them in?"
            ),
            Topic(
                "young people in hotspot areas and priority schools",
                _SCHOOLS,
                ties=(Tie("n", PART, "school cohorts", "young people"),),
            ),
            Topic("school staff", _SCHOOLS),
        ),
        contributor=("group of pupils", "groups of pupils"),
        in_several=LARGEST,
    ),
    EvidenceKind(
        "follow-up",
        "follow_up",
        (
            Topic("no reoffence", "What would help the young people who reoffended?", "did not reoffend"),
            Topic(
                "harm reduced",
                "What would help the young people whose harm score did not fall?",
                "had a lower score after it",
                since_before=True,
                before_above_zero=True,
                steps=(Step("With harm before", "zero before", "without harm before"),),
                # Not always: harm can be known of somebody of whom it is not known whether they reoffended. Mostly,
                # the difference is those without harm before; and who did not reoffend has less harm than before.
                ties=(
                    Tie("n", PART, "follow-up", "no reoffence", always=False),
                    Tie("rest", PART, "follow-up", "no reoffence", "rest", always=False, between=False),
                ),
            ),
        ),
        yes_no=True,
        follows_up=True,
        steps=(
            Step("Follow-up ended in the quarter"),
            Step("Traced, and the answer known", "left out", "left out"),
        ),
        in_several=ALONE,
    ),
    EvidenceKind(
        "police sessions",
        "police_sessions",
        tuple(
            Topic(t, "Which teams are not reached yet, and what would bring them in?") for t in SESSION_TYPE
        ),
        contributor=("session", "sessions"),
        adds_up=True,
    ),
)
EVIDENCE_KIND: dict[str, EvidenceKind] = {kind.name: kind for kind in EVIDENCE_KINDS}
# One of what a measure or a kind counts several of.
ONE_OF: dict[str, str] = {
    **{several: one for one, several in (kind.contributor for kind in EVIDENCE_KINDS)},
    "school staff": "member of school staff",
}
# By how many points a score can change, at most, on the widest scale of all.
WIDEST_CHANGE = int(
    max(
        (field.highest or 0) - (field.lowest or 0)
        for field in (TABLE[kind.table].field("score") for kind in EVIDENCE_KINDS if kind.paired)
    )
)
