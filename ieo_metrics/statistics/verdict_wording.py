"""A verdict in words: the one sentence that every page and file says of a measure's quarter, and the tally of
a page."""

from collections.abc import Mapping, Sequence

from ieo_metrics.framework.configuration.settings import LEVEL
from ieo_metrics.framework.dates.quarters import label
from ieo_metrics.framework.measures import Measure
from ieo_metrics.framework.words.list_in_words import list_in_words
from ieo_metrics.statistics.control_charts.chart_of_measure import ChartRules, chart_of_figures
from ieo_metrics.statistics.control_charts.chart_sentences import (
    several_in_words,
    signal_says,
    watching_says,
    within_says,
)
from ieo_metrics.statistics.control_charts.chart_with_signals import LONG_RUN, NEEDED, possible_range
from ieo_metrics.statistics.differences import Figure, smallest_seen
from ieo_metrics.statistics.figure_wording import people_in_words, two_in_words, value_in_words
from ieo_metrics.statistics.verdicts import (
    IMPROVING,
    NO_CLEAR_CHANGE,
    NOT_JUDGED,
    VERDICTS,
    WORSENING,
    Verdict,
    chance_of_any,
)

HOW_JUDGED = (
    "Each measure is compared with its own history, as far as this quarter. It is called improving or "
    f"worsening only where a quarter lies outside the range that chance alone gives, or {LONG_RUN} quarters "
    f"in a row lie on one side of the average; below {NEEDED} quarters, where the difference from the "
    "quarter before is more than chance alone makes. Measures that follow the school year are not judged."
)

TOO_FEW_TO_SEE = "With so few young people no change could be seen in one quarter."


def verdict_says(verdict: Verdict, measure: Measure, now: Figure) -> str:
    """`Improving: 2024/25 Q4 (+1.4) is above the upper limit of +1.3.`, `Change not judged: fewer than 5
    young people are behind it.`: the verdict, what it rests on, and what is only worth watching. A target may
    be met all the same: what is not judged is the change."""
    word = f"change {verdict.word}" if verdict.word == NOT_JUDGED else verdict.word
    said = f"{word.capitalize()}: {_rests_on(verdict, measure, now)}."
    watched = watching_says(verdict.control, measure) if verdict.word == NO_CLEAR_CHANGE else ""
    return f"{said} {watched}".strip()


def _rests_on(verdict: Verdict, measure: Measure, now: Figure) -> str:
    control, last = verdict.control, verdict.control.last
    if verdict.word == NOT_JUDGED or last is None:
        return verdict.why
    if verdict.before is not None:
        values = [value_in_words(f.value, measure, f.n) for f in (now, verdict.before)]
        when = label(verdict.before.quarter)
        if values[0] == values[1] and not verdict.says_change:
            nearly = "" if now.value == verdict.before.value else "nearly "
            said = f"{values[0]}, {nearly}the same as in {when}"
        else:
            chance = "is more than chance alone makes" if verdict.says_change else "could be chance alone"
            said = f"{values[0]} after {values[1]} in {when} {chance}"
        both = "; young people seen in both quarters are in both figures" if measure.kind.paired else ""
        return f"{said}{both}"
    if verdict.signal is not None:
        return signal_says(control, last, verdict.signal, measure)
    if not last.segment.has_limits:
        since = f" since {label(last.segment.first)}" if last.segment is not control.segments[0] else ""
        shown = value_in_words(last.value, measure, now.n) + (" started" if measure.kind.judged_under else "")
        return f"all {several_in_words(last.segment.values)}{since} have the same value, {shown}"
    return within_says(last, measure)


def verdict_in_short(verdict: Verdict) -> str:
    """The word alone, with what is worth watching: `no clear change; worth watching`."""
    last = verdict.control.last
    watched = verdict.word == NO_CLEAR_CHANGE and last is not None and last.signals
    return f"{verdict.word}; worth watching" if watched else verdict.word


