"""A measure's line chart, native to Excel: one dark line on white, gaps as gaps, the interval as bars, limits
as dashed steps with their middle between, nothing shown by colour alone.

A line chart has no steps. They are a scatter chart on the same axes, on which the first quarter stands at 1,
with two points for each quarter: half a quarter before and half a quarter after it.
"""

import xlsxwriter
from xlsxwriter.chart import Chart
from xlsxwriter.utility import xl_range_abs

from ieo_metrics.exports.office.figure_cells import SHOWN
from ieo_metrics.exports.workbook.sheet_content import PLACE, Page, Plot, line_heading
from ieo_metrics.framework.configuration.unit_look import PLAIN_LOOK, UnitLook
from ieo_metrics.framework.measures import Measure
from ieo_metrics.statistics.control_charts.chart_lines import LIMITS, ChartLine

WIDTH, HEIGHT = 1000, 420


def line_chart(book: xlsxwriter.Workbook, plot: Plot, look: UnitLook = PLAIN_LOOK) -> Chart:
    """A native line chart of one measure, with alt text and its gaps."""
    m, sheet, (first, last) = plot.measure, plot.data.sheet, _rows(plot.data)
    column, main = plot.data.column_of(m.ref), look.main_colour
    chart = book.add_chart({"type": "line"})
    series: dict[str, object] = {
        "name": f"{m.ref} {m.name}",
        "categories": [sheet, first, 0, last, 0],
        "values": [sheet, first, column, last, column],
        "line": {"color": main, "width": 2.25},
        "marker": {"type": "circle", "size": 7, "fill": {"color": main}, "border": {"color": main}},
    }
    if plot.interval:
        below, above = (
            f"='{sheet}'!{xl_range_abs(first, end, last, end)}" for end in (column + 1, column + 2)
        )
        series["y_error_bars"] = {
            "type": "custom",
            "minus_values": below,
            "plus_values": above,
            "line": {"color": look.second_colour, "width": 1.25},
        }
    if any(plot.named):
        series["data_labels"] = {
            "value": True,
            "position": "above",
            "font": {"name": "Arial", "size": 10},
            # On white, so that no line of the chart runs through the words.
            "custom": [
                {"value": words, "fill": {"color": "#FFFFFF"}} if words else {"delete": True}
                for words in plot.named
            ],
        }
    chart.add_series(series)
    if plot.lines:
        steps = book.add_chart({"type": "scatter", "subtype": "straight"})
        for line in plot.lines:
            steps.add_series(_steps(plot, line, look))
        chart.combine(steps)
    font = {"name": "Arial", "size": 11}
    fonts = {"name_font": {**font, "bold": False}, "num_font": font}
    chart.set_title(
        {"name": f"{m.ref} {m.name}", "name_font": {**font, "size": 14, "bold": True}, "overlay": False}
    )
    chart.set_x_axis(
        {
            "name": f"Financial quarter. Source: {m.provider}, {m.programme} returns",
            **fonts,
            "label_position": "low",
        }
    )
    scale = {name: end for name, end in zip(("min", "max"), plot.scale, strict=True) if end is not None}
    chart.set_y_axis(
        {
            "name": axis_title(m),
            **fonts,
            "num_format": SHOWN[plot.shown],
            "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9", "width": 0.75}},
            **scale,
        }
    )
    chart.set_legend({"none": True})
    chart.show_blanks_as("gap")
    chart.set_size({"width": WIDTH, "height": HEIGHT})
    return chart


def _rows(page: Page) -> tuple[int, int]:
    """The first and last row of a table, without its headings."""
    return page.heading + 1, page.heading + len(page.rows)


def _steps(plot: Plot, line: ChartLine, look: UnitLook) -> dict[str, object]:
    """One line of limits, as a series."""
    limits, (first, last), is_limit = plot.limits, _rows(plot.limits), line.kind in LIMITS
    places, levels = (
        [limits.sheet, first, column, last, column]
        for column in map(limits.column_of, (PLACE, line_heading(plot.measure, line)))
    )
    return {
        "name": f"{plot.measure.ref} {line.name}",
        "categories": places,
        "values": levels,
        "line": {
            "color": look.second_colour if is_limit else look.main_colour,
            "width": 1.25,
            "dash_type": "dash" if is_limit else "solid",
        },
        "marker": {"type": "none"},
    }


def axis_title(m: Measure) -> str:
    """What the upright axis is of, and which way is better."""
    return f"{m.statistic.axis_title.format(unit=m.unit)} ({m.better} is better)"
