"""Numbers in words: the one place that says what a figure means, and how it differs from another. What a
difference is called is said in `verdict_wording`."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ieo_metrics.framework.dates.days import day_in_words
from ieo_metrics.framework.evidence_kinds import ONE_OF
from ieo_metrics.framework.figure_markers import HIDDEN, NOBODY, NOT_COVERED
from ieo_metrics.framework.measures import Measure
from ieo_metrics.statistics.differences import Change, Figure

MINUS = "−"
NO_VALUE = "–"
RANGE = "95% range"
ROUNDED = "Differences are worked out before rounding, so they can look one out."
# Below a hundred people, one of them is more than a point: a decimal would claim more than is known.
FINE_FROM = 100


def percent_in_words(value: float, n: float | None, finer: int = 0) -> str:
    """`68%`; from a hundred people on `68.3%`. `finer`: how many decimals more."""
    return f"{100 * value:.{finer if (n or 0) < FINE_FROM else finer + 1}f}%"


def signed_number(value: float, finer: int = 0) -> str:
    """`+1.4`, `−0.6`, `0.0`."""
    text = f"{value:+.{1 + finer}f}"
    return text[1:] if not text.strip("+-0.") else text.replace("-", MINUS)


def value_in_words(value: float | None, measure: Measure, n: float | None = None, finer: int = 0) -> str:
    """A value as it is shown: a percentage, points with their sign, or a count. `finer`: how many decimals
    more than usual."""
    if value is None or value != value:
        return NO_VALUE
    if measure.statistic.percent:
        return percent_in_words(value, n, finer)
    return signed_number(value, finer) if measure.statistic.signed else f"{value:,.{finer}f}"


def apart_in_words(value: float, other: float, measure: Measure, n: float | None = None) -> tuple[str, str]:
    """Two values with as many decimals as it takes to tell them apart, but two more than usual at most."""
    found = (
        (value_in_words(value, measure, n, finer), value_in_words(other, measure, n, finer))
        for finer in (0, 1, 2)
    )
    usual = value_in_words(value, measure, n)
    return next((shown for shown in found if shown[0] != shown[1]), (usual, usual))


def two_in_words(lower: float, upper: float, measure: Measure, n: float | None = None) -> list[str]:
    """Two values; those that no two decimals more tell apart are one."""
    return list(dict.fromkeys(apart_in_words(lower, upper, measure, n)))


def interval_in_words(lower: float, upper: float, measure: Measure, n: float | None = None) -> str:
    """`50% to 81%`; `99.6% to 100.0%`, where both would look the same without a decimal more."""
    return " to ".join(two_in_words(lower, upper, measure, n))


def unit_for(value: float | None, measure: Measure) -> str:
    """What a count counts, as it stands behind one number: `session` behind 1, else `sessions`."""
    return ONE_OF.get(measure.unit, measure.unit) if value == 1 else measure.unit


def counted_in_words(value: float, measure: Measure) -> str:
    """A count with what it counts: `28 sessions`, `1 session`."""
    return f"{value_in_words(value, measure)} {unit_for(value, measure)}"


def lowest_and_highest(values: Sequence[tuple[str, float, str]]) -> str:
    """`lowest 52% in 2023/24 Q1, highest 71% in 2024/25 Q1, last 68% in 2024/25 Q4`, of periods with their
    values and how these are shown: one at least."""
    if len({shown for _, _, shown in values}) == 1:
        many = len(values)
        which = {1: "only value", 2: "both values alike, the last"}.get(
            many, f"all {many} values alike, the last"
        )
        return f"{which} {values[-1][2]} in {values[-1][0]}"
    lowest, highest = (of(values, key=lambda one: one[1]) for of in (min, max))
    ends = (("lowest", lowest), ("highest", highest), ("last", values[-1]))
    return ", ".join(f"{name} {shown} in {when}" for name, (when, _, shown) in ends)


def people_in_words(n: int) -> str:
    """`1 young person`, `31 young people`."""
    return f"{n:,} young {'person' if n == 1 else 'people'}"


def _one_person(n: int) -> str:
    if n == 1:
        return "one young person is the whole group"
    points = 100 / n
    if round(points, 1) < 1:
        return f"one young person is worth {points:.1g} of a point"
    return f"one young person is worth {points:.0f} point{'' if round(points) == 1 else 's'}"


_NO_VALUE = {
    NOT_COVERED: "no return covers {}",
    NOBODY: "nobody could be counted in {}",
    HIDDEN: "{} is hidden",
}  # by marker
# A figure is hidden for its own small number, or because with it another's could be worked out.
WHY_HIDDEN = "because it covers very few young people, or would give away a figure that does"
OR_WITHDRAWN = ", or was withdrawn"


def no_value(figure: Figure) -> str:
    """Why there is no value."""
    words = _NO_VALUE.get(figure.marker, _NO_VALUE[NOT_COVERED])
    if figure.rolling and words is _NO_VALUE[NOT_COVERED]:
        words = "returns do not cover all of {}"
    return words.format(figure.label)


class FigureWords(NamedTuple):
    """A figure with a value, part by part: `68%`, `of 31 young people`, `one young person is 3 points` (empty
    where it is no percentage), and what else there is to know of it."""

    value: str
    of: str
    one_person: str
    more: Sequence[str]


def figure_words(figure: Figure, measure: Measure) -> FigureWords:
    """A figure that has a value, in words."""
    value, n = value_in_words(figure.value, measure, figure.n), figure.n or 0
    if measure.counts:
        return FigureWords(value, unit_for(figure.value, measure), "", ())
    more = ["a fall is an improvement"] if measure.statistic.signed and measure.better == "lower" else []
    if figure.lower is not None and figure.upper is not None:
        more.append(f"{RANGE} {interval_in_words(figure.lower, figure.upper, measure, n)}")
    else:
        why = "from one person" if n == 1 else "because all changed by the same amount"
        more.append(f"no {RANGE}{' ' if n == 1 else ', '}{why}")
    if measure.statistic.percent:
        return FigureWords(value, f"of {people_in_words(n)}", _one_person(n), more)
    return FigureWords(value, f"points on average, over {people_in_words(n)}", "", more)


def rolling_says(figure: Figure) -> str:
    """What must be said of a figure of four quarters; empty of any other."""
    if not figure.rolling:
        return ""
    return (
        f"Each figure is of four quarters together ({figure.label}) and stands at the last of them; those of "
        "single quarters are too small to share."
    )


def figure_statement(figure: Figure, measure: Measure) -> str:
    """`68% of 31 young people; one young person is 3 points; 95% range 50% to 81%`. No value is said to be
    none, and why."""
    if figure.value is None:
        return f"No value: {no_value(figure)}"
    value, of, one_person, more = figure_words(figure, measure)
    return "; ".join([f"{value} {of}", *filter(None, [one_person]), *more])


def change_in_words(change: Change, measure: Measure) -> str:
    """`up from 61%`, `up 12 from 140`, `unchanged at 61%`, or why there is nothing to compare. A change that
    the figures as they are shown do not show is slight."""
    if change.difference is None:
        return f"cannot be compared: {why_not_compared(change)}"
    then = value_in_words(change.then.value, measure, change.then.n)
    if change.difference == 0:
        return f"unchanged at {then}"
    by = f" {abs(change.difference):,.0f}" if measure.counts else ""
    slightly = "slightly " if _looks_alike(change, measure) else ""
    return f"{slightly}{'up' if change.difference > 0 else 'down'}{by} from {then}"


def _looks_alike(change: Change, measure: Measure) -> bool:
    """Whether both figures are shown as the same number."""
    then, now = (value_in_words(f.value, measure, f.n) for f in (change.then, change.now))
    return then == now


def why_not_compared(change: Change) -> str:
    """Why two figures cannot be compared: the side without a value."""
    return no_value(change.now if change.now.value is None else change.then)


def change_in_short(change: Change, measure: Measure) -> str:
    """The change alone, for a column that stands beside the earlier value: `up 12`, `down 7 points`."""
    if change.difference is None:
        return NO_VALUE
    if change.difference == 0:
        return "unchanged"
    way = "up" if change.difference > 0 else "down"
    if measure.counts:
        return f"{way} {abs(change.difference):,.0f}"
    points = _points(abs(change.difference), change, measure).lstrip("+")
    if not points.strip("0.") or _looks_alike(change, measure):
        return f"slightly {way}"
    return f"{way} {points} point{'' if points == '1' else 's'}"


def _points(value: float, change: Change, measure: Measure, finer: int = 0) -> str:
    """`+7`, `−0.3`: a difference in points or numbers, as finely as its figures are shown, or finer."""
    fine = min(change.now.n or 0, change.then.n or 0) >= FINE_FROM
    digits = finer + (1 if measure.statistic.signed or (measure.statistic.percent and fine) else 0)
    text = f"{measure.statistic.scale * value:+,.{digits}f}"
    return text[1:] if not text.strip("+-0.") else text.replace("-", MINUS)


def change_with_range(change: Change, measure: Measure, when: str = "", named: str = RANGE) -> str:
    """The one sentence of a change: `up 19 points from 59% (95% range −3 to +40)`, without its range where it
    has none; why there is nothing to compare. `when`: `a year before`, where the sentence has to say it;
    `named`: what the range is called."""
    said, ends = change_in_words(change, measure), difference_ends(change, measure)
    if change.difference is None:
        return said
    if change.difference == 0:
        said = f"the same as {when}" if when else said
    else:
        if ends and not measure.counts:
            then = value_in_words(change.then.value, measure, change.then.n)
            said = f"{change_in_short(change, measure)} from {then}"
        said = f"{said} {when}".strip()
    return f"{said} ({named} {ends})" if ends else said


def difference_ends(change: Change, measure: Measure) -> str:
    """`−14 to +28`, the 95% range of the difference; empty where there is none, or its ends are one."""
    if change.lower is None or change.upper is None:
        return ""
    found = (
        [_points(end, change, measure, finer) for end in (change.lower, change.upper)] for finer in (0, 1, 2)
    )
    ends = next((both for both in found if both[0] != both[1]), None)
    return " to ".join(ends) if ends else ""


def better_direction(measure: Measure) -> str:
    """Which way is better, in words."""
    what = (
        "A fall (a number below zero)"
        if measure.better == "lower" and measure.statistic.signed
        else ("Lower" if measure.better == "lower" else "Higher")
    )
    return f"{what} is better."


def arrivals_in_words(
    total: int, missing: Mapping[str, tuple[dt.date, Sequence[str]]], today: dt.date
) -> str:
    """`4 of 5 returns in · TIPS · Rock Pool was due 21 October 2024, 12 days late`. `missing`: by title, the
    day it was due and the tables that are not there; no tables named means that nothing of it is."""
    said = [f"{total - len(missing)} of {total} returns in"]
    for title, (due, tables) in missing.items():
        late = (today - due).days
        when = (
            f"due {day_in_words(due)}"
            if late <= 0
            else f"was due {day_in_words(due)}"
            + (f", {late} day{'' if late == 1 else 's'} late" if late <= 90 else "")
        )
        said.append(f"{title} without {' and '.join(tables)}, {when}" if tables else f"{title} {when}")
    return " · ".join(said)