def smallest_change_says(verdict: Verdict, measure: Measure, now: Figure) -> str:
    """Of a quarter without a clear change, what would have been seen: `At 30 young people, a true change to
    31% or to 92% would be seen about one time in three.` (Simulated, since a value moves its own limits: one
    time in two at 40 quarters and many people, in four at 12.) Empty where nothing says so."""
    last = verdict.control.last
    if verdict.word != NO_CLEAR_CHANGE or last is None:
        return ""
    of = f"At {people_in_words(now.n)}, a" if now.n else "A"
    if verdict.before is not None:
        seen = smallest_seen(measure, verdict.before, now, verdict.level)
        if not seen:
            return TOO_FEW_TO_SEE
        ends = " or ".join(f"to {end}" for end in two_in_words(seen[0], seen[-1], measure, now.n))
        return f"{of} true change {ends} would be seen about one time in two."
    if not last.segment.has_limits:
        return ""
    # Beyond the end of what is possible nothing lies; at it nothing lies outside.
    lowest, highest = possible_range(measure)
    within = [end for end in (last.lower, last.upper) if lowest < end < highest]
    if not within:
        return TOO_FEW_TO_SEE
    started = " started" if measure.kind.judged_under else ""
    ends = " or ".join(f"to {end}" for end in two_in_words(within[0], within[-1], measure))
    return f"{of} true change {ends}{started} would be seen about one time in three."


def not_judged_told(verdicts: Mapping[str, Verdict]) -> str:
    """Which measures are not judged, and why: `Not judged: 5.1.5.a and 5.1.6.a (it follows …).`; "" where all
    are."""
    refs: dict[str, list[str]] = {}
    for ref, verdict in verdicts.items():
        if verdict.word == NOT_JUDGED:
            refs.setdefault(verdict.why, []).append(ref)
    said = [f"{list_in_words(some)} ({why})" for why, some in refs.items()]
    return f"Not judged: {'; '.join(said)}." if said else ""


def chance_told(verdicts: Mapping[str, Verdict]) -> str:
    """What chance alone would show of a page's verdicts, by ref; empty where nothing is judged."""
    chance = chance_of_any(verdicts)
    if not chance:
        return ""
    return (
        "If nothing had changed, chance alone would show something improving or worsening here in about one "
        f"quarter in {round(1 / chance)}."
    )


def verdict_tally(verdicts: Sequence[Verdict]) -> str:
    """`3 improving · 1 worsening · 6 no clear change · 9 not judged`."""
    words = [verdict.word for verdict in verdicts]
    return " · ".join(f"{words.count(word)} {word}" for word in VERDICTS)


def differing_told(own: Mapping[str, Verdict], issued: Mapping[str, Verdict], issue: int) -> str:
    """How many verdicts everyone else has otherwise, who sees what was issued, and which: `Everyone else sees
    issue 1, with 2 of its 19 verdicts different: 5.1.3.a and 5.1.3.b (no clear change here, not judged
    there).`"""
    refs: dict[tuple[str, str], list[str]] = {}
    for ref, verdict in own.items():
        if verdict.word != issued[ref].word:
            refs.setdefault((verdict.word, issued[ref].word), []).append(ref)
    if not refs:
        return f"Everyone else sees issue {issue}, with the same {len(own)} verdicts."
    which = "; ".join(
        f"{list_in_words(some)} ({here} here, {there} there)" for (here, there), some in refs.items()
    )
    differ = sum(map(len, refs.values()))
    return f"Everyone else sees issue {issue}, with {differ} of the {len(own)} verdicts different: {which}."


def second_opinion_says(
    verdict: Verdict, measure: Measure, figures: Sequence[Figure], now: Figure, rules: ChartRules
) -> str:
    """What a chart by the letter of *Making Data Count* (level limits, four rules) would say, beside the
    verdict: `A chart by the letter of Making Data Count agrees: no clear change.` Empty of
    what is not judged."""
    if verdict.word == NOT_JUDGED:
        return ""
    chart = chart_of_figures(measure, figures, now.quarter, ChartRules(LEVEL, rules.steps))
    last = chart.last
    if last is None or not last.segment.has_limits:
        why = last.segment.why_no_limits if last else ""
        none = f", because {why}" if why else f" yet: {NEEDED} quarters are needed"
        return f"By the letter of Making Data Count there would be no limits{none}."
    if not last.signals:
        says = NO_CLEAR_CHANGE
        because = ""
    else:
        first = last.signals[0]
        says = IMPROVING if first.up == (measure.better == "higher") else WORSENING
        because = f", because {signal_says(chart, last, first, measure)}"
    if says == verdict.word:
        return f"A chart by the letter of Making Data Count agrees: {says}."
    return f"A chart by the letter of Making Data Count would say {says}{because}; the verdict stands."
