"""The questions what a row is that may be a total, and what a sheet is that may be another programme's."""

from collections.abc import Callable, Iterable, Iterator

from ieo_metrics.accepting.questions.question import AskedSheet, Question
from ieo_metrics.framework.layouts import LAYOUT_OF, Layout, layout_key
from ieo_metrics.framework.problem_kinds import Problem
from ieo_metrics.framework.record_tables import TABLE
from ieo_metrics.framework.words.code_lists import normalised
from ieo_metrics.reading.cells.cell_addresses import column_number
from ieo_metrics.reading.cells.sanitise_for_display import cell_as_shown
from ieo_metrics.reading.sheets import Sheet
from ieo_metrics.recognising.columns.near_matches import is_near
from ieo_metrics.recognising.mappings.mapping import LEFT_OUT, RECORD, TOTAL, Mapping, heading_signature
from ieo_metrics.recognising.mappings.sheet_decisions import (
    COUNTED,
    LEAVE,
    READ,
    SET_ASIDE,
    UNDER_A_LINE,
    seen,
)
from ieo_metrics.recognising.match_headings_to_layouts import heading_row
from ieo_metrics.recognising.sheets_set_aside import set_aside_as
from ieo_metrics.recognising.totals_rows import UNCLEAR_TOTAL, is_plain_total

ELSEWHERE = "mapping-sheet-elsewhere"


def about_totals(sheet: Sheet, table: str, problems: Iterable[Problem]) -> Iterator[Question]:
    """Rows that may be totals, once for each text, however many have it. What may name a person is not asked
    about, since the answer is remembered with the text."""
    rows: dict[tuple[str, str], list[Problem]] = {}
    texts: dict[tuple[str, str], str] = {}
    for p in (p for p in problems if p.code == UNCLEAR_TOTAL):
        text = text_in(sheet, p.cell)
        may_name = not p.field or TABLE[table].field(p.field).kind == "reference"
        if is_plain_total(text) or not may_name:
            texts.setdefault((p.field, normalised(text)), text)
            rows.setdefault((p.field, normalised(text)), []).append(p)
    for (field, words), some in rows.items():
        many = f"{len(some):,} rows, first in {some[0].cell}" if len(some) > 1 else some[0].cell
        yield Question(
            f"total {field} {words}",
            f"Is “{cell_as_shown(texts[field, words])}” a total?",
            f"It is in {many}. Until this is answered, it is not counted.",
            {TOTAL: "A total: leave it out", RECORD: "A record: count it"},
            None,
            _row_is(table, field, texts[field, words]),
            needed=False,
        )


def about_lines(layout: Layout, sheet: Sheet, problems: Iterable[Problem]) -> Iterator[Question]:
    """Lines that say that the rows under them do not count, once for each text."""
    found = (text_in(sheet, p.cell) for p in problems if p.code == UNDER_A_LINE)
    texts = {normalised(text): text for text in found}
    for words, text in texts.items():
        yield Question(
            f"line {words}",
            f"Do the rows under “{cell_as_shown(text)}” count?",
            "If they do not, take them out of the workbook. Until this is answered, they are counted.",
            {COUNTED: "They count like all others"},
            None,
            _rows_count(seen(layout_key(layout), words)),
            code=UNDER_A_LINE,
        )


def about_set_aside(sheet: Sheet, header: int) -> AskedSheet:
    """A sheet whose name says that its rows do not count."""
    question = Question(
        "sheet set aside",
        "Do the rows of this sheet count?",
        f"Its name, “{cell_as_shown(sheet.name)}”, says otherwise. Until this is answered, nothing in it is "
        "counted.",
        {READ: "They count: read it", LEAVE: "They do not: leave it out"},
        None,
        _sheet_is(set_aside_as(sheet, header)),
        code=SET_ASIDE,
    )
    return AskedSheet(sheet, header, "not read yet", {}, (question,))


def _sheet_is(what: str) -> Callable[[Mapping, str], Mapping]:
    return lambda mapping, answer: mapping.with_decision(SET_ASIDE, what, answer)


def _rows_count(what: str) -> Callable[[Mapping, str], Mapping]:
    return lambda mapping, answer: mapping.with_decision(UNDER_A_LINE, what, answer)


def _row_is(table: str, field: str, text: str) -> Callable[[Mapping, str], Mapping]:
    return lambda mapping, row_is: mapping.with_total(table, field, text, row_is)


def text_in(sheet: Sheet, cell: str) -> str:
    """The text of a cell, which Excel writes as its column's letters and its row's number."""
    letters = cell.rstrip("0123456789")
    column = column_number(letters.encode()) - sheet.first_column
    return str(sheet.columns[column].at(int(cell[len(letters) :]) - sheet.first_row))


def about_elsewhere(sheet: Sheet, header: int, mapping: Mapping) -> AskedSheet | None:
    """A sheet that is nearly a table of another programme than the rest of the workbook."""
    near = is_near(sheet, mapping)
    if near is None:
        return None
    layout = near[0].layout
    table = TABLE[layout.table]
    known_by = heading_signature(heading_row(sheet, header).alone)
    choices = {
        layout_key(layout): f"Read it as {table.name.replace('_', ' ')} of {table.programme}",
        LEFT_OUT: "Leave it out: it is no part of this return",
    }

    def answered(mapping: Mapping, key: str) -> Mapping:
        return mapping.with_sheet(known_by, LAYOUT_OF.get(key))

    name = table.name.replace("_", " ")
    why = (
        f"Its headings are nearly those of {name} of {table.programme}, which its name or the other sheets "
        "speak against. Or read it by hand."
    )
    question = Question("sheet", "What is this sheet?", why, choices, None, answered)
    return AskedSheet(sheet, header, "not known yet", {}, (question,))
