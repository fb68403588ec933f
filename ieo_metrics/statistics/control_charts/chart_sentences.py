"""What a control chart and a target say, in sentences made from the numbers. The words of one figure are in
`figure_wording`, those of a verdict in `verdict_wording`."""

from ieo_metrics.framework.configuration.targets import BEYOND, TOO_FEW, Target, band_of
from ieo_metrics.framework.dates.quarters import label
from ieo_metrics.framework.measures import Measure
from ieo_metrics.framework.words.list_in_words import list_in_words
from ieo_metrics.statistics.control_charts.chart_with_signals import (
    LONG_SHIFT,
    NEAR,
    OUTSIDE,
    SHIFT,
    Control,
    Point,
    Signal,
    drawn_limits,
    possible_range,
)
from ieo_metrics.statistics.differences import Figure
from ieo_metrics.statistics.figure_wording import (
    RANGE,
    apart_in_words,
    interval_in_words,
    no_value,
    people_in_words,
    two_in_words,
    value_in_words,
)
from ieo_metrics.statistics.target_outcomes import MET, UNTOLD, target_outcome

SEASON_ON_CHART = (
    "The measure follows the school year: its quarters lie apart because of the season, so the chart shows "
    "how far they do, and what it marks is no sign of a change."
)


def several_in_words(n: int, thing: str = "quarter") -> str:
    """`1 quarter`, `7 quarters`."""
    return f"{n:,} {thing}{'' if n == 1 else 's'}"


def _last(control: Control, n: int) -> str:
    """`last 7 quarters`; with gaps among them, so that nobody takes the run for unbroken, `last 7 quarters
    with a value (none in 2024/25 Q1)`."""
    known = control.known[-n:]
    gaps = control.gaps(known[0].period, known[-1].period)
    return f"last {several_in_words(n)}" + (
        f" with a value (none in {list_in_words([label(q) for q in gaps])})" if gaps else ""
    )


def point_in_words(point: Point, measure: Measure, shown: str = "") -> str:
    """`2024/25 Q4 (62%)`; of people who stay for several quarters `2024/25 Q4 (12 started)`. `shown`: its
    value, where it is not shown as usual."""
    started = " started" if measure.kind.judged_under else ""
    return f"{label(point.period)} ({shown or value_in_words(point.value, measure)}{started})"


def signal_says(control: Control, last: Point, signal: Signal, measure: Measure) -> str:
    """A signal at the last value, as a fact: `the last 9 quarters are all above the average of 61%`."""
    segment = last.segment
    way, limit = ("above", "upper limit") if signal.up else ("below", "lower limit")
    if signal.rule == OUTSIDE:
        end = drawn_limits(last, measure)[signal.up]
        value, shown = apart_in_words(last.value, end, measure)
        just = "just " if value_in_words(last.value, measure) == value_in_words(end, measure) else ""
        return f"{point_in_words(last, measure, value)} is {just}{way} the {limit} of {shown}"
    if signal.rule == NEAR:
        near = len({p.period for p in control.known[-3:]} & set(signal.quarters))
        return (
            f"{'all' if near == 3 else near} of the {_last(control, 3)} are close to the {limit} or beyond it"
        )
    run = f"the {_last(control, len(signal.quarters))}"
    if signal.rule in (LONG_SHIFT, SHIFT):
        nearest = min(
            (p.value for p in control.known if p.period in signal.quarters),
            key=lambda value: abs(value - segment.centre),
        )
        _, centre = apart_in_words(nearest, segment.centre, measure)
        return f"{run} are all {way} the {'average' if segment.has_limits else 'median'} of {centre}"
    first = next(p.value for p in control.known if p.period == signal.quarters[0])
    ends = interval_in_words(first, last.value, measure)
    return f"{run} {'rose' if signal.up else 'fell'} each time, from {ends}"


def watching_says(control: Control, measure: Measure) -> str:
    """What is worth watching at the last value, though it is no verdict: `Worth watching: the last 7 quarters
    are all above the average of 61%.` Empty where nothing is, or where there is a verdict."""
    last = control.last
    if last is None or not last.signals or last.signals[0].is_verdict:
        return ""
    return f"Worth watching: {signal_says(control, last, last.signals[0], measure)}."


