"""How the list of fixes that we put into a provider's workbook is known again when it comes back: it is ours,
and no data."""

from ieo_metrics.reading.sheets import Sheet

MARK = "What to fix in this workbook"  # in the first cell: whatever the sheet is called by then, it is ours


def is_fix_list(sheet: Sheet) -> bool:
    """Whether a sheet is a list of fixes of ours that has come back. A row or column in front of it does no
    harm."""
    return any(column.at(row) == MARK for column in sheet.columns[:3] for row in range(min(sheet.height, 5)))
