"""Every sentence of a quarter that pages and files say about figures: of figures as they come, and of made-up
histories in which the edges are met often."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

import numpy as np
import pandas as pd

from ieo_metrics.charts.control_chart import control_in_words
from ieo_metrics.charts.trend import trend_in_words
from ieo_metrics.exports.pack.wording import (
    chart_in_words,
    commentary,
    compared_with,
    finding,
    verdict_sentence,
)
from ieo_metrics.framework.configuration.chart_notes import ChartNote
from ieo_metrics.framework.configuration.settings import FOLLOW_N, LEVEL
from ieo_metrics.framework.configuration.targets import Band, Rebasing, Target
from ieo_metrics.framework.dates.quarters import Quarter, quarter
from ieo_metrics.framework.figure_markers import HIDDEN, NOBODY, NOT_COVERED
from ieo_metrics.framework.measures import MEASURES, Measure
from ieo_metrics.measuring.compute_measures import ALL
from ieo_metrics.measuring.overview_lines import (
    OverviewLine,
    beside_verdict,
    overview_lines,
    page_chance,
    page_not_judged,
    page_regression,
    quarter_rows,
    verdict_told,
    year_end_told,
)
from ieo_metrics.statistics.change_decomposition_wording import Moved, Side, moved_words, revised_words
from ieo_metrics.statistics.control_charts.chart_events import ChartEvent, chart_events, events_say
from ieo_metrics.statistics.control_charts.chart_icons import assurance_of, variation_of
from ieo_metrics.statistics.control_charts.chart_lines import lines_say
from ieo_metrics.statistics.control_charts.chart_of_measure import ChartRules
from ieo_metrics.statistics.control_charts.chart_sentences import baseline_says, control_notes, target_says
from ieo_metrics.statistics.differences import Change, Figure
from ieo_metrics.statistics.discussion_prompts import discussion_prompt
from ieo_metrics.statistics.figure_wording import (
    change_in_short,
    change_with_range,
    figure_statement,
)
from ieo_metrics.statistics.intervals import mean_t, wilson
from ieo_metrics.statistics.people_not_remeasured import not_measured_again
from ieo_metrics.statistics.share_improved_among_changed import better_against_worse
from ieo_metrics.statistics.verdict_wording import (
    differing_told,
    second_opinion_says,
    verdict_in_short,
    verdict_says,
)
from ieo_metrics.statistics.years.year_sentences import year_end_in_short, year_end_says, year_target_says

FIRST = quarter(2020, 1)
FEW = (0, 1, 2, 3, 5, 9, 20, 60, 130, 2500)  # young people behind a made-up figure


def sentences_of_lines(
    lines: Sequence[OverviewLine], targets: Sequence[Target], notes: Sequence[ChartNote], rules: ChartRules
) -> Iterator[tuple[str, str]]:
    """The sentences of a page of measures, each with what it is of."""
    verdicts = {line.measure.ref: line.verdict for line in lines}
    for said in (page_chance(lines), page_not_judged(lines), page_regression(lines)):
        yield "page", said
    yield "page", differing_told(verdicts, dict.fromkeys(verdicts, verdicts[MEASURES[0].ref]), 3)
    for line in lines:
        yield from ((line.measure.ref, said) for said in _of_line(line, targets, notes, rules))


def _of_line(
    line: OverviewLine, targets: Sequence[Target], notes: Sequence[ChartNote], rules: ChartRules
) -> Iterator[str]:
    measure, now, control = line.measure, line.now, line.verdict.control
    own = [target for target in targets if target.ref == measure.ref]
    ends = (line.history[0].quarter, now.quarter) if line.history else (now.quarter, now.quarter)
    events: tuple[ChartEvent, ...] = chart_events(measure, targets, rules.steps, notes, ends)
    said_of = {measure.ref: target_says(own[0], now, measure)} if own else {}
    yield from (verdict_told(line), beside_verdict(line), year_end_told(line), verdict_sentence(line))
    yield from (f"{verdict_in_short(line.verdict)}.", f"{finding(line)}.", *commentary(line, said_of))
    yield from (compared_with(line),)
    yield from (chart_in_words(line, events), lines_say(control, measure), events_say(events))
    yield from (*control_notes(control, measure), discussion_prompt(measure, now, line.verdict))
    yield f"{figure_statement(now, measure)}."
    yield from (better_against_worse(now, measure), not_measured_again(now, measure))
    for change in (line.previous, line.year_ago, *([line.to_date] if line.to_date else [])):
        yield from _of_change(change, measure)
    for target in own:
        yield from (target_says(target, now, measure), baseline_says(target, measure))
    if line.year_end is not None:
        yield year_end_says(line.year_end, measure)
        yield f"{year_end_in_short(line.year_end, measure)}."
        yield from (year_target_says(line.year_end, target, measure) for target in own)
    verdict = verdict_says(line.verdict, measure, now)
    yield from (verdict, control_in_words(control, measure, verdict, own, events))
    yield second_opinion_says(line.verdict, measure, line.history, now, rules)
    yield f"{variation_of(line.verdict, measure).words}. {assurance_of(control, measure, own).words}."


def _of_change(change: Change, measure: Measure) -> Iterator[str]:
    yield f"{change_with_range(change, measure)}."
    yield f"{change_with_range(change, measure, 'a year before')}."
    yield f"{change_in_short(change, measure)}."


def sentences_of_frame(
    frame: pd.DataFrame,
    when: Quarter,
    targets: Sequence[Target] = (),
    notes: Sequence[ChartNote] = (),
    rules: ChartRules = ChartRules(),
) -> Iterator[tuple[str, str]]:
    """The sentences of one quarter of a frame of results, each with what it is of."""
    lines = overview_lines(frame, when, rules)
    yield from sentences_of_lines(lines, targets, notes, rules)
    for measure in MEASURES:
        yield measure.ref, trend_in_words(quarter_rows(frame, measure.ref), measure)


# ---------------------------------------------------------------- made-up histories


def drawn_frame(seed: int) -> tuple[pd.DataFrame, Quarter]:
    """A frame of results of 1 to 16 quarters and the years to date, and its last quarter."""
    drawn = np.random.default_rng(seed)
    quarters = range(FIRST, FIRST + int(drawn.choice([1, 2, 5, 9, 12, 13, 16])))
    rows: list[Mapping[str, object]] = []
    for measure in MEASURES:
        n, level = int(drawn.choice(FEW)), float(drawn.choice([0, 0.001, 0.02, 0.5, 0.5, 0.98, 0.999, 1]))
        still = drawn.random() < 0.3  # what never moves
        seen = [
            _drawn_figure(drawn, measure, when, n if still or drawn.random() < 0.5 else 20, level, still)
            for when in quarters
        ]
        rows += [_row(measure, "quarter", figure) for figure in seen]
        if measure.counts:
            rows += [_row(measure, "year to date", _to_date(seen[: i + 1])) for i in range(len(seen))]
    return pd.DataFrame(rows), quarters[-1]


def _drawn_figure(
    drawn: np.random.Generator, measure: Measure, when: Quarter, n: int, level: float, still: bool
) -> Figure:
    if drawn.random() < 0.1:
        return Figure(when, marker=str(drawn.choice([HIDDEN, NOT_COVERED])))
    if measure.counts:
        value = n + int(still and drawn.random() < 0.2) if level != 0.5 else int(drawn.poisson(n))
        started = (value // 2 if still else int(drawn.binomial(value, 0.4))) if drawn.random() < 0.9 else None
        return Figure(when, float(value), float(value), marker="", started=started)
    away = int(drawn.choice([0, 1, 2, 30]))
    if n == 0:
        return Figure(
            when, n=0, marker=NOBODY, not_again=away, first_scores=0, first_scores_not_again=4 * away
        )
    if measure.statistic.signed:
        changes = np.full(n, round(4 * level - 2)) if still else drawn.integers(-2, 3, n) + round(4 * level)
    else:
        changes = np.zeros(n, dtype=int)
        changes[: round(n * level) if still else drawn.binomial(n, level)] = 1
    better, worse = int((changes > 0).sum()), int((changes < 0).sum())
    sums = [np.array([float(x)]) for x in (changes.sum(), (changes**2).sum(), n)]
    if measure.statistic.signed:
        total, ends = float(changes.sum()), mean_t(*sums)
        if measure.better == "lower":
            better, worse = worse, better
    else:
        total, ends = float(better), wilson(np.array([float(better)]), np.array([float(n)]))
    low, high = (None if np.isnan(end[0]) else float(end[0]) for end in ends)
    return Figure(
        when,
        total / n,
        total,
        n,
        low,
        high,
        "",
        better=better,
        worse=worse,
        same=n - better - worse,
        not_again=away,
        first_scores=3 * n,
        first_scores_not_again=4 * away,
    )


def _to_date(seen: Sequence[Figure]) -> Figure:
    """The year to date as if nobody were in two of its quarters."""
    last = seen[-1]
    year = [figure for figure in seen if figure.quarter // 4 == last.quarter // 4]
    if any(figure.value is None for figure in year):
        return Figure(last.quarter, marker=next(figure.marker for figure in year if figure.value is None))
    total = float(sum(figure.value or 0 for figure in year))
    return Figure(last.quarter, total, total, marker="")


def _row(measure: Measure, span: str, figure: Figure) -> dict[str, object]:
    numbers = {name: value for name, value in figure._asdict().items() if name not in ("quarter", "n")}
    return {
        "ref": measure.ref,
        "period": figure.quarter,
        "quarter": figure.label,
        "span": span,
        "area": ALL,
        "denominator": figure.n,
        **numbers,
    }


def drawn_targets(seed: int, until: Quarter) -> list[Target]:
    """One or two targets of every measure."""
    drawn = np.random.default_rng((seed, 1))
    out = []
    for measure in MEASURES:
        aim = {True: 0.5}.get(measure.statistic.percent, 1.0 if measure.statistic.signed else 6.0)
        if measure.statistic.signed and measure.better == "lower":
            aim = -aim
        lowest_n = int(drawn.choice([1, 10]))
        out.append(Target(measure.ref, FIRST, (Band("On target", aim),), None, lowest_n, aim / 2))
        if drawn.random() < 0.5:
            out.append(Target(measure.ref, until, (Band("On target", aim * 0.9), Band("Off target"))))
    return out


def drawn_sentences(seed: int) -> Iterator[tuple[str, str]]:
    """The sentences of a made-up history, under either kind of limits, with targets, notes and re-basings."""
    frame, last = drawn_frame(seed)
    steps = [Rebasing("5.1.1.b", last, "new team")] if seed % 3 == 0 else []
    rules = ChartRules(LEVEL if seed % 5 == 0 else FOLLOW_N, steps)
    notes = [ChartNote(last, "second worker from April")] if seed % 2 else []
    yield from sentences_of_frame(frame, last, drawn_targets(seed, last), notes, rules)


def moved_sentences(seed: int) -> Iterator[tuple[str, str]]:
    """Why a measure moved, between two quarters and between two versions, with few and many contributors."""
    drawn = np.random.default_rng((seed, 2))
    for measure in MEASURES:
        joiners, leavers, rose, fell, same = (int(x) for x in drawn.choice([0, 0, 1, 2, 7], 5))
        before, after = leavers + rose + fell + same, joiners + rose + fell + same
        if measure.counts:
            joined, left = Fraction(joiners), -Fraction(leavers)
            then = Fraction(before)
            parts = {"joined": joined, "left": left}
            moved = Moved(
                Side(then, before, ""), Side(then + joined + left, after, ""), **parts, joiners=joiners,
                leavers=leavers, same=rose + fell + same,
            )  # fmt: skip
        else:
            sides = [
                Side(Fraction(int(drawn.integers(0, n + 1)), n), n, "") if n else Side(marker=NOBODY)
                for n in (before, after)
            ]
            change = (sides[1].value or 0) - (sides[0].value or 0)
            moved = Moved(
                *sides, continued=Fraction(change), joiners=joiners, leavers=leavers, rose=rose, fell=fell, same=same
            )  # fmt: skip
        yield measure.ref, moved_words(moved, measure, FIRST, FIRST + 1)
        yield measure.ref, revised_words(moved, measure, FIRST)
