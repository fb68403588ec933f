"""The one verdict of a measure and quarter, of a reader: the officer, who sees every figure, or everybody
else, who sees what is shown. Every page and file takes it from here.

It is the control chart's at the quarter in question, with nothing later than that. Below 12 values it is the
difference from the quarter before, at a level by Holm over the page: what the whole page allows chance, one
quarter in ten, is shared out among its measures, and those that are judged so have their part of it.
"""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.figure_markers import HIDDEN
from ieo_metrics.framework.measures import MEASURE, Measure
from ieo_metrics.statistics.control_charts.chart_of_measure import (
    ChartRules,
    chart_of_observed,
    judged_value,
    observed,
)
from ieo_metrics.statistics.control_charts.chart_with_signals import NEEDED, Control, Segment, Signal
from ieo_metrics.statistics.control_charts.control_limits import Observation
from ieo_metrics.statistics.differences import Figure, chance_of_difference
from ieo_metrics.statistics.figure_wording import no_value

IMPROVING, WORSENING, NO_CLEAR_CHANGE, NOT_JUDGED = VERDICTS = (
    "improving",
    "worsening",
    "no clear change",
    "not judged",
)
FEWEST = 5  # young people behind a figure that is judged, and the usual level of a count
OF_A_PAGE = 0.1  # quarters without any change in which a page may show a verdict
# Quarters without any change in which a chart shows one: simulated, at 12 to 40 quarters (README).
OF_A_CHART = 0.006
# Why a measure is not judged, in words that stand behind the name of one measure or of several.
HIDDEN_WHY = "the figure is hidden"
SEASONAL = "what follows the school year is compared with the year before"
FEW_BEHIND = f"fewer than {FEWEST} young people are behind the figure"
FEW_BEFORE = f"fewer than {FEWEST} young people were behind the figure of the quarter before"
LOW_LEVEL = f"the usual level is under {FEWEST}"
NOT_SHARED = "it goes by how many young people start in a quarter, and that number is not shared"
NOT_KEPT = "how many young people started in the quarter was not kept"
SAME_CHANGES = "a figure without a range cannot be compared with the quarter before"


class Verdict(NamedTuple):
    """`word`: one of `VERDICTS`. `why`: why it is not judged, in words. `control`: its chart up to the
    quarter; `signal`: what its verdict rests on, where the chart gives one. `before`: the figure that it was
    compared with, where that gave it, and `level` how rare by chance a difference must be to be called one.
    `up`: whether it changed upwards, None without a change."""

    word: str
    control: Control
    why: str = ""
    signal: Signal | None = None
    before: Figure | None = None
    up: bool | None = None
    level: float = 0.0

    @property
    def says_change(self) -> bool:
        return self.word in (IMPROVING, WORSENING)


def segment_at(control: Control, quarter: Quarter) -> Segment | None:
    """The chart's last segment, None where it does not reach a quarter or has a gap there."""
    segment = control.segments[-1] if control.segments else None
    return segment if segment and segment.last == quarter and not math.isnan(segment.observed[-1]) else None


def page_verdicts(
    histories: Mapping[str, Sequence[Figure]], quarter: Quarter, rules: ChartRules = ChartRules()
) -> dict[str, Verdict]:
    """By ref, the verdict of each measure. `histories`: by ref, the figures of all measures of the page in
    the order of time; those after the quarter are not looked at."""
    (verdicts,) = verdicts_of_quarters(histories, (quarter,), rules)
    return verdicts


def verdicts_of_quarters(
    histories: Mapping[str, Sequence[Figure]], quarters: Sequence[Quarter], rules: ChartRules = ChartRules()
) -> list[dict[str, Verdict]]:
    """`page_verdicts` of each of the quarters."""
    taken = {
        ref: [(figure.quarter, observed(figure, MEASURE[ref])) for figure in figures]
        for ref, figures in histories.items()
    }
    known = {ref: {figure.quarter: figure for figure in figures} for ref, figures in histories.items()}
    return [_page_at(quarter, known, taken, rules) for quarter in quarters]


