"""The sheets of the measures in the SVRP workbook: every quarter of one, what is said of it, its chart."""

from collections.abc import Iterator, Mapping, Sequence
from math import ceil, floor

from ieo_metrics.exports.office.figure_cells import (
    NONE,
    Number,
    cell_in_words,
    figure_cell,
    is_number,
    mostly_hidden,
    shown_as,
)
from ieo_metrics.exports.pack.content import PackComment
from ieo_metrics.exports.pack.wording import comment_says
from ieo_metrics.exports.workbook.figures_by_quarter import (
    BLANK,
    LEFT_OUT_HIDDEN,
    SHORTHAND,
    Figures,
    line_level,
    marker_cell,
    note_cell,
)
from ieo_metrics.exports.workbook.sheet_content import SOURCES, Page, Plot, SheetColumn
from ieo_metrics.framework.dates.quarters import label
from ieo_metrics.framework.evidence_kinds import WIDEST_CHANGE
from ieo_metrics.framework.measures import Measure
from ieo_metrics.measuring.overview_lines import OverviewLine, verdict_told
from ieo_metrics.statistics.control_charts.chart_events import events_in, events_say, point_label
from ieo_metrics.statistics.control_charts.chart_lines import (
    HEADINGS,
    LINES,
    levels_by_kind,
)
from ieo_metrics.statistics.people_not_remeasured import OFFICER_COLUMNS

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


def trend_sheets(
    figures: Figures,
    data: Page,
    limits: Page,
    comments: Mapping[str, Sequence[PackComment]],
    *,
    for_sharing: bool = False,
) -> list[Page]:
    """One sheet a measure: every quarter, and the chart, which is drawn from `data` and, its lines in steps,
    from `limits`. `comments`: by ref."""
    return [
        _trend(figures, line, data, limits, comments.get(line.measure.ref, ()), for_sharing)
        for line in figures.page
    ]


def _said(figures: Figures, line: OverviewLine, comments: Sequence[PackComment]) -> Iterator[str]:
    """The verdict, whether the target is met, and what was said of the quarter."""
    yield verdict_told(line)
    if said := figures.said_of.get(line.measure.ref):
        yield f"{label(line.now.quarter)}: {said}"
    yield from (f"Comment of {' '.join(comment_says(comment))}" for comment in comments)


def _trend(
    figures: Figures,
    line: OverviewLine,
    data: Page,
    limits: Page,
    comments: Sequence[PackComment],
    for_sharing: bool,
) -> Page:
    m = line.measure
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
            marker_cell(row),
            note_cell(row, events_in(events, q)),
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
            *_said(figures, line, comments),
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
