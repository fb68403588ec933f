"""Every quarter of a measure as a table: on the page, and as a file."""

from collections.abc import Sequence

from ieo_metrics.framework.dates.quarters import label
from ieo_metrics.framework.figure_markers import NOT_COVERED
from ieo_metrics.measuring.overview_lines import OverviewLine
from ieo_metrics.statistics import figure_wording
from ieo_metrics.statistics.control_charts.chart_events import ChartEvent, events_in
from pages.shared.files.downloads import ShownTable
from pages.shared.frame.figures import Figures
from pages.shared.kit.html_tables import html_table
from pages.shared.kit.text import draw_markup

_COLUMNS = ("Quarter", "Value", "Numerator", "Denominator", "Lower", "Upper", "Left out", "Marker", "Note")
# What was issued does not say them of every figure, as in the meeting.
_OF_NOW = ("Numerator", "Left out", "Note")


def draw_by_quarter(there: Figures, line: OverviewLine, events: Sequence[ChartEvent]) -> None:
    """Every quarter with its figures, and what happened in it, as a table."""
    table = by_quarter_table(there, line, events)
    title = f"{line.measure.name} by quarter, with its 95% interval"
    draw_markup(html_table(title, table.columns, table.rows, numeric=_COLUMNS[1:7]))


def by_quarter_table(there: Figures, line: OverviewLine, events: Sequence[ChartEvent]) -> ShownTable:
    """The same without its markup."""
    measure = line.measure
    columns = [name for name in _COLUMNS if there.results or name not in _OF_NOW]
    rows = []
    for f in line.history:
        numerator = "" if f.numerator is None else f"{f.numerator:,.0f}".replace("-", figure_wording.MINUS)
        ends = [
            "" if end is None else figure_wording.value_in_words(end, measure, f.n)
            for end in (f.lower, f.upper)
        ]
        value = f"[{f.marker}]" if f.value is None else figure_wording.value_in_words(f.value, measure, f.n)
        n, left_out = "" if f.n is None else f"{f.n:,}", "" if f.marker == NOT_COVERED else f"{f.left_out:,}"
        happened = (events_in(events, f.quarter),) if events else ()
        cells = (label(f.quarter), value, numerator, n, *ends, left_out, f.marker, f.note)
        row = dict(zip(_COLUMNS, cells, strict=True))
        rows.append((*(row[name] for name in columns), *happened))
    return ShownTable((*columns, *(("Events",) if events else ())), rows)