def _page_at(
    quarter: Quarter,
    histories: Mapping[str, Mapping[Quarter, Figure]],
    taken: Mapping[str, Sequence[tuple[Quarter, Observation]]],
    rules: ChartRules,
) -> dict[str, Verdict]:
    charts = {
        ref: chart_of_observed(MEASURE[ref], [one for one in some if one[0] <= quarter], rules)
        for ref, some in taken.items()
    }
    found: dict[str, Verdict] = {}
    compared: dict[str, tuple[float, Figure, float]] = {}
    for ref, known in histories.items():
        measure, control = MEASURE[ref], charts[ref]
        now, before = (known.get(q) or Figure(q) for q in (quarter, quarter - 1))
        segment = segment_at(control, quarter)
        why = _why_not_judged(measure, now, control, segment)
        if why or segment is None:
            found[ref] = Verdict(NOT_JUDGED, control, why)
        elif segment.values >= NEEDED:
            found[ref] = _by_chart(measure, control, segment)
        elif why := _why_not_compared(measure, before, segment):
            found[ref] = Verdict(NOT_JUDGED, control, why)
        else:
            chance = chance_of_difference(measure, before, now)
            if chance is None:
                found[ref] = Verdict(NOT_JUDGED, control, SAME_CHANGES)
            else:
                compared[ref] = (chance, before, (now.value or 0) - (before.value or 0))
    judged = sum(verdict.word != NOT_JUDGED for verdict in found.values()) + len(compared)
    beyond = _beyond_chance({ref: chance for ref, (chance, _, _) in compared.items()}, judged)
    for ref, (_, before, difference) in compared.items():
        up = difference > 0
        word = _direction(up, MEASURE[ref]) if ref in beyond else NO_CLEAR_CHANGE
        found[ref] = Verdict(
            word, charts[ref], before=before, up=up if ref in beyond else None, level=OF_A_PAGE / judged
        )
    return {ref: found[ref] for ref in histories}


def chance_of_any(verdicts: Mapping[str, Verdict]) -> float:
    """How often a page with these measures judged would say that something changes, if nothing did. A mean
    and a percentage over the same pairs count as one."""
    judged = {ref: verdict for ref, verdict in verdicts.items() if verdict.word != NOT_JUDGED}
    compared = sum(verdict.before is not None for verdict in judged.values())
    charted = {
        (MEASURE[ref].evidence, MEASURE[ref].topic)
        for ref, verdict in judged.items()
        if verdict.before is None
    }
    return len(charted) * OF_A_CHART + (OF_A_PAGE * compared / len(judged) if judged else 0.0)


def _direction(up: bool, measure: Measure) -> str:
    return IMPROVING if up == (measure.better == "higher") else WORSENING


def _why_not_judged(measure: Measure, now: Figure, control: Control, segment: Segment | None) -> str:
    if now.value is None:
        return HIDDEN_WHY if now.marker == HIDDEN else no_value(now)
    if measure.seasonal:
        return SEASONAL
    if control.why_not_judged:
        return control.why_not_judged
    if judged_value(now, measure) is None or segment is None:
        return NOT_KEPT if any(part.values for part in control.segments) else NOT_SHARED
    if not measure.counts:
        return FEW_BEHIND if (now.n or 0) < FEWEST else ""
    return LOW_LEVEL if segment.centre < FEWEST else ""


def _by_chart(measure: Measure, control: Control, segment: Segment) -> Verdict:
    if not segment.has_limits:
        if len({value for value in segment.observed if not math.isnan(value)}) == 1:
            return Verdict(NO_CLEAR_CHANGE, control)
        return Verdict(NOT_JUDGED, control, f"there are no limits, because {segment.why_no_limits}")
    signal = segment.verdict_at_end
    if signal is None:
        return Verdict(NO_CLEAR_CHANGE, control)
    return Verdict(_direction(signal.up, measure), control, signal=signal, up=signal.up)


def _why_not_compared(measure: Measure, before: Figure, segment: Segment) -> str:
    """Why a quarter cannot be compared with the one before, below so many values."""
    if measure.counts or before.quarter < segment.first:
        many = segment.values
        return f"only {many} quarter{'' if many == 1 else 's'} can be compared, and {NEEDED} are needed"
    if before.value is None:
        hidden = f"{label(before.quarter)} is hidden" if before.marker == HIDDEN else no_value(before)
        return f"{hidden}, and there are too few quarters for limits"
    return FEW_BEFORE if (before.n or 0) < FEWEST else ""


def _beyond_chance(chances: Mapping[str, float], judged: int) -> set[str]:
    """The measures whose difference is beyond chance, by Holm 1979. `chances`: by ref, how often chance alone
    makes a difference as large; `judged`: how many measures of the page have a verdict in all."""
    beyond: set[str] = set()
    for place, (ref, chance) in enumerate(sorted(chances.items(), key=lambda one: one[1])):
        if chance > OF_A_PAGE * len(chances) / judged / (len(chances) - place):
            break
        beyond.add(ref)
    return beyond
