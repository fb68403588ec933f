"""Where each activity of the terms of reference, and each recommendation, stands: in one or two sentences,
from what is recorded and measured, with the page that has the rest."""

from collections.abc import Callable
from dataclasses import dataclass

from ieo_metrics.group.evaluation.standing import evaluation_stands, one_approach_stands
from ieo_metrics.group.group_record import GroupRecord


@dataclass(frozen=True)
class Standing:
    """`ref`: of the activity or recommendation; `page`: the name of the page that has the rest; `say`: the
    sentences, none where nothing is recorded yet; `begin`: what to do there first, where nothing is."""

    ref: str
    page: str
    say: Callable[[GroupRecord], list[str]]
    begin: str


STANDINGS: tuple[Standing, ...] = (
    Standing("4.f", "Evaluation", evaluation_stands, "Enter the level of evidence of each programme."),
    Standing(
        "3.1", "Evaluation", one_approach_stands, "Take what has got better as evidence, if anything has."
    ),
)