def within_says(point: Point, measure: Measure) -> str:
    """`2024/25 Q4 (62%) is within the range that chance alone gives, 50% to 70%`."""
    ends, said = two_in_words(*drawn_limits(point, measure), measure), point_in_words(point, measure)
    if len(ends) == 1:
        return f"{said} is where chance alone would put it"
    return f"{said} is within the range that chance alone gives, {' to '.join(ends)}"


def control_notes(control: Control, measure: Measure) -> list[str]:
    """What must be known to read the chart, a sentence each: gaps, jumps screened out, limits cut to what is
    possible. Re-basings are among its events (`chart_events`)."""
    out = []
    if measure.kind.judged_under and control.points:
        out.append("The chart is of those who started in each quarter, because people stay for several.")
    if measure.seasonal and control.points:
        out.append(SEASON_ON_CHART)
    if gaps := control.gaps():
        out.append(f"No value in {list_in_words([label(q) for q in gaps])}.")
    if screened := sum(s.screened for s in control.segments):
        out.append(
            f"{several_in_words(screened, 'change')} from one quarter to the next "
            f"{'was' if screened == 1 else 'were'} too large to be chance, and left out when the limits "
            "were worked out."
        )
    out += [
        f"There are no limits {f'from {label(s.first)} on' if len(control.segments) > 1 else 'here'}: "
        f"{s.why_no_limits}."
        for s in control.segments
        if s.why_no_limits
    ]
    lowest, highest = possible_range(measure)
    ends: dict[str, float] = {}
    for p in control.points:
        ends |= {"lower": lowest} if p.lower < lowest else {}
        ends |= {"upper": highest} if p.upper > highest else {}
    out += [
        f"The {name} limit is drawn at {value_in_words(end, measure)} where it would lie beyond, because no "
        "value can."
        for name, end in ends.items()
    ]
    return out


def target_says(target: Target | None, figure: Figure, measure: Measure, *, with_range: bool = True) -> str:
    """How a figure stands to the target in force in its quarter: `Below the target of 65% in force since
    2024/25 Q1.` A percentage or an average meets or misses it where all of its interval does; else that
    cannot be told, and the interval (`with_range`) says why. The officer's own word for where it lies comes
    first, where there are several bands."""
    if target is None:
        return f"No target is in force in {label(figure.quarter)}."
    aim = value_in_words(target.aim, measure)
    the_target = f"the target of {aim} in force since {label(target.start)}"
    if figure.value is None or figure.value != figure.value:
        return f"Whether {the_target} is met cannot be told: {no_value(figure)}."
    band = band_of(target, figure.value, figure.n, measure)
    if band is TOO_FEW:
        return (
            f"Whether {the_target} is met cannot be told: {people_in_words(int(figure.n or 0))}, but at "
            f"least {target.lowest_n} are needed."
        )
    outcome = target_outcome(target, figure, measure)
    if outcome == UNTOLD:
        said = f"Close to {the_target}: whether it is met cannot be told"
        if figure.lower is None or figure.upper is None:
            return f"{said} without a {RANGE}."
        ends = interval_in_words(figure.lower, figure.upper, measure, figure.n)
        return f"{said}, because the {RANGE}, {ends}, includes it." if with_range else f"{said}."
    if outcome == MET:
        said = f"Meets {the_target}."
    else:
        side = "below" if measure.better == "higher" else "above"
        # 64.6% and a target of 65% look the same as they are shown.
        same = value_in_words(figure.value, measure, figure.n) == aim
        said = f"{f'Just {side}' if same else side.capitalize()} {the_target}."
    return said if len(target.bands) == 1 or band is BEYOND else f"{band.name.strip()}. {said}"


def baseline_says(target: Target, measure: Measure) -> str:
    """Where the measure stood when its target was set; empty where that was not said."""
    return (
        ""
        if target.baseline is None
        else f"The baseline was {value_in_words(target.baseline, measure)} when this target was set."
    )


def regression_to_the_mean(measure: Measure) -> str:
    """What must be said beside a change since joining; empty for measures that are not of one."""
    words = (
        "Young people may join when things are at their worst; then some improvement would be expected "
        "without help."
    )
    return words if measure.topic_row.since_before else ""
