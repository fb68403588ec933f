"""The sheets of numbers in the SVRP workbook: the quarter's summary, and one trend a measure with its
chart."""

from collections.abc import Iterator, Mapping, Sequence
from math import ceil, floor

from ieo_metrics.exports.office.figure_cells import (
    NONE,
    Number,
    Row,
    cell_in_words,
    figure_cell,
    is_number,
    mostly_hidden,
    shorthand,
    shown_as,
)
from ieo_metrics.exports.workbook.sheet_content import NOTES, SOURCES, Cell, Page, Plot, SheetColumn
from ieo_metrics.framework.dates.quarters import Quarter, four_quarters_label, label, label_with_months
from ieo_metrics.framework.evidence_kinds import WIDEST_CHANGE
from ieo_metrics.framework.figure_markers import NOT_COVERED
from ieo_metrics.framework.measures import MEASURES, Measure
from ieo_metrics.measuring.compute_measures import Results, stands_for_quarter
from ieo_metrics.measuring.overview_lines import overview, page_regression
from ieo_metrics.statistics.control_charts.chart_events import ChartEvent, events_in, events_say, point_label
from ieo_metrics.statistics.control_charts.chart_lines import (
    HEADINGS,
    LINES,
    chart_lines,
    levels_by_kind,
    lines_say,
)
from ieo_metrics.statistics.figure_wording import rolling_says
from ieo_metrics.statistics.people_not_remeasured import OFFICER_COLUMNS, not_measured_again

SUMMARY = "Summary"
SHORTHAND = f"Shorthand in square brackets is explained on the sheet {NOTES}."
BLANK = "A blank cell under Marker or Note means that there is nothing to say."
LEFT_OUT_HIDDEN = "How many were left out is hidden for most"

# The columns of a trend between the quarter and the marker: (of Results.frame, heading, how it must be for
# the measure).
ALWAYS, WITH_N, PAIRED = "always", "with n", "paired"
TREND = (
    ("value", "Value", ALWAYS),
    ("numerator", "Numerator", WITH_N),
    ("denominator", "Denominator (n)", WITH_N),
    ("lower", "Lower end of 95% interval", WITH_N),
    ("upper", "Upper end of 95% interval", WITH_N),
    ("better", "Better", PAIRED),
    ("same", "Same", PAIRED),
    ("worse", "Worse", PAIRED),
    ("left_out", "Left out", ALWAYS),
    *((column.name, column.title, PAIRED) for column in OFFICER_COLUMNS),
)


class Figures:
    """The rows of all areas together by measure and quarter, and the quarters from the first to the last
    covered. `lines`: by ref, the limits of the chart of a quarter's verdict and their middle; `lines_said`:
    what they are, or why there are none; `events`: by ref, what happened; `regression`: what must be said
    once of changes since joining; `rolling`: by ref, what must be said of figures of four quarters, empty of
    others; `not_again`: by ref, who was not measured again by the quarter's end."""

    def __init__(
        self, results: Results, quarter: Quarter, events: Mapping[str, Sequence[ChartEvent]]
    ) -> None:
        page = overview(results, quarter)
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


