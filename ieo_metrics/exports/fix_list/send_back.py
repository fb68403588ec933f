"""Sending back: the provider's own workbook with its problems marked and a list of what to fix; and the
status of each when it returns.

`annotate_workbook` gives the workbook, `fix_outcomes` the ticks. Everything else in the workbook is left
unchanged, byte for byte, so charts, pictures, drop-downs, conditional formats and the values of formulas
stay; macros are removed, and a signature of the file is no longer valid. Where a cell has a threaded
comment, Excel shows the thread and not what we add below it: the list has it all the same.

Formulas stay formulas, with the values that they were saved with: Excel works them out again, and a
workbook that is only read, in Excel's protected view or by a program, shows what it showed before.
Replacing them with values would freeze them: correcting a date would no longer change the end of its
follow-up. The price: a program that saves a workbook without working it out (openpyxl) loses the values of
all formulas, and a formula in a column that is read is then a new problem, "A formula without its result".
It would be one without us too.
"""

from collections.abc import Iterable, Sequence

from ieo_metrics.checking.check_workbook import CheckedFile
from ieo_metrics.exports.fix_list.earlier_problems import (
    About,
    Fix,
    Outcome,
    compare_fixes,
    fixes_of,
    list_names,
)
from ieo_metrics.exports.fix_list.fix_list_words import (
    ANSWERED,
    FIXED,
    MOST_COMMENTS,
    MOST_TICKED,
    NEW,
    NO_NAMES,
    STILL,
    Line,
    there_are,
)
from ieo_metrics.exports.fix_list.reply_details import ReplyDetails
from ieo_metrics.exports.fix_list.start_marking_process import CannotAnnotate, in_child
from ieo_metrics.exports.office.figure_cells import clean_text
from ieo_metrics.framework.problem_kinds import CONFIRM, INFORMATION, MUST_FIX, Problem
from ieo_metrics.framework.words.plural import plural
from ieo_metrics.reading.cells.cell_addresses import column_number
from ieo_metrics.reading.cells.sanitise_for_display import cell_as_shown
from ieo_metrics.reading.read_files import read_files
from ieo_metrics.reading.refusals import BY_CODE
from ieo_metrics.reading.safe_file_name import file_ending, file_stem
from ieo_metrics.reading.sheets import Refused, Workbook

_ORDER = (MUST_FIX, CONFIRM, INFORMATION)
_TELLS_APART = (
    "date",
    "school",
    "urn",
    "practitioner",
    "team",
    "offence_date",
    "started",
)  # where there is no person


def annotate_workbook(
    data: bytes, problems: Sequence[Problem], file: CheckedFile, details: ReplyDetails | None = None
) -> bytes:
    """The file as .xlsx with its problems coloured, commented and listed first. If it has a list of ours
    already, its problems are ticked as fixed, answered, still there or new, and its colours and comments give
    way to the new ones. Raises CannotAnnotate.

    Only problems of this file are in it, and none that is for information only.
    """
    workbook = _read(data, file.name)
    earlier, about = fixes_of(workbook), _about(workbook, file)
    kept = _compared(earlier, problems, file.name, about)
    lines = sorted(
        (_line(outcome, about, bool(earlier)) for outcome in kept),
        key=lambda line: (_ORDER.index(line.severity) if line.severity else len(_ORDER), line.state),
    )
    return in_child(
        {
            "name": file.name,
            "ending": file_ending(file.name),
            "intro": [clean_text(text) for text in _intro(file, kept, lines, details or ReplyDetails())],
            "lines": [[clean_text(text) for text in vars(line).values()] for line in lines],
            "lists": list_names(workbook),
            "looks": [[fix.sheet, fix.cell, fix.look] for fix in earlier],
        },
        data,
    )


def fix_outcomes(data: bytes, problems: Sequence[Problem], file: CheckedFile) -> list[Outcome]:
    """The status of each problem on the file's own fix list; [] if it has none. Raises CannotAnnotate
    for a file that cannot be read."""
    workbook = _read(data, file.name)
    earlier = fixes_of(workbook)
    return _compared(earlier, problems, file.name, _about(workbook, file)) if earlier else []


def marked_file_name(name: str) -> str:
    """The name of the marked workbook."""
    return f"{file_stem(name)} - what to fix.xlsx"


def document_file_name(name: str) -> str:
    """The name of the list as a document: that of the marked workbook but for its ending."""
    return f"{marked_file_name(name).removesuffix('.xlsx')}.docx"


