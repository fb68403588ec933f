"""Sheets whose name says that their rows do not count: "Planned", "Cancelled sessions", "Archive". Such a
sheet may have the headings of the one beside it, so it is asked about, and not read until then."""

from collections.abc import Sequence
from typing import NamedTuple

from ieo_metrics.framework.problem_kinds import Problem, problem
from ieo_metrics.framework.record_tables import TABLE
from ieo_metrics.framework.words.words_that_change_a_heading import names_what_does_not_count
from ieo_metrics.reading.cells.cell_values import read_cell
from ieo_metrics.reading.cells.sanitise_for_display import cell_as_shown
from ieo_metrics.reading.sheets import Sheet
from ieo_metrics.recognising.mappings.mapping import Mapping
from ieo_metrics.recognising.mappings.sheet_decisions import LEAVE, READ, SET_ASIDE, seen
from ieo_metrics.recognising.match_headings_to_layouts import Fit, heading_signature_of
from ieo_metrics.recognising.unread_sheets_with_data import UnreadSheet
from ieo_metrics.recognising.where_rows_end import Region, region_of


class SetAside(NamedTuple):
    """A sheet that is not read: its rows, and what is asked or was done."""

    unread: UnreadSheet
    problem: Problem


def set_aside_as(sheet: Sheet, header: int) -> str:
    """What an answer about a sheet is bound to: its name and its headings."""
    return seen(sheet.name, heading_signature_of(sheet, header))


def set_aside(
    file: str, sheet: Sheet, sheets: Sequence[tuple[Sheet, list[Fit]]], mapping: Mapping
) -> SetAside | None:
    """A known table on a sheet whose name says that it does not count; None where it is read: the name says
    nothing of the kind, the officer has said so, or no figure turns on it. `sheets`: all of the workbook,
    with what their first heading row may be."""
    known = {each.name: fits[0] for each, fits in sheets if fits and fits[0].fits}
    # Of a hidden sheet the officer has said already that it is read.
    if (fit := known.get(sheet.name)) is None or not sheet.visible:
        return None
    tables = [one.layout.table for one in known.values()]
    if not names_what_does_not_count(sheet.name, is_only_one=tables.count(fit.layout.table) == 1):
        return None
    region = region_of(sheet, fit, mapping)
    answer = mapping.decision(SET_ASIDE, set_aside_as(sheet, fit.header))
    if answer == READ or not _holds_what_counts(sheet, region):
        return None
    row = sheet.first_row + fit.header
    asked = problem(
        "sheet-left-out" if answer == LEAVE else SET_ASIDE,
        file,
        sheet.name,
        f"{row}:{row}",
        "",
        cell_as_shown(sheet.name),
        rest="a sheet of rows that count",
    )
    return SetAside(UnreadSheet(sheet.name, len(region.rows)), asked)


def _holds_what_counts(sheet: Sheet, region: Region) -> bool:
    """Whether a row could count: not where each says of itself that it was cancelled, or declined."""
    table = TABLE[region.fit.layout.table]
    name, counting = table.supported_as if any(table.supported_as) else ("status", "delivered")
    places = [j for j, slot in region.fit.columns.items() if slot.field == name]
    if not places:
        return bool(len(region.rows))
    column, field = sheet.columns[places[0]], table.field(name)

    def counts(value: object) -> bool:
        read = read_cell(value, field)
        return field.blank == counting if read.blank else read.value == counting or bool(read.code)

    by_value = [counts(value) for value in column.values]
    return any(by_value[code] for code in column.codes[region.rows])