def summary_sheet(
    figures: Figures, quarter: Quarter, verdicts: Mapping[str, str], *, for_sharing: bool = False
) -> Page:
    """The measures of the quarter, a row each, with the quarter before, the same quarter of the year before
    and the verdict. `verdicts`: by ref, in a sentence."""
    rows: list[list[Cell]] = []
    told = [figure_cell(m, figures.at(m, quarter), "left_out") for m in MEASURES]
    left_out = not (for_sharing and mostly_hidden(told))
    for m in MEASURES:
        row = figures.at(m, quarter)
        cells = {
            name: figure_cell(m, row, name)
            for name in ("value", "numerator", "denominator", "lower", "upper", "left_out")
        }
        before = [figure_cell(m, figures.at(m, earlier), "value") for earlier in (quarter - 1, quarter - 4)]
        numbers = (
            cells["value"],
            m.unit,
            cells["numerator"],
            cells["denominator"],
            *before,
            cells["lower"],
            cells["upper"],
            *([cells["left_out"]] if left_out else []),
        )
        name = f"{m.name}, {figures.period_of(m, quarter)}" if figures.rolling[m.ref] else m.name
        rows.append([m.ref, name, m.provider, *numbers, _marker(row), _note(row), verdicts[m.ref]])
    return Page(
        SUMMARY,
        f"Summary: the {len(MEASURES)} measures in {label_with_months(quarter)}",
        (
            f"This sheet has one table. {SHORTHAND}",
            BLANK,
            f"Percentages and averages are about young people; n is how many. Sources: the sheet {SOURCES}.",
            *(
                []
                if left_out
                else [f"{LEFT_OUT_HIDDEN} measures; where it is not, the measure's own sheet has it."]
            ),
            *filter(None, (figures.regression,)),
        ),
        "summary",
        (
            SheetColumn("Reference", 11),
            SheetColumn("Measure", 24),
            SheetColumn("Provider", 11),
            SheetColumn("Value", 9, "number"),
            SheetColumn("Unit", 11),
            SheetColumn("Numerator", 12, "number"),
            SheetColumn("Denominator (n)", 13, "number"),
            SheetColumn(f"Previous quarter, {label(quarter - 1)}", 11, "number"),
            SheetColumn(f"Same quarter last year, {label(quarter - 4)}", 14, "number"),
            SheetColumn("Lower end of 95% interval", 11, "number"),
            SheetColumn("Upper end of 95% interval", 11, "number"),
            *([SheetColumn("Left out", 7, "number")] if left_out else []),
            SheetColumn("Marker", 9),
            SheetColumn("Note", 14 if any(row[-2] for row in rows) else 6),
            SheetColumn("Verdict", 32),
        ),
        rows,
    )


def trend_sheets(
    figures: Figures,
    data: Page,
    limits: Page,
    quarter: Quarter,
    said_of: Mapping[str, str],
    *,
    for_sharing: bool = False,
) -> list[Page]:
    """One sheet a measure: every quarter, and the chart, which is drawn from `data` and, its lines in steps,
    from `limits`. `said_of`: by ref, a sentence about the quarter."""
    said = {ref: (f"{label(quarter)}: {words}",) for ref, words in said_of.items()}
    return [
        _trend(figures, measure, data, limits, said.get(measure.ref, ()), for_sharing) for measure in MEASURES
    ]


def _trend(
    figures: Figures, m: Measure, data: Page, limits: Page, said: tuple[str, ...], for_sharing: bool
) -> Page:
    fits = {ALWAYS: True, WITH_N: not m.counts, PAIRED: m.kind.paired}
    held = list(figures.trend(m))
    # What is shared has no counts of better, same and worse, nor of who was not measured again: a column in
    # which nothing stands is left away.
    shown = [
        (name, heading)
        for name, heading, when in TREND
        if fits[when] and (when != PAIRED or any(is_number(row.get(name)) for _, row in held))
    ]
    left_away = for_sharing and mostly_hidden([figure_cell(m, row, "left_out") for _, row in held])
    if left_away:
        shown = [(name, heading) for name, heading in shown if name != "left_out"]
    levels = levels_by_kind(figures.lines[m.ref])
    drawn = [kind for kind in LINES if kind in levels]
    events = figures.events.get(m.ref, ())
    plot = _plot(figures, m, data, limits)
    chart = (
        "and, below it, one chart of the same values"
        if plot
        else "and no chart, because there is no value yet"
    )
    rows = [
        (
            figures.period_of(m, q),
            *(figure_cell(m, row, name) for name, _ in shown),
            *(line_level(m, levels[kind].get(q)) or NONE for kind in drawn),
            _marker(row),
            _note(row, events_in(events, q)),
        )
        for q, row in held
    ]
    return Page(
        m.ref,
        f"{m.ref} {m.name}: every quarter",
        (
            f"This sheet has one table {chart}. {SHORTHAND}",
            BLANK,
            f"{m.success}. {m.statistic.label.capitalize()} (unit: {m.unit}); {m.better} is better.",
            *said,
            *filter(
                None,
                (
                    figures.rolling[m.ref],
                    figures.lines_said[m.ref],
                    events_say(events),
                    figures.not_again[m.ref],
                    f"{LEFT_OUT_HIDDEN} quarters, so there is no column of it." if left_away else "",
                ),
            ),
            f"Source: {m.provider}, {m.programme} returns; see the sheet {SOURCES}.",
        ),
        "trend_" + m.ref.replace(".", "_"),
        (
            SheetColumn("Quarter", 24 if figures.rolling[m.ref] else 14),
            *(SheetColumn(heading, 13, "number") for _, heading in shown),
            *(SheetColumn(HEADINGS[kind], 13, "number") for kind in drawn),
            SheetColumn("Marker", 9),
            SheetColumn("Note", 40 if any(row[-1] for row in rows) else 6),
        ),
        rows,
        plot,
    )


