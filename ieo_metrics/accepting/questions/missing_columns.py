"""The question which column is one that a table lacks: one of those without a meaning, or the return does not
have it."""

from collections.abc import Iterator, Sequence

import numpy as np

from ieo_metrics.accepting.questions.question import Question
from ieo_metrics.framework.layouts import ColumnSpec, layout_key
from ieo_metrics.framework.words.list_in_words import list_in_words
from ieo_metrics.reading.cells.cell_addresses import column_letters
from ieo_metrics.reading.cells.sanitise_for_display import cell_as_shown
from ieo_metrics.reading.sheets import Sheet
from ieo_metrics.recognising.columns.near_matches import samples_of
from ieo_metrics.recognising.mappings.mapping import NO_HEADING, Mapping, heading_signature
from ieo_metrics.recognising.mappings.sheet_decisions import LACKING, NOT_THERE, seen
from ieo_metrics.recognising.match_headings_to_layouts import Fit

NOT_FOUND = "No heading in this sheet matches it. Anything that needs it is not counted without it."


def column_in_words(sheet: Sheet, column: int, header: int) -> str:
    """`Column C “Support end dt”`."""
    heading = sheet.columns[column].at(header)
    letters = column_letters(sheet.first_column + column)
    return f"Column {letters}" if heading is None else f"Column {letters} “{cell_as_shown(heading)}”"


def about_missing(sheet: Sheet, fit: Fit, slot: ColumnSpec, others: Sequence[int], is_read: bool) -> Question:
    """A column that the table needs: one of those without a meaning may be it. Else it is remembered that a
    table with these headings does not have it; a table that cannot do without it is left out then."""
    left_out = not is_read and slot in fit.missing
    choices = {NOT_THERE: f"This sheet does not have it{': leave the sheet out' if left_out else ''}"}
    for j in others:
        samples = ", ".join(samples_of(sheet, j, fit.header)) or "nothing"
        choices[str(j)] = f"{column_in_words(sheet, j, fit.header)}: {samples}"

    def answered(mapping: Mapping, chosen: str) -> Mapping:
        if chosen == NOT_THERE:
            place = layout_key(fit.layout), heading_signature(fit.headings.alone)
            return mapping.with_decision(LACKING, seen(*place, slot.name), NOT_THERE)
        return mapping.with_column(fit.layout, fit.keys[int(chosen)], slot.name)

    return Question(
        f"lacks {slot.name}",
        f"Which column is “{slot.title}”?",
        " ".join([NOT_FOUND, *_about_unnamed(sheet, fit)]),
        choices,
        None,
        answered,
        code=LACKING,
        looks_for=slot.name,
    )


def _about_unnamed(sheet: Sheet, fit: Fit) -> Iterator[str]:
    """What is said of columns that cannot be chosen, because a column is known by its heading."""
    letters = [
        column_letters(sheet.first_column + j)
        for j, column in enumerate(sheet.columns)
        if fit.keys[j].startswith(NO_HEADING)
        and any(column.values[code] is not None for code in np.unique(column.codes[fit.header + 1 :]))
    ]
    if letters:
        one = len(letters) == 1
        yield (
            f"Column{'' if one else 's'} {list_in_words(letters)} {'has' if one else 'have'} values and no "
            "heading: if it is there, give it a heading in the workbook."
        )


def missing_slots(fit: Fit, proposed: set[str], fields: set[str]) -> Iterator[ColumnSpec]:
    """The columns that a table lacks. `fields`: those of a table that is read."""
    have = {slot.name for slot in fit.columns.values()} | proposed | set(fit.twice)
    wanted = [
        slot
        for slot in fit.layout.slots
        if (slot.field in fields if fields else slot.needed in ("to recognise", "to count"))
    ]
    yield from dict.fromkeys(slot for slot in [*wanted, *fit.missing] if slot.name not in have)
