"""Values out of line with the provider's own history, about which an officer who knew the earlier quarters
would ask.

Only rows that count are used (those dated in a quarter that their return governs), so that an earlier
version of a quarter neither raises questions nor affects what is usual.
"""

import math
from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from ieo_metrics.accepting.returns import AcceptedReturn, Part
from ieo_metrics.checking.check_workbook import concat_records
from ieo_metrics.checking.findings import numbers_of
from ieo_metrics.checking.table_to_records import is_unreadable
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.add_months import add_months
from ieo_metrics.framework.dates.quarters import Quarter, label, quarters_of
from ieo_metrics.framework.problem_kinds import Problem, problem
from ieo_metrics.framework.record_tables import TABLE

# A headcount is asked about from TIMES_USUAL the middle of at least FEWEST_EARLIER before it.
TIMES_USUAL, FEWEST_EARLIER = 10, 8
# A quarter's number of rows, from three times or below a third of the middle of at least FEWEST_QUARTERS; not
# over a handful of rows.
TIMES_ROWS, FEWEST_QUARTERS, LEAST_DIFFERENCE = 3, 4, 8
# A quarter is a copy where COPIED of its rows stand in the quarter before, apart from their dates, and it has
# FEWEST_ROWS different ones.
COPIED, FEWEST_ROWS = 0.9, 10
YEAR = 4
MOST_MARKS = 64  # for each number, of which it is looked for whether it is there


def against_history(accepted: Sequence[AcceptedReturn], settings: Settings) -> Iterator[Problem]:
    """All values out of line, provider by provider and table by table. Lists of offences or schools have
    no quarters."""
    for of in dict.fromkeys(accepted_return.return_type for accepted_return in accepted):
        own = [accepted_return for accepted_return in accepted if accepted_return.return_type == of]
        for name in of.tables:
            if TABLE[name].counts_by != "list" and any(
                accepted_return.covers.get(name) for accepted_return in own
            ):
                history = _History(name, own, settings)
                yield from _headcounts(history)
                for accepted_return in own:
                    newest = max(accepted_return.covers.get(name, ()), default=None)
                    if newest is not None and history.governs[newest] == accepted_return.number:
                        yield from _row_counts(history, accepted_return, newest)
                        yield from _copies(history, accepted_return, newest)


class _History:
    """One table of one provider. `rows`: source, row, day and quarter of each row that counts, part by part;
    `pieces`: the places of each part's in its frame; `governs` and `sheet_rows`: for each covered quarter the
    number of the return that governs it, and how many rows of the provider's sheets are dated in it."""

    def __init__(self, name: str, own: Sequence[AcceptedReturn], settings: Settings) -> None:
        self.name, self.table = name, TABLE[name]
        self.governs: dict[Quarter, int] = {
            quarter: accepted_return.number
            for accepted_return in own
            for quarter in accepted_return.covers.get(name, ())
        }
        self.pieces: list[tuple[Part, np.ndarray]] = []
        places: list[dict[str, np.ndarray]] = []
        for accepted_return in own:
            governed = [
                quarter for quarter, number in self.governs.items() if number == accepted_return.number
            ]
            for part in (p for p in accepted_return.parts if name in p.tables):
                frame = part.tables[name]
                days = _days(name, frame, settings)
                quarters = quarters_of(days)
                at = np.flatnonzero(np.isin(quarters, governed))
                place = {
                    "part": np.full(len(at), len(self.pieces)),
                    **{column: frame[column].to_numpy()[at] for column in ("source", "row", "column")},
                    "day": days[at],
                    "quarter": quarters[at],
                }
                places.append(place)
                self.pieces.append((part, at))
        self.rows = (
            places[0]
            if len(places) == 1
            else {column: np.concatenate([place[column] for place in places]) for column in places[0]}
        )
        # A wide row of a sheet gives many records, and is one row.
        first = min(self.governs)
        of_a_row = [self.rows[column] for column in ("part", "source", "row", "quarter")]
        of_a_row[-1] = of_a_row[-1] - first
        sizes = [int(numbers.max(initial=0)) + 1 for numbers in of_a_row]
        sizes[-1] = max(self.governs) - first + 1
        once = _each_once(np.ravel_multi_index(of_a_row, sizes), math.prod(sizes))
        counted = np.bincount(once % sizes[-1], minlength=sizes[-1])
        self.sheet_rows = {quarter: int(counted[quarter - first]) for quarter in self.governs}

    def numbers(self, name: str) -> np.ndarray:
        """A column of numbers for each of `rows`, NaN where there is none."""
        return np.concatenate([numbers_of(part.tables[self.name], name)[at] for part, at in self.pieces])

    def words(self, name: str) -> np.ndarray:
        """A column of words for each of `rows`."""
        columns = [(part.tables[self.name][name], at) for part, at in self.pieces]
        return np.concatenate([column.astype(object).to_numpy()[at] for column, at in columns])

    def contents(self, names: list[str], *quarters: Quarter) -> Iterator[list[np.ndarray]]:
        """A number for each row of each of the quarters, equal for rows that are equal in the first column,
        then in the first two, and so on to all of them."""
        quarter_of_row, part_of_row = self.rows["quarter"], self.rows["part"]
        rows = np.isin(quarter_of_row, quarters)
        held = [
            (part.tables[self.name], at[here])
            for i, (part, at) in enumerate(self.pieces)
            if (here := rows[part_of_row == i]).any()
        ]
        alike = np.zeros(np.count_nonzero(rows), dtype=np.int64)
        for name in names:
            together = concat_records([frame[[name]].iloc[places] for frame, places in held])[name]
            values, different = pd.factorize(together, use_na_sentinel=False)
            alike = pd.factorize(alike * len(different) + values)[0]
            yield [alike[quarter_of_row[rows] == quarter] for quarter in quarters]

    def problem(self, code: str, at: int, field: str, found: str, **words: object) -> Problem:
        """A problem at a row's cell of the field."""
        part, source, row, column = (int(self.rows[name][at]) for name in ("part", "source", "row", "column"))
        file = self.pieces[part][0].file
        sheet = file.sheets[source]
        return problem(code, file.name, sheet.name, sheet.cell_of(field, row, column), field, found, **words)

    def about_sheet(self, code: str, accepted_return: AcceptedReturn, found: str, **words: object) -> Problem:
        """A problem about the whole table of a return, at the last of its sheets."""
        file = next(part.file for part in accepted_return.parts if self.name in part.tables)
        sheet = [sheet.name for sheet in file.sheets if sheet.table == self.name][-1]
        return problem(code, file.name, sheet, "", "", found, **words)


