"""The two icons of *Making Data Count*: how a measure is changing, and whether the target will be met.

Variation shows the measure's verdict; a sign that is only worth watching has an icon of its own, which is
never blue or orange. Assurance asks where the target in
force in that quarter lies: within the limits it is met and missed by chance. An icon is a row; its colour
never stands without its shape and letter.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ieo_metrics.framework.configuration.targets import Target, in_force, is_reached
from ieo_metrics.framework.measures import Measure
from ieo_metrics.statistics.control_charts.chart_with_signals import Control, Point
from ieo_metrics.statistics.control_charts.control_limits import side_of_middle
from ieo_metrics.statistics.verdicts import NOT_JUDGED, Verdict


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
    (IMPROVEMENT, True): Icon(IMPROVEMENT, "diamond", "blue", "H", "Improving: higher"),
    (IMPROVEMENT, False): Icon(IMPROVEMENT, "diamond", "blue", "L", "Improving: lower"),
    (CONCERN, True): Icon(CONCERN, "square", "orange", "H", "Worsening: higher"),
    (CONCERN, False): Icon(CONCERN, "square", "orange", "L", "Worsening: lower"),
}
WATCHED: dict[bool, Icon] = {
    True: Icon("worth watching", "circle", "grey", "H", "No clear change; worth watching: higher"),
    False: Icon("worth watching", "circle", "grey", "L", "No clear change; worth watching: lower"),
}
COMMON_CAUSE = Icon("common cause", "circle", "grey", "~", "No clear change")
WITHOUT_VERDICT = Icon("not judged", "ring", "grey", "–", "Not judged")

CONSISTENTLY_HIT = Icon(
    "will be hit consistently",
    "diamond",
    "blue",
    "P",
    "Target met each quarter, unless something changes",
)
CONSISTENTLY_MISSED = Icon(
    "will be missed consistently",
    "square",
    "orange",
    "F",
    "Target missed each quarter, unless something changes",
)
HIT_OR_MISS = Icon(
    "hit or miss",
    "circle",
    "grey",
    "?",
    "Target met in some quarters, missed in others, by chance",
)
NO_TARGET = Icon("no target", "ring", "grey", "–", "No target")
TOO_FEW_TO_ASSURE = Icon("not enough points", "ring", "grey", "…", "Too few quarters to say of the target")
NO_LIMITS_TO_ASSURE = Icon(
    "no limits",
    "ring",
    "grey",
    "·",
    "No limits, so nothing can be said of the target",
)
SEASONS_TO_ASSURE = Icon(
    "seasons", "ring", "grey", "s", "Quarters differ by season, so nothing can be said of the target"
)
OF_ANOTHER_NUMBER = Icon(
    "another number",
    "ring",
    "grey",
    "≠",
    "Target is for all supported, the chart for those who started",
)


def _direction(up: bool, measure: Measure) -> str:
    return IMPROVEMENT if up == (measure.better == "higher") else CONCERN


def icon_of_point(point: Point, measure: Measure) -> Icon:
    """What one value of a chart is, among all of them: by the first of its signals, else common cause."""
    if not point.signals:
        return COMMON_CAUSE
    first = point.signals[0]
    return SPECIAL[_direction(first.up, measure), first.up] if first.is_verdict else WATCHED[first.up]


def variation_of(verdict: Verdict, measure: Measure) -> Icon:
    """The verdict as an icon."""
    if verdict.word == NOT_JUDGED:
        return WITHOUT_VERDICT
    if verdict.up is not None:
        return SPECIAL[_direction(verdict.up, measure), verdict.up]
    last = verdict.control.last
    return WATCHED[last.signals[0].up] if last is not None and last.signals else COMMON_CAUSE


def assurance_of(control: Control, measure: Measure, targets: Sequence[Target]) -> Icon:
    """Whether the target in force at the last value will be met, if nothing changes: it is where it lies
    between the limits that tells."""
    last = control.last
    if last is None:
        return TOO_FEW_TO_ASSURE if any(target.ref == measure.ref for target in targets) else NO_TARGET
    target, segment = in_force(targets, measure.ref, last.period), last.segment
    if target is None:
        return NO_TARGET
    if measure.kind.judged_under:
        return OF_ANOTHER_NUMBER
    if measure.seasonal:
        return SEASONS_TO_ASSURE
    if not segment.has_limits:
        return NO_LIMITS_TO_ASSURE if segment.why_no_limits else TOO_FEW_TO_ASSURE
    worst, best = (last.lower, last.upper) if measure.better == "higher" else (last.upper, last.lower)
    # A limit on the target itself reaches it, as a value on it does.
    if side_of_middle(worst, target.aim) == 0 or is_reached(worst, target.aim, measure):
        return CONSISTENTLY_HIT
    return (
        HIT_OR_MISS
        if side_of_middle(best, target.aim) == 0 or is_reached(best, target.aim, measure)
        else CONSISTENTLY_MISSED
    )
