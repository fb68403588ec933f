"""The chart of a measure as a picture, and its quarters as a table in a file."""

from collections.abc import Sequence

from ieo_metrics.charts.trend import trend_in_words
from ieo_metrics.exports.screen_files.chart_file import ShownChart
from ieo_metrics.measuring.overview_lines import OverviewLine
from ieo_metrics.statistics.control_charts.chart_events import ChartEvent, events_say
from ieo_metrics.statistics.control_charts.chart_lines import chart_lines, lines_say, target_lines
from pages.shared.files.downloads import draw_picture_downloads, draw_table_download
from pages.shared.frame.figures import Figures
from pages.shared.frame.page_address import quarter_slug
from pages.shared.measure.by_quarter.by_quarter_table import by_quarter_table


def draw_chart_downloads(
    there: Figures, line: OverviewLine, events: Sequence[ChartEvent], *, limited: bool
) -> None:
    """`limited`: whether the chart on the page has its limits; then the picture has them too."""
    measure, targets, door = line.measure, there.targets, there.door
    name = f"{measure.ref} to {quarter_slug(line.history[-1].quarter)}"
    lines = target_lines(targets, measure, [figure.quarter for figure in line.history])
    said = [events_say(events)]
    if limited:
        lines = [*chart_lines(line.verdict.control, measure), *lines]
        said.append(lines_say(line.verdict.control, measure))
    # Its events stand below it.
    words = trend_in_words(there.rows_of(measure.ref), measure, targets=targets)
    chart = ShownChart(f"{measure.ref} {measure.name}", words, measure, line.history, lines, events)
    draw_picture_downloads(name, door, [chart], " ".join(filter(None, said)))
    draw_table_download(name, door, by_quarter_table(there, line, events))
