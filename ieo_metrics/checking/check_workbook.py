"""Turns workbooks into record tables and problems: all problems at once, nothing raised, every row
accounted for."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from ieo_metrics.checking.checks_across_cells import ROW_CHECKS
from ieo_metrics.checking.conflicting_sheets import OpenQuestion, decided, without_sheets
from ieo_metrics.checking.day_or_month_first.order_questions import (
    OrderQuestion,
    about_order,
    flagged_before,
    order_questions,
    reader_of,
)
from ieo_metrics.checking.findings import Context
from ieo_metrics.checking.offences_and_follow_up import offence_contradictions, without_follow_up
from ieo_metrics.checking.table_to_records import Records, records_of
from ieo_metrics.checking.totals_disagree import about_totals
from ieo_metrics.checking.where_rows_stand import RowPlaces, as_they_came, rows_in_words
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.days import day_in_london
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.long_work.time_limit import stop_if_late
from ieo_metrics.framework.problem_kinds import CONFIRM, MUST_FIX, Problem, problem
from ieo_metrics.framework.record_tables import TABLE
from ieo_metrics.reading.cells.cell_addresses import cell_address, column_letters
from ieo_metrics.reading.remark_kinds import BY_KIND
from ieo_metrics.reading.returned_fix_list import is_fix_list
from ieo_metrics.reading.sheets import Remark, Workbook
from ieo_metrics.recognising.columns.near_matches import ColumnQuestion
from ieo_metrics.recognising.mappings.mapping import EMPTY, Mapping
from ieo_metrics.recognising.match_headings_to_layouts import heading_signature_of
from ieo_metrics.recognising.recognise import recognise_sheets
from ieo_metrics.recognising.recognised_table import Recognised


class CheckedSheet(NamedTuple):
    """How one sheet was understood. `rows` = `used` + `left_out`. `columns`: Excel's letters to slots; where
    records lie across, the number of the slot's row, and where each has a card, the cell of its label. Of a
    sheet that was not read `table` is "" and all its rows are left out."""

    name: str
    table: str
    shape: str
    header_row: int
    columns: dict[str, str]
    rows: int
    used: int
    left_out: int
    stated: tuple[Quarter, ...]

    @property
    def layout_key(self) -> str:
        """The key of its layout, as `layouts.layout_key` gives it."""
        return f"{self.table}, {self.shape}"

    @property
    def lies_down(self) -> bool:
        """Whether each of its records is a row, under headings; else it was read by hand."""
        return not any(ch.isdigit() for where in self.columns for ch in where)

    def letter_of(self, field: str) -> str:
        """The letters of the field's column, or of the first slot that holds it; "" where there is none, or
        where it stands in no column of its own."""
        where = self._where(field)
        return where if where.isalpha() else ""

    def _where(self, field: str) -> str:
        return next((where for where, slot in self.columns.items() if slot == field), "")

    def cell_of(self, field: str, row: int, column: int) -> str:
        """The address of a row's field. `row`, `column`: as its record table has them."""
        where = self._where(field)
        if where.isdigit():
            return cell_address(int(where), int(column))
        return f"{where}{row}" if where.isalpha() or not where else cell_address(int(row), int(column))

    def slot_at(self, row: int, column: int) -> str:
        """The slot that stands in a row's own cell; "" where that is not known."""
        return self.columns.get(column_letters(column), self.columns.get(str(row), ""))


