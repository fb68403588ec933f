"""How the list of fixes that we put into a provider's workbook is known again when it comes back: it is ours,
and no data."""

from collections.abc import Iterator

from ieo_metrics.reading.sheets import Sheet

MARK = "What to fix in this workbook"  # in the first cell: whatever the sheet is called by then, it is ours


def is_fix_list(sheet: Sheet) -> bool:
    """Whether a sheet is a list of fixes of ours that has come back. A row or column in front of it does no
    harm."""
    return any(column.at(row) == MARK for column in sheet.columns[:3] for row in range(min(sheet.height, 5)))


def lines_of(sheet: Sheet) -> Iterator[dict[str, str]]:
    """The lines of a list of ours that name a problem, each by the titles of its columns. Its rows and
    columns may have been sorted, moved or deleted."""
    titles: dict[int, str] = {}
    for row in range(sheet.height):
        cells = ["" if (value := column.at(row)) is None else str(value).strip() for column in sheet.columns]
        if titles:
            said = {title: cells[j] for j, title in titles.items()}
            if said["Code"]:
                yield said
        elif {"Code", "Sheet", "Cell"} <= set(cells):
            titles = {j: title for j, title in enumerate(cells) if title}
