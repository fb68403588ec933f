"""Published figures of elsewhere beside our own, each with why the two may not compare. No difference is
worked out, and nothing is judged by them."""

from functools import partial

from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.group.what_works.interventions import result_says
from ieo_metrics.store.registers.register_rows import RegisterRow
from pages.shared.kit.html_tables import Html, safe_markup
from pages.shared.kit.text import bold, draw_paragraph
from pages.shared.measure.lines_of_quarter import Lines, lines_of_quarter
from pages.shared.registers.register_table import draw_register, register_rows
from pages.shared.what_works.copied_cell import copied_cell
from pages.shared.what_works.interventions import NO_RETURNS

COLUMNS = ("measure", "area", "value", "population", "period", "caution")
NO_DIFFERENCE = (
    "No difference is worked out and nothing is judged by these: who is counted, and when, is never quite "
    "the same."
)


def draw_comparators(quarter: Quarter) -> None:
    """The table of comparators, ours in the same line, and its forms."""
    rows, lines = register_rows("comparators"), lines_of_quarter(quarter)
    draw_paragraph(NO_DIFFERENCE)
    draw_register(
        "comparators",
        quarter,
        columns=COLUMNS,
        rows=rows,
        beside={
            f"Ours, {label(quarter)}": partial(_ours, lines),
            "Copied on": partial(copied_cell, quarter=quarter),
        },
        none_yet=(
            "No published figure is entered yet. Enter one with its area, period, of whom it is, and why it "
            "may not compare."
        ),
    )


def _ours(lines: Lines, row: RegisterRow) -> Html:
    ref = row.words["measure"]
    measure, line = MEASURE[ref], lines.get(ref)
    said = result_says(line) if line else NO_RETURNS
    of_whom = f"{measure.programme}, {measure.provider}"
    return Html(
        f'{bold(measure.name)}<br>{safe_markup(said)}<br><span class="quiet">{safe_markup(of_whom)}</span>'
    )
