"""The lines of a chart beside its values: limits, middle and target by quarter, under the names that they
have in every file of the pack."""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ieo_metrics.framework.configuration.targets import Target, in_force
from ieo_metrics.framework.dates.quarters import Quarter, label, stretch_in_words
from ieo_metrics.framework.measures import Measure
from ieo_metrics.framework.words.list_in_words import list_in_words
from ieo_metrics.statistics.control_charts.chart_with_signals import NEEDED, Control, Segment, drawn_limits

UPPER, AVERAGE, LOWER, MEDIAN = LINES = ("upper limit", "average", "lower limit", "median")
LIMITS = (UPPER, LOWER)
TARGET = "target"
# What a column of their levels is called, beside columns of values that may be averages themselves.
HEADINGS = {
    UPPER: "Upper limit",
    AVERAGE: "Average of the quarters",
    LOWER: "Lower limit",
    MEDIAN: "Median of the quarters",
}


class ChartLine(NamedTuple):
    """One line of one stretch of quarters. `kind`: one of LINES; `name`: with the quarter from which it is
    worked out anew; `levels`: by quarter."""

    kind: str
    name: str
    levels: dict[Quarter, float]


def chart_lines(control: Control, measure: Measure) -> list[ChartLine]:
    """The lines of a chart as they are drawn: limits and average, or the median of too few quarters for
    limits. None where the chart is of another number than the figures that are shown (of people who stay for
    several quarters, those who started)."""
    if measure.kind.judged_under:
        return []
    return [
        ChartLine(
            kind, kind if segment is control.segments[0] else f"{kind} from {label(segment.first)}", levels
        )
        for segment in control.segments
        for kind, levels in _levels(control, segment, measure).items()
        if levels
    ]


def target_lines(targets: Sequence[Target], measure: Measure, quarters: Sequence[Quarter]) -> list[ChartLine]:
    """The target in force by quarter, as a line beside those of the chart; none where there was none."""
    found = {quarter: in_force(targets, measure.ref, quarter) for quarter in quarters}
    levels = {quarter: target.aim for quarter, target in found.items() if target is not None}
    return [ChartLine(TARGET, TARGET, levels)] if levels else []


def _levels(control: Control, segment: Segment, measure: Measure) -> dict[str, dict[Quarter, float]]:
    points = [point for point in control.points if point.segment is segment]
    centre = {p.period: segment.centre for p in points if not math.isnan(segment.centre)}
    if not segment.has_limits:
        return {MEDIAN: centre}
    limits = {p.period: drawn_limits(p, measure) for p in points if not math.isnan(p.upper)}
    return {
        UPPER: {quarter: upper for quarter, (_, upper) in limits.items()},
        AVERAGE: centre,
        LOWER: {quarter: lower for quarter, (lower, _) in limits.items()},
    }


def levels_by_kind(lines: Sequence[ChartLine]) -> dict[str, dict[Quarter, float]]:
    """By kind of line and quarter, its level: a quarter lies in one stretch only."""
    out: dict[str, dict[Quarter, float]] = {}
    for line in lines:
        out.setdefault(line.kind, {}).update(line.levels)
    return out


def stepped(levels: Mapping[Quarter, float]) -> tuple[list[float | None], list[float | None]]:
    """A line that is level within each quarter, from half a quarter before to half a quarter after it: its
    places and its levels, a None in both where it is broken."""
    places: list[float | None] = []
    heights: list[float | None] = []
    for quarter, level in levels.items():
        if places and places[-1] != quarter - 0.5:
            places.append(None)
            heights.append(None)
        places += [quarter - 0.5, quarter + 0.5]
        heights += [level, level]
    return places, heights


def rows_of_steps(
    quarters: Sequence[Quarter], lines: Sequence[ChartLine]
) -> list[tuple[Quarter, float, list[float | None]]]:
    """The same for the charts of Office files, which have no steps of their own: of each quarter two rows,
    where it begins and where it ends on an axis whose first quarter stands at 1, with the level of each
    line."""
    return [
        (quarter, place + side, [line.levels.get(quarter) for line in lines])
        for place, quarter in enumerate(quarters, start=1)
        for side in (-0.5, 0.5)
    ]


def lines_say(control: Control, measure: Measure) -> str:
    """What the lines of a chart are, or why it has none: `Dashed lines: the range that chance alone gives;
    the thin line between them: the average.`"""
    if measure.kind.judged_under:
        return "No limits: change is judged by how many started in each quarter, and not by this number."
    if control.why_not_judged:
        return f"No limits: {control.why_not_judged}."
    limited = [segment for segment in control.segments if segment.has_limits]
    drawn = "Dashed lines: the range that chance alone gives; the thin line between them: the average."
    said = [drawn] if limited else []
    without: dict[str, list[Segment]] = {}
    for segment in control.segments:
        if not segment.has_limits:
            why = segment.why_no_limits or f"fewer than {NEEDED} quarters have a value"
            without.setdefault(why, []).append(segment)
    for why, segments in without.items():
        spans = (
            list_in_words([stretch_in_words(segment.first, segment.last) for segment in segments])
            if len(control.segments) > 1
            else ""
        )
        said.append(f"No limits{f' in {spans}' if spans else ''}: {why}.")
    if any(segment.values and not segment.has_limits for segment in control.segments):
        said.append(f"The thin line{' there' if limited else ''} is the median.")
    return " ".join(said)
