"""What is asked about a sheet and its columns, as problems with their places; and what is said to have been
dropped."""

import re
from collections.abc import Collection, Iterator, Sequence

import numpy as np

from ieo_metrics.framework.layouts import ColumnSpec
from ieo_metrics.framework.problem_kinds import Problem, problem
from ieo_metrics.framework.record_tables import TABLE
from ieo_metrics.framework.words.code_lists import normalised
from ieo_metrics.reading.cells.cell_addresses import column_letters
from ieo_metrics.reading.cells.sanitise_for_display import cell_as_shown
from ieo_metrics.reading.sheets import Sheet
from ieo_metrics.recognising.columns.near_matches import STANDS_TWICE, ColumnQuestion
from ieo_metrics.recognising.mappings.mapping import NO_HEADING
from ieo_metrics.recognising.match_headings_to_layouts import Fit
from ieo_metrics.recognising.totals_rows import UNCLEAR_TOTAL
from ieo_metrics.recognising.where_rows_end import Region

# fmt: off
_PERSONAL = frozenset((
    "name", "full name", "first name", "forename", "forenames", "given name", "surname", "last name",
    "family name", "known as", "young persons name",
    "yp name", "client name", "participant name", "dob", "d o b", "date of birth", "birth date",
    "address", "home address", "postcode", "post code",
    "phone", "phone number", "mobile", "mobile number", "telephone", "tel", "email", "email address",
    "e mail", "nhs number", "nhs no",
))
_LEADS = frozenset(("practitioner", "facilitator", "trainer", "lead"))
_PERSON = _LEADS | {
    "officer", "worker", "caseworker", "keyworker", "child", "children", "person", "people", "parent",
    "carer", "guardian", "mother", "father", "teacher", "staff", "member", "manager", "mentor", "supervisor",
    "client", "user", "pupil", "student", "learner", "participant", "attendee", "delegate",
    "victim", "beneficiary", "beneficiaries", "patient", "contact", "referrer", "yp", "cyp", "su", "sergeant",
    "pc",
}
# fmt: on
# "Officer name", "Key worker's full name(s)", "Name of the parent or carer"; not "Team name", "School name"
# or "Name of workshop".
_KIND = "(?:full|first|last|family|given|known) "
_NAMES_OF = (
    rf"(?:.* )?(?!{_KIND})(\w+) (?:{_KIND})?(?:fore|sur)?names?(?: s)?",
    r"(?:full )?names? (?:s )?of (?:(?:the|all|each|key|social|young|police|school|staff|session|case|service"
    r"|parent|or|and) )*(\w+)",
)


def _is_name_of(who: frozenset[str], words: str) -> bool:
    """Whether a normalised heading is of the names of somebody."""
    found = (re.fullmatch(pattern, words) for pattern in _NAMES_OF) if "name" in words else ()
    return any(m and (m[1] in who or m[1].removesuffix("s") in who) for m in found)


def _cell(sheet: Sheet, column: int, row: int) -> str:
    return f"{column_letters(sheet.first_column + column)}{sheet.first_row + row}"


def is_needed(doubt: ColumnQuestion) -> bool:
    """Whether a figure of a measure could turn on a question. What is asked about a column that only a
    breakdown uses holds nothing up."""
    slot = next((slot for slot in doubt.layout.slots if slot.name == doubt.proposal), None)
    return slot is None or TABLE[doubt.layout.table].field(slot.field).of_measures


def about_doubts(file: str, doubts: Sequence[ColumnQuestion]) -> Iterator[Problem]:
    """The headings that are nearly known, each with what it may be; those that stand twice are asked about
    together."""
    for doubt in (column_question for column_question in doubts if column_question.reason != STANDS_TWICE):
        letter, samples = (
            "".join(ch for ch in doubt.cell if ch.isalpha()),
            ", ".join(doubt.samples) or "no values",
        )
        words = {"column": letter, "reason": doubt.reason, "samples": samples}
        if doubt.proposal:
            slot = next(slot for slot in doubt.layout.slots if slot.name == doubt.proposal)
            yield problem(
                "mapping-column-proposed" if is_needed(doubt) else "column-proposed",
                file,
                doubt.sheet,
                doubt.cell,
                slot.field,
                doubt.heading,
                title=slot.title,
                **words,
            )
        else:
            yield problem("mapping-column-unclear", file, doubt.sheet, doubt.cell, "", doubt.heading, **words)


def about_taken(file: str, sheet: Sheet, fit: Fit) -> Iterator[Problem]:
    """The columns that heading and cells settled together."""
    for column in sorted(fit.by_two_keys):
        slot, said = fit.columns[column], cell_as_shown(sheet.columns[column].at(fit.header))
        cell = _cell(sheet, column, fit.header)
        yield problem("column-taken", file, sheet.name, cell, slot.field, said, title=slot.title)


