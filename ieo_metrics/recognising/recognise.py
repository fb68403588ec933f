"""Workbooks → recognised tables. What is not understood is a question with its place, never a guess."""

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np

from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.layouts import ColumnSpec, layout_key
from ieo_metrics.framework.problem_kinds import Problem, problem
from ieo_metrics.framework.record_tables import TABLE
from ieo_metrics.reading.cells.sanitise_for_display import cell_as_shown
from ieo_metrics.reading.sheets import Sheet, Workbook
from ieo_metrics.recognising import questions
from ieo_metrics.recognising.columns import candidates_for_missing_columns as candidates
from ieo_metrics.recognising.columns import row_exclusion_flags
from ieo_metrics.recognising.columns.near_matches import ColumnQuestion, doubts_of_fit, is_near
from ieo_metrics.recognising.columns.settled_by_heading_and_cells import with_two_keys
from ieo_metrics.recognising.hidden_sheets import about_hidden, is_not_read, under_heading
from ieo_metrics.recognising.mappings.mapping import EMPTY, LEFT_OUT, Mapping, heading_signature
from ieo_metrics.recognising.match_headings_to_layouts import (
    Fit,
    best_fits,
    table_that_lacks,
)
from ieo_metrics.recognising.recognised_table import FIRST_LAID_OUT_ROW, Recognised
from ieo_metrics.recognising.sheets_set_aside import set_aside
from ieo_metrics.recognising.stated_quarter_and_day import (
    day_made,
    quarters_above,
    quarters_on_notes,
    stated_elsewhere,
    unclear_day,
    unclear_on_notes,
    unclear_quarter,
)
from ieo_metrics.recognising.unread_sheets_with_data import (
    UnreadSheet,
    holds_figures_only,
    looks_like_data,
    unread_rows,
)
from ieo_metrics.recognising.where_a_sheet_belongs import (
    about_elsewhere,
    known_programmes,
    likely_programmes,
    nearly_tables,
    tables_named,
)
from ieo_metrics.recognising.where_rows_end import region_of


class Understood(NamedTuple):
    """What a workbook was understood to be. `stated`: quarters said outside the tables' own sheets; `made`:
    the return's own date; `unread`: sheets, and the rest of sheets, that hold data and were not read."""

    tables: tuple[Recognised, ...]
    stated: tuple[Quarter, ...]
    made: dt.date | None
    not_tables: tuple[str, ...]
    doubts: tuple[ColumnQuestion, ...] = ()
    unread: tuple[UnreadSheet, ...] = ()


