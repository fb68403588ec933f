"""What the sheets of numbers in the SVRP workbook are made from: the figures by measure and quarter, what is
said of those of its quarter, and the cells of a row."""

from collections.abc import Iterator, Mapping, Sequence

from ieo_metrics.exports.office.figure_cells import Number, Row, figure_cell, shorthand, shown_as
from ieo_metrics.exports.pack.wording import target_verdicts
from ieo_metrics.exports.workbook.sheet_content import NOTES
from ieo_metrics.framework.configuration.targets import Target, in_force
from ieo_metrics.framework.dates.quarters import Quarter, four_quarters_label, label
from ieo_metrics.framework.figure_markers import NOT_COVERED
from ieo_metrics.framework.measures import Measure
from ieo_metrics.measuring.compute_measures import Results, stands_for_quarter
from ieo_metrics.measuring.overview_lines import overview, page_regression
from ieo_metrics.statistics.control_charts.chart_events import ChartEvent
from ieo_metrics.statistics.control_charts.chart_lines import chart_lines, lines_say
from ieo_metrics.statistics.figure_wording import rolling_says
from ieo_metrics.statistics.people_not_remeasured import not_measured_again
from ieo_metrics.statistics.target_outcomes import target_outcome

SHORTHAND = f"Shorthand in square brackets is explained on the sheet {NOTES}."
BLANK = "A blank cell under Marker or Note means that there is nothing to say."
LEFT_OUT_HIDDEN = "How many were left out is hidden for most"


class Figures:
    """The rows of all areas together by measure and quarter, and the quarters from the first to the last
    covered. `lines`: by ref, the limits of the chart of a quarter's verdict and their middle; `lines_said`:
    what they are, or why there are none; `events`: by ref, what happened; `regression`: what must be said
    once of changes since joining; `rolling`: by ref, what must be said of figures of four quarters, empty of
    others; `not_again`: by ref, who was not measured again by the quarter's end; `page`: the measures in the
    quarter, in the framework's order; `targets`, `outcomes`, `said_of`: by ref, of those that have one, the
    target in force, whether it is met, and that in a sentence."""

    def __init__(
        self,
        results: Results,
        quarter: Quarter,
        events: Mapping[str, Sequence[ChartEvent]],
        targets: Sequence[Target],
    ) -> None:
        self.page = page = overview(results, quarter)
        found = {line.measure.ref: in_force(targets, line.measure.ref, quarter) for line in page}
        self.targets = {ref: target for ref, target in found.items() if target is not None}
        self.outcomes = {
            line.measure.ref: target_outcome(self.targets[line.measure.ref], line.now, line.measure)
            for line in page
            if line.measure.ref in self.targets
        }
        self.said_of = target_verdicts(page, targets)
        charts = {line.measure: line.verdict.control for line in page}
        self.lines = {m.ref: chart_lines(control, m) for m, control in charts.items()}
        self.lines_said = {m.ref: lines_say(control, m) for m, control in charts.items()}
        self.events = events
        self.regression = page_regression(page)
        self.not_again = {line.measure.ref: not_measured_again(line.now, line.measure) for line in page}
        frame = results.frame
        self.rolling = {line.measure.ref: rolling_says(line.now) for line in page}
        rows = frame[stands_for_quarter(frame)].to_dict("records")
        self._rows: dict[tuple[str, Quarter], Row] = {(row["ref"], row["period"]): row for row in rows}  # type: ignore[misc]
        self.quarters = sorted({period for _, period in self._rows})

    def at(self, measure: Measure, quarter: Quarter) -> Row | None:
        return self._rows.get((measure.ref, quarter))

    def period_of(self, measure: Measure, quarter: Quarter) -> str:
        """`2024/25 Q1`, `2023/24 Q2 to 2024/25 Q1`: what the figure of a quarter is of."""
        return (four_quarters_label if self.rolling[measure.ref] else label)(quarter)

    def trend(self, measure: Measure) -> Iterator[tuple[Quarter, Row]]:
        for quarter in self.quarters:
            if row := self.at(measure, quarter):
                yield quarter, row

    def values(self, measure: Measure) -> list[Number | None]:
        """The measure's value in each quarter; None where there is none."""
        cells = [figure_cell(measure, self.at(measure, quarter), "value") for quarter in self.quarters]
        return [cell if isinstance(cell, Number) else None for cell in cells]


def value_cell(measure: Measure, value: float) -> Number:
    """A value of a measure that is in no row, such as a target, as the measure's values are shown."""
    return Number(value, shown_as(measure, {"denominator": None}))


def marker_cell(row: Row | None) -> str:
    """The markers of a row; no row: no return covers it."""
    return f"[{NOT_COVERED}]" if row is None else shorthand(row["marker"])


def note_cell(row: Row | None, happened: str = "") -> str:
    """What is said of a row, and what happened in its quarter."""
    said = ("no return covers it" if row is None else row["note"], happened)
    return "; ".join(filter(None, said))


def line_level(m: Measure, level: float | None) -> Number | None:
    """A limit or middle: of a count a little finer than the count itself."""
    if level is None:
        return None
    signed = "change" if m.statistic.signed else "reach"
    return Number(level, "percent, one decimal" if m.statistic.percent else signed)