def _marker(row: Row | None) -> str:
    return f"[{NOT_COVERED}]" if row is None else shorthand(row["marker"])


def _note(row: Row | None, happened: str = "") -> str:
    said = ("no return covers it" if row is None else row["note"], happened)
    return "; ".join(filter(None, said))


def line_level(m: Measure, level: float | None) -> Number | None:
    """A limit or middle: of a count a little finer than the count itself."""
    if level is None:
        return None
    signed = "change" if m.statistic.signed else "reach"
    return Number(level, "percent, one decimal" if m.statistic.percent else signed)


def _plot(figures: Figures, m: Measure, data: Page, limits: Page) -> Plot | None:
    values = figures.values(m)
    drawn = [(q, number) for q, number in zip(figures.quarters, values, strict=True) if number]
    if not drawn:
        return None
    first, last = (f"{cell_in_words(number)} in {label(q)}" for q, number in (drawn[0], drawn[-1]))
    low, high = (
        f"{cell_in_words(number)} in {label(q)}"
        for q, number in (min(drawn, key=lambda d: d[1].value), max(drawn, key=lambda d: d[1].value))
    )
    gaps = [label(q) for q, number in zip(figures.quarters, values, strict=True) if not number]
    said = [
        (
            f"Line chart of {m.ref}, {m.name}, by quarter from {label(figures.quarters[0])} to "
            f"{label(figures.quarters[-1])}; {m.better} is better."
        ),
        f"It begins at {first} and ends at {last}. Lowest: {low}. Highest: {high}.",
        f"Gaps, where there is no value: {', '.join(gaps)}." if gaps else "Every quarter has a value.",
        "" if m.counts else "Vertical bars show the 95% interval.",
        figures.rolling[m.ref],
        figures.lines_said[m.ref],
        events_say(figures.events.get(m.ref, ())),
        "The table above the chart has the same numbers.",
    ]
    return Plot(
        m,
        data,
        limits,
        "percent" if m.statistic.percent else shown_as(m, {}),
        _scale(figures, m),
        not m.counts,
        " ".join(filter(None, said)),
        figures.lines[m.ref],
        [point_label(figures.events.get(m.ref, ()), q) for q in figures.quarters],
    )


def _scale(figures: Figures, m: Measure) -> tuple[float, float | None]:
    """The ends of the upright axis: zero is on it, and so are the intervals (of which a spreadsheet program
    does not think) and the limits."""
    if m.counts:
        return 0, None
    if m.statistic.percent:
        return 0, 1
    cells = [figure_cell(m, row, name) for _, row in figures.trend(m) for name in ("value", "lower", "upper")]
    numbers = [cell.value for cell in cells if isinstance(cell, Number)]
    numbers += [level for line in figures.lines[m.ref] for level in line.levels.values()]
    # To the next half point, and never beyond what a change can be: the interval of two young people can
    # reach much further.
    return max(floor(2 * min(0, *numbers)) / 2, -WIDEST_CHANGE), min(
        ceil(2 * max(0, *numbers)) / 2, WIDEST_CHANGE
    )
