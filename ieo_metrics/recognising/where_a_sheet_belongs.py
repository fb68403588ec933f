"""Of which programme a sheet may be that is only nearly known: what the rest of the workbook is, and what the
sheet's own name says. Neither makes a table of a sheet; each can speak against one."""

from collections.abc import Sequence
from functools import cache

from ieo_metrics.framework.layouts import LAYOUTS
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
