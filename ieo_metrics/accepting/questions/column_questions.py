"""The questions about a file's sheets and columns: each with its choices, and what an answer adds to the
mapping."""

import re
from collections.abc import Iterator, Sequence

from ieo_metrics.accepting.questions.answering.answers_on_no_list import (
    ANSWERS,
    UNKNOWN_ANSWER,
    about_answers,
    unlisted_fields,
)
from ieo_metrics.accepting.questions.answering.asked_once import mark_repeats
from ieo_metrics.accepting.questions.day_or_month_first_questions import ABOUT_ORDER, about_orders
from ieo_metrics.accepting.questions.missing_columns import (
    about_missing,
    column_in_words,
    missing_slots,
)
from ieo_metrics.accepting.questions.question import PROPOSED, AskedSheet, Question
from ieo_metrics.accepting.questions.questions_about_rows import open_questions_about_rows
from ieo_metrics.accepting.questions.rows_and_sheets_to_leave_out import (
    ELSEWHERE,
    about_elsewhere,
    about_lines,
    about_set_aside,
    about_totals,
)
from ieo_metrics.checking.check_workbook import CheckedFile
from ieo_metrics.framework.layouts import LAYOUT_OF, Layout, layout_key
from ieo_metrics.framework.problem_kinds import Problem
from ieo_metrics.framework.record_tables import TABLE
from ieo_metrics.reading.cells.cell_addresses import column_letters
from ieo_metrics.reading.sheets import Sheet, Workbook
from ieo_metrics.recognising.by_hand.read_sheet import is_read_by_hand
from ieo_metrics.recognising.columns.near_matches import ColumnQuestion, samples_of
from ieo_metrics.recognising.mappings.mapping import NOT_NEEDED, Mapping
from ieo_metrics.recognising.mappings.sheet_decisions import LACKING, SET_ASIDE, UNDER_A_LINE
from ieo_metrics.recognising.match_headings_to_layouts import (
    Fit,
    fits_of_row,
    heading_row,
    heading_signature_of,
    table_that_lacks,
)
from ieo_metrics.recognising.questions import is_needed, unplaced_headings
from ieo_metrics.recognising.totals_rows import UNCLEAR_TOTAL

NONE = ""  # of columns that have one meaning
_ASKED = ("mapping", UNCLEAR_TOTAL, UNKNOWN_ANSWER)  # what codes of problems with a question begin with


def question_in_words(layout: Layout) -> str:
    """A layout as a choice: `star readings, one row per star`."""
    return f"{layout.table.replace('_', ' ')}, {layout.shape}"


def _row_of(sheet: Sheet, cell: str) -> int:
    """The row of a cell or of a range, as an index."""
    found = re.search(r"\d+", cell)
    return int(found[0]) - sheet.first_row if found else 0


def _title_of(layout: Layout, name: str) -> str:
    return next((slot.title for slot in layout.slots if slot.name == name), name)


def _for_example(samples: Sequence[str]) -> str:
    return f"For example: {', '.join(samples)}." if samples else "It is blank."


def _fit(sheet: Sheet, header: int, layout: Layout, mapping: Mapping) -> Fit:
    """Which column of the heading row is which slot of the layout, as far as its headings are known."""
    fits = fits_of_row(sheet, header, mapping=mapping)
    return next(
        (fit for fit in fits if fit.layout is layout),
        Fit(layout, heading_row(sheet, header), {}, {}),
    )


def _about_doubt(doubt: ColumnQuestion) -> Question:
    """A heading that is close to a known one."""
    order = dict.fromkeys([doubt.proposal, *doubt.choices] if doubt.proposal else doubt.choices)
    choices = {name: _title_of(doubt.layout, name) for name in order} | {NOT_NEEDED: "Not needed"}
    if doubt.proposal:
        choices[doubt.proposal] += PROPOSED
    letter = "".join(ch for ch in doubt.cell if ch.isalpha())
    why = f"{doubt.reason[:1].upper()}{doubt.reason[1:]}. {_for_example(doubt.samples)}"

    def answered(mapping: Mapping, slot: str) -> Mapping:
        return mapping.with_column(doubt.layout, doubt.key, slot)

    return Question(
        doubt.key,
        f"Column {letter} “{doubt.heading}”",
        why,
        choices,
        doubt.proposal or None,
        answered,
        (doubt.column,),
        slots=True,
        needed=is_needed(doubt),
        nearest=tuple(_nearest(doubt)),
        only_for=doubt.only_for,
    )


