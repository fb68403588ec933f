"""References that look mistyped where the reference that was meant can be told: the rows are in the order of
their references, and with two digits changed round this one is in its place, or it stands twice where the
next number is missing."""

import math
import re
from collections import Counter
from collections.abc import Iterator

import numpy as np
import pandas as pd

from ieo_metrics.checking.cells_in_question.rows_in_question import (
    bound_to_rows,
    named_rows,
    sheet_by_sheet,
)
from ieo_metrics.checking.day_or_month_first.most_in_order import most_in_order
from ieo_metrics.checking.findings import Context, Finding, days_of
from ieo_metrics.framework.record_tables import Table
from ieo_metrics.recognising.mappings.sheet_decisions import DOUBTFUL

FEWEST_ROWS, MOST_ROWS = 12, 20_000  # of a sheet, in whose order something can be seen
MOST_WRONG = 1 / 4  # of the rows
OUT_OF_ORDER = 1 / 10  # of the rows may have no place in the order even so
RARE = 0.003  # by chance
STEPS_OF_ONE = 3 / 4  # of the rows follow the one before by one, where numbers are missing
_NUMBER = re.compile(r"(.*?)(\d{2,9})(\D*)", re.ASCII)


def references_out_of_place(frame: pd.DataFrame, table: Table, context: Context) -> Iterator[Finding]:
    """The rows of each sheet whose reference is likely to be another's."""
    words, codes = frame["person_ref"].cat.categories.tolist(), frame["person_ref"].cat.codes.to_numpy()
    days = days_of(frame, table.dated_by)
    # A row of a wide sheet stands as several records of one reference: its first speaks for it.
    starts, places = np.ones(len(frame), dtype=bool), [frame[name].to_numpy() for name in ("row", "source")]
    starts[1:] = np.logical_or(*(place[1:] != place[:-1] for place in places))
    for rows in sheet_by_sheet(frame, starts & (codes >= 0)):
        if FEWEST_ROWS <= len(rows) <= MOST_ROWS:
            rows, digits = _numbered_alike(rows, [words[code] for code in codes[rows]])
            meant = _out_of_order(digits) | _twice_and_missing(list(map(int, digits)), days[rows])
            if 0 < len(meant) <= MOST_WRONG * len(rows):
                at = rows[sorted(meant)]
                found = f"{named_rows(frame, at, context)}: in the place of another reference"
                expected = {"expected": "references in the order of the other rows"}
                numbers = frame["row"].to_numpy()[at].tolist()
                bound_to = bound_to_rows("references", [f"row {context.row_in_words(n)}" for n in numbers])
                yield Finding(DOUBTFUL, int(at[0]), "person_ref", found, expected, bound_to=bound_to)


def _numbered_alike(rows: np.ndarray, references: list[str]) -> tuple[np.ndarray, list[str]]:
    """The rows whose references have the same letters about their number as most have, and those numbers."""
    found = [_NUMBER.fullmatch(word) for word in references]
    letters = [(match[1], match[3]) if match else None for match in found]
    most = Counter(filter(None, letters)).most_common(1)
    alike = [at for at, pair in enumerate(letters) if most and pair == most[0][0]]
    return rows[alike], [match[2] for at in alike if (match := found[at])]


def _out_of_order(digits: list[str]) -> set[int]:
    """The rows that are in order only with two neighbouring digits changed round, and then in nobody's
    place."""
    numbers = np.array([int(text) for text in digits], dtype=np.int64)
    steps = np.diff(numbers)
    down, up = int((steps < 0).sum()), int((steps > 0).sum())
    if not min(down, up) or min(down, up) * 3 > max(down, up) * 2:
        return set()
    sign = 1 if up > down else -1
    own = [[sign * number] for number in numbers.tolist()]
    in_order = {row for row, _ in most_in_order(own)}
    options = [
        one if row in in_order else [*one, *(sign * number for number in _changed_round(digits[row]))]
        for row, one in enumerate(own)
    ]
    chosen = most_in_order(options)
    if len(digits) - len(chosen) > OUT_OF_ORDER * len(digits):
        return set()
    value = [options[row][which] for row, which in chosen]
    stands = {own[row][0] for row in in_order}
    low, high = min(stands), max(stands)  # outside of these nearly any number would be in its place
    repeats = len(stands) < len(in_order)  # only there a number may stand again in the next row
    found = {
        row
        for place, (row, which) in list(enumerate(chosen))[1:-1]
        if which
        and low < value[place] < high
        and (value[place] not in stands or (repeats and value[place] in (value[place - 1], value[place + 1])))
    }
    ways = [low < number < high for row in found for number in options[row][1:]]
    places = high - low + 1 - len(stands)  # numbers that are missing, or that may stand again
    places += 2 * len(stands) * repeats
    share = sum(ways) / max(len(found), 1) * places / len(stands) / (high - low + 1)
    return found if _chance(len(found), len(digits) - len(in_order), share) < RARE else set()


def _chance(found: int, of: int, share: float) -> float:
    """At most how often so many of some rows have a number that is in order with two digits changed round, if
    somebody put each of them anywhere and each had it so with this share."""
    if not 0 < share < 1:
        return min(share, 1.0)
    ways = math.lgamma(of + 1) - math.lgamma(found + 1) - math.lgamma(of - found + 1)
    return math.exp(min(0.0, ways + found * math.log(share)))


def _changed_round(text: str) -> list[int]:
    return [
        int(text[:at] + text[at + 1] + text[at] + text[at + 2 :])
        for at in range(len(text) - 1)
        if text[at] != text[at + 1]
    ]


def _twice_and_missing(numbers: list[int], days: np.ndarray) -> set[int]:
    """The rows that repeat the number of the row before, on another day, where the number between it and the
    next is missing, and each row else follows the one before."""
    steps = np.diff(numbers)
    again = np.flatnonzero((steps == 0) & (np.diff(days) != np.timedelta64(0)))
    if (steps == 1).sum() < STEPS_OF_ONE * len(steps):
        return set()
    skips = np.append(steps, 0)[again + 1] == 2
    skipped = ~skips & (np.insert(steps, 0, 0)[again] == 2)
    return {*(again[skips] + 1).tolist(), *again[skipped].tolist()}
