"""The sheet of a quarter at a glance in the SVRP workbook: whether targets are met, what the board is asked,
and all measures."""

from collections.abc import Iterator

from ieo_metrics.exports.office.figure_cells import NONE, figure_cell, mostly_hidden
from ieo_metrics.exports.pack.content import Recorded
from ieo_metrics.exports.workbook.figures_by_quarter import (
    BLANK,
    LEFT_OUT_HIDDEN,
    SHORTHAND,
    Figures,
    marker_cell,
    note_cell,
    value_cell,
)
from ieo_metrics.exports.workbook.sheet_content import REVISIONS, SOURCES, Cell, Page, SheetColumn
from ieo_metrics.framework.dates.quarters import Quarter, label, label_with_months
from ieo_metrics.framework.measures import MEASURES
from ieo_metrics.measuring.overview_lines import OverviewLine, is_first_quarter
from ieo_metrics.statistics.finding_wording import headline, outcomes_told
from ieo_metrics.statistics.verdict_wording import verdict_in_short

SUMMARY = "Summary"
NO_TARGET = "no target"


def summary_sheet(
    figures: Figures, quarter: Quarter, recorded: Recorded, *, corrected: bool, for_sharing: bool
) -> Page:
    """What page one of the report says, and the measures of the quarter, a row each: value, target, verdict,
    the quarter before, the same quarter of the year before, and what the value rests on. `corrected`:
    whether any figure was since it was issued."""
    told = [figure_cell(m, figures.at(m, quarter), "left_out") for m in MEASURES]
    left_out = not (for_sharing and mostly_hidden(told))
    rows = [_row(figures, line, quarter, left_out=left_out) for line in figures.page]
    return Page(
        SUMMARY,
        f"Summary: the {len(MEASURES)} measures in {label_with_months(quarter)}",
        (
            *_answers(figures, quarter, recorded, corrected=corrected),
            f"This sheet has one table. {SHORTHAND} {BLANK}",
            "Percentages and averages are about young people; n is how many. What the change is judged by is "
            f"on the measure's own sheet. Sources: the sheet {SOURCES}.",
            *(
                []
                if left_out
                else [f"{LEFT_OUT_HIDDEN} measures; where it is not, the measure's own sheet has it."]
            ),
            *filter(None, (figures.regression,)),
        ),
        "summary",
        (
            SheetColumn("Reference", 9),
            SheetColumn("Measure", 28),
            SheetColumn("Provider", 12),
            SheetColumn("Value", 9, "number"),
            SheetColumn("Unit", 12),
            SheetColumn("Target", 9, "number"),
            SheetColumn("Target met", 14),
            SheetColumn("Verdict", 15),
            SheetColumn(f"Previous quarter, {label(quarter - 1)}", 11, "number"),
            SheetColumn(f"Same quarter last year, {label(quarter - 4)}", 12, "number"),
            SheetColumn("Numerator", 11, "number"),
            SheetColumn("Denominator (n)", 13, "number"),
            SheetColumn("Lower end of 95% interval", 10, "number"),
            SheetColumn("Upper end of 95% interval", 10, "number"),
            *([SheetColumn("Left out", 7, "number")] if left_out else []),
            SheetColumn("Marker", 7),
            SheetColumn("Note", 11 if any(row[-1] for row in rows) else 6),
        ),
        rows,
    )


def _answers(figures: Figures, quarter: Quarter, recorded: Recorded, *, corrected: bool) -> Iterator[str]:
    """The lines of page one, before the table."""
    verdicts = [line.verdict for line in figures.page]
    first = is_first_quarter(figures.page)
    yield headline(quarter, figures.outcomes.values(), verdicts, first=first)
    yield from outcomes_told(figures.outcomes)
    yield from [f"Decision sought: {decision.says}" for decision in recorded.decisions] or [
        "Decisions sought: none."
    ]
    yield from [f"Key update: {update}" for update in recorded.updates] or ["Key updates: none."]
    if corrected:
        yield f"Some figures were corrected since they were issued: see the sheet {REVISIONS}."


def _row(figures: Figures, line: OverviewLine, quarter: Quarter, *, left_out: bool) -> list[Cell]:
    m = line.measure
    row, target = figures.at(m, quarter), figures.targets.get(m.ref)
    before = [figure_cell(m, figures.at(m, earlier), "value") for earlier in (quarter - 1, quarter - 4)]
    basis = ["numerator", "denominator", "lower", "upper", *(["left_out"] if left_out else [])]
    return [
        m.ref,
        f"{m.name}, {figures.period_of(m, quarter)}" if figures.rolling[m.ref] else m.name,
        m.provider,
        figure_cell(m, row, "value"),
        m.unit,
        NONE if target is None else value_cell(m, target.aim),
        figures.outcomes.get(m.ref, NO_TARGET),
        verdict_in_short(line.verdict),
        *before,
        *(figure_cell(m, row, name) for name in basis),
        marker_cell(row),
        note_cell(row),
    ]
