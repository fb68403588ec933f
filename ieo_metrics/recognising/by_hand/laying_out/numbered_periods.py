"""Months and quarters that are numbers across: 4, 5, 6 are months only because the cell at their corner says
"Month", or "Type / Month"."""

import calendar
import re
from collections.abc import Sequence

from ieo_metrics.framework.dates.periods_in_headings import Period, period_named
from ieo_metrics.framework.dates.quarters import Quarter, quarter_of
from ieo_metrics.framework.words.text_normalisation import visible
from ieo_metrics.recognising.by_hand.laying_out.sheet_view import SheetView

MOST, LABELS = 12, 4  # numbers of a year's months, and columns of labels left of them
_PARTS = re.compile(r"[\\/|,:→>↓\n]| - | by | and ")
_MONTHS, _QUARTERS = re.compile(r"months?(?: no\.?| number)?"), re.compile(r"(?:quarters?|qtrs?)(?: no\.?)?")


def numbered_period(view: SheetView, row: int, column: int, stated: Sequence[Quarter]) -> Period | None:
    """The month or quarter that a number is by the word at the left end of its row; None where it is none.
    Its day is None where the stated quarters do not tell it: month 4 is April, or the fourth of a financial
    year, and only one of the two must be among them, for all numbers of the row."""
    own = _number(view.at(row, column))
    if own is None:
        return None
    first = column
    while first > 0 and column - first < MOST and _number(view.at(row, first - 1)) is not None:
        first -= 1
    numbers = [own]
    for other in range(first, min(first + MOST, view.width)):
        if (number := _number(view.at(row, other))) is None:
            break
        numbers.append(number)
    corner = next((view.at(row, n) for n in range(first - 1, max(first - 1 - LABELS, -1), -1)
                   if view.is_filled(row, n)), None)  # fmt: skip
    parts = (
        [part.strip() for part in _PARTS.split(visible(corner).casefold())] if isinstance(corner, str) else []
    )
    if any(map(_QUARTERS.fullmatch, parts)) and max(numbers) <= 4:
        return period_named(f"Quarter {own}", stated)
    if not any(map(_MONTHS.fullmatch, parts)):
        return None
    ways = [
        found
        for months in ({n: n for n in numbers}, {n: (n + 2) % 12 + 1 for n in numbers})
        if all(_is_in(stated, each) for each in months.values())
        and (found := _month(months[own], stated)) is not None
    ]
    return ways[0] if len(ways) == 1 else Period("month", own, None)


def _number(value: object) -> int | None:
    if isinstance(value, str) and value.strip().isdecimal():
        value = float(value)
    return int(value) if isinstance(value, float) and value in range(1, MOST + 1) else None


def _month(number: int, stated: Sequence[Quarter]) -> Period | None:
    return period_named(calendar.month_name[number], stated)


def _is_in(stated: Sequence[Quarter], month: int) -> bool:
    found = _month(month, stated)
    return found is not None and found.day is not None and quarter_of(found.day) in stated
