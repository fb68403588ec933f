"""Which cells of a sheet nobody is shown while it is read by hand: what stands under or beside a heading such
as "Name", whichever way the table may lie."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from ieo_metrics.framework.layouts import LAYOUTS
from ieo_metrics.reading.sheets import Sheet
from ieo_metrics.recognising.heading_words import heading_words
from ieo_metrics.recognising.questions import is_personal

_KNOWN = frozenset(known for layout in LAYOUTS for slot in layout.slots for known in slot.known())
_FEW = 3  # filled cells from which on a row or column says whether it is of one sort


def personal_cells(
    sheet: Sheet,
    rows: range,
    headings: Iterable[str] = (),
    *,
    under: bool | None = None,
    beside: bool = True,
) -> set[tuple[int, int]]:
    """Rows and columns (from 0) of the cells in `rows` that may hold what a personal heading names: those
    under it and to the right of it, each up to the next heading. `headings`: the words of headings here,
    besides those that we know; `under`: None where the cells are to tell whether the table lies down."""
    said = [f" {words} " for words in headings]

    def is_heading(value: object) -> bool:
        words = heading_words(value) if isinstance(value, str) else ""
        return bool(words) and (
            words in _KNOWN or is_personal(value) or any(f" {words} " in heading for heading in said)
        )

    hidden: set[tuple[int, int]] = set()
    width, lies_down = len(sheet.columns), _lies_down(sheet, rows) if under is None else under
    for column, cells in enumerate(sheet.columns):
        # Distinct values are few: a column without such a heading is passed over at once.
        if not any(is_personal(value) for value in cells.values):
            continue
        is_under = False
        for row in range(rows.stop):
            value = cells.at(row)
            if is_personal(value):
                is_under = lies_down
                for other in range(column + 1, width) if beside else ():
                    if is_heading(sheet.columns[other].at(row)):
                        break
                    hidden.add((row, other))
            elif is_under and not is_heading(value):
                hidden.add((row, column))
            else:
                is_under = False
    return {place for place in hidden if place[0] in rows}


def _lies_down(sheet: Sheet, rows: range) -> bool:
    """Whether the columns hold cells of one sort at least as often as the rows do."""
    cells = [[column.at(row) for column in sheet.columns] for row in rows]
    return _of_one_sort(zip(*cells, strict=True)) >= _of_one_sort(cells)


def _of_one_sort(lines: Iterable[Sequence[object]]) -> float:
    """The share of the lines whose cells after the first are all texts, all numbers or all dates."""
    sorts = [list(_sorts(line)) for line in lines]
    told = [set(line[1:]) for line in sorts if len(line) > _FEW]
    return sum(len(of) == 1 for of in told) / len(told) if told else 0.0


def _sorts(line: Sequence[object]) -> Iterator[str]:
    for value in line:
        if value is not None:
            yield "text" if isinstance(value, str) else "date" if isinstance(value, dt.date) else "number"
