"""Which cells of a sheet nobody is shown while it is read by hand: what stands under or beside a heading such
as "Name", whichever way the table may lie."""

from collections.abc import Iterable

import numpy as np

from ieo_metrics.framework.layouts import LAYOUTS
from ieo_metrics.reading.sheets import Sheet
from ieo_metrics.recognising.by_hand.down_or_across import lies_down
from ieo_metrics.recognising.normalise_heading import heading_words
from ieo_metrics.recognising.questions import is_personal

_KNOWN = frozenset(known for layout in LAYOUTS for slot in layout.slots for known in slot.known)


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
    width, down = len(sheet.columns), lies_down(sheet, rows) if under is None else under
    for column, cells in enumerate(sheet.columns):
        # Distinct values are few: a column without such a heading is passed over at once.
        distinct = np.unique(cells.codes[: rows.stop]).tolist()
        if not any(is_personal(cells.values[code]) for code in distinct):
            continue
        is_under = False
        for row in range(rows.stop):
            value = cells.at(row)
            if is_personal(value):
                is_under = down
                for other in range(column + 1, width) if beside else ():
                    if is_heading(sheet.columns[other].at(row)):
                        break
                    hidden.add((row, other))
            elif is_under and not is_heading(value):
                hidden.add((row, column))
            else:
                is_under = False
    return {place for place in hidden if place[0] in rows}