def _each_once(numbers: np.ndarray, below: int) -> np.ndarray:
    """The different ones of whole numbers from 0, in their order. A mark for each takes a twentieth of the
    time of sorting them, where there are not far more numbers `below` than are there."""
    if below > MOST_MARKS * len(numbers):
        return np.unique(numbers)
    is_there = np.zeros(below, dtype=bool)
    is_there[numbers] = True
    return np.flatnonzero(is_there)


def _days(name: str, frame: pd.DataFrame, settings: Settings) -> np.ndarray:
    """The day that says in which quarter each row counts. datetime64[D]."""
    days = frame[TABLE[name].dated_by].to_numpy().astype("datetime64[D]")
    if name == "follow_up":
        unclear = is_unreadable(frame, TABLE[name], "window_end")
        days = np.where(
            np.isnat(days) & ~unclear,
            add_months(frame["started"].to_numpy(), settings.follow_up_months),
            days,
        )
    return days


def _headcounts(history: _History) -> Iterator[Problem]:
    """Headcounts of TIMES_USUAL the middle of the earlier ones that are not zero; one-to-one sessions and
    training apart."""
    table = history.table
    kinds = (
        history.words("type")
        if "type" in {f.name for f in table.fields}
        else np.full(len(history.rows["part"]), "")
    )
    for name in (f.name for f in table.fields if f.kind == "whole number" and not table.persons):
        people = history.numbers(name)
        for kind in dict.fromkeys(kinds[people > 0]):
            rows = np.flatnonzero((people > 0) & (kinds == kind))
            rows = rows[np.argsort(history.rows["day"][rows], kind="stable")]
            days = history.rows["day"][rows]
            earlier = np.searchsorted(days, days, side="left")
            middle = np.concatenate([[np.nan], pd.Series(people[rows]).expanding().median().to_numpy()])[
                earlier
            ]
            for place in np.flatnonzero((earlier >= FEWEST_EARLIER) & (people[rows] >= TIMES_USUAL * middle)):
                words = {"usual": f"{middle[place]:g}", "count": earlier[place]}
                yield history.problem(
                    "headcount-unusual", rows[place], name, f"{people[rows[place]]:.0f}", **words
                )


def _row_counts(history: _History, accepted_return: AcceptedReturn, newest: Quarter) -> Iterator[Problem]:
    """A newest quarter with far fewer or more rows than the middle of those before, and than the same quarter
    a year before: schools do next to nothing each summer. A table without any row is asked about already, and
    of one whose records are no rows nothing can be said."""
    before = [rows for quarter, rows in history.sheet_rows.items() if quarter < newest]
    rows = history.sheet_rows[newest]
    empty = not any(
        len(part.tables[history.name]) for part in accepted_return.parts if history.name in part.tables
    )
    in_rows = all(
        sheet.lies_down
        for part, _ in history.pieces
        for sheet in part.file.sheets
        if sheet.table == history.name
    )
    if len(before) < FEWEST_QUARTERS or empty or not in_rows:
        return
    usual = [float(np.median(before))] + [
        float(history.sheet_rows[q]) for q in (newest - YEAR,) if q in history.sheet_rows
    ]
    fewer = all(rows * TIMES_ROWS < each and each - rows >= LEAST_DIFFERENCE for each in usual)
    more = all(rows > TIMES_ROWS * each and rows - each >= LEAST_DIFFERENCE for each in usual)
    if fewer or more:
        yield history.about_sheet(
            "rows-unusual",
            accepted_return,
            f"{rows} rows in {label(newest)}",
            usual=f"{usual[0]:g}",
            count=len(before),
        )


def _copies(history: _History, accepted_return: AcceptedReturn, newest: Quarter) -> Iterator[Problem]:
    """A newest quarter whose rows stand in the quarter before, but for their dates."""
    names = [f.name for f in history.table.fields if f.kind != "date"]
    if min(history.sheet_rows[newest], history.sheet_rows.get(newest - 1, 0)) < FEWEST_ROWS:
        return
    # Rows that differ in their first columns differ: it is mostly seen from one, whether they are a copy.
    for now, then in history.contents(names, newest, newest - 1):
        there = np.bincount(then, minlength=len(now) + len(then))
        many = np.bincount(now, minlength=len(there))
        again, rows = int(np.minimum(many, there).sum()), len(now)
        if again < COPIED * rows:
            return
    if np.count_nonzero(many) >= FEWEST_ROWS:
        what = "readings" if "score" in names else "rows"
        found = (
            f"{again} of the {rows} {what} of {label(newest)} are as in {label(newest - 1)}, apart from the "
            "dates"
        )
        yield history.about_sheet("quarter-copied", accepted_return, found, before=label(newest - 1))
