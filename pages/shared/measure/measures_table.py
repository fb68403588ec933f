"""The measures as one table, each row a link that opens its measure."""

from collections.abc import Iterable
from itertools import groupby

import streamlit as st

from ieo_metrics.charts.sparkline import sparkline
from ieo_metrics.framework.dates.quarters import Quarter, label, stretch_in_words
from ieo_metrics.framework.figure_markers import MARKERS
from ieo_metrics.framework.measures import MEASURES, Measure
from ieo_metrics.measuring.overview_lines import OverviewLine
from ieo_metrics.statistics.differences import Change
from ieo_metrics.statistics.figure_wording import (
    NO_VALUE,
    RANGE,
    change_in_short,
    difference_ends,
    value_in_words,
)
from ieo_metrics.statistics.verdicts import IMPROVING, WORSENING, Verdict
from pages.shared.frame.html_tables import Html, cell, framed_table, safe_markup, table_heading_row
from pages.shared.frame.page_address import quarter_slug


def _and_range(what: str) -> Html:
    """The heading of a change, below which stands that of its range."""
    return Html(f'{safe_markup(what)}<small class="quiet">{RANGE}</small>')


COLUMNS = (
    "Measure",
    "Value",
    "n",
    "Verdict",
    "Quarter before",
    _and_range("Change"),
    "Year before",
    _and_range("Change on year"),
    "Trend",
    "Marker",
)
NUMBERS = ("Value", "Quarter before", "Year before", "n")
AS_FRAMEWORK, BY_CHANGE, BY_PROVIDER = ORDERS = ("As in the framework", "What changed first", "By provider")
_VERDICTS_FIRST = {WORSENING: 0, IMPROVING: 1}
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
    """A link to a measure's page, which `opened_measure` answers to."""
    address = f"measure?quarter={quarter_slug(quarter)}&amp;measure={measure.ref}"
    return Html(
        f'<a href="{address}" data-ref="{measure.ref}"><span class="ref">{measure.ref}</span> <span '
        f'class="name">{safe_markup(measure.name)}</span></a>'
    )


def _row(line: OverviewLine, quarter: Quarter) -> str:
    measure, now = line.measure, line.now
    places = [figure.quarter for figure in line.history]
    trend = Html(
        sparkline(
            [figure.value for figure in line.history],
            f"Trend of {measure.name}, {stretch_in_words(places[0], places[-1])}",
            places.index(quarter) if quarter in places else None,
        )
    )
    marker = (
        Html(f'<abbr title="{safe_markup(MARKERS[now.marker])}">{safe_markup(now.marker)}</abbr>')
        if now.marker
        else ""
    )
    cells = (
        cell(measure_link(measure, quarter), heading=True),
        f'<td class="number value">{safe_markup(value_in_words(now.value, measure, now.n))}</td>',
        cell(NO_VALUE if now.n is None else f"{now.n:,}", numeric=True),
        f'<td class="change">{verdict_cell(line.verdict)}</td>',
        cell(value_in_words(line.previous.then.value, measure, line.previous.then.n), numeric=True),
        # What follows the school year is compared with the year before.
        f'<td class="change">{NO_VALUE if measure.seasonal else change_cell(line.previous, measure)}</td>',
        cell(value_in_words(line.year_ago.then.value, measure, line.year_ago.then.n), numeric=True),
        f'<td class="change">{change_cell(line.year_ago, measure)}</td>',
        cell(trend),
        cell(marker),
    )
    return f"<tr>{''.join(cells)}</tr>"


def _body(title: str, kind: str, rows: Iterable[str] = ()) -> str:
    said = (
        f'<tr class="{kind}"><th colspan="{len(COLUMNS)}" scope="rowgroup">{safe_markup(title)}</th></tr>'
        if title
        else ""
    )
    return f"<tbody>{said}{''.join(rows)}</tbody>"


def _source(line: OverviewLine) -> str:
    return f"{line.measure.programme} · {line.measure.provider}"


def measures_table(lines: list[OverviewLine], quarter: Quarter, order: str = AS_FRAMEWORK) -> str:
    """The table's markup: three areas with their success measures, or another order."""
    if order == BY_CHANGE:
        lines = sorted(lines, key=lambda line: _VERDICTS_FIRST.get(line.verdict.word, 2))
        bodies = [_body("", "", (_row(line, quarter) for line in lines))]
    elif order == BY_PROVIDER:
        bodies = [
            _body(title, "area", (_row(line, quarter) for line in some))
            for title, some in groupby(sorted(lines, key=_source), _source)
        ]
    else:
        bodies = []
        for area, of_area in groupby(lines, lambda line: line.measure.ref[:3]):
            some = list(of_area)
            bodies.append(_body(f"{area}  {some[0].measure.area}", "area"))
            bodies += [
                _body(success, "success", (_row(line, quarter) for line in few))
                for success, few in groupby(some, lambda line: line.measure.success)
            ]
    return framed_table(
        f"The {len(MEASURES)} measures in {label(quarter)}",
        table_heading_row(COLUMNS, NUMBERS) + "".join(bodies),
        caption_shown=False,
        kind="ieo-measures",
    )


def opened_measure(markup: str, key: str = "measures_table") -> str | None:
    """Draw a table; the reference of the measure whose link was clicked, if any."""
    component = st.components.v2.component(
        "ieo_measures_table", html='<div class="ieo-holder"></div>', js=_JS, isolate_styles=False
    )
    return component(data=markup, key=key, on_opened_change=lambda: None).opened