class _Sheet:
    """One sheet as it is being understood: its tables, and the doubts and problems about it. `programmes`:
    what the rest of the workbook is known to be, and what it most likely is; `fits`: of its first heading
    row."""

    def __init__(
        self,
        file: str,
        sheet: Sheet,
        mapping: Mapping,
        programmes: tuple[frozenset[str], frozenset[str]],
        fits: list[Fit],
    ) -> None:
        self.file, self.sheet, self.mapping = file, sheet, mapping
        self.known, likely = programmes
        self.named = tables_named(sheet.name)
        own = frozenset(TABLE[table].programme for table in self.named)
        self.programmes = self.known or own or likely
        self.tables: list[Recognised] = []
        self.doubts: list[ColumnQuestion] = []
        self.problems: list[Problem] = []
        self.unread: UnreadSheet | None = None
        start = 0
        while start < sheet.height:
            fits = self._completed(best_fits(sheet, start, mapping) if start else fits)
            if lacking := table_that_lacks(fits):
                self._lacking(lacking)
                break
            if not fits or not fits[0].fits:
                if not self.tables:
                    self._not_known(fits)
                break
            if others := [f for f in fits[1:] if f.fits and f.strength == fits[0].strength]:
                self._two_things([fits[0], *others])
                break
            start = self._table(fits[0])

    def _completed(self, fits: list[Fit]) -> list[Fit]:
        """The fits with the columns that heading and cells settle together, the strongest first."""

        def rows_of(fit: Fit) -> np.ndarray:
            return region_of(self.sheet, fit, self.mapping).rows

        completed = [
            with_two_keys(self.sheet, fit, questions.unplaced_headings(self.sheet, fit), rows_of)
            for fit in fits
        ]
        return sorted(completed, key=lambda fit: (fit.fits, fit.strength), reverse=True)

    def _not_known(self, fits: list[Fit]) -> None:
        """No heading row of ours: a layout that it nearly is, a heading that is missing, or a sheet that
        nobody knows."""
        is_data = looks_like_data(self.sheet)
        if is_data and self.known and holds_figures_only(self.sheet):
            self.unread = unread_rows(self.sheet)
            self.problems.append(
                problem("sheet-of-figures", self.file, self.sheet.name, "", "", "no records")
            )
            return
        lacking = nearly_tables(self.sheet, [fit for fit in fits if not is_data or self._may_be_here(fit)])
        near = is_near(self.sheet, self.mapping, self.programmes) if is_data else None
        if near and self.named and near[0].layout.table not in self.named:
            near = None
        elsewhere = is_near(self.sheet, self.mapping) if is_data and self.programmes and not near else None
        said = self._said_of(elsewhere[0]) if elsewhere else None
        if elsewhere and said == layout_key(elsewhere[0].layout):
            near = elsewhere
        if elsewhere and not near and not (lacking and lacking[0].layout.table in self.named):
            self.unread = unread_rows(self.sheet, elsewhere[0].header)
            self.problems.append(
                about_elsewhere(
                    self.file, self.sheet, elsewhere[0], self.programmes, self.named, said == LEFT_OUT
                )
            )
        elif near:
            fit, doubts = near
            self.unread = unread_rows(self.sheet, fit.header)
            self.doubts += doubts
            self.problems += questions.about_doubts(self.file, doubts)
            self.problems += self._about_missing(fit, doubts)
        elif lacking:
            self._lacking(lacking[0])
        elif is_data:
            self.unread = unread_rows(self.sheet)
            found = "no known heading row"
            self.problems.append(problem("mapping-sheet-unknown", self.file, self.sheet.name, "", "", found))

    def _may_be_here(self, fit: Fit) -> bool:
        """Whether a table is that of which the sheet's name speaks; where it speaks of none, whether it is of
        the programmes of the rest of the workbook, where that tells."""
        if self.named:
            return fit.layout.table in self.named
        return not self.programmes or TABLE[fit.layout.table].programme in self.programmes

    def _lacking(self, fit: Fit) -> None:
        """A table of which a heading is missing, or stands twice."""
        self.unread = unread_rows(self.sheet, fit.header)
        doubts = doubts_of_fit(self.sheet, fit, questions.unplaced_headings(self.sheet, fit))
        self.doubts += doubts
        self.problems += questions.about_doubts(self.file, doubts)
        self.problems += self._about_missing(fit, doubts, fit.missing)

    def _about_missing(
        self, fit: Fit, doubts: list[ColumnQuestion], slots: Sequence[ColumnSpec] | None = None
    ) -> Iterator[Problem]:
        """What a table lacks; of what the officer has said that it does not have it, only that."""
        proposed = {doubt.proposal for doubt in doubts}
        lacks = self.mapping.not_there(fit.layout, heading_signature(fit.headings.alone))
        return questions.about_missing(self.file, self.sheet, fit, proposed, slots, lacks)

    def _said_of(self, fit: Fit) -> str | None:
        """What the officer has said the sheet is, by its heading row; None where nothing was said."""
        return self.mapping.sheets.get(heading_signature(fit.headings.alone))

    def _two_things(self, fits: list[Fit]) -> None:
        tables = " or ".join(
            dict.fromkeys(f"{f.layout.table.replace('_', ' ')} ({f.layout.shape})" for f in fits)
        )
        self.unread = under_heading(self.sheet, fits[0], self.mapping)
        row = self.sheet.first_row + fits[0].header
        self.problems.append(
            problem(
                "mapping-ambiguous", self.file, self.sheet.name, f"{row}:{row}", "", tables, tables=tables
            )
        )

    def _table(self, fit: Fit) -> int:
        """Take the table under a heading row; returns the row at which to go on."""
        sheet = self.sheet
        region = region_of(sheet, fit, self.mapping)
        spare = questions.spare_columns(sheet, region)
        doubts = doubts_of_fit(sheet, fit, questions.unplaced_headings(sheet, fit))
        doubts += candidates.doubts_about_lacking(sheet, region, spare, doubts)
        doubts += row_exclusion_flags.doubts_about_rows_not_counted(sheet, region, spare, doubts)
        asked = {doubt.column for doubt in doubts}
        self.doubts += doubts
        self.problems += questions.about_taken(self.file, sheet, fit)
        self.problems += questions.about_doubts(self.file, doubts)
        self.problems += self._about_missing(fit, doubts)
        above = [joined[0] if joined else "" for joined in fit.headings.joined]
        self.problems += questions.about_spare(
            self.file, sheet, fit.header, [j for j in spare if j not in asked], above
        )
        self.problems += questions.about_rows_apart(self.file, sheet, region)
        self.problems += row_exclusion_flags.about_lines_among_rows(self.file, sheet, region, self.mapping)
        stated = tuple(quarters_above(sheet, fit.header)) if not self.tables else self.tables[-1].stated
        if not self.tables and not stated and (unclear := unclear_quarter(sheet, fit.header)):
            row = sheet.first_row + unclear[0]
            self.problems.append(
                problem(
                    "mapping-quarter", self.file, sheet.name, f"{row}:{row}", "", cell_as_shown(unclear[1])
                )
            )
        may_count = tuple(candidates.counting_columns(sheet, region, [j for j in spare if j in asked]))
        self.tables.append(
            Recognised(
                sheet,
                fit.layout,
                fit.header,
                fit.columns,
                region.rows,
                stated,
                region.totals.rows,
                may_count,
                region.totals.unclear,
            )
        )
        return region.ends


