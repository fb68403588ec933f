"""Workbooks → recognised tables. What is not understood is a question with its place, never a guess."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ieo_metrics.framework.problems import Problem, problem
from ieo_metrics.framework.quarters import Quarter
from ieo_metrics.framework.tables import Layout, Slot
from ieo_metrics.framework.words import normal
from ieo_metrics.reading.sheets import Sheet, Workbook
from ieo_metrics.reading.shown import shown
from ieo_metrics.recognising import statements
from ieo_metrics.recognising.headings import Fit, best_fits
from ieo_metrics.recognising.regions import Region, region_of

# fmt: off
_PERSONAL = frozenset((
    "name", "full name", "first name", "forename", "forenames", "given name", "surname", "last name", "family name", "known as", "young persons name",
    "yp name", "client name", "participant name", "dob", "d o b", "date of birth", "birth date", "address", "home address", "postcode", "post code",
    "phone", "phone number", "mobile", "mobile number", "telephone", "tel", "email", "email address", "e mail", "nhs number", "nhs no",
))
# fmt: on


@dataclass(frozen=True)
class Recognised:
    """One table on one sheet. `rows`: indices of its data rows; `columns`: index of a column → its slot."""

    sheet: Sheet
    layout: Layout
    header: int
    columns: dict[int, Slot]
    rows: np.ndarray
    stated: tuple[Quarter, ...]

    def letter(self, column: int) -> str:
        return letters(self.sheet.first_column + column)

    def row_number(self, row: int) -> int:
        """The row number that Excel shows."""
        return self.sheet.first_row + row


@dataclass(frozen=True)
class Understood:
    """What a workbook was understood to be. `stated`: quarters said outside the tables' own sheets; `made`: the return's own date."""

    tables: tuple[Recognised, ...]
    stated: tuple[Quarter, ...]
    made: dt.date | None
    not_tables: tuple[str, ...]


def letters(column: int) -> str:
    """Excel's letters of a column, counted from 1: 1 → A, 28 → AB."""
    out = ""
    while column:
        column, rest = divmod(column - 1, 26)
        out = chr(65 + rest) + out
    return out


def _looks_like_data(sheet: Sheet) -> bool:
    """Whether a sheet without known headings holds rows of data: three rows with a number or date, in two columns or more."""
    rows = np.zeros(sheet.height, dtype=np.int16)
    for column in sheet.columns:
        is_datum = np.array([isinstance(value, (float, dt.date)) for value in column.values], dtype=np.int16)
        rows += is_datum[column.codes]
    texts = sum(1 for column in sheet.columns if any(isinstance(value, str) for value in column.values))
    return int((rows > 0).sum()) >= 3 and len(sheet.columns) >= 2 and texts + int(rows.max()) >= 2


def _unknown(workbook: Workbook, sheet: Sheet, fits: list[Fit]) -> Iterator[Problem]:
    """A sheet with data that is no table of ours: which heading is missing, if it nearly is one."""
    # Two words of ours in one row of a notes sheet are not a table: data below, or a third heading, make it one.
    near = [f for f in fits if f.strength + len(f.twice) >= (2 if _looks_like_data(sheet) else 3)]
    if near and near[0].missing:
        best = near[0]
        row = sheet.first_row + best.header
        for slot in best.missing:
            found = ", ".join(shown(v) for column in sheet.columns if isinstance(v := column.at(best.header), str))
            twice = best.twice.get(slot.name)
            if twice:
                columns = " and ".join(letters(sheet.first_column + c) for c in twice)
                yield problem(
                    "mapping-column-duplicate",
                    workbook.name,
                    sheet.name,
                    f"{columns.split(' ')[0]}{row}",
                    slot.field,
                    slot.title,
                    title=f'"{slot.title}"',
                    columns=columns,
                )
            else:
                yield problem(
                    "mapping-column-missing", workbook.name, sheet.name, f"{row}:{row}", slot.field, f"headings {found}"[:200], title=f'"{slot.title}"'
                )
    elif _looks_like_data(sheet):
        yield problem("mapping-sheet-unknown", workbook.name, sheet.name, "", "", "no heading row that is known")


def _ambiguous(fits: list[Fit]) -> list[Fit]:
    """The other fits that are just as strong and are of another table or shape."""
    return [f for f in fits[1:] if f.fits and f.strength == fits[0].strength]