def _nearest(doubt: ColumnQuestion) -> Iterator[str]:
    """What else a column may be: first the slots of the same kind as that which is proposed."""
    table = TABLE[doubt.layout.table]
    kind_of = {slot.name: table.field(slot.field).kind for slot in doubt.layout.slots}
    yield from (
        name
        for name in doubt.choices
        if name != doubt.proposal and (not doubt.proposal or kind_of[name] == kind_of[doubt.proposal])
    )
    yield NOT_NEEDED


def _about_twins(sheet: Sheet, fit: Fit, name: str, columns: Sequence[int]) -> Question:
    """Columns that have one meaning: one of them, or none, is it."""

    def answered(mapping: Mapping, chosen: str) -> Mapping:
        for column in columns:
            mapping = mapping.with_column(
                fit.layout, fit.keys[column], name if str(column) == chosen else NOT_NEEDED
            )
        return mapping

    slot = next(slot for slot in fit.layout.slots if slot.name == name)
    title, samples = (
        slot.title,
        {column: ", ".join(samples_of(sheet, column, fit.header)) or "nothing" for column in columns},
    )
    choices = {
        str(column): f"{column_in_words(sheet, column, fit.header)}: {samples[column]}" for column in columns
    } | {NONE: "None of them"}
    named = " and ".join(column_letters(sheet.first_column + column) for column in columns)
    why = f"Columns {named} have the same meaning, so neither was read."
    return Question(
        f"twice {name}",
        f"Which column is “{title}”?",
        why,
        choices,
        None,
        answered,
        tuple(columns),
        needed=TABLE[fit.layout.table].field(slot.field).of_measures,
    )


def _about_two_things(sheet: Sheet, header: int, mapping: Mapping) -> AskedSheet:
    """A heading row that fits several tables equally."""
    fits = [fit for fit in fits_of_row(sheet, header, mapping=mapping) if fit.fits]
    fits = [fit for fit in fits if fit.strength == fits[0].strength]
    layouts = {layout_key(fit.layout): fit.layout for fit in fits}
    known_by = heading_signature_of(sheet, header)
    choices = {key: question_in_words(layout).capitalize() for key, layout in layouts.items()}

    def answered(mapping: Mapping, key: str) -> Mapping:
        return mapping.with_sheet(known_by, layouts[key])

    question = Question(
        "table", "Which table is it?", "Its headings fit each of these equally.", choices, None, answered
    )
    taken = {
        c: slot.title
        for c, slot in fits[0].columns.items()
        if all(fit.columns.get(c) and fit.columns[c].title == slot.title for fit in fits)
    }
    return AskedSheet(sheet, header, "not known yet", taken, (question,))


def _about_table(
    sheet: Sheet,
    header: int,
    layout: Layout,
    file: CheckedFile,
    mapping: Mapping,
    problems: Sequence[Problem],
    about_rows: Sequence[Problem],
    is_read: bool,
) -> AskedSheet:
    fit = _fit(sheet, header, layout, mapping)
    twins = {column for columns in fit.twice.values() for column in columns}
    doubts = [
        d
        for d in file.doubts
        if d.sheet == sheet.name
        and d.layout is layout
        and _row_of(sheet, d.cell) == header
        and d.column not in twins
    ]
    here = [p for p in problems if p.sheet == sheet.name]
    questions = [_about_doubt(doubt) for doubt in sorted(doubts, key=lambda doubt: doubt.column)]
    questions += [_about_twins(sheet, fit, name, columns) for name, columns in fit.twice.items()]
    if lacking := {p.field for p in here if p.code == LACKING and _row_of(sheet, p.cell) == header}:
        others = [j for j in unplaced_headings(sheet, fit) if j not in {d.column for d in doubts}]
        slots = missing_slots(fit, {d.proposal for d in doubts}, lacking if is_read else set())
        questions += [about_missing(sheet, fit, slot, others, is_read) for slot in slots]
    read = next(
        (s for s in file.sheets if (s.name, s.header_row) == (sheet.name, sheet.first_row + header)), None
    )
    answers = [p for p in about_rows if p.code in ANSWERS]
    questions += about_answers(sheet, layout.table, answers, unlisted_fields(answers, read))
    questions += about_orders(
        q for q in file.orders if q.sheet == sheet.name and _row_of(sheet, q.cell) == header
    )
    questions += open_questions_about_rows(
        two for two in file.which_counts if (two.sheet, two.header) == (sheet.name, sheet.first_row + header)
    )
    questions += about_totals(sheet, layout.table, about_rows)
    questions += about_lines(layout, sheet, about_rows)
    taken = {column: slot.title for column, slot in fit.columns.items()}
    return AskedSheet(sheet, header, question_in_words(layout), taken, tuple(questions), layout.table)


