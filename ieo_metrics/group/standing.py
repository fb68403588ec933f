"""Where each activity of the terms of reference, and each recommendation, stands: in one or two sentences,
from what is recorded and measured, with the page that has the rest."""

from collections.abc import Callable
from dataclasses import dataclass

from ieo_metrics.group.evaluation.standing import evaluation_stands, one_approach_stands
from ieo_metrics.group.funding.standing import joint_bids_stand, joint_commissioning_stands
from ieo_metrics.group.gaps.standing import gaps_stand, voices_stand
from ieo_metrics.group.group_record import GroupRecord
from ieo_metrics.group.learning.standing import learning_stands
from ieo_metrics.group.partners.standing import partners_stands
from ieo_metrics.group.seasons.standing import seasons_stand
from ieo_metrics.group.what_works.standing import (
    evidence_stands,
    own_results_stand,
    thames_valley_stands,
    training_stands,
)


@dataclass(frozen=True)
class Standing:
    """`ref`: of the activity or recommendation; `page`: the name of the page that has the rest; `say`: the
    sentences, none where nothing is recorded yet; `begin`: what to do there first, where nothing is."""

    ref: str
    page: str
    say: Callable[[GroupRecord], list[str]]
    begin: str


STANDINGS: tuple[Standing, ...] = (
    Standing(
        "4.a", "Gaps", gaps_stand, "Enter the needs of the Strategic Needs Assessment and what meets them."
    ),
    Standing("4.a", "Seasons", seasons_stand, "Upload a table of offences with at least twelve quarters."),
    Standing(
        "4.b",
        "What works",
        evidence_stands,
        "Copy what the Toolkit says of a strand that is run here, with its address.",
    ),
    Standing(
        "4.b",
        "What works",
        training_stands,
        "Enter a training or workshop that partners or communities need.",
    ),
    Standing("4.c", "Gaps", voices_stand, "Enter what communities told you, and what changed because of it."),
    Standing("4.c", "Partners", partners_stands, "Record what a partner commits to at the next meeting."),
    Standing(
        "4.d",
        "Funding",
        joint_commissioning_stands,
        "Enter the grants of each programme and the funding rounds that are expected.",
    ),
    Standing(
        "4.e", "Funding", joint_bids_stand, "Enter the partners of each grant and of each round to bid for."
    ),
    Standing("4.f", "Evaluation", evaluation_stands, "Enter the level of evidence of each programme."),
    Standing(
        "4.f",
        "What works",
        own_results_stand,
        "Say which of our measures show whether an intervention works here.",
    ),
    Standing(
        "4.g",
        "Learning",
        learning_stands,
        "Choose a measure that moved, and say what the group thinks is behind it.",
    ),
    Standing(
        "3.1",
        "Evaluation",
        one_approach_stands,
        "Enter the level of evidence of each programme, and use what has got better as evidence.",
    ),
    Standing(
        "7.2",
        "What works",
        thames_valley_stands,
        "Enter one practice seen in Thames Valley, and what was decided about it here.",
    ),
)