def recognise_sheets(workbook: Workbook, mapping: Mapping = EMPTY) -> tuple[Understood, list[Problem]]:
    """What a workbook is, and the questions about it. Hidden sheets are reported, and read only if the
    officer has said so."""
    problems: list[Problem] = []
    tables: list[Recognised] = []
    doubts: list[ColumnQuestion] = []
    notes: list[Sheet] = []
    sheets = [(sheet, best_fits(sheet, 0, mapping)) for sheet in workbook.sheets if sheet.height]
    known = known_programmes(sheets)
    likely = known or likely_programmes([sheet for sheet, _ in sheets], mapping)
    if mapping.by_hand:  # these bring some fifteen modules, and most workbooks need none
        from ieo_metrics.recognising.by_hand.read_sheet import about_changed_headings, read_sheet_by_hand
    unread: list[UnreadSheet] = []
    for sheet, fits in sheets:
        if is_not_read(sheet, fits, mapping):
            rows, asked = about_hidden(workbook.name, sheet, fits, mapping)
            unread += rows
            problems += asked
            continue
        first_row = FIRST_LAID_OUT_ROW + sum(table.sheet.height for table in tables if table.places)
        by_hand = mapping.by_hand and read_sheet_by_hand(
            workbook.name, sheet, mapping, partial(stated_elsewhere, workbook), first_row
        )
        if by_hand:
            tables += by_hand.tables
            problems += by_hand.problems
            unread += [by_hand.unread] if by_hand.unread.rows else []
            continue
        if aside := set_aside(workbook.name, sheet, sheets, mapping):
            unread.append(aside.unread)
            problems.append(aside.problem)
            continue
        here = _Sheet(workbook.name, sheet, mapping, (known, likely), fits)
        tables += here.tables
        doubts += here.doubts
        problems += here.problems
        unread += [here.unread] if here.unread and here.unread.rows else []
        if not here.tables and sheet.visible:
            notes.append(sheet)
            if mapping.by_hand and here.unread:
                problems += about_changed_headings(workbook.name, sheet, mapping.by_hand)
    made = next((day for table in tables if (day := day_made(*table.as_it_came))), None)
    made = made or next(
        (day for sheet in notes if (day := day_made(sheet, min(sheet.height, 200)))),
        None,
    )
    if made is None:
        lines = [table.as_it_came for table in tables] + [(sheet, min(sheet.height, 200)) for sheet in notes]
        unclear = next(
            ((sheet, said) for sheet, ends in lines if (said := unclear_day(sheet, ends))),
            None,
        )
        if unclear:
            where, (row, text) = unclear
            number = where.first_row + row
            problems.append(
                problem(
                    "return-date-unclear",
                    workbook.name,
                    where.name,
                    f"{number}:{number}",
                    "",
                    cell_as_shown(text),
                )
            )
    stated = next((quarters for sheet in notes if (quarters := quarters_on_notes(sheet))), [])
    if not stated and not any(table.stated for table in tables):
        for sheet in notes:
            if two := unclear_on_notes(sheet):
                row = sheet.first_row + two[0]
                cell, found = f"{row}:{row}", cell_as_shown(two[1])
                problems.append(problem("mapping-quarter", workbook.name, sheet.name, cell, "", found))
    return Understood(
        tuple(tables),
        tuple(stated),
        made,
        tuple(sheet.name for sheet in notes),
        tuple(doubts),
        tuple(unread),
    ), problems