def _column_questions(workbook: Workbook, sheet: Sheet, region: Region) -> Iterator[Problem]:
    """Columns that are missing, doubled, without a heading, or not needed."""
    best, header_row = region.fit, sheet.first_row + region.fit.header
    have = {slot.name for slot in best.columns.values()}
    for slot in best.layout.slots:
        if slot.name in best.twice:
            columns = " and ".join(letters(sheet.first_column + c) for c in best.twice[slot.name])
            cell = f"{letters(sheet.first_column + best.twice[slot.name][0])}{header_row}"
            yield problem("mapping-column-duplicate", workbook.name, sheet.name, cell, slot.field, slot.title, title=f'"{slot.title}"', columns=columns)
        elif slot.needed == "to count" and slot.name not in have:
            yield problem(
                "mapping-column-missing", workbook.name, sheet.name, f"{header_row}:{header_row}", slot.field, "no such heading", title=f'"{slot.title}"'
            )
    doubled = {c for columns in best.twice.values() for c in columns}
    for j, column in enumerate(sheet.columns):
        if j in best.columns or j in doubled:
            continue
        heading, letter = column.at(best.header), letters(sheet.first_column + j)
        cell = f"{letter}{header_row}"
        if not len(region.rows) or all(column.values[code] is None for code in np.unique(column.codes[region.rows])):
            continue
        if heading is None:
            yield problem("mapping-column-blank-heading", workbook.name, sheet.name, cell, "", "a column with data and no heading", column=letter)
        elif not isinstance(heading, str):
            yield problem("mapping-heading-not-words", workbook.name, sheet.name, cell, "", shown(heading), column=letter)
        elif normal(heading) in _PERSONAL:
            yield problem("column-personal-dropped", workbook.name, sheet.name, cell, "", shown(heading))
        else:
            yield problem("column-dropped", workbook.name, sheet.name, cell, "", shown(heading))


def _rows_apart(workbook: Workbook, sheet: Sheet, region: Region) -> Iterator[Problem]:
    for code, rows in (("totals-row", region.totals), ("note-row", region.notes)):
        for row in rows:
            number = sheet.first_row + row
            found = next((value for column in sheet.columns if isinstance(value := column.at(row), str)), None)
            yield problem(code, workbook.name, sheet.name, f"{number}:{number}", "", shown(found))


def _tables_of(workbook: Workbook, sheet: Sheet, problems: list[Problem]) -> list[Recognised]:
    """The tables of one sheet, one under the other."""
    out: list[Recognised] = []
    start = 0
    while start < sheet.height:
        fits = best_fits(sheet, start)
        if not fits or not fits[0].fits:
            if not out:
                problems.extend(_unknown(workbook, sheet, fits))
            break
        if others := _ambiguous(fits):
            tables = " or ".join(dict.fromkeys(f"{f.layout.table.replace('_', ' ')} ({f.layout.shape})" for f in (fits[0], *others)))
            row = sheet.first_row + fits[0].header
            problems.append(problem("mapping-ambiguous", workbook.name, sheet.name, f"{row}:{row}", "", tables, tables=tables))
            break
        region = region_of(sheet, fits[0])
        problems.extend(_column_questions(workbook, sheet, region))
        problems.extend(_rows_apart(workbook, sheet, region))
        stated = statements.quarters_above(sheet, fits[0].header) if start == 0 else (out[-1].stated if out else ())
        if start == 0 and not stated and (unclear := statements.unclear_quarter(sheet, fits[0].header)):
            row = sheet.first_row + unclear[0]
            problems.append(problem("mapping-quarter", workbook.name, sheet.name, f"{row}:{row}", "", shown(unclear[1])))
        out.append(Recognised(sheet, fits[0].layout, fits[0].header, fits[0].columns, region.rows, tuple(stated)))
        start = region.ends
    return out


def recognise(workbook: Workbook) -> tuple[Understood, list[Problem]]:
    """What a workbook is, and the questions about it. Hidden sheets are reported and not read."""
    problems: list[Problem] = []
    tables: list[Recognised] = []
    notes: list[Sheet] = []
    for sheet in workbook.sheets:
        if not sheet.visible:
            if (sheet.height and best_fits(sheet) and best_fits(sheet)[0].fits) or _looks_like_data(sheet):
                problems.append(problem("sheet-hidden", workbook.name, sheet.name, "", "", f"{sheet.height} rows"))
        elif sheet.height:
            here = _tables_of(workbook, sheet, problems)
            tables.extend(here)
            if not here:
                notes.append(sheet)
    made = next((day for table in tables if (day := statements.day_made(table.sheet, table.header))), None)
    made = made or next((day for sheet in notes if (day := statements.day_made(sheet, min(sheet.height, 200)))), None)
    stated = next((quarters for sheet in notes if (quarters := statements.quarters_on_notes(sheet))), [])
    return Understood(tuple(tables), tuple(stated), made, tuple(sheet.name for sheet in notes)), problems
