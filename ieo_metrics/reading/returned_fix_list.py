"""How the list of fixes that we put into a provider's workbook is known again when it comes back: it is ours,
and no data."""

import datetime as dt
from collections.abc import Iterable, Iterator

from ieo_metrics.framework.dates.days import day_in_words
from ieo_metrics.reading.sheets import Sheet

MARK = "What to fix in this workbook"  # in the first cell: whatever the sheet is called by then, it is ours
NUMBER, LINE, ANSWER = "No.", "Line", "Your answer"
KIND, BEFORE = "Kind", "Before"
_OLDER_TITLES = {"Code": KIND, "Colour before": BEFORE}  # of lists that went out before November 2026


def is_fix_list(sheet: Sheet) -> bool:
    """Whether a sheet is a list of fixes of ours that has come back. A row or column in front of it does no
    harm."""
    return any(column.at(row) == MARK for column in sheet.columns[:3] for row in range(min(sheet.height, 5)))


def lines_of(sheet: Sheet) -> Iterator[dict[str, str]]:
    """The lines of a list of ours that name a problem, each by the titles of its columns. Its rows and
    columns may have been sorted, moved or deleted."""
    for said in _rows_under(sheet, {KIND, "Sheet", "Cell"}):
        if said[KIND]:
            yield said


def answers_of(sheets: Iterable[Sheet]) -> dict[str, str]:
    """What the provider wrote under `Your answer`, by the number of its line; nothing where that is blank."""
    return {
        said[NUMBER]: said[ANSWER]
        for sheet in sheets
        if is_fix_list(sheet)
        for said in _rows_under(sheet, {NUMBER, ANSWER})
        if said[NUMBER] and said[ANSWER]
    }


def _rows_under(sheet: Sheet, wanted: set[str]) -> Iterator[dict[str, str]]:
    """The rows under the first row that has these titles."""
    titles: dict[int, str] = {}
    for row in range(sheet.height):
        cells = [_text(column.at(row)) for column in sheet.columns]
        if titles:
            yield {title: cells[j] for j, title in titles.items()}
        elif wanted <= {_OLDER_TITLES.get(cell, cell) for cell in cells}:
            titles = {j: _OLDER_TITLES.get(title, title) for j, title in enumerate(cells) if title}


def _text(value: object) -> str:
    """A cell as text; a number that a program made of one of ours is written as we wrote it."""
    if isinstance(value, dt.date):
        return day_in_words(value)
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value).strip()
