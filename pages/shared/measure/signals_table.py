"""The control chart of each measure: all 19 in a table, and one of them large."""

from base64 import b64encode

import streamlit as st

from ieo_metrics.charts.control_chart import control_chart, control_in_words
from ieo_metrics.charts.variation_icons import icon
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.targets import in_force, steps_of
from ieo_metrics.measuring import measure_history
from ieo_metrics.measuring.compute import Results
from ieo_metrics.measuring.measure_history import Line
from ieo_metrics.statistics.chart_sentences import baseline_says, control_notes, control_says, regression_to_the_mean, target_says
from ieo_metrics.statistics.control import Control, xmr
from ieo_metrics.statistics.figure_wording import number
from ieo_metrics.statistics.variation import Icon, assurance, variation
from pages.shared.frame.html_tables import Html, safe, table
from pages.shared.frame.page import draw, heading, paragraph, text
from pages.shared.measure.measures_table import measure_link
from pages.shared.measure.one_measure import chart
from pages.shared.measure.target_forms import steps, targets


def control_of(line: Line, until: Quarter) -> Control:
    """The measure's quarters up to one, set anew where the officer said so."""
    past = [figure for figure in line.history if figure.quarter <= until]
    anew = [step.quarter for step in steps_of(steps(), line.measure.ref)]
    return xmr([figure.quarter for figure in past], [figure.value for figure in past], anew)


def _with_words(row: Icon) -> Html:
    # As a picture: Streamlit takes SVG out of markup. Its words stand beside it, so to a screen reader it is nothing more.
    drawn = b64encode(icon(row).encode()).decode()
    return Html(f'<span class="ieo-icon"><img alt="" width="24" height="24" src="data:image/svg+xml;base64,{drawn}"> <span>{safe(row.words)}</span></span>')


def signals_table(results: Results, quarter: Quarter) -> str:
    """All 19: the value, its usual level, what it does and whether its target will be met."""
    rows = []
    aims = targets()
    for line in measure_history.overview(results, quarter):
        measure, control = line.measure, control_of(line, quarter)
        target = in_force(aims, measure.ref, quarter)
        usual = number(control.segments[-1].centre, measure) if control.segments else "–"
        aim = number(target.aim, measure) if target else "–"
        verdicts = _with_words(variation(control, measure)), _with_words(assurance(control, measure, aims))
        rows.append((measure_link(measure, quarter), number(line.now.value, measure, line.now.n), usual, verdicts[0], aim, verdicts[1]))
    columns = ("Measure", "Value", "Usual level", "What it does", "Target", "Will it be met?")
    return table(
        f"The 19 measures in {label(quarter)} and their history",
        columns,
        rows,
        numeric=("Value", "Usual level", "Target"),
        caption_shown=False,
        kind="ieo-signals",
    )


def draw_control(line: Line, quarter: Quarter) -> None:
    """One measure's control chart (a run chart below 12 quarters), what it says, and how the quarter stands to its target."""
    measure, aims, control = line.measure, targets(), control_of(line, quarter)
    own, anew = [one for one in aims if one.ref == measure.ref], steps_of(steps(), measure.ref)
    heading("Is it more than chance?")
    with st.container(horizontal=True, vertical_alignment="center"):
        draw(f'<p class="ieo-text">{_with_words(variation(control, measure))}</p>')
        draw(f'<p class="ieo-text">{_with_words(assurance(control, measure, aims))}</p>')
    said = [text(control_says(control, measure))]
    target = in_force(aims, measure.ref, quarter)
    said.append(text(target_says(target, line.now, measure), f" {baseline_says(target, measure)}" if target else ""))
    if words := regression_to_the_mean(measure):
        said.append(text(words))
    draw("".join(said))
    if control.points:
        chart(control_chart(control, measure, own, anew), control_in_words(control, measure, own, anew))
    if notes := control_notes(control, measure, anew):
        paragraph(" ".join(notes), kind="ieo-small")
