"""The first screen of a measure: its number and how sure it is, its target, one verdict and one chart."""

from collections.abc import Iterator, Sequence

import streamlit as st

from ieo_metrics.charts.control_chart import control_chart, control_in_words
from ieo_metrics.charts.trend import trend_chart, trend_in_words
from ieo_metrics.framework.configuration.targets import Target, in_force
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.figure_markers import MARKERS
from ieo_metrics.measuring import source_returns
from ieo_metrics.measuring.compute_measures import Results
from ieo_metrics.measuring.overview_lines import OverviewLine, beside_verdict, year_end_told
from ieo_metrics.statistics import figure_wording
from ieo_metrics.statistics.control_charts.chart_events import ChartEvent, events_say
from ieo_metrics.statistics.control_charts.chart_icons import assurance_of
from ieo_metrics.statistics.control_charts.chart_of_measure import ChartRules
from ieo_metrics.statistics.control_charts.chart_sentences import (
    baseline_says,
    control_notes,
    regression_to_the_mean,
    target_says,
)
from ieo_metrics.statistics.share_improved_among_changed import better_against_worse
from ieo_metrics.statistics.verdict_wording import second_opinion_says, verdict_says
from ieo_metrics.statistics.years.year_sentences import year_target_says
from pages.shared.frame.figures import Figures
from pages.shared.kit.described_chart import draw_chart
from pages.shared.kit.html_tables import safe_markup
from pages.shared.kit.text import bold, draw_markup, draw_paragraph, text_markup
from pages.shared.measure.by_quarter.by_quarter_table import draw_by_quarter
from pages.shared.measure.by_quarter.chart_downloads import draw_chart_downloads
from pages.shared.measure.signals_table import icon_with_words


def draw_number(there: Figures, line: OverviewLine) -> None:
    """The number in words, how sure it is, its verdict and its target, and what changed."""
    draw_markup("".join([*_figure(line), *_standing(line, there.targets), *_comparisons(line)]))


def _figure(line: OverviewLine) -> Iterator[str]:
    """Whose figure it is, the figure large, and its range."""
    measure, now = line.measure, line.now
    yield text_markup(
        f"{measure.ref} · {measure.success} · {measure.programme}, {measure.provider}", kind="ieo-small"
    )
    if now.value is None:
        yield text_markup(bold(f"{figure_wording.figure_statement(now, measure)}."))
        return
    value, of, one_person, more = figure_wording.figure_words(now, measure)
    yield f'<p class="ieo-number">{safe_markup(value)} <small>{safe_markup(of)}</small></p>'
    if said := "; ".join([*filter(None, [one_person]), *more]):
        yield text_markup(said[0].upper(), said[1:], ".")
    if exact := better_against_worse(now, measure):
        yield text_markup(exact)
    if now.marker:
        yield text_markup(f"{now.marker}: {MARKERS[now.marker]}.")


def _standing(line: OverviewLine, targets: Sequence[Target]) -> Iterator[str]:
    """The verdict, and the target with whether it will be met."""
    measure = line.measure
    target = in_force(targets, measure.ref, line.now.quarter)
    yield text_markup(bold(verdict_says(line.verdict, measure, line.now)), " ", beside_verdict(line))
    yield text_markup(
        target_says(target, line.now, measure), f" {baseline_says(target, measure)}" if target else ""
    )
    if target:
        icon = icon_with_words(assurance_of(line.verdict.control, measure, targets))
        yield f'<p class="ieo-text">{icon}</p>'
    if year := year_end_told(line):
        assert line.year_end is not None
        yield text_markup(" ".join(filter(None, (year, year_target_says(line.year_end, target, measure)))))


def _comparisons(line: OverviewLine) -> Iterator[str]:
    """The changes from the quarter and the year before, and why young people may improve anyway."""
    measure = line.measure
    for name, change in (
        *(() if measure.seasonal else (("quarter before", line.previous),)),
        ("same quarter a year before", line.year_ago),
    ):
        of = f"the {name} ({label(change.then.quarter)})"
        yield text_markup(
            f"Cannot be compared with {of}: {figure_wording.why_not_compared(change)}."
            if change.difference is None
            else f"Against {of}: {figure_wording.change_with_range(change, measure)}."
        )
    if line.now.value is not None and (words := regression_to_the_mean(measure)):
        yield text_markup(words, kind="ieo-small")


def draw_nil(results: Results, line: OverviewLine, quarter: Quarter) -> None:
    """Says that a nought was reported by the provider, rather than missing."""
    for origin in source_returns.origins(results, line.measure.ref, quarter):
        if origin.nil:
            draw_paragraph(
                bold("Nil return: "),
                f"{origin.return_type.provider} had nothing to report in {label(quarter)} "
                f"({', '.join(origin.sheets)}).",
            )


def draw_history(there: Figures, line: OverviewLine) -> None:
    """Every quarter in one chart: with its range and the target, or with the limits of what chance alone
    shows. And the same as a table."""
    events = there.events(line.measure, there.first, there.last)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        limited = st.toggle("Show the limits of chance", key="with_limits")
        with st.popover("Download", key="chart_files", on_change="rerun") as files:
            if files.open:
                draw_chart_downloads(there, line, events, limited=limited)
    if limited:
        _with_limits(there, line)
    else:
        _with_ranges(there, line, events)
    with st.expander("By quarter, as a table", key="trend_table", on_change="rerun") as table:
        if table.open:
            draw_by_quarter(there, line, events)


def _with_ranges(there: Figures, line: OverviewLine, events: Sequence[ChartEvent]) -> None:
    measure, targets, frame = line.measure, there.targets, there.rows_of(line.measure.ref)
    figure, words = there.once(
        ("by quarter", measure.ref, line.now.quarter),
        lambda: (
            trend_chart(frame, measure, line.now.quarter, events, targets),
            trend_in_words(frame, measure, events, targets),
        ),
    )
    draw_chart(figure, words)
    ranges = (
        ""
        if measure.counts
        else "The grey lines are 95% ranges. A hollow point is provisional; a gap has no value."
    )
    if said := f"{ranges} {events_say(events)}".strip():
        draw_paragraph(said, kind="ieo-small")


def _with_limits(there: Figures, line: OverviewLine) -> None:
    """The control chart, or a run chart below 12 quarters."""
    measure, control = line.measure, line.verdict.control
    opinion = second_opinion_says(
        line.verdict, measure, line.history, line.now, ChartRules(steps=there.steps)
    )
    if not control.points:
        draw_paragraph("No quarter has a value to be judged.")
        return
    events = there.events(measure, control.points[0].period, line.now.quarter)
    verdict = verdict_says(line.verdict, measure, line.now)
    figure, words = there.once(
        ("with limits", measure.ref, line.now.quarter),
        lambda: (
            control_chart(control, measure, there.targets, events),
            control_in_words(control, measure, verdict, there.targets, events),
        ),
    )
    draw_chart(figure, words)
    said = " ".join(filter(None, [*control_notes(control, measure), events_say(events), opinion]))
    if said:
        draw_paragraph(said, kind="ieo-small")