@dataclass(frozen=True)
class CheckedFile:
    """One file's record tables and problems. `made`: the return's own date (stated, else the day of
    upload); `unread`: sheets, or the rest of sheets, that hold data and were not read."""

    name: str
    sha256: str
    sheets: tuple[CheckedSheet, ...]
    other_sheets: tuple[str, ...]
    tables: dict[str, pd.DataFrame]
    problems: tuple[Problem, ...]
    stated: tuple[Quarter, ...]
    made: dt.date
    made_is_stated: bool
    received: dt.datetime
    doubts: tuple[ColumnQuestion, ...] = ()
    orders: tuple[OrderQuestion, ...] = ()  # also those that are answered
    unread: tuple[CheckedSheet, ...] = ()
    which_counts: tuple[OpenQuestion, ...] = ()
    not_there: frozenset[tuple[int, str]] = frozenset()  # slots that a sheet, by its place, is said to lack

    @property
    def programmes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(TABLE[sheet.table].programme for sheet in self.sheets))

    @property
    def programme(self) -> str:
        return " and ".join(self.programmes)

    @property
    def with_data(self) -> tuple[CheckedSheet, ...]:
        """Every sheet that holds data, read or not."""
        return (*self.sheets, *self.unread)

    @property
    def rows(self) -> int:
        return sum(sheet.rows for sheet in self.with_data)

    @property
    def used(self) -> int:
        return sum(sheet.used for sheet in self.with_data)

    @property
    def left_out(self) -> int:
        return sum(sheet.left_out for sheet in self.with_data)

    def count(self, severity: str) -> int:
        return sum(p.severity == severity for p in self.problems)


def _remark(file: str, sheet: str, remark: Remark) -> Problem:
    row = BY_KIND[remark.kind]
    return Problem(
        row.severity,
        remark.kind,
        file,
        sheet,
        remark.cell,
        "",
        f"{row.title}: {remark.found}" if remark.found else row.title,
        row.expected,
        row.to_do,
    )


def _merged_in_data(file: str, recognised: Recognised) -> Iterable[Problem]:
    """Merged ranges that reach into the rows of the table: only their first cell holds a value."""
    first, last = (
        (int(recognised.row_number(r)) for r in (recognised.rows[0], recognised.rows[-1]))
        if len(recognised.rows)
        else (1, 0)
    )
    for reference in recognised.as_it_came[0].merged:
        if recognised.places:
            reaches = recognised.places.several_within(reference, recognised.rows)
        else:
            numbers = [int("".join(ch for ch in end if ch.isdigit()) or 0) for end in reference.split(":")]
            reaches = numbers[-1] >= first and numbers[0] <= last
        if reaches:
            yield problem("cell-merged", file, recognised.sheet.name, reference, "", f"{reference} merged")


