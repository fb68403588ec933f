"""Hidden sheets: reported, and read only if the officer has said so."""

from ieo_metrics.framework.problem_kinds import Problem, problem
from ieo_metrics.reading.sheets import Sheet
from ieo_metrics.recognising.mappings.mapping import Mapping, heading_signature
from ieo_metrics.recognising.mappings.sheet_decisions import LEAVE, READ
from ieo_metrics.recognising.match_headings_to_layouts import Fit
from ieo_metrics.recognising.unread_sheets_with_data import UnreadSheet, looks_like_data, unread_rows
from ieo_metrics.recognising.where_rows_end import region_of


def under_heading(sheet: Sheet, fit: Fit, mapping: Mapping) -> UnreadSheet:
    """A table that is known and was not read: its rows, counted as they would be."""
    return UnreadSheet(sheet.name, len(region_of(sheet, fit, mapping).rows))


def hidden_under(sheet: Sheet, fits: list[Fit]) -> str:
    """What an answer about a hidden sheet is bound to besides its name: its headings where they are known.
    Those of any other sheet may be somebody's cells."""
    known = bool(fits) and fits[0].fits
    return heading_signature(fits[0].headings.alone) if known else f"{len(sheet.columns)} columns"


def is_not_read(sheet: Sheet, fits: list[Fit], mapping: Mapping) -> bool:
    """Whether a sheet is hidden and nobody has said that it is read."""
    return not sheet.visible and mapping.about_hidden(sheet.name, hidden_under(sheet, fits)) != READ


def _is_read_by_hand(sheet: Sheet, mapping: Mapping) -> bool:
    if not mapping.by_hand:
        return False
    # It brings some fifteen modules, and most workbooks need none.
    from ieo_metrics.recognising.by_hand.read_sheet import is_read_by_hand

    return is_read_by_hand(sheet, mapping.by_hand)


def about_hidden(
    file: str, sheet: Sheet, fits: list[Fit], mapping: Mapping
) -> tuple[list[UnreadSheet], list[Problem]]:
    """A hidden sheet that is not read: its rows, and the question about it; nothing where it holds no
    data."""
    known = [fit for fit in fits if fit.fits]
    if not (known or looks_like_data(sheet) or _is_read_by_hand(sheet, mapping)):
        return [], []
    said = mapping.about_hidden(sheet.name, hidden_under(sheet, fits))
    code = "hidden-left-out" if said == LEAVE else "sheet-hidden"
    rows = under_heading(sheet, known[0], mapping) if known else unread_rows(sheet)
    return [rows], [problem(code, file, sheet.name, found=f"{sheet.height} rows")]
