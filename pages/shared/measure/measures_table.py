"""The measures as one table, each row a link that opens its measure."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

import streamlit as st

from ieo_metrics.charts.sparkline import sparkline
from ieo_metrics.framework.configuration.targets import Target, in_force
from ieo_metrics.framework.dates.quarters import Quarter, label, stretch_in_words
from ieo_metrics.framework.figure_markers import MARKERS
from ieo_metrics.framework.measures import MEASURES, Measure
from ieo_metrics.measuring.overview_lines import OverviewLine
from ieo_metrics.statistics.differences import Change, Figure
from ieo_metrics.statistics.figure_wording import (
    NO_VALUE,
    RANGE,
    change_in_short,
    difference_ends,
    value_in_words,
)
from ieo_metrics.statistics.target_outcomes import MET, MISSED, UNTOLD, target_outcome
from ieo_metrics.statistics.verdicts import IMPROVING, WORSENING, Verdict
from pages.shared.frame.page_address import quarter_slug
from pages.shared.kit.html_tables import Html, cell, framed_table, safe_markup, table_heading_row


def _and_range(what: str) -> Html:
    """The heading of a change, below which stands that of its range."""
    return Html(f'{safe_markup(what)}<small class="quiet">{RANGE}</small>')


AS_FRAMEWORK, BY_CHANGE, BY_PROVIDER = ORDERS = ("As in the framework", "What changed first", "By provider")
_VERDICTS_FIRST = {WORSENING: 0, IMPROVING: 1}
# Beside the word, so that a glance down the column finds what is missed.
OUTCOME_SIGNS = {MET: "✓", MISSED: "✗", UNTOLD: "?"}
_CLASS = {WORSENING: "worsened", IMPROVING: "improved"}  # of the look

# Links are real: they can be copied, and opened in another tab. A plain click must not load the page anew,
# which would forget what was dropped, so it is told to Python instead.
_JS = """
export default function ({ data, parentElement, setTriggerValue }) {
  const holder = parentElement.querySelector(".ieo-holder");
  if (holder.drawn !== data) holder.innerHTML = holder.drawn = data;
  holder.onclick = (event) => {
    const link = event.target.closest("a[data-ref]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    setTriggerValue("opened", link.dataset.ref);
  };
}
"""


def change_cell(change: Change, measure: Measure) -> Html:
    """The change in short, and below it its range where it has one: a fact, and no verdict."""
    said, ends = (safe_markup(words(change, measure)) for words in (change_in_short, difference_ends))
    return Html(f'<span class="quiet">{said}{f"<small>{ends}</small>" if ends else ""}</span>')


def verdict_cell(verdict: Verdict) -> Html:
    """The verdict's word with its shape; what is only worth watching is said on the measure's own page."""
    return with_shape(verdict, verdict.word)


def with_shape(verdict: Verdict, said: str) -> Html:
    """The words for a verdict with its shape: a filled triangle only where it says a change."""
    words = safe_markup(said)
    if not verdict.says_change:
        return Html(f'<span class="quiet">{words}</span>')
    shape = "▲" if verdict.up else "▼"
    kind = _CLASS[verdict.word]
    return Html(f'<span class="{kind}"><span aria-hidden="true">{shape}</span> {words}</span>')


def measure_link(measure: Measure, quarter: Quarter) -> Html:
    """A link to a measure's page, which `open_pressed_measure` answers to."""
    address = f"measure?quarter={quarter_slug(quarter)}&amp;measure={measure.ref}"
    return Html(
        f'<a href="{address}" data-ref="{measure.ref}"><span class="ref">{measure.ref}</span> <span '
        f'class="name">{safe_markup(measure.name)}</span></a>'
    )


class Column(NamedTuple):
    """A column of the table. `cell`: the whole cell of a measure's line; `numeric`: aligned right."""

    heading: str
    cell: Callable[[OverviewLine], str]
    numeric: bool = False


def _trend(line: OverviewLine) -> Html:
    places = [figure.quarter for figure in line.history]
    return Html(
        sparkline(
            [figure.value for figure in line.history],
            f"Trend of {line.measure.name}, {stretch_in_words(places[0], places[-1])}",
            places.index(line.now.quarter) if line.now.quarter in places else None,
        )
    )


def _marker(line: OverviewLine) -> Html:
    marker = safe_markup(line.now.marker)
    return Html(f'<abbr title="{safe_markup(MARKERS[line.now.marker])}">{marker}</abbr>' if marker else "")


def _target(target: Target | None, line: OverviewLine) -> Html:
    """The target in force, and whether it is met, in a word."""
    if target is None:
        return Html(NO_VALUE)
    outcome = target_outcome(target, line.now, line.measure)
    aim = safe_markup(value_in_words(target.aim, line.measure))
    return Html(f"{aim}<small>{safe_markup(OUTCOME_SIGNS[outcome])} {safe_markup(outcome)}</small>")


def _people(figure: Figure) -> str:
    return NO_VALUE if figure.n is None else f"{figure.n:,}"


def _change(change: Change, measure: Measure) -> str:
    return cell(change_cell(change, measure), kind="change")


def _columns(lines: Sequence[OverviewLine], quarter: Quarter, targets: Sequence[Target]) -> list[Column]:
    """The columns in their order; those of targets and markers only where there are any."""
    aims = {m.ref: found for m in MEASURES if (found := in_force(targets, m.ref, quarter))}
    target = Column("Target", lambda line: cell(_target(aims.get(line.measure.ref), line), kind="change"))
    marker = Column("Marker", lambda line: cell(_marker(line)))

    def words(figure: Figure, measure: Measure) -> str:
        return value_in_words(figure.value, measure, figure.n)

    return [
        Column("Measure", lambda line: cell(measure_link(line.measure, quarter), heading=True)),
        Column(
            "Value",
            lambda line: cell(words(line.now, line.measure), numeric=True, kind="value"),
            True,
        ),
        Column(
            "n", lambda line: cell(NO_VALUE if line.now.n is None else f"{line.now.n:,}", numeric=True), True
        ),
        *([target] if aims else []),
        Column("Verdict", lambda line: cell(verdict_cell(line.verdict), kind="change")),
        Column(
            "Quarter before", lambda line: cell(words(line.previous.then, line.measure), numeric=True), True
        ),
        Column(
            _and_range("Change on quarter"),
            # What follows the school year is compared with the year before.
            lambda line: (
                cell(NO_VALUE, kind="change")
                if line.measure.seasonal
                else _change(line.previous, line.measure)
            ),
        ),
        Column("Year before", lambda line: cell(words(line.year_ago.then, line.measure), numeric=True), True),
        Column(_and_range("Change on year"), lambda line: _change(line.year_ago, line.measure)),
        Column("Trend", lambda line: cell(_trend(line))),
        *([marker] if any(line.now.marker for line in lines) else []),
    ]


def _body(title: str, kind: str, wide: int, rows: Iterable[str] = ()) -> str:
    """Some rows of the table under their title, which is `wide` columns wide."""
    said = (
        f'<tr class="{kind}"><th colspan="{wide}" scope="rowgroup">{safe_markup(title)}</th></tr>'
        if title
        else ""
    )
    return f"<tbody>{said}{''.join(rows)}</tbody>"


def _source(line: OverviewLine) -> str:
    return f"{line.measure.programme} · {line.measure.provider}"


def measures_table(
    lines: list[OverviewLine], quarter: Quarter, order: str = AS_FRAMEWORK, targets: Sequence[Target] = ()
) -> str:
    """The table's markup: three areas with their success measures, or another order. `targets`: of all
    measures and quarters."""
    columns = _columns(lines, quarter, targets)
    wide = len(columns)

    def rows(some: Iterable[OverviewLine]) -> Iterator[str]:
        for line in some:
            yield f"<tr>{''.join(column.cell(line) for column in columns)}</tr>"

    if order == BY_CHANGE:
        lines = sorted(lines, key=lambda line: _VERDICTS_FIRST.get(line.verdict.word, 2))
        bodies = [_body("", "", wide, rows(lines))]
    elif order == BY_PROVIDER:
        bodies = [
            _body(title, "area", wide, rows(some))
            for title, some in groupby(sorted(lines, key=_source), _source)
        ]
    else:
        bodies = []
        for area, of_area in groupby(lines, lambda line: line.measure.ref[:3]):
            some = list(of_area)
            bodies.append(_body(f"{area}  {some[0].measure.area}", "area", wide))
            bodies += [
                _body(success, "success", wide, rows(few))
                for success, few in groupby(some, lambda line: line.measure.success)
            ]
    headings = table_heading_row(
        [column.heading for column in columns], [column.heading for column in columns if column.numeric]
    )
    return framed_table(
        f"The {len(MEASURES)} measures in {label(quarter)}",
        headings + "".join(bodies),
        caption_shown=False,
        kind="ieo-measures",
    )


def draw_measures_table(markup: str, key: str) -> None:
    """Draw a table whose links `open_pressed_measure` answers to. `key`: unlike that of another page's."""
    component = st.components.v2.component(
        "ieo_measures_table", html='<div class="ieo-holder"></div>', js=_JS, isolate_styles=False
    )
    component(data=markup, key=key, on_opened_change=lambda: None)
