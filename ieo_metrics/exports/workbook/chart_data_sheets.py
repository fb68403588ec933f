"""The sheets of the SVRP workbook that its charts are drawn from: the values by quarter, and the lines beside
them, of which each quarter is a step."""

from ieo_metrics.exports.office.figure_cells import Number, figure_cell
from ieo_metrics.exports.workbook.figures_by_quarter import Figures, line_level
from ieo_metrics.exports.workbook.sheet_content import PLACE, Page, SheetColumn, line_heading
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.measures import MEASURES, Measure
from ieo_metrics.statistics.control_charts.chart_lines import rows_of_steps

CHART_DATA, CHART_LIMITS = "Chart data", "Chart limits"


def chart_data(figures: Figures) -> Page:
    """Quarters × measures. Blank where there is no value: a line chart draws shorthand, which is text, as
    zero."""
    return Page(
        CHART_DATA,
        "Chart data: the value of each measure in every quarter",
        (
            (
                "This sheet has one table, from which the charts are drawn. A blank cell is a quarter "
                "without a value, so that its chart shows a gap."
            ),
            (
                "Interval below and above: how far the 95% interval reaches from the value. The measure's "
                "own sheet says why a value is missing."
            ),
        ),
        "chart_data",
        (
            SheetColumn("Quarter", 14),
            *(SheetColumn(heading, 12, "number", m.ref) for m in MEASURES for heading in _drawn(m)),
        ),
        [
            (label(q), *(number for m in MEASURES for number in _drawn_of(figures, m, q)))
            for q in figures.quarters
        ],
    )


def chart_limits(figures: Figures) -> Page:
    """Twice the quarters × the lines of all charts."""
    lines = [line for m in MEASURES for line in figures.lines[m.ref]]
    measures = [m for m in MEASURES for _ in figures.lines[m.ref]]
    return Page(
        CHART_LIMITS,
        "Chart limits: the lines beside the values of each chart",
        (
            (
                "This sheet has one table, from which the limits of the charts, and the average or median "
                "between them, are drawn as steps. A blank cell is a quarter without one."
            ),
            (
                "Each quarter has two rows, where its step begins and where it ends; on the chart the first "
                "quarter stands at 1. Limits: the range that chance alone gives."
            ),
        ),
        "chart_limits",
        (
            SheetColumn("Quarter", 14),
            SheetColumn(PLACE, 12, "number"),
            *(
                SheetColumn(line_heading(m, line), 12, "number", m.ref)
                for m, line in zip(measures, lines, strict=True)
            ),
        ),
        [
            (
                label(quarter),
                Number(place, "reach"),
                *(line_level(m, level) for m, level in zip(measures, levels, strict=True)),
            )
            for quarter, place, levels in rows_of_steps(figures.quarters, lines)
        ],
    )


def _drawn(m: Measure) -> tuple[str, ...]:
    """The headings of what is drawn of a measure."""
    return (m.ref,) if m.counts else (m.ref, f"{m.ref}, interval below", f"{m.ref}, interval above")


def _drawn_of(figures: Figures, m: Measure, quarter: Quarter) -> list[Number | None]:
    """The value, and how far the interval reaches below and above it; None where there is none."""
    value, lower, upper = (
        figure_cell(m, figures.at(m, quarter), name) for name in ("value", "lower", "upper")
    )
    if not isinstance(value, Number):
        return [None] * len(_drawn(m))
    if m.counts:
        return [value]
    if not isinstance(lower, Number) or not isinstance(upper, Number):
        return [value, None, None]
    shown = "reach" if m.statistic.signed else value.shown
    return [value, Number(value.value - lower.value, shown), Number(upper.value - value.value, shown)]