def _missing(file: str, sheet: Sheet, fit: Fit, slot: ColumnSpec, code: str) -> Problem:
    """A column that is missing, or stands twice."""
    places = fit.twice.get(slot.name)
    if places:
        columns = " and ".join(column_letters(sheet.first_column + c) for c in places)
        needed = TABLE[fit.layout.table].field(slot.field).of_measures
        return problem(
            "mapping-column-duplicate" if needed else "column-duplicate",
            file,
            sheet.name,
            _cell(sheet, places[0], fit.header),
            slot.field,
            slot.title,
            title=f'"{slot.title}"',
            columns=columns,
        )
    row = sheet.first_row + fit.header
    headings = ", ".join(
        cell_as_shown(v)
        for j, column in enumerate(sheet.columns)
        if j not in fit.columns and (v := column.at(fit.header)) is not None
    )
    nearest = f" The other headings are: {headings[:150]}." if headings else ""
    return problem(
        code,
        file,
        sheet.name,
        f"{row}:{row}",
        slot.field,
        "no such heading",
        title=f'"{slot.title}"',
        nearest=nearest,
    )


def about_missing(
    file: str,
    sheet: Sheet,
    fit: Fit,
    proposed: set[str],
    slots: Sequence[ColumnSpec] | None = None,
    not_there: Collection[str] = (),
) -> Iterator[Problem]:
    """Slots that a table needs and does not have, unless a doubt already proposes a column for them.
    `not_there`: the names of those of which the officer has said that the return does not have them."""
    have = {slot.name for slot in fit.columns.values()} | proposed
    needed = [
        slot
        for slot in fit.layout.slots
        if slot.needed in ("to recognise", "to count") or slot.name in fit.twice
    ]
    for slot in needed if slots is None else slots:
        if slot.name not in have:
            code = "column-not-there" if slot.name in not_there else "mapping-column-missing"
            yield _missing(file, sheet, fit, slot, code)


def spare_columns(sheet: Sheet, region: Region) -> list[int]:
    """Columns with data in the table's rows that its layout did not place and the officer has not set
    aside."""
    fit = region.fit
    doubled = {c for columns in fit.twice.values() for c in columns}
    return [
        j
        for j, column in enumerate(sheet.columns)
        if j not in fit.columns
        and j not in doubled
        and j not in fit.not_needed
        and len(region.rows)
        and any(column.values[code] is not None for code in np.unique(column.codes[region.rows]))
    ]


def unplaced_headings(sheet: Sheet, fit: Fit) -> list[int]:
    """Columns with a heading that the layout did not place, the officer has not set aside, and that is not a
    personal one."""
    apart = set(fit.columns) | fit.not_needed | {c for columns in fit.twice.values() for c in columns}
    return [
        j
        for j, key in enumerate(fit.keys)
        if j not in apart
        and not key.startswith(NO_HEADING)
        and _may_be_placed(sheet.columns[j].at(fit.header))
    ]


def is_personal(heading: object) -> bool:
    """Whether a heading is of a column that holds names, dates of birth, addresses or numbers of persons."""
    return isinstance(heading, str) and (
        (words := normalised(heading)) in _PERSONAL or _is_name_of(_PERSON, words)
    )


def _may_be_placed(heading: object) -> bool:
    """Whether a heading may be proposed for a slot: who led a session is one that we know, every other
    person's name is nobody's."""
    return not is_personal(heading) or _is_name_of(_LEADS, normalised(str(heading)))


def about_spare(
    file: str, sheet: Sheet, header: int, columns: Sequence[int], above: Sequence[str]
) -> Iterator[Problem]:
    """Columns that are not needed, or have no heading in words. `above`: what a merged heading over each
    says."""
    for j in columns:
        heading, letter, cell = (
            sheet.columns[j].at(header),
            column_letters(sheet.first_column + j),
            _cell(sheet, j, header),
        )
        if heading is None and not above[j]:
            yield problem(
                "mapping-column-blank-heading",
                file,
                sheet.name,
                cell,
                "",
                "a column with data and no heading",
                column=letter,
            )
        elif heading is not None and not isinstance(heading, str):
            yield problem(
                "mapping-heading-not-words", file, sheet.name, cell, "", cell_as_shown(heading), column=letter
            )
        else:
            said = heading or above[j]
            yield problem(
                "column-personal-dropped" if is_personal(said) else "column-dropped",
                file,
                sheet.name,
                cell,
                "",
                cell_as_shown(said),
            )


def about_rows_apart(file: str, sheet: Sheet, region: Region) -> Iterator[Problem]:
    """Totals rows and notes, which are not data; and rows that may be totals, each at its word."""
    for row, j in region.totals.unclear:
        found = cell_as_shown(sheet.columns[j].at(row))
        slot = region.fit.columns.get(j)
        yield problem(
            UNCLEAR_TOTAL, file, sheet.name, _cell(sheet, j, row), slot.field if slot else "", found
        )
    for code, rows in (("totals-row", region.totals.rows), ("note-row", region.notes)):
        for row in rows:
            number = sheet.first_row + row
            said = next((value for column in sheet.columns if isinstance(value := column.at(row), str)), None)
            yield problem(code, file, sheet.name, f"{number}:{number}", "", cell_as_shown(said))
