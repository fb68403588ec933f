"""Interventions: what is published of them, how old that is, and our own result beside it."""

from functools import partial

from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.framework.registers.registers import REGISTER
from ieo_metrics.group.what_works.interventions import (
    level_of,
    measures_of,
    of_another_programme,
    result_says,
)
from ieo_metrics.group.what_works.section import APART
from ieo_metrics.store.registers.register_rows import RegisterRow
from pages.shared.kit.html_tables import Html, safe_markup
from pages.shared.kit.text import bold, draw_paragraph
from pages.shared.measure.lines_of_quarter import Lines, lines_of_quarter
from pages.shared.measure.measures_table import verdict_cell
from pages.shared.registers.register_table import draw_register, register_rows
from pages.shared.what_works.copied_cell import copied_cell

COLUMNS = ("programme", "strand")
PUBLISHED = ("impact", "strength", "cost")
NO_RETURNS = "no return accepted for it"


def draw_interventions(quarter: Quarter) -> None:
    """The table of interventions, and its forms."""
    rows, levels, lines = (
        register_rows("interventions"),
        register_rows("evidence_levels"),
        lines_of_quarter(quarter),
    )
    draw_register(
        "interventions",
        quarter,
        columns=COLUMNS,
        rows=rows,
        beside={
            "What is published": _published,
            "Copied on": partial(copied_cell, quarter=quarter),
            "Level of evidence": partial(level_of, levels=levels),
            f"Our own result, {label(quarter)}": partial(_results, lines),
        },
        none_yet=(
            "No intervention is entered yet. Look up the strand of a programme in the Youth Endowment Fund's "
            "Toolkit, and copy its impact, strength and cost with the address."
        ),
    )
    if rows:
        draw_paragraph(APART, kind="ieo-small")


def _published(row: RegisterRow) -> Html:
    """Impact, strength and cost, each by itself."""
    fields = REGISTER["interventions"].field
    said = (f"{fields[name].label}: {row.words[name]}" for name in PUBLISHED)
    return Html("".join(f"<div>{safe_markup(words)}</div>" for words in said))


def _results(lines: Lines, row: RegisterRow) -> Html:
    """Each measure that stands beside an intervention, with its figure and its verdict."""
    refs = measures_of(row)
    return Html("".join(_result(lines, row, ref) for ref in refs)) if refs else Html("no measure of ours")


def _result(lines: Lines, row: RegisterRow, ref: str) -> str:
    name = " ".join(filter(None, (ref, MEASURE[ref].name, of_another_programme(row, ref))))
    line = lines.get(ref)
    said = (
        f"{safe_markup(result_says(line))}; {verdict_cell(line.verdict)}" if line else safe_markup(NO_RETURNS)
    )
    return f"<div>{bold(name)}<br>{said}</div>"