def check_workbook(
    workbook: Workbook, settings: Settings, received: dt.datetime, mapping: Mapping = EMPTY
) -> CheckedFile:
    """One workbook, understood and checked. Never raises for what is in the workbook. `received`: with its
    time zone; the day of upload is the day in London."""
    flagged = flagged_before(workbook)
    workbook = workbook._replace(sheets=tuple(sheet for sheet in workbook.sheets if not is_fix_list(sheet)))
    understood, problems = recognise_sheets(workbook, mapping)
    made = understood.made or day_in_london(received)
    problems = [_remark(workbook.name, "", remark) for remark in workbook.remarks] + problems
    problems += [
        _remark(workbook.name, sheet.name, remark)
        for sheet in workbook.sheets
        if sheet.visible
        for remark in sheet.remarks
    ]
    orders: list[OrderQuestion] = []
    parts: dict[str, list[Records]] = {}
    recognised_by_source: dict[int, tuple[Recognised, Records]] = {}
    for source, recognised in enumerate(understood.tables):
        here = order_questions(recognised, mapping, flagged, recognised.stated or understood.stated, made)
        readers = {question.column: reader_of(question) for question in here}
        records, found = records_of(recognised, workbook.name, source, settings, mapping, readers)
        problems += found
        for question in here:
            problems += about_order(workbook.name, question)
        orders += here
        problems += _merged_in_data(workbook.name, recognised)
        problems += about_totals(workbook.name, recognised, recognised.totals)
        if not len(recognised.rows) and not recognised.unclear:
            problems.append(
                problem("sheet-empty", workbook.name, recognised.sheet.name, "", "", "a heading and no rows")
            )
        parts.setdefault(records.table.name, []).append(records)
        recognised_by_source[source] = (recognised, records)
    tables = {name: concat_records([r.frame for r in records]) for name, records in parts.items()}
    left_out: dict[int, set[int]] = {
        source: set(records.rows[~records.used].tolist())
        for source, (_, records) in recognised_by_source.items()
    }
    for source, (recognised, _) in recognised_by_source.items():
        left_out[source] |= {int(recognised.row_number(row)) for row, _ in recognised.unclear}
    sources = {source: recognised for source, (recognised, _) in recognised_by_source.items()}
    context = Context(settings, made, rows_in_words(sources), tables)
    asked: list[OpenQuestion] = []
    for name, frame in tables.items():
        stop_if_late()
        repeated: list[int] = []
        places = RowPlaces(frame, sources, workbook.name)
        done = decided(frame, TABLE[name], context, places, mapping)
        problems = without_sheets(problems, done.set_aside, sources) + done.problems
        asked += done.asked
        for source, rows in done.left_out.items():
            left_out[source] |= rows
        if done.frame is not frame:
            tables[name] = frame = done.frame
            places = RowPlaces(frame, sources, workbook.name)
        for row_check in (ROW_CHECKS[check] for check in TABLE[name].checks if check in ROW_CHECKS):
            for finding in row_check(frame, TABLE[name], context):
                stop_if_late()
                problems.append(places.problem(finding))
                if finding.left_out:
                    left_out[places.source(finding.at)].add(places.row(finding.at))
                if finding.code == "row-duplicate":
                    repeated.append(int(finding.at))
        # Only a list adds its rows up; elsewhere the later of two rows decides, so both must stay.
        if repeated and TABLE[name].counts_by == "list":
            tables[name] = frame.drop(index=frame.index[repeated]).reset_index(drop=True)
    if "offences" in tables and "follow_up" in tables:
        listed, followed = tables["offences"], tables["follow_up"]
        problems += map(
            RowPlaces(listed, sources, workbook.name).problem, without_follow_up(listed, followed)
        )
        problems += map(
            RowPlaces(followed, sources, workbook.name).problem,
            offence_contradictions(listed, followed, context),
        )
    if not understood.tables and not any(p.code.startswith("mapping") for p in problems):
        problems.append(
            problem(
                "mapping-nothing-recognised",
                workbook.name,
                "",
                "",
                "",
                ", ".join(s.name for s in workbook.sheets)[:200],
            )
        )
    tables = {name: as_they_came(frame, sources) for name, frame in tables.items()}
    final = tuple(
        _sheet(recognised, len(records.rows) + len(recognised.unclear), len(left_out[source]))
        for source, (recognised, records) in recognised_by_source.items()
    )
    if any(recognised.places for recognised in sources.values()):
        # One heading of a grid dates many rows, and what is wrong with it is said once.
        problems = list(dict.fromkeys(problems))
    order = {MUST_FIX: 0, CONFIRM: 1}
    problems.sort(key=lambda p: order.get(p.severity, 2))
    return CheckedFile(
        workbook.name,
        workbook.sha256,
        final,
        understood.not_tables,
        tables,
        tuple(problems),
        understood.stated,
        made,
        understood.made is not None,
        received,
        understood.doubts,
        tuple(orders),
        tuple(CheckedSheet(s.name, "", "", 0, {}, s.rows, 0, s.rows, ()) for s in understood.unread),
        tuple(asked),
        frozenset(
            (source, slot)
            for source, recognised in sources.items()
            for slot in mapping.not_there(
                recognised.layout, heading_signature_of(recognised.sheet, recognised.header)
            )
        ),
    )


def _sheet(recognised: Recognised, rows: int, left_out: int) -> CheckedSheet:
    sheet, top = recognised.as_it_came
    return CheckedSheet(
        recognised.sheet.name,
        recognised.layout.table,
        recognised.layout.shape,
        sheet.first_row + top,
        recognised.headings,
        rows,
        rows - left_out,
        left_out,
        recognised.stated,
    )


def concat_records(frames: list[pd.DataFrame]) -> pd.DataFrame:
    """Record frames joined one under the other; categories of text are merged, those of fixed lists are
    the same already."""
    if len(frames) == 1:
        return frames[0]
    out: dict[str, object] = {}
    for name in frames[0].columns:
        columns = [frame[name] for frame in frames]
        if isinstance(columns[0].dtype, pd.CategoricalDtype):
            out[name] = pd.api.types.union_categoricals(columns)
        else:
            out[name] = pd.concat(columns, ignore_index=True)
    return pd.DataFrame(out)
