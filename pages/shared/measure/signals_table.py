"""The control chart of each measure: all in a table, and one of them large."""

from base64 import b64encode
from collections.abc import Iterable, Sequence

from ieo_metrics.charts.variation_icons import icon_svg
from ieo_metrics.framework.configuration.targets import Target, in_force
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.measures import MEASURES, Measure
from ieo_metrics.measuring.overview_lines import OverviewLine
from ieo_metrics.statistics.control_charts.chart_icons import Icon, assurance_of, variation_of
from ieo_metrics.statistics.control_charts.chart_with_signals import Control
from ieo_metrics.statistics.figure_wording import NO_VALUE, value_in_words
from ieo_metrics.statistics.years.year_sentences import year_answer, year_end_in_short
from pages.shared.frame.figures import Figures
from pages.shared.kit.html_tables import Html, html_table, safe_markup
from pages.shared.measure.measures_table import measure_link


def icon_with_words(row: Icon) -> Html:
    """An icon, and its words beside it."""
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
    return f"{level} starting" if measure.kind.judged_under and level != NO_VALUE else level


def _value(line: OverviewLine) -> Html:
    """The value; of people who stay for several quarters, below it how many started, who are judged."""
    measure, last = line.measure, line.verdict.control.last
    said = safe_markup(value_in_words(line.now.value, measure, line.now.n))
    if not measure.kind.judged_under or last is None or last.period != line.now.quarter:
        return Html(said)
    started = safe_markup(value_in_words(last.value, measure))
    return Html(f'{said}<small class="quiet"> ({started} started)</small>')


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


COLUMNS = (
    "Measure",
    "Value",
    "Usual level",
    "Verdict",
    "Target",
    "Will it be met?",
    "Year so far",
    "At its end",
)


def signals_rows(there: Figures) -> list[tuple[object, ...]]:
    """Every measure: the value, what is usual, its verdict and whether its target will be met."""
    rows: list[tuple[object, ...]] = []
    for line in there.lines:
        measure, control = line.measure, line.verdict.control
        target = in_force(there.targets, measure.ref, there.quarter)
        rows.append(
            (
                measure_link(measure, there.quarter),
                _value(line),
                usual_level(control, measure),
                icon_with_words(variation_of(line.verdict, measure)),
                value_in_words(target.aim, measure) if target else "–",
                icon_with_words(assurance_of(control, measure, there.targets)),
                *_year(line, target),
            )
        )
    return rows


def signals_table(rows: Iterable[Sequence[object]], quarter: Quarter) -> str:
    """The table's markup. `rows`: of `signals_rows`."""
    return html_table(
        f"The {len(MEASURES)} measures in {label(quarter)} and their history",
        COLUMNS,
        rows,
        numeric=("Value", "Usual level", "Target", "Year so far"),
        caption_shown=False,
        kind="ieo-signals",
    )