def _compared(earlier: Sequence[Fix], problems: Sequence[Problem], name: str, about: About) -> list[Outcome]:
    """Those of this file; what is for information only if it was in the list."""
    # What is asked about both providers of the cohort names the other's references: it is the officer's, and
    # in nobody's list.
    found = compare_fixes(
        earlier, [p for p in problems if p.file == name and not p.code.startswith("cohort-")], about
    )
    return [
        outcome
        for outcome in found
        if outcome.problem is None or outcome.fix or outcome.problem.severity != INFORMATION
    ]


def _read(data: bytes, name: str) -> Workbook:
    (workbook,) = read_files([(name, data)])
    if isinstance(workbook, Refused):
        raise CannotAnnotate(
            f"{workbook.name} cannot be marked: "
            f"{BY_CODE[workbook.code].title[0].lower()}{BY_CODE[workbook.code].title[1:]}."
        )
    return workbook


def _about(workbook: Workbook, file: CheckedFile) -> About:
    """What a problem's row is about, in the provider's own words: the reference, or the day, school or
    practitioner of a session."""
    sheets = {sheet.name: sheet for sheet in workbook.sheets}
    tables = {
        name: sorted((s for s in file.sheets if s.name == name), key=lambda s: s.header_row)
        for name in sheets
    }

    def about(name: str, cell: str) -> str:
        row = int("".join(ch for ch in cell.partition(":")[0] if ch.isdigit()) or 0)
        table = next((s for s in reversed(tables.get(name, [])) if s.header_row < row), None)
        if table is None:
            return ""
        sheet = sheets[name]
        letters = (
            [table.letter_of("person_ref")]
            if table.letter_of("person_ref")
            else [table.letter_of(field) for field in _TELLS_APART]
        )
        places = [column_number(letter.encode()) - sheet.first_column for letter in letters if letter]
        i = row - sheet.first_row
        said = [
            sheet.columns[j].at(i) for j in places if 0 <= j < len(sheet.columns) and 0 <= i < sheet.height
        ]
        return clean_text(", ".join(cell_as_shown(value) for value in said if value is not None)).strip()

    return about


def _line(outcome: Outcome, about: About, again: bool) -> Line:
    p, fix = outcome.problem, outcome.fix
    if p is None:
        assert fix
        return Line(FIXED, "", fix.sheet, fix.cell, fix.found, "", "", fix.about, fix.code, fix.answer)
    return Line(
        outcome.state if again else "",
        "" if outcome.state == ANSWERED else p.severity,
        p.sheet,
        p.cell,
        p.found,
        p.expected,
        p.fix,
        about(p.sheet, p.cell),
        p.code,
        outcome.answer,
    )


def _intro(
    file: CheckedFile, kept: Sequence[Outcome], lines: Sequence[Line], details: ReplyDetails
) -> Iterable[str]:
    """Whose return it is, who asks, by when, how much was used, how much is to fix, and what to do."""
    yield f"{file.programme or 'Return'}, {details.provider}, {details.quarter}. Your file: {file.name}"
    severities = [line.severity for line in lines]
    yield f"From: {details.sender_in_words}"
    used = f"{file.used:,} of {plural(file.rows, 'row')} {'was' if file.rows == 1 else 'were'} used"
    if len(file.with_data) > 1:
        each = [f"{sheet.name} {sheet.used:,} of {sheet.rows:,}" for sheet in file.sheets]
        each += [f"{sheet.name} none of {sheet.rows:,}, not read" for sheet in file.unread]
        used += f" ({'; '.join(each)})"
    yield f"{used}."
    states = [outcome.state for outcome in kept]
    if any(outcome.fix for outcome in kept):
        fixed, answered, still, new = (states.count(state) for state in (FIXED, ANSWERED, STILL, NEW))
        yield (
            f"Your last list: {fixed:,} of {plural(fixed + answered + still, 'problem')} fixed, {answered:,} "
            f"answered, {still:,} still there. New since then: {new:,}."
        )
    if not any(severities):
        yield "Nothing to fix and nothing to confirm. Thank you."
        return
    yield f"{there_are(severities)}. {details.deadline_in_words}"
    yield (
        "To fix: correct the cells in their sheet. Please confirm: correct them, or write an answer in the "
        "last column. Each cell is coloured as under To do and has a comment."
    )
    yield f"Then save the workbook, with this sheet in it, and send it back as .xlsx. {NO_NAMES}"
    if len(lines) > MOST_TICKED:
        yield f"Of these, the first {MOST_TICKED:,} are ticked one by one when the workbook comes back."
    if len(lines) > MOST_COMMENTS:
        yield (
            f"Only the first {MOST_COMMENTS:,} coloured cells have a comment: with more, Excel would be slow."
        )
