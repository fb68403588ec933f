"""Whether a table lies down or across, as far as its cells tell: of the dates, numbers and texts of one
heading all are of one sort."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from ieo_metrics.reading.sheets import Sheet

_FEW = 3  # filled cells from which on a row or column says whether it is of one sort


def lies_down(sheet: Sheet, rows: range) -> bool:
    """Whether the columns hold cells of one sort at least as often as the rows do."""
    cells = [[column.at(row) for column in sheet.columns] for row in rows]
    return _of_one_sort(zip(*cells, strict=True)) >= _of_one_sort(cells)


def _of_one_sort(lines: Iterable[Sequence[object]]) -> float:
    """The share of the lines whose cells after the first are all texts, all numbers or all dates."""
    sorts = [list(_sorts(line)) for line in lines]
    told = [set(line[1:]) for line in sorts if len(line) >= _FEW]
    return sum(len(of) == 1 for of in told) / len(told) if told else 0.0


def _sorts(line: Sequence[object]) -> Iterator[str]:
    for value in line:
        if value is not None:
            yield "text" if isinstance(value, str) else "date" if isinstance(value, dt.date) else "number"