def _layout_of(fits: list[Fit], lacking: set[str]) -> Layout | None:
    """The layout that a row with a missing or doubled heading was taken for: that which lacks just these
    fields, else what it most likely is."""
    of_these = [fit for fit in fits if fit.missing and {slot.field for slot in fit.missing} == lacking]
    fit = table_that_lacks(of_these) or next(iter(of_these), None)
    fit = fit or table_that_lacks(fits) or next(iter(fits), None)
    return fit.layout if fit else None


def asked_sheets(
    file: CheckedFile, workbook: Workbook, mapping: Mapping, problems: Sequence[Problem] | None = None
) -> list[AskedSheet]:
    """Every table of the file with a question, in the order of the sheets. `problems`: with those of the
    return as a whole."""
    problems = file.problems if problems is None else problems
    out: list[AskedSheet] = []
    for sheet in workbook.sheets:
        here = [p for p in problems if p.sheet == sheet.name and p.code.startswith(_ASKED)]
        places: dict[int, Layout | None] = {
            _row_of(sheet, d.cell): d.layout for d in file.doubts if d.sheet == sheet.name
        }
        own = {
            s.header_row - sheet.first_row: LAYOUT_OF[s.layout_key]
            for s in file.sheets
            if s.name == sheet.name
        }
        # What the columns are of a sheet that is read by hand is said where that was said.
        by_hand = is_read_by_hand(sheet, mapping.by_hand)
        about_rows: dict[int, list[Problem]] = {}
        lacking: dict[int, set[str]] = {}
        for p in here:
            lacking.setdefault(_row_of(sheet, p.cell), set()).update({p.field} if p.code == LACKING else ())
        for p in here:
            if p.code in (LACKING, "mapping-column-duplicate") and not by_hand:
                row = _row_of(sheet, p.cell)
                places.setdefault(
                    row,
                    own.get(row) or _layout_of(fits_of_row(sheet, row, mapping=mapping), lacking[row]),
                )
            elif p.code == "mapping-ambiguous":
                places[_row_of(sheet, p.cell)] = None
            elif p.code in ABOUT_ORDER:
                asked = next(q for q in file.orders if (q.sheet, q.cell) == (sheet.name, p.cell))
                places.setdefault(_row_of(sheet, p.cell), asked.layout)
            elif own and p.code in (*ANSWERS, UNCLEAR_TOTAL, UNDER_A_LINE):
                # Rows of a table that lies across may stand over its heading.
                above = max((row for row in own if row <= _row_of(sheet, p.cell)), default=min(own))
                places.setdefault(above, own[above])
                about_rows.setdefault(above, []).append(p)
            elif p.code == ELSEWHERE and (found := about_elsewhere(sheet, _row_of(sheet, p.cell), mapping)):
                out.append(found)
            elif p.code == SET_ASIDE:
                out.append(about_set_aside(sheet, _row_of(sheet, p.cell)))
        for two in file.which_counts:
            if two.sheet == sheet.name:
                places.setdefault(row := two.header - sheet.first_row, own[row])
        for row, layout in sorted(places.items(), key=lambda place: place[0]):
            asked_sheet = (
                _about_table(sheet, row, layout, file, mapping, problems, about_rows.get(row, []), row in own)
                if layout
                else _about_two_things(sheet, row, mapping)
            )
            if asked_sheet.questions:
                out.append(asked_sheet)
    return mark_repeats(out)
