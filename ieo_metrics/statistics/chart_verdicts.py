"""What a control chart says, as the two icons of *Making Data Count*: how it is changing, and whether the
target will be met.

Variation is of the last value there is, by the measure's own direction. Assurance asks where the target in
force in that quarter lies: within the limits it is met and missed by chance. An icon is a row; its colour
never stands without its shape and letter.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ieo_metrics.framework.measures import Measure
from ieo_metrics.framework.targets import Target, in_force, is_reached
from ieo_metrics.statistics.control import Control, Point, Signal, side_of_middle


@dataclass(frozen=True)
class Icon:
    """`shape`: diamond, square, circle or ring; `colour`: blue, orange or grey; `glyph`: the letter in it."""

    name: str
    shape: str
    colour: str
    glyph: str
    words: str


IMPROVEMENT, CONCERN = "improvement", "concern"
# By what it is and whether it lies upwards. The letters are Making Data Count's: Higher, Lower, Pass, Fail.
SPECIAL: dict[tuple[str, bool], Icon] = {
    (IMPROVEMENT, True): Icon(IMPROVEMENT, "diamond", "blue", "H", "Improving: higher, by more than chance"),
    (IMPROVEMENT, False): Icon(IMPROVEMENT, "diamond", "blue", "L", "Improving: lower, by more than chance"),
    (CONCERN, True): Icon(CONCERN, "square", "orange", "H", "Concern: higher, by more than chance"),
    (CONCERN, False): Icon(CONCERN, "square", "orange", "L", "Concern: lower, by more than chance"),
}
COMMON_CAUSE = Icon("common cause", "circle", "grey", "~", "No change beyond chance")
TOO_FEW_POINTS = Icon(
    "not enough points", "ring", "grey", "…", "Too few quarters to tell a change from chance"
)
NO_VARIATION = Icon("none", "ring", "grey", "–", "No value in any quarter")

CONSISTENTLY_HIT = Icon(
    "will be hit consistently",
    "diamond",
    "blue",
    "P",
    "The target will be met each quarter, unless something changes",
)
CONSISTENTLY_MISSED = Icon(
    "will be missed consistently",
    "square",
    "orange",
    "F",
    "The target will be missed each quarter, unless something changes",
)
HIT_OR_MISS = Icon(
    "hit or miss",
    "circle",
    "grey",
    "?",
    "The target will be met in some quarters and missed in others, by chance",
)
NO_TARGET = Icon("no target", "ring", "grey", "–", "No target is set")
TOO_FEW_TO_ASSURE = Icon(
    "not enough points", "ring", "grey", "…", "Too few quarters to say whether the target will be met"
)


def judged_by_direction(signal: Signal, measure: Measure) -> str:
    """Improvement or concern, by the measure's own direction."""
    return IMPROVEMENT if signal.up == (measure.better == "higher") else CONCERN


def of_point(point: Point, measure: Measure) -> Icon:
    """What one value is: by the first of its signals, else common cause."""
    return (
        SPECIAL[judged_by_direction(point.signals[0], measure), point.signals[0].up]
        if point.signals
        else COMMON_CAUSE
    )


def variation_of(control: Control, measure: Measure) -> Icon:
    """How the measure is changing, at its last value."""
    last = control.last
    if last is None:
        return NO_VARIATION
    return of_point(last, measure) if last.signals or last.segment.has_limits else TOO_FEW_POINTS


def assurance_of(control: Control, measure: Measure, targets: Sequence[Target]) -> Icon:
    """Whether the target in force at the last value will be met, if nothing changes: it is where it lies
    between the limits that tells."""
    last = control.last
    if last is None:
        return TOO_FEW_TO_ASSURE if any(target.ref == measure.ref for target in targets) else NO_TARGET
    target, segment = in_force(targets, measure.ref, last.period), last.segment
    if target is None:
        return NO_TARGET
    if not segment.has_limits:
        return TOO_FEW_TO_ASSURE
    worst, best = (
        (segment.lower, segment.upper) if measure.better == "higher" else (segment.upper, segment.lower)
    )
    # A limit on the target itself reaches it, as a value on it does.
    if side_of_middle(worst, target.aim) == 0 or is_reached(worst, target.aim, measure):
        return CONSISTENTLY_HIT
    return (
        HIT_OR_MISS
        if side_of_middle(best, target.aim) == 0 or is_reached(best, target.aim, measure)
        else CONSISTENTLY_MISSED
    )
