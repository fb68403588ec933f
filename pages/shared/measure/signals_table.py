"""The control chart of each measure: all in a table, and one of them large."""

from base64 import b64encode

import streamlit as st

from ieo_metrics.charts.control_chart import control_chart, control_in_words
from ieo_metrics.charts.variation_icons import icon_svg
from ieo_metrics.framework.configuration.targets import Target, in_force
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.measures import MEASURES, Measure
from ieo_metrics.measuring import overview_lines
from ieo_metrics.measuring.compute_measures import Results
from ieo_metrics.measuring.overview_lines import OverviewLine
from ieo_metrics.statistics.control_charts.chart_events import events_say
from ieo_metrics.statistics.control_charts.chart_icons import Icon, assurance_of, variation_of
from ieo_metrics.statistics.control_charts.chart_of_measure import ChartRules
from ieo_metrics.statistics.control_charts.chart_sentences import (
    baseline_says,
    control_notes,
    regression_to_the_mean,
    target_says,
)
from ieo_metrics.statistics.control_charts.chart_with_signals import Control
from ieo_metrics.statistics.figure_wording import NO_VALUE, value_in_words
from ieo_metrics.statistics.verdict_wording import second_opinion_says, verdict_says
from ieo_metrics.statistics.years.year_sentences import year_answer, year_end_in_short
from pages.shared.frame import store_access
from pages.shared.frame.html_tables import Html, html_table, safe_markup
from pages.shared.frame.page import draw_heading, draw_markup, draw_paragraph, text_markup
from pages.shared.measure.chart_notes_form import events_now
from pages.shared.measure.measures_table import measure_link
from pages.shared.measure.one_measure import draw_chart


def _with_words(row: Icon) -> Html:
    # As a picture: Streamlit takes SVG out of markup. Its words stand beside it, so to a screen reader it is
    # nothing more.
    drawn = b64encode(icon_svg(row).encode()).decode()
    return Html(
        '<span class="ieo-icon"><img alt="" width="24" height="24" '
        f'src="data:image/svg+xml;base64,{drawn}"> <span>{safe_markup(row.words)}</span></span>'
    )


def usual_level(control: Control, measure: Measure) -> str:
    """The middle of the chart; of people who stay for several quarters, of those who started."""
    if not control.segments:
        return NO_VALUE
    level = value_in_words(control.segments[-1].centre, measure)
    return f"{level} started" if measure.kind.judged_under and level != NO_VALUE else level


def _year(line: OverviewLine, target: Target | None) -> tuple[str, str]:
    """The year so far, and where it may end; with a target, what four quarters of it make."""
    end = line.year_end
    if end is None:
        return NO_VALUE, NO_VALUE
    said = year_end_in_short(end, line.measure)
    answer = year_answer(end, target, line.measure)
    return (
        value_in_words(end.to_date, line.measure),
        f"{said}; the target's sum {answer.short}" if answer else said,
    )


def signals_table(results: Results, quarter: Quarter) -> str:
    """Every measure: the value, its usual level, its signal and whether its target will be met."""
    rows = []
    now = store_access.snapshot()
    for line in overview_lines.overview(results, quarter):
        measure, control = line.measure, line.verdict.control
        target = in_force(now.targets, measure.ref, quarter)
        rows.append(
            (
                measure_link(measure, quarter),
                value_in_words(line.now.value, measure, line.now.n),
                usual_level(control, measure),
                _with_words(variation_of(line.verdict, measure)),
                value_in_words(target.aim, measure) if target else "–",
                _with_words(assurance_of(control, measure, now.targets)),
                *_year(line, target),
            )
        )
    return html_table(
        f"The {len(MEASURES)} measures in {label(quarter)} and their history",
        (
            "Measure",
            "Value",
            "Usual level",
            "Signal",
            "Target",
            "Will it be met?",
            "Year so far",
            "At its end",
        ),
        rows,
        numeric=("Value", "Usual level", "Target", "Year so far"),
        caption_shown=False,
        kind="ieo-signals",
    )


def draw_control(line: OverviewLine, quarter: Quarter) -> None:
    """One measure's control chart (a run chart below 12 quarters), what it says, and how the quarter stands
    to its target."""
    measure, now = line.measure, store_access.snapshot()
    aims, control = now.targets, line.verdict.control
    own = [target for target in aims if target.ref == measure.ref]
    draw_heading("Is the change more than chance?")
    with st.container(horizontal=True, vertical_alignment="center"):
        draw_markup(f'<p class="ieo-text">{_with_words(variation_of(line.verdict, measure))}</p>')
        draw_markup(f'<p class="ieo-text">{_with_words(assurance_of(control, measure, aims))}</p>')
    target = in_force(aims, measure.ref, quarter)
    # The verdict in words stands at the top of the page.
    said = [
        text_markup(
            target_says(target, line.now, measure), f" {baseline_says(target, measure)}" if target else ""
        )
    ]
    if line.now.value is not None and (words := regression_to_the_mean(measure)):
        said.append(text_markup(words))
    rules = ChartRules(steps=now.rebasings)
    if opinion := second_opinion_says(line.verdict, measure, line.history, line.now, rules):
        said.append(text_markup(opinion, kind="ieo-small"))
    draw_markup("".join(said))
    if control.points:
        events = events_now(measure, control.points[0].period, quarter)
        draw_chart(
            control_chart(control, measure, own, events),
            control_in_words(control, measure, verdict_says(line.verdict, measure, line.now), own, events),
        )
        if notes := " ".join([*control_notes(control, measure), events_say(events)]).strip():
            draw_paragraph(notes, kind="ieo-small")
