"""What of a measure is drawn in its chart, in the report and on slides alike."""

from ieo_metrics.exports.pack.content import Pack
from ieo_metrics.measuring.overview_lines import OverviewLine
from ieo_metrics.statistics.control_charts.chart_lines import ChartLine, chart_lines, lines_say, target_lines
from ieo_metrics.statistics.differences import Figure

FEWEST_FOR_CHART = 2
NO_CHART = "There is no chart, because no quarter has a value that may be shown."
ONE_VALUE = "There is no chart, because only one quarter has a value that may be shown."


def known_figures(line: OverviewLine) -> list[Figure]:
    """The quarters that have a value."""
    return [figure for figure in line.history if figure.value is not None]


def is_charted(line: OverviewLine) -> bool:
    """Whether it has a chart: a single dot is none."""
    return len(known_figures(line)) >= FEWEST_FOR_CHART


def why_no_chart(line: OverviewLine) -> str:
    """Of a measure that has none, why."""
    return ONE_VALUE if known_figures(line) else NO_CHART


def lines_on_chart(pack: Pack, line: OverviewLine) -> tuple[ChartLine, ...]:
    """Limits, middle and target beside the values."""
    return (
        *chart_lines(line.verdict.control, line.measure),
        *target_lines(pack.targets, line.measure, [figure.quarter for figure in line.history]),
    )


def lines_drawn(pack: Pack, line: OverviewLine) -> str:
    """What each line beside the values is: `Dashed lines: … The dotted line is the target.`"""
    quarters = [figure.quarter for figure in line.history]
    aimed = is_charted(line) and target_lines(pack.targets, line.measure, quarters)
    said = (lines_say(line.verdict.control, line.measure), "The dotted line is the target." if aimed else "")
    return " ".join(filter(None, said))
