"""Of which programme a sheet may be that is only nearly known: what the rest of the workbook is, and what the
sheet's own name says. Neither makes a table of a sheet; each can speak against one."""

from collections.abc import Sequence
from functools import cache

from ieo_metrics.framework.layouts import LAYOUTS
from ieo_metrics.framework.problem_kinds import Problem, problem
from ieo_metrics.framework.record_tables import TABLE
from ieo_metrics.framework.words.code_lists import normalised
from ieo_metrics.reading.sheets import Sheet
from ieo_metrics.recognising.columns.near_matches import is_near
from ieo_metrics.recognising.mappings.mapping import Mapping
from ieo_metrics.recognising.match_headings_to_layouts import Fit
from ieo_metrics.recognising.unread_sheets_with_data import looks_like_data


@cache
def _names_of_tables() -> dict[str, str]:
    """By the name of a sheet of the blank templates, the table that it holds. One word alone, such as
    "Support" or "Sessions", is the name of many a sheet and says nothing."""
    names = {normalised(layout.template_sheet): layout.table for layout in LAYOUTS if layout.template_sheet}
    return {name: table for name, table in names.items() if " " in name}


def tables_named(name: str) -> frozenset[str]:
    """The tables that a sheet's name speaks of: "Social prescribing Q2"."""
    words = f" {normalised(name)} "
    return frozenset(table for known, table in _names_of_tables().items() if f" {known} " in words)


def known_programmes(sheets: Sequence[tuple[Sheet, list[Fit]]]) -> frozenset[str]:
    """The programmes of the sheets whose headings are known: what the rest of the workbook is."""
    return frozenset(
        TABLE[fits[0].layout.table].programme
        for sheet, fits in sheets
        if sheet.visible and fits and fits[0].fits
    )


def likely_programmes(sheets: Sequence[Sheet], mapping: Mapping) -> frozenset[str]:
    """Where no sheet's headings are known: the programme of the sheet that is nearly known with the most
    headings that are known exactly, if another holds data too; of several with as many, all of theirs."""
    with_data = [sheet for sheet in sheets if sheet.visible and looks_like_data(sheet)]
    if len(with_data) < 2:
        return frozenset()
    near = [found[0] for sheet in with_data if (found := is_near(sheet, mapping))]
    most = max((fit.strength for fit in near), default=0)
    return frozenset(TABLE[fit.layout.table].programme for fit in near if fit.strength == most)


def nearly_tables(sheet: Sheet, fits: list[Fit]) -> list[Fit]:
    """Fits that lack a heading. Two words of ours in one row of a notes sheet are not a table: data below, or
    a third heading, make it one."""
    return [
        f for f in fits if f.missing and f.strength + len(f.twice) >= (2 if looks_like_data(sheet) else 3)
    ]


def about_elsewhere(
    file: str, sheet: Sheet, fit: Fit, programmes: frozenset[str], named: frozenset[str], left_out: bool
) -> Problem:
    """A sheet that is nearly a table of another programme than the rest of the workbook, or another than its
    name says: nearly is not enough, and both are named. `left_out`: as the officer has said."""
    rest = f"a table of {' and '.join(sorted(programmes))}, as the other sheets are"
    if named and fit.layout.table not in named:
        rest = f"{' and '.join(sorted(named)).replace('_', ' ')}, as its name says"
    table, row = TABLE[fit.layout.table], sheet.first_row + fit.header
    words = table.name.replace("_", " ")
    return problem(
        "sheet-left-out" if left_out else "mapping-sheet-elsewhere",
        file,
        sheet.name,
        f"{row}:{row}",
        "",
        f"nearly {words} of {table.programme}",
        table=words,
        programme=table.programme,
        rest=rest,
    )
